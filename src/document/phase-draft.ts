import type { Fact } from "../model/fact.ts";
import type { Irregularity } from "../model/irregularity.ts";
import type { Criterion, Item } from "../model/item.ts";
import type { Group, Phase, PhaseId } from "../model/phase.ts";
import type { WrittenStatus } from "../model/status.ts";
import type { Vocabulary } from "../model/vocabulary.ts";
import { type Span, slice, trimmed } from "../text/span.ts";
import type { Block } from "./blocks.ts";
import { type ItemDraft, isOptional, noteStrayItems, readChecklist } from "./checklist.ts";
import { assignIds, type Identified, slugOf } from "./ids.ts";
import { plainText, readInline } from "./inline.ts";
import { wordCharacter } from "./phase-references.ts";

interface ListedItem {
	readonly draft: ItemDraft;
	readonly group: string | null;
	readonly optional: boolean;
}

/** A phase while its sections are being read: they may stand far apart. */
export class PhaseDraft {
	readonly id: PhaseId;
	readonly heading: Span;
	readonly span: Span;
	readonly title: Fact<string>;
	goal: Fact<string> | null = null;
	status: WrittenStatus | null = null;
	readonly repeated: Span[] = [];
	readonly items: ListedItem[] = [];
	readonly groups: { title: string; heading: Span; optional: boolean }[] = [];
	readonly criteria: { readonly text: Fact<string>; readonly span: Span; readonly pinned: string | null }[] = [];
	validation: { readonly heading: Span; readonly items: ListedItem[] } | null = null;
	notes: { readonly heading: Span; readonly notes: Fact<string>[] } | null = null;

	constructor(id: PhaseId, heading: Span, span: Span, title: Fact<string>) {
		this.id = id;
		this.heading = heading;
		this.span = span;
		this.title = title;
	}

	/** Reads the items of some blocks, under a group's heading or directly under the phase's. */
	addItems(text: string, blocks: readonly Block[], group: string | null, optional: boolean, context: ReadContext): void {
		for (const draft of readChecklist(text, blocks, context.vocabulary, context.note))
			this.items.push({ draft, group, optional });
	}

	addGroup(title: string, heading: Span, context: ReadContext): void {
		const optional =
			isOptional(title, context.vocabulary) || context.vocabulary.optional.some((word) => startsWithWord(title, word));
		this.groups.push({ title, heading, optional });
	}

	addValidation(text: string, heading: Span, blocks: readonly Block[], group: string | null, context: ReadContext): void {
		this.validation ??= { heading, items: [] };
		for (const draft of readChecklist(text, blocks, context.vocabulary, context.note)) {
			this.validation.items.push({ draft, group, optional: false });
		}
	}

	/** Bullets, with or without a box: a criterion is met or not, nobody ticks it off. */
	addCriteria(text: string, blocks: readonly Block[]): void {
		for (const block of blocks) {
			if (block.type !== "list") continue;
			for (const item of block.items) {
				const head = item.children[0];
				if (head?.type !== "paragraph") continue;
				const from = item.box === null ? head.span.start : item.box.span.end + 1;
				const span = trimmed(text, { start: from, end: head.span.end });
				const inline = readInline(text, span);
				const pinned = inline.comments.map((comment) => /^id:\s*([\p{L}\p{N}._/-]+)$/u.exec(comment.value)?.[1]).find(Boolean);
				if (inline.text !== "")
					this.criteria.push({ text: { value: inline.text, span }, span: item.span, pinned: pinned ?? null });
				this.addCriteria(text, item.children.slice(1));
			}
		}
	}

	addNotes(text: string, heading: Span, blocks: readonly Block[], context: ReadContext): void {
		this.notes ??= { heading, notes: [] };
		noteStrayItems(text, blocks, context.vocabulary, context.note);
		for (const block of blocks) {
			if (block.type !== "list") continue;
			for (const item of block.items) {
				const span = trimmed(text, item.span);
				const head = item.children[0]?.span ?? span;
				this.notes.notes.push({ value: plainText(text, head), span: head });
			}
		}
	}
}

export interface ReadContext {
	readonly vocabulary: Vocabulary;
	readonly note: (found: Irregularity) => void;
}

/** Gives every item and criterion its id, and seals the phases. */
export function finishPhases(drafts: readonly PhaseDraft[], text: string): Phase[] {
	const identified: Identified[] = [];
	for (const draft of drafts) {
		const add = (list: "phase" | "validation", items: readonly ListedItem[]): void => {
			for (const { draft: item, group } of items) {
				identified.push({ phase: draft.id, list, text: item.text.value, group, parent: item.parent, pinned: item.pinned });
			}
		};
		add("phase", draft.items);
		add("validation", draft.validation?.items ?? []);
		for (const { text: criterion, pinned } of draft.criteria) {
			identified.push({ phase: draft.id, list: "criteria", text: criterion.value, group: null, parent: null, pinned });
		}
	}
	const ids = assignIds(identified);
	let next = 0;
	const idOf = new Map<ItemDraft, string>();
	const finish = (phase: PhaseId, list: "phase" | "validation", { draft, group, optional }: ListedItem): Item => {
		const id = ids[next] ?? "";
		next += 1;
		idOf.set(draft, id);
		const { text, span, box, parent, notApplicable, struck, pinned, evidence } = draft;
		// Property by property: what V8 makes of a rest or a spread is a slow dictionary, and there are tens of thousands.
		return {
			id,
			pinned: pinned !== null,
			list,
			phase,
			text,
			span,
			box,
			group,
			parent: parent === null ? null : (idOf.get(parent) ?? null),
			optional: draft.optional || optional,
			notApplicable,
			struck,
			evidence,
		};
	};
	return drafts.map((draft): Phase => {
		const items = draft.items.map((item) => finish(draft.id, "phase", item));
		const validation = draft.validation?.items.map((item) => finish(draft.id, "validation", item));
		const criteria = draft.criteria.map((criterion): Criterion => {
			const id = ids[next] ?? "";
			next += 1;
			return { id, phase: draft.id, text: criterion.text, span: criterion.span };
		});
		return {
			id: draft.id,
			heading: draft.heading,
			span: draft.span,
			title: draft.title,
			goal: draft.goal,
			status: draft.status,
			groups: draft.groups.map(
				(group): Group => ({ ...group, id: `${draft.id}/${slugOf(slice(text, group.heading) === "" ? "" : group.title)}` }),
			),
			items,
			criteria,
			validation: draft.validation === null ? null : { heading: draft.validation.heading, items: validation ?? [] },
			notes: draft.notes,
			repeated: draft.repeated,
		};
	});
}

function startsWithWord(title: string, word: string): boolean {
	return new RegExp(`^${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?!${wordCharacter})`, "i").test(title);
}
