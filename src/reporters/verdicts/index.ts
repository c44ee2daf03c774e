import type { Verification } from "../../report/verification.ts";
import type { VerdictLayout } from "./layout.ts";

export type VerdictReporter = (verification: Verification, layout: VerdictLayout) => string;

/** Each format is loaded only when it is asked for. */
export const verdictReporters = {
	text: async () => (await import("./text.ts")).renderVerdictsText,
	json: async () => (await import("../json.ts")).renderJson,
	yaml: async () => (await import("../yaml.ts")).renderYaml,
	markdown: async () => (await import("./markdown.ts")).renderVerdictsMarkdown,
	junit: async () => (await import("./junit.ts")).renderVerdictsJunit,
	sarif: async () => (await import("./sarif.ts")).renderVerdictsSarif,
	github: async () => (await import("./github.ts")).renderVerdictsGithub,
	tap: async () => (await import("./tap.ts")).renderVerdictsTap,
	prometheus: async () => (await import("./prometheus.ts")).renderVerdictsPrometheus,
	"in-toto": async () => (await import("./in-toto.ts")).renderVerdictsInToto,
} satisfies Readonly<Record<string, () => Promise<VerdictReporter>>>;

export type VerdictFormat = keyof typeof verdictReporters;
