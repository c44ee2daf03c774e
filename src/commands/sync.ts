import type { Declare } from "./command.ts";
import { editDocument } from "./edit-document.ts";
import { type EditOptions, editOptions } from "./edit-options.ts";

export const declareSync: Declare = (command, host, done) => {
	editOptions(command).action(async (options: EditOptions) => {
		done(await editDocument(host, options, { command: "sync", decide: () => ({ kind: "sync" }) }));
	});
};
