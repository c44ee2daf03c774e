import { normalised } from "../model/words/vocabulary.ts";
import type { Rule } from "./rule.ts";

export const titleMismatch: Rule = {
	name: "title-mismatch",
	severity: "warning",
	reports: "a phase with different titles in the summary table and its section",
	*check({ derived }) {
		for (const { phase, row } of derived) {
			const described = row?.description;
			if (described == null || described.value === "" || phase.title.value === "") continue;
			if (same(described.value, phase.title.value)) continue;
			yield {
				span: described.span,
				message: `Phase ${phase.id} has the title "${described.value}" in the table and "${phase.title.value}" in its section`,
				hint: "use the same title in both",
			};
		}
	},
};

function same(a: string, b: string): boolean {
	const [one, other] = [bare(a), bare(b)];
	return one === other || one === "" || other === "" || isRemark(a, b) || isRemark(b, a);
}

/** `Mail (2/2 plans) — done in May` is `Mail` with a remark. */
function isRemark(title: string, longer: string): boolean {
	const rest = longer.trim().startsWith(title.trim()) ? longer.trim().slice(title.trim().length) : "";
	return /^\s*\(|^\s+[\u2013\u2014|-]+\s+(?:✅|✓|done|completed?|finished|shipped|released|\d)/iu.test(rest);
}

/** Without notes on the phase next to its title: `(Week 1)`, `[2-3 hours]`, a mark, formatting. */
function bare(title: string): string {
	// A search for "and" does not find "&".
	return normalised(title.replaceAll("&", " ampersand ").replace(/(?:\s*(?:\([^()]*\)|\[[^\][]*\]))+\s*[^\p{L}\p{N}]*$/u, ""));
}
