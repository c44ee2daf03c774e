import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { ingressProbe } from "../../../src/probes/ingress/ingress-probe.ts";
import { networkPolicyProbe } from "../../../src/probes/networkpolicy/networkpolicy-probe.ts";
import { ask, changed, namespace, now, object, pod, waitingStatus } from "../objects.ts";
import { ingressController, ingressObjects, passing, plugin, policy } from "../passing.ts";

const world = passing.networkpolicy?.world.objects ?? [];
const enforced = "enforcedBy: { kind: DaemonSet, namespace: kube-system, name: cilium }";

/** A policy of all pods. */
function forAll(name: string, spec: Readonly<Record<string, unknown>>): KubeObject {
	return object({ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", name, spec: { podSelector: {}, ...spec } });
}

describe("networkpolicy", () => {
	const without = (name: string): KubeObject[] => world.filter((each) => each.metadata.name !== name);
	const swap = (to: KubeObject): KubeObject[] =>
		world.map((each) => (each.kind === to.kind && each.metadata.name === to.metadata.name ? to : each));
	const cases: readonly (readonly [string, string, readonly KubeObject[], string, string, RegExp])[] = [
		["enforced", enforced, world, "pass", "Enforced", /DaemonSet cilium, which enforces them, is ready/],
		[
			"N01, T34 the API does not tell whether it is enforced",
			"peers: true",
			world,
			"unknown",
			"EnforcementUnknown",
			/does not show/,
		],
		[
			"enforcement is assumed, and that is said",
			"assumeEnforced: true",
			world,
			"pass",
			"AssumedEnforced",
			/assumed, not verified/,
		],
		[
			"no plug-in of that name",
			enforced,
			without("cilium"),
			"fail",
			"NotFound",
			/not known whether anything enforces.*DaemonSet cilium does not exist/,
		],
		[
			"plug-in not ready on a node",
			enforced,
			swap(changed(plugin, ["status", "numberReady"], 1)),
			"pending",
			"ServerNotReady",
			/1 of 2 pods ready/,
		],
		[
			"plug-in that runs nowhere",
			enforced,
			swap(changed(plugin, ["status"], { observedGeneration: 3, desiredNumberScheduled: 0, numberReady: 0 })),
			"fail",
			"ServerRunsNowhere",
			/no pods/,
		],
		["plug-in never observed", enforced, swap(changed(plugin, ["status"], {})), "pending", "StaleGeneration", /./],
		["N01 selects nothing", enforced, without("sa-1"), "fail", "SelectsNothing", /selects no pod/],
		[
			"selects only pods that have ended",
			enforced,
			swap(pod("sa-1", { labels: { app: "boulder-sa" }, status: { phase: "Succeeded" } })),
			"fail",
			"SelectsNothing",
			/./,
		],
		[
			"selects only pods on their node's network",
			enforced,
			swap(pod("sa-1", { labels: { app: "boulder-sa" }, spec: { hostNetwork: true } })),
			"fail",
			"SelectsNothing",
			/./,
		],
		[
			"allows pods that do not exist",
			enforced,
			without("ra-1"),
			"fail",
			"AllowsNobody",
			/traffic from pods app=boulder-ra, but there are none/,
		],
		[
			"DNS by a label that no namespace has",
			enforced,
			swap(changed(policy, ["spec", "egress", 0, "to", 0, "namespaceSelector"], { matchLabels: { name: "kube-system" } })),
			"fail",
			"AllowsNobody",
			/traffic to namespaces name=kube-system, but there are none/,
		],
		[
			"DNS by a label that no pod of that namespace has",
			enforced,
			swap(changed(policy, ["spec", "egress", 0, "to", 0, "podSelector"], { matchLabels: { "k8s-app": "coredns" } })),
			"fail",
			"AllowsNobody",
			/pods k8s-app=coredns in kube-system/,
		],
		[
			"an address range needs nobody",
			enforced,
			swap(changed(policy, ["spec", "egress", 0, "to", 0], { ipBlock: { cidr: "10.0.0.0/8" } })),
			"pass",
			"Enforced",
			/./,
		],
	];
	it.each(cases)("%s", async (_, more, objects, outcome, reason, words) => {
		const found = await ask(networkPolicyProbe, `{ names: [allow-sa], ${more} }`, { objects });
		expect(found).toMatchObject({ outcome, reason });
		expect(found.message).toMatch(words);
	});

	it("needs all of the names, and at least one by labels", async () => {
		expect(await ask(networkPolicyProbe, `{ names: [allow-sa, allow-ra], ${enforced} }`, { objects: world })).toMatchObject({
			outcome: "fail",
			reason: "NotFound",
		});
		expect(await ask(networkPolicyProbe, `{ selector: part=isolation, ${enforced} }`, { objects: world })).toMatchObject({
			outcome: "pass",
		});
		expect(await ask(networkPolicyProbe, `{ selector: part=isolaton, ${enforced} }`, { objects: world })).toMatchObject({
			outcome: "fail",
			reason: "NotFound",
		});
	});

	it("finds nothing where there is no policy at all", async () => {
		const objects = world.filter(({ kind }) => kind !== "NetworkPolicy");
		const found = await ask(networkPolicyProbe, `{ covers: app=boulder-sa, ${enforced} }`, { objects });
		expect(found).toMatchObject({ outcome: "fail", reason: "NotFound", message: "no NetworkPolicy in boulder-staging" });
		expect(found.evidence).toMatchObject([{ kind: "NetworkPolicy", found: "does not exist" }]);
	});

	it("looks for each pod that has to be covered", async () => {
		const yaml = `{ selector: part=isolation, covers: "app in (boulder-sa,boulder-ra)", ${enforced} }`;
		const found = await ask(networkPolicyProbe, yaml, { objects: world });
		expect(found).toMatchObject({ outcome: "fail", reason: "NotCovered" });
		expect(found.message).toContain("ra-1");
		expect(await ask(networkPolicyProbe, yaml.replace("boulder-ra", "x"), { objects: world })).toMatchObject({ outcome: "pass" });
		expect(await ask(networkPolicyProbe, `{ covers: app=sa, ${enforced} }`, { objects: world })).toMatchObject({
			outcome: "fail",
			reason: "CoversNothing",
		});
		const onNode = pod("sa-2", { labels: { app: "boulder-sa" }, spec: { hostNetwork: true } });
		expect(
			await ask(networkPolicyProbe, `{ covers: app=boulder-sa, ${enforced} }`, { objects: [...world, onNode] }),
		).toMatchObject({ outcome: "fail", reason: "NotCovered" });
	});

	it("looks for a policy that denies by default, and for one that undoes it", async () => {
		const yaml = `{ defaultDeny: [Ingress, Egress], ${enforced} }`;
		expect(await ask(networkPolicyProbe, yaml, { objects: world })).toMatchObject({ outcome: "fail", reason: "NoDefaultDeny" });
		const ingressOnly = forAll("deny", { policyTypes: ["Ingress"] });
		const half = await ask(networkPolicyProbe, yaml, { objects: [...world, ingressOnly] });
		expect(half).toMatchObject({ outcome: "fail", reason: "NoDefaultDeny" });
		expect(half.message).toContain("Egress");
		const deny = forAll("deny", { policyTypes: ["Ingress", "Egress"] });
		expect(await ask(networkPolicyProbe, yaml, { objects: [...world, deny] })).toMatchObject({ outcome: "pass" });
		const open = forAll("open", { policyTypes: ["Ingress"], ingress: [{}] });
		const undone = await ask(networkPolicyProbe, `{ names: [deny], defaultDeny: [Ingress], ${enforced} }`, {
			objects: [...world, deny, open],
		});
		expect(undone).toMatchObject({ outcome: "fail", reason: "DenyUndone" });
	});

	it("reads all namespaces only where a rule asks for them", async () => {
		const deny = forAll("deny", { policyTypes: ["Ingress"] });
		const objects = [deny, pod("sa-1", { labels: { app: "boulder-sa" } }), plugin];
		expect(await ask(networkPolicyProbe, `{ names: [deny], ${enforced} }`, { objects, forbidden: ["Namespace"] })).toMatchObject({
			outcome: "pass",
		});
		await expect(
			ask(networkPolicyProbe, `{ names: [allow-sa], ${enforced} }`, { objects: world, forbidden: ["Namespace"] }),
		).rejects.toMatchObject({ kind: "forbidden" });
		expect(
			await ask(networkPolicyProbe, `{ names: [allow-sa], peers: false, ${enforced} }`, {
				objects: world,
				forbidden: ["Namespace"],
			}),
		).toMatchObject({ outcome: "pass" });
	});
});

describe("ingress", () => {
	const wfe = `{ name: wfe, ${ingressController} }`;
	const [original] = ingressObjects;
	const at = (path: readonly (string | number)[], to: unknown, kind = "Ingress"): KubeObject[] =>
		ingressObjects.map((each) => (each.kind === kind ? changed(each, path, to) : each));
	const without = (kind: string): KubeObject[] => ingressObjects.filter((each) => each.kind !== kind);
	const backend = ["spec", "rules", 0, "http", "paths", 0, "backend"] as const;
	const cases: readonly (readonly [string, readonly KubeObject[], string, string, RegExp])[] = [
		["served", ingressObjects, "pass", "Served", /at 203\.0\.113\.7, and its 1 backend/],
		["I01 no controller writes an address", at(["status"], { loadBalancer: {} }), "pending", "NoAddress", /no controller serves/],
		["an empty address", at(["status", "loadBalancer", "ingress"], [{}]), "pending", "NoAddress", /./],
		["I01 its class does not exist", without("IngressClass"), "fail", "NoClass", /uses the class nginx.*existing: none/],
		[
			"T37 an address, but of a class that is not its own",
			at(["metadata", "name"], "haproxy", "IngressClass"),
			"fail",
			"NoClass",
			/existing: haproxy/,
		],
		["a class without a controller", at(["spec"], {}, "IngressClass"), "fail", "NoClass", /no controller serves/],
		["no class at all", at(["spec", "ingressClassName"], undefined), "fail", "NoClass", /has no class/],
		["no such Service", without("Service"), "fail", "ServiceNotFound", /there is no Service boulder-wfe2/],
		["no such port", at([...backend, "service", "port"], { number: 4431 }), "fail", "PortNotFound", /no such port/],
		["its port by name", at([...backend, "service", "port"], { name: "http" }), "pass", "Served", /./],
		["no endpoints", without("EndpointSlice"), "fail", "NoEndpoints", /no ready endpoint/],
		["endpoints not ready", at(["endpoints", 0, "conditions", "ready"], false, "EndpointSlice"), "fail", "NoEndpoints", /./],
		[
			"endpoints terminating",
			at(["endpoints", 0, "conditions", "terminating"], true, "EndpointSlice"),
			"fail",
			"NoEndpoints",
			/./,
		],
		["endpoints of another port", at(["ports", 0, "name"], "debug", "EndpointSlice"), "fail", "NoEndpoints", /./],
		[
			"endpoints of another Service",
			at(["metadata", "labels"], { "kubernetes.io/service-name": "boulder-wfe" }, "EndpointSlice"),
			"fail",
			"NoEndpoints",
			/./,
		],
		["no backend", at(["spec", "rules"], []), "fail", "NoBackend", /has no backend/],
		[
			"a default backend alone",
			at(["spec"], { ingressClassName: "nginx", defaultBackend: { service: { name: "boulder-wfe2", port: { number: 4001 } } } }),
			"pass",
			"Served",
			/./,
		],
		[
			"one bad backend among good ones",
			at(["spec", "defaultBackend"], { service: { name: "gone", port: { number: 80 } } }),
			"fail",
			"ServiceNotFound",
			/gone/,
		],
		["no certificate", without("Secret"), "fail", "CertificateMissing", /Secret wfe-tls/],
		[
			"a backend outside the cluster",
			at(["spec", "type"], "ExternalName", "Service"),
			"unknown",
			"BackendUnknown",
			/outside the cluster/,
		],
		[
			"a backend that is no Service",
			at([...backend], { resource: { kind: "StorageBucket", name: "static" } }),
			"unknown",
			"BackendUnknown",
			/not a Service/,
		],
	];
	it.each(cases)("%s", async (_, objects, outcome, reason, words) => {
		const found = await ask(ingressProbe, wfe, { objects });
		expect(found).toMatchObject({ outcome, reason });
		expect(found.message).toMatch(words);
	});

	it("is not known to be served by the address alone, which stays behind when a controller goes", async () => {
		const found = await ask(ingressProbe, "{ name: wfe }", { objects: ingressObjects });
		expect(found).toMatchObject({ outcome: "unknown", reason: "ControllerUnknown" });
		expect(found.message).toContain("has the address 203.0.113.7");
		expect(found.hint).toContain("controller: {");
	});

	it("has a certificate for each host that is asked for", async () => {
		const tls = (entry: Readonly<Record<string, unknown>>): KubeObject[] =>
			at(["spec", "tls"], [{ secretName: "wfe-tls", ...entry }]);
		const hosts = `{ name: wfe, hosts: [acme.example.org], ${ingressController} }`;
		const verdict = async (objects: readonly KubeObject[], yaml = hosts): Promise<string> => {
			const { outcome, reason } = await ask(ingressProbe, yaml, { objects });
			return `${outcome} ${reason}`;
		};
		expect(await verdict(tls({ hosts: ["other.example.org"] }))).toBe("fail TlsHostMissing");
		expect(await verdict(tls({ hosts: ["other.example.org"] }), wfe)).toBe("fail TlsHostMissing");
		expect(await verdict(tls({ hosts: ["*.org"] }))).toBe("fail TlsHostMissing");
		expect(await verdict(tls({ hosts: ["*.example.org"] }))).toBe("pass Served");
		expect(await verdict(tls({}))).toBe("pass Served");
		const issued = (names: string): KubeObject[] =>
			tls({ hosts: ["acme.example.org"] }).map((each) =>
				each.kind === "Secret" ? changed(each, ["metadata", "annotations"], { "cert-manager.io/alt-names": names }) : each,
			);
		expect(await verdict(issued("www.example.org,other.example.org"))).toBe("fail CertificateOfOthers");
		expect(await verdict(issued("www.example.org,acme.example.org"))).toBe("pass Served");
	});

	it("has backends that are as ready as their Service", async () => {
		const down = pod("wfe-1", { labels: { app: "wfe" }, status: waitingStatus("CrashLoopBackOff") });
		const target = { targetRef: { kind: "Pod", name: "wfe-1", uid: down.metadata.uid } };
		const behind = at(["endpoints", 0], { addresses: ["10.244.0.9"], conditions: { ready: true }, ...target }, "EndpointSlice");
		const reason = async (objects: readonly KubeObject[]): Promise<string> => (await ask(ingressProbe, wfe, { objects })).reason;
		expect(await reason([...behind, down])).toBe("NoEndpoints");
		expect(await reason([...behind, pod("wfe-1", { labels: { app: "wfe" } })])).toBe("Served");
		expect(await reason(behind)).toBe("NoEndpoints");
		expect(await reason(at(["metadata", "deletionTimestamp"], now, "EndpointSlice"))).toBe("NoEndpoints");
		const former = [{ apiVersion: "v1", kind: "Service", name: "boulder-wfe2", uid: "of-before", controller: true }];
		expect(await reason(at(["metadata", "ownerReferences"], former, "EndpointSlice"))).toBe("NoEndpoints");
	});

	it("takes the class of the old annotation, which needs no object", async () => {
		const old = at(["spec", "ingressClassName"], undefined).map((each) =>
			each.kind === "Ingress" ? changed(each, ["metadata", "annotations"], { "kubernetes.io/ingress.class": "nginx" }) : each,
		);
		expect(await ask(ingressProbe, wfe, { objects: old })).toMatchObject({ outcome: "pass" });
		expect(
			await ask(ingressProbe, wfe, {
				objects: old.map((each) => (each.kind === "Ingress" ? { ...each, status: {} } : each)),
			}),
		).toMatchObject({ outcome: "pending", reason: "NoAddress" });
	});

	it("requires rules for the hosts", async () => {
		expect(await ask(ingressProbe, "{ name: wfe, hosts: [acme.example.com] }", { objects: ingressObjects })).toMatchObject({
			outcome: "fail",
			reason: "HostMissing",
		});
	});

	it("T38 goes without an address only where the controller is named and ready", async () => {
		const silent = at(["status"], { loadBalancer: {} });
		expect(await ask(ingressProbe, "{ name: wfe, address: false }", { objects: silent })).toMatchObject({
			outcome: "unknown",
			reason: "ControllerUnknown",
		});
		const yaml = "{ name: wfe, address: false, controller: { kind: DaemonSet, namespace: kube-system, name: cilium } }";
		expect(await ask(ingressProbe, yaml, { objects: silent })).toMatchObject({ outcome: "fail", reason: "NotFound" });
		expect(await ask(ingressProbe, yaml, { objects: [...silent, plugin] })).toMatchObject({ outcome: "pass", reason: "Served" });
		const lame = changed(plugin, ["status", "numberAvailable"], 0);
		expect(await ask(ingressProbe, yaml, { objects: [...silent, lame] })).toMatchObject({
			outcome: "pending",
			reason: "ServerNotReady",
		});
	});

	it("looks at no Secret where it need not", async () => {
		const forbidden = ["Secret"];
		await expect(ask(ingressProbe, wfe, { objects: ingressObjects, forbidden })).rejects.toMatchObject({
			kind: "forbidden",
		});
		const blind = await ask(ingressProbe, `{ name: wfe, tls: false, ${ingressController} }`, {
			objects: ingressObjects,
			forbidden,
		});
		expect(blind).toMatchObject({ outcome: "pass" });
		expect(blind.message).toContain("certificates were not checked");
		expect(await ask(ingressProbe, wfe, { objects: at(["spec", "tls"], []), forbidden })).toMatchObject({
			outcome: "pass",
		});
	});

	it("names its evidence", async () => {
		const found = await ask(ingressProbe, wfe, { objects: ingressObjects });
		expect(found.evidence[0]).toMatchObject({
			kind: "Ingress",
			namespace,
			name: "wfe",
			uid: original?.metadata.uid,
			resourceVersion: "41",
			observedAt: now,
		});
	});
});
