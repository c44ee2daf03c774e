import { statusWording } from "../../model/item-status.ts";
import { printable } from "../../text/printable.ts";
import { displayWidth, truncate } from "../../text/width.ts";
import type { VerdictEntry } from "./entries.ts";
import { textWidth, type VerdictLayout } from "./layout.ts";

/** Columns of the text of one criterion in the compact list. */
const maxText = 60;

/** The criteria of each phase, as many on a line as fit, each behind its mark. */
export function criteriaLines(criteria: readonly VerdictEntry[], layout: VerdictLayout): string[] {
	const phases = [...new Set(criteria.map(({ phase }) => phase))];
	const before = Math.max(...phases.map((phase) => displayWidth(printable(phase))));
	return phases.flatMap((phase) => {
		const indent = " ".repeat(before + 4);
		const lines: { text: string; width: number }[] = [];
		for (const { text, status } of criteria.filter((one) => one.phase === phase)) {
			const { mark, tone } = statusWording[status];
			const label = truncate(printable(text), maxText);
			const width = 2 + displayWidth(label);
			const last = lines.at(-1);
			const entry = `${layout.paint[tone](mark)} ${label}`;
			if (last !== undefined && last.width + 2 + width <= textWidth(layout) - indent.length) {
				last.text += `  ${entry}`;
				last.width += 2 + width;
			} else lines.push({ text: entry, width });
		}
		const first = `  ${printable(phase).padStart(before)}  `;
		return lines.map(({ text }, index) => (index === 0 ? first : indent) + text);
	});
}
