import type { Manifest } from "../../../cluster/control-plane/api.ts";
import { deployment, service } from "../../../cluster/control-plane/manifests.ts";
import { deletedAndHeld, inTurn, leaving, patchedStatus, pods } from "../making.ts";
import { all, always, is, number, podReady, podUnready, status } from "../reached.ts";
import type { Family } from "./index.ts";

const probe = "{ ingress: { name: front, controller: { kind: Deployment, namespace: NS, name: web } } }";
const byAddress = "{ ingress: { name: front } }";
const byController = "{ ingress: { name: front, address: false, controller: { kind: Deployment, namespace: NS, name: web } } }";
const backend = (name: string, number: number) => ({ service: { name, port: { number } } });
const ingress = (namespace: string, spec: object = {}): Manifest => ({
	apiVersion: "networking.k8s.io/v1",
	kind: "Ingress",
	metadata: { name: "front", namespace },
	spec: {
		ingressClassName: namespace,
		rules: [{ host: "ca.example.com", http: { paths: [{ path: "/", pathType: "Prefix", backend: backend("web", 80) }] } }],
		...spec,
	},
});
const ingressClass = (name: string): Manifest => ({
	apiVersion: "networking.k8s.io/v1",
	kind: "IngressClass",
	metadata: { name },
	spec: { controller: "example.com/ingress" },
});
const of =
	(spec: object = {}, annotations: Readonly<Record<string, string>> = {}) =>
	(namespace: string): Manifest[] => [
		ingressClass(namespace),
		deployment(namespace, "web", { annotations }),
		service(namespace, "web", 80),
		ingress(namespace, spec),
	];
const addressed = patchedStatus("Ingress", "front", { loadBalancer: { ingress: [{ ip: "192.0.2.7" }] } });
const served = all(
	number("Pod", 1, podReady),
	number("EndpointSlice", 1, { endpoints: [{ conditions: { ready: true } }] }),
	status("Ingress", "front", { loadBalancer: { ingress: [{ ip: "192.0.2.7" }] } }),
);
const tls = { tls: [{ hosts: ["ca.example.com"], secretName: "certificate" }] };
const secret = (namespace: string): Manifest => ({
	apiVersion: "v1",
	kind: "Secret",
	metadata: { name: "certificate", namespace },
	type: "kubernetes.io/tls",
	stringData: { "tls.crt": "none", "tls.key": "none" },
});

export const ingresses: Family = {
	title: "Ingresses",
	rows: [
		{
			id: "I00",
			state: "has a class, an address and a backend with a ready address",
			want: "pass",
			probe,
			make: of(),
			change: addressed,
			reached: served,
		},
		{
			id: "I20",
			state: "has an address, and nobody says which controller serves it",
			want: "unknown",
			probe: byAddress,
			make: of(),
			change: addressed,
			reached: served,
		},
		{
			id: "I21",
			state: "its certificate is for another host than is asked for",
			want: "fail",
			probe: "{ ingress: { name: front, hosts: [ca.example.com], controller: { kind: Deployment, namespace: NS, name: web } } }",
			make: (namespace) => [
				...of({ tls: [{ hosts: ["ra.example.com"], secretName: "certificate" }] })(namespace),
				secret(namespace),
			],
			change: addressed,
			reached: served,
		},
		{
			id: "I01",
			state: "its class does not exist",
			want: "not-green",
			probe,
			make: (namespace) => of({ ingressClassName: "nothing" })(namespace),
			change: addressed,
			reached: served,
		},
		{
			id: "I02",
			state: "names no class",
			want: "not-green",
			probe,
			make: of({ ingressClassName: undefined }),
			change: addressed,
			reached: served,
		},
		{
			id: "I03",
			state: "its backend's Service does not exist",
			want: "fail",
			probe,
			make: of({ defaultBackend: backend("absent", 80) }),
			change: addressed,
			reached: served,
		},
		{
			id: "I04",
			state: "its backend has no ready address",
			want: "not-green",
			probe,
			make: of({}, pods("never-ready")),
			change: addressed,
			reached: number("Pod", 1, podUnready),
		},
		{
			id: "I05",
			state: "the Secret of its certificate is missing",
			want: "not-green",
			probe,
			make: of(tls),
			change: addressed,
			reached: served,
		},
		{
			id: "I06",
			state: "no controller gives it an address",
			want: "not-green",
			probe,
			make: of(),
			reached: all(number("Pod", 1, podReady), number("EndpointSlice", 1, { endpoints: [{ conditions: { ready: true } }] })),
		},
		{
			id: "I07",
			state: "its backend's port does not exist",
			want: "fail",
			probe,
			make: of({ defaultBackend: backend("web", 81) }),
			change: addressed,
			reached: served,
		},
		{
			id: "I08",
			state: "its controller writes no address, and is ready",
			want: "pass",
			probe: byController,
			make: of(),
			reached: all(number("Pod", 1, podReady), number("EndpointSlice", 1, { endpoints: [{ conditions: { ready: true } }] })),
		},
		{
			id: "I09",
			state: "serves another host than is asked for",
			want: "fail",
			probe: "{ ingress: { name: front, hosts: [ra.example.com] } }",
			make: of(),
			change: addressed,
			reached: served,
		},
		{
			id: "I10",
			state: "being deleted",
			want: "not-green",
			probe,
			make: of(),
			change: inTurn(addressed, deletedAndHeld("Ingress", "front")),
			reached: leaving("Ingress", "front"),
		},
		{
			id: "I11",
			state: "the Secret of its certificate is there",
			want: "pass",
			probe,
			make: (namespace) => [secret(namespace), ...of(tls)(namespace)],
			change: addressed,
			reached: served,
		},
		{ id: "I12", state: "does not exist", want: "fail", probe, reached: always },
		{
			id: "I13",
			state: "its controller is not known, its address not looked at",
			want: "not-green",
			probe: "{ ingress: { name: front, address: false } }",
			make: of(),
			reached: number("EndpointSlice", 1, { endpoints: [{ conditions: { ready: true } }] }),
		},
		{
			id: "I14",
			state: "an address, but its controller does not exist",
			want: "not-green",
			probe: "{ ingress: { name: front, controller: { kind: Deployment, namespace: NS, name: nginx } } }",
			make: of(),
			change: addressed,
			reached: served,
		},
		{
			id: "I15",
			state: "serves the host that is asked for, by its default backend alone",
			want: "not-red",
			probe,
			make: of({ rules: undefined, defaultBackend: backend("web", 80) }),
			change: addressed,
			reached: served,
		},
		{
			id: "I16",
			state: "its backend is a name outside",
			want: "not-green",
			probe,
			make: (namespace) => [
				ingressClass(namespace),
				{
					apiVersion: "v1",
					kind: "Service",
					metadata: { name: "web", namespace },
					spec: { type: "ExternalName", externalName: "example.com", ports: [{ port: 80 }] },
				},
				ingress(namespace),
			],
			change: addressed,
			reached: is("Service", "web", {}),
		},
		{
			id: "I17",
			state: "its backend publishes addresses of pods that are not ready",
			want: "not-green",
			probe,
			make: (namespace) => [
				ingressClass(namespace),
				deployment(namespace, "web", { annotations: pods("never-ready") }),
				service(namespace, "web", 80, { publishNotReadyAddresses: true }),
				ingress(namespace),
			],
			change: addressed,
			reached: all(number("Pod", 1, podUnready), number("EndpointSlice", 1, { endpoints: [{ conditions: { ready: true } }] })),
		},
	],
};
