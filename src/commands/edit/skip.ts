import { editDocument } from "../../app/edit-document.ts";
import type { EditCommandOptions } from "../../app/options.ts";
import { counts } from "../../model/item.ts";
import type { Declare } from "../command.ts";
import { editOptions } from "../options/edit-options.ts";
import { chooseItems, type Purpose } from "./choose-items.ts";
import { reasonFrom } from "./reason.ts";

const purpose: Purpose = {
	title: "Not applicable",
	offers: (item) => item.notApplicable === null && !item.box.value,
	// A finished item was applicable; to skip it anyway, name it.
	ranges: { take: (item) => counts(item) && !item.box.value, because: "they do not count or are checked off" },
};

export const declareSkip: Declare = (command, ports, done) => {
	editOptions(command)
		.argument("[item...]", "ids, parts of ids, words of a text, a range a..b, a group GROUP/*; leading phases narrow them")
		.option("--reason <text>", "why it is not applicable; or give it as the last argument, quoted")
		.action(async (given: readonly string[], options: EditCommandOptions & { readonly reason?: string }) => {
			// An item is at most a few words, each an argument of its own; a quoted sentence behind it is the reason.
			const last = given.length > 1 ? given.at(-1) : undefined;
			const isReason = options.reason === undefined && last !== undefined && /\s/.test(last.trim());
			const words = isReason ? given.slice(0, -1) : given;
			const reason = reasonFrom(isReason ? [last] : [], options.reason, 'skip 2/sfe-deployment "not part of this migration"');
			done(
				await editDocument(ports, options, {
					command: "skip",
					decide: async (open) => ({ kind: "skip", items: await chooseItems(ports, words, open, purpose), reason }),
				}),
			);
		});
};
