import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { parseProbesFile } from "../../../src/probes/file/probes-yaml.ts";
import { resourcesProbe } from "../../../src/probes/resources/resources-probe.ts";
import { ask, changed, minutesAgo, now, object, pod, reading } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const map = (name: string, data: Fields = {}, more: Fields = {}): KubeObject =>
	object({ apiVersion: "v1", kind: "ConfigMap", name, data, ...more });
const [a, b, c] = [
	map("a", { size: "1", mode: "x" }, { metadata: { labels: { app: "sa", tier: "back" } } }),
	map("b", { size: "2" }, { metadata: { labels: { app: "ra" } } }),
	map("c", { size: "3", deep: { er: null } }),
];

/** `outcome Reason: message > hint`. */
async function verdict(yaml: string, objects: readonly KubeObject[]): Promise<string> {
	const { outcome, reason, message, hint } = await ask(resourcesProbe, `{ ${yaml} }`, { objects });
	return `${outcome} ${reason}: ${message}${hint === null ? "" : ` > ${hint.replace("-n boulder-staging", "…")}`}`;
}

const maps = (more: string, objects: readonly KubeObject[] = [a, b, c]): Promise<string> =>
	verdict(`apiVersion: v1, kind: ConfigMap, ${more}`, objects);

describe("how many there are", () => {
	it.each<[string, readonly KubeObject[], string]>([
		["expect: 'true'", [a], "pass AsExpected: 1 ConfigMap in boulder-staging, and it is as expected"],
		["expect: 'true'", [a, b], "pass AsExpected: 2 ConfigMaps in boulder-staging, and each is as expected"],
		[
			"expect: 'true', selector: app=sa",
			[a, b],
			"pass AsExpected: 1 ConfigMap with app=sa in boulder-staging, and it is as expected",
		],
		[
			"expect: 'true', selector: app=va",
			[a, b],
			"fail WrongNumber: no ConfigMaps with app=va in boulder-staging found > kubectl get … configmap -l app=va",
		],
		["expect: 'true', allNamespaces: true, atLeast: 2", [a], "fail WrongNumber: 1 of 2 ConfigMaps found > kubectl get configmap"],
		[
			"expect: 'true', exactly: 1",
			[a, b],
			"fail WrongNumber: 2 ConfigMaps in boulder-staging found, expected exactly 1: a, b > kubectl get … configmap",
		],
		[
			"expect: 'true', exactly: 3",
			[a, b],
			"fail WrongNumber: 2 of 3 ConfigMaps in boulder-staging found > kubectl get … configmap",
		],
		["exactly: 0", [a], "fail StillThere: 1 ConfigMaps in boulder-staging found, expected none: a > kubectl get … configmap"],
		["exactly: 0", [], "pass NoneThere: no ConfigMap in boulder-staging, as expected"],
		["exactly: 0, names: [d]", [a], "pass NoneThere: no ConfigMap d in boulder-staging, as expected (1 other there)"],
		[
			"exactly: 0, names: [d, e], selector: app=va",
			[a, b],
			"pass NoneThere: no ConfigMap d or e with app=va in boulder-staging, as expected (2 others there)",
		],
		[
			"exactly: 0, fieldSelector: 'metadata.name=x,metadata.namespace=y'",
			[a],
			"pass NoneThere: no ConfigMap with metadata.name=x and metadata.namespace=y in boulder-staging, as expected (1 other there)",
		],
		[
			"expect: 'true', names: [a, d]",
			[a, b],
			"fail NotFound: ConfigMap d does not exist in boulder-staging > kubectl get … configmap",
		],
		[
			"expect: 'true', names: [d, a, e], exactly: 1",
			[a, b],
			"fail NotFound: ConfigMap d, e do not exist in boulder-staging > kubectl get … configmap",
		],
		["expect: 'true', name: a", [a, b], "pass AsExpected: 1 ConfigMap in boulder-staging, and it is as expected"],
	])("%s", async (more, objects, expected) => expect(await maps(more, objects)).toBe(expected));

	it("that are too many and all ending is distinguished from too many, and from too few", async () => {
		const going = [a, b].map((each) => changed(each, ["metadata", "deletionTimestamp"], now));
		expect(await maps("exactly: 1", going)).toMatch(/^pending WrongNumber: 2 objects still being deleted/);
		expect(await maps("exactly: 1", [...going, c])).toMatch(/^fail WrongNumber/);
		expect(await maps("exactly: 3", going)).toMatch(/^fail WrongNumber/);
		expect(await maps("atLeast: 3", going)).toMatch(/^fail WrongNumber/);
	});
});

