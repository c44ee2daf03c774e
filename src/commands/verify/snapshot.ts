import { resolve } from "node:path";
import { locateDocument } from "../../app/locate-document.ts";
import { clustersOf } from "../../app/open-clusters.ts";
import { openDocument } from "../../app/open-document.ts";
import { openProbes } from "../../app/open-probes.ts";
import type { ClusterOptions, DocumentOptions } from "../../app/options.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { selectForVerify } from "../../app/verify-selection.ts";
import { ClusterProblem } from "../../cluster/problem.ts";
import type { Recording } from "../../cluster/recording/recording.ts";
import { dayOf } from "../../model/date.ts";
import { type ExitCode, exitCode, Failure, Interrupted } from "../../model/failure.ts";
import { everyItem } from "../../model/phase.ts";
import { printable } from "../../text/printable.ts";
import { count } from "../../text/wording.ts";
import { type Bug, runProbes } from "../../verify/run-probes.ts";
import type { Declare } from "../command.ts";
import { clusterOptions } from "../options/cluster-options.ts";
import { documentOptions } from "../options/document-options.ts";
import { reportBugs } from "./report-bugs.ts";

interface SnapshotOptions extends DocumentOptions, ClusterOptions {
	readonly output: string;
}

export const declareSnapshot: Declare = (command, ports, done) => {
	// It is refused with a reason, and therefore known, but not on offer.
	for (const option of clusterOptions(documentOptions(command)).options) if (option.long === "--snapshot") option.hideHelp();
	command
		.argument("[phase|item...]", "record what the probes of these read (default: of all)")
		.requiredOption("-o, --output <file>", "the recording; - is standard output")
		.action(async (words: readonly string[], options: SnapshotOptions) => done(await snapshot(words, options, ports)));
};

/** Runs the probes as `verify` does, and keeps the responses instead of the verdicts. */
async function snapshot(words: readonly string[], options: SnapshotOptions, ports: Ports): Promise<ExitCode> {
	if (options.snapshot !== undefined)
		throw new Failure("usage", "a recording is made of a cluster, not of a recording", "leave out --snapshot");
	const open = await openDocument(ports, locateDocument(ports, options.file), options.probes);
	const { bindings, root } = await openProbes(ports, open, options.namespace ?? null);
	const { items, criteria, risks } = selectForVerify(words, open.document);
	const { RecordingCluster } = await import("../../cluster/recording/recording-cluster.ts");
	const { renderJson } = await import("../../reporters/json.ts");
	const clusters = await clustersOf(ports, options);
	const bugs: Bug[] = [];
	let unanswered = 0;
	let stopped = false;
	void ports.invocation.interrupted.then(() => {
		stopped = true;
	});
	const everything = new Map(open.document.phases.flatMap(everyItem).map((item) => [item.id, item]));
	const workTree = await ports.files.workTree(root);
	const contexts = await Promise.all(
		clusters.map(async (one) => {
			const cluster = new RecordingCluster(one.cluster);
			const asked = [...items, ...criteria, ...risks].map(({ id }) => id);
			const runContext = {
				workTree,
				today: dayOf(ports.clock.now()),
				now: ports.clock.now().toISOString(),
				allowExec: false,
				bug: (bug: Bug) => bugs.push(bug),
			};
			const found = await runProbes(asked, everything, bindings, { cluster, ...runContext });
			for (const finding of found.values()) if (finding.unanswered) unanswered += 1;
			const uid = await one.uid().catch((problem: unknown) => {
				if (problem instanceof ClusterProblem) return null;
				throw problem;
			});
			one.close();
			return cluster.recorded(uid);
		}),
	);
	// An interrupted run is incomplete and not worth recording.
	if (stopped) throw new Interrupted();
	if (unanswered > 0)
		ports.output.stderr.write(`${count(unanswered, "probe")} got no response; the recording contains the errors\n`);
	const recording: Recording = { schemaVersion: 1, recordedAt: ports.clock.now().toISOString(), contexts };
	const text = renderJson(recording);
	if (options.output === "-") ports.output.stdout.write(text);
	else {
		await ports.files.write(resolve(ports.invocation.directory, options.output), new TextEncoder().encode(text));
		const reads = contexts.reduce((sum, context) => sum + context.reads.length, 0);
		ports.output.stderr.write(
			`${printable(options.output)}: ${count(reads, "read")} of ${printable(contexts.map(({ name }) => name).join(", "))}\n`,
		);
	}
	reportBugs(ports, bugs);
	return bugs.length > 0 ? exitCode.bug : unanswered > 0 ? exitCode.unverified : exitCode.done;
}
