import type { Overview } from "../../report/overview.ts";
import { printable } from "../../text/printable.ts";
import { markdownText } from "../markdown-text.ts";
import { overviewHeadline, phaseMarks, problemWords } from "./lines.ts";

/** For a pull request comment or a wiki page. */
export function renderOverviewMarkdown(overview: Overview): string {
	const safe = (text: string): string => markdownText(printable(text));
	const rows = overview.documents.map((report) => {
		const { total, document } = report;
		const cells = [
			safe(document),
			`${total.completion}%`,
			`${total.done}/${total.counted}`,
			`${total.validation.done}/${total.validation.counted}`,
			safe(phaseMarks(report)),
			safe(problemWords(report) ?? ""),
		];
		return `| ${cells.join(" | ")} |`;
	});
	const head = [
		"| Document | Done | Items | Checks | Phases | Attention |",
		"| -------- | ---: | ----: | -----: | ------ | --------- |",
	];
	return `${[safe(overviewHeadline(overview)), "", ...head, ...rows].join("\n")}\n`;
}
