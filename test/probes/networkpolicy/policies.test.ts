import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import {
	danglingPeer,
	deniesByDefault,
	directions,
	isRuled,
	looksAtNamespaces,
	looksAtPodsElsewhere,
	peersOf,
	selectedBy,
} from "../../../src/probes/networkpolicy/network-rules.ts";
import { object, pod } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const policy = (spec: Fields): KubeObject =>
	object({ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", name: "p", spec: { podSelector: {}, ...spec } });
const peer = { podSelector: { matchLabels: { app: "ra" } } };

/** The directions in which a policy denies what no other allows, and those in which it allows everything. */
function effect(spec: Fields): string {
	const one = policy(spec);
	const in_ = (judge: typeof deniesByDefault): string => directions.filter((direction) => judge(one, direction)).join("+") || "-";
	return `denies ${in_(deniesByDefault)}`;
}

describe("a policy", () => {
	it.each<[string, Fields, string]>([
		["of all pods without rules", {}, "denies Ingress"],
		["of both ways", { policyTypes: ["Ingress", "Egress"] }, "denies Ingress+Egress"],
		["of egress alone", { policyTypes: ["Egress"] }, "denies Egress"],
		["with a rule", { ingress: [{ from: [peer] }] }, "denies -"],
		["with a rule for egress, and no types", { egress: [{ to: [peer] }] }, "denies Ingress"],
		["that allows all egress, and no types", { egress: [{}] }, "denies Ingress"],
		["that allows all ingress", { ingress: [{}] }, "denies -"],
		["that allows all of one way", { policyTypes: ["Ingress", "Egress"], egress: [{}] }, "denies Ingress"],
		["that allows one port from everywhere", { ingress: [{ ports: [{ port: 80 }] }] }, "denies -"],
		["that allows everything besides", { ingress: [{ from: [peer] }, {}] }, "denies -"],
		["whose rule is for a way that it does not rule", { policyTypes: ["Egress"], ingress: [{}] }, "denies Egress"],
		["with an egress peer that looks like none from ingress", { policyTypes: ["Egress"], egress: [{ to: [peer] }] }, "denies -"],
		["of some pods", { podSelector: { matchLabels: { app: "sa" } } }, "denies -"],
		["of some pods, open", { podSelector: { matchLabels: { app: "sa" } }, ingress: [{}] }, "denies -"],
		["without a selector", { podSelector: undefined, ingress: [{}] }, "denies -"],
		["without a selector or rules", { podSelector: undefined }, "denies -"],
	])("%s", (_what, spec, expected) => expect(effect(spec)).toBe(expected));

	it("applies to running pods on the cluster's network", () => {
		const pods = [
			pod("sa", { labels: { app: "sa" } }),
			pod("ra", { labels: { app: "ra" } }),
			pod("done", { labels: { app: "sa" }, status: { phase: "Succeeded" } }),
			pod("host", { labels: { app: "sa" }, spec: { hostNetwork: true } }),
		];
		const names = (spec: Fields): string =>
			selectedBy(policy(spec), pods)
				.map(({ metadata }) => metadata.name)
				.join(" ");
		expect(names({})).toBe("sa ra");
		expect(names({ podSelector: { matchLabels: { app: "sa" } } })).toBe("sa");
		expect(names({ podSelector: undefined })).toBe("");
		expect(pods.map(isRuled)).toEqual([true, true, false, false]);
	});
});

describe("whom a policy allows", () => {
	const space = (name: string, labels: Fields): KubeObject =>
		object({ apiVersion: "v1", kind: "Namespace", name, namespace: null, metadata: { labels } });
	const spaces = [space("dns", { system: "true" }), space("dns-2", { system: "true" }), space("web", { team: "web" })];
	const own = [pod("ra", { labels: { app: "ra" } }), pod("old", { labels: { app: "old" }, status: { phase: "Failed" } })];
	const everywhere = [
		...own,
		pod("coredns", { labels: { app: "dns" }, namespace: "dns-2" }),
		pod("done", { labels: { app: "done" }, namespace: "dns", status: { phase: "Failed" } }),
	];
	const lacks = (value: Fields, direction: "Ingress" | "Egress" = "Ingress"): string | null =>
		danglingPeer({ direction, value }, spaces, own, everywhere);
	const by = (labels: Fields): Fields => ({ matchLabels: labels });

	it.each<[string, Fields, string | null]>([
		["an address range", { ipBlock: { cidr: "10.0.0.0/8" } }, null],
		["pods beside it", { podSelector: by({ app: "ra" }) }, null],
		["all pods beside it", { podSelector: {} }, null],
		["pods that are not there", { podSelector: by({ app: "sa" }) }, "traffic from pods app=sa, but there are none"],
		["pods that have ended", { podSelector: by({ app: "old" }) }, "traffic from pods app=old, but there are none"],
		[
			"pods of elsewhere, as if they were beside it",
			{ podSelector: by({ app: "dns" }) },
			"traffic from pods app=dns, but there are none",
		],
		["nobody", {}, "traffic from no pods: a peer without a selector"],
		["a namespace", { namespaceSelector: by({ team: "web" }) }, null],
		["all namespaces", { namespaceSelector: {} }, null],
		[
			"a namespace that is not there",
			{ namespaceSelector: by({ team: "dba" }) },
			"traffic from namespaces team=dba, but there are none",
		],
		[
			"a namespace by a rule that nobody knows",
			{ namespaceSelector: { matchExpressions: [{ key: "a", operator: "Near" }] } },
			"traffic from namespaces ?, but there are none",
		],
		["pods of a namespace", { namespaceSelector: by({ system: "true" }), podSelector: by({ app: "dns" }) }, null],
		["all pods of a namespace", { namespaceSelector: by({ system: "true" }), podSelector: {} }, null],
		[
			"pods that a namespace has not",
			{ namespaceSelector: by({ team: "web" }), podSelector: by({ app: "dns" }) },
			"traffic from pods app=dns in web, but there are none",
		],
		[
			"pods of a namespace that have ended",
			{ namespaceSelector: by({ system: "true" }), podSelector: by({ app: "done" }) },
			"traffic from pods app=done in dns, dns-2, but there are none",
		],
		[
			"pods by a rule that nobody knows",
			{ namespaceSelector: by({ team: "web" }), podSelector: { matchExpressions: [{ key: "a", operator: "Near" }] } },
			"traffic from pods ? in web, but there are none",
		],
	])("%s", (_what, value, expected) => expect(lacks(value)).toBe(expected));

	it("to where it sends is said the other way round", () =>
		expect(lacks({}, "Egress")).toBe("traffic to no pods: a peer without a selector"));

	it("is looked up no further than its rules ask for", () => {
		const there = { namespaceSelector: by({ system: "true" }) };
		const looks = (value: Fields): boolean[] =>
			[looksAtNamespaces, looksAtPodsElsewhere].map((look) =>
				look(policy({ egress: [{ to: [{ ipBlock: {} }] }, { to: [value] }] })),
			);
		expect(looks(peer)).toEqual([false, false]);
		expect(looks(there)).toEqual([true, false]);
		expect(looks({ ...there, ...peer })).toEqual([true, true]);
		expect(
			peersOf(policy({ ingress: [{ from: [peer, there] }], egress: [{ to: [peer] }, {}] })).map(({ direction }) => direction),
		).toEqual(["Ingress", "Ingress", "Egress"]);
	});
});
