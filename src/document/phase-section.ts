import { normalised, type SectionName } from "../model/vocabulary.ts";
import { type Span, slice, trimmed } from "../text/span.ts";
import type { Block } from "./blocks.ts";
import { plainText } from "./inline.ts";
import type { Section } from "./outline.ts";
import type { PhaseDraft, ReadContext } from "./phase-draft.ts";
import { phaseOfHeading } from "./phase-references.ts";
import { namedSection, sectionsIn, valueAfter } from "./section-names.ts";
import { readStatus } from "./status-words.ts";

export interface ForeignSections {
	readonly dependencies: (section: Section) => void;
	readonly blockers: (section: Section) => void;
}

/** Reads a phase's own section into its draft. Returns the sections of other phases that are nested in it. */
export function readPhaseSection(
	text: string,
	section: Section,
	draft: PhaseDraft,
	context: ReadContext,
	foreign: ForeignSections,
): Section[] {
	const others: Section[] = [];
	readLabelledParagraphs(text, section.blocks, draft, context);
	draft.addItems(text, section.blocks, null, false, context);
	const visit = (inner: Section, optional: boolean): void => {
		const heading = inner.heading;
		if (heading === null) return;
		const named = phaseOfHeading(inner.title, context.vocabulary);
		if (named !== null && (named.separated || named.phase !== draft.id)) {
			others.push(inner);
			return;
		}
		// `### Phase 2 Validation` within phase 2 is its validation list.
		const title = named === null ? inner.title : named.rest;
		switch (kindOf(title, heading.content, text, context)) {
			case "status":
				readStatusSection(text, inner, draft, context);
				break;
			case "goal":
				readGoalSection(text, inner, draft, context);
				break;
			case "criteria":
				draft.addCriteria(text, inner.blocks);
				for (const child of inner.children) draft.addCriteria(text, child.blocks);
				return;
			case "validation":
				draft.addValidation(text, heading.span, inner.blocks, null, context);
				for (const child of inner.children) draft.addValidation(text, heading.span, child.blocks, child.title, context);
				return;
			case "notes":
				draft.addNotes(text, heading.span, inner.blocks, context);
				return;
			case "dependencies":
				foreign.dependencies(inner);
				return;
			case "blockers":
				foreign.blockers(inner);
				return;
			default: {
				draft.addGroup(inner.title, heading.span, context);
				const skips = optional || (draft.groups.at(-1)?.optional ?? false);
				readLabelledParagraphs(text, inner.blocks, draft, context);
				draft.addItems(text, inner.blocks, inner.title, skips, context);
				for (const child of inner.children) visit(child, skips);
				return;
			}
		}
		// Items right under the status or the goal belong to the phase, not to a group of that name.
		draft.addItems(text, inner.blocks, null, false, context);
		for (const child of inner.children) visit(child, false);
	};
	for (const child of section.children) visit(child, false);
	return others;
}

/** Only a heading's exact words make it a section here: a group may well be called "Validation services". */
function kindOf(title: string, content: Span, text: string, { vocabulary }: ReadContext): SectionName | null {
	const raw = slice(text, content);
	if (valueAfter(raw, "status", vocabulary) !== null) return "status";
	if (valueAfter(raw, "goal", vocabulary) !== null) return "goal";
	const exact = namedSection(title, vocabulary);
	if (exact !== null) return exact === "summary" || exact === "legend" || exact === "history" || exact === "risks" ? null : exact;
	if (sectionsIn(title, vocabulary).has("criteria")) return "criteria";
	return normalised(title) === "" ? null : null;
}

function readStatusSection(text: string, section: Section, draft: PhaseDraft, { vocabulary }: ReadContext): void {
	const content = section.heading?.content;
	if (content === undefined || draft.status !== null) return;
	const at = valueAfter(slice(text, content), "status", vocabulary);
	if (at !== null) {
		const value = trimmed(text, { start: content.start + at, end: content.end });
		if (value.start < value.end) {
			draft.status = readStatus(text, value, vocabulary);
			return;
		}
	}
	const paragraph = section.blocks.find((block) => block.type === "paragraph");
	if (paragraph !== undefined) draft.status = readStatus(text, firstLine(text, paragraph.span), vocabulary);
}

function readGoalSection(text: string, section: Section, draft: PhaseDraft, { vocabulary }: ReadContext): void {
	const content = section.heading?.content;
	if (content === undefined || draft.goal !== null) return;
	const at = valueAfter(slice(text, content), "goal", vocabulary);
	const inHeading = at === null ? null : trimmed(text, { start: content.start + at, end: content.end });
	const paragraph = section.blocks.find((block) => block.type === "paragraph")?.span;
	const span = inHeading !== null && inHeading.start < inHeading.end ? inHeading : paragraph;
	if (span !== undefined) draft.goal = { value: plainText(text, span), span };
}

/** `**Status**: 🟡 In Progress` and `**Goal**: …` as paragraphs, each on a line of its own. */
function readLabelledParagraphs(text: string, blocks: readonly Block[], draft: PhaseDraft, { vocabulary }: ReadContext): void {
	for (const block of blocks) {
		if (block.type !== "paragraph") continue;
		for (const line of linesOf(text, block.span)) {
			const raw = slice(text, line);
			const status = draft.status === null ? valueAfter(raw, "status", vocabulary) : null;
			const goal = draft.goal === null ? valueAfter(raw, "goal", vocabulary) : null;
			if (status !== null) draft.status = readStatus(text, { start: line.start + status, end: line.end }, vocabulary);
			else if (goal !== null) {
				const span = trimmed(text, { start: line.start + goal, end: line.end });
				draft.goal = { value: plainText(text, span), span };
			}
		}
	}
}

function firstLine(text: string, range: Span): Span {
	return linesOf(text, range)[0] ?? range;
}

function linesOf(text: string, range: Span): Span[] {
	const lines: Span[] = [];
	for (const match of slice(text, range).matchAll(/[^\r\n]+/g)) {
		lines.push(trimmed(text, { start: range.start + match.index, end: range.start + match.index + match[0].length }));
	}
	return lines;
}
