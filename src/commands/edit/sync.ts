import { editDocument } from "../../app/edit-document.ts";
import type { EditCommandOptions } from "../../app/options.ts";
import type { Declare } from "../command.ts";
import { editOptions } from "../options/edit-options.ts";

export const declareSync: Declare = (command, ports, done) => {
	editOptions(command).action(async (options: EditCommandOptions) => {
		done(await editDocument(ports, options, { command: "sync", decide: () => ({ kind: "sync" }) }));
	});
};
