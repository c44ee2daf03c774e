import type { PhaseId } from "../model/phase-id.ts";
import type { Vocabulary } from "../model/words/vocabulary.ts";
import { type Span, slice, trimmed } from "../text/span.ts";
import { type Block, everyBlock, type ListItem } from "./blocks.ts";
import { plainText, readInline } from "./inline.ts";
import { PhaseDraft, type ReadContext } from "./phase-draft.ts";
import { type NamedPhase, phaseOfHeading } from "./phase-references.ts";

/**
 * Phases that are list items: `- [x] **Phase 1 — Base**`, with the items of the phase nested in it. The checkbox of the phase is an item
 * of it as well: it is there to be checked off. Without a checkbox of its own, those nested in it make it a phase.
 */
export function phasesOfCheckboxes(text: string, blocks: readonly Block[], context: ReadContext): PhaseDraft[] {
	const found = new Map<PhaseId, PhaseDraft>();
	for (const block of blocks) {
		if (block.type !== "list") continue;
		for (const item of block.items) {
			const head = headOf(text, item);
			if (head === null || (item.box === null && !everyBox(item.children))) continue;
			const named = phaseOfHeading(renderedText(text, head), context.vocabulary);
			if (named === null || (!named.separated && named.rest !== "") || found.has(named.phase)) continue;
			const title = { value: titleOf(text, head, named, context.vocabulary), span: head };
			const draft = new PhaseDraft(named.phase, head, item.span, title, "checkbox");
			draft.addItems(text, [{ ...block, items: [item] }], null, false, context);
			found.set(named.phase, draft);
		}
	}
	return [...found.values()];
}

/** A list that shows each phase once, in addition to the phases' own sections: an overview whose checkboxes are not items. */
export function listsPhases(
	text: string,
	block: Block,
	vocabulary: Vocabulary,
	hasSection: (phase: PhaseId) => boolean,
): boolean {
	if (block.type !== "list" || block.items.length < 2) return false;
	const named = block.items.flatMap((item) => {
		const head = item.box === null || everyBox(item.children) ? null : headOf(text, item);
		return head === null ? [] : (phaseOfHeading(plainText(text, head), vocabulary)?.phase ?? []);
	});
	return named.length === block.items.length && new Set(named).size === named.length && named.every(hasSection);
}

/** The text of an item: if it is struck through with a reason, without the reason. */
function renderedText(text: string, head: Span): string {
	const { text: all, struck } = readInline(text, head);
	return struck !== null && /^[([\u2013\u2014:-]/.test(struck.rest) ? struck.text : all;
}

/** The text of an item, behind its checkbox. */
function headOf(text: string, item: ListItem): Span | null {
	const head = item.children[0];
	if (head?.type !== "paragraph") return null;
	return trimmed(text, { start: item.box === null ? head.span.start : item.box.span.end + 1, end: head.span.end });
}

function everyBox(blocks: readonly Block[]): boolean {
	for (const block of everyBlock(blocks)) if (block.type === "list" && block.items.some(({ box }) => box !== null)) return true;
	return false;
}

/** In `**Phase 1: Base**: what it is about` the title is what is emphasized with the phase. */
function titleOf(text: string, head: Span, { rest }: NamedPhase, vocabulary: Vocabulary): string {
	const emphasized = /^(?:~~)?(\*\*|__)(.+?)\1/.exec(slice(text, head))?.[2];
	if (emphasized === undefined) return rest;
	const label = phaseOfHeading(emphasized, vocabulary)?.rest ?? "";
	return label === "" ? rest : label;
}
