import { expect, it } from "vitest";
import { parseProbesFile } from "../../../src/probes/file/probes-yaml.ts";
import { networkPolicyProbe } from "../../../src/probes/networkpolicy/networkpolicy-probe.ts";
import { ask, changed, minutesAgo, object, pod, probeContext, reading } from "../objects.ts";
import { passing, plugin, policy } from "../passing.ts";
import { verdict } from "../verdict-words.ts";

const world = passing.networkpolicy?.world.objects ?? [];
const second = changed(changed(policy, ["metadata", "name"], "allow-more"), ["metadata", "uid"], "another");
const enforced = "enforcedBy: { kind: DaemonSet, namespace: kube-system, name: cilium }";
const of = (yaml: string, objects: readonly (typeof policy)[] = world): Promise<string> =>
	verdict(networkPolicyProbe, `{ ${yaml} }`, { objects });

it.each([
	[
		`names: [allow-sa], ${enforced}`,
		"pass Enforced: 1 NetworkPolicy of boulder-staging selects pods, and DaemonSet cilium, which enforces them, is ready",
	],
	[
		`names: [allow-sa, allow-more], ${enforced}`,
		"pass Enforced: 2 NetworkPolicies of boulder-staging select pods, and DaemonSet cilium, which enforces them, is ready",
	],
	[
		"names: [allow-sa], assumeEnforced: true",
		"pass AssumedEnforced: 1 NetworkPolicy of boulder-staging selects pods; their enforcement is assumed, not verified",
	],
	[
		"covers: app=boulder-sa, assumeEnforced: true",
		"pass AssumedEnforced: 2 NetworkPolicies of boulder-staging select pods; their enforcement is assumed, not verified",
	],
	[
		"names: [allow-sa, allow-more]",
		"unknown EnforcementUnknown: 2 NetworkPolicies of boulder-staging select pods, but the API does not show whether the network plug-in enforces them > name the plug-in, enforcedBy: { kind: DaemonSet, namespace: kube-system, name: … }, or set assumeEnforced: true",
	],
	[
		"name: allow-sa",
		"unknown EnforcementUnknown: 1 NetworkPolicy of boulder-staging selects pods, but the API does not show whether the network plug-in enforces them > name the plug-in, enforcedBy: { kind: DaemonSet, namespace: kube-system, name: … }, or set assumeEnforced: true",
	],
	["selector: part=x", "fail NotFound: no NetworkPolicy part=x in boulder-staging > kubectl get … networkpolicies"],
	["covers: app=x", "fail CoversNothing: no pod has the labels app=x > kubectl get … networkpolicies"],
	[
		"defaultDeny: [Egress]",
		"fail NoDefaultDeny: no NetworkPolicy of boulder-staging denies Egress by default: one for all pods without rules > kubectl get … networkpolicies",
	],
])("a policy: %s", async (yaml, expected) => expect(await of(yaml, [...world, second])).toBe(expected));

it("a policy shows how many pods each selects, and who enforces it", async () => {
	const lame = world.map((each) => (each === plugin ? changed(each, ["status", "numberReady"], 0) : each));
	const { evidence } = await ask(networkPolicyProbe, `{ names: [allow-sa], ${enforced} }`, { objects: lame });
	expect(evidence.map(({ kind, found }) => `${kind}: ${found}`)).toEqual([
		"NetworkPolicy: selects 1 pod",
		"DaemonSet: 0 of 2 pods ready",
	]);
	const open = object({
		apiVersion: "networking.k8s.io/v1",
		kind: "NetworkPolicy",
		name: "open",
		spec: { podSelector: {}, egress: [{}] },
	});
	expect(await of("defaultDeny: [Egress]", [...world, open])).toBe(
		"fail DenyUndone: NetworkPolicy open allows all Egress to all pods of boulder-staging > kubectl get … networkpolicies",
	);
});

it("a policy that is being deleted denies nothing for long, and one that allows everything does so until it is gone", async () => {
	const forAll = (spec: Readonly<Record<string, unknown>>, metadata = {}): typeof policy =>
		object({
			apiVersion: "networking.k8s.io/v1",
			kind: "NetworkPolicy",
			name: "all",
			metadata,
			spec: { podSelector: {}, policyTypes: ["Ingress"], ...spec },
		});
	const going = { deletionTimestamp: minutesAgo(1) };
	const deny = `names: [allow-sa], defaultDeny: [Ingress], ${enforced}`;
	expect(await of(deny, [...world, forAll({})])).toMatch(/^pass Enforced/);
	expect(await of(deny, [...world, forAll({}, going)])).toMatch(/^fail NoDefaultDeny/);
	expect(await of(deny, [...world, forAll({ ingress: [{}] }, going)])).toMatch(/^fail DenyUndone/);
});

it("a selector that no policy has is a finding, with any named policies", async () => {
	expect(await of(`names: [allow-sa], selector: part=isolation, ${enforced}`)).toMatch(/^pass Enforced/);
	const bare = changed(second, ["metadata", "labels"], {});
	expect(await of(`names: [allow-more], selector: part=isolation, ${enforced}`, [...world, bare])).toMatch(
		/^pass Enforced: 2 NetworkPolicies/,
	);
	expect(await of(`names: [allow-sa], selector: part=isolatoin, ${enforced}`)).toBe(
		"fail NotFound: no NetworkPolicy part=isolatoin in boulder-staging > kubectl get … networkpolicies",
	);
});

it("a policy has to cover no pod that has ended", async () => {
	const ended = pod("sa-old", { labels: { app: "boulder-sa" }, status: { phase: "Succeeded" } });
	expect(await of(`covers: app=boulder-sa, ${enforced}`, [...world, ended])).toMatch(/^pass Enforced/);
	expect(await of(`covers: app=old, ${enforced}`, [...world, changed(ended, ["metadata", "labels"], { app: "old" })])).toMatch(
		/^fail CoversNothing/,
	);
});

it("a policy that allows pods of its own namespace alone is judged without a look at others", async () => {
	const asked: (string | null)[] = [];
	const near = changed(policy, ["spec", "egress"], []);
	const inner = probeContext({ objects: world.map((each) => (each === policy ? near : each)) });
	const cluster: typeof inner.cluster = {
		...inner.cluster,
		list: (what, ...rest) => {
			if (what.kind === "Pod") asked.push(what.namespace);
			return inner.cluster.list(what, ...rest);
		},
	};
	const probe = networkPolicyProbe.read(parseProbesFile(`{ names: [allow-sa], ${enforced} }`, "probes.yaml"), reading);
	expect(await probe.run({ ...inner, cluster })).toMatchObject({ outcome: "pass" });
	expect(asked).toEqual(["boulder-staging"]);
});
