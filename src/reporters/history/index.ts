import type { HistoryReport } from "../../model/history-report.ts";

export type HistoryReporter = (report: HistoryReport) => string;

export const historyReporters = {
	text: async () => (await import("./text.ts")).renderHistoryText,
	json: async () => (await import("../json.ts")).renderJson,
} satisfies Readonly<Record<string, () => Promise<HistoryReporter>>>;

export type HistoryFormat = keyof typeof historyReporters;
