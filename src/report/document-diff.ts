import type { Day } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import type { Item } from "../model/item.ts";
import { matchItems } from "../model/item-match.ts";
import { everyItem } from "../model/phase.ts";
import type { PhaseId } from "../model/phase-id.ts";
import { rollUp } from "../model/roll-up.ts";
import { historyChanges } from "../model/row-change.ts";
import type { Status } from "../model/status.ts";

/** What `diff` says: the shape of its JSON (schemas/diff.schema.json). */
export interface DocumentDiff {
	readonly schemaVersion: 1;
	readonly document: string;
	readonly from: string;
	readonly to: string;
	/** The phases in which something changed. */
	readonly phases: readonly PhaseDiff[];
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
	/** The texts of success criteria. */
	readonly criteria: { readonly added: readonly string[]; readonly removed: readonly string[] };
}

export interface Step<T> {
	readonly from: T;
	readonly to: T;
}

export type ItemDeed = "checked" | "unchecked" | "added" | "removed" | "reworded" | "moved" | "skipped" | "unskipped";

export interface ItemDiff {
	readonly id: string;
	readonly text: string;
	readonly changes: readonly ItemDeed[];
	/** Its id before, where it was another one. */
	readonly was: string | null;
}

/** Compares two versions by what they amount to: derived statuses and percentages, not the cells. */
export function diffDocuments(
	before: StatusDocument,
	after: StatusDocument,
	names: { readonly document: string; readonly from: string; readonly to: string },
	today: Day,
): DocumentDiff {
	const items = new Map<PhaseId, ItemDiff[]>();
	for (const { phase, item } of itemDiffs(before, after)) {
		const known = items.get(phase);
		if (known === undefined) items.set(phase, [item]);
		else known.push(item);
	}
	const old = new Map(rollUp(before, today).map((one) => [one.phase.id, one]));
	const now = new Map(rollUp(after, today).map((one) => [one.phase.id, one]));
	const ids = [...new Set([...now.keys(), ...old.keys()])];
	const phases = ids.flatMap((id): PhaseDiff[] => {
		const [was, is] = [old.get(id), now.get(id)];
		const blockersOf = (one: typeof was): string[] => one?.blockers.map(({ reason }) => reason) ?? [];
		const notesOf = (one: typeof was): string[] => one?.phase.notes?.notes.map(({ value }) => value) ?? [];
		const criteriaOf = (one: typeof was): string[] => one?.phase.criteria.map(({ text }) => text.value) ?? [];
		const one: PhaseDiff = {
			id,
			title: (is ?? was)?.phase.title.value ?? "",
			presence: was === undefined ? "added" : is === undefined ? "removed" : "both",
			status: step(was?.status ?? "not-started", is?.status ?? "not-started"),
			completion: step(was?.completion ?? 0, is?.completion ?? 0),
			start: step(dayOf(was?.row?.start?.value), dayOf(is?.row?.start?.value)),
			target: step(dayOf(was?.row?.target?.value), dayOf(is?.row?.target?.value)),
			items: items.get(id) ?? [],
			blockers: { added: without(blockersOf(is), blockersOf(was)), removed: without(blockersOf(was), blockersOf(is)) },
			notes: without(notesOf(is), notesOf(was)),
			criteria: { added: without(criteriaOf(is), criteriaOf(was)), removed: without(criteriaOf(was), criteriaOf(is)) },
		};
		const lists = [one.items, one.blockers.added, one.blockers.removed, one.notes, one.criteria.added, one.criteria.removed];
		const steps = [one.status, one.completion, one.start, one.target];
		return one.presence !== "both" || lists.some((list) => list.length > 0) || steps.some((each) => each !== null) ? [one] : [];
	});
	const { added, gone } = historyChanges(before, after);
	const words = (rows: typeof added): string[] =>
		rows.map(({ date, reviewer, phase, change }) =>
			[dayOf(date.value) ?? "undated", reviewer?.value, phase?.value, change?.value]
				.filter((cell) => cell !== undefined)
				.join(" | "),
		);
	return { schemaVersion: 1, ...names, phases, reviews: { added: words(added), gone: words(gone) } };
}

function itemDiffs(before: StatusDocument, after: StatusDocument): { phase: PhaseId; item: ItemDiff }[] {
	const { pairs, gone, added } = matchItems(before.phases.flatMap(everyItem), after.phases.flatMap(everyItem));
	const found: { phase: PhaseId; at: number; item: ItemDiff }[] = [];
	const say = (item: Item, changes: readonly ItemDeed[], was: string | null): void => {
		if (changes.length > 0)
			found.push({ phase: item.phase, at: item.span.start, item: { id: item.id, text: item.text.value, changes, was } });
	};
	for (const { before: old, after: now } of pairs) {
		const changes: ItemDeed[] = [];
		if (old.box.value !== now.box.value) changes.push(now.box.value ? "checked" : "unchecked");
		if ((old.notApplicable === null) !== (now.notApplicable === null))
			changes.push(now.notApplicable === null ? "unskipped" : "skipped");
		if (old.text.value !== now.text.value) changes.push("reworded");
		if (old.phase !== now.phase || old.group !== now.group) changes.push("moved");
		say(now, changes, old.id === now.id ? null : old.id);
	}
	for (const item of added) say(item, item.box.value ? ["added", "checked"] : ["added"], null);
	for (const item of gone) say(item, ["removed"], null);
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
