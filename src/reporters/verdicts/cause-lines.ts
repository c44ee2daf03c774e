import type { Observation } from "../../model/verdict.ts";
import type { ContextVerdict } from "../../report/verification.ts";
import { printable } from "../../text/printable.ts";
import { wrap } from "../../text/width.ts";
import { type Cell, type Column, grid } from "../grid.ts";
import { count } from "../wording.ts";
import { evidenceLine } from "./evidence-line.ts";
import type { VerdictLayout } from "./layout.ts";
import { byCause, type Cause } from "./same-cause.ts";

interface Judged {
	readonly id: string;
	readonly text: string;
	readonly message: string;
	readonly hint: string | null;
	readonly evidence: readonly Observation[];
	readonly contexts: readonly ContextVerdict[];
}

export interface CauseLayout extends VerdictLayout {
	readonly mark: string;
	/** How many items of one cause are named where it is not detailed; null: all. */
	readonly most: number | null;
}

/** Each cause with what it keeps back, what was seen, and what to do next. */
export function causeLines(items: readonly Judged[], layout: CauseLayout): string[] {
	return byCause(items).flatMap((cause) => linesOf(cause, layout));
}

function linesOf({ message, hints, items }: Cause<Judged>, layout: CauseLayout): string[] {
	const { paint, width, mark, most, detailed } = layout;
	const [only] = items;
	const lines: string[] = [];
	if (items.length === 1 && only !== undefined) {
		lines.push(...named([only], `  ${mark} `, 4, layout));
		lines.push(...paragraph(printable(message), "    ", width));
	} else {
		const told = paragraph(`${count(items.length, "item")}: ${printable(message)}`, "    ", width);
		lines.push(`  ${mark} ${(told[0] ?? "").trimStart()}`, ...told.slice(1));
		const shown = most === null || detailed ? items : items.slice(0, most);
		lines.push(...named(shown, "      ", 6, layout));
		if (shown.length < items.length) lines.push(paint.faint(`      … ${items.length - shown.length} more`));
	}
	lines.push(...contextLines(items, layout));
	if (detailed) {
		const seen = [...new Set(items.flatMap((item) => item.evidence.map((one) => printable(evidenceLine(one)))))];
		lines.push(...seen.flatMap((text) => paragraph(text, "      ", width)).map((line) => paint.faint(line)));
	}
	// A command is not wrapped: it is there to be copied.
	lines.push(...hints.slice(0, 3).flatMap((hint) => nextLine(printable(hint), layout)));
	if (hints.length > 3) lines.push(paint.faint(`          … and ${hints.length - 3} more like these`));
	return lines;
}

/** What to do next, where that is known. */
export function nextLine(next: string | null, { paint }: VerdictLayout): string[] {
	return next === null ? [] : [`    ${paint.faint("next:")} ${next}`];
}

const columns: readonly Column[] = [
	{ title: "", align: "left", shrinksTo: 16 },
	// Never cut: an id is there to be copied.
	{ title: "", align: "left" },
];

/** A line an item, text and id, behind something that takes `columnsBefore` columns. */
export function named(
	items: readonly Pick<Judged, "id" | "text">[],
	before: string,
	columnsBefore: number,
	{ width, paint }: VerdictLayout,
): string[] {
	const rows = items.map((item): Cell[] => [{ text: printable(item.text) }, { text: printable(item.id), paint: paint.faint }]);
	const room = width === null ? null : width - columnsBefore;
	const lines = grid(columns, rows, room, paint.faint).slice(1);
	return lines.map((line) => before + line);
}

/** Where several clusters were asked: what those say that do not say the same as the item as a whole. */
function contextLines(items: readonly Judged[], { width }: VerdictLayout): string[] {
	const said = items.flatMap((item) =>
		item.contexts
			.filter((one) => one.message !== item.message && one.outcome !== "pass" && one.outcome !== "attested")
			.map((one) => `in ${printable(one.context)}: ${printable(one.message)}`),
	);
	return [...new Set(said)].flatMap((text) => paragraph(text, "      ", width));
}

/** A text, wrapped where there is a width, with every line indented. */
export function paragraph(text: string, indent: string, width: number | null): string[] {
	const lines = width === null ? [text] : wrap(text, Math.max(10, width - indent.length));
	return lines.map((line) => indent + line);
}
