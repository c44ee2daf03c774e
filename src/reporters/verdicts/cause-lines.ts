import { statusWording } from "../../model/item-status.ts";
import { printable } from "../../text/printable.ts";
import { wrap } from "../../text/width.ts";
import { count } from "../../text/wording.ts";
import { type GridCell, type GridColumn, grid } from "../grid.ts";
import { byCause, type CauseGroup } from "./causes.ts";
import type { VerdictEntry } from "./entries.ts";
import { evidenceLine, foundLine } from "./evidence-line.ts";
import { textWidth, type VerdictLayout } from "./layout.ts";

export interface CauseLayout extends VerdictLayout {
	/** How many causes fit on one screen; null: all. */
	readonly maxCauses: number | null;
	/** How many items of one cause are named in one screen; null: all. */
	readonly maxItems: number | null;
	/** The command that shows the causes that do not fit. */
	readonly showRest?: string | null;
}

/** Each cause with what it holds up, what was seen with `-v`, and one next step. */
export function causeLines(entries: readonly VerdictEntry[], layout: CauseLayout): string[] {
	const causes = byCause(entries);
	const isScreen = layout.verbosity === "screen";
	const visible = isScreen && layout.maxCauses !== null ? causes.slice(0, layout.maxCauses) : causes;
	const rest = causes.slice(visible.length);
	const lines = visible.flatMap((cause) => linesOf(cause, layout));
	if (rest.length === 0) return lines;
	lines.push(layout.paint.faint(`    … ${count(rest.length, "more cause")}: add -v`));
	return [...lines, ...nextLine(layout.showRest ?? null, layout)];
}

function linesOf({ message, hints, items }: CauseGroup<VerdictEntry>, layout: CauseLayout): string[] {
	const { paint, maxItems, verbosity: amount } = layout;
	const [first] = items;
	if (first === undefined) return [];
	const { mark, tone } = statusWording[first.status];
	const width = textWidth(layout);
	const lines: string[] = [];
	const visible = amount === "screen" && maxItems !== null ? items.slice(0, maxItems) : items;
	if (items.length === 1) {
		lines.push(...named([first], `  ${paint[tone](mark)} `, 4, layout));
		lines.push(...paragraph(printable(message), "    ", width));
	} else {
		const sentence = paragraph(`${numberOf(items)}: ${printable(message)}`, "    ", width);
		lines.push(`  ${paint[tone](mark)} ${(sentence[0] ?? "").trimStart()}`, ...sentence.slice(1));
		lines.push(...named(visible, "      ", 6, layout));
		if (visible.length > 0 && visible.length < items.length)
			lines.push(paint.faint(`      … ${items.length - visible.length} more`));
	}
	lines.push(...contextLines(items, width), ...evidenceLines(items, layout, "      "));
	const [next] = hints;
	return next === undefined ? lines : [...lines, ...nextLine(printable(next), layout)];
}

/** `3 items`, `2 success criteria`, `3 items, 2 success criteria`. */
export function numberOf(entries: readonly VerdictEntry[]): string {
	const criteria = entries.filter(({ list }) => list === "criteria").length;
	const items = entries.length - criteria;
	const parts = [
		items > 0 ? count(items, "item") : null,
		criteria > 0 ? `${criteria} success ${criteria === 1 ? "criterion" : "criteria"}` : null,
	];
	return parts.filter((part) => part !== null).join(", ");
}

/** With `-v`, what was found; with `-vv`, also what was expected. */
export function evidenceLines(
	entries: readonly Pick<VerdictEntry, "evidence">[],
	layout: VerdictLayout,
	indent: string,
): string[] {
	const { verbosity: amount, paint } = layout;
	if (amount !== "evidence" && amount !== "everything") return [];
	const line = amount === "everything" ? evidenceLine : foundLine;
	const seen = [...new Set(entries.flatMap(({ evidence }) => evidence.map((one) => printable(line(one)))))];
	return seen.flatMap((text) => paragraph(text, indent, textWidth(layout))).map((text) => paint.faint(text));
}

/** What to do next, where that is known. A command is not wrapped: it is there to be copied. */
export function nextLine(next: string | null, { paint }: VerdictLayout): string[] {
	return next === null ? [] : [`    ${paint.faint("next:")} ${next}`];
}

const columns: readonly GridColumn[] = [
	{ title: "", align: "left", shrinksTo: 16 },
	// Never cut: an id is there to be copied.
	{ title: "", align: "left" },
];

/** A line for each item, text and id, behind something that takes `columnsBefore` columns. */
export function named(
	items: readonly Pick<VerdictEntry, "id" | "text">[],
	before: string,
	columnsBefore: number,
	layout: VerdictLayout,
): string[] {
	const { paint } = layout;
	const rows = items.map((item): GridCell[] => [
		{ text: printable(item.text) },
		{ text: printable(item.id), paint: paint.faint },
	]);
	const lines = grid(columns, rows, textWidth(layout) - columnsBefore, paint.faint).slice(1);
	return lines.map((line) => before + line);
}

/** With several clusters: the results that differ from that of the item as a whole. */
function contextLines(items: readonly VerdictEntry[], width: number): string[] {
	const notes = items.flatMap((item) =>
		item.contexts
			.filter((one) => one.message !== item.message && one.outcome !== "pass" && one.outcome !== "attested")
			.map((one) => `in ${printable(one.context)}: ${printable(one.message)}`),
	);
	return [...new Set(notes)].flatMap((text) => paragraph(text, "      ", width));
}

/** A wrapped text with every line indented. */
export function paragraph(text: string, indent: string, width: number): string[] {
	return wrap(text, Math.max(10, width - indent.length)).map((line) => indent + line);
}
