import { historyChanges } from "../model/row-change.ts";
import type { Rule } from "./rule.ts";

export const reviewRewritten: Rule = {
	name: "review-rewritten",
	severity: "error",
	needsParent: true,
	reports: "a row of the review history that a commit rewrites or removes",
	*check({ document, parent }) {
		if (parent === null) return;
		const span = document.history?.table.header[0] ?? { start: 0, end: 0 };
		for (const row of historyChanges(parent, document).gone) {
			const day = row.date.value.kind === "day" ? row.date.value.day : "undated";
			const cells = [day, row.reviewer?.value, row.phase?.value, row.change?.value]
				.filter((cell) => cell !== undefined)
				.join(" | ");
			yield {
				span,
				message: `the review history no longer has the row "${cells}"`,
				hint: "restore it, and add a row with the correction",
			};
		}
	},
};
