import { describe } from "vitest";
import { judgeCases } from "./cases.ts";
import { app, type Fields, type KubeObject, no, object, serving, yes } from "./worlds.ts";

const web = app("web");
const asksService = "{ service: { name: web, port: 80 } }";
const asksIngress = "{ ingress: { name: web, hosts: [a.test] } }";

describe("a Service leads to ports that its pods open", () => {
	judgeCases([
		{
			state: "a target port by a name that no container has",
			wanted: "not-pass",
			probe: asksService,
			objects: [...web, ...serving("web", web, { port: { targetPort: "http" } })],
		},
		{
			state: "a slice whose port is not the target port",
			wanted: "not-pass",
			probe: asksService,
			objects: [...web, ...serving("web", web, { slicePort: { port: 1111 } })],
		},
		{
			state: "a UDP port in front of a TCP port",
			wanted: "not-pass",
			probe: asksService,
			objects: [...web, ...serving("web", web, { port: { protocol: "UDP" } })],
		},
		{
			state: "addresses that are terminating",
			wanted: "not-pass",
			probe: asksService,
			objects: [...web, ...serving("web", web, { endpoint: { terminating: true } })],
		},
		{ state: "two ready addresses", wanted: "pass", probe: asksService, objects: [...web, ...serving("web", web)] },
		{
			state: "a load balancer with external addresses of its own",
			wanted: "pass",
			probe: asksService,
			objects: [...web, ...serving("web", web, { spec: { type: "LoadBalancer", externalIPs: ["192.0.2.7"] } })],
		},
	]);
});

function ingress(spec: Fields = {}, port = 80): KubeObject {
	const backend = { service: { name: "web", port: { number: port } } };
	return object({
		apiVersion: "networking.k8s.io/v1",
		kind: "Ingress",
		name: "web",
		spec: {
			ingressClassName: "nginx",
			rules: [{ host: "a.test", http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }],
			...spec,
		},
		status: { loadBalancer: { ingress: [{ ip: "192.0.2.1" }] } },
	});
}
const ingressClass = (controller: string): KubeObject =>
	object({ apiVersion: "networking.k8s.io/v1", kind: "IngressClass", name: "nginx", namespace: null, spec: { controller } });
const secret = (type: string, data: Fields): KubeObject => object({ apiVersion: "v1", kind: "Secret", name: "tls", type, data });
const behind = [...web, ...serving("web", web)];
const nginx = ingressClass("k8s.io/ingress-nginx");
const controller = app("ingress-nginx-controller", 1);
const asksServed =
	"{ ingress: { name: web, hosts: [a.test], controller: { kind: Deployment, name: ingress-nginx-controller, namespace: boulder-staging } } }";
const tls = { tls: [{ hosts: ["a.test"], secretName: "tls" }] };

describe("an Ingress is served by a controller, for its hosts", () => {
	judgeCases([
		{ state: "a class that does not exist", wanted: "not-pass", probe: asksIngress, objects: [...behind, ingress()] },
		{
			state: "no class, and none by default",
			wanted: "not-pass",
			probe: asksIngress,
			objects: [...behind, nginx, ingress({ ingressClassName: undefined })],
		},
		{
			state: "an address that nobody serves",
			wanted: "not-pass",
			probe: asksIngress,
			objects: [...behind, ingressClass("example.com/gone"), ingress()],
		},
		{ state: "a TLS Secret that is missing", wanted: "not-pass", probe: asksIngress, objects: [...behind, nginx, ingress(tls)] },
		{
			state: "a TLS Secret of type Opaque",
			wanted: "not-pass",
			probe: asksIngress,
			objects: [...behind, nginx, secret("Opaque", {}), ingress(tls)],
		},
		{
			state: "a wildcard certificate of another domain",
			wanted: "not-pass",
			probe: asksIngress,
			objects: [
				...behind,
				nginx,
				secret("kubernetes.io/tls", { "tls.crt": "eA==", "tls.key": "eA==" }),
				ingress({ tls: [{ hosts: ["*.b.test"], secretName: "tls" }] }),
			],
		},
		{
			state: "served by a controller that is named",
			wanted: "pass",
			probe: asksServed,
			objects: [...behind, ...controller, nginx, ingress()],
		},
		{
			state: "the same with TLS of its host",
			wanted: "pass",
			probe: asksServed,
			objects: [
				...behind,
				...controller,
				nginx,
				secret("kubernetes.io/tls", { "tls.crt": "eA==", "tls.key": "eA==" }),
				ingress(tls),
			],
		},
		{
			state: "a backend port that the Service lacks",
			wanted: "not-pass",
			probe: asksIngress,
			objects: [...behind, nginx, ingress({}, 81)],
		},
	]);
});

