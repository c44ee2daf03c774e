import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { judgeGateway } from "../../../src/probes/custom-resource/gateway-class.ts";
import { judgeCustomResource } from "../../../src/probes/custom-resource/judge-custom-resource.ts";
import { cond, now, object } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const made = (kind: string, spec: Fields, status: Fields, name = "x"): KubeObject =>
	object({ apiVersion: "gateway.networking.k8s.io/v1", kind, name, metadata: { generation: 2 }, spec, status });
const judged = (each: KubeObject): string => {
	const { outcome, reason, message } = judgeCustomResource(each, now);
	return `${outcome} ${reason}: ${message.replace(`${each.kind} x `, "")}`;
};
const yes = (type: string, more: Fields = {}): Fields => ({ ...cond(type, "True", type), ...more });
const no = (type: string, reason = "", message = ""): Fields => cond(type, "False", reason, message);

describe("a route", () => {
	const taken = [yes("Accepted"), yes("ResolvedRefs")];
	const route = (refs: readonly Fields[], parents: readonly unknown[]): string =>
		judged(made("HTTPRoute", { parentRefs: refs }, { parents }));
	const parent = (parentRef: unknown, conditions: readonly Fields[] = taken): Fields => ({ parentRef, conditions });

	it.each<[string, Fields, Fields]>([
		["by its name", { name: "in" }, { name: "in" }],
		["by its kind", { name: "in", kind: "Gateway" }, { name: "in" }],
		["of the same namespace, which is named", { name: "in" }, { name: "in", namespace: "boulder-staging" }],
		["of another namespace", { name: "in", namespace: "edge" }, { name: "in", namespace: "edge" }],
		["that is a Service", { name: "in", kind: "Service" }, { name: "in", kind: "Service" }],
		["by its section", { name: "in", sectionName: "https" }, { name: "in", sectionName: "https" }],
		["by its port", { name: "in", port: 443 }, { name: "in", port: 443 }],
		["of all sections, of which one answers", { name: "in" }, { name: "in", sectionName: "https", port: 443 }],
	])("works with a parent %s", (_what, wanted, found) => expect(route([wanted], [parent(found)])).toBe("pass Ready: is ready"));

	it.each<[string, Fields, unknown]>([
		["of another name", { name: "in" }, { name: "out" }],
		["of another namespace", { name: "in" }, { name: "in", namespace: "edge" }],
		["of its own namespace, where another is meant", { name: "in", namespace: "edge" }, { name: "in" }],
		["of another kind", { name: "in" }, { name: "in", kind: "Service" }],
		["of no kind, where another is meant", { name: "in", kind: "Service" }, { name: "in" }],
		["of another section", { name: "in", sectionName: "https" }, { name: "in", sectionName: "http" }],
		["of no section", { name: "in", sectionName: "https" }, { name: "in" }],
		["of another port", { name: "in", port: 443 }, { name: "in", port: 80 }],
		["that names nothing", { name: "in" }, null],
		["that is a text", { name: "in" }, "in"],
	])("does not work with the answer of a parent %s", (_what, wanted, found) =>
		expect(route([wanted], [parent(found)])).toMatch(
			/^pending NotObserved: is not taken by (?:Gateway|Service) in: no controller/,
		),
	);

	it("needs each of its parents, and one at least", () => {
		expect(route([{ name: "in" }, { name: "out" }], [parent({ name: "in" })])).toBe(
			"pending NotObserved: is not taken by Gateway out: no controller has processed it",
		);
		expect(route([{ name: "in" }, { name: "out" }], [parent({ name: "in" }), parent({ name: "out" })])).toMatch(/^pass/);
		expect(route([], [])).toBe("fail NoParent: has no parent Gateway");
		expect(route([{}], [])).toBe("pending NotObserved: is not taken by Gateway ?: no controller has processed it");
	});

	it.each<[string, readonly Fields[], string]>([
		["without a word of its references", [yes("Accepted")], "pass Ready: is ready"],
		["not accepted yet", [yes("ResolvedRefs")], "pending NotObserved: has not reported yet whether Gateway in accepts it"],
		["refused", [no("Accepted", "NotAllowedByListeners", "no")], "fail NotAllowedByListeners: is not accepted by Gateway in: no"],
		["refused, without words", [no("Accepted")], "fail NotAccepted: is not accepted by Gateway in"],
		["refused and accepted at once", [yes("Accepted"), no("Accepted", "Bad")], "fail Bad: is not accepted by Gateway in: Bad"],
		["not known", [cond("Accepted", "Unknown", "Odd")], "pending Odd: is not accepted by Gateway in: Odd"],
		["that waits", [no("Accepted", "Pending")], "pending Pending: is not accepted by Gateway in: Pending"],
		[
			"without its listener",
			[no("Accepted", "NoMatchingParent")],
			"pending NoMatchingParent: is not accepted by Gateway in: NoMatchingParent",
		],
		["before its controller", [no("Accepted", "Waiting")], "pending Waiting: is not accepted by Gateway in: Waiting"],
		[
			"without its Service",
			[yes("Accepted"), no("ResolvedRefs", "BackendNotFound", "no web")],
			"pending BackendNotFound: has references that Gateway in cannot resolve: no web",
		],
		[
			"to what it may not use",
			[yes("Accepted"), no("ResolvedRefs", "RefNotPermitted")],
			"fail RefNotPermitted: has references that Gateway in cannot resolve: RefNotPermitted",
		],
		[
			"with unknown references",
			[yes("Accepted"), cond("ResolvedRefs", "Unknown")],
			"pending NotResolvedRefs: has references that Gateway in cannot resolve",
		],
		[
			"partly invalid",
			[...taken, yes("PartiallyInvalid", { message: "rule 2" })],
			"fail PartiallyInvalid: is partly invalid for Gateway in: rule 2",
		],
		["partly invalid once", [...taken, no("PartiallyInvalid")], "pass Ready: is ready"],
		[
			"of before",
			[yes("Accepted", { observedGeneration: 1 })],
			"pending StaleGeneration: was changed, but Gateway in has not observed the change yet",
		],
		["of now", [yes("Accepted", { observedGeneration: 2 })], "pass Ready: is ready"],
	])("%s", (_what, conditions, wanted) => expect(route([{ name: "in" }], [parent({ name: "in" }, conditions)])).toBe(wanted));
});

