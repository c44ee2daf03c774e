import { type Risk, type RiskColumn, type RiskRegister, riskColumns } from "../model/document.ts";
import type { Located } from "../model/located.ts";
import type { Vocabulary } from "../model/words/vocabulary.ts";
import type { Table } from "./blocks.ts";
import { slugOf } from "./ids.ts";
import { plainText, readInline } from "./inline.ts";
import { cellOf, shapeOf } from "./tables.ts";

/** Reads a table as the risk register; null if it has no column of risks. */
export function readRisks(text: string, table: Table, vocabulary: Vocabulary): RiskRegister | null {
	const shape = shapeOf(text, table, riskColumns, vocabulary);
	if (shape.columns.risk === undefined || Object.keys(shape.columns).length < 2) return null;
	const rows: Risk[] = [];
	const known = new Map<string, number>();
	for (const row of table.rows.slice(1)) {
		const cell = (column: RiskColumn): Located<string> | null => {
			const span = cellOf(shape, row, column);
			return span === null ? null : { value: plainText(text, span), span };
		};
		const risk = cell("risk");
		if (risk === null || risk.value === "") continue;
		const slug = slugOf(risk.value);
		const times = (known.get(slug) ?? 0) + 1;
		known.set(slug, times);
		rows.push({
			id: `risks/${slug}${times === 1 ? "" : `-${times}`}`,
			span: row.span,
			cells: row.cells,
			risk,
			struck: readInline(text, risk.span).struck !== null,
			impact: cell("impact"),
			probability: cell("probability"),
			mitigation: cell("mitigation"),
			owner: cell("owner"),
			state: cell("status"),
		});
	}
	return { table: shape, rows };
}
