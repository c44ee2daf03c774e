import { percentStyleOf, restateCompletion } from "../edits/completion.ts";
import { replaceCell } from "../edits/table-cell.ts";
import { completionStands } from "../model/evidence/agreement.ts";
import { slice } from "../text/span.ts";
import type { Rule } from "./rule.ts";

export const completionMismatch: Rule = {
	name: "completion-mismatch",
	severity: "error",
	reports: "a percentage in the summary table that differs from the phase's checked items",
	*check({ document, derived }) {
		const { summary, source } = document;
		if (summary === null) return;
		for (const one of derived) {
			const { phase, row, own, completion } = one;
			const cell = row?.completion;
			if (cell == null || completionStands(cell.value, own)) continue;
			const written = cell.value.kind === "none" ? "nothing" : slice(source.text, cell.span);
			yield {
				span: cell.span,
				message: `Phase ${phase.id}: the table says ${written}, but ${own.done} of ${own.counted} items are done, which is ${completion}%`,
				hint: "run sync or validate --fix to recompute derived cells",
				fix: [
					replaceCell(
						source.text,
						summary,
						cell.span,
						restateCompletion(source.text, cell, own, percentStyleOf(document, derived, one)),
					),
				],
			};
		}
	},
};
