import { widthOf } from "../../app/terminal.ts";
import { selectForVerify } from "../../app/verify-selection.ts";
import { exitCode } from "../../model/failure.ts";
import { type GridCell, type GridColumn, grid } from "../../reporters/grid.ts";
import { printable } from "../../text/printable.ts";
import { type CoveredItem, coverage, coverCriterion, coverRisk } from "../../verify/coverage.ts";
import type { Declare } from "../command.ts";
import { documentOptions } from "../options/document-options.ts";
import { formatOption, openBoth, type ProbesOptions, show } from "./open.ts";

const columns: readonly GridColumn[] = [
	{ title: "ITEM", align: "left" },
	{ title: "BY", align: "left" },
	{ title: "PROVES", align: "left", shrinksTo: 30 },
];

function row({ id, sources, proves, asks }: CoveredItem): readonly GridCell[] {
	const description = proves ?? asks ?? "nothing is bound to it";
	return [{ text: printable(id) }, { text: sources.join(", ") || "-" }, { text: printable(description) }];
}

export const declareList: Declare = (command, ports, done) => {
	formatOption(documentOptions(command))
		.argument("[phase|item...]", "only these")
		.action(async (words: readonly string[], options: ProbesOptions) => {
			const { open, bound } = await openBoth(ports, options);
			const selection = selectForVerify(words, open.document);
			const chosen = new Set(selection.items.map(({ id }) => id));
			const items = coverage(open.document, bound.bindings).items.filter(({ id }) => chosen.has(id));
			const criteria = selection.criteria.map((criterion) => coverCriterion(criterion, open.document, bound.bindings));
			const risks = selection.risks
				.filter(({ id }) => bound.bindings.of.has(id))
				.map((risk) => coverRisk(risk, open.document, bound.bindings));
			show(
				ports,
				options,
				{ items, criteria, ...(risks.length === 0 ? {} : { risks }) },
				() =>
					`${grid(columns, [...items, ...criteria, ...risks].map(row), widthOf(ports, ports.output.stdout), (title) => title).join("\n")}\n`,
			);
			done(exitCode.done);
		});
};
