import { editDocument } from "../../app/edit-document.ts";
import type { EditCommandOptions } from "../../app/options.ts";
import { selectPhase } from "../../app/select-phases.ts";
import { Failure } from "../../model/failure.ts";
import type { Declare } from "../command.ts";
import { createOption, editOptions } from "../options/edit-options.ts";

export const declareBlock: Declare = (command, ports, done) => {
	createOption(editOptions(command))
		.argument("<phase>", "its number, or words of its title")
		.requiredOption("--reason <text>", "what blocks it")
		.action(async (word: string, options: EditCommandOptions & { readonly reason: string }) => {
			const { reason } = options;
			if (reason.trim() === "") throw new Failure("usage", "--reason is empty", "say what blocks it");
			done(
				await editDocument(ports, options, {
					command: "block",
					decide: ({ document }) => ({ kind: "block", phase: selectPhase(word, document.phases), reason }),
				}),
			);
		});
};
