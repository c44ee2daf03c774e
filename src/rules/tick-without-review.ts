import { matchItems } from "../model/item-match.ts";
import { everyItem } from "../model/phase.ts";
import { historyChanges } from "../model/row-change.ts";
import { advice, commandLine } from "../text/command-line.ts";
import type { Rule } from "./rule.ts";

export const tickWithoutReview: Rule = {
	name: "tick-without-review",
	severity: "error",
	needsParent: true,
	reports: "an item that a commit checks off without a row of the review history about its phase",
	*check({ document, parent }) {
		if (parent === null || document.history === null) return;
		const reviewed = new Set(historyChanges(parent, document).added.flatMap((row) => row.phases));
		const { pairs, added } = matchItems(parent.phases.flatMap(everyItem), document.phases.flatMap(everyItem));
		const ticked = [
			...pairs.filter(({ before, after }) => !before.box.value && after.box.value).map(({ after }) => after),
			...added,
		];
		for (const item of ticked) {
			if (!item.box.value || reviewed.has(item.phase)) continue;
			yield {
				span: item.box.span,
				message: `${item.id} is checked off, but the review history has no new row about Phase ${item.phase}`,
				hint: advice(
					"check-off writes it; or, for a box ticked by hand: ",
					commandLine`boulder-migrate review ${item.phase} TEXT`,
				),
			};
		}
	},
};
