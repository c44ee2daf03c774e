import { normalised } from "../model/vocabulary.ts";
import type { Rule } from "./rule.ts";

export const titleMismatch: Rule = {
	name: "title-mismatch",
	severity: "warning",
	reports: "a phase that is called differently in the summary table and in its section",
	*check({ derived }) {
		for (const { phase, row } of derived) {
			const described = row?.description;
			if (described == null || described.value === "" || phase.title.value === "") continue;
			if (same(described.value, phase.title.value)) continue;
			yield {
				span: described.span,
				message: `Phase ${phase.id} is called "${described.value}" in the table and "${phase.title.value}" in its section`,
				hint: "use one name in both, so that people find it with a search",
			};
		}
	},
};

function same(a: string, b: string): boolean {
	const [one, other] = [bare(a), bare(b)];
	return one === other || one === "" || other === "";
}

/** Without what is said about the phase beside its title: `(Week 1)`, `[2-3 hours]`, a mark, how it is written. */
function bare(title: string): string {
	// A search for "and" does not find "&".
	return normalised(title.replaceAll("&", " ampersand ").replace(/(?:\s*(?:\([^()]*\)|\[[^\][]*\]))+\s*[^\p{L}\p{N}]*$/u, ""));
}
