import type { ItemVerdict } from "../../model/verification.ts";
import { printable } from "../../text/printable.ts";
import { count } from "../wording.ts";
import { causeLines } from "./cause-lines.ts";
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
	const first = printable(phases[0] ?? "");
	return [...lines, `    ${layout.paint.faint("next:")} boulder-migrate verify ${first}`];
}

/** `12 items: 3 not as they should be, 2 under way, 7 without proof`. */
function openCounts(items: readonly ItemVerdict[]): string {
	const number = (outcome: ItemVerdict["outcome"]): number => items.filter((item) => item.outcome === outcome).length;
	const parts = [
		number("fail") > 0 ? `${number("fail")} not as wanted` : null,
		number("pending") > 0 ? `${number("pending")} under way` : null,
		number("unbound") > 0 ? `${number("unbound")} with no probe or evidence` : null,
	].filter((part) => part !== null);
	const total = count(items.length, "item");
	return parts.length === 0 ? total : `${total}: ${parts.join(", ")}`;
}
