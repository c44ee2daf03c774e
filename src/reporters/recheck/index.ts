import type { RecheckReport } from "../../report/recheck-report.ts";

export type RecheckReporter = (report: RecheckReport) => string;

export const recheckReporters = {
	text: async () => (await import("./text.ts")).renderRecheckText,
	json: async () => (await import("../json.ts")).renderJson,
	markdown: async () => (await import("./markdown.ts")).renderRecheckMarkdown,
} satisfies Readonly<Record<string, () => Promise<RecheckReporter>>>;
