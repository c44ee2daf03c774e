import { type Cells, replaceCell } from "../edits/table-cell.ts";
import type { WrittenDate } from "../model/date.ts";
import type { Located } from "../model/located.ts";
import { replace, type TextEdit } from "../text/edits.ts";
import type { Problem, Rule } from "./rule.ts";

export const badDate: Rule = {
	name: "bad-date",
	severity: "error",
	reports: "a day that does not exist; as a warning, one that is not written YYYY-MM-DD",
	*check({ document }) {
		const { summary, history, blockers, source } = document;
		const judge = function* (
			what: string,
			date: Located<WrittenDate> | null,
			edit: (day: string, at: Located<WrittenDate>) => TextEdit,
		): Generator<Problem> {
			if (date === null) return;
			const { value, span } = date;
			if (value.kind === "unreadable")
				yield { span, message: `${what}: "${value.text}" does not exist`, hint: "write YYYY-MM-DD, TBD or -" };
			else if (value.kind === "day" && value.other) {
				const text = source.text.slice(span.start, span.end);
				yield {
					span,
					severity: "warning",
					message: `${what}: "${text}" is not written YYYY-MM-DD`,
					hint: `it can only mean ${value.day}`,
					fix: [edit(value.day, date)],
				};
			}
		};
		const cellOf =
			(cells: Cells) =>
			(day: string, at: Located<WrittenDate>): TextEdit =>
				replaceCell(source.text, cells, at.span, day);
		if (summary !== null) {
			for (const row of summary.rows) {
				yield* judge(`Phase ${row.phase.value}, start date`, row.start, cellOf(summary));
				yield* judge(`Phase ${row.phase.value}, target date`, row.target, cellOf(summary));
			}
		}
		if (history !== null) for (const row of history.rows) yield* judge("review history", row.date, cellOf(history));
		for (const blocker of blockers?.blockers ?? []) {
			yield* judge(`blocker of Phase ${blocker.phase}`, blocker.since, (day, at) => replace(source.text, at.span, day));
		}
	},
};
