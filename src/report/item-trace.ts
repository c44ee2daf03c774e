import type { DocumentProgress } from "../model/document.ts";
import type { Proof } from "../model/evidence/proof.ts";
import type { Evidence, Item } from "../model/item.ts";
import { matchItems } from "../model/item-match.ts";
import { everyItem } from "../model/phase.ts";
import { newRows, recordedBy, type VersionRead } from "./progress-history.ts";

export type ItemEventKind =
	| "added"
	| "checked"
	| "unchecked"
	| "reworded"
	| "moved"
	| "skipped"
	| "unskipped"
	| "evidence-added"
	| "evidence-removed";

/** Something that a commit did to one item. */
export interface ItemEvent {
	readonly kind: ItemEventKind;
	readonly commit: string;
	readonly seconds: number;
	readonly author: string;
	readonly committer: string;
	readonly subject: string;
	/** The reviewer in the review history; null if there is none. */
	readonly reviewer: string | null;
	/** Of what was checked or unchecked: whether a row that names the item came with it. */
	readonly by: "command" | "editor" | null;
	/** The new text, or the evidence with its author and date. */
	readonly detail: string | null;
	/** What a probe saw, of what was checked with it, and of evidence that is one. */
	readonly proof: Proof | null;
}

/** Follows one item back through the versions, the newest first, across changes of its text and id. */
export class ItemTrace {
	readonly #ids: Set<string>;
	readonly #events: ItemEvent[] = [];

	/** `id`: what the item is called in the newest version. */
	constructor(id: string) {
		this.#ids = new Set([id]);
	}

	add(version: VersionRead): void {
		const { document, parents } = version;
		const items = document.phases.flatMap(everyItem);
		const now = items.find(({ id }) => this.#ids.has(id));
		if (now === undefined) return;
		const olds = (parents.length === 0 ? [null] : parents).map((parent) => beforeOf(parent, items, now));
		for (const old of olds) if (old !== null) this.#ids.add(old.id);
		// A merge has done only what none of its parents had.
		const [first, ...others] = olds.map((old) => changesOf(old, now));
		const kept = (first ?? []).filter((change) => others.every((all) => all.some((one) => isSame(one, change))));
		if (kept.length === 0) return;
		const rows = newRows(document, parents);
		const { commit, seconds, author, committer, subject } = version;
		for (const change of kept.toReversed()) {
			const isBox = change.kind === "checked" || change.kind === "unchecked";
			const { reviewer, by } = recordedBy(rows, now, document, change.kind !== "unchecked");
			this.#events.push({ ...change, commit, seconds, author, committer, subject, reviewer, by: isBox ? by : null });
		}
	}

	/** The oldest first. */
	finish(): readonly ItemEvent[] {
		return this.#events.toReversed();
	}
}

type Change = Pick<ItemEvent, "kind" | "detail" | "proof">;

function isSame(one: Change, other: Change): boolean {
	return one.kind === other.kind && one.detail === other.detail;
}

function beforeOf(parent: DocumentProgress | null, items: readonly Item[], now: Item): Item | null {
	if (parent === null) return null;
	return matchItems(parent.phases.flatMap(everyItem), items).pairs.find(({ after }) => after === now)?.before ?? null;
}

function changesOf(old: Item | null, now: Item): readonly Change[] {
	const found: Change[] = [];
	const add = (kind: ItemEventKind, detail: string | null = null, proof: Proof | null = null): void => {
		found.push({ kind, detail, proof });
	};
	if (old === null) add("added", now.text.value);
	if (old !== null && old.text.value !== now.text.value) add("reworded", now.text.value);
	if (old !== null && old.phase !== now.phase) add("moved", `from Phase ${old.phase} to Phase ${now.phase}`);
	if ((old?.struck ?? null) === null && now.struck !== null) add("skipped", now.notApplicable?.value ?? null);
	if ((old?.struck ?? null) !== null && now.struck === null) add("unskipped");
	const isDone = now.box.value;
	if (isDone !== (old?.box.value ?? false))
		add(
			isDone ? "checked" : "unchecked",
			null,
			isDone ? (now.evidence.findLast((one) => one.proof !== null)?.proof ?? null) : null,
		);
	const [was, is] = [old?.evidence ?? [], now.evidence];
	for (const one of is) if (!was.some((other) => wordsOf(other) === wordsOf(one))) add("evidence-added", wordsOf(one), one.proof);
	for (const one of was)
		if (!is.some((other) => wordsOf(other) === wordsOf(one))) add("evidence-removed", wordsOf(one), one.proof);
	return found;
}

function wordsOf({ text, reviewer, day, until }: Evidence): string {
	return `${text} (${reviewer}, ${day.value}${until === null ? "" : `, until ${until.value}`})`;
}
