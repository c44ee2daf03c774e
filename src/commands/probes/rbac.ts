import { exitCode } from "../../model/failure.ts";
import { rolesFor } from "../../verify/rbac.ts";
import type { Declare } from "../command.ts";
import { documentOptions } from "../document-options.ts";
import { selectForVerify } from "../verify-selection.ts";
import { openBoth, type ProbesOptions } from "./open.ts";
import { rightsOf } from "./rights.ts";

interface RbacOptions extends ProbesOptions {
	readonly name: string;
	readonly namespace?: string;
}

export const declareRbac: Declare = (command, host, done) => {
	documentOptions(command)
		.argument("[phase|item...]", "for these alone (default: all)")
		.option("--name <name>", "the name of the roles", "boulder-migrate-verify")
		.option("-n, --namespace <name>", "the namespace where a probe names none")
		.action(async (words: readonly string[], options: RbacOptions) => {
			const { open, bound } = await openBoth(host, options);
			const { items, criteria } = selectForVerify(words, open.document);
			const rights = rightsOf(
				[...items, ...criteria].map(({ id }) => id),
				bound.bindings,
			);
			const { renderYaml } = await import("../../reporters/yaml.ts");
			const roles = rolesFor(rights, options.name, bound.probes.clusterUid !== null);
			host.stdout.write(roles.map((role) => renderYaml(role)).join("---\n"));
			if (roles.length === 0) host.stderr.write("the probes of these items ask no cluster\n");
			done(exitCode.done);
		});
};
