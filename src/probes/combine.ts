import { ClusterProblem } from "../cluster/problem.ts";
import { type Outcome, worst } from "../model/verdict.ts";
import type { Finding, Probe, Surroundings } from "./probe.ts";
import { problemFinding } from "./problem-finding.ts";

/** Asks a part of a combination. What it cannot ask is unknown, and the other parts still count. */
export async function ask(probe: Probe, surroundings: Surroundings): Promise<Finding> {
	try {
		return await probe.examine(surroundings);
	} catch (problem) {
		if (problem instanceof ClusterProblem) return problemFinding(problem);
		throw problem;
	}
}

/** Every part has to hold. `what` is for the sentence where there are several: "12 parts". */
export function every(found: readonly Finding[], what: string): Finding {
	const outcome = worst(found.map(outcomeInside));
	const unanswered = found.some((one) => one.unanswered === true);
	const evidence = found.flatMap((one) => one.evidence);
	if (found.length === 0)
		return {
			outcome: "unknown",
			reason: "NothingToCombine",
			message: "nothing is combined here, which proves nothing",
			hint: null,
			evidence,
		};
	if (outcome === "pass" || outcome === "attested") {
		const message = found.length === 1 ? (found[0]?.message ?? "") : `all ${found.length} ${what} hold: ${firstMessages(found)}`;
		return {
			outcome: "pass",
			reason: found.length === 1 ? (found[0]?.reason ?? "AllHold") : "AllHold",
			message,
			hint: null,
			evidence,
		};
	}
	return { ...leading(found, outcome, what), evidence, unanswered };
}

/** One part has to hold. That none was seen to hold is red only if each was seen not to. */
export function some(found: readonly Finding[], what: string): Finding {
	const evidence = found.flatMap((one) => one.evidence);
	const holds = found.find((one) => one.outcome === "pass" || one.outcome === "attested");
	if (holds !== undefined) return { ...holds, outcome: "pass", evidence };
	if (found.length === 0) return every(found, what);
	const outcomes = found.map(outcomeInside);
	const outcome = outcomes.includes("unknown") ? "unknown" : outcomes.includes("pending") ? "pending" : "fail";
	// That none holds is told by what does not show the opposite, for whoever wants that.
	const open = found.filter((one) => opposite(one).outcome !== "pass");
	return {
		...leading([...open, ...found.filter((one) => !open.includes(one))], outcome, what),
		evidence,
		unanswered: found.some((one) => one.unanswered === true),
	};
}

/** What is seen is the opposite of what is wanted: green only where the failure itself was seen, not where nothing was. */
export function opposite(found: Finding): Finding {
	switch (found.outcome) {
		case "fail":
			switch (found.reason) {
				case "Terminating":
					// It is still there.
					return { ...found, outcome: "pending" };
				case "NoSamples":
				case "NotANumber":
					// A misspelt name gives none either, as does a server that scrapes nothing.
					return {
						...found,
						outcome: "unknown",
						message: `${found.message}, which does not show the opposite`,
						hint: 'to see that something is gone, ask for "absent(…)"; to see that a value is not reached, let the query give a number in each case',
					};
				default:
					return { ...found, outcome: "pass", reason: `Not${found.reason}`, hint: null };
			}
		case "pass":
		case "attested":
			return { ...found, outcome: "fail", reason: `Still${found.reason}` };
		default:
			return found;
	}
}

/** A part that only a person can tell of, and nobody has, is open. */
function outcomeInside({ outcome }: Finding): Outcome {
	return outcome === "unbound" ? "pending" : outcome;
}

/** The words of the part that decides, and how many more are like it. */
function leading(found: readonly Finding[], outcome: Outcome, what: string): Finding {
	const alike = found.filter((one) => outcomeInside(one) === outcome);
	// Parked as a whole only where nothing else is still on its way.
	const first = alike.find((one) => one.parked !== true) ?? alike[0] ?? found[0];
	if (first === undefined) return { outcome, reason: "Unknown", message: "", hint: null, evidence: [] };
	const holding = found.filter((one) => one.outcome === "pass" || one.outcome === "attested").length;
	const more = found.length === 1 ? "" : ` (${holding} of ${found.length} ${what} hold${holding === 1 ? "s" : ""})`;
	return {
		outcome,
		reason: first.reason,
		message: `${first.message}${more}`,
		hint: first.hint,
		evidence: [],
		...parkedLike(first),
	};
}

function parkedLike({ outcome, parked }: Finding): { readonly parked?: true } {
	return outcome === "pending" && parked === true ? { parked } : {};
}

function firstMessages(found: readonly Finding[]): string {
	const messages = [...new Set(found.map((one) => one.message).filter((message) => message !== ""))];
	return messages.length > 2 ? `${messages.slice(0, 2).join("; ")}; …` : messages.join("; ");
}
