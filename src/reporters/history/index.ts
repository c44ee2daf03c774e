import type { HistoryReport } from "../../report/history-report.ts";
import type { VerdictHistory } from "../../report/verdict-history.ts";

export type HistoryReporter = (report: HistoryReport) => string;

export const historyReporters = {
	text: async () => (await import("./text.ts")).renderHistoryText,
	json: async () => (await import("../json.ts")).renderJson,
} satisfies Readonly<Record<string, () => Promise<HistoryReporter>>>;

export type HistoryFormat = keyof typeof historyReporters;

type VerdictHistoryReporter = (history: VerdictHistory) => string;

/** The same formats, of a log of verdicts. */
export const verdictHistoryReporters: Readonly<Record<HistoryFormat, () => Promise<VerdictHistoryReporter>>> = {
	text: async () => (await import("./verdicts-text.ts")).renderVerdictHistoryText,
	json: async () => (await import("../json.ts")).renderJson,
};
