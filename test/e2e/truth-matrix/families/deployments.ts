import { type Manifest, until } from "../../../cluster/control-plane/api.ts";
import { deployment } from "../../../cluster/control-plane/manifests.ts";
import { simulate, simulateAfter, simulateContainer } from "../../../cluster/control-plane/pod-states.ts";
import { deletedAndHeld, leaving, patched as patchedObject, pods, quota, quotaCounts } from "../making.ts";
import { absent, all, cond, is, number, podReady, podsOf, podUnready, pretend, status, template, waitsFor } from "../reached.ts";
import type { Family } from "./index.ts";

const probe = "{ workload: { kind: Deployment, name: sa } }";
const of =
	(workload: Parameters<typeof deployment>[2] = {}) =>
	(namespace: string): Manifest[] => [deployment(namespace, "sa", workload)];
const ready = (n: number) => status("Deployment", "sa", { availableReplicas: n, conditions: [cond("Available", "True")] });
const done = (n: number) =>
	all(ready(n), status("Deployment", "sa", { updatedReplicas: n, replicas: n, unavailableReplicas: absent }));
const late = status("Deployment", "sa", { conditions: [cond("Progressing", "False", "ProgressDeadlineExceeded")] });
const failure = status("Deployment", "sa", { conditions: [cond("ReplicaFailure", "True")] });
const patched = (change: object) => patchedObject("Deployment", "sa", change);
const containers = (...names: string[]) => names.map((name) => ({ name, image: `registry.invalid/${name}:1` }));

