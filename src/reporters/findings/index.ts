import type { FindingsReport } from "./finding-report.ts";
import type { SarifTool } from "./sarif.ts";
import type { FindingsLayout } from "./text.ts";

export type FindingsReporter = (report: FindingsReport, layout: FindingsLayout & SarifTool) => string;

/** Each format is loaded only when it is asked for. */
export const findingsReporters = {
	text: async () => (await import("./text.ts")).renderFindingsText,
	json: async () => (await import("../json.ts")).renderJson,
	sarif: async () => (await import("./sarif.ts")).renderFindingsSarif,
	github: async () => (await import("./github.ts")).renderFindingsGithub,
} satisfies Readonly<Record<string, () => Promise<FindingsReporter>>>;

export type FindingsFormat = keyof typeof findingsReporters;
