import type { Verification } from "../../report/verification.ts";
import { workflowCommand } from "../workflow-command.ts";
import { annotations } from "./annotations.ts";
import { dataAge, provenance } from "./headline.ts";
import type { VerdictLayout } from "./layout.ts";

const commands = { error: "error", warning: "warning", note: "notice" } as const;

/** Workflow commands that put what does not hold next to its line; the worst first, as the runner shows only the first ten of a kind. */
export function renderVerdictsGithub(verification: Verification, { requireComplete }: VerdictLayout): string {
	const age = dataAge(verification);
	const old =
		age === null
			? ""
			: workflowCommand("warning", { file: verification.document, line: 1, title: "old data" }, [
					`${age}: ${provenance(verification)}`,
				]);
	const found = annotations(verification, requireComplete)
		.map(({ rule, item, lines }) =>
			workflowCommand(
				commands[rule.level],
				{ file: verification.document, line: item.line, title: `${rule.name}: ${item.id}` },
				lines,
			),
		)
		.join("");
	return old + found;
}
