import type { Day } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import { probesById } from "../model/easing.ts";
import { groupBy } from "../model/group-by.ts";
import type { Item } from "../model/item.ts";
import { type ItemMatch, matchItems } from "../model/item-match.ts";
import { everyItem } from "../model/phase.ts";
import type { PhaseId } from "../model/phase-id.ts";
import type { ProbeChange, ProbeText } from "../model/probe-settings.ts";
import { riskChanges } from "../model/risk-changes.ts";
import { rollUp } from "../model/roll-up.ts";
import { historyChanges } from "../model/row-change.ts";
import type { Status } from "../model/status.ts";

/** The result of `diff`: the shape of its JSON (schemas/diff.schema.json). */
export interface DocumentDiff {
	readonly schemaVersion: 1;
	readonly document: string;
	readonly from: string;
	readonly to: string;
	/** The phases in which something changed. */
	readonly phases: readonly PhaseDiff[];
	/** The risks by their texts, and the cells of others that changed. */
	readonly risks: { readonly added: readonly string[]; readonly removed: readonly string[]; readonly changed: readonly string[] };
	/** What changed in the policy and the pin of the probes file, in words. */
	readonly policy: readonly string[];
	/** New rows of the review history, and rows that are gone or rewritten. */
	readonly reviews: { readonly added: readonly string[]; readonly gone: readonly string[] };
}

export interface PhaseDiff {
	readonly id: PhaseId;
	readonly title: string;
	readonly presence: "both" | "added" | "removed";
	readonly status: Step<Status> | null;
	readonly completion: Step<number> | null;
	readonly start: Step<string | null> | null;
	readonly target: Step<string | null> | null;
	readonly items: readonly ItemDiff[];
	readonly blockers: { readonly added: readonly string[]; readonly removed: readonly string[] };
	readonly notes: readonly string[];
	readonly goal: Step<string | null> | null;
	/** `on Phase 2`, `on Phase 2 (soft)`. */
	readonly dependencies: { readonly added: readonly string[]; readonly removed: readonly string[] };
	/** Evidence by the item that it is about. */
	readonly evidence: { readonly added: readonly EvidenceDiff[]; readonly removed: readonly EvidenceDiff[] };
	/** The items and criteria whose probe is another one: its types before and after, null for none. */
	readonly probes: readonly ProbeDiff[];
	/** The texts of success criteria. */
	readonly criteria: { readonly added: readonly string[]; readonly removed: readonly string[] };
}

export interface EvidenceDiff {
	readonly id: string;
	/** `run 7 (Ann, 2026-11-24)` */
	readonly evidence: string;
}

export interface ProbeDiff {
	readonly id: string;
	readonly from: string | null;
	readonly to: string | null;
}

export interface Step<T> {
	readonly from: T;
	readonly to: T;
}

export type ItemChangeKind = "checked" | "unchecked" | "added" | "removed" | "reworded" | "moved" | "skipped" | "unskipped";

export interface ItemDiff {
	readonly id: string;
	readonly text: string;
	readonly changes: readonly ItemChangeKind[];
	/** Its id before, where it was another one. */
	readonly was: string | null;
}

