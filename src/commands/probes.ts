import type { Declare } from "./command.ts";
import { declareCoverage } from "./probes/coverage.ts";
import { declareExplain } from "./probes/explain.ts";
import { declareInit } from "./probes/init.ts";
import { declareLint } from "./probes/lint.ts";
import { declareList } from "./probes/list.ts";
import { declareRbac } from "./probes/rbac.ts";

/** What is bound to what. Nothing here asks a probe anything. */
export const declareProbes: Declare = (command, host, done) => {
	declareList(command.command("list").description("What proves each item."), host, done);
	declareExplain(command.command("explain").description("All about the probe of an item."), host, done);
	declareCoverage(command.command("coverage").description("How many items are bound, to what, and which are not."), host, done);
	declareLint(command.command("lint").description("Check the probes file against its schema and the document."), host, done);
	declareRbac(command.command("rbac").description("Print the least roles that the probes need."), host, done);
	declareInit(
		command.command("init").description("Print a probes file to start from, worked out from the words of the items."),
		host,
		done,
	);
};
