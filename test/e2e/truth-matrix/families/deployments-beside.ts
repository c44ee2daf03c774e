import { until } from "../../../cluster/control-plane/api.ts";
import { deployment, job, statefulSet } from "../../../cluster/control-plane/manifests.ts";
import { simulateAfter } from "../../../cluster/control-plane/pod-states.ts";
import { applied, awaiting, deleted, inTurn, patched, pods, podsBecome, quota, quotaCounts, unreadied } from "../making.ts";
import {
	absent,
	all,
	always,
	cond,
	is,
	number,
	podReady,
	podsOf,
	podUnready,
	present,
	ref,
	status,
	template,
} from "../reached.ts";
import type { Family } from "./index.ts";

const probe = "{ workload: { kind: Deployment, name: sa } }";
const of =
	(workload: Parameters<typeof deployment>[2] = {}) =>
	(namespace: string) => [deployment(namespace, "sa", workload)];
const done = (n: number) =>
	status("Deployment", "sa", { availableReplicas: n, updatedReplicas: n, replicas: n, conditions: [cond("Available", "True")] });

export const deploymentsBeside: Family = {
	title: "Deployments: what stands beside them, and what was done to them",
	rows: [
		{
			id: "D32",
			state: "the node of its pod does not answer",
			want: "not-green",
			probe,
			make: of({ annotations: pods("node-lost") }),
			reached: number("Pod", 1, podUnready),
		},
		{ id: "D33", state: "does not exist", want: "fail", probe, make: () => [], reached: always },
		{
			id: "D34",
			state: "does not exist, but a StatefulSet of that name does",
			want: "fail",
			probe,
			make: (namespace) => [statefulSet(namespace, "sa")],
			reached: status("StatefulSet", "sa", { readyReplicas: 1 }),
		},
		{
			id: "D35",
			state: "recreated under its name, its old pods left",
			want: "pending",
			probe,
			make: of({ replicas: 2 }),
			before: done(2),
			change: inTurn(deleted("Deployment", "sa", "Orphan"), awaiting(gone("sa")), (scene) =>
				scene.api.apply(deployment(scene.namespace, "sa", { replicas: 2, annotations: pods("never-ready") })),
			),
			reached: status("Deployment", "sa", { updatedReplicas: 1, availableReplicas: 2 }),
		},
		{
			id: "D36",
			state: "recreated with another selector beside ready pods of before",
			want: "fail",
			probe,
			make: of({ replicas: 2 }),
			before: done(2),
			change: inTurn(deleted("Deployment", "sa", "Orphan"), awaiting(gone("sa")), ({ api, namespace }) =>
				api.apply({ ...deployment(namespace, "new", { annotations: pods("crash-loop") }), metadata: { name: "sa", namespace } }),
			),
			reached: all(number("Pod", 3), number("Pod", 2, podReady), status("Deployment", "sa", { unavailableReplicas: 1 })),
		},
		{
			id: "D46",
			state: "a quota lets two of three pods run",
			want: "fail",
			probe,
			make: (namespace) => [quota(namespace, 2)],
			before: quotaCounts,
			change: applied(of({ replicas: 3 })),
			reached: status("Deployment", "sa", { readyReplicas: 2, conditions: [cond("ReplicaFailure", "True")] }),
		},
		{
			id: "D47",
			state: "no kubelet looks at its pod",
			want: "pending",
			probe,
			make: of({ annotations: pods("ignored") }),
			reached: number("Pod", 1, { spec: { nodeName: present }, status: { phase: "Pending" } }),
		},
		{
			id: "D48",
			state: "rolled out, but a pod of the old revision does not end",
			want: "pending",
			probe,
			make: of({ annotations: pods("undeletable") }),
			before: done(1),
			change: patched("Deployment", "sa", template(pods("run"))),
			reached: all(done(1), number("Pod", 2), number("Pod", 1, { metadata: { deletionTimestamp: present } })),
		},
		{
			id: "D49",
			state: "scaled down, the pods too many gone",
			want: "pass",
			probe,
			make: of({ replicas: 3 }),
			before: done(3),
			change: patched("Deployment", "sa", { spec: { replicas: 1 } }),
			reached: all(done(1), number("Pod", 1)),
		},
		{
			id: "D50",
			state: "scaled up, the pods not ready yet",
			want: "pending",
			probe,
			make: of({ annotations: pods("slow", { [simulateAfter]: "2s" }) }),
			before: done(1),
			change: inTurn(
				patched("Deployment", "sa", { spec: { replicas: 2 } }),
				awaiting(number("Pod", 2, podReady)),
				podsBecome("app=sa", "first", {}, ...unreadied),
			),
			reached: status("Deployment", "sa", { replicas: 2, availableReplicas: 1 }),
		},
		{
			id: "D51",
			state: "rolled back to a revision of before",
			want: "pass",
			probe,
			make: of({ replicas: 2 }),
			before: done(2),
			change: inTurn(
				patched("Deployment", "sa", template({ other: "1" })),
				awaiting(all(number("ReplicaSet", 2), done(2), number("Pod", 2))),
				patched("Deployment", "sa", template({ other: null })),
				awaiting(is("Deployment", "sa", { metadata: { annotations: { "deployment.kubernetes.io/revision": "3" } } })),
			),
			reached: all(done(2), number("Pod", 2)),
		},
		{
			id: "D52",
			state: "a stranger with the same labels is ready, its own pod is not",
			want: "not-green",
			probe,
			make: (namespace) => [
				deployment(namespace, "sa", { annotations: pods("never-ready") }),
				deployment(namespace, "other", { labels: { app: "other", tier: "x" } }),
			],
			reached: all(number("Pod", 1, podReady), number("Pod", 1, podUnready)),
		},
		{
			id: "D53",
			state: "a status that says ready, and no pods",
			want: "not-green",
			probe,
			plane: "bare",
			make: of(),
			change: ({ api, namespace }) =>
				api.patchStatus(ref("Deployment", namespace, "sa"), {
					observedGeneration: 1,
					replicas: 1,
					updatedReplicas: 1,
					readyReplicas: 1,
					availableReplicas: 1,
					conditions: [cond("Available", "True"), cond("Progressing", "True")],
				}),
			reached: status("Deployment", "sa", { availableReplicas: 1 }),
		},
		{
			id: "D54",
			state: "no status yet",
			want: "pending",
			probe,
			plane: "halted",
			change: applied(of()),
			reached: is("Deployment", "sa", { metadata: { generation: 1 }, status: { observedGeneration: absent } }),
		},
		{
			id: "D55",
			state: "ready by its status, its pod crashed since the controller stands still",
			want: "not-green",
			probe,
			plane: "halted",
			make: of(),
			before: done(1),
			change: podsBecome("app=sa", "all", {}, ...unreadied),
			reached: all(done(1), number("Pod", 1, podUnready)),
		},
		{
			id: "D56",
			state: "ready by its status, its pod deleted since the controller stands still",
			want: "not-green",
			probe,
			plane: "halted",
			make: of(),
			before: done(1),
			change: async (scene) => {
				for (const pod of await podsOf(scene)) await scene.api.delete(ref("Pod", scene.namespace, pod.metadata.name));
				await until("no pod", async () => (await podsOf(scene)).length === 0);
			},
			reached: all(done(1), number("Pod", 0)),
		},
		{
			id: "D57",
			state: "mended: the old pod crashes, the new one is starting",
			want: "pending",
			probe,
			make: of({ annotations: pods("crash-loop") }),
			before: number("Pod", 1, podUnready),
			change: patched("Deployment", "sa", template(pods("creating"))),
			reached: all(number("Pod", 2, podUnready), status("Deployment", "sa", { updatedReplicas: 1, replicas: 2 })),
		},
		{
			id: "D58",
			state: "restarted: the new pod waits for a node, the old one serves",
			want: "pending",
			probe,
			make: of(),
			before: done(1),
			change: patched("Deployment", "sa", {
				spec: { template: { metadata: { annotations: { again: "1" } }, spec: { nodeSelector: { disk: "none" } } } },
			}),
			reached: all(number("Pod", 2), status("Deployment", "sa", { updatedReplicas: 1, availableReplicas: 1 })),
		},
		{
			id: "D59",
			state: "scaled to zero, its annotation of what was applied says 3",
			want: "not-green",
			probe,
			make: (namespace) => {
				const [made] = of({ replicas: 0 })(namespace);
				const applied = JSON.stringify(deployment(namespace, "sa", { replicas: 3 }));
				const annotations = { "kubectl.kubernetes.io/last-applied-configuration": applied };
				return made === undefined ? [] : [{ ...made, metadata: { ...made.metadata, annotations } }];
			},
			reached: is("Deployment", "sa", { status: { observedGeneration: 1 } }),
		},
		{
			id: "D60",
			state: "ready beside a Job that failed and a Deployment that crashes",
			want: "pass",
			probe,
			make: (namespace) => [
				...of()(namespace),
				deployment(namespace, "other", { annotations: pods("crash-loop") }),
				job(namespace, "init", { annotations: pods("fail"), spec: { backoffLimit: 0 } }),
			],
			reached: all(done(1), status("Job", "init", { conditions: [cond("Failed", "True")] })),
		},
	],
};

function gone(name: string) {
	return async ({ api, namespace }: { api: Parameters<ReturnType<typeof done>>[0]["api"]; namespace: string }) =>
		(await api.get("apps/v1", "Deployment", namespace, name)) === null;
}
