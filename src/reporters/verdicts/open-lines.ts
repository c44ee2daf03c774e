import { countedStatus, itemStatuses, itemStatusOf, statusWording } from "../../model/item-status.ts";
import type { ItemVerdict } from "../../report/verification.ts";
import { commandLine } from "../../text/command-line.ts";
import { printable } from "../../text/printable.ts";
import { count } from "../wording.ts";
import { causeLines, nextLine } from "./cause-lines.ts";
import type { VerdictLayout } from "./layout.ts";

/** What is not done yet, by phase: counts, or with `detailed` each item with what keeps it open. */
export function openLines(open: readonly ItemVerdict[], layout: VerdictLayout): string[] {
	const phases = [...new Set(open.map((item) => item.phase))];
	const lines = phases.flatMap((phase) => {
		const items = open.filter((item) => item.phase === phase);
		const line = `  Phase ${printable(phase)}: ${openCounts(items)}`;
		return layout.detailed ? [line, ...causeLines(items, { ...layout, mark: layout.paint.faint("·"), most: null })] : [line];
	});
	if (lines.length === 0 || layout.detailed) return lines;
	const command = commandLine`boulder-migrate verify ${phases[0] ?? ""}${layout.sameDocument}${layout.sameCluster}`;
	return [...lines, ...nextLine(command, layout)];
}

/** `12 items: 3 failing, 2 in progress, 7 open`; or `3 items failing`. */
function openCounts(items: readonly ItemVerdict[]): string {
	const statuses = items.map((item) => itemStatusOf({ ...item, skipped: item.state === "skipped" }));
	const total = count(items.length, "item");
	const kinds = itemStatuses
		.map((status) => ({ status, number: statuses.filter((one) => one === status).length }))
		.filter(({ number }) => number > 0);
	const [only] = kinds;
	if (only !== undefined && kinds.length === 1) return `${total} ${statusWording[only.status].counted}`;
	return `${total}: ${kinds.map(({ status, number }) => countedStatus(number, status)).join(", ")}`;
}
