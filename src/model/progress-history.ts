import type { StatusDocument } from "./document.ts";
import { counts, type Item, isDone } from "./item.ts";
import { matchItems } from "./item-match.ts";
import { everyItem } from "./phase.ts";

/** A version of the document in git: what it says, and what its parents say; null where they have none. */
export interface VersionRead {
	readonly commit: string;
	readonly seconds: number;
	readonly author: string;
	readonly subject: string;
	readonly document: StatusDocument;
	readonly parents: readonly (StatusDocument | null)[];
}

export interface CheckOff {
	/** The id that the item has today; the one it had, where it is gone. */
	readonly id: string;
	readonly text: string;
	readonly phase: string;
	readonly checked: boolean;
	readonly commit: string;
	readonly seconds: number;
	readonly author: string;
	readonly subject: string;
	/** Whether it counts in the completion. */
	readonly counted: boolean;
}

export interface ScopeChange {
	readonly commit: string;
	readonly seconds: number;
	readonly author: string;
	readonly added: readonly string[];
	readonly removed: readonly string[];
}

export interface ProgressHistory {
	/** The oldest first. */
	readonly checkOffs: readonly CheckOff[];
	readonly scope: readonly ScopeChange[];
}

/**
 * What each commit ticked, unticked, added and took away, by comparing it with its own parents: so that branches side by side do not seem
 * to undo each other. A merge has done only what none of its parents had. `versions`: the newest first.
 */
export function progressHistory(versions: readonly VersionRead[]): ProgressHistory {
	const checkOffs: CheckOff[] = [];
	const scope: ScopeChange[] = [];
	// What an item of an older version is called today: its texts and ids change on the way.
	const today = new Map<string, { id: string; text: string }>();
	for (const { document, parents, commit, seconds, author, subject } of versions) {
		const items = document.phases.flatMap(everyItem);
		const name = (item: Item): { id: string; text: string } => today.get(item.id) ?? { id: item.id, text: item.text.value };
		for (const item of items) today.set(item.id, name(item));
		const known = (parents.length === 0 ? [null] : parents).map((parent) =>
			matchItems(parent?.phases.flatMap(everyItem) ?? [], items),
		);
		const said = (item: Item, checked: boolean): void => {
			checkOffs.push({ ...name(item), phase: item.phase, checked, commit, seconds, author, subject, counted: counts(item) });
		};
		for (const item of items) {
			const was = known.map(({ pairs }) => pairs.find(({ after }) => after === item)?.before ?? null);
			if (isDone(item) && was.every((before) => before === null || !isDone(before))) said(item, true);
			if (!isDone(item) && was.every((before) => before !== null && isDone(before))) said(item, false);
		}
		const isFirst = parents.every((parent) => parent === null);
		const added = isFirst ? [] : items.filter((item) => counts(item) && known.every((match) => match.added.includes(item)));
		const dropped = (match: (typeof known)[number]): Item[] => [
			...match.gone.filter(counts),
			...match.pairs.filter(({ before, after }) => counts(before) && !counts(after)).map(({ before }) => before),
		];
		const removed = known.map(dropped).reduce((all, one) => all.filter(({ id }) => one.some((other) => other.id === id)));
		if (added.length + removed.length > 0)
			scope.push({
				commit,
				seconds,
				author,
				added: added.map((item) => name(item).id),
				removed: removed.map((item) => name(item).id),
			});
		for (const { pairs } of known)
			for (const { before, after } of pairs) if (before.id !== after.id) today.set(before.id, name(after));
	}
	return { checkOffs: checkOffs.reverse(), scope: scope.reverse() };
}
