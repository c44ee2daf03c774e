import type { ItemVerdict } from "../../model/verification.ts";
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

/** `12 items: 3 not as wanted, 2 under way, 7 with no probe or evidence`; or `3 items not as wanted`. */
function openCounts(items: readonly ItemVerdict[]): string {
	const number = (kind: ItemVerdict["outcome"] | "parked"): number =>
		items.filter((item) => (item.parked === true ? "parked" : item.outcome) === kind).length;
	const kinds = (
		[
			["fail", "not as wanted"],
			["pending", "under way"],
			["parked", "parked"],
			["unbound", "with no probe or evidence"],
		] as const
	).filter(([outcome]) => number(outcome) > 0);
	const total = count(items.length, "item");
	const [only] = kinds;
	if (only === undefined) return total;
	if (number(only[0]) === items.length) return `${total} ${only[1]}`;
	return `${total}: ${kinds.map(([outcome, words]) => `${number(outcome)} ${words}`).join(", ")}`;
}
