import type { Manifest } from "../../../cluster/control-plane/api.ts";
import { deployment } from "../../../cluster/control-plane/manifests.ts";
import { simulateAfter } from "../../../cluster/control-plane/pod-states.ts";
import {
	applied,
	awaiting,
	deleted,
	deletedAndHeld,
	inTurn,
	leaving,
	patched,
	pods,
	podsBecome,
	quota,
	quotaCounts,
	unreadied,
} from "../making.ts";
import { absent, after, all, always, cond, is, number, podReady, podUnready, present, status, waitsFor } from "../reached.ts";
import type { Family } from "./index.ts";

const set = "{ workload: { kind: ReplicaSet, name: rs } }";
const of =
	(workload: Parameters<typeof deployment>[2] = {}) =>
	(namespace: string): Manifest[] => [{ ...deployment(namespace, "rs", { replicas: 2, ...workload }), kind: "ReplicaSet" }];
const done = (n: number) => status("ReplicaSet", "rs", { replicas: n, readyReplicas: n, availableReplicas: n });

const lone = "{ resources: { apiVersion: v1, kind: Pod, name: lone } }";
const pod =
	(annotations: Readonly<Record<string, string>>, spec: object = {}) =>
	(namespace: string): Manifest[] => [
		{
			apiVersion: "v1",
			kind: "Pod",
			metadata: { name: "lone", namespace, annotations, labels: { app: "lone" } },
			spec: { containers: [{ name: "main", image: "registry.invalid/main:1" }], ...spec },
		},
	];
const isPod = (wanted: object) => is("Pod", "lone", wanted);
const never = { restartPolicy: "Never" };

