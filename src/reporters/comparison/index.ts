import type { VerdictComparison } from "../../report/verdict-comparison.ts";
import type { DiffFormat } from "../diff/index.ts";

type ComparisonReporter = (comparison: VerdictComparison) => string;

/** The formats of `diff`, of two runs of verify. */
export const comparisonReporters: Readonly<Record<DiffFormat, () => Promise<ComparisonReporter>>> = {
	text: async () => (await import("./text.ts")).renderComparisonText,
	json: async () => (await import("../json.ts")).renderJson,
	markdown: async () => (await import("./markdown.ts")).renderComparisonMarkdown,
};
