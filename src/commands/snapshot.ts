import { dayOf } from "../model/date.ts";
import { type ExitCode, exitCode, Failure } from "../model/failure.ts";
import { everyItem } from "../model/phase.ts";
import { examine } from "../verify/examine.ts";
import { type ClusterOptions, clusterOptions } from "./cluster-options.ts";
import type { Declare } from "./command.ts";
import { type DocumentOptions, documentOptions } from "./document-options.ts";
import type { Host } from "./host.ts";
import { locateDocument } from "./locate-document.ts";
import { clustersOf } from "./open-clusters.ts";
import { openDocument } from "./open-document.ts";
import { openProbes } from "./open-probes.ts";
import { selectForVerify } from "./verify-selection.ts";

interface SnapshotOptions extends DocumentOptions, ClusterOptions {
	readonly output: string;
}

export const declareSnapshot: Declare = (command, host, done) => {
	clusterOptions(documentOptions(command))
		.argument("[phase|item...]", "record what the probes of these read (default: of all)")
		.requiredOption("-o, --output <file>", "the recording; - is standard output")
		.action(async (words: readonly string[], options: SnapshotOptions) => done(await snapshot(words, options, host)));
};

/** Asks the probes as `verify` does, and keeps the answers instead of the verdicts. */
async function snapshot(words: readonly string[], options: SnapshotOptions, host: Host): Promise<ExitCode> {
	if (options.snapshot !== undefined)
		throw new Failure("usage", "a recording is made of a cluster, not of a recording", "leave out --snapshot");
	const open = await openDocument(host, locateDocument(host, options.file), options.probes);
	const { bindings, root } = await openProbes(host, open, options.probes, options.namespace ?? null);
	const { items, criteria } = selectForVerify(words, open.document);
	const { recorder } = await import("../cluster/recording.ts");
	const clusters = await clustersOf(host, options);
	const made = recorder(host.now().toISOString());
	const everything = new Map(open.document.phases.flatMap(everyItem).map((item) => [item.id, item]));
	const workTree = await host.workTree(root);
	for (const one of clusters) {
		const uid = await one.uid();
		await examine(
			[...items, ...criteria].map(({ id }) => id),
			everything,
			bindings,
			{
				cluster: made.record(one.cluster, uid),
				workTree,
				today: dayOf(host.now()),
				now: host.now().toISOString(),
				allowExec: false,
			},
		);
		one.close();
	}
	const text = made.text();
	if (options.output === "-") host.stdout.write(text);
	else {
		await host.files.write(options.output, new TextEncoder().encode(text));
		host.stderr.write(`${options.output}: ${made.reads} reads of ${clusters.map(({ cluster }) => cluster.context).join(", ")}\n`);
	}
	return exitCode.done;
}
