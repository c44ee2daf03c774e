import { exitCode } from "../../model/failure.ts";
import { printable } from "../../text/printable.ts";
import type { Declare } from "../command.ts";
import { documentOptions } from "../document-options.ts";
import { formatOption, openBoth, type ProbesOptions, show } from "./open.ts";

interface LintOptions extends ProbesOptions {
	readonly strict?: boolean;
}

interface LintFinding {
	readonly rule: "orphan-probe" | "unbound-item";
	readonly severity: "error" | "warning";
	readonly message: string;
	readonly file: string;
	readonly line: number;
	readonly column: number;
}

export const declareLint: Declare = (command, host, done) => {
	formatOption(documentOptions(command))
		.option("--strict", "let warnings fail, too")
		.action(async (options: LintOptions) => {
			const { open, bound } = await openBoth(host, options);
			const { bindings, shown } = bound;
			const findings: LintFinding[] = [
				...bindings.orphans.map(({ key, place }): LintFinding => {
					const nearest = bindings.nearestKey(key);
					return {
						rule: "orphan-probe",
						severity: "error",
						message: `the document has no item "${key}"${nearest === null ? "" : `; did you mean "${nearest}"?`}`,
						file: shown ?? "probes.yaml",
						...place,
					};
				}),
				...bindings.unbound.map(
					(item): LintFinding => ({
						rule: "unbound-item",
						severity: "warning",
						message: `nothing is bound to ${item.id}`,
						file: open.at.shown,
						...open.document.source.at(item.box.span.start),
					}),
				),
			];
			show(host, options, { findings }, () => {
				const lines = findings.map(
					({ file, line, column, severity, message, rule }) =>
						`${printable(file)}:${line}:${column}: ${severity}: ${printable(message)} [${rule}]\n`,
				);
				const total =
					findings.length === 0 ? "no findings" : `${findings.length} ${findings.length === 1 ? "finding" : "findings"}`;
				return `${lines.join("")}${total} in ${printable(shown ?? "no probes file")}\n`;
			});
			done(findings.some(({ severity }) => severity === "error" || options.strict) ? exitCode.findings : exitCode.done);
		});
};
