import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseProbesFile } from "../../../src/probes/file/probes-yaml.ts";
import { resourcesProbe } from "../../../src/probes/resources/resources-probe.ts";
import { ask, changed, cond, namespace, now, object, reading } from "../objects.ts";
import { passing } from "../passing.ts";
import { asJson, askOf, paths, recorded, withChanged, withMetadata } from "../recorded.ts";

const widget = (status: object | undefined, metadata: Readonly<Record<string, unknown>> = {}) =>
	object({ apiVersion: "example.com/v1", kind: "Widget", name: "one", metadata: { generation: 2, ...metadata }, status });
const widgets = (...objects: ReturnType<typeof widget>[]) =>
	ask(resourcesProbe, "{ apiVersion: example.com/v1, kind: Widget }", { objects });
const settings = (name: string, data: object, metadata: Readonly<Record<string, unknown>> = {}) =>
	object({ apiVersion: "v1", kind: "ConfigMap", name, metadata, data });

describe("resources without an expectation", () => {
	it.each([
		["hpa", "autoscaling/v2", "HorizontalPodAutoscaler"],
		["pdb", "policy/v1", "PodDisruptionBudget"],
		["job", "batch/v1", "Job"],
		["cronjob", "batch/v1", "CronJob"],
		["pvc", "v1", "PersistentVolumeClaim"],
		["crd", "apiextensions.k8s.io/v1", "CustomResourceDefinition"],
	])("judges as %s does", async (_, apiVersion, kind) => {
		const found = Object.values(passing).find(({ world, subject }) => world.objects[subject]?.kind === kind);
		if (found === undefined) throw new Error(`no ${kind} passes`);
		const { world, subject } = found;
		const name = world.objects[subject]?.metadata.name;
		const yaml = `{ apiVersion: ${apiVersion}, kind: ${kind}, name: ${name} }`;
		const well = await ask(resourcesProbe, yaml, world);
		expect(well, well.message).toMatchObject({ outcome: "pass" });
		const without = await ask(resourcesProbe, yaml, { ...world, objects: changed(world.objects, [subject, "status"], {}) });
		if (kind !== "CronJob") expect(without.outcome, without.message).not.toBe("pass");
		const going = changed(world.objects, [subject, "metadata", "deletionTimestamp"], now);
		expect(await ask(resourcesProbe, yaml, { ...world, objects: going })).toMatchObject({
			outcome: "fail",
			reason: "Terminating",
		});
	});

	it("judges Deployments, Services and pods as the cluster gave them", async () => {
		const world = recorded("D44");
		for (const [apiVersion, kind] of [
			["apps/v1", "Deployment"],
			["v1", "Service"],
			["v1", "Pod"],
		] as const) {
			const yaml = `{ apiVersion: ${apiVersion}, kind: ${kind} }`;
			const well = await askOf(world, resourcesProbe, yaml);
			expect(well, well.message).toMatchObject({ outcome: "pass" });
			const going = withChanged(world, kind, (one) => withMetadata(one, { deletionTimestamp: world.observedAt }));
			expect((await askOf(going, resourcesProbe, yaml)).outcome).not.toBe("pass");
			const bare = withChanged(world, "Pod", (one) => ({ ...one, status: undefined }));
			expect((await askOf(bare, resourcesProbe, yaml)).outcome).not.toBe("pass");
		}
	});

	it("asks for the rights that the rule of the kind takes, in all namespaces where all are listed", () => {
		const rights = (more: string) =>
			resourcesProbe
				.read(parseProbesFile(`{ apiVersion: apps/v1, kind: Deployment${more} }`, "probes.yaml"), reading)
				.rights.map(({ resource, namespace: where }) => `${typeof resource === "string" ? resource : resource.kind} in ${where}`);
		expect(rights("")).toEqual(expect.arrayContaining([`replicasets in ${namespace}`, `pods in ${namespace}`]));
		expect(rights(", allNamespaces: true")).toEqual(expect.arrayContaining(["replicasets in null", "pods in null"]));
		expect(rights(", expect: 'true'")).toEqual([`Deployment in ${namespace}`]);
	});

	it("never passes an object without evidence", async () => {
		for (const kind of ["ConfigMap", "Secret", "ServiceAccount"]) {
			const objects = [object({ apiVersion: "v1", kind, name: "one", status: { conditions: [cond("Ready", "True")] } })];
			const found = await ask(resourcesProbe, `{ apiVersion: v1, kind: ${kind} }`, { objects });
			expect(found).toMatchObject({ outcome: "unknown", reason: "NoRule" });
		}
	});
});

