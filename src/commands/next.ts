import { locateDocument } from "../app/locate-document.ts";
import { openDocument } from "../app/open-document.ts";
import type { DocumentOptions } from "../app/options.ts";
import { sameDocument } from "../app/repeat-options.ts";
import { selectPhases } from "../app/select-phases.ts";
import { dayOf } from "../model/date.ts";
import { exitCode } from "../model/failure.ts";
import { rollUp } from "../model/roll-up.ts";
import { nextReport } from "../report/next-report.ts";
import { reportStatus } from "../report/status-report.ts";
import { renderJson } from "../reporters/json.ts";
import { printable } from "../text/printable.ts";
import { count } from "../text/wording.ts";
import type { Declare } from "./command.ts";
import { documentOptions } from "./options/document-options.ts";
import { outputFormat } from "./options/output-format.ts";

/** What to do next in some phases. */
export const declareNextSteps: Declare = (command, ports, done) => {
	documentOptions(command)
		.argument("[phase...]", "phases to look at: 2, 2-4, 3,5, or words of a title (default: all)")
		.option("-o, --output <format>", "text, json", outputFormat({ text: true, json: true }), "text")
		.action(async (words: readonly string[], options: DocumentOptions & { readonly output?: string }) => {
			const { at, document, owners } = await openDocument(ports, locateDocument(ports, options.file), options.probes);
			const chosen = selectPhases(words, document.phases);
			const derived = rollUp(document, dayOf(ports.clock.now())).filter(({ phase }) => chosen.size === 0 || chosen.has(phase.id));
			const report = nextReport(reportStatus(document, derived, at.displayPath, owners), sameDocument(options));
			const lines = [
				...report.steps.map(({ id, text, overdueDays }) => {
					const late = overdueDays === null ? "" : ` (${count(overdueDays, "day")} overdue)`;
					return `${printable(id)}  ${printable(text)}${late}`;
				}),
				...report.waiting.map(({ phase, why }) => `Phase ${printable(phase)}: ${printable(why)}`),
			];
			ports.output.stdout.write(options.output === "json" ? renderJson(report) : `${lines.join("\n")}\n`);
			done(exitCode.done);
		});
};
