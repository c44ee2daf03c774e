import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type KubeObject, listAt } from "../../../src/cluster/objects/object.ts";
import { serviceProbe } from "../../../src/probes/service/service-probe.ts";
import { isRecord } from "../../../src/text/record.ts";
import { changed } from "../objects.ts";
import { asJson, askOf, paths, type Recorded, recorded, withChanged, withCondition, withMetadata } from "../recorded.ts";

const world = recorded("D44");
const judge = (made: Recorded, more = "") => askOf(made, serviceProbe, `{ name: sa${more} }`);
const withWorkload = ", port: 9395, workload: Deployment/sa";

function withSpec(object: KubeObject, spec: object): KubeObject {
	return { ...object, spec: { ...Object(object.spec), ...spec } };
}

function withEndpoint(slice: KubeObject, change: object, conditions: object = {}): KubeObject {
	const endpoints = listAt(slice, "endpoints").map((endpoint) =>
		isRecord(endpoint) ? { ...endpoint, ...change, conditions: { ...Object(endpoint.conditions), ...conditions } } : endpoint,
	);
	return { ...slice, endpoints };
}

describe("a Service as the cluster gave it", () => {
	const slice = (change: (object: KubeObject) => KubeObject | null) => withChanged(world, "EndpointSlice", change);
	const serviceIs = (spec: object) => withChanged(world, "Service", (object) => withSpec(object, spec));

	it.each(["", ", port: 9395", ", port: main", withWorkload])("passes%s", async (more) => {
		const found = await judge(world, more);
		expect(found, found.message).toMatchObject({ outcome: "pass", reason: "Serving", hint: null });
	});

	it("passes with two pods of which one is not ready, and reports how many", async () => {
		const found = await askOf(recorded("V31"), serviceProbe, "{ name: db, port: 5432, workload: StatefulSet/db }");
		expect(found.message).toBe("Service db has 2 ready addresses on port 5432");
		const half = withChanged(recorded("V31"), "Pod", (pod) => withCondition(pod, "Ready", "False"));
		const less = await askOf(half, serviceProbe, "{ name: db, port: 5432, workload: StatefulSet/db }");
		expect(less).toMatchObject({ outcome: "pass", message: "Service db has 1 ready address on port 5432" });
	});

	it.each([
		["no slice", slice(() => null)],
		["a slice of another Service's", slice((one) => withMetadata(one, { labels: { "kubernetes.io/service-name": "ra" } }))],
		[
			"a slice that is left of a Service that had its name",
			withChanged(world, "Service", (one) => withMetadata(one, { uid: "new" })),
		],
		["a slice that is being deleted", slice((one) => withMetadata(one, { deletionTimestamp: world.observedAt }))],
		["no endpoint", slice((one) => ({ ...one, endpoints: [] }))],
		["no port", slice((one) => ({ ...one, ports: [] }))],
		["no addresses", slice((one) => withEndpoint(one, { addresses: [] }))],
		["an address that is not ready", slice((one) => withEndpoint(one, {}, { ready: false }))],
		["an address that is not serving", slice((one) => withEndpoint(one, {}, { serving: false }))],
		["an address that is terminating", slice((one) => withEndpoint(one, {}, { terminating: true }))],
		["the address of another pod", slice((one) => withEndpoint(one, { targetRef: { kind: "Pod", name: "sa", uid: "another" } }))],
		["a pod that is not ready", withChanged(world, "Pod", (pod) => withCondition(pod, "Ready", "False"))],
		[
			"a pod that is being deleted",
			withChanged(world, "Pod", (pod) => withMetadata(pod, { deletionTimestamp: world.observedAt })),
		],
		["no pod", withChanged(world, "Pod", () => null)],
		["being deleted", withChanged(world, "Service", (one) => withMetadata(one, { deletionTimestamp: world.observedAt }))],
		["a name outside", serviceIs({ type: "ExternalName", externalName: "example.com" })],
		["no port of its own", serviceIs({ ports: [] })],
		["a load balancer's without an address", serviceIs({ type: "LoadBalancer" })],
	])("does not pass with %s", async (_, made) => {
		for (const more of ["", withWorkload]) {
			const found = await judge(made, more);
			expect(found.outcome, found.message).toMatch(/^(fail|pending)$/);
		}
	});

	it("counts addresses of no pod, made by hand, but not for a workload", async () => {
		const byHand = slice((one) => withEndpoint(one, { targetRef: undefined }));
		expect(await judge(byHand)).toMatchObject({ outcome: "pass" });
		expect((await judge(byHand, withWorkload)).outcome).not.toBe("pass");
	});

	it("does not take the addresses of pods that are not ready for ready, published or not", async () => {
		const found = await judge(recorded("V09"));
		expect(found).toMatchObject({ outcome: "pending", reason: "NoReadyAddress" });
	});

	it("distinguishes ending pods from a misspelled selector", async () => {
		const going = withChanged(world, "Pod", (pod) => withMetadata(pod, { deletionTimestamp: world.observedAt }));
		expect((await judge(going)).message).toMatch(
			/^Service sa selects only pods that are ending: sa-\S+ has ended or is being deleted$/,
		);
		const misspelt = await judge(serviceIs({ selector: { app: "as" } }));
		expect(misspelt.message).toMatch(
			/^Service sa selects no pod: its selector is app=as; the nearest is pod sa-\S+ with app=sa$/,
		);
	});

	it("never throws, with any value in a field", async () => {
		const places = paths(world.objects);
		const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(undefined, "True", "", 0, -1, null, [], {}));
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...places), anything, async (path, to) => {
				const found = await judge({ ...world, objects: asJson(changed(world.objects, path, to)) }, withWorkload);
				expect(found.message).not.toMatch(/undefined|NaN|\[object/);
			}),
			{ numRuns: 500 },
		);
	});
});