/** Compares two versions by derived statuses and percentages, not by their cells. */
export function diffDocuments(
	before: StatusDocument,
	after: StatusDocument,
	names: { readonly document: string; readonly from: string; readonly to: string },
	today: Day,
	probes: ProbeChange | null = null,
): DocumentDiff {
	const matched = matchItems(before.phases.flatMap(everyItem), after.phases.flatMap(everyItem));
	const proven = probeDiffs(before, after, matched, probes);
	const items = groupBy(itemDiffs(matched), ({ phase }) => phase);
	const old = new Map(rollUp(before, today).map((one) => [one.phase.id, one]));
	const now = new Map(rollUp(after, today).map((one) => [one.phase.id, one]));
	// As each phase is now, else as it was; in the order of the new version.
	const latest = [...new Map([...now, ...old, ...now]).values()];
	const phases = latest.flatMap(({ phase: { id, title } }): PhaseDiff[] => {
		const [was, is] = [old.get(id), now.get(id)];
		const blockersOf = (one: typeof was): string[] => one?.blockers.map(({ reason }) => reason) ?? [];
		const notesOf = (one: typeof was): string[] => one?.phase.notes?.notes.map(({ value }) => value) ?? [];
		const criteriaOf = (one: typeof was): string[] => one?.phase.criteria.map(({ text }) => text.value) ?? [];
		const edgesOf = (document: StatusDocument): string[] =>
			(document.dependencies?.edges ?? [])
				.filter((edge) => edge.phase === id)
				.map(({ on, kind }) => `on Phase ${on}${kind === "soft" ? " (soft)" : ""}`);
		const [edges, oldEdges] = [edgesOf(after), edgesOf(before)];
		const one: PhaseDiff = {
			id,
			title: title.value,
			presence: was === undefined ? "added" : is === undefined ? "removed" : "both",
			status: step(was?.status ?? "not-started", is?.status ?? "not-started"),
			completion: step(was?.completion ?? 0, is?.completion ?? 0),
			start: step(dayOf(was?.row?.start?.value), dayOf(is?.row?.start?.value)),
			target: step(dayOf(was?.row?.target?.value), dayOf(is?.row?.target?.value)),
			items: (items.get(id) ?? []).map(({ item }) => item),
			blockers: { added: without(blockersOf(is), blockersOf(was)), removed: without(blockersOf(was), blockersOf(is)) },
			notes: without(notesOf(is), notesOf(was)),
			goal: step(was?.phase.goal?.value ?? null, is?.phase.goal?.value ?? null),
			dependencies: { added: without(edges, oldEdges), removed: without(oldEdges, edges) },
			evidence: evidenceDiffs(matched, id),
			probes: proven.filter(({ phase }) => phase === id).map(({ id: of, from, to }) => ({ id: of, from, to })),
			criteria: { added: without(criteriaOf(is), criteriaOf(was)), removed: without(criteriaOf(was), criteriaOf(is)) },
		};
		const both = [one.blockers, one.criteria, one.dependencies, one.evidence].flatMap(({ added, removed }) => [added, removed]);
		const lists: readonly (readonly unknown[])[] = [one.items, one.notes, one.probes, ...both];
		const steps = [one.status, one.completion, one.start, one.target, one.goal];
		return one.presence !== "both" || lists.some((list) => list.length > 0) || steps.some((each) => each !== null) ? [one] : [];
	});
	const { added, gone } = historyChanges(before, after);
	const words = (rows: typeof added): string[] =>
		rows.map(({ date, reviewer, phase, change }) =>
			[dayOf(date.value) ?? "undated", reviewer?.value, phase?.value, change?.value]
				.filter((cell) => cell !== undefined)
				.join(" | "),
		);
	const { eased: _, ...risks } = riskChanges(before, after);
	const policy = probes === null ? [] : policyDiff(probes);
	return { schemaVersion: 1, ...names, phases, risks, policy, reviews: { added: words(added), gone: words(gone) } };
}

/** Whether there is no difference. */
export function isEmpty({ phases, risks, policy, reviews }: DocumentDiff): boolean {
	return [phases, risks.added, risks.removed, risks.changed, policy, reviews.added, reviews.gone].every(
		({ length }) => length === 0,
	);
}

