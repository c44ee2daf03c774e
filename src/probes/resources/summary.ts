import { type Observation, type Outcome, worst } from "../../model/verdict.ts";
import { notAsExpected } from "../expressions/object-rule.ts";
import type { ProbeResult } from "../probe.ts";
import { countedSentence, type Named, type Verb, withoutName } from "../shared/counted-sentence.ts";
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
	const reasons = deciding.map((one) => reasonOf(one, words.kind));
	const brief = briefOf(reasons, found.length, words.kind);
	const stated = probeResult(
		outcome,
		first?.reason ?? "NotReady",
		sentence(reasons, found.length, words.kind, outcome),
		evidence,
		first?.hint ?? null,
	);
	const summary = brief === null ? stated : { ...stated, brief };
	if (first?.parked === true) return { ...summary, parked: true };
	const meets = met?.evidence[0];
	if (outcome !== "fail" || meets === undefined) return summary;
	return {
		...summary,
		exception: `${meets.kind} ${meets.name} ${words.expects === null ? "is ready" : `meets ${words.expects}`}`,
	};
}

/** The verbs for several objects with the same verdict. */
const verbs: Readonly<Record<Outcome, Verb>> = {
	pass: { one: "is as expected", many: "are as expected" },
	attested: { one: "is as expected", many: "are as expected" },
	pending: { one: "is pending", many: "are pending" },
	unknown: { one: "could not be checked", many: "could not be checked" },
	fail: { one: "fails", many: "fail" },
};

interface Reason extends Named {
	readonly whole: string;
}

/** The kind precedes the list, and the verb already states that it fails or could not be checked. */
function reasonOf({ message, evidence }: ProbeResult, kind: string): Reason {
	const name = evidence[0]?.name ?? "";
	const reason = message
		.replace(`the probe cannot evaluate ${kind} ${name}: `, "")
		.replace(`${kind} ${name}: `, "")
		.replace(`${kind} ${name} `, "");
	return { name, message: reason === notAsExpected ? null : reason, whole: message };
}

/** One object speaks for itself; several are counted and named. */
function sentence(reasons: readonly Reason[], total: number, kind: string, outcome: Outcome): string {
	const [first] = reasons;
	if (first === undefined || reasons.length === 1) return first?.whole ?? "";
	return countedSentence(reasons, total, `${kind}s`, verbs[outcome]);
}

/** `4 of 4 Pods: restarted`, where all have one reason. */
function briefOf(reasons: readonly Reason[], total: number, kind: string): string | null {
	const different = new Set(reasons.map(({ name, message }) => (message === null ? null : withoutName(message, name))));
	const [only] = different;
	if (reasons.length < 2 || different.size > 1 || only == null) return null;
	return `${reasons.length} of ${total} ${kind}s: ${only}`;
}
