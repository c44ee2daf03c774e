import type { PhaseReport, StatusReport } from "../../report/status-report.ts";
import { printable } from "../../text/printable.ts";
import { markdownText } from "../markdown-text.ts";
import { overdueWords } from "./assignment-words.ts";
import { headline } from "./headline.ts";

/** The status as Markdown, for a pull request comment or a job summary. */
export function renderStatusMarkdown(report: StatusReport): string {
	const lines = [
		`### ${safe(report.title ?? report.document)}`,
		"",
		headline(report),
		"",
		"| Phase | Title | Status | Done | Items | Checks | Waits for |",
		"| ----- | ----- | ------ | ---: | ----: | -----: | --------- |",
		...report.phases.map(row),
	];
	const notes = report.phases.flatMap((phase) => [
		...phase.contradictions.map((text) => `- **Phase ${safe(phase.id)}**: ${safe(text)}`),
		...(phase.overdueDays === null
			? []
			: [`- **Phase ${safe(phase.id)}** is ${overdueWords(phase.overdueDays)} (target ${phase.target ?? ""})`]),
		...phase.blockers.map((blocker) => `- **Phase ${safe(phase.id)}** is blocked: ${safe(blocker.reason)}`),
	]);
	if (notes.length > 0) lines.push("", ...notes);
	return `${lines.join("\n")}\n`;
}

function row(phase: PhaseReport): string {
	const cells = [
		safe(phase.id),
		safe(phase.title),
		safe(phase.statusLabel),
		`${phase.completion}%`,
		`${phase.done}/${phase.counted}`,
		`${phase.validation.done}/${phase.validation.counted}`,
		phase.waitsFor.map((id) => `Phase ${safe(id)}`).join(", "),
	];
	return `| ${cells.join(" | ")} |`;
}

function safe(text: string): string {
	return markdownText(printable(text));
}
