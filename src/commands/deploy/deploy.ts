import { type Command, Option } from "commander";
import type { OpenDocument } from "../../app/open-document.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { startProbes } from "../../app/repeat-options.ts";
import { optionalNamespaces, rightsOf } from "../../app/rights.ts";
import { selectForVerify } from "../../app/verify-selection.ts";
import { type Contents, type FileContent, maxConfigMapBytes, sizeOf } from "../../deploy/config-maps.ts";
import { manifests } from "../../deploy/manifests.ts";
import { exitCode, Failure } from "../../model/failure.ts";
import { advice } from "../../text/command-line.ts";
import { printable } from "../../text/printable.ts";
import { readsFiles } from "../../verify/probes-behind.ts";
import { rolesFor } from "../../verify/rbac.ts";
import type { Declare } from "../command.ts";
import { documentOptions } from "../options/document-options.ts";
import { durationInSeconds } from "../options/duration-option.ts";
import { outputFormat } from "../options/output-format.ts";
import { openBoth } from "../probes/open.ts";
import { type DeployOptions, deploymentOf } from "./deploy-options.ts";

export const declareDeploy: Declare = (command, ports, done) => {
	options(command, imageOf(ports)).action(async (words: readonly string[], given: DeployOptions) => {
		await deploy(words, given, ports);
		done(exitCode.done);
	});
};

/** JSON is one List, as kubectl prints and applies it. */
const formats = {
	yaml: async () => (await import("../../reporters/manifest-yaml.ts")).renderManifests,
	json: async () => {
		const { renderJson } = await import("../../reporters/json.ts");
		return (items: readonly object[]): string => renderJson({ apiVersion: "v1", kind: "List", items });
	},
} as const;

/** The image that the repository's Dockerfile makes of this version. */
function imageOf({ invocation }: Ports): string {
	return `ghcr.io/boulder-migrate/boulder-migrate:${invocation.version}`;
}

function options(command: Command, image: string): Command {
	return documentOptions(command)
		.argument("[phase|item...]", "verify these alone (default: all)")
		.option("-o, --output <format>", Object.keys(formats).join(", "), outputFormat(formats), "yaml")
		.option("--image <image>", "the image to run", image)
		.option("-n, --namespace <name>", "the namespace where it runs (default: that of the probes file)")
		.option("--name <name>", "the name of the CronJob, and the beginning of all others", "boulder-migrate")
		.option("--schedule <cron>", "when it verifies", "*/30 * * * *")
		.addOption(new Option("--deadline <duration>", "how long a run may take").argParser(durationInSeconds).default(600, "10m"))
		.option("--publish", "publish the report, and a log of the verdicts, in ConfigMaps")
		.option("--pushgateway <url>", "push the metrics to this Pushgateway")
		.option("--with-optional", "with the roles for namespaces that only optional items need; these namespaces must exist")
		.option("--alerts", "with alert rules for drift, as a PrometheusRule")
		.addOption(
			new Option("--stale-after <duration>", "with --alerts: how old a report may be")
				.argParser(durationInSeconds)
				.default(7200, "2h"),
		);
}

/** Prints only; a user with write access to the cluster applies it. */
async function deploy(words: readonly string[], given: DeployOptions, ports: Ports): Promise<void> {
	const { file, probes } = given;
	const { open, bound } = await openBoth(ports, {
		...(file === undefined ? {} : { file }),
		...(probes === undefined ? {} : { probes }),
	});
	if (open.probesFile === null)
		throw new Failure("unusable", "there is no probes file", advice("start one: ", startProbes(open.at)));
	const { items, criteria, risks, chosen } = selectForVerify(words, open.document);
	const proven = risks.filter(({ id }) => bound.bindings.of.has(id));
	const ids = [...items, ...criteria, ...proven].map(({ id }) => id);
	const inside = ids.filter((id) => !readsFiles(id, bound.bindings));
	const left = ids.filter((id) => !inside.includes(id));
	if (inside.length === 0) throw new Failure("usage", "nothing is left to verify: every probe reads files that no cluster has");
	const deployment = deploymentOf(given, bound.probes.defaults.namespace, chosen || left.length > 0 ? inside : []);
	const optional = optionalNamespaces(items, inside, bound.bindings).filter((namespace) => namespace !== deployment.namespace);
	const omitted = given.withOptional ? [] : optional;
	const roles = rolesFor(rightsOf(inside, bound.bindings), deployment.name, bound.probes.clusterUid !== null).filter(
		({ metadata }) => !omitted.includes(metadata.namespace ?? ""),
	);
	const needed = new Set([deployment.namespace, ...roles.flatMap(({ metadata }) => metadata.namespace ?? [])]);
	const { isPlain } = await import("../../reporters/manifest-yaml.ts");
	const contents = contentsOf(open, isPlain);
	const size = sizeOf(contents);
	// The size includes the keys.
	if (size > maxConfigMapBytes - 100)
		throw new Failure(
			"unusable",
			`the document and the probes file have ${Math.ceil(size / 1024)} KiB, and a ConfigMap takes 1 MiB`,
			"split the document, or verify from outside with a kubeconfig",
		);
	const render = await formats[given.output]();
	ports.output.stdout.write(render(manifests(deployment, contents, roles)));
	const notes = [
		`namespaces that must exist: ${[...needed].sort().join(", ")}`,
		...(omitted.length === 0
			? []
			: [
					`left out: the ${omitted.length === 1 ? "role" : "roles"} for ${omitted.join(", ")}, which only optional items need; add --with-optional once ${omitted.length === 1 ? "it exists" : "they exist"}`,
				]),
		...(left.length === 0 ? [] : [`left out, because their probes read files that no cluster has: ${left.join(", ")}`]),
		...(deployment.image === imageOf(ports)
			? [`the image is not published yet: build it from the Dockerfile, and name it with --image (now ${deployment.image})`]
			: []),
		...(!deployment.publishes && deployment.pushgateway === null
			? ["the report is only in the log of each Job; --publish publishes it in a ConfigMap, --pushgateway as metrics"]
			: []),
		"apply it, in each cluster: … | kubectl apply --server-side -f -",
	];
	for (const line of notes) ports.output.stderr.write(`${printable(line)}\n`);
}

function contentsOf({ bytes, probesFile }: OpenDocument, isPlain: (text: string) => boolean): Contents {
	const content = (of: Uint8Array): FileContent => {
		const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(of);
		return { bytes: of, plain: isPlain(text) ? text : null, base64: Buffer.from(of).toString("base64") };
	};
	return { document: content(bytes), probes: content(new TextEncoder().encode(probesFile?.text ?? "")) };
}
