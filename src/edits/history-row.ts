import type { Day } from "../model/date.ts";
import { columnAt, type HistoryColumn, historyColumns, type Review, type ReviewHistory } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import type { PhaseId } from "../model/phase-id.ts";
import { insert } from "../text/edits.ts";
import type { Span } from "../text/span.ts";
import { displayWidth } from "../text/width.ts";
import { escapeMarkdown } from "./escape.ts";
import { endingOf, lineEnd, lineStart } from "./line.ts";
import type { Revision } from "./revision.ts";
import { alignedWidth, columnsOf, roomOf } from "./table-cell.ts";

export interface HistoryEntry {
	/** Null for what is of no phase, such as a risk. */
	readonly phase: PhaseId | null;
	readonly text: string;
}

/**
 * Adds rows to the review history in the order of its dates, with the columns and the padding of the table. The first entry replaces
 * a placeholder row. Without a history, nothing is written.
 */
export function addHistory(revision: Revision, entries: readonly HistoryEntry[], day: Day, reviewer: string): void {
	const { history } = revision.expected;
	if (history === null || entries.length === 0) return;
	const { text } = revision;
	const bare = history.rows.some((row) => /^\d/.test(row.phase?.value ?? ""));
	const word = revision.before.vocabulary.phase[0] ?? "Phase";
	const written = entries.map((entry) => {
		const { phase: id } = entry;
		const phase = id === null ? "-" : bare && /^\d+$/.test(id) ? id : `${word} ${id}`;
		const columns: Record<HistoryColumn, string> = { date: day, reviewer, phase, change: entry.text };
		return { columns, phases: id === null ? [] : [id] };
	});
	const place = placeOf(history, day);
	const indentation = text.slice(lineStart(text, place.like.start), place.like.start);
	const rows = written.map(({ columns }) => rowText(text, history, place.like, columns));
	const ending = endingOf(text, place.like.start);
	if (place.kind === "instead") {
		revision.forget(place.like);
		revision.rewrite(place.like, rows.join(ending + indentation));
	} else if (place.kind === "behind")
		revision.edit(insert(lineEnd(text, place.like.end), rows.map((row) => ending + indentation + row).join("")));
	else revision.edit(insert(lineStart(text, place.like.start), rows.map((row) => indentation + row + ending).join("")));
	const reviews = written.map(({ columns, phases }) => expectedReview(history, columns, phases, place.like));
	const remaining = history.rows.filter((row) => place.kind !== "instead" || row.span.start !== place.like.start);
	revision.expected = {
		...revision.expected,
		history: { ...history, rows: [...remaining.slice(0, place.index), ...reviews, ...remaining.slice(place.index)] },
	};
	for (const { phase, text: words } of entries)
		revision.changes.push(phase === null ? `review history: ${words}` : `review history, Phase ${phase}: ${words}`);
}

/** Inline Markdown that is longer is not read any more. */
const maxCellLength = 4000;

interface Place {
	readonly kind: "behind" | "before" | "instead";
	/** The adjacent row, or the placeholder that is replaced; the table itself without rows. */
	readonly like: Span;
	/** Where among the rows that stay. */
	readonly index: number;
}

function placeOf(history: ReviewHistory, day: Day): Place {
	const { rows } = history;
	const dated = rows.flatMap((row, index) => (row.date.value.kind === "day" ? [{ row, index, day: row.date.value.day }] : []));
	const first = dated[0];
	const last = dated.at(-1);
	if (first === undefined || last === undefined) {
		const held = rows.findIndex((row) => row.placeholder);
		const row = rows[held];
		if (row !== undefined) return { kind: "instead", like: row.span, index: held };
		return { kind: "behind", like: rows.at(-1)?.span ?? history.table.span, index: rows.length };
	}
	// Some keep the newest on top: the first and last rows show the order.
	if (first.day > last.day) {
		const older = dated.find((one) => one.day <= day);
		if (older !== undefined) return { kind: "before", like: older.row.span, index: older.index };
		return { kind: "behind", like: last.row.span, index: last.index + 1 };
	}
	const earlier = dated.filter((one) => one.day <= day).at(-1);
	if (earlier !== undefined) return { kind: "behind", like: earlier.row.span, index: earlier.index + 1 };
	return { kind: "before", like: first.row.span, index: first.index };
}

/** A row in the form of the adjacent one, or of the header without rows. */
function rowText(text: string, history: ReviewHistory, like: Span, columns: Readonly<Record<HistoryColumn, string>>): string {
	const { header } = history.table;
	const model = history.rows.find((row) => row.span.start === like.start)?.cells ?? header;
	const first = model[0];
	const spaced = first === undefined || roomOf(text, first).start < first.start || /\s/.test(text.charAt(first.end));
	const space = spaced ? " " : "";
	const table = columnsOf(header, history.rows);
	const cells = header.map((cell, index) => {
		const name = columnAt(historyColumns, history.table, index);
		const content = name === null || columns[name] === "-" ? "-" : escapeMarkdown(columns[name]);
		if (content.length > maxCellLength)
			throw new Failure("usage", "the message and its reason are too long for the review history");
		const width = alignedWidth(text, table[index] ?? [], table);
		const own = model[index] ?? cell;
		const leading = own.start > roomOf(text, own).start ? " " : space;
		if (width === null) return leading + content + space;
		return leading + content + " ".repeat(Math.max(width - displayWidth(leading + content), space.length));
	});
	const modelText = text.slice(like.start, like.end);
	const closed = history.rows.length === 0 || modelText.endsWith("|");
	const row = `|${cells.join("|")}`;
	return closed ? `${row}|` : row.trimEnd();
}

function expectedReview(
	history: ReviewHistory,
	columns: Readonly<Record<HistoryColumn, string>>,
	phases: readonly PhaseId[],
	span: Span,
): Review {
	const at = (name: HistoryColumn): Review["phase"] =>
		history.table.columns[name] !== undefined ? { value: columns[name], span } : null;
	return {
		span,
		cells: history.table.header,
		date: { value: { kind: "day", day: columns.date }, span },
		reviewer: at("reviewer"),
		phase: at("phase"),
		phases: history.table.columns.phase !== undefined ? phases : [],
		change: at("change"),
		placeholder: false,
	};
}
