import type { WrittenStatus } from "../model/status.ts";
import type { SectionName } from "../model/words/vocabulary.ts";
import { type Span, slice, trimmed } from "../text/span.ts";
import type { Block } from "./blocks.ts";
import { plainText } from "./inline.ts";
import type { OutlineSection } from "./outline.ts";
import type { PhaseDraft, ReadContext } from "./phase-draft.ts";
import { phaseOfHeading } from "./phase-references.ts";
import { namedSection, sectionsIn, valueAfter } from "./section-names.ts";
import { factIn, linesOf } from "./status-line.ts";
import { readStatus } from "./status-words.ts";

export interface ForeignSections {
	readonly dependencies: (section: OutlineSection) => void;
	readonly blockers: (section: OutlineSection) => void;
	/** A line of the phase's own text, which may name what the phase waits for. */
	readonly line: (line: Span) => void;
}

/** Reads a phase's own section into its draft. Returns the sections of other phases that are nested in it. */
export function readPhaseSection(
	text: string,
	section: OutlineSection,
	draft: PhaseDraft,
	context: ReadContext,
	foreign: ForeignSections,
): OutlineSection[] {
	const others: OutlineSection[] = [];
	const nested: NestedStatus[] = [];
	readLines(text, section.blocks, draft, context, foreign, null);
	draft.addItems(text, section.blocks, null, false, context);
	const addGroup = (inner: OutlineSection, optional: boolean): boolean => {
		draft.addGroup(inner.title, inner.heading?.span ?? inner.span, context);
		const skips = optional || (draft.groups.at(-1)?.optional ?? false);
		draft.addItems(text, inner.blocks, inner.title, skips, context);
		return skips;
	};
	/** Checkboxes anywhere in a phase are its items. */
	const addItemsOf = (inner: OutlineSection): void => {
		if (inner.blocks.some(mayHoldItems)) addGroup(inner, false);
		for (const child of inner.children) visit(child, false);
	};
	const visit = (inner: OutlineSection, optional: boolean): void => {
		const heading = inner.heading;
		if (heading === null) return;
		if (context.headings.has(inner)) {
			others.push(inner);
			return;
		}
		// `### Phase 2 Validation` within phase 2 is its validation list.
		const named = phaseOfHeading(inner.title, context.vocabulary);
		const title = named === null || named.phase !== draft.id || named.separated ? inner.title : named.rest;
		switch (kindOf(title, heading.content, text, context)) {
			case "status":
				readStatusSection(text, inner, draft, context);
				readDependencyLines(text, inner, foreign, true);
				break;
			case "goal":
				readGoalSection(text, inner, draft, context);
				readDependencyLines(text, inner, foreign, true);
				break;
			case "criteria":
				readDependencyLines(text, inner, foreign, false);
				draft.addCriteria(text, inner.blocks, context);
				for (const child of inner.children) draft.addCriteria(text, child.blocks, context);
				return;
			case "validation":
				readDependencyLines(text, inner, foreign, false);
				draft.addValidation(text, heading.span, inner.blocks, null, context);
				for (const child of inner.children) draft.addValidation(text, heading.span, child.blocks, child.title, context);
				return;
			case "notes":
				draft.addNotes(text, heading.span, inner.blocks, context, true);
				addItemsOf(inner);
				return;
			case "dependencies":
				foreign.dependencies(inner);
				addItemsOf(inner);
				return;
			case "blockers":
				foreign.blockers(inner);
				addItemsOf(inner);
				return;
			default: {
				readLines(text, inner.blocks, draft, context, foreign, { title: inner.title, found: nested });
				const skips = addGroup(inner, optional);
				for (const child of inner.children) visit(child, skips);
				return;
			}
		}
		// Items right under the status or the goal belong to the phase, not to a group of that name.
		draft.addItems(text, inner.blocks, null, false, context);
		for (const child of inner.children) visit(child, false);
	};
	for (const child of section.children) visit(child, false);
	draft.status ??= ofThePhase(nested);
	return others;
}

/** A status line under a heading within a phase. */
interface NestedStatus {
	readonly title: string;
	readonly status: WrittenStatus;
}

/** Under `#### Task 2.1`, or where several headings have one, a status is about that part and not about the phase. */
function ofThePhase(nested: readonly NestedStatus[]): WrittenStatus | null {
	const [only, ...more] = nested;
	return only === undefined || more.length > 0 || /\d/.test(only.title) ? null : only.status;
}

