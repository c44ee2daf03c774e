import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { judgeBuiltIn } from "../../../src/probes/resources/built-in.ts";
import { doubtIn } from "../../../src/probes/resources/doubt.ts";
import type { ObjectSource } from "../../../src/probes/resources/source.ts";
import { parseSelector } from "../../../src/probes/shared/selectors.ts";
import { cond, minutesAgo, now, object, pod } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const source = (more: Partial<ObjectSource>): ObjectSource => ({
	apiVersion: "v1",
	kind: "ConfigMap",
	namespace: "a",
	names: null,
	selector: null,
	fields: new Map(),
	impossible: null,
	...more,
});
const map = (name: string, labels: Fields = {}): KubeObject =>
	object({ apiVersion: "v1", kind: "ConfigMap", name, metadata: { labels } });

describe("what selects nothing may be misspelled", () => {
	it("by a name that is almost another", () => {
		expect(doubtIn(source({ names: ["boulder-monolit"] }), [map("other"), map("boulder-monolith")])).toBe(
			"boulder-monolith exists: the name may be misspelled",
		);
		expect(doubtIn(source({ names: ["other", "boulder-monolit"] }), [map("boulder-monolith")])).toContain(
			"boulder-monolith exists",
		);
		expect(doubtIn(source({ names: ["boulder-sa"] }), [map("boulder-va")])).toBeNull();
		expect(doubtIn(source({ names: ["boulder-sa"] }), [])).toBeNull();
	});

	it.each<[string, string, Fields, string | null]>([
		["the value", "app=monolit", { app: "monolith" }, "app=monolith"],
		["the key", "apps=monolith", { app: "monolith" }, "app=monolith"],
		["the key and the value", "apps=monolit", { app: "monolith" }, "app=monolith"],
		["the label that names an app", "app=monolith", { "app.kubernetes.io/name": "monolith" }, "app.kubernetes.io/name=monolith"],
		["the label that names an app, the other way", "k8s-app=monolith", { name: "monolith" }, "name=monolith"],
		["the second of two", "tier=x,app=monolit", { app: "monolith" }, "app=monolith"],
		["nothing: another value", "app=monolith", { app: "wfe" }, null],
		["nothing: the value of another label", "app=monolith", { tier: "monolith" }, null],
		["nothing: a label of another name", "tier=monolith", { app: "monolith" }, null],
		["nothing: what names an app otherwise", "app=monolith", { name: "monolit" }, null],
	])("by %s", (_what, selector, labels, wanted) => {
		const found = doubtIn(source({ selector: parseSelector(selector) }), [map("x"), map("y", labels)]);
		expect(found).toBe(wanted === null ? null : `ConfigMap y has the label ${wanted}: the selector may be misspelled`);
	});

	it("by a field that no object of a definition has", () => {
		const widget = object({ apiVersion: "example.com/v1", kind: "Widget", name: "x", spec: { size: 1 } });
		const by = (path: string, objects: readonly KubeObject[] = [widget], apiVersion = "example.com/v1"): string | null =>
			doubtIn(source({ apiVersion, kind: "Widget", fields: new Map([[path, "1"]]) }), objects);
		expect(by("spec.sise")).toBe("no Widget has the field spec.sise");
		expect(by("spec.size")).toBeNull();
		expect(by("metadata.nothing")).toBeNull();
		expect(by("spec.sise", [])).toBeNull();
		expect(by("spec.sise", [widget], "v1")).toBeNull();
	});
});

describe("a kind without a probe of its own", () => {
	const judged = (each: KubeObject): string => {
		const { outcome, reason, message } = judgeBuiltIn(each, null, 10_000, now);
		return `${outcome} ${reason}: ${message}`;
	};
	const api = (condition: Fields | null, metadata: Fields = { generation: 2 }): string =>
		judged(
			object({
				apiVersion: "apiregistration.k8s.io/v1",
				kind: "APIService",
				name: "v1.metrics",
				namespace: null,
				metadata,
				status: { conditions: condition === null ? [] : [condition] },
			}),
		).replace("APIService v1.metrics ", "");
	const available = (status: string, minutes = 30, more: Fields = {}): Fields => ({
		...cond("Available", status, "Why", "", minutesAgo(minutes)),
		...more,
	});

	it.each<[string, Fields | null, string]>([
		["that is served", available("True"), "pass Available: is available"],
		["that is served since its change", available("True", 30, { observedGeneration: 2 }), "pass Available: is available"],
		[
			"that was served before its change",
			available("True", 30, { observedGeneration: 1 }),
			"pending StaleGeneration: was changed, but its condition Available is older than the change",
		],
		["that is away for a moment", available("False", 4), "pending Why: has not been available for 4 min: Why"],
		["that is away for five minutes", available("False", 5), "fail Why: has not been available for 5 min: Why"],
		["that is away since nobody knows when", { type: "Available", status: "False" }, "fail NotAvailable: is not available"],
		["of which nobody knows", available("Unknown"), "pending Why: has not been available for 30 min: Why"],
		["that says nothing", null, "pending NotAvailable: is not available"],
	])("an API %s", (_what, condition, wanted) => expect(api(condition)).toBe(wanted));

	it("is judged as it is where it has no generation", () => {
		expect(api(available("True", 30, { observedGeneration: 1 }), {})).toBe("pass Available: is available");
	});

	it("shows nothing by being there", () => {
		expect(judged(map("x"))).toBe("unknown NoRule: ConfigMap x exists, but nothing shows whether it works");
		expect(judgeBuiltIn(map("x"), null, 0, now).hint).toBe('define what is expected of a ConfigMap: add "expect" to the probe');
		const policy = object({ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", name: "x" });
		expect(judgeBuiltIn(policy, null, 0, now).hint).toBe("define what is expected of it, or use the probe type networkpolicy");
	});

	it.each<[string, Fields, string]>([
		["a pod that is ready", {}, "pass Ready: Pod x is ready"],
		[
			"a pod that has run",
			{ status: { phase: "Succeeded" }, spec: { restartPolicy: "Never" } },
			"pass Completed: Pod x has completed",
		],
		[
			"a pod that has run, and was to run on",
			{ status: { phase: "Succeeded" }, spec: { restartPolicy: "Always" } },
			"fail Completed: pod x has ended and no longer serves",
		],
		[
			"a pod that is young",
			{ status: { phase: "Running", conditions: [cond("Ready", "True", "", "", now)] } },
			"pending NotStable: Pod x is ready, but pod x has been ready for 0 s only",
		],
	])("judges %s", (_what, more, wanted) => expect(judged(pod("x", more))).toBe(wanted));

	it("judges a namespace by its phase", () => {
		const namespace = (status: Fields): string =>
			judged(object({ apiVersion: "v1", kind: "Namespace", name: "x", namespace: null, status }));
		expect(namespace({ phase: "Active" })).toBe("pass Active: Namespace x is Active");
		expect(namespace({ phase: "Terminating" })).toBe("pending NotActive: Namespace x is Terminating, expected Active");
		expect(namespace({})).toBe("pending NotActive: Namespace x is not set, expected Active");
	});
});
