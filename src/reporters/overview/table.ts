import type { Overview } from "../../report/overview.ts";
import { printable } from "../../text/printable.ts";
import { type GridCell, type GridColumn, grid } from "../grid.ts";
import { progressBar } from "../progress-bar.ts";
import type { TableLayout } from "../status/table.ts";
import { overviewHeadline, phaseMarks, problemWords } from "./lines.ts";

const columns: readonly GridColumn[] = [
	{ title: "DOCUMENT", align: "left", shrinksTo: 12 },
	{ title: "PROGRESS", align: "left" },
	{ title: "ITEMS", align: "right" },
	{ title: "CHECKS", align: "right" },
	{ title: "PHASES", align: "left", shrinksTo: 12 },
	{ title: "ATTENTION", align: "left", shrinksTo: 12 },
];

/** One line for each document, the worst first. */
export function renderOverviewTable(overview: Overview, { width, paint }: TableLayout): string {
	const rows = overview.documents.map((report): GridCell[] => {
		const { total, document } = report;
		const problems = problemWords(report);
		return [
			{ text: printable(document), paint: paint.heading },
			{ text: `${progressBar(total.completion, 10)} ${String(total.completion).padStart(3)}%` },
			{ text: `${total.done}/${total.counted}` },
			{ text: `${total.validation.done}/${total.validation.counted}` },
			{ text: printable(phaseMarks(report)) },
			problems === null ? { text: "-", paint: paint.faint } : { text: printable(problems), paint: paint.bad },
		];
	});
	return `${[printable(overviewHeadline(overview)), "", ...grid(columns, rows, width, paint.faint)].join("\n")}\n`;
}
