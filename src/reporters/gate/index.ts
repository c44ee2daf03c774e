import type { GateReport } from "../../report/gate-report.ts";
import type { GateLayout } from "./layout.ts";

export type GateReporter = (report: GateReport, layout: GateLayout) => string;

/** Each format is loaded only when it is asked for. */
export const gateReporters = {
	text: async () => (await import("./text.ts")).renderGateText,
	json: async () => (await import("../json.ts")).renderJson,
	junit: async () => (await import("./junit.ts")).renderGateJunit,
	github: async () => (await import("./github.ts")).renderGateGithub,
	markdown: async () => (await import("./markdown.ts")).renderGateMarkdown,
} satisfies Readonly<Record<string, () => Promise<GateReporter>>>;

export type GateFormat = keyof typeof gateReporters;
