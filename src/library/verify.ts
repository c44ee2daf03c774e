import { resolve } from "node:path";
import { digestsOf } from "../app/digest.ts";
import { gateFindings } from "../app/gate-findings.ts";
import { clustersOfRecording } from "../app/open-clusters.ts";
import type { OpenCluster } from "../app/ports/clusters.ts";
import { FileProblem } from "../app/ports/files.ts";
import { selectForVerify } from "../app/verify-selection.ts";
import { ClusterProblem } from "../cluster/problem.ts";
import { libraryPorts } from "../host/library-ports.ts";
import { dayOf } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import { type VerdictLog, VerdictLogReader } from "../report/verdict-log.ts";
import type { Verification } from "../report/verification.ts";
import { encode } from "../text/decode.ts";
import { usualName } from "./parse.ts";

export interface VerifyCommon {
	/** What `parse` gave. */
	readonly document: StatusDocument;
	/** The text of the probes file. Its `vocabulary:` and `policy:` are not read here: the former is for `parse`, the latter for `edit`. */
	readonly probes: string;
	/** Phases or items, in the notation of the command: `phase 2`, `2-4`, `2/sa-1-deployment`. Default: all. */
	readonly only?: readonly string[] | undefined;
	/**
	 * Contexts of the kubeconfig or the recording. Default: the current one, or all that were recorded. With several, the worst verdict
	 * counts.
	 */
	readonly contexts?: readonly string[] | undefined;
	/** Where a probe names no namespace, in place of the default one of the probes file. */
	readonly namespace?: string | undefined;
	/**
	 * The folder that paths in the probes file are relative to; default: the current one. `repository` probes read its files, and
	 * run kustomize on them.
	 */
	readonly root?: string | undefined;
	/** `--require complete`: in `exitCode`, anything not done is a finding. */
	readonly requireComplete?: boolean | undefined;
	/** `--max-age` in milliseconds; a verdict from older data of a cluster is `unknown`. Default: any age. */
	readonly maxAge?: number | undefined;
	/** The text of a log of verdicts, as `verify --record` writes it, for `greenFor`. Without it, such an item is unknown. */
	readonly log?: string | undefined;
	/** Lets `exec` probes run the commands that the probes file names. Without it they are unknown. */
	readonly allowExec?: boolean | undefined;
	/** How the document, the probes file and the recording are called in messages and in the result. */
	readonly names?: { readonly document?: string; readonly probes?: string; readonly snapshot?: string } | undefined;
	/** Called for an error in this program: the item is `unknown` with the reason `Bug`, and the others still count. */
	readonly onBug?: ((bug: { readonly id: string; readonly thrown: unknown }) => void) | undefined;
}

/** Judges a recording, without the network. */
export interface SnapshotSource {
	/** The text of a recording that `snapshot` made. */
	readonly snapshot: string;
	readonly kubeconfig?: undefined;
}

/** Reads a cluster: `get` and `list`, and further requests of the probes. */
export interface ClusterSource {
	/** The path of a kubeconfig; null: KUBECONFIG, else ~/.kube/config, else the service account of this pod. */
	readonly kubeconfig: string | null;
	readonly snapshot?: undefined;
	/** False: no credential plugin of the kubeconfig is run. */
	readonly execAuth?: boolean | undefined;
	/** Ends it: nothing is asked any more, and `verify` throws the signal's reason. */
	readonly signal?: AbortSignal | undefined;
}

export type VerifyOptions = VerifyCommon & (SnapshotSource | ClusterSource);

/**
 * Runs the probe of each item of a document, and returns the output of `verify -o json`. Only positive evidence passes:
 * anything that could not be observed is `unknown`. An unreachable cluster is not an error: every item is `unknown`, and `exitCode` is 3.
 *
 * @throws Failure for a probes file, kubeconfig or recording that cannot be used, for unknown names in `only`, and for a
 * cluster that is not the one of the probes file.
 */
export async function verify(options: VerifyOptions): Promise<Verification> {
	const signal = options.snapshot === undefined ? options.signal : undefined;
	signal?.throwIfAborted();
	try {
		const verification = await ask(options, signal);
		signal?.throwIfAborted();
		return verification;
	} catch (problem) {
		signal?.throwIfAborted();
		if (problem instanceof ClusterProblem) throw new Failure("unverified", problem.message);
		if (problem instanceof FileProblem) throw new Failure("unusable", problem.message);
		throw problem;
	}
}

async function ask(options: VerifyOptions, signal: AbortSignal | undefined): Promise<Verification> {
	const { document, names = {} } = options;
	const ports = libraryPorts(signal);
	const selection = selectForVerify(options.only ?? [], document);
	const { loadProbes } = await import("../probes/file/read-probes.ts");
	const { bind } = await import("../verify/bind.ts");
	const { askClusters } = await import("../verify/ask-clusters.ts");
	const { workTree } = await import("../host/work-tree.ts");
	const probes = await loadProbes(options.probes, names.probes ?? "probes.yaml", options.namespace ?? null);
	const bindings = bind(document, probes);
	const now = ports.clock.now();
	const clusters = await open(options, ports);
	try {
		const request = {
			document,
			displayPath: names.document ?? usualName,
			items: selection.items,
			criteria: selection.criteria,
			risks: selection.risks,
			phases: selection.phases,
			named: selection.named,
			...(options.requireComplete ? await gateFindings(document, dayOf(now)) : { findings: [] }),
			recording: options.snapshot === undefined ? null : (names.snapshot ?? "snapshot"),
			requireComplete: options.requireComplete ?? false,
			version: ports.invocation.version,
			digests: await digestsOf(encode(document.source.raw, document.source.byteOrderMark), options.probes),
			maxAge: options.maxAge ?? null,
			log: options.log === undefined ? null : logOf(options.log, now),
			probes,
			bindings,
			context: {
				workTree: workTree(
					resolve(ports.invocation.directory, options.root ?? "."),
					ports.invocation.env,
					ports.invocation.interrupted,
				),
				today: dayOf(now),
				now: now.toISOString(),
				allowExec: options.allowExec ?? false,
				bug: options.onBug ?? (() => {}),
			},
		};
		return await askClusters(request, clusters);
	} finally {
		for (const one of clusters) one.close();
	}
}

function logOf(text: string, now: Date): VerdictLog {
	const reader = new VerdictLogReader(now);
	for (const line of text.split("\n")) reader.add(line);
	return reader.finish();
}

async function open(options: VerifyOptions, ports: ReturnType<typeof libraryPorts>): Promise<readonly OpenCluster[]> {
	const { contexts = [], names = {} } = options;
	if (options.snapshot !== undefined) {
		if (options.kubeconfig !== undefined)
			throw new Failure("usage", "a recording is verified without a cluster: name one of the two");
		return clustersOfRecording(options.snapshot, names.snapshot ?? "snapshot", contexts);
	}
	if (options.kubeconfig === undefined)
		throw new Failure("usage", "nothing to ask is named", "give snapshot, or kubeconfig: null is where kubectl looks");
	const { openClusters } = await import("../host/clusters.ts");
	const arePluginsAllowed = options.execAuth ?? true;
	return openClusters({ kubeconfig: options.kubeconfig, contexts, arePluginsAllowed }, ports);
}
