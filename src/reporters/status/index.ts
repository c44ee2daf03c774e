import type { StatusReport } from "../../model/status-report.ts";
import type { TableLayout } from "./table.ts";

export type StatusReporter = (report: StatusReport, layout: TableLayout) => string;

/** Each format is loaded only when it is asked for. */
export const statusReporters = {
	table: async () => (await import("./table.ts")).renderStatusTable,
	json: async () => (await import("../json.ts")).renderJson,
	yaml: async () => (await import("../yaml.ts")).renderYaml,
	markdown: async () => (await import("./markdown.ts")).renderStatusMarkdown,
	prometheus: async () => (await import("./prometheus.ts")).renderStatusPrometheus,
} satisfies Readonly<Record<string, () => Promise<StatusReporter>>>;

export type StatusFormat = keyof typeof statusReporters;
