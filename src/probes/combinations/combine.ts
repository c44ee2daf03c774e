import { ClusterProblem } from "../../cluster/problem.ts";
import { type Outcome, worst } from "../../model/verdict.ts";
import type { Absence, Finding, Probe, Surroundings } from "../probe.ts";
import { problemFinding } from "../problem-finding.ts";

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
	return { ...leading(found, outcome, what), evidence, unanswered, ...sharedAbsence(found, outcome) };
}

/** All that fails fails because it does not exist: `not` of the whole shows no more than `not` of one. */
function sharedAbsence(found: readonly Finding[], outcome: Outcome): { readonly absence?: Absence } {
	const absences = found.filter((one) => one.outcome === outcome).map(({ absence }) => absence);
	const first = absences.find((one) => one?.typo !== null) ?? absences[0];
	return first === undefined || absences.includes(undefined) ? {} : { absence: first };
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
	const first = open[0];
	return {
		...(outcome === "fail" && first?.absence !== undefined ? { absence: first.absence } : {}),
		...(outcome === "fail" && first?.exception !== undefined ? { exception: first.exception } : {}),
		...leading([...open, ...found.filter((one) => !open.includes(one))], outcome, what),
		evidence,
		unanswered: found.some((one) => one.unanswered === true),
	};
}

/** Facts beside the finding that let `not` count an absence. */
export interface Opposed {
	/** `not` itself says `absent: true`. */
	readonly isAbsent?: boolean;
	/** Whether a name was seen before: the item's evidence mentions it. */
	readonly wasSeen?: (name: string) => boolean;
}

/** What is seen is the opposite of what is wanted: green only where the failure itself was seen, not where nothing was. */
export function opposite(found: Finding, opposed: Opposed = {}): Finding {
	switch (found.outcome) {
		case "fail":
			if (found.absence !== undefined) return withoutIt(found, found.absence, opposed);
			if (found.exception !== undefined)
				return { ...found, outcome: "fail", reason: "StillAsExpected", message: `${found.exception}, and none should be` };
			switch (found.reason) {
				case "Terminating":
					// It is still there.
					return { ...found, outcome: "pending" };
				case "NoSamples":
				case "NotANumber":
				case "PortNotFound":
				case "ServiceNotFound":
				case "TargetNotFound":
					// A misspelled name gives nothing either, as does a server that scrapes nothing.
					return {
						...found,
						outcome: "unknown",
						message: `${found.message}, which does not show the opposite`,
						hint: "ask for something that shows the opposite itself: a query that returns a number in each case, or a list of the objects with exactly: 0",
					};
				default:
					return {
						...found,
						outcome: "pass",
						reason: "OppositeSeen",
						message: `as expected, this does not hold: ${found.message}`,
						hint: null,
					};
			}
		case "pass":
		case "attested":
			return { ...found, outcome: "fail", reason: `Still${found.reason}` };
		default:
			return found;
	}
}

/** That something does not exist is positive evidence only where nothing suggests that its name is misspelled, and absence is meant. */
function withoutIt(found: Finding, { name, typo, isExpected }: Absence, { isAbsent, wasSeen }: Opposed): Finding {
	const { absence: _, ...rest } = found;
	if (typo !== null)
		return {
			...rest,
			outcome: "unknown",
			reason: "PerhapsMisspelled",
			message: `nothing is named ${name}, but ${typo} exists: the name may be misspelled`,
			hint: `correct the name in the probe, or remove ${typo}`,
		};
	if (isExpected || isAbsent === true || wasSeen?.(name) === true)
		return { ...rest, outcome: "pass", reason: "Absent", message: `${found.message}, as expected`, hint: null };
	return {
		...rest,
		outcome: "unknown",
		reason: "NeverSeen",
		message: `${found.message}; nothing shows that it ever did, so this proves nothing`,
		hint: "if its absence is what the item asks for, add absent: true to the probe",
	};
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
