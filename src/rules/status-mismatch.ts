import { labelOf, restate } from "../edits/status.ts";
import { replaceCell } from "../edits/table-cell.ts";
import { contradicts, statesStatus } from "../model/evidence/agreement.ts";
import { percentageOf, withPercentage } from "../model/percent-status.ts";
import type { WrittenStatus } from "../model/status.ts";
import { writtenAs } from "../model/words/vocabulary.ts";
import { explain } from "../report/status-report.ts";
import { replace } from "../text/edits.ts";
import type { Rule } from "./rule.ts";

export const statusMismatch: Rule = {
	name: "status-mismatch",
	severity: "error",
	reports: "a status in the summary table or in a phase's section that its items, dates and blockers contradict",
	*check({ document, derived }) {
		const { source, summary, vocabulary } = document;
		const { text } = source;
		for (const one of derived) {
			const name = writtenAs(vocabulary, one.status).word;
			const places = [
				["the table", one.row?.status],
				["its section", one.phase.status],
				["its heading", one.phase.headingStatus],
			] as const;
			for (const [where, written] of places) {
				if (!contradicts(written, one)) continue;
				const restated =
					percentageOf(written) === null
						? restate(written, labelOf(document, one.status, [written]))
						: withPercentage(written, one.completion);
				const fix =
					where === "the table" && summary !== null
						? replaceCell(text, summary, written.span, restated)
						: replace(text, written.span, restated);
				yield {
					span: written.span,
					message: `Phase ${one.phase.id}: ${where} says ${writtenWord(written)}, but it is ${name}: ${explain(one)}`,
					// Where the author's own words disagree, only they know which are right.
					...(statesStatus(one) ? { fix: [fix] } : {}),
				};
			}
		}
	},
};

function writtenWord(written: WrittenStatus): string {
	return written.word?.value ?? written.raw;
}
