import { restate } from "../edits/status.ts";
import { replaceCell } from "../edits/table-cell.ts";
import type { Status, WrittenStatus } from "../model/status.ts";
import { explain } from "../model/status-report.ts";
import { writtenAs } from "../model/vocabulary.ts";
import { replace } from "../text/edits.ts";
import type { Rule } from "./rule.ts";

export const statusMismatch: Rule = {
	name: "status-mismatch",
	severity: "error",
	reports: "a status in the summary table or in a phase's heading that its boxes, dates and blockers contradict",
	*check({ document, derived }) {
		const { source, summary, vocabulary } = document;
		const { text } = source;
		for (const one of derived) {
			const wrong = (written: WrittenStatus | null | undefined): written is WrittenStatus & { status: Status } =>
				written?.status != null && written.status !== one.status && !claimsBlocker(written.status, one.blockers.length);
			const name = writtenAs(vocabulary, one.status).word;
			const inTable = one.row?.status;
			if (summary !== null && wrong(inTable)) {
				yield {
					span: inTable.span,
					message: `Phase ${one.phase.id}: the table says ${says(inTable)}, but it is ${name}: ${explain(one)}`,
					fix: [replaceCell(text, summary, inTable.span, restate(inTable, one.status, vocabulary))],
				};
			}
			const inHeading = one.phase.status;
			if (wrong(inHeading)) {
				yield {
					span: inHeading.span,
					message: `Phase ${one.phase.id}: its section says ${says(inHeading)}, but it is ${name}: ${explain(one)}`,
					fix: [replace(text, inHeading.span, restate(inHeading, one.status, vocabulary))],
				};
			}
		}
	},
};

/** That no blocker is listed is a finding of its own, and only a person knows which one was meant. */
function claimsBlocker(status: Status, blockers: number): boolean {
	return status === "blocked" && blockers === 0;
}

function says(written: WrittenStatus): string {
	return written.word?.value ?? written.raw;
}
