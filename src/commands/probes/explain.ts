import { rightsOf } from "../../app/rights.ts";
import { selectForVerify } from "../../app/verify-selection.ts";
import { exitCode, Failure } from "../../model/failure.ts";
import { probeTypes } from "../../probes/index.ts";
import { advice, commandLine } from "../../text/command-line.ts";
import { splitLines } from "../../text/lines.ts";
import { printable } from "../../text/printable.ts";
import { resourceOf } from "../../verify/rbac.ts";
import type { Declare } from "../command.ts";
import { documentOptions } from "../options/document-options.ts";
import { formatOption, openBoth, type ProbesOptions, show } from "./open.ts";

interface ExplainOptions extends ProbesOptions {
	readonly history?: boolean;
	readonly verdicts?: string;
}

export const declareExplain: Declare = (command, ports, done) => {
	formatOption(documentOptions(command))
		.argument("<item...>", "the item, as for check-off, or the id of a criterion or a risk")
		.option("--history", "who checked it off, when, verified or not, and what changed since, from git")
		.option("--verdicts <file>", "with --history: the log that verify --record writes")
		.action(async (words: readonly string[], options: ExplainOptions) => {
			if (options.verdicts !== undefined && !options.history)
				throw new Failure("usage", "--verdicts is a log for --history", "use both: explain ITEM --history --verdicts FILE");
			const { open, bound } = await openBoth(ports, options);
			const { items, criteria, risks } = selectForVerify(words, open.document);
			const found = [...items, ...criteria, ...risks.map((risk) => ({ id: risk.id, text: risk.risk }))];
			const [one] = found;
			if (one === undefined || found.length > 1)
				throw new Failure("usage", `these words mean ${found.length} items`, "explain one of them");
			if (options.history) {
				const [item] = items;
				if (item === undefined)
					throw new Failure("usage", `${one.id} has no checkbox, so it cannot be checked off`, "name an item");
				const { itemHistory } = await import("../../app/item-history.ts");
				const { renderItemHistory } = await import("../../reporters/item-history/text.ts");
				const history = await itemHistory(ports, open, item, options.verdicts);
				show(ports, options, history, () => renderItemHistory(history));
				done(exitCode.done);
				return;
			}
			const binding = bound.bindings.of.get(one.id);
			const probe = binding?.probe ?? null;
			const rights = rightsOf([one.id], bound.bindings).map(({ verbs, group, resource, namespace, optional }) => {
				const target = typeof resource === "string" ? { group, resource } : resourceOf(resource.apiVersion, resource.kind);
				const name = target.group === "" ? target.resource : `${target.resource}.${target.group}`;
				return `${verbs.join(", ")} ${name}${namespace === null ? "" : ` in ${namespace}`}${optional ? " (only to explain more)" : ""}`;
			});
			const source = binding === undefined ? null : excerpt(bound.text, binding.place.line);
			const data = {
				id: one.id,
				text: one.text.value,
				line: open.document.source.lineOf(one.text.span.start),
				probe:
					probe === null
						? null
						: {
								type: probe.type,
								proves: probe.proves,
								asks: probe.asks,
								boundBy: binding?.key ?? null,
								file: bound.displayPath,
								line: binding?.place.line ?? null,
								rights: [...new Set(rights)],
							},
			};
			show(ports, options, data, () => {
				const head = `${printable(one.id)}\n  ${printable(one.text.value)} (${printable(open.at.displayPath)}:${data.line})\n`;
				if (probe === null) return `${head}\nNothing is bound to it: only its box speaks for it.\n`;
				const kind = probeTypes.find((type) => type.name === probe.type)?.proves ?? "";
				const lines = [
					head,
					`Proves that ${printable(probe.proves)}.`,
					`A probe of the type ${probe.type}: ${kind}.`,
					...(probe.asks === null ? [] : [`Asks a person: ${printable(probe.asks)}`]),
					"",
					`${printable(bound.displayPath ?? "")}:${binding?.place.line ?? 0}${binding?.key === one.id ? "" : ` (by ${printable(binding?.key ?? "")})`}`,
					...(source ?? []).map((line) => `  ${printable(line.replaceAll("\t", "  "))}`),
				];
				if (rights.length > 0) lines.push("", "Needs to", ...[...new Set(rights)].map((right) => `  ${right}`));
				const ask = advice("Ask it: ", commandLine`boulder-migrate verify ${one.id}`);
				if (ask !== null) lines.push("", ask);
				return `${lines.join("\n")}\n`;
			});
			done(exitCode.done);
		});
};

/** The lines of a binding in the probes file: those indented deeper than its key. */
function excerpt(text: string, line: number): string[] {
	const lines = splitLines(text);
	const first = lines[line - 1] ?? "";
	const indent = /^\s*/.exec(first)?.[0].length ?? 0;
	let end = line;
	while (end < lines.length && (lines[end]?.trim() === "" || (/^\s*/.exec(lines[end] ?? "")?.[0].length ?? 0) > indent)) end += 1;
	return lines
		.slice(line - 1, end)
		.map((each) => each.slice(indent))
		.join("\n")
		.trimEnd()
		.split("\n");
}
