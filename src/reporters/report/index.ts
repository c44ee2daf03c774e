import type { PageReport } from "../../report/page-report.ts";
import type { ReportLayout } from "./layout.ts";

export type ReportReporter = (page: PageReport, layout: ReportLayout) => string;

/** By the extension of the file. Each loads the libraries that it draws with. */
export const reportReporters = {
	html: async () => (await import("./page.ts")).renderPage,
	svg: async () => (await import("./svg.ts")).renderSvg,
	mmd: async () => (await import("./mermaid.ts")).renderMermaid,
	md: async () => (await import("./markdown.ts")).renderMarkdown,
} satisfies Readonly<Record<string, () => Promise<ReportReporter>>>;

export type ReportFormat = keyof typeof reportReporters;
