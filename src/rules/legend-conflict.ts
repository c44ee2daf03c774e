import { bareMark } from "../model/words/vocabulary.ts";
import type { Rule } from "./rule.ts";

export const legendConflict: Rule = {
	name: "legend-conflict",
	severity: "error",
	reports: "a legend with one mark for two statuses",
	*check({ document }) {
		const seen = new Map<string, { readonly word: string | null; readonly status: string }>();
		for (const { mark, word, status, span } of document.legend?.entries ?? []) {
			if (mark === null || status === null) continue;
			const known = seen.get(bareMark(mark));
			if (known === undefined) seen.set(bareMark(mark), { word, status });
			else if (known.status !== status)
				yield {
					span,
					message: `${mark} already stands for ${known.word ?? known.status}`,
					hint: "use a different mark for each status",
				};
		}
	},
};
