import { type Observation, type Outcome, worst } from "../../model/verdict.ts";
import { notAsExpected } from "../expressions/object-rule.ts";
import type { ProbeResult } from "../probe.ts";
import { countedSentence, type Verb } from "../shared/counted-sentence.ts";
import { probeResult } from "../shared/results.ts";

/** The verdict on all objects of a list by the verdicts on each. */
export function summarise(
	found: readonly ProbeResult[],
	tally: Observation,
	words: { readonly number: string; readonly kind: string; readonly expects: string | null },
): ProbeResult {
	const outcome = worst(found.map((one) => (one.outcome === "unbound" ? "unknown" : one.outcome)));
	if (outcome === "pass" || outcome === "attested") {
		const all = found.length === 1 ? "it is" : "each is";
		const message = `${words.number}, and ${all} ${words.expects === null ? "ready" : "as expected"}`;
		return probeResult("pass", words.expects === null ? "Ready" : "AsExpected", message, [
			tally,
			...found.slice(0, 5).flatMap((one) => one.evidence),
		]);
	}
	const open = found.filter((one) => one.outcome !== "pass" && one.outcome !== "attested");
	const deciding = open.filter((one) => one.outcome === outcome);
	const first = deciding.find((one) => one.parked !== true) ?? deciding[0] ?? open[0];
	const evidence = [tally, ...open.slice(0, 10).flatMap((one) => one.evidence)];
	const met = found.find((one) => one.outcome === "pass");
	const summary = probeResult(
		outcome,
		first?.reason ?? "NotReady",
		sentence(deciding, found.length, words.kind, outcome),
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

/** What is said of several objects with one verdict. */
const verbs: Readonly<Record<Outcome, Verb>> = {
	pass: { one: "is as expected", many: "are as expected" },
	attested: { one: "is as expected", many: "are as expected" },
	pending: { one: "is pending", many: "are pending" },
	unknown: { one: "could not be judged", many: "could not be judged" },
	fail: { one: "is not as expected", many: "are not as expected" },
};

/** One object speaks for itself; several are counted and named. */
function sentence(deciding: readonly ProbeResult[], total: number, kind: string, outcome: Outcome): string {
	const [first] = deciding;
	if (first === undefined || deciding.length === 1) return first?.message ?? "";
	const affected = deciding.map(({ message, evidence }) => {
		const name = evidence[0]?.name ?? "";
		// The kind is in front of the list, and the verb says that it is not as expected or could not be judged.
		const reason = message
			.replace(`the probe cannot evaluate ${kind} ${name}: `, "")
			.replace(`${kind} ${name}: `, "")
			.replace(`${kind} ${name} `, "");
		return { name, message: reason === notAsExpected ? null : reason };
	});
	return countedSentence(affected, total, `${kind}s`, verbs[outcome]);
}
