import { namesItem, namesUnchecked } from "../model/check-off-words.ts";
import type { DocumentProgress, Review } from "../model/document.ts";
import { counts, type Item, isDone } from "../model/item.ts";
import { matchItems } from "../model/item-match.ts";
import { everyItem } from "../model/phase.ts";
import { rowKey } from "../model/row-change.ts";

/** A version of the document in git, and those of its parents; null if they have none. */
export interface VersionRead {
	readonly commit: string;
	readonly seconds: number;
	readonly author: string;
	readonly committer: string;
	readonly subject: string;
	readonly document: DocumentProgress;
	readonly parents: readonly (DocumentProgress | null)[];
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
	readonly committer: string;
	/** The reviewer in the review history; null if no new row is about the phase. */
	readonly reviewer: string | null;
	/** `command`: a row that names the item came with it, as `check-off` and `verify` write it; `editor`: the box was changed by hand. */
	readonly by: "command" | "editor";
	/** Whether a probe confirmed it, according to the evidence. */
	readonly verified: boolean;
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
 * What each commit checked off, unchecked, added and removed, by comparing it with its own parents: so that branches side by side do not
 * seem to undo each other. A merge has done only what none of its parents had. Takes one version at a time, the newest first, and keeps none.
 */
export class ProgressReader {
	readonly #checkOffs: CheckOff[] = [];
	readonly #scope: ScopeChange[] = [];
	/** What an item of an older version is called today: its texts and ids change on the way. */
	readonly #today = new Map<string, Named>();

	add({ document, parents, commit, seconds, author, committer, subject }: VersionRead): void {
		const items = document.phases.flatMap(everyItem);
		for (const item of items) if (!this.#today.has(item.id)) this.#today.set(ownCopy(item.id), named(item));
		const known = (parents.length === 0 ? [null] : parents).map((parent) =>
			compare(parent?.phases.flatMap(everyItem) ?? [], items),
		);
		let rows: readonly Review[] | null = null;
		for (const item of items) {
			const was = known.map(({ before }) => before.get(item) ?? null);
			const isNewlyDone = isDone(item) && was.every((before) => before === null || !isDone(before));
			const isNewlyOpen = !isDone(item) && was.every((before) => before !== null && isDone(before));
			if (isNewlyDone || isNewlyOpen) {
				rows ??= newRows(document, parents);
				const recorded = recordedBy(rows, item, document, isNewlyDone);
				this.#checkOffs.push({
					...this.#name(item),
					phase: ownCopy(item.phase),
					checked: isNewlyDone,
					commit,
					seconds,
					author,
					committer,
					...recorded,
					verified: isNewlyDone && item.evidence.some(({ proof }) => proof !== null),
					subject,
					counted: counts(item),
				});
			}
		}
		const isFirst = parents.every((parent) => parent === null);
		const added = isFirst ? [] : items.filter((item) => counts(item) && known.every((one) => one.added.has(item)));
		const [first, ...others] = known.map(({ removed }) => removed);
		const removed = [...(first ?? [])].filter(([id]) => others.every((one) => one.has(id))).map(([, item]) => item);
		if (added.length + removed.length > 0)
			this.#scope.push({
				commit,
				seconds,
				author,
				added: added.map((item) => this.#name(item).id),
				removed: removed.map((item) => this.#name(item).id),
			});
		for (const { before } of known)
			for (const [after, one] of before) if (one.id !== after.id) this.#today.set(ownCopy(one.id), this.#name(after));
	}

	finish(): ProgressHistory {
		return { checkOffs: this.#checkOffs.toReversed(), scope: this.#scope.toReversed() };
	}

	#name(item: Item): Named {
		return this.#today.get(item.id) ?? named(item);
	}
}

/** The rows of the review history that none of the parents has. Few lines differ, and only these are read. */
export function newRows(document: DocumentProgress, parents: readonly (DocumentProgress | null)[]): readonly Review[] {
	const now = new Set(document.reviews?.lines());
	const before = new Set(parents.flatMap((parent) => parent?.reviews?.lines() ?? []));
	const gone = parents.flatMap((parent) => readRows(parent, (line) => !now.has(line)));
	const known = new Set(gone.map(rowKey));
	return readRows(document, (line) => !before.has(line)).filter((row) => !row.placeholder && !known.has(rowKey(row)));
}

function readRows(document: DocumentProgress | null, wanted: (line: string) => boolean): readonly Review[] {
	const reviews = document?.reviews ?? null;
	return reviews === null ? [] : reviews.lines().flatMap((line, index) => (wanted(line) ? (reviews.read(index) ?? []) : []));
}

/** The row that records it: one about the item, or else a new one about its phase, written by a person who changed the checkbox by hand. */
export function recordedBy(
	rows: readonly Review[],
	item: Item,
	document: DocumentProgress,
	isDoneNow: boolean,
): Pick<CheckOff, "reviewer" | "by"> {
	const phase = document.phases.find(({ id }) => id === item.phase);
	const own = rows.filter(({ phases }) => phases.length === 0 || phases.includes(item.phase));
	const names = isDoneNow ? namesItem : namesUnchecked;
	const named = own.find(({ change }) => change !== null && phase !== undefined && names(change.value, item, phase));
	const reviewer = (named ?? own[0])?.reviewer?.value ?? "";
	return { reviewer: reviewer === "" ? null : ownCopy(reviewer), by: named === undefined ? "editor" : "command" };
}

interface Named {
	readonly id: string;
	readonly text: string;
}

function named({ id, text }: Item): Named {
	return { id: ownCopy(id), text: ownCopy(text.value) };
}

/** A string that is part of a document keeps all of the document in memory (V8 shares the characters); a copy does not. */
function ownCopy(text: string): string {
	return JSON.parse(JSON.stringify(text));
}

interface Comparison {
	/** What each item was in the parent. */
	readonly before: ReadonlyMap<Item, Item>;
	readonly added: ReadonlySet<Item>;
	/** What no longer counts, by id. */
	readonly removed: ReadonlyMap<string, Item>;
}

function compare(parent: readonly Item[], items: readonly Item[]): Comparison {
	const { pairs, gone, added } = matchItems(parent, items);
	const uncounted = pairs.filter(({ before, after }) => counts(before) && !counts(after)).map(({ before }) => before);
	return {
		before: new Map(pairs.map(({ before, after }) => [after, before])),
		added: new Set(added),
		removed: new Map([...gone.filter(counts), ...uncounted].map((item) => [item.id, item])),
	};
}
