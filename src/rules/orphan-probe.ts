import { nearest } from "../model/did-you-mean.ts";
import { itemPatterns } from "../model/item-patterns.ts";
import type { Rule } from "./rule.ts";

export const orphanProbe: Rule = {
	name: "orphan-probe",
	severity: "error",
	reports: "a probe for an item that the document does not have",
	*check({ document, bindings }) {
		if (bindings === null) return;
		const { of, ids, patterns } = itemPatterns(document);
		for (const { key, line, column } of bindings.keys) {
			if (of(key).length > 0) continue;
			const close = nearest(key, [...ids, ...patterns]);
			yield {
				span: { start: 0, end: 0 },
				elsewhere: { file: bindings.file, line, column },
				message: `there is no item "${key}" for this probe`,
				hint: close === null ? "boulder-migrate probes list shows the ids of all items" : `did you mean ${close}?`,
			};
		}
	},
};
