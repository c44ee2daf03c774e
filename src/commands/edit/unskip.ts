import { editDocument } from "../../app/edit-document.ts";
import type { EditCommandOptions } from "../../app/options.ts";
import type { Declare } from "../command.ts";
import { editOptions } from "../options/edit-options.ts";
import { chooseItems, type Purpose } from "./choose-items.ts";

const purpose: Purpose = {
	title: "Applicable again",
	offers: (item) => item.struck !== null,
	ranges: { take: () => true, because: "" },
};

export const declareUnskip: Declare = (command, ports, done) => {
	editOptions(command)
		.argument("[item...]", "ids, parts of ids, words of a text, a range a..b, a group GROUP/*; leading phases narrow them")
		.action(async (words: readonly string[], options: EditCommandOptions) => {
			done(
				await editDocument(ports, options, {
					command: "unskip",
					decide: async (open) => ({ kind: "unskip", items: await chooseItems(ports, words, open, purpose) }),
				}),
			);
		});
};