function mayHoldItems(block: Block): boolean {
	return (
		block.type === "quote" ||
		(block.type === "list" && block.items.some((item) => item.box !== null || item.children.some(mayHoldItems)))
	);
}

/** Only a heading's exact words make it a section here: a group may well be called "Validation services". */
function kindOf(title: string, content: Span, text: string, { vocabulary }: ReadContext): SectionName | null {
	const raw = slice(text, content);
	if (valueAfter(raw, "status", vocabulary) !== null) return "status";
	if (valueAfter(raw, "goal", vocabulary) !== null) return "goal";
	const exact = namedSection(title, vocabulary);
	if (exact !== null) return exact === "summary" || exact === "legend" || exact === "history" || exact === "risks" ? null : exact;
	return sectionsIn(title, vocabulary).has("criteria") ? "criteria" : null;
}

function readStatusSection(text: string, section: OutlineSection, draft: PhaseDraft, { vocabulary }: ReadContext): void {
	const content = section.heading?.content;
	if (content === undefined || draft.status !== null) return;
	const value = factIn(text, content, "status", vocabulary);
	if (value !== null && value.start < value.end) {
		draft.status = readStatus(text, value, vocabulary);
		return;
	}
	const paragraph = section.blocks.find((block) => block.type === "paragraph");
	if (paragraph === undefined) return;
	const line = linesOf(text, paragraph.span)[0] ?? paragraph.span;
	draft.status = readStatus(text, factIn(text, line, "status", vocabulary) ?? line, vocabulary);
}

function readGoalSection(text: string, section: OutlineSection, draft: PhaseDraft, { vocabulary }: ReadContext): void {
	const content = section.heading?.content;
	if (content === undefined || draft.goal !== null) return;
	const at = valueAfter(slice(text, content), "goal", vocabulary);
	const inHeading = at === null ? null : trimmed(text, { start: content.start + at, end: content.end });
	const paragraph = section.blocks.find((block) => block.type === "paragraph")?.span;
	const span = inHeading !== null && inHeading.start < inHeading.end ? inHeading : paragraph;
	if (span !== undefined) draft.goal = { value: plainText(text, span), span };
}

/**
 * Lines such as `**Status**: 🟡 In Progress` and `**Goal**: …`: in paragraphs, quotes and bullets, alone or with other facts on the line.
 */
function readLines(
	text: string,
	blocks: readonly Block[],
	draft: PhaseDraft,
	context: ReadContext,
	foreign: ForeignSections,
	within: { readonly title: string; readonly found: NestedStatus[] } | null,
): void {
	const { vocabulary } = context;
	for (const { line, bullet } of ownLines(text, blocks)) {
		const at = draft.status === null ? factIn(text, line, "status", vocabulary) : null;
		if (at !== null && at.start < at.end) {
			const status = readStatus(text, at, vocabulary);
			// A bullet may be about the status of anything else.
			const isItsOwn = !bullet || status.status !== null;
			if (isItsOwn && within === null) draft.status = status;
			else if (isItsOwn && within !== null) within.found.push({ title: within.title, status });
		}
		const goal = draft.goal === null ? factIn(text, line, "goal", vocabulary) : null;
		if (goal !== null) draft.goal = { value: plainText(text, goal), span: goal };
		foreign.line(line);
	}
}

/** What the phase waits for, anywhere in its section. `bullets`: where a bullet is not something else, such as a criterion. */
function readDependencyLines(text: string, { blocks }: OutlineSection, foreign: ForeignSections, bullets: boolean): void {
	for (const { line, bullet } of ownLines(text, blocks)) if (bullets || !bullet) foreign.line(line);
}

/** The lines of paragraphs, of quotes, and of bullets without a checkbox. */
function* ownLines(text: string, blocks: readonly Block[]): Generator<{ readonly line: Span; readonly bullet: boolean }> {
	for (const block of blocks) {
		if (block.type === "paragraph") for (const line of linesOf(text, block.span)) yield { line, bullet: false };
		else if (block.type === "quote") yield* ownLines(text, block.children);
		else if (block.type === "list") {
			for (const { box, children } of block.items) {
				const [head] = children;
				if (box !== null || head?.type !== "paragraph") continue;
				for (const line of linesOf(text, head.span)) yield { line, bullet: true };
			}
		}
	}
}