export const replicaSetsAndPods: Family = {
	title: "ReplicaSets and pods",
	rows: [
		{ id: "R00", state: "ReplicaSet that nobody owns, ready", want: "pass", probe: set, make: of(), reached: done(2) },
		{
			id: "R02",
			state: "ReplicaSet scaled to zero",
			want: "not-green",
			probe: set,
			make: of({ replicas: 0 }),
			reached: status("ReplicaSet", "rs", { observedGeneration: 1 }),
		},
		{
			id: "R03",
			state: "ReplicaSet whose pods crash",
			want: "fail",
			probe: set,
			make: of({ annotations: pods("crash-loop") }),
			reached: number("Pod", 2, waitsFor("CrashLoopBackOff")),
		},
		{
			id: "R04",
			state: "ReplicaSet that a quota forbids its pods",
			want: "fail",
			probe: set,
			make: (namespace) => [quota(namespace, 1)],
			before: quotaCounts,
			change: applied(of()),
			reached: status("ReplicaSet", "rs", { readyReplicas: 1, conditions: [cond("ReplicaFailure", "True")] }),
		},
		{
			id: "R05",
			state: "ReplicaSet that has adopted a lone pod",
			want: "pass",
			probe: set,
			make: (namespace) => [
				...pod({})(namespace).map((one) => ({ ...one, metadata: { ...one.metadata, labels: { app: "rs" } } })),
			],
			before: isPod(podReady),
			change: applied(of()),
			reached: all(done(2), number("Pod", 2), isPod({ metadata: { ownerReferences: present } })),
		},
		{
			id: "R06",
			state: "ReplicaSet with one of two ready",
			want: "pending",
			probe: set,
			make: of(),
			before: done(2),
			change: podsBecome("app=rs", "first", {}, ...unreadied),
			reached: status("ReplicaSet", "rs", { readyReplicas: 1 }),
		},
		{
			id: "R07",
			state: "ReplicaSet being deleted",
			want: "not-green",
			probe: set,
			make: of(),
			before: done(2),
			change: deletedAndHeld("ReplicaSet", "rs"),
			reached: leaving("ReplicaSet", "rs"),
		},
		{
			id: "R08",
			state: "ReplicaSet whose controller has not seen the change",
			want: "pending",
			probe: set,
			plane: "halted",
			make: of(),
			before: done(2),
			change: patched("ReplicaSet", "rs", { spec: { replicas: 1 } }),
			reached: is("ReplicaSet", "rs", { metadata: { generation: 2 }, status: { observedGeneration: 1 } }),
		},
		{
			id: "R09",
			state: "the ReplicaSet of a Deployment, asked for by name of the Deployment",
			want: "fail",
			probe: set,
			make: (namespace) => [deployment(namespace, "rs")],
			reached: number("Pod", 1, podReady),
		},
		{
			id: "R10",
			state: "ReplicaSet recreated under its name, its old pods orphaned and another's",
			want: "not-green",
			probe: set,
			make: of(),
			before: done(2),
			change: inTurn(
				deleted("ReplicaSet", "rs", "Orphan"),
				awaiting(async ({ api, namespace }) => (await api.get("apps/v1", "ReplicaSet", namespace, "rs")) === null),
				applied((namespace) => [
					{
						...deployment(namespace, "new", { replicas: 1, annotations: pods("never-ready") }),
						kind: "ReplicaSet",
						metadata: { name: "rs", namespace },
					},
				]),
			),
			reached: all(number("Pod", 3), number("Pod", 2, podReady), number("Pod", 1, podUnready)),
		},
		{ id: "O00", state: "ready", want: "pass", probe: lone, make: pod({}), reached: isPod(podReady) },
		{
			id: "O01",
			state: "failed, exit code 1",
			want: "fail",
			probe: lone,
			make: pod(pods("fail"), never),
			reached: isPod({ status: { phase: "Failed" } }),
		},
		{
			id: "O02",
			state: "an init container crashes",
			want: "fail",
			probe: lone,
			make: pod(pods("init-crash-loop"), { initContainers: [{ name: "prepare", image: "p" }] }),
			reached: isPod({ status: { initContainerStatuses: [{ state: { waiting: { reason: "CrashLoopBackOff" } } }] } }),
		},
		{
			id: "O03",
			state: "an operator's, restartPolicy Never, ready",
			want: "pass",
			probe: lone,
			make: pod({}, never),
			reached: isPod(podReady),
		},
		{
			id: "O04",
			state: "its image cannot be pulled",
			want: "fail",
			probe: lone,
			make: pod(pods("image-pull")),
			reached: isPod(waitsFor("ImagePullBackOff")),
		},
		{
			id: "O05",
			state: "has run to its end, restartPolicy Never",
			want: "pass",
			probe: lone,
			make: pod(pods("succeed"), never),
			reached: isPod({ status: { phase: "Succeeded" } }),
		},
		{
			id: "O06",
			state: "no node fits",
			want: "pending",
			probe: lone,
			make: pod({}, { nodeSelector: { disk: "none" } }),
			reached: isPod({ status: { conditions: [cond("PodScheduled", "False")] } }),
		},
		{
			id: "O07",
			state: "being deleted, does not end",
			want: "not-green",
			probe: lone,
			make: pod(pods("undeletable")),
			before: isPod(podReady),
			change: deleted("Pod", "lone"),
			reached: leaving("Pod", "lone"),
		},
		{
			id: "O08",
			state: "looks ready, restarts every second",
			want: "pending",
			probe: "{ resources: { apiVersion: v1, kind: Pod, name: lone, stableFor: 20s } }",
			make: pod(pods("restarting", { [simulateAfter]: "1s" })),
			reached: after(3, isPod(podReady)),
		},
		{
			id: "O09",
			state: "its node does not answer",
			want: "not-green",
			probe: lone,
			make: pod(pods("node-lost")),
			reached: isPod(podUnready),
		},
		{
			id: "O10",
			state: "no kubelet looks at it",
			want: "pending",
			probe: lone,
			make: pod(pods("ignored")),
			reached: isPod({ spec: { nodeName: present }, status: { conditions: [cond("PodScheduled", "True")] } }),
		},
		{
			id: "O11",
			state: "a scheduling gate holds it",
			want: "pending",
			probe: lone,
			make: pod({}, { schedulingGates: [{ name: "example.com/later" }] }),
			reached: isPod({ spec: { nodeName: absent } }),
		},
		{
			id: "O12",
			state: "evicted",
			want: "fail",
			probe: lone,
			make: pod(pods("evicted")),
			reached: isPod({ status: { reason: "Evicted" } }),
		},
		{
			id: "O13",
			state: "has ended with success, restartPolicy Always",
			want: "not-green",
			probe: lone,
			make: pod(pods("succeed")),
			reached: isPod({ status: { phase: "Succeeded" } }),
		},
		{
			id: "O14",
			state: "ready, its readiness gate not met",
			want: "pending",
			probe: lone,
			make: pod({}, { readinessGates: [{ conditionType: "example.com/in-pool" }] }),
			before: isPod(podReady),
			change: podsBecome(
				"app=lone",
				"all",
				{},
				cond("example.com/in-pool", "False"),
				cond("Ready", "False", "ReadinessGatesNotReady"),
			),
			reached: isPod(podUnready),
		},
		{
			id: "O15",
			state: "of two, one failed",
			want: "fail",
			probe: "{ resources: { apiVersion: v1, kind: Pod, atLeast: 2 } }",
			make: (namespace) => [
				...pod({})(namespace),
				...pod(pods("fail"), never)(namespace).map((one) => ({ ...one, metadata: { ...one.metadata, name: "other" } })),
			],
			reached: all(isPod(podReady), is("Pod", "other", { status: { phase: "Failed" } })),
		},
		{
			id: "O16",
			state: "a misspelt name",
			want: "fail",
			probe: "{ resources: { apiVersion: v1, kind: Pod, name: lune } }",
			make: pod({}),
			reached: isPod(podReady),
		},
		{ id: "O17", state: "none at all", want: "fail", probe: "{ resources: { apiVersion: v1, kind: Pod } }", reached: always },
	],
};
