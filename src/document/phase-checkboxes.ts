import { trimmed } from "../text/span.ts";
import type { Block } from "./blocks.ts";
import { plainText } from "./inline.ts";
import { PhaseDraft, type ReadContext } from "./phase-draft.ts";
import { phaseOfHeading } from "./phase-references.ts";

/**
 * Phases that are checkboxes: `- [x] **Phase 1 — Base**`, with the items of the phase nested in it. The checkbox of the phase is an item
 * of it as well: it is there to be checked off.
 */
export function phasesOfCheckboxes(text: string, blocks: readonly Block[], context: ReadContext): PhaseDraft[] {
	const found = new Map<string, PhaseDraft>();
	for (const block of blocks) {
		if (block.type !== "list") continue;
		for (const item of block.items) {
			const head = item.children[0];
			if (item.box === null || head?.type !== "paragraph") continue;
			const span = trimmed(text, { start: item.box.span.end + 1, end: head.span.end });
			const named = phaseOfHeading(plainText(text, span), context.vocabulary);
			if (named === null || (!named.separated && named.rest !== "") || found.has(named.phase)) continue;
			const draft = new PhaseDraft(named.phase, span, item.span, { value: named.rest, span }, "checkbox");
			draft.addItems(text, [{ ...block, items: [item] }], null, false, context);
			found.set(named.phase, draft);
		}
	}
	return [...found.values()];
}
