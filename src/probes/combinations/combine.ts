import { ClusterProblem } from "../../cluster/problem.ts";
import { type Cause, type Outcome, worst } from "../../model/verdict.ts";
import type { Absence, Probe, ProbeContext, ProbeResult } from "../probe.ts";
import { problemResult } from "../problem-result.ts";
import { countedSentence, joinedReasons, type Verb } from "../shared/counted-sentence.ts";

/** Asks a part of a combination. What it cannot ask is unknown, and the other parts still count. */
export async function ask(probe: Probe, context: ProbeContext): Promise<ProbeResult> {
	try {
		return await probe.run(context);
	} catch (problem) {
		if (problem instanceof ClusterProblem) return problemResult(problem);
		throw problem;
	}
}

/** What a combination combines: unlike parts of one probe, or things of one kind, each with its name. */
export type Combined =
	| { readonly kind: "parts" }
	/** `things`: their plural, as in `3 of 20 services fail`. `names`: one for each finding. */
	| { readonly kind: "things"; readonly things: string; readonly names: readonly string[] };

const parts: Combined = { kind: "parts" };

/** Every part has to hold. */
export function every(found: readonly ProbeResult[], combined: Combined = parts): ProbeResult {
	const outcome = worst(found.map(outcomeInside));
	const unanswered = found.some((one) => one.unanswered === true);
	const evidence = found.flatMap((one) => one.evidence);
	if (found.length === 0)
		return {
			outcome: "unknown",
			reason: "NothingToCombine",
			message: "there is nothing to combine, which proves nothing",
			hint: null,
			evidence,
		};
	if (outcome === "pass" || outcome === "attested") {
		const message = combined.kind === "things" && found.length > 1 ? allHold(found, combined) : joinedReasons(messagesOf(found));
		return {
			outcome: "pass",
			reason: found.length === 1 ? (found[0]?.reason ?? "AllHold") : "AllHold",
			message,
			hint: null,
			evidence,
		};
	}
	return { ...leading(found, outcome, combined), evidence, unanswered, ...sharedAbsence(found, outcome) };
}

/** Every failing part fails because its object does not exist: `not` of the whole proves no more than `not` of one part. */
function sharedAbsence(found: readonly ProbeResult[], outcome: Outcome): { readonly absence?: Absence } {
	const absences = found.filter((one) => one.outcome === outcome).map(({ absence }) => absence);
	const first = absences.find((one) => one?.typo !== null) ?? absences[0];
	return first === undefined || absences.includes(undefined) ? {} : { absence: first };
}

/** One part has to hold. That none was seen to hold is red only if each was seen not to. */
export function some(found: readonly ProbeResult[]): ProbeResult {
	const evidence = found.flatMap((one) => one.evidence);
	const holds = found.find((one) => one.outcome === "pass" || one.outcome === "attested");
	if (holds !== undefined) return { ...holds, outcome: "pass", evidence };
	if (found.length === 0) return every(found);
	const outcomes = found.map(outcomeInside);
	const outcome = outcomes.includes("unknown") ? "unknown" : outcomes.includes("pending") ? "pending" : "fail";
	// If no part holds, the message for `not` lists the parts that do not prove the opposite.
	const open = found.filter((one) => opposite(one).outcome !== "pass");
	const first = open[0];
	return {
		...(outcome === "fail" && first?.absence !== undefined ? { absence: first.absence } : {}),
		...(outcome === "fail" && first?.exception !== undefined ? { exception: first.exception } : {}),
		...leading([...open, ...found.filter((one) => !open.includes(one))], outcome, parts),
		evidence,
		unanswered: found.some((one) => one.unanswered === true),
	};
}

/** Facts in addition to the finding that let `not` count an absence. */
export interface Opposed {
	/** `not` has `absent: true` itself. */
	readonly isAbsent?: boolean;
	/** Whether a name was seen before: the item's evidence mentions it. */
	readonly wasSeen?: (name: string) => boolean;
}