export const deployments: Family = {
	title: "Deployments",
	rows: [
		{ id: "D00", state: "healthy, 3 replicas", want: "pass", probe, make: of({ replicas: 3 }), reached: done(3) },
		{
			id: "D01",
			state: "rollout stuck, the old pods serve",
			want: "pending",
			probe,
			make: of({ replicas: 3 }),
			before: done(3),
			change: patched(template(pods("never-ready"))),
			reached: status("Deployment", "sa", { updatedReplicas: 1, readyReplicas: 3 }),
		},
		{
			id: "D02",
			state: "progress deadline exceeded, the old pods serve",
			want: "fail",
			probe,
			make: of({ replicas: 3, spec: { progressDeadlineSeconds: 3 } }),
			before: done(3),
			change: patched(template(pods("never-ready"))),
			reached: all(late, ready(3)),
		},
		{
			id: "D03",
			state: "scaled to zero",
			want: "not-green",
			probe,
			make: of(),
			before: done(1),
			change: patched({ spec: { replicas: 0 } }),
			reached: all(status("Deployment", "sa", { replicas: absent }), number("Pod", 0)),
		},
		{
			id: "D04",
			state: "1 replica, maxUnavailable 1, none ready",
			want: "pending",
			probe,
			make: of({ annotations: pods("never-ready"), spec: { strategy: { rollingUpdate: { maxUnavailable: 1 } } } }),
			reached: all(status("Deployment", "sa", { unavailableReplicas: 1 }), number("Pod", 1, podUnready)),
		},
		{
			id: "D05",
			state: "a quota forbids its pods",
			want: "fail",
			probe,
			make: (namespace) => [quota(namespace, 0)],
			before: quotaCounts,
			change: ({ api, namespace }) => api.apply(...of()(namespace)),
			reached: failure,
		},
		{
			id: "D06",
			state: "all pods crash after a good rollout",
			want: "fail",
			probe,
			make: of({ replicas: 2, annotations: pods("ready-then-crash", { [simulateAfter]: "12s" }) }),
			before: status("Deployment", "sa", { conditions: [cond("Progressing", "True", "NewReplicaSetAvailable")] }),
			reached: all(number("Pod", 2, waitsFor("CrashLoopBackOff")), status("Deployment", "sa", { readyReplicas: absent })),
		},
		{
			id: "D07",
			state: "paused, its new template not rolled out",
			want: "not-green",
			probe,
			make: of(),
			before: done(1),
			change: patched({ spec: { paused: true, template: { metadata: { annotations: { other: "1" } } } } }),
			reached: all(status("Deployment", "sa", { conditions: [cond("Progressing", "Unknown")] }), number("ReplicaSet", 1)),
		},
		{
			id: "D08",
			state: "its controller has not seen the change",
			want: "pending",
			probe,
			plane: "halted",
			make: of(),
			before: done(1),
			change: patched({ spec: { replicas: 2 } }),
			reached: is("Deployment", "sa", { metadata: { generation: 2 }, status: { observedGeneration: 1 } }),
		},
		{
			id: "D09",
			state: "undone after its deadline was exceeded",
			want: "pass",
			probe,
			make: of({ replicas: 2, spec: { progressDeadlineSeconds: 3 } }),
			before: done(2),
			change: async (scene) => {
				await patched(template(pods("image-pull")))(scene);
				await until("the deadline", () => late(scene));
				await patched(template({ [simulate]: null }))(scene);
			},
			reached: all(done(2), status("Deployment", "sa", { conditions: [cond("Progressing", "True")] })),
		},
		{
			id: "D10",
			state: "paused, and everything ready",
			want: "not-green",
			probe,
			make: of({ spec: { paused: false } }),
			before: done(1),
			change: patched({ spec: { paused: true } }),
			reached: all(done(1), is("Deployment", "sa", { spec: { paused: true } })),
		},
		{
			id: "D11",
			state: "being deleted, still ready",
			want: "not-green",
			probe,
			make: of(),
			before: done(1),
			change: deletedAndHeld("Deployment", "sa"),
			reached: all(leaving("Deployment", "sa"), ready(1)),
		},
		{
			id: "D12",
			state: "surge of 100 %, old and new pods side by side",
			want: "pending",
			probe,
			make: of({ replicas: 3, spec: { strategy: { rollingUpdate: { maxSurge: "100%", maxUnavailable: 0 } } } }),
			before: done(3),
			change: patched(template(pods("never-ready"))),
			reached: status("Deployment", "sa", { replicas: 6, updatedReplicas: 3, availableReplicas: 3 }),
		},
		{
			id: "D13",
			state: "all unavailable at once, the new pods slow",
			want: "pending",
			probe,
			make: of({ replicas: 2, spec: { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: "100%" } } } }),
			before: done(2),
			change: patched(template(pods("slow", { [simulateAfter]: "600s" }))),
			reached: all(status("Deployment", "sa", { updatedReplicas: 2, unavailableReplicas: 2 }), number("Pod", 2, podUnready)),
		},
		{
			id: "D14",
			state: "recreated with pods that crash",
			want: "fail",
			probe,
			make: of({ spec: { strategy: { type: "Recreate" } } }),
			before: done(1),
			change: patched(template(pods("crash-loop"))),
			reached: all(number("Pod", 1), number("Pod", 1, waitsFor("CrashLoopBackOff"))),
		},
		{
			id: "D15",
			state: "ready, but not for minReadySeconds",
			want: "pending",
			probe,
			make: of({ spec: { minReadySeconds: 300 } }),
			reached: status("Deployment", "sa", { readyReplicas: 1, unavailableReplicas: 1 }),
		},
		{
			id: "D16",
			state: "its service account does not exist",
			want: "fail",
			probe,
			make: of({ podSpec: { serviceAccountName: "nobody" } }),
			reached: failure,
		},
		{
			id: "D17",
			state: "no node fits its pods",
			want: "pending",
			probe,
			make: of({ podSpec: { nodeSelector: { disk: "none" } } }),
			reached: number("Pod", 1, { status: { conditions: [cond("PodScheduled", "False")] } }),
		},
		{
			id: "D18",
			state: "an init container crashes",
			want: "fail",
			probe,
			make: of({ initContainer: true, annotations: pods("init-crash-loop") }),
			reached: number("Pod", 1, { status: { initContainerStatuses: [{ state: { waiting: { reason: "CrashLoopBackOff" } } }] } }),
		},
		{
			id: "D19",
			state: "with a sidecar (restartable init container)",
			want: "pass",
			probe,
			make: of({ podSpec: { initContainers: [{ name: "proxy", image: "registry.invalid/proxy:1", restartPolicy: "Always" }] } }),
			reached: done(1),
		},
		{
			id: "D20",
			state: "an evicted pod left over beside the ready one",
			want: "pass",
			probe,
			make: of(),
			before: done(1),
			change: async (scene) => {
				const [pod] = await podsOf(scene);
				if (pod !== undefined) await pretend(scene, pod, { phase: "Failed", reason: "Evicted" }, cond("Ready", "False"));
			},
			reached: all(number("Pod", 1, { status: { reason: "Evicted" } }), number("Pod", 2), done(1)),
		},
		{
			id: "D21",
			state: "a readiness gate is not met",
			want: "pending",
			probe,
			make: of({ podSpec: { readinessGates: [{ conditionType: "example.com/in-pool" }] } }),
			before: number("Pod", 1, podReady),
			change: async (scene) => {
				const [pod] = await podsOf(scene);
				if (pod !== undefined)
					await pretend(scene, pod, {}, cond("example.com/in-pool", "False"), cond("Ready", "False", "ReadinessGatesNotReady"));
			},
			reached: all(number("Pod", 1, podUnready), status("Deployment", "sa", { unavailableReplicas: 1 })),
		},
		{
			id: "D22",
			state: "its image cannot be pulled",
			want: "fail",
			probe,
			make: of({ annotations: pods("image-pull") }),
			reached: number("Pod", 1, waitsFor("ImagePullBackOff")),
		},
		{
			id: "D23",
			state: "a single pull has failed",
			want: "pending",
			probe,
			make: of({ annotations: pods("image-pull-then-ready", { [simulateAfter]: "600s" }) }),
			reached: number("Pod", 1, waitsFor("ErrImagePull")),
		},
		{
			id: "D24",
			state: "a single pull had failed, then ready",
			want: "pass",
			probe,
			make: of({ annotations: pods("image-pull-then-ready", { [simulateAfter]: "2s" }) }),
			reached: done(1),
		},
		{
			id: "D25",
			state: "a Secret that its container needs is missing",
			want: "fail",
			probe,
			make: of({ annotations: pods("config-error") }),
			reached: number("Pod", 1, waitsFor("CreateContainerConfigError")),
		},
		{
			id: "D26",
			state: "the name of its image is none",
			want: "fail",
			probe,
			make: of({ annotations: pods("invalid-image") }),
			reached: number("Pod", 1, waitsFor("InvalidImageName")),
		},
		{
			id: "D27",
			state: "its volumes are not mounted",
			want: "pending",
			probe,
			make: of({ annotations: pods("creating") }),
			reached: number("Pod", 1, waitsFor("ContainerCreating")),
		},
		{
			id: "D28",
			state: "killed for memory again and again",
			want: "fail",
			probe,
			make: of({ annotations: pods("out-of-memory") }),
			reached: number("Pod", 1, { status: { containerStatuses: [{ lastState: { terminated: { reason: "OOMKilled" } } }] } }),
		},
		{
			id: "D29",
			state: "one container of two crashes",
			want: "fail",
			probe,
			make: of({
				podSpec: { containers: containers("main", "log") },
				annotations: pods("crash-loop", { [simulateContainer]: "log" }),
			}),
			reached: number("Pod", 1, waitsFor("CrashLoopBackOff")),
		},
	],
};
