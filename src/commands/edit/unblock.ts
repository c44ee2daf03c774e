import { editDocument } from "../../app/edit-document.ts";
import type { EditCommandOptions } from "../../app/options.ts";
import { selectPhase } from "../../app/select-phases.ts";
import type { Declare } from "../command.ts";
import { editOptions } from "../options/edit-options.ts";

export const declareUnblock: Declare = (command, ports, done) => {
	editOptions(command)
		.argument("<phase>", "its number, or words of its title")
		.action(async (word: string, options: EditCommandOptions) => {
			done(
				await editDocument(ports, options, {
					command: "unblock",
					decide: ({ document }) => ({ kind: "unblock", phase: selectPhase(word, document.phases) }),
				}),
			);
		});
};
