import type { Day } from "../model/date.ts";
import type { Summary } from "../model/document.ts";
import type { Criterion, Item } from "../model/item.ts";
import type { Located } from "../model/located.ts";
import type { ParseIssue } from "../model/parse-issue.ts";
import type { Group, Phase } from "../model/phase.ts";
import type { PhaseId } from "../model/phase-id.ts";
import type { WrittenStatus } from "../model/status.ts";
import type { Vocabulary } from "../model/words/vocabulary.ts";
import { escapePattern } from "../text/escape-pattern.ts";
import { type Span, slice, trimmed } from "../text/span.ts";
import { splitAssignment } from "./assignment.ts";
import type { Block } from "./blocks.ts";
import { dueIn, type ItemDraft, isOptional, noteStrayItems, pinnedId, readChecklist } from "./checklist.ts";
import { assignIds, type Identified, slugOf } from "./ids.ts";
import { plainText, readInline } from "./inline.ts";
import type { PhaseHeadings } from "./phase-headings.ts";
import { wordCharacter } from "./phase-patterns.ts";

interface ListedItem {
	readonly draft: ItemDraft;
	readonly group: string | null;
	readonly optional: boolean;
}

interface CriterionDraft {
	readonly text: Located<string>;
	readonly span: Span;
	readonly pinned: string | null;
	readonly owners: readonly string[];
	readonly due: Located<Day> | null;
}

/** A phase while its sections are being read: they may be far apart. */
export class PhaseDraft {
	readonly id: PhaseId;
	readonly heading: Span;
	readonly span: Span;
	readonly title: Located<string>;
	goal: Located<string> | null = null;
	status: WrittenStatus | null = null;
	headingStatus: WrittenStatus | null = null;
	readonly repeated: Span[] = [];
	readonly items: ListedItem[] = [];
	readonly groups: { title: string; heading: Span; optional: boolean }[] = [];
	readonly criterionItems: ListedItem[] = [];
	readonly criteria: CriterionDraft[] = [];
	validation: { readonly heading: Span; readonly items: ListedItem[] } | null = null;
	notes: { readonly heading: Span; readonly notes: Located<string>[] } | null = null;

	readonly source: Phase["source"];

	constructor(id: PhaseId, heading: Span, span: Span, title: Located<string>, source: Phase["source"] = "section") {
		this.source = source;
		this.id = id;
		this.heading = heading;
		this.span = span;
		this.title = title;
	}

	/** Whether its section states anything about it: a status, a goal, items, checks or criteria. */
	get isWorked(): boolean {
		const { goal, status, headingStatus, items, criterionItems, criteria, validation } = this;
		return (
			goal !== null ||
			status !== null ||
			headingStatus !== null ||
			validation !== null ||
			items.length + criterionItems.length + criteria.length > 0
		);
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

	/** Bullets are criteria that are met or not; with a checkbox they are checks, like those of the validation list. */
	addCriteria(text: string, blocks: readonly Block[], context: ReadContext): void {
		for (const draft of readChecklist(text, blocks, context.vocabulary, context.note))
			this.criterionItems.push({ draft, group: null, optional: false });
		this.#addPlainCriteria(text, blocks, context);
	}

	#addPlainCriteria(text: string, blocks: readonly Block[], context: ReadContext): void {
		for (const block of blocks) {
			if (block.type !== "list") continue;
			for (const item of block.items) {
				const head = item.children[0];
				// Content nested in a check belongs to it.
				if (head?.type !== "paragraph" || item.box !== null) continue;
				const span = trimmed(text, head.span);
				const inline = readInline(text, span);
				const { text: value, assignment, unreadable } = splitAssignment(inline.text, context.vocabulary);
				if (unreadable !== null) context.note({ kind: "unreadable-assignment", span, text: unreadable });
				const { owners } = assignment;
				const due = dueIn(text, span, assignment.due);
				if (value !== "") this.criteria.push({ text: { value, span }, span: item.span, pinned: pinnedId(inline), owners, due });
				this.#addPlainCriteria(text, item.children.slice(1), context);
			}
		}
	}

