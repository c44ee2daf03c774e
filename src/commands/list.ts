import { locateDocument } from "../app/locate-document.ts";
import { openDocument } from "../app/open-document.ts";
import type { DocumentOptions } from "../app/options.ts";
import { readStatus } from "../app/read-status.ts";
import { widthOf } from "../app/terminal.ts";
import { dayOf } from "../model/date.ts";
import { exitCode, Failure } from "../model/failure.ts";
import { type GridCell, grid } from "../reporters/grid.ts";
import { renderJson } from "../reporters/json.ts";
import { colourless } from "../reporters/palette.ts";
import { printable } from "../text/printable.ts";
import type { Declare } from "./command.ts";
import { documentOptions } from "./options/document-options.ts";
import { outputFormat } from "./options/output-format.ts";

interface ListOptions extends DocumentOptions {
	readonly output: "text" | "json";
	readonly checked?: boolean;
	readonly unchecked?: boolean;
}

/** One line for each item and check: its checkbox, its id and its text. */
export const declareList: Declare = (command, ports, done) => {
	documentOptions(command)
		.argument("[phase...]", "phases to list: 2, 2-4, 3,5, or words of a title (default: all)")
		.option("--checked", "list only what is checked off")
		.option("--unchecked", "list only what is not checked off")
		.option("-o, --output <format>", "text, json", outputFormat({ text: true, json: true }), "text")
		.action(async (words: readonly string[], options: ListOptions) => {
			if (options.checked && options.unchecked)
				throw new Failure("usage", "--checked and --unchecked exclude each other", "leave out one of them");
			const { at, document, owners } = await openDocument(ports, locateDocument(ports, options.file), options.probes);
			const { report } = readStatus(words, document, at.displayPath, dayOf(ports.clock.now()), { owners });
			const items = report.phases
				.flatMap(({ items, validation, criteriaChecks }) => [...items, ...validation.items, ...criteriaChecks.items])
				.filter(({ checked }) => (!options.checked || checked) && (!options.unchecked || !checked));
			const rows = items.map(({ id, text, checked, skipped }): GridCell[] => [
				{ text: skipped ? "n/a" : checked ? "[x]" : "[ ]" },
				{ text: printable(id) },
				{ text: printable(text) },
			]);
			const columns = ["", "ID", "TEXT"].map((title) => ({
				title,
				align: "left" as const,
				...(title === "TEXT" ? { shrinksTo: 16 } : {}),
			}));
			const lines = grid(columns, rows, widthOf(ports, ports.output.stdout), colourless.faint).map((line) => `${line}\n`);
			const text = items.length === 0 ? "no items\n" : lines.join("");
			ports.output.stdout.write(
				options.output === "json" ? renderJson({ schemaVersion: 1, document: at.displayPath, items }) : text,
			);
			done(exitCode.done);
		});
};