/** The opposite of what is expected: green only if the failure itself was observed, not if nothing was. */
export function opposite(found: ProbeResult, opposed: Opposed = {}): ProbeResult {
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
						message: `as expected: ${found.message}`,
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

/** Absence is positive evidence only if nothing suggests that the name is misspelled, and the probe expects absence. */
function withoutIt(found: ProbeResult, { name, typo, isExpected }: Absence, { isAbsent, wasSeen }: Opposed): ProbeResult {
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

/** A part that needs sign-off and has none is open. */
function outcomeInside({ outcome }: ProbeResult): Outcome {
	return outcome === "unbound" ? "pending" : outcome;
}

/** The messages of the deciding parts as one sentence, with the next step of the first. */
function leading(found: readonly ProbeResult[], outcome: Outcome, combined: Combined): ProbeResult {
	const sameOutcome = found.filter((one) => outcomeInside(one) === outcome);
	// Parked as a whole only where nothing else is still on its way.
	const active = sameOutcome.filter((one) => one.parked !== true);
	const deciding = active.length > 0 ? active : sameOutcome.length > 0 ? sameOutcome : found;
	const [first] = deciding;
	if (first === undefined) return { outcome, reason: "Unknown", message: "", hint: null, evidence: [] };
	return {
		outcome,
		reason: first.reason,
		message: sentence(deciding, found, outcome, combined),
		hint: first.hint,
		evidence: [],
		causes: uniqueCauses(deciding),
		...parkedLike(first),
	};
}

const verbs: Readonly<Record<Outcome, Verb>> = {
	pass: { one: "holds", many: "hold" },
	attested: { one: "holds", many: "hold" },
	pending: { one: "is pending", many: "are pending" },
	unknown: { one: "could not be verified", many: "could not be verified" },
	fail: { one: "fails", many: "fail" },
};

function sentence(deciding: readonly ProbeResult[], found: readonly ProbeResult[], outcome: Outcome, combined: Combined): string {
	const messages = messagesOf(deciding);
	// A cause outside the parts, such as an unreachable cluster, gives the same message for each of them.
	if (combined.kind === "parts" || found.length === 1 || (deciding.length > 1 && new Set(messages).size === 1))
		return joinedReasons(messages);
	// The reasons of several items are reported at these items.
	const areReported = combined.things === "items" && deciding.length > 1;
	const affected = deciding.map((one) => ({
		name: combined.names[found.indexOf(one)] ?? "",
		message: areReported ? null : (one.brief ?? one.message),
	}));
	return countedSentence(affected, found.length, combined.things, verbs[outcome]);
}

/** An item with more causes than this lists all of them only in the JSON. */
const maxCauses = 50;

function uniqueCauses(deciding: readonly ProbeResult[]): readonly Cause[] {
	const byMessage = new Map<string, Cause>();
	for (const cause of deciding.flatMap(causesOf)) if (!byMessage.has(cause.message)) byMessage.set(cause.message, cause);
	return [...byMessage.values()].slice(0, maxCauses);
}

/** The reasons behind a finding: its own, or those of what it combines. */
export function causesOf({ causes, reason, message, hint, missing, lacks }: ProbeResult): readonly Cause[] {
	const more = { ...(missing === undefined ? {} : { missing }), ...(lacks === undefined ? {} : { lacks }) };
	return causes ?? [{ reason, message, hint, ...more }];
}

function parkedLike({ outcome, parked }: ProbeResult): { readonly parked?: true } {
	return outcome === "pending" && parked === true ? { parked } : {};
}

function messagesOf(found: readonly ProbeResult[]): readonly string[] {
	return found.map(({ message }) => message);
}

/** `all 25 services: Rolled out` if all messages are equal; otherwise only the count. */
function allHold(found: readonly ProbeResult[], { things }: Extract<Combined, { readonly kind: "things" }>): string {
	const messages = new Set(messagesOf(found));
	return messages.size === 1 ? `all ${found.length} ${things} hold: ${[...messages][0]}` : `all ${found.length} ${things} hold`;
}