const labels = { app: "w", "app.kubernetes.io/part-of": "boulder" };
const covered = app("w", 2, { labels });
const asksDeny =
	"{ networkpolicy: { covers: app.kubernetes.io/part-of=boulder, defaultDeny: [Ingress, Egress], assumeEnforced: true } }";
function policy(name: string, spec: Fields): KubeObject {
	return object({ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", name, spec });
}
const deny = policy("deny", { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
const allow = (ingressRule: Fields): KubeObject =>
	policy("allow", { podSelector: { matchLabels: { app: "w" } }, policyTypes: ["Ingress"], ingress: [ingressRule] });
const isolated = (...objects: KubeObject[]): KubeObject[] => [...covered, ...objects];

describe("a default deny that another policy undoes", () => {
	judgeCases([
		{
			state: "two halves of all IPv4 addresses",
			wanted: "not-pass",
			probe: asksDeny,
			objects: isolated(deny, allow({ from: [{ ipBlock: { cidr: "0.0.0.0/1" } }, { ipBlock: { cidr: "128.0.0.0/1" } }] })),
		},
		{
			state: "every namespace and every pod",
			wanted: "not-pass",
			probe: asksDeny,
			objects: isolated(deny, allow({ from: [{ namespaceSelector: {}, podSelector: {} }] })),
		},
		{
			state: "namespaces by a label that each of them has",
			wanted: "not-pass",
			probe: asksDeny,
			objects: isolated(
				deny,
				allow({
					from: [{ namespaceSelector: { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "Exists" }] } }],
				}),
			),
		},
		{
			state: "every port from anywhere",
			wanted: "not-pass",
			probe: asksDeny,
			objects: isolated(deny, allow({ ports: [{ port: 1, endPort: 65535, protocol: "TCP" }] })),
		},
		{
			state: "a deny of one direction alone",
			wanted: "not-pass",
			probe: asksDeny,
			objects: isolated(policy("deny", { podSelector: {}, policyTypes: ["Ingress"] })),
		},
		{
			state: "one narrow allowance beside it",
			wanted: "pass",
			probe: asksDeny,
			objects: [
				...isolated(deny, allow({ from: [{ podSelector: { matchLabels: { app: "v" } } }], ports: [{ port: 9395 }] })),
				...app("v"),
			],
		},
		{ state: "nothing beside it", wanted: "pass", probe: asksDeny, objects: isolated(deny) },
	]);
});

const gateways = "gateway.networking.k8s.io/v1";
const asksGateway = `{ resources: { apiVersion: ${gateways}, kind: Gateway, name: x } }`;
const listening = [yes("Accepted"), yes("Programmed"), yes("ResolvedRefs")];
const gateway = (programmed: Fields): KubeObject =>
	object({
		apiVersion: gateways,
		kind: "Gateway",
		name: "x",
		metadata: { generation: 1 },
		spec: { gatewayClassName: "c", listeners: [{ name: "h", port: 80, protocol: "HTTP" }] },
		status: { conditions: [yes("Accepted"), programmed], listeners: [{ name: "h", attachedRoutes: 1, conditions: listening }] },
	});
const gatewayClass = (name: string, accepted: Fields): KubeObject =>
	object({ apiVersion: gateways, kind: "GatewayClass", name, namespace: null, status: { conditions: [accepted] } });
const programmed = gateway(yes("Programmed"));

describe("a Gateway without a controller", () => {
	judgeCases([
		{
			state: "no address was assigned",
			wanted: "not-pass",
			probe: asksGateway,
			objects: [gateway(no("Programmed", "AddressNotAssigned")), gatewayClass("c", yes("Accepted"))],
		},
		{ state: "its class is gone", wanted: "fail", probe: asksGateway, objects: [programmed, gatewayClass("d", yes("Accepted"))] },
		{
			state: "its class is not accepted",
			wanted: "fail",
			probe: asksGateway,
			objects: [programmed, gatewayClass("c", no("Accepted", "Unsupported"))],
		},
		{
			state: "programmed, of a class that is accepted",
			wanted: "pass",
			probe: asksGateway,
			objects: [programmed, gatewayClass("c", yes("Accepted"))],
		},
	]);
});
