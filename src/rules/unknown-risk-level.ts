import { strangeWords } from "../model/risk.ts";
import type { Rule } from "./rule.ts";

export const unknownRiskLevel: Rule = {
	name: "unknown-risk-level",
	severity: "warning",
	reports: "an impact or a probability of a risk that its column does not use elsewhere",
	*check({ document }) {
		if (document.risks === null) return;
		for (const { column, risk, word, known, nearest } of strangeWords(document.risks)) {
			const span = risk[column]?.span ?? risk.span;
			yield {
				span,
				message: `the ${column} "${word}" of the risk "${risk.risk.value}" is not one of the words of its column: ${known.join(", ")}`,
				hint: nearest === null ? "use a word of the column, or one from Low to Critical" : `did you mean ${nearest}?`,
			};
		}
	},
};