describe("a policy", () => {
	const policy = (ancestors: readonly Fields[]): string => judged(made("BackendTLSPolicy", {}, { ancestors }));
	const of = (...conditions: readonly Fields[]): Fields => ({ ancestorRef: { name: "in" }, conditions });

	it("works with each of its ancestors, and one at least", () => {
		expect(policy([of(yes("Accepted"))])).toBe("pass Ready: is ready");
		expect(policy([of(yes("Accepted")), of(no("Accepted", "Bad"))])).toBe("fail Bad: is not accepted by Gateway in: Bad");
		expect(policy([of()])).toBe("pending NotObserved: has not reported yet whether Gateway in accepts it");
		expect(policy([])).toBe("pending NotObserved: does not report that it works");
	});
});

describe("a listener", () => {
	const served = [yes("Accepted"), yes("Programmed")];
	const gateway = (names: readonly string[], listeners: readonly unknown[]): string =>
		judged(made("Gateway", { listeners: names.map((name) => ({ name })) }, { listeners, conditions: served }));
	const of = (name: string, ...conditions: readonly Fields[]): Fields => ({ name, conditions });

	it.each<[string, readonly Fields[], string]>([
		[
			"that is well",
			[...served, yes("ResolvedRefs"), no("Conflicted"), no("Detached"), no("OverlappingTLSConfig")],
			"pass Accepted: is accepted and programmed",
		],
		[
			"that is refused",
			[no("Accepted", "PortUnavailable", "in use")],
			"fail PortUnavailable: has a listener, a, whose condition Accepted is False: in use",
		],
		[
			"that is not programmed",
			[no("Programmed", "Invalid")],
			"fail Invalid: has a listener, a, whose condition Programmed is False: Invalid",
		],
		[
			"without its certificate",
			[no("ResolvedRefs", "InvalidCertificateRef")],
			"fail InvalidCertificateRef: has a listener, a, whose condition ResolvedRefs is False: InvalidCertificateRef",
		],
		["that is not ready", [no("Ready")], "fail Ready: has a listener, a, whose condition Ready is False:"],
		[
			"of which nobody knows",
			[cond("Programmed", "Unknown", "Odd")],
			"pending Odd: has a listener, a, whose condition Programmed is Unknown: Odd",
		],
		[
			"that waits",
			[no("Programmed", "Pending")],
			"pending Pending: has a listener, a, whose condition Programmed is False: Pending",
		],
		[
			"in conflict",
			[yes("Conflicted", { reason: "HostnameConflict" })],
			"fail HostnameConflict: has a listener, a, whose condition Conflicted is True: HostnameConflict",
		],
		[
			"that is detached",
			[yes("Detached", { reason: "" })],
			"fail Detached: has a listener, a, whose condition Detached is True:",
		],
		[
			"that was wrong before its change",
			[{ ...no("Programmed", "Invalid"), observedGeneration: 1 }],
			"pass Accepted: is accepted and programmed",
		],
		[
			"that is wrong since its change",
			[{ ...no("Programmed", "Invalid"), observedGeneration: 2 }],
			"fail Invalid: has a listener, a, whose condition Programmed is False: Invalid",
		],
	])("%s", (_what, conditions, wanted) => expect(gateway(["a"], [of("a", ...conditions)]).trimEnd()).toBe(wanted));

	it("that no controller speaks of is waited for", () => {
		expect(gateway(["a", "b"], [of("a", ...served)])).toBe("pending NotObserved: has not reported yet how its listener b is");
		expect(gateway(["a"], [of("a", ...served), of("b", ...served)])).toMatch(/^pass/);
	});
});