describe("which are meant", () => {
	it.each([
		["names: [a, c]", "2"],
		["selector: tier", "1"],
		["selector: '!app'", "1"],
		["fieldSelector: metadata.name=b", "1"],
		["fieldSelector: 'metadata.name == b , data.size = 2'", "1"],
		["fieldSelector: 'metadata.name=b,data.size=3'", "0"],
		["fieldSelector: data.mode=", "2"],
		["fieldSelector: data.deep.er=", "3"],
		["fieldSelector: data.size.length=1", "0"],
		["fieldSelector: data.toString=x", "0"],
	])("by %s", async (more, number) => {
		// Which fields can be selected is up to the definition of the kind.
		const things = [a, b, c].map((one) => ({ ...one, apiVersion: "example.com/v1", kind: "Thing" }));
		const { evidence } = await ask(resourcesProbe, `{ apiVersion: example.com/v1, kind: Thing, expect: 'true', ${more} }`, {
			objects: things,
		});
		expect(evidence[0]?.found).toBe(number);
	});

	it.each([
		["selector: 'a b'", /"a b" is not a label selector/],
		["fieldSelector: 'a!=b'", /"a!=b" is not a field selector/],
		["fieldSelector: 'a=b=c'", /not a field selector/],
		["fieldSelector: '1a=b'", /not a field selector/],
		["fieldSelector: 'a=b c'", /not a field selector/],
		["name: a, names: [b]", /name and names mean the same/],
		["atLeast: 1, exactly: 1", /cannot both be met/],
		["message: 'object.x'", /has no expect/],
		["with: [a]", /a map of names and lists/],
		["variables: [a]", /a map of names/],
		["with: { x: { apiVersion: v1, kind: Pod, colour: red } }", /has no field "colour"/],
	])("%s is not taken", (more, words) =>
		expect(() =>
			resourcesProbe.read(parseProbesFile(`{ apiVersion: v1, kind: ConfigMap, ${more} }`, "probes.yaml"), reading),
		).toThrow(words),
	);

	it("has no namespace where its kind has none", () => {
		const where = (apiVersion: string, kind: string): unknown =>
			resourcesProbe.read(parseProbesFile(`{ apiVersion: ${apiVersion}, kind: ${kind}, expect: 'true' }`, "probes.yaml"), reading)
				.rights[0]?.namespace;
		const cluster = [
			["v1", "Namespace"],
			["v1", "Node"],
			["v1", "PersistentVolume"],
			["storage.k8s.io/v1", "StorageClass"],
			["networking.k8s.io/v1", "IngressClass"],
			["apiextensions.k8s.io/v1", "CustomResourceDefinition"],
			["scheduling.k8s.io/v1", "PriorityClass"],
			["rbac.authorization.k8s.io/v1", "ClusterRole"],
			["rbac.authorization.k8s.io/v1", "ClusterRoleBinding"],
			["apiregistration.k8s.io/v1", "APIService"],
			["storage.k8s.io/v1", "CSIDriver"],
		] as const;
		for (const [apiVersion, kind] of cluster) expect([kind, where(apiVersion, kind)]).toEqual([kind, null]);
		expect(where("example.com/v1", "Node")).toBe("boulder-staging");
		expect(where("v1", "Pod")).toBe("boulder-staging");
	});
});

