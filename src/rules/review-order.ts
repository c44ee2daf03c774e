import type { Rule } from "./rule.ts";

export const reviewOrder: Rule = {
	name: "review-order",
	severity: "warning",
	reports: "rows of the review history that are not in the order of their dates",
	*check({ document }) {
		const rows = (document.history?.rows ?? []).flatMap((row) =>
			row.date.value.kind === "day" ? [{ row, day: row.date.value.day }] : [],
		);
		const [first, ...later] = rows;
		if (first === undefined) return;
		// Some histories have the newest row first: both ends show the direction of the table.
		const newestFirst = first.day > (later.at(-1) ?? first).day;
		let previous = first;
		for (const current of later) {
			if (newestFirst ? current.day > previous.day : current.day < previous.day) {
				yield {
					span: current.row.date.span,
					message: `the review of ${current.day} comes after the one of ${previous.day}`,
					hint: "put the rows in the order of their dates",
				};
			}
			previous = current;
		}
	},
};
