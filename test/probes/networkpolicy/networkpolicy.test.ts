import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { networkPolicyProbe } from "../../../src/probes/networkpolicy/networkpolicy-probe.ts";
import { ask, namespace, object, pod } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const labels = { app: "sa", "app.kubernetes.io/part-of": "boulder" };
const pods = [pod("sa-1", { labels }), pod("sa-2", { labels }), pod("wfe-1", { labels: { ...labels, app: "wfe" } })];
const spaces = [namespace, "monitoring"].map((name) =>
	object({
		apiVersion: "v1",
		kind: "Namespace",
		name,
		namespace: null,
		metadata: { labels: { "kubernetes.io/metadata.name": name } },
	}),
);
const policy = (name: string, spec: Fields): KubeObject =>
	object({ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", name, spec: { podSelector: {}, ...spec } });
const both = { policyTypes: ["Ingress", "Egress"] };
const deny = policy("deny", both);
const block = (cidr: string, ...except: string[]): Fields => ({ ipBlock: { cidr, except } });
const ofBoulder = { podSelector: { matchLabels: { "app.kubernetes.io/part-of": "boulder" } } };
const ofSa = { podSelector: { matchLabels: { app: "sa" } } };
const admin = (spec: Fields): KubeObject =>
	object({
		apiVersion: "policy.networking.k8s.io/v1alpha1",
		kind: "AdminNetworkPolicy",
		name: "admin",
		namespace: null,
		spec: { priority: 10, subject: { namespaces: {} }, ...spec },
	});

const verdict = async (more: readonly KubeObject[], yaml = ""): Promise<string> => {
	const { outcome, reason, message } = await ask(
		networkPolicyProbe,
		`{ covers: app.kubernetes.io/part-of=boulder, defaultDeny: [Ingress, Egress], assumeEnforced: true${yaml} }`,
		{ objects: [...pods, ...spaces, deny, ...more] },
	);
	return `${outcome} ${reason}: ${message}`;
};

describe("a default deny", () => {
	it.each<[string, KubeObject]>([
		["all pods by a label, all peers", policy("open", { ...ofBoulder, ...both, ingress: [{}], egress: [{}] })],
		["an empty list of sources", policy("open", { ...ofBoulder, policyTypes: ["Ingress"], ingress: [{ from: [] }] })],
		["all namespaces", policy("open", { ingress: [{ from: [{ namespaceSelector: {} }] }] })],
		["all pods of all namespaces", policy("open", { ingress: [{ from: [{ namespaceSelector: {}, podSelector: {} }] }] })],
		[
			"all namespaces by a label that each has",
			policy("open", {
				ingress: [
					{ from: [{ namespaceSelector: { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "Exists" }] } }] },
				],
			}),
		],
		["all addresses", policy("open", { ...both, egress: [{ to: [block("0.0.0.0/0")] }] })],
		[
			"all addresses but that of the metadata",
			policy("open", { ...both, egress: [{ to: [block("0.0.0.0/0", "169.254.169.254/32")] }] }),
		],
		["all addresses in halves", policy("open", { ...both, egress: [{ to: [block("0.0.0.0/1"), block("128.0.0.0/1")] }] })],
		[
			"all addresses in halves, in a rule each",
			policy("open", { ...both, egress: [{ to: [block("0.0.0.0/1")] }, { to: [block("128.0.0.0/1")] }] }),
		],
		["all addresses of IPv6", policy("open", { ...both, egress: [{ to: [block("::/0")] }] })],
		["all of TCP", policy("open", { ingress: [{ ports: [{ protocol: "TCP" }] }] })],
		["each port of TCP", policy("open", { ingress: [{ ports: [{ port: 1, endPort: 65_535 }] }] })],
		["some pods, from everybody", policy("open", { ...ofSa, ingress: [{}] })],
		["an administrator's rule before it", admin({ ingress: [{ action: "Allow", from: [{ namespaces: {} }] }] })],
		[
			"an administrator's rule for the pods",
			admin({
				subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: "sa" } } } },
				egress: [{ action: "Allow", to: [{ networks: ["0.0.0.0/0"] }] }],
			}),
		],
	])("is undone by %s", async (_, open) => {
		expect(await verdict([open])).toMatch(
			/^fail DenyUndone: (?:NetworkPolicy|AdminNetworkPolicy) (?:open|admin).* all (?:In|E)gress to/,
		);
	});

	it.each<[string, KubeObject]>([
		["a port for some", policy("narrow", { ...ofSa, ingress: [{ from: [ofSa], ports: [{ port: 9395 }] }] })],
		[
			"names for everybody, of all",
			policy("dns", { ...both, egress: [{ ports: [{ protocol: "UDP", port: 53 }, { port: 53 }] }] }),
		],
		[
			"a front open to the world on its port",
			policy("wfe", { ingress: [{ from: [block("0.0.0.0/0")], ports: [{ port: 443 }] }] }),
		],
		[
			"the internet without the pods",
			policy("out", { ...both, egress: [{ to: [block("0.0.0.0/0", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")] }] }),
		],
		[
			"one namespace",
			policy("in", {
				ingress: [{ from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }] }],
			}),
		],
		[
			"some pods of all namespaces",
			policy("in", { ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: "sa" } } }] }] }),
		],
		["an administrator's rule that denies", admin({ ingress: [{ action: "Deny", from: [{ namespaces: {} }] }] })],
		["an administrator's rule that leaves it to others", admin({ ingress: [{ action: "Pass", from: [{ namespaces: {} }] }] })],
		[
			"an administrator's rule for others",
			admin({
				subject: { namespaces: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } },
				ingress: [{ action: "Allow", from: [{ namespaces: {} }] }],
			}),
		],
	])("is next to %s", async (_, narrow) => {
		expect(await verdict([narrow])).toMatch(/^pass AssumedEnforced/);
	});

	it("stands where others are open than those who are asked about", async () => {
		const other = pod("grafana", { labels: { app: "grafana" } });
		const open = policy("open", { podSelector: { matchLabels: { app: "grafana" } }, ingress: [{}] });
		expect(await verdict([other, open])).toMatch(/^pass/);
	});

	it("is not proven by a plug-in that has no support for it", async () => {
		const flannel = object({
			apiVersion: "apps/v1",
			kind: "DaemonSet",
			name: "kube-flannel-ds",
			namespace: "kube-flannel",
			metadata: { generation: 1 },
			status: { observedGeneration: 1, desiredNumberScheduled: 1, numberReady: 1, numberAvailable: 1 },
		});
		const { outcome, reason } = await ask(
			networkPolicyProbe,
			"{ defaultDeny: [Ingress], enforcedBy: { kind: DaemonSet, namespace: kube-flannel, name: kube-flannel-ds } }",
			{ objects: [...pods, ...spaces, deny, flannel] },
		);
		expect(`${outcome} ${reason}`).toBe("fail NotEnforced");
	});
});
