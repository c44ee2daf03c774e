import { dayOf } from "../model/date.ts";
import { Failure } from "../model/failure.ts";
import { everyItem } from "../model/phase.ts";
import type { Verification } from "../model/verification.ts";
import { examine } from "../verify/examine.ts";
import { type Examined, verification } from "../verify/verification.ts";
import type { ClusterOptions } from "./cluster-options.ts";
import type { DocumentOptions } from "./document-options.ts";
import type { Host, OpenCluster } from "./host.ts";
import { locateDocument } from "./locate-document.ts";
import { type OpenDocument, openDocument } from "./open-document.ts";
import { openProbes } from "./open-probes.ts";
import { selectForVerify } from "./verify-selection.ts";

export interface Round {
	readonly open: OpenDocument;
	readonly verification: Verification;
	/** Phases or items were named: everything is told of them. */
	readonly detailed: boolean;
}

export interface RoundOptions extends DocumentOptions, ClusterOptions {
	readonly require?: "complete";
	readonly allowExec?: boolean;
}

/** Reads the document and the probes, asks the clusters once, and joins the answers with the boxes. */
export async function verifyOnce(
	words: readonly string[],
	options: RoundOptions,
	host: Host,
	clusters: readonly OpenCluster[],
	progress?: (asked: number, of: number) => void,
): Promise<Round> {
	const open = await openDocument(host, locateDocument(host, options.file), options.probes);
	const { document, at } = open;
	const { probes, bindings, root } = await openProbes(host, open, options.namespace ?? null);
	const selection = selectForVerify(words, document);
	const everything = document.phases.flatMap(everyItem);
	const asking = [...selection.items.filter((item) => item.notApplicable === null), ...selection.criteria].map(({ id }) => id);
	const needed = [...new Set(asking)];
	const workTree = await host.workTree(root);
	let asked = 0;
	const examined: Examined[] = await Promise.all(
		clusters.map(async (one): Promise<Examined> => {
			await refuseOther(one, probes.clusterUid, probes.file);
			const findings = await examine(needed, new Map(everything.map((item) => [item.id, item])), bindings, {
				cluster: one.cluster,
				workTree,
				today: dayOf(host.now()),
				now: host.now().toISOString(),
				allowExec: options.allowExec ?? false,
				progress: () => {
					asked += 1;
					progress?.(asked, needed.length * clusters.length);
				},
			});
			return { context: one.cluster.context, findings };
		}),
	);
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
	return { open, verification: verification(question, examined), detailed: selection.chosen };
}

/** The probes file may say which cluster it is about: verdicts of another would be true and worthless. */
async function refuseOther(one: OpenCluster, pinned: string | null, file: string): Promise<void> {
	if (pinned === null) return;
	const uid = await one.uid();
	if (uid === pinned) return;
	throw new Failure(
		"refused",
		`the context ${one.cluster.context} is another cluster than the one that ${file} is about: its kube-system has the uid ${uid}, not ${pinned}`,
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
