import { displayWidth, padEnd, padStart, truncate } from "../text/width.ts";

export interface GridColumn {
	readonly title: string;
	readonly align: "left" | "right";
	/** May be cut to fit the terminal, down to this width. */
	readonly shrinksTo?: number;
}

export interface GridCell {
	readonly text: string;
	readonly paint?: (text: string) => string;
}

/**
 * Lines of a table without borders. `width` is the terminal's; null: as wide as it needs to be. The columns that may shrink share what
 * is missing, the widest first; if that is not enough the lines stay longer than the terminal, which wraps them.
 */
export function grid(
	columns: readonly GridColumn[],
	rows: readonly (readonly GridCell[])[],
	width: number | null,
	paintTitle: (text: string) => string,
): string[] {
	const widths = columns.map((column, index) =>
		Math.max(displayWidth(column.title), ...rows.map((row) => displayWidth(row[index]?.text ?? ""))),
	);
	if (width !== null) shrink(widths, columns, width);
	const line = (cells: readonly GridCell[]): string =>
		cells
			.map((cell, index) => {
				const room = widths[index] ?? 0;
				const visible = truncate(cell.text, room);
				const last = index === cells.length - 1;
				const padded = columns[index]?.align === "right" ? padStart(visible, room) : last ? visible : padEnd(visible, room);
				return cell.paint === undefined ? padded : padded.replace(visible, () => cell.paint?.(visible) ?? visible);
			})
			.join("  ")
			.trimEnd();
	return [line(columns.map((column) => ({ text: column.title, paint: paintTitle }))), ...rows.map(line)];
}

function shrink(widths: number[], columns: readonly GridColumn[], width: number): void {
	let missing = widths.reduce((sum, one) => sum + one, 0) + 2 * (widths.length - 1) - width;
	while (missing > 0) {
		let widest = -1;
		columns.forEach((column, index) => {
			const room = (widths[index] ?? 0) - (column.shrinksTo ?? Number.POSITIVE_INFINITY);
			if (room > 0 && (widest < 0 || (widths[index] ?? 0) > (widths[widest] ?? 0))) widest = index;
		});
		if (widest < 0) return;
		widths[widest] = (widths[widest] ?? 0) - 1;
		missing -= 1;
	}
}
