import { daemonSet } from "../../../cluster/control-plane/manifests.ts";
import { simulateAfter } from "../../../cluster/control-plane/pod-states.ts";
import { applied, awaiting, deletedAndHeld, inTurn, leaving, patched, pods, podsBecome, unreadied } from "../making.ts";
import { absent, all, cond, is, number, podReady, podsOf, podUnready, ref, status, template, waitsFor } from "../reached.ts";
import type { Family } from "./index.ts";

const probe = "{ workload: { kind: DaemonSet, name: agent } }";
const of =
	(workload: Parameters<typeof daemonSet>[2] = {}) =>
	(namespace: string) => [daemonSet(namespace, "agent", workload)];
const done = (n: number) =>
	status("DaemonSet", "agent", { desiredNumberScheduled: n, updatedNumberScheduled: n, numberReady: n, numberAvailable: n });
const patch = (change: object) => patched("DaemonSet", "agent", change);
const onDelete = { spec: { updateStrategy: { type: "OnDelete" } } };
const oneNode = { nodeSelector: { "kubernetes.io/hostname": "node-0" } };

export const daemonSets: Family = {
	title: "DaemonSets",
	rows: [
		{ id: "E00", state: "ready on both nodes", want: "pass", probe, make: of(), reached: done(2) },
		{
			id: "E01",
			state: "no node fits (DS1)",
			want: "not-green",
			probe,
			make: of({ podSpec: { nodeSelector: { disk: "none" } } }),
			reached: status("DaemonSet", "agent", { observedGeneration: 1, desiredNumberScheduled: 0 }),
		},
		{
			id: "E02",
			state: "ready on one of two nodes",
			want: "not-green",
			probe,
			make: of(),
			before: done(2),
			change: podsBecome("app=agent", "first", {}, ...unreadied),
			reached: status("DaemonSet", "agent", { numberReady: 1, numberUnavailable: 1 }),
		},
		{
			id: "E03",
			state: "one node, maxUnavailable 1, not ready (DS3)",
			want: "not-green",
			probe,
			make: of({ podSpec: oneNode, annotations: pods("never-ready") }),
			reached: all(status("DaemonSet", "agent", { desiredNumberScheduled: 1 }), number("Pod", 1, podUnready)),
		},
		{
			id: "E04",
			state: "OnDelete, the pods of the revision before",
			want: "pending",
			probe,
			make: of(onDelete),
			before: done(2),
			change: patch(template({ other: "1" })),
			reached: status("DaemonSet", "agent", { observedGeneration: 2, updatedNumberScheduled: absent, numberReady: 2 }),
		},
		{
			id: "E05",
			state: "crashes on both nodes",
			want: "fail",
			probe,
			make: of({ annotations: pods("crash-loop") }),
			reached: number("Pod", 2, waitsFor("CrashLoopBackOff")),
		},
		{
			id: "E06",
			state: "its controller has not seen the change",
			want: "pending",
			probe,
			plane: "halted",
			make: of(),
			before: done(2),
			change: patch(template({ other: "1" })),
			reached: is("DaemonSet", "agent", { metadata: { generation: 2 }, status: { observedGeneration: 1 } }),
		},
		{
			id: "E07",
			state: "being deleted, still ready",
			want: "not-green",
			probe,
			make: of(),
			before: done(2),
			change: deletedAndHeld("DaemonSet", "agent"),
			reached: leaving("DaemonSet", "agent"),
		},
		{
			id: "E08",
			state: "update stuck on the first node",
			want: "pending",
			probe,
			make: of(),
			before: done(2),
			change: patch(template(pods("slow", { [simulateAfter]: "600s" }))),
			reached: all(status("DaemonSet", "agent", { updatedNumberScheduled: 1, numberReady: 1 }), number("Pod", 1, podUnready)),
		},
		{
			id: "E09",
			state: "its image cannot be pulled",
			want: "fail",
			probe,
			make: of({ annotations: pods("image-pull") }),
			reached: number("Pod", 2, waitsFor("ImagePullBackOff")),
		},
		{
			id: "E10",
			state: "meant for one node, ready there",
			want: "pass",
			probe,
			make: of({ podSpec: oneNode }),
			reached: done(1),
		},
		{
			id: "E11",
			state: "on fewer nodes than are asked for",
			want: "fail",
			probe: "{ workload: { kind: DaemonSet, name: agent, minReplicas: 3 } }",
			make: of(),
			reached: done(2),
		},
		{ id: "E12", state: "OnDelete, and up to date", want: "pass", probe, make: of(onDelete), reached: done(2) },
		{
			id: "E13",
			state: "ready, but not for minReadySeconds",
			want: "pending",
			probe,
			make: of({ spec: { minReadySeconds: 300 } }),
			reached: status("DaemonSet", "agent", { numberReady: 2, numberUnavailable: 2 }),
		},
		{
			id: "E14",
			state: "rolled to a new template",
			want: "pass",
			probe,
			make: of(),
			before: done(2),
			change: patch(template({ other: "1" })),
			reached: all(done(2), number("Pod", 2, { metadata: { annotations: { other: "1" } } })),
		},
		{
			id: "E15",
			state: "no status yet",
			want: "not-green",
			probe,
			plane: "halted",
			change: applied(of()),
			reached: is("DaemonSet", "agent", { status: { observedGeneration: absent } }),
		},
		{
			id: "E16",
			state: "ready by its status, a pod unready since the controller stands still",
			want: "not-green",
			probe,
			plane: "halted",
			make: of(),
			before: done(2),
			change: podsBecome("app=agent", "first", {}, ...unreadied),
			reached: all(done(2), number("Pod", 1, podUnready)),
		},
		{
			id: "E17",
			state: "its service account does not exist",
			want: "not-green",
			probe,
			make: of({ podSpec: { serviceAccountName: "nobody" } }),
			reached: status("DaemonSet", "agent", { observedGeneration: 1, desiredNumberScheduled: 2, currentNumberScheduled: 0 }),
		},
		{
			id: "E18",
			state: "a pod of the old revision does not end",
			want: "not-green",
			probe,
			make: of({ podSpec: oneNode, annotations: pods("undeletable") }),
			before: done(1),
			change: patch(template(pods("run"))),
			reached: all(number("Pod", 1), is("DaemonSet", "agent", { status: { observedGeneration: 2 } }), leavingPods),
		},
		{
			id: "E19",
			state: "a failed pod was replaced",
			want: "pass",
			probe,
			make: of(),
			before: done(2),
			change: inTurn(
				async (scene) => {
					const [pod] = await podsOf(scene);
					if (pod !== undefined)
						await scene.api.patchStatus(ref("Pod", scene.namespace, pod.metadata.name), { phase: "Failed", reason: "Evicted" });
				},
				awaiting(number("Pod", 0, { status: { phase: "Failed" } })),
			),
			reached: all(done(2), number("Pod", 2, podReady)),
		},
		{
			id: "E20",
			state: "cannot be scheduled where it is meant to run",
			want: "not-green",
			probe,
			make: of({ podSpec: { containers: [{ name: "main", image: "m", resources: { requests: { cpu: "500" } } }] } }),
			reached: number("Pod", 2, { status: { conditions: [cond("PodScheduled", "False")] } }),
		},
	],
};

async function leavingPods(scene: Parameters<ReturnType<typeof number>>[0]): Promise<boolean> {
	return (await podsOf(scene)).every((pod) => pod.metadata.deletionTimestamp !== undefined);
}
