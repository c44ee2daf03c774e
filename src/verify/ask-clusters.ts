import type { Cluster } from "../cluster/cluster.ts";
import { ClusterProblem } from "../cluster/problem.ts";
import { unavailableCluster } from "../cluster/unavailable-cluster.ts";
import type { StatusDocument } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import { everyItem } from "../model/phase.ts";
import { noPhase } from "../model/phase-range.ts";
import type { ProbesFile } from "../probes/file/read-probes.ts";
import { runsOf, soakShortfall, usualGap } from "../report/soak.ts";
import type { VerdictLog } from "../report/verdict-log.ts";
import type { OrphanProbe, Verification } from "../report/verification.ts";
import type { Bindings } from "./bind.ts";
import { freshCluster } from "./freshness.ts";
import { gateScope } from "./gate.ts";
import { observedCluster, uidOrNull } from "./observed-cluster.ts";
import { type RunContext, runProbes } from "./run-probes.ts";
import { type Examined, type VerificationInput, verification } from "./verification.ts";

export interface AskedCluster {
	readonly cluster: Cluster;
	/** The uid of the namespace kube-system, by which a cluster is known. Throws ClusterProblem. */
	uid(timeout?: number): Promise<string>;
}

export interface VerifyRequest extends Omit<VerificationInput, "judgedAt" | "orphans" | "isBound"> {
	readonly probes: ProbesFile;
	readonly bindings: Bindings;
	readonly context: Omit<RunContext, "cluster" | "progress">;
	/** Of earlier runs, for `greenFor`; absent or null: no log. */
	readonly log?: VerdictLog | null;
	/** `--max-age` in milliseconds: older data is not used. Null: any. */
	readonly maxAge: number | null;
	/** Called with the number of results so far, and of all. */
	readonly progress?: ((asked: number, of: number) => void) | undefined;
}

/**
 * Verifies items and criteria in all clusters at once, and joins the results with the checkboxes. Throws a refusal for the wrong cluster.
 */
export async function askClusters(request: VerifyRequest, clusters: readonly AskedCluster[]): Promise<Verification> {
	const { document, probes, bindings, context } = request;
	const everything = new Map(document.phases.flatMap(everyItem).map((item) => [item.id, item]));
	const asked = askedIds(request, document, request.displayPath);
	const scope = request.requireComplete ? gateScope(request.phases, document) : [];
	const gated = scope.flatMap((phase) => [
		...everyItem(phase).filter((item) => item.notApplicable === null && !item.optional),
		...phase.criteria,
	]);
	const risks = (request.risks ?? []).map(({ id }) => id).filter((id) => bindings.of.has(id));
	const needed = [...new Set([...asked, ...risks, ...gated.map(({ id }) => id)])];
	let answered = 0;
	const progress = (): void => {
		answered += 1;
		request.progress?.(answered, needed.length * clusters.length);
	};
	const soak = await soakBy(request, clusters);
	const examined = await Promise.all(
		clusters.map(async (one): Promise<Examined> => {
			const pinnedCluster = await pinned(one, probes);
			const observed = observedCluster(freshCluster(pinnedCluster, { ...request, now: context.now }), () => one.uid());
			const { cluster } = observed;
			const findings = await runProbes(needed, everything, bindings, { ...context, cluster, progress, soak });
			const uid = await observed.uid();
			return { context: cluster.context, uid, readAt: observed.readAt(), isAnswered: observed.isAnswered(), findings };
		}),
	);
	const isBound = (id: string): boolean => bindings.of.has(id);
	return verification({ ...request, isBound, orphans: orphansAbout(request), judgedAt: context.now }, examined);
}

/** What `greenFor` is judged by: the runs of the log that asked the same clusters. Clusters are asked for their uids only where a probe needs it. */
async function soakBy(
	{ log, bindings, context, path }: VerifyRequest,
	clusters: readonly AskedCluster[],
): Promise<RunContext["soak"]> {
	if (log == null || bindings.all.every(({ greenFor }) => greenFor === null)) return undefined;
	const read = clusters.map(async (one) => ({
		context: one.cluster.context,
		uid: await uidOrNull(() => one.uid()),
		readAt: null,
	}));
	const runs = runsOf(log, await Promise.all(read), path ?? null);
	const times = clusters.map(({ cluster }) => Date.parse(cluster.recordedAt ?? context.now));
	const now = Math.min(...times, Date.parse(context.now));
	return (id, { duration, maxGap }) => soakShortfall(id, runs, now, { duration, maxGap: maxGap ?? usualGap(duration) });
}

/** The orphaned probes of the verified phases; with all phases, also those of phases that the document does not have. */
function orphansAbout({ document, items, criteria, bindings, probes }: VerifyRequest): readonly OrphanProbe[] {
	const asked = new Set([...items, ...criteria].map(({ phase }) => phase));
	const known = new Set(document.phases.map(({ id }) => id));
	const isAll = document.phases.every((phase) => asked.has(phase.id) || everyItem(phase).length === 0);
	const isAbout = (key: string): boolean => {
		const phase = key.split("/")[0] ?? "";
		return asked.has(phase) || (isAll && !known.has(phase));
	};
	return bindings.orphans
		.filter(({ key }) => isAbout(key))
		.map(({ key, place }) => ({ key, file: probes.file, ...place, nearest: bindings.nearestKey(key) }));
}

/**
 * The ids of what there is to ask about. Throws a Failure where that is nothing: then there is no verdict, and the exit code must not look
 * like a good one.
 */
export function askedIds(
	{ items, criteria, risks = [] }: Pick<VerificationInput, "items" | "criteria" | "risks">,
	{ phases }: StatusDocument,
	file: string,
): readonly string[] {
	const asked = [...items.filter((item) => item.notApplicable === null), ...criteria].map(({ id }) => id);
	if (asked.length > 0 || (items.length === 0 && risks.length > 0)) return [...new Set(asked)];
	if (phases.length === 0) throw noPhase(file, "validate");
	const why = items.length > 0 ? "all items that were chosen are not applicable" : "there is no item";
	throw new Failure("unusable", `nothing in ${file} can be verified: ${why}`, 'an item is a line such as "- [ ] Deploy SA"');
}

/**
 * A probes file may set its cluster: verdicts about another would be misleading. If the cluster's uid cannot be read, nothing else is read
 * from it. Throws a refusal for another cluster.
 */
async function pinned(one: AskedCluster, { clusterUid: pin, file, defaults }: ProbesFile): Promise<Cluster> {
	if (pin === null) return one.cluster;
	const { listMilliseconds } = defaults;
	let uid: string;
	try {
		uid = await (listMilliseconds === null ? one.uid() : one.uid(listMilliseconds));
	} catch (problem) {
		if (problem instanceof ClusterProblem) return unavailableCluster(one.cluster.context, problem, one.cluster.recordedAt);
		throw problem;
	}
	if (uid === pin) return one.cluster;
	throw new Failure(
		"refused",
		`the context ${one.cluster.context} is another cluster than the one that ${file} is about: its kube-system has the uid ${uid}, not ${pin}`,
		"choose the right one with --context, or correct cluster.uid in the probes file",
	);
}
