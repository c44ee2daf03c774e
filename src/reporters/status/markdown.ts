import type { PhaseReport, StatusReport } from "../../report/status-report.ts";
import { printable } from "../../text/printable.ts";
import { markdownText } from "../markdown-text.ts";
import { overdueWords } from "./assignment-words.ts";
import { headline } from "./headline.ts";

/** The status as Markdown, for a pull request comment or a job summary. */
export function renderStatusMarkdown(report: StatusReport): string {
	const lines = [
		`### ${shown(report.title ?? report.document)}`,
		"",
		headline(report),
		"",
		"| Phase | Title | Status | Done | Items | Checks | Waits for |",
		"| ----- | ----- | ------ | ---: | ----: | -----: | --------- |",
		...report.phases.map(row),
	];
	const notes = report.phases.flatMap((phase) => [
		...phase.contradictions.map((text) => `- **Phase ${shown(phase.id)}**: ${shown(text)}`),
		...(phase.overdueDays === null
			? []
			: [`- **Phase ${shown(phase.id)}** is ${overdueWords(phase.overdueDays)} (target ${phase.target ?? ""})`]),
		...phase.blockers.map((blocker) => `- **Phase ${shown(phase.id)}** is blocked: ${shown(blocker.reason)}`),
	]);
	if (notes.length > 0) lines.push("", ...notes);
	return `${lines.join("\n")}\n`;
}

function row(phase: PhaseReport): string {
	const cells = [
		shown(phase.id),
		shown(phase.title),
		shown(phase.statusLabel),
		`${phase.completion}%`,
		`${phase.done}/${phase.counted}`,
		`${phase.validation.done}/${phase.validation.counted}`,
		phase.waitsFor.map((id) => `Phase ${shown(id)}`).join(", "),
	];
	return `| ${cells.join(" | ")} |`;
}

function shown(text: string): string {
	return markdownText(printable(text));
}
