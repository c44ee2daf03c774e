import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cluster } from "../../src/cluster/cluster.ts";
import { builtInResource } from "../../src/cluster/objects/built-in-kinds.ts";
import { ClusterProblem, problemKinds } from "../../src/cluster/problem.ts";
import { parseProbesFile } from "../../src/probes/file/probes-yaml.ts";
import { ask, changed, probeContext, reading } from "./objects.ts";
import { passing } from "./passing.ts";

type Path = readonly (string | number)[];

/** Every path in a value, but not what makes an object the one that was asked for. */
function paths(value: unknown, here: Path = []): Path[] {
	const identity = ["apiVersion", "kind", "metadata", "metadata.name", "metadata.namespace"];
	const own = here.length < 2 || identity.includes(here.slice(1).join(".")) ? [] : [here];
	if (typeof value !== "object" || value === null) return own;
	const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
	return [...own, ...steps.flatMap((step) => paths(Reflect.get(value, step), [...here, step]))];
}

describe.each(Object.entries(passing))("%s", (_, { type, yaml, world, subject, conditions, byStatus }) => {
	const { objects } = world;
	const original = objects[subject];
	const askWith = (path: Path, to: unknown): ReturnType<typeof ask> =>
		ask(type, yaml, { ...world, objects: changed(objects, [subject, ...path], to) });

	it("passes if all is well, and reports it", async () => {
		const found = await ask(type, yaml, world);
		expect(found, found.message).toMatchObject({ outcome: "pass", hint: null });
		expect(found.evidence.length).toBeGreaterThan(0);
		expect(found.evidence.every(({ observedAt }) => observedAt !== "")).toBe(true);
	});

	it("asks for nothing that its rights do not name", async () => {
		const asked: string[] = [];
		const around = probeContext(world);
		const { cluster } = around;
		const recorded: Cluster = {
			context: "recorded",
			list: (request) => {
				const [group] = request.apiVersion.includes("/") ? request.apiVersion.split("/") : [""];
				const resource = builtInResource(request.apiVersion, request.kind);
				asked.push(`list ${resource?.plural}.${group} in ${resource?.namespaced === true ? request.namespace : null}`);
				return cluster.list(request);
			},
			http: (request) => {
				if (request.target.kind !== "url") asked.push(`get ${request.target.kind}s/proxy. in ${request.target.namespace}`);
				return cluster.http(request);
			},
			grpcHealth: (request) => {
				asked.push(`get pods/portforward. in ${request.namespace}`, `create pods/portforward. in ${request.namespace}`);
				return cluster.grpcHealth(request);
			},
		};
		const probe = type.read(parseProbesFile(yaml, "probes.yaml"), reading);
		await probe.run({ ...around, cluster: recorded });
		const rights = probe.rights.flatMap(({ group, resource, verbs, namespace }) =>
			verbs.map((verb) => `${verb} ${String(resource)}.${group} in ${namespace}`),
		);
		expect(asked.length).toBeGreaterThan(0);
		expect(rights).toEqual(expect.arrayContaining(asked));
	});

	it("fails without its object, and where there is nothing at all", async () => {
		const without = await ask(type, yaml, { ...world, objects: objects.filter((_, index) => index !== subject) });
		expect(without).toMatchObject({ outcome: "fail", reason: "NotFound" });
		expect(await ask(type, yaml, { ...world, objects: [] })).toMatchObject({ outcome: "fail", reason: "NotFound" });
	});

	it("does not pass where it is being deleted", async () => {
		const found = await askWith(["metadata", "deletionTimestamp"], "2026-11-24T11:59:00Z");
		expect(found, found.message).toMatchObject({ outcome: "fail", reason: "Terminating" });
	});

	it.runIf(original?.metadata.namespace !== undefined)("fails where it is in another namespace", async () => {
		expect(await askWith(["metadata", "namespace"], "default")).toMatchObject({ outcome: "fail", reason: "NotFound" });
	});

	it.runIf(byStatus)("does not pass without a status", async () => {
		for (const status of [undefined, {}, null, "", [], 7]) {
			const found = await askWith(["status"], status);
			expect(found.outcome, found.message).not.toBe("pass");
		}
	});

	it("does not pass where its controller has seen an earlier generation", async () => {
		const status = { ...Object(original?.status), observedGeneration: 6 };
		const stale = changed(changed(objects, [subject, "metadata", "generation"], 7), [subject, "status"], status);
		const found = await ask(type, yaml, { ...world, objects: stale });
		expect(found).toMatchObject({ outcome: "pending", reason: "StaleGeneration" });
	});

	it.each(conditions)("does not pass without %s being True, wherever it stands", async (wanted) => {
		const list: unknown = Reflect.get(Object(original?.status), "conditions");
		const entries: readonly unknown[] = Array.isArray(list) ? list : [];
		const index = entries.findIndex((entry) => Reflect.get(Object(entry), "type") === wanted);
		expect(index).toBeGreaterThanOrEqual(0);
		for (const status of ["False", "Unknown", "", "true", true, undefined]) {
			const found = await askWith(["status", "conditions", index, "status"], status);
			expect(found.outcome, `${String(status)}: ${found.message}`).not.toBe("pass");
		}
		const reversed = await askWith(["status", "conditions"], [...entries].reverse());
		expect(reversed.outcome).toBe("pass");
		const without = await askWith(["status", "conditions"], entries.toSpliced(index, 1));
		expect(without.outcome).not.toBe("pass");
	});

	it.each(problemKinds)("gives no verdict where the cluster cannot be asked: %s", async (kind) => {
		const problem = new ClusterProblem(kind, "no");
		await expect(ask(type, yaml, { ...world, problem })).rejects.toBe(problem);
	});

	it("never throws, with any value in a field", async () => {
		const places = paths(objects);
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...places),
				fc.oneof(fc.jsonValue(), fc.constantFrom(undefined, "True", "", 0, -1, null, [], {})),
				async (path, to) => {
					const found = await ask(type, yaml, { ...world, objects: changed(objects, path, to) });
					expect(found.message).not.toMatch(/undefined|null|NaN|\[object/);
				},
			),
			{ numRuns: 400 },
		);
	});
});
