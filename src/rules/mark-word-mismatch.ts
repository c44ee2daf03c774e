import { remark } from "../edits/status.ts";
import { cellPlace, replaceCell } from "../edits/table-cell.ts";
import type { Status, WrittenStatus } from "../model/status.ts";
import { replace, type TextEdit } from "../text/edits.ts";
import type { Problem, Rule } from "./rule.ts";

export const markWordMismatch: Rule = {
	name: "mark-word-mismatch",
	severity: "error",
	reports: "a status whose mark means something else than its words; the words win",
	*check({ document }) {
		const { summary, source, vocabulary } = document;
		const judge = function* (
			phase: string,
			written: WrittenStatus | null,
			edit: (to: string, at: WrittenStatus) => TextEdit,
		): Generator<Problem> {
			if (written?.status == null || written.mark === null || written.markMeans === null) return;
			if (written.word === null || written.markMeans === written.status) return;
			const meaning = vocabulary.statuses[written.markMeans].words[0] ?? written.markMeans;
			yield {
				span: written.mark.span,
				message: `Phase ${phase}: ${written.mark.value} means ${meaning}, but the words say ${written.word.value}`,
				fix: [edit(remark(written, written.status satisfies Status, vocabulary), written)],
			};
		};
		for (const row of summary?.rows ?? []) {
			yield* judge(row.phase.value, row.status, (to, at) => {
				const place = cellPlace(summary?.table ?? { header: [] }, summary?.rows ?? [], at.span);
				return replaceCell(source.text, place, to);
			});
		}
		for (const phase of document.phases) yield* judge(phase.id, phase.status, (to, at) => replace(source.text, at.span, to));
	},
};
