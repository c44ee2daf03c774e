import type { StatusDocument } from "./document.ts";
import { type Evidence, type Item, isDone } from "./item.ts";
import { matchItems } from "./item-match.ts";
import { closestKeys, itemPatterns } from "./item-patterns.ts";
import { everyItem, type Phase } from "./phase.ts";
import type { PhaseId } from "./phase-id.ts";
import type { ProbeChange, ProbeSettings, ProbeText } from "./probe-settings.ts";
import { weakening } from "./probe-weakening.ts";
import { riskChanges } from "./risk-changes.ts";
import type { Suppression } from "./suppression.ts";

/** Something that makes it easier to complete a phase, or to start one, without any work being done. */
export interface Easing {
	/** The phase that becomes easier; null for what concerns them all. */
	readonly phase: PhaseId | null;
	/** The required row of the review history: a row that also records a check-off does not explain it. */
	readonly explainedBy: "any row" | "a row of its own";
	/** Offset in the new version where it is, or was. */
	readonly at: number;
	readonly message: string;
}

/** What of a new version eases phases: dependencies, evidence, criteria, risks, blockers, and probes that are gone or mean less; and rules that are suppressed or off, where they report errors (`isError`). */
export function easings(
	before: StatusDocument,
	after: StatusDocument,
	probes: ProbeChange | null,
	isError: (rule: string) => boolean = () => true,
): Easing[] {
	const { pairs } = matchItems(before.phases.flatMap(everyItem), after.phases.flatMap(everyItem));
	return [
		...dependencies(before, after),
		...blockers(before, after),
		...criteria(before, after),
		...riskChanges(before, after).eased.map(
			({ at, message }): Easing => ({ phase: null, explainedBy: "a row of its own", at, message }),
		),
		...closedPhases(before, after),
		...suppressions(before, after, isError),
		...pairs.flatMap(({ before: old, after: now }) => itemEasings(old, now)),
		...(probes === null ? [] : [...probeEasings(before, after, pairs, probes), ...policyEasings(probes, isError)]),
	];
}

function placeOf(document: StatusDocument, phase: PhaseId): number {
	return document.phases.find(({ id }) => id === phase)?.heading.start ?? 0;
}

function dependencies(before: StatusDocument, after: StatusDocument): Easing[] {
	const now = after.dependencies?.edges ?? [];
	return (before.dependencies?.edges ?? []).flatMap(({ phase, on, kind }): Easing[] => {
		const same = now.filter((edge) => edge.phase === phase && edge.on === on);
		const isThere = after.phases.some(({ id }) => id === phase);
		if (!isThere || same.some((edge) => edge.kind === "hard" || kind === "soft")) return [];
		const [soft] = same;
		const at = soft?.span.start ?? after.dependencies?.span.start ?? placeOf(after, phase);
		const message =
			soft === undefined
				? `Phase ${phase} no longer depends on Phase ${on}`
				: `Phase ${phase} no longer needs Phase ${on} to be complete, only to be started`;
		return [{ phase, explainedBy: "a row of its own", at, message }];
	});
}

function blockers(before: StatusDocument, after: StatusDocument): Easing[] {
	const now = after.blockers?.blockers ?? [];
	return (before.blockers?.blockers ?? [])
		.filter(({ phase, reason }) => !now.some((one) => one.phase === phase && one.reason === reason))
		.filter(({ phase }) => after.phases.some(({ id }) => id === phase))
		.map(({ phase, reason }) => ({
			phase,
			explainedBy: "a row of its own",
			at: after.blockers?.lists[0]?.heading.start ?? placeOf(after, phase),
			message: `the blocker of Phase ${phase} is gone or reworded: ${reason}`,
		}));
}

function criteria(before: StatusDocument, after: StatusDocument): Easing[] {
	const now = new Map(after.phases.map((phase) => [phase.id, phase]));
	return before.phases.flatMap((phase) => {
		const is = now.get(phase.id);
		if (is === undefined) return [];
		const left = new Set([...is.criteria, ...is.criterionItems].map(({ text }) => text.value));
		return phase.criteria
			.filter(({ text }) => !left.has(text.value))
			.map(
				({ text }): Easing => ({
					phase: phase.id,
					explainedBy: "a row of its own",
					at: is.criteria[0]?.span.start ?? is.heading.start,
					message: `the success criterion "${text.value}" is gone or reworded`,
				}),
			);
	});
}

/** A phase that is cancelled or deferred holds back no other. */
function closedPhases(before: StatusDocument, after: StatusDocument): Easing[] {
	const isClosed = (document: StatusDocument, phase: Phase): boolean => {
		const row = document.summary?.rows.find((one) => one.phase.value === phase.id);
		return [row?.status, phase.status].some((status) => status?.status === "closed");
	};
	const open = new Set(before.phases.filter((phase) => !isClosed(before, phase)).map(({ id }) => id));
	return after.phases
		.filter((phase) => open.has(phase.id) && isClosed(after, phase))
		.map(({ id, heading }) => ({
			phase: id,
			explainedBy: "a row of its own",
			at: heading.start,
			message: `Phase ${id} is closed, so it no longer holds back other phases`,
		}));
}

