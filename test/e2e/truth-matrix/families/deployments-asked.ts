import { until } from "../../../cluster/control-plane/api.ts";
import { deployment, service, statefulSet } from "../../../cluster/control-plane/manifests.ts";
import { simulateAfter } from "../../../cluster/control-plane/pod-states.ts";
import { applied, awaiting, deleted, inTurn, patched, pods, podsBecome, quota, quotaCounts, unreadied } from "../making.ts";
import {
	absent,
	after,
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
const asking = (more: string) => `{ workload: { kind: Deployment, name: sa, ${more} } }`;
const of =
	(workload: Parameters<typeof deployment>[2] = {}) =>
	(namespace: string) => [deployment(namespace, "sa", workload)];
const done = (n: number) =>
	status("Deployment", "sa", { availableReplicas: n, updatedReplicas: n, replicas: n, conditions: [cond("Available", "True")] });
const container = { name: "main", image: "registry.invalid/boulder:v1.2", ports: [{ containerPort: 9395 }] };
const withPort = of({ podSpec: { containers: [container] } });

export const deploymentsAsked: Family = {
	title: "Deployments: what else is asked, and what stands beside them",
	rows: [
		{
			id: "D30",
			state: "looks ready, restarts every second",
			want: "pending",
			probe: asking("stableFor: 20s"),
			make: of({ annotations: pods("restarting", { [simulateAfter]: "1s" }) }),
			reached: all(done(1), after(3, number("Pod", 1, podReady))),
		},
		{
			id: "D31",
			state: "ready for a shorter time than stableFor",
			want: "pending",
			probe: asking("stableFor: 10m"),
			make: of(),
			reached: done(1),
		},
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
		{ id: "D37", state: "opens the port", want: "pass", probe: asking("ports: [9395]"), make: withPort, reached: done(1) },
		{ id: "D38", state: "opens another port", want: "fail", probe: asking("ports: [9396]"), make: withPort, reached: done(1) },
		{
			id: "D39",
			state: "runs another image",
			want: "fail",
			probe: asking("image: registry.invalid/boulder:v2"),
			make: withPort,
			reached: done(1),
		},
		{
			id: "D40",
			state: "runs an image of the pattern",
			want: "pass",
			probe: asking("image: '*/boulder:v1.*'"),
			make: withPort,
			reached: done(1),
		},
		{
			id: "D41",
			state: "has fewer replicas than are asked for",
			want: "fail",
			probe: asking("minReplicas: 3"),
			make: of({ replicas: 2 }),
			reached: done(2),
		},
		{
			id: "D42",
			state: "is not as expected",
			want: "fail",
			probe: asking("expect: object.spec.replicas == 5"),
			make: of(),
			reached: done(1),
		},
		{
			id: "D43",
			state: "ready, but the field of the expectation is misspelt",
			want: "unknown",
			probe: asking("expect: object.spec.replica >= 1"),
			make: of(),
			reached: done(1),
		},
		{
			id: "D44",
			state: "ready, and its Service leads to it",
			want: "pass",
			probe: asking("ports: [9395], service: sa"),
			make: (namespace) => [...withPort(namespace), service(namespace, "sa", 9395)],
			reached: all(done(1), number("EndpointSlice", 1, { endpoints: [{ conditions: { ready: true } }] })),
		},
		{
			id: "D45",
			state: "ready, but the selector of its Service is misspelt",
			want: "fail",
			probe: asking("service: sa"),
			make: (namespace) => [...withPort(namespace), service(namespace, "sa", 9395, { selector: { app: "as" } })],
			reached: all(done(1), number("EndpointSlice", 1)),
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
	],
};

function gone(name: string) {
	return async ({ api, namespace }: { api: Parameters<ReturnType<typeof done>>[0]["api"]; namespace: string }) =>
		(await api.get("apps/v1", "Deployment", namespace, name)) === null;
}
