import { RunBudget } from "../../src/cel/run-budget.ts";
import type { Cluster, GrpcHealthAnswer, HttpAnswer, HttpRequest } from "../../src/cluster/cluster.ts";
import type { KubeObject } from "../../src/cluster/objects/object.ts";
import { ClusterProblem } from "../../src/cluster/problem.ts";
import type { Item } from "../../src/model/item.ts";
import { parseProbesFile } from "../../src/probes/file/probes-yaml.ts";
import type { ProbeContext, ProbeResult, ProbeType, Ran, Reading, WorkTree } from "../../src/probes/probe.ts";

/** The server's clock in these tests. */
export const now = "2026-11-24T12:00:00Z";
export const namespace = "boulder-staging";

export function minutesAgo(minutes: number): string {
	return new Date(Date.parse(now) - minutes * 60_000).toISOString().replace(".000Z", "Z");
}

type Fields = Readonly<Record<string, unknown>>;

interface Made {
	readonly apiVersion: string;
	readonly kind: string;
	readonly name: string;
	readonly namespace?: string | null;
	readonly metadata?: Fields;
	readonly [field: string]: unknown;
}

export function object({ apiVersion, kind, name, namespace: within = namespace, metadata = {}, ...rest }: Made): KubeObject {
	const where = within === null ? {} : { namespace: within };
	const common = { name, ...where, uid: `uid-${kind}-${name}`, resourceVersion: "41", creationTimestamp: minutesAgo(60) };
	return { apiVersion, kind, metadata: { ...common, ...metadata }, ...rest };
}

export function ownedBy(owner: KubeObject): Fields {
	const { name, uid } = owner.metadata;
	return {
		ownerReferences: [{ apiVersion: owner.apiVersion, kind: owner.kind, name, uid, controller: true, blockOwnerDeletion: true }],
	};
}

export function cond(type: string, status: string, reason = "", message = "", since = minutesAgo(30)): Fields {
	return { type, status, reason, message, lastTransitionTime: since, lastProbeTime: since };
}

export function pod(
	name: string,
	options: {
		readonly labels?: Fields;
		readonly metadata?: Fields;
		readonly status?: Fields;
		readonly spec?: Fields;
		readonly namespace?: string;
	} = {},
): KubeObject {
	const ready = {
		phase: "Running",
		podIP: "10.244.0.7",
		startTime: minutesAgo(50),
		conditions: [cond("PodScheduled", "True"), cond("ContainersReady", "True"), cond("Ready", "True")],
		containerStatuses: [
			{ name: "main", ready: true, restartCount: 0, started: true, state: { running: { startedAt: minutesAgo(50) } } },
		],
	};
	return object({
		apiVersion: "v1",
		kind: "Pod",
		name,
		...(options.namespace === undefined ? {} : { namespace: options.namespace }),
		metadata: { labels: options.labels ?? {}, ...options.metadata },
		spec: { nodeName: "node-1", containers: [{ name: "main", image: "boulder:1" }], ...options.spec },
		status: options.status ?? ready,
	});
}

/** The status of a pod whose container waits. */
export function waitingStatus(reason: string, message = "", restartCount = 0): Fields {
	return {
		phase: "Pending",
		conditions: [cond("PodScheduled", "True"), cond("Ready", "False", "ContainersNotReady")],
		containerStatuses: [{ name: "main", ready: false, restartCount, state: { waiting: { reason, message } } }],
	};
}

export function failedStatus(exitCode: number, reason = "Error"): Fields {
	return {
		phase: "Failed",
		conditions: [cond("Ready", "False", "PodFailed")],
		containerStatuses: [
			{
				name: "main",
				ready: false,
				restartCount: 0,
				state: { terminated: { exitCode, reason, startedAt: minutesAgo(9), finishedAt: minutesAgo(8) } },
			},
		],
	};
}

