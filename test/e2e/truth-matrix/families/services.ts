import type { Manifest } from "../../../cluster/control-plane/api.ts";
import { deployment, service } from "../../../cluster/control-plane/manifests.ts";
import { deleted, deletedAndHeld, leaving, patched, pods, podsBecome, unreadied } from "../making.ts";
import { all, always, is, number, podReady, podUnready, present, waitsFor } from "../reached.ts";
import type { Family } from "./index.ts";

const probe = "{ service: { name: sa } }";
const withWorkload = "{ service: { name: sa, port: 9395, workload: Deployment/sa } }";
const serving = (namespace: string, workload: Parameters<typeof deployment>[2] = {}): Manifest =>
	deployment(namespace, "sa", {
		...workload,
		podSpec: { containers: [{ name: "main", image: "m", ports: [{ name: "grpc", containerPort: 9395 }] }] },
	});
const of =
	(spec: object = {}, workload: Parameters<typeof deployment>[2] = {}) =>
	(namespace: string): Manifest[] => [serving(namespace, workload), service(namespace, "sa", 9395, spec)];
const endpoint = (conditions: object) => ({ endpoints: [{ conditions }] });
const slice = (conditions: object) => number("EndpointSlice", 1, endpoint(conditions));
const ready = all(number("Pod", 1, podReady), slice({ ready: true }));
const port = (name: string, number: number, targetPort: string | number) => ({ name, port: number, targetPort });

