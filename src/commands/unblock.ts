import type { Declare } from "./command.ts";
import { editDocument } from "./edit-document.ts";
import { type EditOptions, editOptions } from "./edit-options.ts";
import { selectPhase } from "./select-phases.ts";

export const declareUnblock: Declare = (command, host, done) => {
	editOptions(command)
		.argument("<phase>", "its number, or words of its title")
		.action(async (word: string, options: EditOptions) => {
			done(
				await editDocument(host, options, {
					command: "unblock",
					decide: ({ document }) => ({ kind: "unblock", phase: selectPhase(word, document.phases) }),
				}),
			);
		});
};
