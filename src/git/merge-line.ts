import { displayWidth } from "../text/width.ts";
import type { MergeCell, MergeLine, Role } from "./merge-lines.ts";

/** The three-way merge of one value; undefined where both changed it, to different ones. */
export function pick<T>(base: T, ours: T, theirs: T): T | undefined {
	if (ours === base) return theirs;
	if (theirs === base || ours === theirs) return ours;
	return undefined;
}

/** One line out of three versions of it; null where they contradict each other. */
export function mergeLine(base: MergeLine, ours: MergeLine, theirs: MergeLine): MergeLine | null {
	const ending = pick(base.ending, ours.ending, theirs.ending) ?? ours.ending;
	const text = pick(base.text, ours.text, theirs.text) ?? contested(base, ours, theirs);
	return text === null ? null : { ...ours, text, ending };
}

function contested(base: MergeLine, ours: MergeLine, theirs: MergeLine): string | null {
	const [a, b] = [ours.role, theirs.role];
	// Only lines of the same key may differ in what is not a contradiction: any other difference is a rewording.
	if (base.key !== ours.key || base.key !== theirs.key) return null;
	if (base.role.kind === "row" && a.kind === "row" && b.kind === "row")
		return mergeCells(ours.text, [base.role, a, b], a.isDerivedRight && b.isDerivedRight);
	if (a.kind === "footer" && b.kind === "footer")
		return a.day === null || b.day === null ? null : a.day >= b.day ? ours.text : theirs.text;
	// A tick that is written x by one and X by the other; a status is computed again.
	return a.kind === "item" || a.kind === "status" ? ours.text : null;
}

type Row = Extract<Role, { kind: "row" }>;

function mergeCells(line: string, [base, ours, theirs]: readonly [Row, Row, Row], isDerivedRight: boolean): string | null {
	if (base.cells.length !== ours.cells.length || base.cells.length !== theirs.cells.length) return null;
	let result = line;
	for (let index = ours.cells.length - 1; index >= 0; index -= 1) {
		const [one, mine, other] = [base.cells[index], ours.cells[index], theirs.cells[index]];
		if (one === undefined || mine === undefined || other === undefined) return null;
		const text = pick(one.text, mine.text, other.text) ?? contestedCell(one, mine, other, isDerivedRight);
		if (text === null) return null;
		if (text !== mine.text) result = withCell(result, mine, text);
	}
	return result;
}

function contestedCell(base: MergeCell, ours: MergeCell, theirs: MergeCell, isDerivedRight: boolean): string | null {
	// Computed again from the boxes; a value written by hand is never dropped.
	if (ours.column === "status" || ours.column === "completion") return isDerivedRight ? ours.text : null;
	// Both started the phase: it was started on the earlier day.
	if (ours.column === "start" && !base.isDay && ours.isDay && theirs.isDay)
		return ours.text < theirs.text ? ours.text : theirs.text;
	return null;
}

/** Padding gives way where there is some. */
function withCell(line: string, cell: MergeCell, text: string): string {
	const end = cell.at + cell.text.length;
	const padding = /^ */.exec(line.slice(end))?.[0].length ?? 0;
	const grows = displayWidth(text) - displayWidth(cell.text);
	const left = padding > 1 ? Math.max(1, padding - grows) : padding;
	return line.slice(0, cell.at) + text + " ".repeat(left) + line.slice(end + padding);
}
