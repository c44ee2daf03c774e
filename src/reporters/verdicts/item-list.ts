import { statusWording } from "../../model/item-status.ts";
import { printable } from "../../text/printable.ts";
import { causeLines, evidenceLines, named, nextLine, paragraph } from "./cause-lines.ts";
import { byCause } from "./causes.ts";
import type { VerdictEntry } from "./entries.ts";
import { textWidth, type VerdictLayout } from "./layout.ts";

/** Up to this many entries are listed in full. */
const fewEntries = 5;
/** Of more than these, a reason takes one line. */
const manyEntries = 20;
/** Next steps behind a long list, those that help the most items first. */
const maxSteps = 5;

/** A line for each entry, with the reason where it is not verified. */
export function itemList(entries: readonly VerdictEntry[], layout: VerdictLayout): string[] {
	const length: ReasonLength =
		layout.verbosity !== "screen" || entries.length <= fewEntries
			? "full"
			: entries.length <= manyEntries
				? "two-lines"
				: "one-line";
	return entries.flatMap((entry) => entryLines(entry, layout, length));
}

/** How much of a reason is printed. Except in full, what is verified has none. */
type ReasonLength = "full" | "two-lines" | "one-line";

/** What to do next, each step once. */
export function nextSteps(entries: readonly VerdictEntry[], layout: VerdictLayout): string[] {
	const steps = byCause(entries.filter((entry) => !isVerified(entry))).flatMap(({ hints }) => hints.slice(0, 1));
	const different = [...new Set(steps)];
	const visible = layout.verbosity === "screen" ? different.slice(0, maxSteps) : different;
	return visible.flatMap((step) => nextLine(printable(step), layout));
}

function entryLines(entry: VerdictEntry, layout: VerdictLayout, length: ReasonLength): string[] {
	const { paint } = layout;
	const { mark, tone } = statusWording[entry.status];
	const line = named([entry], `  ${paint[tone](mark)} `, 4, layout);
	if (isVerified(entry) && length !== "full") return line;
	if (entry.contexts.length > 1) return causeLines([{ ...entry, hint: null }], { ...layout, maxCauses: null, maxItems: null });
	const reason = paragraph(printable(entry.message), "    ", textWidth(layout));
	const text = length === "full" ? reason : cut(reason, length === "two-lines" ? 2 : 1);
	return [...line, ...text, ...evidenceLines([entry], layout, "      ")];
}

/** A reason in a long list; all of it is printed with `-v`, or for the item alone. */
function cut(lines: readonly string[], max: number): readonly string[] {
	const first = lines.slice(0, max);
	const last = first.at(-1);
	return last === undefined || first.length === lines.length ? first : [...first.slice(0, -1), `${last} …`];
}

function isVerified({ status }: VerdictEntry): boolean {
	return status === "confirmed" || status === "ready" || status === "skipped";
}
