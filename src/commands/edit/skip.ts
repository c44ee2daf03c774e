import { editDocument } from "../../app/edit-document.ts";
import type { EditCommandOptions } from "../../app/options.ts";
import { Failure } from "../../model/failure.ts";
import { counts } from "../../model/item.ts";
import type { Declare } from "../command.ts";
import { editOptions } from "../options/edit-options.ts";
import { chooseItems, type Purpose } from "./choose-items.ts";

const purpose: Purpose = {
	title: "Not applicable",
	offers: (item) => item.notApplicable === null && !item.box.value,
	// What is done was applicable at least once: whoever wants to skip it all the same names it.
	ranges: { take: (item) => counts(item) && !item.box.value, because: "they do not count or are checked off" },
};

export const declareSkip: Declare = (command, ports, done) => {
	editOptions(command)
		.argument("[item...]", "ids, parts of ids, words of a text, a range a..b, a group GROUP/*; leading phases narrow them")
		.requiredOption("--reason <text>", "why it is not applicable")
		.action(async (words: readonly string[], options: EditCommandOptions & { readonly reason: string }) => {
			const { reason } = options;
			if (reason.trim() === "") throw new Failure("usage", "--reason is empty", "without a reason the item would still count");
			done(
				await editDocument(ports, options, {
					command: "skip",
					decide: async (open) => ({ kind: "skip", items: await chooseItems(ports, words, open, purpose), reason }),
				}),
			);
		});
};
