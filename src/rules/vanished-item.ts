import { matchItems } from "../model/item-match.ts";
import { everyItem } from "../model/phase.ts";
import type { Rule } from "./rule.ts";

export const vanishedItem: Rule = {
	name: "vanished-item",
	severity: "error",
	needsParent: true,
	reports: "an item that a commit removes, so it is no longer visible that it was planned",
	*check({ document, parent }) {
		if (parent === null) return;
		const { gone } = matchItems(parent.phases.flatMap(everyItem), document.phases.flatMap(everyItem));
		for (const item of gone) {
			const phase = document.phases.find(({ id }) => id === item.phase);
			const group = phase?.groups.find(({ title }) => title === item.group);
			const heading = item.list === "validation" ? phase?.validation?.heading : group?.heading;
			yield {
				span: heading ?? phase?.heading ?? document.title?.span ?? { start: 0, end: 0 },
				message: `${item.id} (${item.text.value}) is gone${item.box.value ? ", though it was checked off" : ""}`,
				hint: "to drop an item, skip it with a reason: boulder-migrate skip ITEM --reason TEXT",
			};
		}
	},
};
