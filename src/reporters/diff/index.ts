import type { DocumentDiff } from "../../report/document-diff.ts";

export type DiffReporter = (diff: DocumentDiff) => string;

export const diffReporters = {
	text: async () => (await import("./text.ts")).renderDiffText,
	json: async () => (await import("../json.ts")).renderJson,
	markdown: async () => (await import("./markdown.ts")).renderDiffMarkdown,
} satisfies Readonly<Record<string, () => Promise<DiffReporter>>>;

export type DiffFormat = keyof typeof diffReporters;