	/** `counted`: its checkboxes are items of the phase; elsewhere they count nowhere, which is reported. */
	addNotes(text: string, heading: Span, blocks: readonly Block[], context: ReadContext, counted: boolean): void {
		this.notes ??= { heading, notes: [] };
		if (!counted) noteStrayItems(text, blocks, context.vocabulary, context.note);
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

/** The phases of the rows of a summary table. */
export function draftsOfRows({ rows }: Summary): PhaseDraft[] {
	const found = new Map<PhaseId, PhaseDraft>();
	for (const { phase, description, span } of rows) {
		const title = description ?? { value: "", span: phase.span };
		if (!found.has(phase.value)) found.set(phase.value, new PhaseDraft(phase.value, span, span, title, "row"));
	}
	return [...found.values()];
}

/** Whether sections only mention some of the phases that have rows: they state nothing about them, or there are none. */
export function onlyMention(sections: readonly PhaseDraft[], rows: readonly PhaseDraft[]): boolean {
	const ids = new Set(rows.map(({ id }) => id));
	return sections.length < ids.size && sections.every((one) => !one.isWorked && ids.has(one.id));
}

export interface ReadContext {
	/** The headings that start the section of a phase. */
	readonly headings: PhaseHeadings;
	readonly vocabulary: Vocabulary;
	readonly note: (found: ParseIssue) => void;
}

/** Gives every item and criterion its id, and seals the phases. */
export function finishPhases(drafts: readonly PhaseDraft[], text: string): Phase[] {
	const identified: Identified[] = [];
	for (const draft of drafts) {
		const add = (list: Item["list"], items: readonly ListedItem[]): void => {
			for (const { draft: item, group } of items) {
				identified.push({ phase: draft.id, list, text: item.text.value, group, parent: item.parent, pinned: item.pinned });
			}
		};
		add("phase", draft.items);
		add("validation", draft.validation?.items ?? []);
		add("criteria", draft.criterionItems);
		for (const { text: criterion, pinned } of draft.criteria) {
			identified.push({ phase: draft.id, list: "criteria", text: criterion.value, group: null, parent: null, pinned });
		}
	}
	const ids = assignIds(identified);
	let next = 0;
	const idOf = new Map<ItemDraft, string>();
	const finish = (phase: PhaseId, list: Item["list"], { draft, group, optional }: ListedItem): Item => {
		const id = ids[next] ?? "";
		next += 1;
		idOf.set(draft, id);
		const { text, span, box, parent, notApplicable, struck, pinned, owners, due, evidence } = draft;
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
			owners,
			due,
			evidence,
		};
	};
	return drafts.map((draft): Phase => {
		const items = draft.items.map((item) => finish(draft.id, "phase", item));
		const validation = draft.validation?.items.map((item) => finish(draft.id, "validation", item));
		const criterionItems = draft.criterionItems.map((item) => finish(draft.id, "criteria", item));
		const criteria = draft.criteria.map((criterion): Criterion => {
			const id = ids[next] ?? "";
			next += 1;
			const { text: words, span, owners, due } = criterion;
			return { id, phase: draft.id, text: words, span, owners, due };
		});
		return {
			id: draft.id,
			heading: draft.heading,
			span: draft.span,
			title: draft.title,
			goal: draft.goal,
			status: draft.status ?? draft.headingStatus,
			headingStatus: draft.status === null ? null : draft.headingStatus,
			groups: draft.groups.map(
				(group): Group => ({ ...group, id: `${draft.id}/${slugOf(slice(text, group.heading) === "" ? "" : group.title)}` }),
			),
			items,
			criteria,
			criterionItems,
			validation: draft.validation === null ? null : { heading: draft.validation.heading, items: validation ?? [] },
			notes: draft.notes,
			source: draft.source,
			repeated: draft.repeated,
		};
	});
}

function startsWithWord(title: string, word: string): boolean {
	return new RegExp(`^${escapePattern(word)}(?!${wordCharacter})`, "i").test(title);
}
