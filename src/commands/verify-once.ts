import type { Cluster } from "../cluster/cluster.ts";
import { ClusterProblem } from "../cluster/problem.ts";
import { unavailableCluster } from "../cluster/unavailable-cluster.ts";
import { dayOf } from "../model/date.ts";
import { Failure } from "../model/failure.ts";
import { everyItem } from "../model/phase.ts";
import type { Verification } from "../model/verification.ts";
import { printable } from "../text/printable.ts";
import { type Bug, examine } from "../verify/examine.ts";
import { areLocal } from "../verify/local.ts";
import { type Examined, verification } from "../verify/verification.ts";
import type { ClusterOptions } from "./cluster-options.ts";
import type { DocumentOptions } from "./document-options.ts";
import type { Host, OpenCluster } from "./host.ts";
import { locateDocument } from "./locate-document.ts";
import { type OpenDocument, openDocument } from "./open-document.ts";
import { openProbes } from "./open-probes.ts";
import { startProbes } from "./same-options.ts";
import { selectForVerify } from "./verify-selection.ts";

export interface Round {
	readonly open: OpenDocument;
	readonly verification: Verification;
	/** Phases or items were named: everything is told of them. */
	readonly detailed: boolean;
	/** Where there are some, the exit code is theirs. */
	readonly bugs: readonly Bug[];
}

export interface RoundOptions extends DocumentOptions, ClusterOptions {
	readonly require?: "complete";
	readonly allowExec?: boolean;
}

/**
 * Reads the document and the probes, asks the clusters once, and joins the answers with the boxes. What is wrong with the words, the
 * document or the probes is told before what is wrong with the clusters, which may be opened meanwhile. `whileWaiting` is called once the
 * clusters have been asked.
 */
export async function verifyOnce(
	words: readonly string[],
	options: RoundOptions,
	host: Host,
	opening: Promise<readonly OpenCluster[]>,
	progress?: (asked: number, of: number) => void,
	whileWaiting?: () => void,
): Promise<Round> {
	const open = await openDocument(host, locateDocument(host, options.file), options.probes);
	const { document, at } = open;
	const { probes, bindings, root, shown } = await openProbes(host, open, options.namespace ?? null);
	const selection = selectForVerify(words, document);
	const everything = document.phases.flatMap(everyItem);
	const asking = [...selection.items.filter((item) => item.notApplicable === null), ...selection.criteria].map(({ id }) => id);
	const needed = [...new Set(asking)];
	if (needed.length === 0) throw nothingToVerify(at.shown, document.phases.length === 0, selection.items.length > 0);
	if (shown === null)
		host.stderr.write(
			`there is no probes.yaml beside ${printable(at.shown)}, so that no item can be verified; to start one: ${startProbes(at)}\n`,
		);
	const workTree = await host.workTree(root);
	const local = areLocal(needed, bindings);
	const clusters = await opening.catch((problem: unknown) => {
		const isChosen = options.snapshot !== undefined || options.kubeconfig !== undefined || (options.context ?? []).length > 0;
		if (!local || isChosen || !(problem instanceof ClusterProblem)) throw problem;
		return [noCluster(problem)];
	});
	const bugs: Bug[] = [];
	let asked = 0;
	const examining = Promise.all(
		clusters.map(async (one): Promise<Examined> => {
			const cluster = await pinned(one, probes.clusterUid, probes.file);
			const findings = await examine(needed, new Map(everything.map((item) => [item.id, item])), bindings, {
				cluster,
				workTree,
				today: dayOf(host.now()),
				now: host.now().toISOString(),
				allowExec: options.allowExec ?? false,
				bug: (bug) => bugs.push(bug),
				progress: () => {
					asked += 1;
					progress?.(asked, needed.length * clusters.length);
				},
			});
			return { context: one.cluster.context, findings };
		}),
	);
	whileWaiting?.();
	const examined = await examining;
	const observedAt = latest(examined) ?? host.now().toISOString();
	const question = {
		document,
		shown: at.shown,
		items: selection.items,
		criteria: selection.criteria,
		recording: options.snapshot ?? null,
		observedAt,
		requireComplete: options.require === "complete",
	};
	return { open, verification: verification(question, examined), detailed: selection.chosen, bugs };
}

/** Where nothing is asked there is no verdict, and the exit code must not look like a good one. */
function nothingToVerify(file: string, isWithoutPhases: boolean, areSkipped: boolean): Failure {
	if (isWithoutPhases)
		return new Failure(
			"unusable",
			`${file} has no phase`,
			'a phase is a heading such as "## Phase 2: Service Splitting"; validate tells more',
		);
	const why = areSkipped ? "all items that were chosen are not applicable" : "there is no item";
	return new Failure("unusable", `nothing in ${file} can be verified: ${why}`, 'an item is a line such as "- [ ] Deploy SA"');
}

/** For probes that look at the work tree or the document alone: they need no kubeconfig. Whatever is asked all the same is not answered. */
function noCluster(problem: ClusterProblem): OpenCluster {
	const cluster = unavailableCluster("no cluster", problem);
	const open: OpenCluster = { cluster, uid: () => Promise.reject(problem), refreshed: () => open, close: () => {} };
	return open;
}

/**
 * The probes file may say which cluster it is about: verdicts of another would be true and worthless. Where that cannot be seen, nothing
 * is asked of it. Throws a refusal for another cluster.
 */
async function pinned(one: OpenCluster, pin: string | null, file: string): Promise<Cluster> {
	if (pin === null) return one.cluster;
	let uid: string;
	try {
		uid = await one.uid();
	} catch (problem) {
		if (problem instanceof ClusterProblem) return unavailableCluster(one.cluster.context, problem);
		throw problem;
	}
	if (uid === pin) return one.cluster;
	throw new Failure(
		"refused",
		`the context ${one.cluster.context} is another cluster than the one that ${file} is about: its kube-system has the uid ${uid}, not ${pin}`,
		"choose the right one with --context, or correct cluster.uid in the probes file",
	);
}

function latest(examined: readonly Examined[]): string | null {
	let newest: string | null = null;
	for (const { findings } of examined)
		for (const { evidence } of findings.values())
			for (const { observedAt } of evidence) if (newest === null || observedAt > newest) newest = observedAt;
	return newest;
}
