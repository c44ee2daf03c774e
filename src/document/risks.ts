import type { Risk, RiskColumn, RiskRegister } from "../model/document.ts";
import type { Fact } from "../model/fact.ts";
import type { Vocabulary } from "../model/vocabulary.ts";
import type { Table } from "./blocks.ts";
import { plainText } from "./inline.ts";
import { cellOf, shapeOf } from "./tables.ts";

const wanted: readonly RiskColumn[] = ["risk", "impact", "probability", "mitigation"];

/** Reads a table as the risk register; null if it has no column of risks. */
export function readRisks(text: string, table: Table, vocabulary: Vocabulary): RiskRegister | null {
	const shape = shapeOf(text, table, wanted, vocabulary);
	if (shape.columns.risk === undefined || Object.keys(shape.columns).length < 2) return null;
	const rows: Risk[] = [];
	for (const row of table.rows.slice(1)) {
		const cell = (column: RiskColumn): Fact<string> | null => {
			const span = cellOf(shape, row, column);
			return span === null ? null : { value: plainText(text, span), span };
		};
		const risk = cell("risk");
		if (risk === null || risk.value === "") continue;
		rows.push({ span: row.span, risk, impact: cell("impact"), probability: cell("probability"), mitigation: cell("mitigation") });
	}
	return { table: shape, rows };
}
