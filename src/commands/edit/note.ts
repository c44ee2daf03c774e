import { editDocument } from "../../app/edit-document.ts";
import type { EditCommandOptions } from "../../app/options.ts";
import { selectPhase } from "../../app/select-phases.ts";
import { Failure } from "../../model/failure.ts";
import type { Declare } from "../command.ts";
import { createOption, editOptions } from "../options/edit-options.ts";

export const declareNote: Declare = (command, ports, done) => {
	createOption(editOptions(command, { history: false }))
		.argument("<phase>", "its number, or words of its title")
		.argument("<text...>", "the lesson")
		.action(async (word: string, words: readonly string[], options: EditCommandOptions) => {
			const text = words.join(" ");
			if (text.trim() === "") throw new Failure("usage", "the note is empty");
			done(
				await editDocument(ports, options, {
					command: "note",
					decide: ({ document }) => ({ kind: "note", phase: selectPhase(word, document.phases), text }),
				}),
			);
		});
};
