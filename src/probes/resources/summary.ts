import { type Observation, worst } from "../../model/verdict.ts";
import type { Finding } from "../probe.ts";
import { count, finding } from "../shared/findings.ts";

/** The verdict on all objects of a list by the verdicts on each. */
export function summarise(
	found: readonly Finding[],
	tally: Observation,
	words: { readonly number: string; readonly kind: string; readonly expects: string | null },
): Finding {
	const outcome = worst(found.map((one) => (one.outcome === "unbound" ? "unknown" : one.outcome)));
	if (outcome === "pass" || outcome === "attested") {
		const all = found.length === 1 ? "it is" : "each is";
		const message = `${words.number}, and ${all} ${words.expects === null ? "ready" : "as expected"}`;
		return finding("pass", words.expects === null ? "Ready" : "AsExpected", message, [
			tally,
			...found.slice(0, 5).flatMap((one) => one.evidence),
		]);
	}
	const open = found.filter((one) => one.outcome !== "pass" && one.outcome !== "attested");
	const deciding = open.filter((one) => one.outcome === outcome);
	const first = deciding.find((one) => one.parked !== true) ?? deciding[0] ?? open[0];
	const others = open.length > 1 ? ` (and ${count(open.length - 1, "other")} of ${found.length})` : "";
	const evidence = [tally, ...open.slice(0, 10).flatMap((one) => one.evidence)];
	const met = found.find((one) => one.outcome === "pass");
	const summary = finding(
		outcome,
		first?.reason ?? "NotReady",
		`${first?.message ?? ""}${others}`,
		evidence,
		first?.hint ?? null,
	);
	if (first?.parked === true) return { ...summary, parked: true };
	const meets = met?.evidence[0];
	if (outcome !== "fail" || meets === undefined) return summary;
	return {
		...summary,
		exception: `${meets.kind} ${meets.name} ${words.expects === null ? "is ready" : `meets ${words.expects}`}`,
	};
}
