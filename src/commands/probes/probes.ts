import type { Declare } from "../command.ts";
import { declareCoverage } from "./coverage.ts";
import { declareExplain } from "./explain.ts";
import { declareInit } from "./init.ts";
import { declareLint } from "./lint.ts";
import { declareList } from "./list.ts";
import { declareRbac } from "./rbac.ts";

/** What is bound to what. Nothing here asks a probe anything. */
export const declareProbes: Declare = (command, ports, done) => {
	declareList(command.command("list").summary("what proves each item").description("What proves each item."), ports, done);
	declareExplain(
		command.command("explain").summary("all about the probe of an item").description("All about the probe of an item."),
		ports,
		done,
	);
	declareCoverage(
		command
			.command("coverage")
			.summary("how many items are bound, to what, and which are not")
			.description("How many items are bound, to what, and which are not."),
		ports,
		done,
	);
	declareLint(
		command
			.command("lint")
			.summary("check the probes file against its schema and the document")
			.description("Check the probes file against its schema and the document."),
		ports,
		done,
	);
	declareRbac(
		command
			.command("rbac")
			.summary("print the least roles that the probes need")
			.description("Print the least roles that the probes need."),
		ports,
		done,
	);
	declareInit(
		command
			.command("init")
			.summary("print a starter probes file, based on the text of the items")
			.description("Print a starter probes file, based on the text of the items."),
		ports,
		done,
	);
};