export const services: Family = {
	title: "Services that select pods",
	rows: [
		{ id: "V00", state: "leads to a ready pod", want: "pass", probe, make: of(), reached: ready },
		{
			id: "V01",
			state: "its selector takes no pod",
			want: "not-green",
			probe,
			make: (namespace) => [service(namespace, "sa", 9395)],
			reached: number("EndpointSlice", 1),
		},
		{
			id: "V03",
			state: "its selector misspelt",
			want: "fail",
			probe,
			make: of({ selector: { app: "as" } }),
			reached: all(number("Pod", 1, podReady), number("EndpointSlice", 1)),
		},
		{
			id: "V05",
			state: "selects the pods of two workloads",
			want: "fail",
			probe: withWorkload,
			make: (namespace) => [...of()(namespace), { ...deployment(namespace, "sa2"), ...relabelled(namespace) }],
			reached: all(number("Pod", 2, podReady), number("EndpointSlice", 1, { endpoints: [{ conditions: { ready: true } }] })),
		},
		{
			id: "V06",
			state: "its port names one that the pods do not have",
			want: "fail",
			probe,
			make: of({ ports: [port("main", 9395, "gprc")] }),
			reached: all(number("Pod", 1, podReady), number("EndpointSlice", 1)),
		},
		{
			id: "V09",
			state: "publishes the addresses of pods that are not ready",
			want: "not-green",
			probe,
			make: of({ publishNotReadyAddresses: true }, { annotations: pods("never-ready") }),
			reached: all(slice({ ready: true }), number("Pod", 1, podUnready)),
		},
		{
			id: "V10",
			state: "its only pod is being deleted",
			want: "not-green",
			probe,
			make: of({}, { annotations: pods("undeletable") }),
			before: ready,
			change: patched("Deployment", "sa", { spec: { replicas: 0 } }),
			reached: slice({ terminating: true }),
		},
		{
			id: "V11",
			state: "its pods are not ready",
			want: "pending",
			probe,
			make: of({}, { annotations: pods("never-ready") }),
			reached: slice({ ready: false }),
		},
		{
			id: "V12",
			state: "has another port than is asked for",
			want: "fail",
			probe: "{ service: { name: sa, port: 9396 } }",
			make: of(),
			reached: ready,
		},
		{
			id: "V13",
			state: "being deleted",
			want: "not-green",
			probe,
			make: of(),
			before: ready,
			change: deletedAndHeld("Service", "sa"),
			reached: leaving("Service", "sa"),
		},
		{
			id: "V15",
			state: "one of its two ports leads nowhere",
			want: "fail",
			probe,
			make: of({ ports: [port("main", 9395, "grpc"), port("debug", 8003, "debug")] }),
			reached: ready,
		},
		{
			id: "V16",
			state: "one of its two ports leads nowhere, the other is asked for",
			want: "pass",
			probe: "{ service: { name: sa, port: 9395 } }",
			make: of({ ports: [port("main", 9395, "grpc"), port("debug", 8003, "debug")] }),
			reached: ready,
		},
		{
			id: "V20",
			state: "its selector is narrower than the pods' labels: no pod of the workload",
			want: "fail",
			probe: withWorkload,
			make: of({ selector: { app: "sa", tier: "gold" } }),
			reached: all(number("Pod", 1, podReady), number("EndpointSlice", 1)),
		},
		{
			id: "V21",
			state: "its pods crash",
			want: "fail",
			probe,
			make: of({}, { annotations: pods("crash-loop") }),
			reached: all(number("Pod", 1, waitsFor("CrashLoopBackOff")), slice({ ready: false })),
		},
		{
			id: "V22",
			state: "its workload is scaled to zero",
			want: "fail",
			probe: withWorkload,
			make: of({}, { replicas: 0 }),
			reached: number("EndpointSlice", 1),
		},
		{ id: "V24", state: "does not exist", want: "fail", probe, make: (namespace) => [serving(namespace)], reached: always },
		{
			id: "V26",
			state: "leads to its workload, by name of its port",
			want: "pass",
			probe: "{ service: { name: sa, port: main, workload: Deployment/sa } }",
			make: of(),
			reached: ready,
		},
		{
			id: "V27",
			state: "its workload does not exist",
			want: "fail",
			probe: "{ service: { name: sa, port: 9395, workload: Deployment/ra } }",
			make: of(),
			reached: ready,
		},
		{
			id: "V28",
			state: "one of two pods is ready",
			want: "pass",
			probe,
			make: of({}, { replicas: 2 }),
			before: number("EndpointSlice", 1, { endpoints: (found: unknown) => Array.isArray(found) && found.length === 2 }),
			change: podsBecome("app=sa", "first", {}, ...unreadied),
			reached: all(number("Pod", 1, podReady), slice({ ready: true }), slice({ ready: false })),
		},
		{
			id: "V29",
			state: "its addresses are of a pod that is gone, since the controllers stand still",
			want: "not-green",
			probe,
			plane: "halted",
			make: of(),
			before: ready,
			change: async (scene) => {
				for (const { metadata } of await scene.api.list("v1", "Pod", scene.namespace)) await deleted("Pod", metadata.name)(scene);
			},
			reached: all(number("Pod", 0), slice({ ready: true })),
		},
		{
			id: "V30",
			state: "its address says ready, its pod is not, since the controllers stand still",
			want: "not-green",
			probe,
			plane: "halted",
			make: of(),
			before: ready,
			change: podsBecome("app=sa", "all", {}, ...unreadied),
			reached: all(number("Pod", 1, podUnready), slice({ ready: true })),
		},
		{
			id: "V32",
			state: "recreated under its name with other addresses: the slices are by owner",
			want: "pass",
			probe,
			make: of(),
			before: ready,
			change: async (scene) => {
				await deleted("Service", "sa")(scene);
				await scene.api.apply(service(scene.namespace, "sa", 9395));
			},
			reached: all(ready, is("Service", "sa", { metadata: { uid: present } })),
		},
		{
			id: "V33",
			state: "evicted pod beside a ready one",
			want: "pass",
			probe: withWorkload,
			make: of(),
			before: ready,
			change: podsBecome("app=sa", "all", { phase: "Failed", reason: "Evicted" }),
			reached: all(
				number("Pod", 2),
				number("Pod", 1, { status: { reason: "Evicted" } }),
				number("Pod", 1, { status: { phase: "Running" } }),
				slice({ ready: true }),
			),
		},
		{
			id: "V34",
			state: "publishes addresses that are not ready, and its pod is ready",
			want: "pass",
			probe,
			make: of({ publishNotReadyAddresses: true }),
			reached: ready,
		},
	],
};

/** A second workload whose pods have the labels of the first, too. */
function relabelled(namespace: string): object {
	const { metadata, spec } = deployment(namespace, "sa2", { labels: { app: "sa", second: "yes" } });
	return { metadata, spec: { ...Object(spec), selector: { matchLabels: { second: "yes" } } } };
}
