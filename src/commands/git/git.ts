import type { Declare } from "../command.ts";
import { declareInstall } from "./install.ts";
import { declareMerge } from "./merge.ts";

/** What git calls: the hook and the merge driver. */
export const declareGit: Declare = (command, ports, done) => {
	declareInstall(
		command
			.command("install")
			.summary("set up the pre-commit hook and the merge driver in this repository")
			.description("Set up the pre-commit hook and the merge driver in this repository."),
		ports,
		done,
	);
	declareMerge(
		command
			.command("merge")
			.summary("merge two versions of the document by meaning; git runs it as a merge driver")
			.description("Merge two versions of the document by meaning; git runs it as a merge driver."),
		ports,
		done,
	);
};