describe("a custom resource", () => {
	const ready = { observedGeneration: 2, conditions: [cond("Ready", "True")] };

	it("passes by its condition Ready", async () => {
		expect(await widgets(widget(ready))).toMatchObject({ outcome: "pass" });
		expect(await widgets(widget({ conditions: [cond("Synced", "True"), cond("Ready", "True")] }))).toMatchObject({
			outcome: "pass",
		});
	});

	it.each([
		["Ready is False", { conditions: [cond("Ready", "False", "Broken")] }, "fail"],
		["Ready is Unknown", { conditions: [cond("Ready", "Unknown")] }, "pending"],
		["it has no message", undefined, "unknown"],
		["its status is of before", { ...ready, observedGeneration: 1 }, "pending"],
		["its condition is of before", { conditions: [{ ...cond("Ready", "True"), observedGeneration: 1 }] }, "pending"],
		["something else contradicts it", { ...ready, conditions: [cond("Synced", "False"), cond("Ready", "True")] }, "fail"],
		["it is stalled", { ...ready, conditions: [cond("Ready", "True"), cond("Stalled", "True", "Broken")] }, "fail"],
		["it is being reconciled", { ...ready, conditions: [cond("Ready", "True"), cond("Reconciling", "True")] }, "pending"],
	])("does not pass where %s", async (_, status, outcome) => {
		expect(await widgets(widget(status))).toMatchObject({ outcome });
		// One that is not as it should be decides, wherever it stands.
		expect(
			await widgets(widget(ready), { ...widget(status), metadata: { ...widget(status).metadata, name: "two" } }),
		).toMatchObject({
			outcome,
		});
	});
});

describe("counts and expectations", () => {
	const of = (more: string, ...objects: ReturnType<typeof settings>[]) =>
		ask(resourcesProbe, `{ apiVersion: v1, kind: ConfigMap, ${more} }`, { objects });
	const one = settings("one", { a: "1" });
	const two = settings("two", {});

	it.each([
		["expect: 'has(object.data.a)'", "pass", [one]],
		["expect: 'has(object.data.a)'", "fail", [one, two]],
		["expect: 'has(object.data.a)'", "fail", []],
		["expect: 'has(object.date.a)'", "unknown", [one]],
		["expect: 'object.data.a'", "unknown", [one]],
		["expect: 'true', atLeast: 2", "fail", [one]],
		["expect: 'true', exactly: 1", "fail", [one, two]],
		["expect: 'true', exactly: 2", "pass", [one, two]],
		["exactly: 0", "pass", []],
		["exactly: 0", "fail", [one]],
		["exactly: 0", "pending", [settings("one", {}, { deletionTimestamp: now })]],
		["expect: 'true'", "fail", [settings("one", {}, { deletionTimestamp: now })]],
		["expect: 'true', names: [one, three]", "fail", [one, two]],
	] as const)("%s is %s", async (more, outcome, objects) => {
		expect(await of(more, ...objects)).toMatchObject({ outcome });
	});

	it("says of each object what is so of it, also where something else settles one before its turn", async () => {
		const found = await of(
			"expect: 'has(object.data.a)'",
			settings("gone", {}, { deletionTimestamp: now }),
			one,
			two,
			settings("late", { a: "1" }, { deletionTimestamp: now }),
			settings("three", {}),
		);
		expect(found).toMatchObject({ outcome: "fail", reason: "Terminating" });
		expect(found.evidence.map(({ name, found: is }) => `${name}: ${is}`)).toEqual([
			"*: 5",
			"gone: being deleted",
			"two: false",
			"late: being deleted",
			"three: false",
		]);
	});

	it("says of what still goes that it goes", async () => {
		const found = await of("exactly: 0", settings("one", {}, { deletionTimestamp: now }));
		expect(found.message).toBe("1 object still being deleted: one");
	});

	it("never throws, with any value in an object", async () => {
		const objects = [widget({ observedGeneration: 2, conditions: [cond("Ready", "True")] }), one];
		const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(undefined, "True", "", 0, -1, null, [], {}));
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...paths(objects)), anything, async (path, to) => {
				const made = asJson(changed(objects, path, to));
				for (const yaml of [
					"{ apiVersion: example.com/v1, kind: Widget }",
					"{ apiVersion: v1, kind: ConfigMap, expect: 'object.data.a == \"1\"' }",
				]) {
					const found = await ask(resourcesProbe, yaml, { objects: made });
					expect(found.message).not.toMatch(/undefined|NaN|\[object/);
				}
			}),
			{ numRuns: 300 },
		);
	});
});