/** A comment that accepts what would be an error, in words that were not there before. */
function suppressions(before: StatusDocument, after: StatusDocument, isError: (rule: string) => boolean): Easing[] {
	const keyOf = ({ rule, until, reason }: Suppression): string => JSON.stringify([rule.value, until, reason]);
	const left = before.suppressions.map(keyOf);
	return after.suppressions.flatMap((one): Easing[] => {
		const at = left.indexOf(keyOf(one));
		if (at >= 0) left.splice(at, 1);
		if (at >= 0 || !isError(one.rule.value)) return [];
		const { start } = one.span;
		const phase = after.phases.find(({ span }) => span.start <= start && start < span.end)?.id ?? null;
		return [{ phase, explainedBy: "any row", at: start, message: `errors of ${one.rule.value} are suppressed: ${one.reason}` }];
	});
}

function itemEasings(old: Item, now: Item): Easing[] {
	const found: Easing[] = [];
	const report = (
		message: string,
		at: number,
		explainedBy: Easing["explainedBy"] = "a row of its own",
		phase = now.phase,
	): void => {
		found.push({ phase, explainedBy, at, message });
	};
	const at = now.text.span.start;
	if (old.struck === null && now.struck !== null) report(`${now.id} is struck through`, at);
	if (!old.optional && now.optional) report(`${now.id} is now optional`, at);
	if (old.phase !== now.phase) report(`${old.id} was moved to Phase ${now.phase}`, at, "a row of its own", old.phase);
	if (isDone(old) && isDone(now)) {
		const left = new Set(now.evidence.map(evidenceKey));
		for (const one of old.evidence.filter((each) => !left.has(evidenceKey(each))))
			report(`the evidence of the checked item ${now.id} is gone or changed: ${one.text}`, at, "any row");
	}
	return found;
}

function evidenceKey({ text, reviewer, day, until }: Evidence): string {
	return JSON.stringify([text, reviewer, day.value, until?.value ?? null]);
}

/** The probe of each id. */
export function probesById(document: StatusDocument, settings: ProbeSettings | null): ReadonlyMap<string, ProbeText> {
	return closestKeys(itemPatterns(document), settings?.bindings ?? []);
}

/** The probe of a checked item must stay as it is; of all others it must not be replaced by the word of a person, or by nothing. */
function probeEasings(
	before: StatusDocument,
	after: StatusDocument,
	pairs: readonly { readonly before: Item; readonly after: Item }[],
	probes: ProbeChange,
): Easing[] {
	const old = probesById(before, probes.before);
	const now = probesById(after, probes.after);
	const found: Easing[] = [];
	const compare = (was: string, id: string, phase: PhaseId, at: number, isChecked: boolean): void => {
		const [one, other] = [old.get(was), now.get(id)];
		if (one === undefined || one.text === other?.text) return;
		const isWord = other !== undefined && isAttested(other) && !isAttested(one);
		const less = other === undefined || isWord ? null : weakening(one.asks, other.asks);
		if (!isChecked && other !== undefined && !isWord && less === null) return;
		const asksLess = isChecked || less === null ? "is changed" : `asks for less (${less})`;
		const how = other === undefined ? "is gone" : isWord ? "is now the word of a person" : asksLess;
		const what = isChecked ? `the checked item ${id}` : id;
		found.push({ phase, explainedBy: "a row of its own", at, message: `the probe of ${what} ${how}` });
	};
	for (const { before: one, after: other } of pairs)
		compare(one.id, other.id, other.phase, other.text.span.start, isDone(one) && isDone(other));
	for (const phase of after.phases) for (const { id, text } of phase.criteria) compare(id, id, phase.id, text.span.start, false);
	return found;
}

function isAttested({ types }: ProbeText): boolean {
	return types.length === 1 && types[0] === "attestation";
}

function policyEasings({ before, after }: ProbeChange, isError: (rule: string) => boolean): Easing[] {
	const found: Easing[] = [];
	const report = (message: string): void => {
		found.push({ phase: null, explainedBy: "a row of its own", at: 0, message });
	};
	if (before === null) return [];
	if (before.secondReviewer && after?.secondReviewer !== true) report("the policy no longer requires a second reviewer");
	if (before.evidence === "required" && after?.evidence !== "required") report("the policy no longer requires evidence");
	if (before.clusterUid !== null && after?.clusterUid !== before.clusterUid)
		report(`the probes file is no longer about the cluster ${before.clusterUid}`);
	for (const [rule, setting] of after?.rules ?? []) {
		const was = before.rules.get(rule);
		if (!isError(rule)) continue;
		if (setting === "off" && was !== "off") report(`rules: of the probes file switches ${rule} off`);
		else if (setting === "warning" && was !== "off" && was !== "warning")
			report(`rules: of the probes file makes ${rule} a warning`);
	}
	return found;
}
