import { describe, expect, it } from "vitest";
import { compile } from "../../src/cel/compile.ts";
import { emptyListBehind } from "../../src/cel/empty-list.ts";
import type { KubeObject } from "../../src/cluster/objects/object.ts";
import { isTypingError } from "../../src/model/typing-error.ts";
import { readProbes } from "../../src/probes/file/read-probes.ts";
import { queryTrap } from "../../src/probes/metrics/query-traps.ts";
import type { Probe, ProbeResult } from "../../src/probes/probe.ts";
import { impossibleField } from "../../src/probes/resources/field-paths.ts";
import { object, probeContext } from "./objects.ts";

const read = (probe: string): Probe => {
	const [binding] = readProbes(
		`schemaVersion: 1\ndefaults: { namespace: boulder-staging }\nprobes:\n  2/a: ${probe}\n`,
		"probes.yaml",
	).bindings;
	if (binding === undefined) throw new Error("no binding");
	return binding.probe;
};
const ask = (probe: string, objects: readonly KubeObject[]): Promise<ProbeResult> => read(probe).run(probeContext({ objects }));
const rulesOf = (probe: Probe): readonly string[] => [
	...(probe.traps?.() ?? []).map(({ rule }) => rule),
	...probe.parts.flatMap(rulesOf),
];

const deployment = (name: string, hostNetwork = false): KubeObject =>
	object({ apiVersion: "apps/v1", kind: "Deployment", name, spec: { template: { spec: { hostNetwork } } } });
const map = (name: string, labels: Readonly<Record<string, string>> = {}): KubeObject =>
	object({ apiVersion: "v1", kind: "ConfigMap", name, metadata: { labels } });

describe("a typing error", () => {
	it.each([
		["boulder-monolit", "boulder-monolith", true],
		["boulder-mnoolith", "boulder-monolith", true],
		["bouldermonolith", "boulder-monolith", true],
		["apps", "app", true],
		["sa-1", "sa-2", false],
		["boulder-sa", "boulder-va", false],
		["wfe", "wfe2", false],
		["us-east", "us-west", false],
		["monolith", "monolith-old", false],
	])("%s for %s: %s", (one, other, expected) => {
		expect(isTypingError(one, other)).toBe(expected);
		expect(isTypingError(other, one)).toBe(expected);
	});
});

describe("not", () => {
	const cm = (more: string) => `{ not: { resources: { apiVersion: v1, kind: ConfigMap, ${more} } } }`;

	it.each([
		["a name that nobody has seen", cm("name: old"), [map("web")], "unknown NeverSeen"],
		["a name that should be absent", cm("name: old, absent: true"), [map("web")], "pass Absent"],
		[
			"the same, said beside the probe",
			"{ not: { absent: true, resources: { apiVersion: v1, kind: ConfigMap, name: old } } }",
			[map("web")],
			"pass Absent",
		],
		["a misspelled name", cm("name: monolit, absent: true"), [map("monolith")], "unknown PerhapsMisspelled"],
		["another number", cm("name: sa-1, absent: true"), [map("sa-2")], "pass Absent"],
		[
			"a misspelled label",
			cm("selector: apps=monolith, absent: true"),
			[map("m", { app: "monolith" })],
			"unknown PerhapsMisspelled",
		],
		[
			"one of two that is as expected",
			"{ not: { resources: { apiVersion: apps/v1, kind: Deployment, expect: object.spec.template.spec.hostNetwork } } }",
			[deployment("a", true), deployment("b")],
			"fail StillAsExpected",
		],
		[
			"none of two that is as expected",
			"{ not: { resources: { apiVersion: apps/v1, kind: Deployment, expect: object.spec.template.spec.hostNetwork } } }",
			[deployment("a"), deployment("b")],
			"pass OppositeSeen",
		],
		[
			"several that do not exist",
			`{ not: { all: [${cm("name: old").slice(7, -2)}, ${cm("name: older").slice(7, -2)}] } }`,
			[map("web")],
			"unknown NeverSeen",
		],
	])("%s", async (_, probe, objects, expected) => {
		const { outcome, reason } = await ask(probe, objects);
		expect(`${outcome} ${reason}`).toBe(expected);
	});

	it("says in a pass that absence is expected", async () => {
		const { message } = await ask(cm("name: old, absent: true"), [map("web")]);
		expect(message).toBe("ConfigMap old does not exist in boulder-staging, as expected");
	});

	it("warns of a name without absent: true, and only then", () => {
		expect(rulesOf(read("{ not: { workload: { kind: Deployment, name: old } } }"))).toEqual(["not-of-a-name"]);
		expect(rulesOf(read("{ not: { workload: { kind: Deployment, name: old, absent: true } } }"))).toEqual([]);
		expect(rulesOf(read("{ workload: { kind: Deployment, name: old } }"))).toEqual([]);
	});
});

describe("exactly: 0", () => {
	it.each([
		["selector: apps=monolith", { app: "monolith" }, "unknown"],
		["selector: app=monolit", { app: "monolith" }, "unknown"],
		["selector: app=monolith", { "app.kubernetes.io/name": "monolith" }, "unknown"],
		["selector: app=monolith", { app: "boulder-wfe2" }, "pass"],
		["selector: app=sa-1", { app: "sa-2" }, "pass"],
	])("%s where there is %o: %s", async (more, labels, outcome) => {
		const probe = `{ resources: { apiVersion: v1, kind: ConfigMap, exactly: 0, ${more} } }`;
		expect((await ask(probe, [map("x", labels)])).outcome).toBe(outcome);
	});
});

