import { parseIssueRule } from "./irregularity.ts";

export const raggedTable = parseIssueRule(
	"ragged-row",
	{
		name: "ragged-table",
		severity: "error",
		reports: "a table row with more or fewer cells than the header",
	},
	(found) => {
		const { cells, columns, fix } = found;
		const hint =
			cells > columns
				? "a pipe that belongs to a text is written \\|"
				: "a line right under a table becomes a row: put a blank line between";
		return {
			span: found.span,
			message: `this row has ${cells} ${cells === 1 ? "cell" : "cells"}, the header has ${columns}`,
			...(fix === null ? { hint } : { fix: [fix] }),
		};
	},
);
