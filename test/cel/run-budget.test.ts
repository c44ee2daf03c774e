import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { RunBudget } from "../../src/cel/run-budget.ts";
import type { Cluster } from "../../src/cluster/cluster.ts";
import type { KubeObject } from "../../src/cluster/objects/object.ts";
import { readRecording } from "../../src/cluster/recording/read-recording.ts";
import { RecordedCluster } from "../../src/cluster/recording/recorded-cluster.ts";
import { sharedCluster } from "../../src/cluster/shared-cluster.ts";
import { loadProbes } from "../../src/probes/file/read-probes.ts";
import type { ProbeResult } from "../../src/probes/probe.ts";
import { projectFolder } from "../command-line.ts";
import { now, object, probeContext } from "../probes/objects.ts";
import { processorSeconds } from "../processor-time.ts";

const configMaps = (count: number): KubeObject[] =>
	Array.from({ length: count }, (_, index) =>
		object({ apiVersion: "v1", kind: "ConfigMap", name: `c-${index}`, data: { "a.json": `{"port": ${9000 + index}}` } }),
	);

function clusterWith(objects: readonly KubeObject[]): Cluster {
	return { ...probeContext({}).cluster, list: async () => ({ objects, observedAt: now, consistent: true }) };
}

/** The findings of probes that each expect something of every object. */
async function findings(expectations: readonly string[], objects: readonly KubeObject[]): Promise<readonly ProbeResult[]> {
	const probes = Object.fromEntries(
		expectations.map((expect, index) => [
			`1/item-${index}`,
			{ resources: { apiVersion: "v1", kind: "ConfigMap", namespace: "shop", expect } },
		]),
	);
	const { bindings } = await loadProbes(JSON.stringify({ schemaVersion: 1, probes }), "probes.yaml");
	const cluster = clusterWith(objects);
	return Promise.all(bindings.map(({ probe }) => probe.run({ ...probeContext({}), cluster })));
}

describe("the budget of a run", () => {
	it("ends hundreds of expressions that are each within theirs, and calls what is left unknown", async () => {
		const hostile = Array.from({ length: 300 }, (_, index) => `lists.range(100000).map(x, x + ${index}).size() > 0`);
		const before = processorSeconds();
		const found = await findings(hostile, configMaps(50));
		expect(processorSeconds() - before).toBeLessThan(10);
		expect(new Set(found.map(({ outcome }) => outcome))).toEqual(new Set(["unknown"]));
		expect(found.at(-1)?.message).toMatch(/\(all expressions together exceed the budget of a run\)$/);
	});

	it("is left alone by what people write, however many objects there are", async () => {
		const honest = Array.from(
			{ length: 20 },
			(_, index) => `object.data.all(k, parseJSON(object.data[k]).port > ${index}) && object.metadata.name.startsWith('c-')`,
		);
		const found = await findings(honest, configMaps(5_000));
		expect(new Set(found.map(({ outcome }) => outcome))).toEqual(new Set(["pass"]));
	});

	it("has ten times the room that the probes of the real migration take over what was recorded for the demo", async () => {
		let spent = 0;
		const objects = new Set<unknown>();
		const spend = vi.spyOn(RunBudget.prototype, "spend").mockImplementation((steps) => {
			spent += steps;
		});
		const meet = vi.spyOn(RunBudget.prototype, "meet").mockImplementation((one) => {
			objects.add(one);
		});
		const read = (...path: string[]): string => readFileSync(join(projectFolder, "status", ...path), "utf8");
		const { bindings } = await loadProbes(read("probes.yaml"), "probes.yaml");
		const { contexts, recordedAt } = readRecording(read("demo", "cluster.json"));
		for (const context of contexts) {
			const cluster = sharedCluster(new RecordedCluster(context, recordedAt));
			await Promise.all(bindings.map(({ probe }) => probe.run({ ...probeContext({}), cluster }).catch(() => {})));
		}
		spend.mockRestore();
		meet.mockRestore();
		expect(objects.size).toBeGreaterThan(50);
		expect(spent).toBeGreaterThan(1_000);
		expect(spent).toBeLessThan(18_000_000 / 10);
		// With a thousand times the objects, it is what each of them adds that counts.
		const grown = new RunBudget(0);
		for (const one of objects) grown.meet(one);
		expect(() => grown.spend(2 * spent)).not.toThrow();
	});

	it("has a limit that thousands of objects do not raise: four seconds of work", () => {
		const run = new RunBudget();
		for (let index = 0; index < 7_500; index += 1) run.meet({});
		expect(() => run.spend(38_000_000)).not.toThrow();
		expect(() => run.spend(1)).toThrow("exceed the budget of a run");
	});

	it("grows with each object once", () => {
		const run = new RunBudget(10);
		const one = {};
		run.meet(one);
		run.meet(one);
		expect(() => run.spend(50_010)).not.toThrow();
		expect(() => run.spend(1)).toThrow("exceed the budget of a run");
	});
});
