import type { Rule } from "./rule.ts";

export const riskIncomplete: Rule = {
	name: "risk-incomplete",
	severity: "warning",
	reports: "a risk without an impact, a probability or a mitigation",
	*check({ document }) {
		for (const { risk, span, ...rest } of document.risks?.rows ?? []) {
			const missing = (["impact", "probability", "mitigation"] as const).filter((name) => {
				const cell = rest[name];
				return cell !== null && /^(?:[-\u2013\u2014\s]*|\(?tbd\)?|\?+)$/i.test(cell.value);
			});
			if (missing.length > 0) yield { span, message: `the risk "${risk.value}" has no ${missing.join(" and no ")}` };
		}
	},
};
