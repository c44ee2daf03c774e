import { editDocument } from "../../app/edit-document.ts";
import type { EditCommandOptions } from "../../app/options.ts";
import { selectPhase } from "../../app/select-phases.ts";
import type { Declare } from "../command.ts";
import { createOption, editOptions } from "../options/edit-options.ts";
import { reasonFrom } from "./reason.ts";

export const declareBlock: Declare = (command, ports, done) => {
	createOption(editOptions(command))
		.argument("<phase>", "number of the phase, or words of its title")
		.argument("[reason...]", "what blocks it; or use --reason")
		.option("--reason <text>", "what blocks it")
		.action(async (word: string, words: readonly string[], options: EditCommandOptions & { readonly reason?: string }) => {
			const reason = reasonFrom(words, options.reason, 'block 4 "waiting for the secrets store"');
			done(
				await editDocument(ports, options, {
					command: "block",
					decide: ({ document }) => ({ kind: "block", phase: selectPhase(word, document.phases), reason }),
				}),
			);
		});
};
