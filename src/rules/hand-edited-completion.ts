import { completionStands } from "../model/evidence/agreement.ts";
import { slice } from "../text/span.ts";
import type { Rule } from "./rule.ts";

export const handEditedCompletion: Rule = {
	name: "hand-edited-completion",
	severity: "error",
	needsParent: true,
	reports: "a percentage that a commit changes to a wrong one",
	*check({ document, derived, parent }) {
		if (parent === null) return;
		for (const { phase, row, own } of derived) {
			const cell = row?.completion;
			if (cell == null || completionStands(cell.value, own)) continue;
			const old = parent.summary?.rows.find((one) => one.phase.value === phase.id)?.completion;
			const before = old == null ? null : slice(parent.source.text, old.span);
			const after = slice(document.source.text, cell.span);
			if (before === null || before === after) continue;
			yield {
				span: cell.span,
				message: `the completion of Phase ${phase.id} was changed from ${before} to ${after} by hand: ${own.done} of ${own.counted} items are done`,
				hint: "check items off, which updates it, or run sync",
			};
		}
	},
};