describe("what is expected of each", () => {
	it.each<[string, string]>([
		[
			"expect: 'object.data.size == \"1\"'",
			"fail NotAsExpected: 2 of 3 ConfigMaps fail: b, c > kubectl get … configmap/b -o yaml",
		],
		[
			"expect: 'object.data.size != \"3\"'",
			"fail NotAsExpected: ConfigMap c is not as the probe expects > kubectl get … configmap/c -o yaml",
		],
		[
			"expect: 'object.data.size == \"1\"', message: '\"size \" + object.data.size'",
			"fail NotAsExpected: 2 of 3 ConfigMaps fail: b (size 2), c (size 3) > kubectl get … configmap/b -o yaml",
		],
		[
			"expect: 'object.data.size == \"1\"', message: '7'",
			"fail NotAsExpected: 2 of 3 ConfigMaps fail: b, c > kubectl get … configmap/b -o yaml",
		],
		["expect: 'object.data.mode == \"x\"'", "unknown ExpressionFailed"],
		[
			"expect: 'object.data.size'",
			"unknown ExpressionNotBoolean: 3 of 3 ConfigMaps could not be checked: a, b, c (the expectation is neither true nor false)",
		],
		["expect: 'objects.size() == 3'", "pass AsExpected: 3 ConfigMaps in boulder-staging, and each is as expected"],
		[
			"expect: 'variables.all == 3', variables: { all: 'objects.size()' }",
			"pass AsExpected: 3 ConfigMaps in boulder-staging, and each is as expected",
		],
		[
			"expect: 'variables.two == object.data.size + \"x\"', variables: { one: 'object.data.size', two: 'variables.one + \"x\"' }",
			"pass AsExpected: 3 ConfigMaps in boulder-staging, and each is as expected",
		],
		["expect: 'variables.mode == \"x\"', variables: { mode: 'object.data.mode' }", "unknown ExpressionFailed"],
		[
			"expect: 'variables.pods.size() == 1', with: { pods: { apiVersion: v1, kind: Pod, selector: app=sa } }",
			"pass AsExpected: 3 ConfigMaps in boulder-staging, and each is as expected",
		],
		[
			"expect: 'variables.n == 1', with: { pods: { apiVersion: v1, kind: Pod, name: sa-1 } }, variables: { n: 'variables.pods.size()' }",
			"pass AsExpected: 3 ConfigMaps in boulder-staging, and each is as expected",
		],
		[
			"expect: 'variables.gone.size() == 0', with: { gone: { apiVersion: v1, kind: Secret } }",
			"pass AsExpected: 3 ConfigMaps in boulder-staging, and each is as expected",
		],
	])("%s", async (more, expected) => {
		const pods = [pod("sa-1", { labels: { app: "sa" } }), pod("ra-1", { labels: { app: "ra" } })];
		expect(await maps(more, [a, b, c, ...pods])).toMatch(new RegExp(`^${expected.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`));
	});

	it("is not asked of what is going, or was changed just now", async () => {
		const going = changed(a, ["metadata", "deletionTimestamp"], minutesAgo(1));
		expect(await maps("expect: 'true'", [going, b])).toBe(
			"fail Terminating: ConfigMap a is being deleted > kubectl describe … configmap/a",
		);
		const stale = { ...changed(a, ["metadata", "generation"], 2), status: { observedGeneration: 1 } };
		expect(await maps("expect: 'true'", [b, stale])).toBe(
			"pending StaleGeneration: ConfigMap a was changed, but its controller has not observed the change yet > kubectl describe … configmap/a",
		);
		expect(await maps("expect: 'object.data.size == \"2\"'", [stale, b, c])).toMatch(
			/^fail NotAsExpected: ConfigMap c is not as the probe expects/,
		);
	});
});
