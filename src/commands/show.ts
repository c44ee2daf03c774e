import { locateDocument } from "../app/locate-document.ts";
import { openDocument } from "../app/open-document.ts";
import { openProbes } from "../app/open-probes.ts";
import type { DocumentOptions } from "../app/options.ts";
import { selectForVerify } from "../app/verify-selection.ts";
import { exitCode, Failure } from "../model/failure.ts";
import type { Item } from "../model/item.ts";
import { renderJson } from "../reporters/json.ts";
import { printable } from "../text/printable.ts";
import type { Declare } from "./command.ts";
import { documentOptions } from "./options/document-options.ts";
import { outputFormat } from "./options/output-format.ts";

interface ShowOptions extends DocumentOptions {
	readonly output: "text" | "json";
}

/** Everything in the document and the probes file about one item or success criterion. */
export const declareShow: Declare = (command, ports, done) => {
	documentOptions(command)
		.argument("<item...>", "an id, a unique part of one, or words of its text")
		.option("-o, --output <format>", "text, json", outputFormat({ text: true, json: true }), "text")
		.action(async (words: readonly string[], options: ShowOptions) => {
			const open = await openDocument(ports, locateDocument(ports, options.file), options.probes);
			const { items, criteria } = selectForVerify(words, open.document);
			const [one, ...more] = [...items, ...criteria];
			if (one === undefined || more.length > 0)
				throw new Failure(
					"usage",
					`"${words.join(" ")}" matches ${1 + more.length} items`,
					"use an id: boulder-migrate list shows them",
				);
			const { bindings, displayPath } = await openProbes(ports, open, null, null);
			const probe = bindings.of.get(one.id);
			const line = open.document.source.lineOf(one.text.span.start);
			const item = items[0] ?? null;
			const data = {
				schemaVersion: 1,
				document: open.at.displayPath,
				id: one.id,
				phase: one.phase,
				text: one.text.value,
				line,
				checked: item?.box.value ?? null,
				optional: item?.optional ?? false,
				skipped: item?.notApplicable?.value ?? null,
				evidence: (item?.evidence ?? []).map(({ text, reviewer, day, until }) => ({
					text,
					reviewer,
					date: day.value,
					until: until?.value ?? null,
				})),
				probe:
					probe === undefined
						? null
						: { type: probe.probe.type, proves: probe.probe.proves, file: displayPath, line: probe.place.line },
			};
			const lines = [
				`${item === null ? "" : `${boxOf(item)} `}${printable(data.text)}`,
				`id:       ${printable(data.id)}`,
				`document: ${printable(data.document)}:${line}`,
				...(data.skipped === null ? [] : [`skipped:  ${printable(data.skipped)}`]),
				...data.evidence.map(({ text, reviewer, date }) => `evidence: ${printable(text)} (${printable(reviewer)}, ${date})`),
				data.probe === null
					? "probe:    none"
					: `probe:    ${data.probe.type}: ${printable(data.probe.proves)} (${printable(data.probe.file ?? "")}:${data.probe.line})`,
			];
			ports.output.stdout.write(options.output === "json" ? renderJson(data) : `${lines.join("\n")}\n`);
			done(exitCode.done);
		});
};

function boxOf({ box, notApplicable }: Item): string {
	return notApplicable !== null ? "n/a" : box.value ? "[x]" : "[ ]";
}
