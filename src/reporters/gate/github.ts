import type { GateReport } from "../../report/gate-report.ts";
import { provenance } from "../verdicts/headline.ts";
import { workflowCommand } from "../workflow-command.ts";
import { gateHeadline, obstacleLines, suppressedLine } from "./lines.ts";

/** An annotation for each obstacle, at its line of the document; a notice without obstacles. */
export function renderGateGithub(report: GateReport): string {
	const { document: file, phase, open } = report;
	const suppressed = report.suppressed
		.map((one) =>
			workflowCommand("warning", { file, line: one.line, title: `gate ${phase}: ${one.rule}` }, [suppressedLine(one)]),
		)
		.join("");
	if (open)
		return (
			workflowCommand("notice", { file, line: 1, title: `gate ${phase}` }, [gateHeadline(report), provenance(report)]) +
			suppressed
		);
	const old =
		report.age === null
			? ""
			: workflowCommand("warning", { file, line: 1, title: `gate ${phase}` }, [gateHeadline(report), provenance(report)]);
	const lines = obstacleLines(report).map(({ name, message, next, line, unverified }) =>
		workflowCommand(unverified ? "warning" : "error", { file, line, title: `gate ${phase}: ${name}` }, [
			message,
			...(next === null ? [] : [`next: ${next}`]),
		]),
	);
	return old + lines.join("") + suppressed;
}
