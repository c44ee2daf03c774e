import type { GateReport } from "../../report/gate-report.ts";
import { printable } from "../../text/printable.ts";
import { provenance } from "../verdicts/headline.ts";
import type { GateLayout } from "./layout.ts";
import { gateHeadline, obstacleLines, suppressedLine } from "./lines.ts";

/** One line for each obstacle, with its next step. Lines are not wrapped, so that commands can be copied. */
export function renderGateText(report: GateReport, { paint }: GateLayout): string {
	const lines = obstacleLines(report).map(({ name, message, next, unverified }) => {
		const mark = unverified ? paint.caution("?") : paint.bad("✗");
		return `  ${mark} ${printable(`${name}: ${message}`)}${next === null ? "" : `; ${paint.faint("next:")} ${printable(next)}`}`;
	});
	const suppressed = report.suppressed.map(
		(one) => `  ${paint.caution("!")} ${printable(`${report.document}:${one.line}: ${suppressedLine(one)}`)}`,
	);
	return `${[paint.heading(printable(gateHeadline(report))), paint.faint(printable(provenance(report))), ...lines, ...suppressed].join("\n")}\n`;
}