describe("the class of a Gateway", () => {
	const gateway = made("Gateway", { gatewayClassName: "web" }, { conditions: [yes("Accepted"), yes("Programmed")] });
	const classOf = (name: string, conditions: readonly Fields[], metadata: Fields = {}): KubeObject => {
		const plain = made("GatewayClass", {}, { conditions }, name);
		return { ...plain, metadata: { ...plain.metadata, ...metadata } };
	};
	const withClasses = (...classes: readonly KubeObject[]): string => {
		const { outcome, reason, message, hint } = judgeGateway(gateway, classes, now);
		return `${outcome} ${reason}: ${message}${hint === null ? "" : ` > ${hint}`}`;
	};

	it.each<[string, readonly KubeObject[], string]>([
		[
			"is accepted",
			[classOf("other", []), classOf("web", [yes("Accepted")])],
			"pass Accepted: Gateway x is accepted and programmed",
		],
		[
			"is not there",
			[classOf("other", [yes("Accepted")])],
			"fail NoClass: Gateway x uses the class web, which does not exist; existing: other > kubectl get gatewayclasses",
		],
		[
			"is none of none",
			[],
			"fail NoClass: Gateway x uses the class web, which does not exist; existing: none > kubectl get gatewayclasses",
		],
		[
			"is being deleted",
			[classOf("web", [yes("Accepted")], { deletionTimestamp: now })],
			"fail NoClass: Gateway x uses the class web, which is being deleted > kubectl get gatewayclasses",
		],
		[
			"is refused",
			[classOf("web", [no("Accepted", "Bad")])],
			"fail ClassNotAccepted: Gateway x has a class, web, that no controller accepts: Bad > kubectl get gatewayclasses",
		],
		[
			"waits",
			[classOf("web", [cond("Accepted", "Unknown", "Waiting", "no one")])],
			"pending ClassNotAccepted: Gateway x has a class, web, that no controller accepts: no one > kubectl get gatewayclasses",
		],
		[
			"says nothing",
			[classOf("web", [])],
			"pending ClassNotAccepted: Gateway x has a class, web, that no controller accepts > kubectl get gatewayclasses",
		],
	])("%s", (_what, classes, wanted) => expect(withClasses(...classes)).toBe(wanted));

	it("matters only to a Gateway that is well, and where it can be read", () => {
		expect(judgeGateway(gateway, null, now).outcome).toBe("pass");
		const broken = made("Gateway", { gatewayClassName: "web" }, { conditions: [no("Accepted", "Bad"), yes("Programmed")] });
		expect(judgeGateway(broken, [], now).reason).toBe("Bad");
	});
});
