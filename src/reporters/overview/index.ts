import type { Overview } from "../../report/overview.ts";
import type { StatusFormat } from "../status/index.ts";
import type { TableLayout } from "../status/table.ts";

type OverviewReporter = (overview: Overview, layout: TableLayout) => string;

/** The formats of `status`, of several documents. The metrics of several would have equal names: each document has a run of its own. */
export const overviewReporters: Readonly<Record<Exclude<StatusFormat, "prometheus">, () => Promise<OverviewReporter>>> = {
	table: async () => (await import("./table.ts")).renderOverviewTable,
	json: async () => (await import("../json.ts")).renderJson,
	yaml: async () => (await import("../yaml.ts")).renderYaml,
	markdown: async () => (await import("./markdown.ts")).renderOverviewMarkdown,
};