describe("a field selector", () => {
	it.each([
		["v1", "Pod", "status.phse", "Failed", true],
		["v1", "Pod", "status.phase", "pending", true],
		["v1", "Pod", "status.phase", "Pending", false],
		["v1", "Pod", "spec.nodeName", "n1", false],
		["v1", "Pod", "metadata.labels.app", "x", true],
		["v1", "Secret", "type", "Opaque", false],
		["v1", "ConfigMap", "data.x", "1", true],
		["apps/v1", "Deployment", "status.replicas", "0", true],
		["apps/v1", "ReplicaSet", "status.replicas", "0", false],
		["apps/v1", "ReplicaSet", "status.replicas", "none", true],
		["batch/v1", "Job", "status.successful", "1", false],
		["v1", "Node", "spec.unschedulable", "yes", true],
		["cert-manager.io/v1", "Certificate", "spec.secretName", "x", false],
	])("%s %s by %s=%s is impossible: %s", (apiVersion, kind, path, value, expected) => {
		expect(impossibleField(apiVersion, kind, new Map([[path, value]])) !== null).toBe(expected);
	});

	it("is unknown where the server would refuse it, and named by lint", async () => {
		const probe = "{ resources: { apiVersion: v1, kind: Pod, fieldSelector: status.phse=Failed, exactly: 0 } }";
		expect(await ask(probe, [])).toMatchObject({ outcome: "unknown", reason: "FieldNotSelectable" });
		expect(read(probe).traps?.()).toMatchObject([{ rule: "field-selector", better: "fieldSelector: status.phase=Failed" }]);
	});
});

describe("a quantifier over nothing", () => {
	it.each([
		["xs.all(x, x > 1)", { xs: [] }, "xs"],
		["xs.all(x, x > 1)", { xs: [2] }, null],
		["xs.size() == 0 || xs.all(x, x > 1)", { xs: [] }, null],
		["xs.filter(x, x > 5).all(x, x > 1)", { xs: [2] }, "xs.filter(x, x > 5)"],
		["!xs.exists(x, x > 1)", { xs: [] }, "xs"],
		["!xs.exists(x, x > 1)", { xs: [1] }, null],
		["ys.size() > 0 && ys.all(y, xs.all(x, x > y))", { xs: [], ys: [1] }, null],
		["object.spec.?volumes.orValue([]).all(v, v.ok)", { object: { spec: {} } }, null],
		["object.status.parents.all(p, p.ok)", { object: { status: { parents: [] } } }, "object.status.parents"],
		["body.all(k, body[k])", { body: {} }, "body"],
	])("%s over %o: %s", (source, variables, expected) => {
		expect(emptyListBehind(compile(source, Object.keys(variables)), variables)).toBe(expected);
	});

	it("is found outside of loops only", () => {
		const { quantifiers } = compile("a.all(x, x.b.all(y, y)) && c.exists(z, z)", ["a", "c"]);
		expect(quantifiers().map(({ over }) => over)).toEqual(["a", "c"]);
	});

	const lists = (expression: string) =>
		`{ resources: { apiVersion: v1, kind: ConfigMap, name: a, with: { pods: { apiVersion: v1, kind: Pod, selector: app=a }, all: { apiVersion: v1, kind: Pod } }, expect: "${expression}" } }`;

	it.each([
		["variables.pods.all(p, p.status.phase == 'Running')", ["holds-for-nothing"]],
		["!variables.pods.exists(p, p.status.phase == 'Failed')", ["holds-for-nothing"]],
		["variables.pods.size() == 2 && variables.pods.all(p, p.status.phase == 'Running')", []],
		["variables.pods.all(p, p.spec.ok) && size(variables.pods) > 0", []],
		["variables.pods.exists(p, p.status.phase == 'Running')", []],
		["!variables.all.exists(p, p.status.phase == 'Failed')", []],
		["object.spec.containers.all(c, c.ok)", []],
		["object.status.parents.all(p, p.ok)", ["holds-for-nothing"]],
	])("lint of %s", (expression, expected) => {
		expect(rulesOf(read(lists(expression)))).toEqual(expected);
	});

	it("is unknown, with what is empty", async () => {
		const found = await ask(lists("variables.pods.all(p, p.status.phase == 'Running')"), [map("a")]);
		expect(found).toMatchObject({ outcome: "unknown", reason: "HoldsForNothing" });
		expect(found.message).toContain("variables.pods is empty");
	});
});

describe("a query that answers for nothing", () => {
	const zero = "samples.all(s, s.value == 0.0)";
	const one = "samples.all(s, s.value == 1.0)";
	it.each([
		["sum(rate(errors_total[5m])) or vector(0)", zero, "zero", "sum(rate(errors_total[5m]))"],
		["sum(errors) or on() vector(0)", zero, "zero", "sum(errors)"],
		["(sum(errors) or vector(0)) / 2", zero, "zero", "(sum(errors)) / 2"],
		["sum(up) or vector(0)", "samples.all(s, s.value > 0.0)", null, null],
		["absent_over_time(monolith_total[1h])", one, "absent", "last_over_time(monolith_total[15d])"],
		['absent(up{job="monolith"})', one, "absent", 'last_over_time(up{job="monolith"}[15d])'],
		["absent(a) and on () (count(last_over_time(a[7d])) > 0)", one, null, null],
		["absent(a)", zero, null, null],
		['count(up{note=" or vector(0)"})', zero, null, null],
		["count(up) # or vector(0)", zero, null, null],
		["sum(up)", one, null, null],
	])("%s", (query, expect_, kind, witness) => {
		const found = queryTrap(query, compile(expect_, ["samples"]));
		expect(found?.kind ?? null).toBe(kind);
		expect(found === null ? null : found.kind === "zero" ? found.alone : found.seen).toBe(witness);
	});
});
