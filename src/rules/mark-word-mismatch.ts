import { labelOf, remark } from "../edits/status.ts";
import { replaceCell } from "../edits/table-cell.ts";
import type { WrittenStatus } from "../model/status.ts";
import { writtenAs } from "../model/words/vocabulary.ts";
import { replace, type TextEdit } from "../text/edits.ts";
import type { Problem, Rule } from "./rule.ts";

export const markWordMismatch: Rule = {
	name: "mark-word-mismatch",
	severity: "error",
	reports: "a status whose mark contradicts its words; the words take precedence",
	*check({ document }) {
		const { summary, source, vocabulary } = document;
		const judge = function* (
			phase: string,
			written: WrittenStatus | null,
			edit: (to: string, at: WrittenStatus) => TextEdit,
		): Generator<Problem> {
			if (written?.status == null || written.mark === null || written.markMeans === null) return;
			if (written.word === null || written.markMeans === written.status) return;
			const meaning = writtenAs(vocabulary, written.markMeans).word;
			yield {
				span: written.mark.span,
				message: `Phase ${phase}: ${written.mark.value} means ${meaning}, but the words say ${written.word.value}`,
				fix: [edit(remark(written, labelOf(document, written.status, [written])), written)],
			};
		};
		if (summary !== null) {
			const edit = (to: string, at: WrittenStatus): TextEdit => replaceCell(source.text, summary, at.span, to);
			for (const row of summary.rows) yield* judge(row.phase.value, row.status, edit);
		}
		const inText = (to: string, at: WrittenStatus): TextEdit => replace(source.text, at.span, to);
		for (const phase of document.phases)
			for (const written of [phase.status, phase.headingStatus]) yield* judge(phase.id, written, inText);
	},
};
