import { itemsIn } from "../../report/only-items.ts";
import type { ItemReport, StatusReport } from "../../report/status-report.ts";
import { printable } from "../../text/printable.ts";
import { count } from "../../text/wording.ts";
import { type GridCell, type GridColumn, grid } from "../grid.ts";
import { assignmentWords, overdueWords } from "./assignment-words.ts";
import type { TableLayout } from "./table.ts";

const columns: readonly GridColumn[] = [
	{ title: "", align: "left" },
	{ title: "", align: "left", shrinksTo: 16 },
	{ title: "", align: "left" },
	// Never cut: an id is there to be copied.
	{ title: "", align: "left" },
];

/** Chosen items for people, those of a phase together, what is due first before the rest. `whose`: `of ana`, or nothing. */
export function renderStatusItems(report: StatusReport, whose: string, { width, paint }: TableLayout): string {
	const isOpen = (item: ItemReport): boolean => !item.checked && !item.skipped;
	const all = itemsIn(report);
	const open = all.filter(isOpen);
	const late = open.filter(({ overdueDays }) => overdueDays !== null).length;
	const phasesLate = report.phases.filter(({ overdueDays }) => overdueDays !== null).length;
	const lines = [
		printable(`${count(open.length, "open item")}${whose}, ${late} overdue; ${all.length - open.length} done or not applicable`),
	];
	if (phasesLate > 0) lines[0] += `; ${count(phasesLate, "phase")} overdue`;
	for (const phase of report.phases) {
		const items = [...phase.items, ...phase.validation.items, ...phase.criteriaChecks.items].filter(isOpen);
		if (items.length === 0 && phase.overdueDays === null) continue;
		const remark =
			phase.overdueDays === null ? "" : `  ${paint.bad(`target ${phase.target ?? ""}, ${overdueWords(phase.overdueDays)}`)}`;
		lines.push("", `${paint.heading(`Phase ${printable(phase.id)}: ${printable(phase.title)}`)}${remark}`);
		const sorted = [...items].sort((a, b) => ((a.due ?? "9999") < (b.due ?? "9999") ? -1 : a.due === b.due ? 0 : 1));
		const rows = sorted.map((item): GridCell[] => [
			{ text: "   " },
			{ text: printable(item.text) },
			{ text: printable(assignmentWords(item)), ...(item.overdueDays === null ? {} : { paint: paint.bad }) },
			{ text: printable(item.id), paint: paint.faint },
		]);
		for (const one of grid(columns, rows, width, paint.faint).slice(1)) lines.push(one);
	}
	return `${lines.join("\n")}\n`;
}
