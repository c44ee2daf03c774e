import { workflowCommand } from "../workflow-command.ts";
import type { FindingsReport } from "./finding-report.ts";

/** Workflow commands that put each finding next to its line in a pull request. */
export function renderFindingsGithub(report: FindingsReport): string {
	return report.findings
		.map(({ severity, file, line, column, endLine, endColumn, rule, message, hint }) =>
			workflowCommand(severity, { file, line, col: column, endLine, endColumn, title: rule }, [
				...message.split("\n"),
				...(hint === null ? [] : hint.split("\n")),
			]),
		)
		.join("");
}