/** A Deployment with one ReplicaSet and its ready pods. */
export function deployment(name: string, replicas: number, labels: Fields = { app: name }): KubeObject[] {
	const owner = object({
		apiVersion: "apps/v1",
		kind: "Deployment",
		name,
		metadata: { generation: 2 },
		spec: { replicas, selector: { matchLabels: labels } },
		status: { observedGeneration: 2, replicas, updatedReplicas: replicas, readyReplicas: replicas, availableReplicas: replicas },
	});
	const set = object({
		apiVersion: "apps/v1",
		kind: "ReplicaSet",
		name: `${name}-7d9f`,
		metadata: ownedBy(owner),
		spec: { replicas },
	});
	const pods = Array.from({ length: replicas }, (_, index) => pod(`${name}-7d9f-${index}`, { labels, metadata: ownedBy(set) }));
	return [owner, set, ...pods];
}

export interface World {
	readonly objects?: readonly KubeObject[];
	readonly http?: (request: HttpRequest) => HttpAnswer;
	readonly grpc?: (pod: string) => GrpcHealthAnswer;
	readonly files?: Readonly<Record<string, string>>;
	readonly run?: (words: readonly string[]) => Ran | null;
	readonly item?: Item | null;
	readonly allowExec?: boolean;
	readonly problem?: ClusterProblem;
	readonly forbidden?: readonly string[];
}

/** A cluster that holds these objects. */
export function clusterOf({ objects = [], http, grpc, problem, forbidden = [] }: World): Cluster {
	return {
		context: "test",
		async list({ apiVersion, kind, namespace: within }) {
			if (problem !== undefined) throw problem;
			if (forbidden.includes(kind)) throw new ClusterProblem("forbidden", `the credentials cannot list ${kind}`);
			const found = objects.filter(
				(each) => each.apiVersion === apiVersion && each.kind === kind && (within === null || each.metadata.namespace === within),
			);
			return { objects: found, observedAt: now, consistent: true };
		},
		async http(request) {
			if (problem !== undefined) throw problem;
			if (http === undefined) throw new ClusterProblem("not-recorded", "nothing answers");
			return http(request);
		},
		async grpcHealth({ pod: name }) {
			if (problem !== undefined) throw problem;
			if (grpc === undefined) throw new ClusterProblem("not-recorded", "nothing answers");
			return grpc(name);
		},
	};
}

export function probeContext(world: World): ProbeContext {
	const files = world.files ?? {};
	const workTree: WorkTree = {
		root: "/work-tree",
		readText: (path) => files[path] ?? null,
		find: (pattern) => {
			const source = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*+/g, (stars) => (stars === "*" ? "[^/]*" : ".*"));
			return Object.keys(files).filter((path) => new RegExp(`^${source}$`).test(path));
		},
		run: async (words) => world.run?.(words) ?? null,
	};
	return {
		cluster: clusterOf(world),
		workTree,
		item: world.item ?? null,
		today: "2026-11-24",
		now,
		allowExec: world.allowExec ?? false,
		resultsOf: async () => [],
	};
}

export const reading: Reading = {
	file: "probes.yaml",
	expressions: new RunBudget(),
	defaults: { namespace, timeoutMilliseconds: 10_000, listMilliseconds: null, stableMilliseconds: 10_000 },
	lists: new Map(),
	templates: new Map(),
	probe: () => {
		throw new Error("no probe is nested in these");
	},
};

/** Reads a probe as it stands in a probes file, and asks it. */
export function ask(type: ProbeType, yaml: string, world: World): Promise<ProbeResult> {
	return type.read(parseProbesFile(yaml, "probes.yaml"), reading).run(probeContext(world));
}

/** A copy with a value at a path; undefined takes it away. */
export function changed<T>(value: T, path: readonly (string | number)[], to: unknown): T {
	const copy: T = structuredClone(value);
	let here: unknown = copy;
	for (const step of path.slice(0, -1)) here = Reflect.get(Object(here), step);
	const last = path.at(-1) ?? "";
	if (to === undefined) Reflect.deleteProperty(Object(here), last);
	else Reflect.set(Object(here), last, to);
	return copy;
}
