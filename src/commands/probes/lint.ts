import type { StatusDocument } from "../../model/document.ts";
import { exitCode } from "../../model/failure.ts";
import { portMismatch } from "../../model/item-ports.ts";
import { everyItem } from "../../model/phase.ts";
import type { Binding } from "../../probes/file/read-probes.ts";
import { portsOf } from "../../probes/ports.ts";
import type { Probe, Trap } from "../../probes/probe.ts";
import { printable } from "../../text/printable.ts";
import type { Bindings } from "../../verify/bind.ts";
import type { Declare } from "../command.ts";
import { documentOptions } from "../options/document-options.ts";
import { formatOption, openBoth, type ProbesOptions, show } from "./open.ts";

interface LintOptions extends ProbesOptions {
	readonly strict?: boolean;
}

interface LintFinding {
	readonly rule: "orphan-probe" | "unbound-item" | "port-mismatch" | Trap["rule"];
	readonly severity: "error" | "warning";
	readonly message: string;
	readonly file: string;
	readonly line: number;
	readonly column: number;
}

export const declareLint: Declare = (command, ports, done) => {
	formatOption(documentOptions(command))
		.option("--strict", "treat warnings as errors")
		.action(async (options: LintOptions) => {
			const { open, bound } = await openBoth(ports, options);
			const { bindings, displayPath } = bound;
			const findings: LintFinding[] = [
				...bindings.orphans.map(({ key, place }): LintFinding => {
					const nearest = bindings.nearestKey(key);
					return {
						rule: "orphan-probe",
						severity: "error",
						message: `the document has no item "${key}"${nearest === null ? "" : `; did you mean "${nearest}"?`}`,
						file: displayPath ?? "probes.yaml",
						...place,
					};
				}),
				...portFindings(open.document, bindings).map(
					({ message, place }): LintFinding => ({
						rule: "port-mismatch",
						severity: "error",
						message,
						file: displayPath ?? "probes.yaml",
						...place,
					}),
				),
				...trapsIn(bindings.all.map(({ probe }) => probe)).map(
					({ rule, place, message, better }): LintFinding => ({
						rule,
						severity: "warning",
						message: `${message}; better: ${better}`,
						file: displayPath ?? "probes.yaml",
						line: place.line,
						column: place.column,
					}),
				),
				...unboundIn(open.document, bindings).map(
					(item): LintFinding => ({
						rule: "unbound-item",
						severity: "warning",
						message: `nothing is bound to ${item.id}`,
						file: open.at.displayPath,
						...open.document.source.at(item.box.span.start),
					}),
				),
			];
			show(ports, options, { findings }, () => {
				const lines = findings.map(
					({ file, line, column, severity, message, rule }) =>
						`${printable(file)}:${line}:${column}: ${severity}: ${printable(message)} [${rule}]\n`,
				);
				const total =
					findings.length === 0 ? "no findings" : `${findings.length} ${findings.length === 1 ? "finding" : "findings"}`;
				return `${lines.join("")}${total} in ${printable(displayPath ?? "no probes file")}\n`;
			});
			done(findings.some(({ severity }) => severity === "error" || options.strict) ? exitCode.findings : exitCode.done);
		});
};

/** Each trap once: forEach repeats its probe for each element. */
function trapsIn(probes: readonly Probe[]): readonly Trap[] {
	const found = new Map<string, Trap>();
	const visit = (probe: Probe): void => {
		for (const trap of probe.traps?.() ?? []) found.set(`${trap.place.line}:${trap.place.column}:${trap.rule}`, trap);
		probe.parts.forEach(visit);
	};
	probes.forEach(visit);
	return [...found.values()].sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
}

function portFindings(
	document: StatusDocument,
	{ of }: Bindings,
): readonly { readonly message: string; readonly place: Binding["place"] }[] {
	return document.phases.flatMap(everyItem).flatMap(({ id, text }) => {
		const binding = of.get(id);
		if (binding?.key !== id) return [];
		const problem = portMismatch(text.value, portsOf(binding.probe));
		return problem === null
			? []
			: [{ message: `${id}: ${problem}`, place: { line: binding.place.line, column: binding.place.column } }];
	});
}

/** Only in phases where something is bound: the others are not to be probed yet. */
function unboundIn(document: StatusDocument, bindings: Bindings): Bindings["unbound"] {
	const unbound = new Set(bindings.unbound.map(({ id }) => id));
	const begun = new Set(
		document.phases.filter((phase) => everyItem(phase).some(({ id }) => !unbound.has(id))).map(({ id }) => id),
	);
	return bindings.unbound.filter(({ phase }) => begun.has(phase));
}
