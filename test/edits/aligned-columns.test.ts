import { describe, expect, it } from "vitest";
import { replaceCell } from "../../src/edits/table-cell.ts";
import { applyEdits } from "../../src/text/edits.ts";

/** The last cell of the first row, or the first one of a table without pipes at its sides, once it says something else. */
function completed(text: string, to: string): string | undefined {
	const lines = [...text.matchAll(/[^\n]+/g)];
	const rows = lines.map((line) => {
		const cells = [...line[0].matchAll(/[^|\s-][^|\t]*?(?=[ \t]*(?:\||$))/g)];
		return { cells: cells.map((cell) => ({ start: line.index + cell.index, end: line.index + cell.index + cell[0].length })) };
	});
	const [header, , ...body] = rows;
	const cell = text.startsWith("|") ? body[0]?.cells.at(-1) : body[0]?.cells[0];
	if (header === undefined || cell === undefined) throw new Error("no cell");
	return applyEdits(text, [replaceCell(text, { table: { header: header.cells }, rows: body }, cell, to)]).split("\n")[2];
}

const table = (...lines: string[]): string => `${lines.join("\n")}\n`;

describe("a column is aligned", () => {
	it.each<[string, string, string, string]>([
		[
			"where most of its cells are padded to the width of the header",
			table("| Phase | Done |", "|---|---|", "| 1 | 9%   |", "| 2 | 10%  |", "| 3 | 100%  |", "| 4 | 5%   |"),
			"12%",
			"| 1 | 12%  |",
		],
		[
			"whatever the other columns are",
			table(
				"| Phase | Status | Done |",
				"|---|---|---|",
				"| 1 | Complete | 9%   |",
				"| 12 | In Progress | 0%   |",
				"| 123 | Done | 5%   |",
			),
			"12%",
			"| 1 | Complete | 12%  |",
		],
		[
			"with texts on the right",
			table("| Phase | Done |", "|---|---:|", "|     1 |   9% |", "|     2 |   0% |"),
			"12%",
			"|     1 |   12% |",
		],
		[
			"that has texts of one length, where the other columns are aligned",
			table("| Phase   | Done |", "|---------|------|", "| 1       | 100% |", "| 2       | 100% |"),
			"9%",
			"| 1       | 9%   |",
		],
		[
			"that has texts of one length, where hardly any other cell is out of line",
			table(
				"| Phase   | Done |",
				"|---------|------|",
				"| 1       | 100% |",
				"| 2       | 100% |",
				"| 3       | 100% |",
				"| Phase 10 | 100% |",
			),
			"9%",
			"| 1       | 9%   |",
		],
		["of a single row, if that one is", table("| Phase | Done |", "|---|---|", "| 1     | 9%   |"), "100%", "| 1     | 100% |"],
		[
			"by the other rows, where there are any",
			table("| Phase | Done |", "|---|---|", "| 1     | 9% |", "| 2     | 0%   |"),
			"12%",
			"| 1     | 12%  |",
		],
		["from the start of the line to its end", table("Done | Phase", "---|---", "9%   | 1", "0%   | 2"), "12%", "12%  | 1"],
	])("%s", (_what, text, to, wanted) => expect(completed(text, to)).toBe(wanted));
});

describe("a column is not aligned", () => {
	it.each<[string, string, string, string]>([
		[
			"where half of its cells have another width",
			table("| Phase | Done |", "|---|---|", "| 1 | 9%   |", "| 2 | 10%  |", "| 3 | 5% |"),
			"12%",
			"| 1 | 12%   |",
		],
		[
			"where its texts are of one length by chance",
			table("| Phase | Done |", "|---|---|", "| 1 | 100% |", "| 2 | 100% |"),
			"9%",
			"| 1 | 9% |",
		],
		[
			"where its texts are of one length, and as many others are out of line as are in it",
			table("| Phase   | Done |", "|---------|------|", "| 1       | 100% |", "| Phase 10 | 100% |"),
			"9%",
			"| 1       | 9% |",
		],
		["where nothing is padded", table("|Phase|Done|", "|-|-|", "|1|9%|", "|2|0%|"), "12%", "|1|12%|"],
		["whose spaces are by chance", table("| Phase | Done |", "|---|---|", "| 1 |9%   |", "| 2 | 0% |"), "12%", "| 1 |12%   |"],
	])("%s", (_what, text, to, wanted) => expect(completed(text, to)).toBe(wanted));
});
