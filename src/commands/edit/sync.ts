import { editDocument } from "../../app/edit-document.ts";
import { type EditCommandOptions, editOptions } from "../../app/options/edit-options.ts";
import type { Declare } from "../command.ts";

export const declareSync: Declare = (command, ports, done) => {
	editOptions(command).action(async (options: EditCommandOptions) => {
		done(await editDocument(ports, options, { command: "sync", decide: () => ({ kind: "sync" }) }));
	});
};