/** Includes new and removed items: their evidence came and went with them. */
function evidenceDiffs({ pairs, gone, added }: ItemMatch, phase: PhaseId): PhaseDiff["evidence"] {
	const words = ({ id, evidence }: Pick<Item, "id" | "evidence">): EvidenceDiff[] =>
		evidence.map(({ text, reviewer, day, until }) => ({
			id,
			evidence: `${text} (${reviewer}, ${day.value}${until === null ? "" : `, until ${until.value}`})`,
		}));
	const all = [
		...pairs.map(({ before: old, after: now }) => ({ of: now.phase, was: words(old), is: words(now) })),
		...gone.map((old) => ({ of: old.phase, was: words(old), is: [] })),
		...added.map((now) => ({ of: now.phase, was: [], is: words(now) })),
	];
	const own = all.filter(({ of }) => of === phase);
	const changes = own.map(({ was, is }) => {
		const lacks = (list: readonly EvidenceDiff[]) => (one: EvidenceDiff) =>
			!list.some((other) => other.evidence === one.evidence);
		return { added: is.filter(lacks(was)), removed: was.filter(lacks(is)) };
	});
	return { added: changes.flatMap((one) => one.added), removed: changes.flatMap((one) => one.removed) };
}

function probeDiffs(
	before: StatusDocument,
	after: StatusDocument,
	{ pairs, added }: ItemMatch,
	probes: ProbeChange | null,
): (ProbeDiff & { readonly phase: PhaseId })[] {
	if (probes === null) return [];
	const [old, now] = [probesById(before, probes.before), probesById(after, probes.after)];
	const types = (probe: ProbeText | undefined): string | null => (probe === undefined ? null : probe.types.join(", "));
	const all = [
		...pairs.map((pair) => ({ was: pair.before.id, id: pair.after.id, phase: pair.after.phase })),
		...added.map(({ id, phase }) => ({ was: id, id, phase })),
		...after.phases.flatMap((phase) => phase.criteria.map(({ id }) => ({ was: id, id, phase: phase.id }))),
	];
	return all.flatMap(({ was, id, phase }) => {
		const [one, other] = [old.get(was), now.get(id)];
		return one?.text === other?.text ? [] : [{ id, phase, from: types(one), to: types(other) }];
	});
}

function policyDiff({ before, after }: ProbeChange): string[] {
	const changes = [
		["second reviewer", before?.secondReviewer ?? false, after?.secondReviewer ?? false],
		["evidence", before?.evidence ?? "verified", after?.evidence ?? "verified"],
		["cluster", before?.clusterUid ?? "any", after?.clusterUid ?? "any"],
	] as const;
	return changes.filter(([, from, to]) => from !== to).map(([what, from, to]) => `${what}: ${from} → ${to}`);
}

function itemDiffs({ pairs, gone, added }: ItemMatch): { phase: PhaseId; item: ItemDiff }[] {
	const found: { phase: PhaseId; at: number; item: ItemDiff }[] = [];
	const add = (item: Item, changes: readonly ItemChangeKind[], was: string | null): void => {
		if (changes.length > 0)
			found.push({ phase: item.phase, at: item.span.start, item: { id: item.id, text: item.text.value, changes, was } });
	};
	for (const { before: old, after: now } of pairs) {
		const changes: ItemChangeKind[] = [];
		if (old.box.value !== now.box.value) changes.push(now.box.value ? "checked" : "unchecked");
		if ((old.notApplicable === null) !== (now.notApplicable === null))
			changes.push(now.notApplicable === null ? "unskipped" : "skipped");
		if (old.text.value !== now.text.value) changes.push("reworded");
		if (old.phase !== now.phase || old.group !== now.group) changes.push("moved");
		add(now, changes, old.id === now.id ? null : old.id);
	}
	for (const item of added) add(item, item.box.value ? ["added", "checked"] : ["added"], null);
	for (const item of gone) add(item, ["removed"], null);
	return found.sort((a, b) => a.at - b.at);
}

function step<T>(from: T, to: T): Step<T> | null {
	return from === to ? null : { from, to };
}

function dayOf(date: { readonly kind: string; readonly day?: string } | null | undefined): string | null {
	return date?.day ?? null;
}

function without(all: readonly string[], some: readonly string[]): string[] {
	const known = new Set(some);
	return all.filter((one) => !known.has(one));
}
