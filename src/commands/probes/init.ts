import { locateDocument } from "../../app/locate-document.ts";
import { openDocument } from "../../app/open-document.ts";
import { exitCode } from "../../model/failure.ts";
import type { Item } from "../../model/item.ts";
import { everyItem } from "../../model/phase.ts";
import type { Declare } from "../command.ts";
import { documentOptions } from "../options/document-options.ts";
import type { ProbesOptions } from "./open.ts";

interface InitOptions extends ProbesOptions {
	readonly namespace: string;
}

export const declareInit: Declare = (command, ports, done) => {
	documentOptions(command)
		.option("-n, --namespace <name>", "the namespace that the probes look into", "default")
		.action(async (options: InitOptions) => {
			const open = await openDocument(ports, locateDocument(ports, options.file));
			const { renderYaml } = await import("../../reporters/yaml.ts");
			const lines = [
				"# What proves each item. Names are worked out from the words of the items: correct them.",
				"# boulder-migrate probes lint",
				"schemaVersion: 1",
				`defaults: ${JSON.stringify({ namespace: options.namespace, timeout: "10s", stableFor: "10s" })}`,
				"probes:",
			];
			for (const item of open.document.phases.flatMap(everyItem)) {
				lines.push(`  # ${item.text.value.replace(/[\r\n]+/g, " ")}`);
				lines.push(
					...renderYaml({ [item.id]: suggest(item) })
						.trimEnd()
						.split("\n")
						.map((line) => `  ${line}`),
				);
			}
			ports.output.stdout.write(`${lines.join("\n")}\n`);
			ports.output.stderr.write("write it beside the document as probes.yaml, then correct the names in it\n");
			done(exitCode.done);
		});
};

/** What an item's own words suggest; where they suggest nothing, a question to a person. */
function suggest(item: Item): object {
	const text = item.text.value;
	const kind = /\b(Deployment|StatefulSet|DaemonSet)\b/i.exec(text)?.[1]?.toLowerCase();
	const ports = [...text.matchAll(/\bports?\s+(\d{2,5}(?:\s*(?:,|and)\s*\d{2,5})*)/gi)]
		.flatMap(([, list = ""]) => list.match(/\d+/g) ?? [])
		.map(Number);
	const subject = text.replace(/\([^)]*\)/g, " ").replace(/\b(Deployment|StatefulSet|DaemonSet)\b/gi, " ");
	const name = subject
		.trim()
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-+|-+$/g, "");
	const words = subject.trim().split(/\s+/).length;
	// "SA-1 Deployment" names one; "Create deployment manifests for each service" does not.
	if (kind !== undefined && name !== "" && words <= 3 && !/\b(create|each|all|set|configure|deployments)\b/i.test(text)) {
		const named = { deployment: "Deployment", statefulset: "StatefulSet", daemonset: "DaemonSet" }[kind] ?? "Deployment";
		return { workload: { kind: named, name, ...(ports.length > 0 ? { ports } : {}) } };
	}
	return { attestation: { ask: `What shows that this is done: ${text}` } };
}
