import { ClusterProblem } from "../cluster/problem.ts";
import { unavailableCluster } from "../cluster/unavailable-cluster.ts";
import { dayOf } from "../model/date.ts";
import { ownersIn } from "../model/owners.ts";
import type { ProbesFile } from "../probes/file/read-probes.ts";
import type { SoakRequirement } from "../report/soak.ts";
import type { VerdictLog } from "../report/verdict-log.ts";
import type { Verification } from "../report/verification.ts";
import { advice } from "../text/command-line.ts";
import { printable } from "../text/printable.ts";
import { askClusters, askedIds } from "../verify/ask-clusters.ts";
import type { Bindings } from "../verify/bind.ts";
import { areLocal } from "../verify/probes-behind.ts";
import type { Bug } from "../verify/run-probes.ts";
import { digestsOf } from "./digest.ts";
import { gateFindings } from "./gate-findings.ts";
import { locateDocument } from "./locate-document.ts";
import { type OpenDocument, openDocument } from "./open-document.ts";
import { openProbes } from "./open-probes.ts";
import type { ClusterOptions, DocumentOptions, MaxAgeOption } from "./options.ts";
import type { OpenCluster } from "./ports/clusters.ts";
import type { Ports } from "./ports/ports.ts";
import { prefetch } from "./prefetch.ts";
import { startProbes } from "./repeat-options.ts";
import { selectForVerify } from "./verify-selection.ts";

export interface Round {
	readonly open: OpenDocument;
	readonly verification: Verification;
	/** Phases or items were named: everything about them is reported. */
	readonly detailed: boolean;
	/** Where there are some, the exit code is theirs. */
	readonly bugs: readonly Bug[];
}

export interface RoundOptions extends DocumentOptions, ClusterOptions, MaxAgeOption {
	readonly require?: "complete";
	/** Only the checked items that carry a proof. */
	readonly recheck?: boolean;
	/** A log of earlier runs, which is read; `record` is read as well, where it exists. */
	readonly verdicts?: string;
	readonly record?: string;
	readonly soak?: SoakRequirement;
	readonly allowExec?: boolean;
}

/**
 * Reads the document and the probes, queries the clusters once, and combines the results with the checkboxes. Errors in the arguments, the
 * document or the probes are reported before those of the clusters, which may be opened in the meantime. `whileWaiting` is called once the
 * clusters have been queried.
 */
export async function verifyOnce(
	words: readonly string[],
	options: RoundOptions,
	ports: Ports,
	opening: Promise<readonly OpenCluster[]>,
	progress?: (asked: number, of: number) => void,
	whileWaiting?: () => void,
): Promise<Round> {
	// Lets connections that are being opened make progress.
	await ports.clock.sleep(0);
	const namespace = options.namespace ?? null;
	let parsed: ProbesFile | null = null;
	const open = await openDocument(ports, locateDocument(ports, options.file), options.probes, async (file) => {
		// A recording needs no requests, and what chosen items need is known only once the document is parsed.
		if (file === null || options.snapshot !== undefined || words.length > 0) return;
		parsed = await prefetch(file, namespace, opening);
		await ports.clock.sleep(0);
	});
	const { document, at } = open;
	await ports.clock.sleep(0);
	const { probes, bindings, root, displayPath } = await openProbes(ports, open, namespace, parsed);
	const chosen = selectForVerify(words, document);
	const selection = options.recheck ? (await import("./recheck.ts")).provenOf(chosen, at.displayPath) : chosen;
	const needed = askedIds({ ...selection, risks: chosen.risks }, document, at.displayPath);
	if (displayPath === null)
		ports.output.stderr.write(
			`there is no probes.yaml next to ${printable(at.displayPath)}, so no item can be verified${advice("; to create one: ", startProbes(at)) ?? ""}\n`,
		);
	const workTree = await ports.files.workTree(root);
	const local = areLocal(needed, bindings);
	const clusters = await opening.catch((problem: unknown) => {
		const isChosen = options.snapshot !== undefined || options.kubeconfig !== undefined || (options.context ?? []).length > 0;
		if (!local || isChosen || !(problem instanceof ClusterProblem)) throw problem;
		return [noCluster(problem)];
	});
	const log = await logOf(ports, options, bindings);
	const bugs: Bug[] = [];
	const now = ports.clock.now();
	const asking = askClusters(
		{
			document,
			displayPath: at.displayPath,
			items: selection.items,
			criteria: selection.criteria,
			phases: selection.phases,
			named: selection.named,
			risks: options.recheck ? [] : chosen.risks,
			ownersOf: ownersIn(document, open.owners),
			...(options.require === "complete" ? await gateFindings(document, dayOf(now), open.rules) : { findings: [] }),
			path: at.path,
			recording: options.snapshot ?? null,
			requireComplete: options.require === "complete",
			version: ports.invocation.version,
			digests: await digestsOf(open.bytes, open.probesFile?.bytes ?? null),
			maxAge: options.maxAge ?? null,
			log,
			soak:
				options.soak === undefined ? undefined : { ...options.soak, log: log ?? { runs: [], ids: [], unreadable: 0, future: 0 } },
			probes,
			bindings,
			context: {
				workTree,
				today: dayOf(now),
				now: now.toISOString(),
				allowExec: options.allowExec ?? false,
				bug: (bug) => bugs.push(bug),
			},
			progress,
		},
		clusters,
	);
	whileWaiting?.();
	const verification = await asking;
	return { open, verification, detailed: selection.chosen, bugs };
}

/** The log of earlier runs, if it is needed; null without one. */
async function logOf(ports: Ports, { verdicts, record, soak }: RoundOptions, bindings: Bindings): Promise<VerdictLog | null> {
	if (soak === undefined && bindings.all.every(({ greenFor }) => greenFor === null)) return null;
	const { readVerdictLog, readVerdictLogIfAny } = await import("./verdict-log.ts");
	if (verdicts !== undefined) return readVerdictLog(ports, verdicts);
	if (record === undefined) return null;
	// The first run starts it.
	return readVerdictLogIfAny(ports, record) ?? { runs: [], ids: [], unreadable: 0, future: 0 };
}

/** For probes that read only the work tree or the document: they need no kubeconfig. Any request to it fails. */
function noCluster(problem: ClusterProblem): OpenCluster {
	const cluster = unavailableCluster("no cluster", problem);
	const open: OpenCluster = { cluster, uid: () => Promise.reject(problem), refreshed: () => open, close: () => {} };
	return open;
}
