import { attested } from "../model/item.ts";
import { everyItem } from "../model/phase.ts";
import { advice, commandLine } from "../text/command-line.ts";
import type { Rule } from "./rule.ts";

export const evidenceExpired: Rule = {
	name: "evidence-expired",
	severity: "warning",
	reports: "a checked item whose newest evidence has expired",
	*check({ document, today }) {
		for (const phase of document.phases) {
			for (const item of everyItem(phase)) {
				const evidence = attested(item);
				if (!item.box.value || evidence.length === 0) continue;
				const latest = evidence.reduce((a, b) => (end(b) >= end(a) ? b : a));
				if (latest.until === null || latest.until.value >= today) continue;
				yield {
					span: latest.until.span,
					message: `${item.id} is checked off, but its evidence expired on ${latest.until.value}`,
					hint: advice("renew it: ", commandLine`boulder-migrate check-off ${item.id} --evidence TEXT`),
				};
			}
		}
	},
};

function end(evidence: { readonly until: { readonly value: string } | null }): string {
	return evidence.until?.value ?? "9999-12-31";
}
