import type { Manifest } from "../../../cluster/control-plane/api.ts";
import { deployment, service, statefulSet } from "../../../cluster/control-plane/manifests.ts";
import { patchedStatus } from "../making.ts";
import { all, is, number, podReady, status } from "../reached.ts";
import type { Family } from "./index.ts";

const probe = "{ service: { name: sa } }";
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
const manual =
	(conditions: object, owner = "sa") =>
	(namespace: string): Manifest[] => [
		{ apiVersion: "v1", kind: "Service", metadata: { name: "sa", namespace }, spec: { ports: [{ name: "main", port: 9395 }] } },
		{
			apiVersion: "discovery.k8s.io/v1",
			kind: "EndpointSlice",
			metadata: { name: "by-hand", namespace, labels: { "kubernetes.io/service-name": owner } },
			addressType: "IPv4",
			endpoints: [{ addresses: ["192.0.2.10"], conditions }],
			ports: [{ name: "main", port: 9395 }],
		},
	];

export const servicesOfKinds: Family = {
	title: "Services headless, of load balancers, without selectors",
	rows: [
		{
			id: "V02",
			state: "of a load balancer that gives no address",
			want: "not-green",
			probe,
			make: of({ type: "LoadBalancer" }),
			reached: ready,
		},
		{
			id: "V04",
			state: "without a selector, its addresses by hand",
			want: "pass",
			probe,
			make: manual({ ready: true }),
			reached: number("EndpointSlice", 1),
		},
		{
			id: "V07",
			state: "headless, leads to a ready pod",
			want: "pass",
			probe: "{ service: { name: sa, headless: true } }",
			make: of({ clusterIP: "None" }),
			reached: ready,
		},
		{
			id: "V08",
			state: "a name outside",
			want: "not-green",
			probe,
			make: (namespace) => [
				{
					apiVersion: "v1",
					kind: "Service",
					metadata: { name: "sa", namespace },
					spec: { type: "ExternalName", externalName: "sa.example.com", ports: [{ port: 9395 }] },
				},
			],
			reached: is("Service", "sa", {}),
		},
		{
			id: "V14",
			state: "of a load balancer, with its address",
			want: "pass",
			probe,
			make: of({ type: "LoadBalancer" }),
			before: ready,
			change: patchedStatus("Service", "sa", { loadBalancer: { ingress: [{ ip: "192.0.2.1" }] } }),
			reached: all(ready, status("Service", "sa", { loadBalancer: { ingress: [{ ip: "192.0.2.1" }] } })),
		},
		{
			id: "V17",
			state: "without a selector, no addresses",
			want: "not-green",
			probe,
			make: (namespace) => manual({})(namespace).slice(0, 1),
			reached: is("Service", "sa", {}),
		},
		{
			id: "V18",
			state: "without a selector, its address by hand not ready",
			want: "not-green",
			probe,
			make: manual({ ready: false }),
			reached: number("EndpointSlice", 1),
		},
		{
			id: "V19",
			state: "an EndpointSlice of another Service beside it",
			want: "not-green",
			probe,
			make: manual({ ready: true }, "ra"),
			reached: number("EndpointSlice", 1),
		},
		{
			id: "V23",
			state: "not headless, and should be",
			want: "fail",
			probe: "{ service: { name: sa, headless: true } }",
			make: of(),
			reached: ready,
		},
		{ id: "V25", state: "of type NodePort", want: "pass", probe, make: of({ type: "NodePort" }), reached: ready },
		{
			id: "V31",
			state: "headless, of a StatefulSet",
			want: "pass",
			probe: "{ service: { name: db, port: 5432, workload: StatefulSet/db } }",
			make: (namespace) => [statefulSet(namespace, "db", { replicas: 2 }), service(namespace, "db", 5432, { clusterIP: "None" })],
			reached: all(status("StatefulSet", "db", { availableReplicas: 2 }), number("Pod", 2, podReady), slice({ ready: true })),
		},
		{
			id: "V35",
			state: "without a selector, its Endpoints by hand as they were before there were slices",
			want: "pass",
			probe,
			make: (namespace) => [
				...manual({})(namespace).slice(0, 1),
				{
					apiVersion: "v1",
					kind: "Endpoints",
					metadata: { name: "sa", namespace },
					subsets: [{ addresses: [{ ip: "192.0.2.10" }], ports: [{ name: "main", port: 9395 }] }],
				},
			],
			reached: number("EndpointSlice", 1),
		},
	],
};
