import { optionalNamespaces, rightsOf } from "../../app/rights.ts";
import { selectForVerify } from "../../app/verify-selection.ts";
import { exitCode } from "../../model/failure.ts";
import { printable } from "../../text/printable.ts";
import { type RoleManifest, rolesFor } from "../../verify/rbac.ts";
import type { Declare } from "../command.ts";
import { documentOptions } from "../options/document-options.ts";
import { openBoth, type ProbesOptions } from "./open.ts";

interface RbacOptions extends ProbesOptions {
	readonly name: string;
	readonly namespace?: string;
}

export const declareRbac: Declare = (command, ports, done) => {
	documentOptions(command)
		.argument("[phase|item...]", "for these alone (default: all)")
		.option("--name <name>", "the name of the roles", "boulder-migrate-verify")
		.option("-n, --namespace <name>", "the namespace where a probe names none")
		.action(async (words: readonly string[], options: RbacOptions) => {
			const { open, bound } = await openBoth(ports, options);
			const { items, criteria, risks } = selectForVerify(words, open.document);
			const ids = [...items, ...criteria, ...risks].map(({ id }) => id);
			const rights = rightsOf(ids, bound.bindings);
			const optional = optionalNamespaces(items, ids, bound.bindings);
			const { renderYaml } = await import("../../reporters/yaml.ts");
			const roles = rolesFor(rights, options.name, bound.probes.clusterUid !== null);
			// Last, so that they are easy to cut off if only the required roles are applied.
			const isOptional = (role: RoleManifest): boolean => optional.includes(role.metadata.namespace ?? "");
			const ordered = [...roles.filter((role) => !isOptional(role)), ...roles.filter(isOptional)];
			ports.output.stdout.write(ordered.map((role) => renderYaml(role)).join("---\n"));
			for (const namespace of optional)
				ports.output.stderr.write(
					`only optional items need the namespace ${printable(namespace)}; its role comes last, and can be created only once the namespace exists\n`,
				);
			if (roles.length === 0) ports.output.stderr.write("the probes of these items ask no cluster\n");
			done(exitCode.done);
		});
};
