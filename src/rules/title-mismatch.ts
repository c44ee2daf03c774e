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
	return a.normalize("NFC").toLowerCase() === b.normalize("NFC").toLowerCase();
}
