import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { coverEverything } from "../../../src/probes/networkpolicy/address-ranges.ts";
import { openPods, overruling } from "../../../src/probes/networkpolicy/isolation.ts";
import type { Direction } from "../../../src/probes/networkpolicy/network-rules.ts";
import { now, object, pod } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const namespaceOf = (name: string, labels: Fields): KubeObject =>
	object({
		apiVersion: "v1",
		kind: "Namespace",
		name,
		namespace: null,
		metadata: { labels: { "kubernetes.io/metadata.name": name, ...labels } },
	});
const namespaces = [namespaceOf("boulder-staging", { tier: "a" }), namespaceOf("other", { tier: "b" })];
const web = pod("web", { labels: { app: "web" } });
const db = pod("db", { labels: { app: "db" } });

const block = (cidr: string, ...except: string[]): Fields => ({ ipBlock: { cidr, except } });
const everyNamespace = { namespaceSelector: {} };

describe("address blocks cover everything", () => {
	const all = (...blocks: readonly (readonly [cidr: string, ...except: string[]])[]): boolean =>
		coverEverything(blocks.map(([cidr, ...except]) => ({ cidr, except })));

	it.each<readonly (readonly [string, ...string[]])[]>([
		[["0.0.0.0/0"]],
		[["10.1.2.3/0"]],
		[["0.0.0.0/0", "169.254.169.254/32"]],
		[["0.0.0.0/0", "172.16.0.0/12", "192.168.0.0/16"]],
		[["0.0.0.0/0", "10.0.0.0/8", "192.168.0.0/16"]],
		[["0.0.0.0/0", "10.0.0.0/8", "172.16.0.0/12"]],
		[["0.0.0.0/0", "not an address"]],
		[["0.0.0.0/1"], ["128.0.0.0/1"]],
		[["128.0.0.0/1"], ["0.0.0.0/1"]],
		[["0.0.0.0/1"], ["128.0.0.0/2"]],
		[["0.0.0.0/1"], ["200.0.0.0/24"]],
		[["128.0.0.0/1"], ["10.0.0.0/8"]],
		[["128.0.0.0/1"], ["10.0.0.0/9"], ["10.128.0.0/10"]],
		[
			["0.0.0.0/0", "0.0.0.0/1"],
			["0.0.0.0/0", "128.0.0.0/1"],
		],
		[["0.0.0.0/0", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"], ["10.0.0.0/8"]],
		[["::/0"]],
		[["0:0:0:0:0:0:0:0/0"]],
		[["10.0.0.0/8"], ["::/0"]],
	])("%j", (...blocks) => expect(all(...blocks)).toBe(true));

	it.each<readonly (readonly [string, ...string[]])[]>([
		[["10.0.0.0/8"]],
		[["0.0.0.0/1"]],
		[["128.0.0.0/1"]],
		[["0.0.0.0/1"], ["0.0.0.0/1"]],
		[["0.0.0.0/1"], ["64.0.0.0/2"]],
		[["0.0.0.0/0", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]],
		[["0.0.0.0/0", "10.0.0.0/9", "172.16.0.0/13", "192.168.0.0/17"]],
		[["0.0.0.0/0", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"], ["10.128.0.0/9"]],
		[["0.0.0.0/0", "0.0.0.0/1"]],
		[["0.0.0.0/0", "0.0.0.0/2", "128.0.0.0/2"]],
		[["0.0.0.0/33"], ["0.0.0.0/99"]],
		[["x0.0.0.0/0"]],
		[["0.0.0.0/0x"]],
		[["0.0.0.0"]],
		[["1::/0", "2::/1"]],
		[["::/0", "fd00::/8"]],
		[["fd00::/0"]],
		[],
	])("not %j", (...blocks) => expect(all(...blocks)).toBe(false));
});

describe("a policy opens pods to everything", () => {
	const policy = (name: string, spec: Fields): KubeObject =>
		object({ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", name, spec: { podSelector: {}, ...spec } });
	const ingress = (...rules: Fields[]): KubeObject => policy("p", { policyTypes: ["Ingress"], ingress: rules });
	const open = (policies: readonly KubeObject[], direction: Direction = "Ingress", among = namespaces): string[] =>
		openPods(policies, [web, db], direction, among).map(
			({ pod: { metadata }, policies: by }) => `${metadata.name} by ${by.map((one) => one.metadata.name).join(" and ")}`,
		);
	const both = ["web by p", "db by p"];

	it.each<[string, Fields]>([
		["by a rule without peers", {}],
		["of each namespace", { from: [everyNamespace] }],
		["of each pod in each namespace", { from: [{ ...everyNamespace, podSelector: {} }] }],
		["of each namespace, beside others", { from: [{ podSelector: { matchLabels: { a: "b" } } }, everyNamespace] }],
		[
			"by a label that each namespace has",
			{ from: [{ namespaceSelector: { matchExpressions: [{ key: "tier", operator: "Exists" }] } }] },
		],
		["of all addresses", { from: [block("0.0.0.0/0")] }],
		["of halves of all addresses", { from: [block("0.0.0.0/1"), block("128.0.0.0/1")] }],
		["on every port of TCP", { ports: [{ protocol: "TCP" }] }],
		["on every port, whose protocol is not said", { ports: [{}] }],
		["on every port by a range", { ports: [{ port: 1, endPort: 65535 }] }],
		["on every port but the privileged", { ports: [{ port: 1024, endPort: 65535 }] }],
		["on one port and all", { ports: [{ port: 80 }, { protocol: "TCP" }] }],
		["on a port that is null", { ports: [{ port: null }] }],
	])("%s", (_what, rule) => expect(open([ingress(rule)])).toEqual(both));

	it.each<[string, Fields]>([
		["to pods of its own namespace", { from: [{ podSelector: {} }] }],
		["to some namespaces", { from: [{ namespaceSelector: { matchLabels: { tier: "a" } } }] }],
		[
			"to namespaces by a value that all but one have",
			{ from: [{ namespaceSelector: { matchExpressions: [{ key: "tier", operator: "NotIn", values: ["b"] }] } }] },
		],
		["to some pods of each namespace", { from: [{ ...everyNamespace, podSelector: { matchLabels: { a: "b" } } }] }],
		["to what is no peer", { from: [{ ...everyNamespace, ipBlock: {} }] }],
		["to some addresses", { from: [block("10.0.0.0/8")] }],
		["on one port", { ports: [{ port: 80 }] }],
		["on a named port", { ports: [{ port: "http" }] }],
		["on ports from above the privileged", { ports: [{ port: 1025, endPort: 65535 }] }],
		["on ports up to below the last", { ports: [{ port: 1, endPort: 65534 }] }],
		["on every port of UDP", { ports: [{ protocol: "UDP" }] }],
		["by halves on ports of their own", { from: [block("0.0.0.0/1"), block("128.0.0.0/1")], ports: [{ port: 80 }] }],
	])("not %s", (_what, rule) => expect(open([ingress(rule)])).toEqual([]));

	it("by a label that each has only where there are several namespaces", () => {
		const byLabel = ingress({ from: [{ namespaceSelector: { matchExpressions: [{ key: "tier", operator: "Exists" }] } }] });
		expect(open([byLabel], "Ingress", namespaces.slice(0, 1))).toEqual([]);
		const same = namespaces.map((each) => ({ ...each, metadata: { ...each.metadata, labels: { tier: "a" } } }));
		expect(open([ingress({ from: [{ namespaceSelector: { matchLabels: { tier: "a" } } }] })], "Ingress", same)).toEqual([]);
	});

	it("only those that it selects, and in the directions that it rules", () => {
		const one = policy("p", { podSelector: { matchLabels: { app: "web" } }, ingress: [{}] });
		expect(open([one])).toEqual(["web by p"]);
		expect(open([one], "Egress")).toEqual([]);
		expect(open([policy("p", { egress: [{}] })], "Egress")).toEqual(both);
		expect(open([policy("p", { policyTypes: ["Egress"], ingress: [{}], egress: [] })])).toEqual([]);
		expect(open([policy("p", { policyTypes: ["Egress"], egress: [{ to: [block("0.0.0.0/0")] }] })], "Egress")).toEqual(both);
		expect(open([ingress()])).toEqual([]);
	});

	it("together with others, of which it is a half", () => {
		const halves = [
			policy("low", { ingress: [{ from: [block("0.0.0.0/1")] }] }),
			policy("some", { ingress: [{ from: [{ podSelector: {} }] }] }),
			policy("high", { podSelector: { matchLabels: { app: "web" } }, ingress: [{ from: [block("128.0.0.0/1")] }] }),
		];
		expect(open(halves)).toEqual(["web by low and high"]);
		const rules = ingress({ from: [block("0.0.0.0/1")] }, { from: [block("128.0.0.0/1")] });
		expect(open([rules])).toEqual(both);
		const other = ingress({ from: [block("0.0.0.0/1")] }, { from: [block("128.0.0.0/1")], ports: [{ port: 80 }] });
		expect(open([other])).toEqual([]);
	});
});

describe("a policy of the cluster goes before", () => {
	const admin = (name: string, rule: Fields, more: Fields = {}, metadata: Fields = {}): KubeObject =>
		object({
			apiVersion: "policy.networking.k8s.io/v1alpha1",
			kind: "AdminNetworkPolicy",
			name,
			namespace: null,
			metadata,
			spec: { subject: { namespaces: {} }, ingress: [rule], ...more },
		});
	const everybody = { namespaces: {} };
	const allow = { action: "Allow", from: [everybody] };
	const over = (...admins: readonly KubeObject[]): string | null =>
		overruling(admins, web, "Ingress", namespaces)?.metadata.name ?? null;

	it.each<[string, Fields]>([
		["all namespaces", allow],
		["all namespaces, in newer words", { ...allow, action: "Accept" }],
		["all pods of all namespaces", { action: "Allow", from: [{ pods: { namespaceSelector: {}, podSelector: {} } }] }],
		["all addresses", { action: "Allow", from: [{ networks: ["0.0.0.0/0"] }] }],
		["halves of all addresses", { action: "Allow", from: [{ networks: ["0.0.0.0/1", "128.0.0.0/1"] }] }],
		["everybody beside others", { action: "Allow", from: [{ namespaces: { matchLabels: { tier: "a" } } }, everybody] }],
	])("that allows %s", (_what, rule) => expect(over(admin("a", rule))).toBe("a"));

	it.each<[string, Fields]>([
		["nobody", { action: "Allow" }],
		["some namespaces", { action: "Allow", from: [{ namespaces: { matchLabels: { tier: "a" } } }] }],
		["some pods", { action: "Allow", from: [{ pods: { namespaceSelector: {}, podSelector: { matchLabels: { a: "b" } } } }] }],
		[
			"pods of some namespaces",
			{ action: "Allow", from: [{ pods: { namespaceSelector: { matchLabels: { tier: "a" } }, podSelector: {} } }] },
		],
		["no addresses", { action: "Allow", from: [{ networks: [] }] }],
		["some addresses", { action: "Allow", from: [{ networks: ["10.0.0.0/8"] }] }],
		["everybody on some ports", { ...allow, ports: [{ portNumber: { port: 80 } }] }],
		["everybody by some protocols", { ...allow, protocols: [{ tcp: {} }] }],
		["what it denies", { ...allow, action: "Deny" }],
		["what it leaves to others", { ...allow, action: "Pass" }],
	])("but not where it allows %s", (_what, rule) => expect(over(admin("a", rule))).toBeNull());

	it("in the order of priorities, and of its rules", () => {
		const deny = { action: "Deny", from: [everybody] };
		const pass = { action: "Pass", from: [everybody] };
		expect(over(admin("a", allow, { priority: 20 }), admin("b", deny, { priority: 10 }))).toBeNull();
		expect(over(admin("a", allow, { priority: 10 }), admin("b", deny, { priority: 20 }))).toBe("a");
		expect(over(admin("a", deny), admin("b", allow, { priority: 999 }))).toBe("b");
		expect(over(admin("a", pass, { priority: 1 }), admin("b", allow, { priority: 2 }))).toBe("b");
		expect(over(admin("a", allow, { ingress: [pass, allow] }))).toBeNull();
		expect(over(admin("a", allow, { ingress: [deny, allow] }), admin("b", allow, { priority: 2000 }))).toBeNull();
		expect(over(admin("a", allow, { ingress: [{ action: "Deny", from: [] }, allow] }))).toBe("a");
	});

	it("while it runs, and as long as the policy is not a baseline", () => {
		expect(over(admin("a", allow, {}, { deletionTimestamp: now }))).toBeNull();
		expect(over(admin("a", allow, { tier: "Baseline" }))).toBeNull();
		expect(over(admin("a", allow, { tier: "Admin" }))).toBe("a");
		expect(overruling([admin("a", allow)], web, "Egress", namespaces)).toBeNull();
		expect(
			overruling([admin("a", allow, { egress: [{ action: "Allow", to: [everybody] }] })], web, "Egress", namespaces),
		).not.toBeNull();
		expect(overruling([admin("a", allow)], pod("web", { spec: { hostNetwork: true } }), "Ingress", namespaces)).toBeNull();
	});

	it.each<[string, Fields, boolean]>([
		["each namespace", { namespaces: {} }, true],
		["its namespace", { namespaces: { matchLabels: { tier: "a" } } }, true],
		["another namespace", { namespaces: { matchLabels: { tier: "b" } } }, false],
		["its labels", { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: "web" } } } }, true],
		["other labels", { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: "db" } } } }, false],
		[
			"its labels elsewhere",
			{ pods: { namespaceSelector: { matchLabels: { tier: "b" } }, podSelector: { matchLabels: { app: "web" } } } },
			false,
		],
		["nothing", {}, false],
		["pods without a selector", { pods: { namespaceSelector: {} } }, false],
	])("for pods of %s: %s", (_what, subject, wanted) => expect(over(admin("a", allow, { subject })) !== null).toBe(wanted));
});
