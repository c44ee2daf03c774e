import { countedStatus, itemStatuses } from "../../model/item-status.ts";
import type { PhaseVerification } from "../../report/verification.ts";
import { printable } from "../../text/printable.ts";
import { type GridCell, type GridColumn, grid } from "../grid.ts";
import { progressBar } from "../progress-bar.ts";
import type { VerdictEntry } from "./entries.ts";
import { textWidth, type VerdictLayout } from "./layout.ts";

const columns: readonly GridColumn[] = [
	{ title: "", align: "right" },
	{ title: "PHASE", align: "left", shrinksTo: 12 },
	{ title: "CHECKED", align: "right" },
	{ title: "VERIFIED", align: "right" },
	{ title: "", align: "left" },
	{ title: "NOT VERIFIED (ITEMS AND CHECKS)", align: "left", shrinksTo: 24 },
];

/** The phases: what is checked off, what is verified, and in which status everything else is. */
export function phaseTable(
	phases: readonly PhaseVerification[],
	entries: readonly VerdictEntry[],
	layout: VerdictLayout,
): string[] {
	const { paint } = layout;
	const width = textWidth(layout);
	const rows = phases.map((phase): GridCell[] => [
		{ text: printable(phase.id), paint: paint.heading },
		{ text: printable(phase.title) },
		{ text: `${phase.claimed}/${phase.counted}` },
		{
			text: `${phase.verified}/${phase.counted}`,
			paint: phase.verified < phase.claimed ? paint.bad : phase.verified > 0 ? paint.good : paint.faint,
		},
		{ text: `${progressBar(phase.verifiedPercent, width < 100 ? 5 : 10)} ${String(phase.verifiedPercent).padStart(3)}%` },
		{ text: statusCounts(entries.filter((entry) => entry.phase === phase.id && entry.list !== "criteria")) },
	]);
	return grid(columns, rows, width, paint.faint);
}

/** `18 failing, 2 need sign-off`: what is neither verified nor skipped. */
export function statusCounts(entries: readonly VerdictEntry[]): string {
	return itemStatuses
		.filter((status) => status !== "confirmed" && status !== "ready" && status !== "skipped")
		.map((status) => ({ status, number: entries.filter((entry) => entry.status === status).length }))
		.filter(({ number }) => number > 0)
		.map(({ status, number }) => countedStatus(number, status))
		.join(", ");
}
