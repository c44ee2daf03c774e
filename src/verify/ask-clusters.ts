import type { Cluster } from "../cluster/cluster.ts";
import { ClusterProblem } from "../cluster/problem.ts";
import { unavailableCluster } from "../cluster/unavailable-cluster.ts";
import type { StatusDocument } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import { noPhase } from "../model/no-phase.ts";
import { everyItem } from "../model/phase.ts";
import type { Verification } from "../model/verification.ts";
import type { ProbesFile } from "../probes/file/read-probes.ts";
import type { Bindings } from "./bind.ts";
import { type Circumstances, examine } from "./examine.ts";
import { freshCluster } from "./freshness.ts";
import { observedCluster } from "./observed-cluster.ts";
import { type Examined, type Question, verification } from "./verification.ts";

export interface AskedCluster {
	readonly cluster: Cluster;
	/** The uid of the namespace kube-system, by which a cluster is known. Throws ClusterProblem. */
	uid(): Promise<string>;
}

export interface Inquiry extends Omit<Question, "judgedAt"> {
	readonly probes: ProbesFile;
	readonly bindings: Bindings;
	readonly circumstances: Omit<Circumstances, "cluster" | "progress">;
	/** `--max-age` in milliseconds: older data is not used. Null: any. */
	readonly maxAge: number | null;
	/** Told how many of all answers are there. */
	readonly progress?: ((asked: number, of: number) => void) | undefined;
}

/** Asks clusters about items and criteria, all at once, and joins the answers with the boxes. Throws a refusal for a cluster that is not meant. */
export async function askClusters(inquiry: Inquiry, clusters: readonly AskedCluster[]): Promise<Verification> {
	const { document, probes, bindings, circumstances } = inquiry;
	const everything = new Map(document.phases.flatMap(everyItem).map((item) => [item.id, item]));
	const needed = askedIds(inquiry, document, inquiry.shown);
	let asked = 0;
	const progress = (): void => {
		asked += 1;
		inquiry.progress?.(asked, needed.length * clusters.length);
	};
	const examined = await Promise.all(
		clusters.map(async (one): Promise<Examined> => {
			const pinnedCluster = await pinned(one, probes.clusterUid, probes.file);
			const observed = observedCluster(freshCluster(pinnedCluster, inquiry.maxAge, circumstances.now), () => one.uid());
			const { cluster } = observed;
			const findings = await examine(needed, everything, bindings, { ...circumstances, cluster, progress });
			return { context: cluster.context, uid: await observed.uid(), readAt: observed.readAt(), findings };
		}),
	);
	return verification({ ...inquiry, judgedAt: circumstances.now }, examined);
}

/**
 * The ids of what there is to ask about. Throws a Failure where that is nothing: then there is no verdict, and the exit code must not look
 * like a good one.
 */
export function askedIds(
	{ items, criteria }: Pick<Question, "items" | "criteria">,
	{ phases }: StatusDocument,
	file: string,
): readonly string[] {
	const asked = [...items.filter((item) => item.notApplicable === null), ...criteria].map(({ id }) => id);
	if (asked.length > 0) return [...new Set(asked)];
	if (phases.length === 0) throw noPhase(file, "validate");
	const why = items.length > 0 ? "all items that were chosen are not applicable" : "there is no item";
	throw new Failure("unusable", `nothing in ${file} can be verified: ${why}`, 'an item is a line such as "- [ ] Deploy SA"');
}

/**
 * The probes file may say which cluster it is about: verdicts of another would be true and worthless. Where that cannot be seen, nothing
 * is asked of it. Throws a refusal for another cluster.
 */
async function pinned(one: AskedCluster, pin: string | null, file: string): Promise<Cluster> {
	if (pin === null) return one.cluster;
	let uid: string;
	try {
		uid = await one.uid();
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
