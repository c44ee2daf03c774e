import type { Day } from "../model/date.ts";
import { columnAt, type StatusDocument, type SummaryColumn, summaryColumns } from "../model/document.ts";
import { completionStands } from "../model/evidence/agreement.ts";
import { everyItem } from "../model/phase.ts";
import { rollUp } from "../model/roll-up.ts";
import { rowKey } from "../model/row-change.ts";
import { Lines } from "../text/lines.ts";
import { type Span, slice } from "../text/span.ts";

export interface MergeCell {
	readonly column: SummaryColumn | null;
	readonly text: string;
	/** From the start of the line. */
	readonly at: number;
	readonly isDay: boolean;
}

/** What a line of the document is about, as far as a merge must know. */
export type Role =
	| { readonly kind: "text" | "status" | "evidence" | "note" | "blocker" | "placeholder" }
	| { readonly kind: "item" }
	/** `isDerivedRight`: status and completion are what the boxes give. */
	| { readonly kind: "row"; readonly cells: readonly MergeCell[]; readonly isDerivedRight: boolean }
	| { readonly kind: "review"; readonly row: string; readonly day: string | null; readonly isPlaceholder: boolean }
	| { readonly kind: "footer"; readonly day: string | null };

/** A line with its ending. Its key is what must stay the same for it to be the same line: a box or a derived cell is not part of it. */
export interface MergeLine {
	readonly key: string;
	readonly text: string;
	readonly ending: string;
	readonly role: Role;
}

const itemRole: Role = { kind: "item" };
const textRole: Role = { kind: "text" };

export function mergeLines(document: StatusDocument, today: Day): MergeLine[] {
	const { text } = document.source;
	const lines = new Lines(text);
	const roles = new Map<number, { role: Role; key: string | null }>();
	const set = (span: Span, role: Role, key: string | null = null): void => {
		const { line } = lines.at(span.start);
		if (!roles.has(line)) roles.set(line, { role, key });
	};
	const lineText = (span: Span): string => slice(text, lines.span(lines.at(span.start).line));
	for (const item of document.phases.flatMap(everyItem)) {
		const { column } = lines.at(item.box.span.start);
		const written = lineText(item.box.span);
		// Joined, not concatenated: V8 would keep the parts of a concatenation in addition to the whole.
		set(item.box.span, itemRole, ["item ", written.slice(0, column - 1), "?", written.slice(column)].join(""));
		for (const evidence of item.evidence) set(evidence.span, { kind: "evidence" });
	}
	setRows(document, today, lines, set);
	for (const phase of document.phases) {
		if (phase.status !== null) {
			const { column } = lines.at(phase.status.span.start);
			set(phase.status.span, { kind: "status" }, `status ${phase.id} ${lineText(phase.status.span).slice(0, column - 1)}`);
		}
		for (const note of phase.notes?.notes ?? []) set(note.span, { kind: /^\(.*\)$/.test(note.value) ? "placeholder" : "note" });
	}
	for (const blocker of document.blockers?.blockers ?? []) set(blocker.span, { kind: "blocker" });
	for (const none of document.blockers?.nones ?? []) set(none.span, { kind: "placeholder" });
	for (const review of document.history?.rows ?? []) {
		const day = review.date.value.kind === "day" ? review.date.value.day : null;
		set(review.span, { kind: "review", row: rowKey(review), day, isPlaceholder: review.placeholder });
	}
	const { footer } = document;
	if (footer !== null) set(footer.span, { kind: "footer", day: footer.day?.value ?? null }, "footer");
	const result: MergeLine[] = [];
	for (let line = 1; line <= lines.count; line += 1) {
		const span = lines.span(line);
		const end = lines.startOf(line + 1);
		if (span.start === text.length) break;
		const written = slice(text, span);
		const known = roles.get(line);
		const ending = text.slice(span.end, end);
		result.push({ key: known?.key ?? `= ${written}`, text: written, ending, role: known?.role ?? textRole });
	}
	return result;
}

function setRows(
	document: StatusDocument,
	today: Day,
	lines: Lines,
	set: (span: Span, role: Role, key: string | null) => void,
): void {
	const { summary } = document;
	if (summary === null) return;
	const derived = new Map(rollUp(document, today).map((one) => [one.phase.id, one]));
	for (const row of summary.rows) {
		const start = lines.span(lines.at(row.span.start).line).start;
		const cells = row.cells.map((cell, index): MergeCell => {
			const column = columnAt(summaryColumns, summary.table, index);
			const isDay = column === "start" && row.start?.value.kind === "day";
			return { column, text: slice(document.source.text, cell), at: cell.start - start, isDay };
		});
		const one = derived.get(row.phase.value);
		const isDerivedRight =
			one !== undefined &&
			(row.status === null || row.status.status === one.status) &&
			(row.completion === null || completionStands(row.completion.value, one.own));
		set(row.span, { kind: "row", cells, isDerivedRight }, `row ${row.phase.value}`);
	}
}
