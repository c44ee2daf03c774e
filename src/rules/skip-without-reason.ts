import { everyItem } from "../model/phase.ts";
import { advice, commandLine } from "../text/command-line.ts";
import type { Rule } from "./rule.ts";

export const skipWithoutReason: Rule = {
	name: "skip-without-reason",
	severity: "error",
	reports: "an item that is struck through without a reason: it still counts",
	*check({ document }) {
		for (const phase of document.phases) {
			for (const item of everyItem(phase)) {
				if (item.struck === null || item.notApplicable !== null || item.struck.end < item.text.span.end) continue;
				yield {
					span: item.text.span,
					message: `${item.id} is struck through without a reason, so it still counts`,
					hint: advice("", commandLine`skip ${item.id} --reason TEXT`, ", or write ~~text~~ (N/A: reason)"),
				};
			}
		}
	},
};
