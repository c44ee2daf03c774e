import { contraryWords } from "../model/evidence/contrary-evidence.ts";
import { attested } from "../model/item.ts";
import { everyItem } from "../model/phase.ts";
import { advice, commandLine } from "../text/command-line.ts";
import type { Rule } from "./rule.ts";

export const evidenceContradicts: Rule = {
	name: "evidence-contradicts",
	severity: "error",
	reports: "evidence whose text says that the item is not done or failed",
	*check({ document }) {
		for (const item of document.phases.flatMap(everyItem)) {
			const [first, ...others] = attested(item);
			if (first === undefined) continue;
			const newest = others.reduce((a, b) => (b.day.value >= a.day.value ? b : a), first);
			const words = contraryWords(newest.text);
			if (words === null) continue;
			yield {
				span: newest.span,
				message: `the newest evidence of ${item.id} says "${words}", so it is not a sign-off`,
				hint: advice("once it is done: ", commandLine`boulder-migrate check-off ${item.id} --evidence TEXT`),
			};
		}
	},
};
