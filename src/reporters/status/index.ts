import type { StatusReport } from "../../report/status-report.ts";
import { renderStatusTable, type TableLayout } from "./table.ts";

export type StatusReporter = (report: StatusReport, layout: TableLayout) => string;

/** The usual format is at hand, the others are loaded when they are asked for. */
export const statusReporters = {
	table: async () => renderStatusTable,
	json: async () => (await import("../json.ts")).renderJson,
	yaml: async () => (await import("../yaml.ts")).renderYaml,
	markdown: async () => (await import("./markdown.ts")).renderStatusMarkdown,
	prometheus: async () => (await import("./prometheus.ts")).renderStatusPrometheus,
} satisfies Readonly<Record<string, () => Promise<StatusReporter>>>;

export type StatusFormat = keyof typeof statusReporters;
