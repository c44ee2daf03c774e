import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { parseProbesFile } from "../../../src/probes/file/probes-yaml.ts";
import { serviceProbe } from "../../../src/probes/service/service-probe.ts";
import { workloadProbe } from "../../../src/probes/workload/workload-probe.ts";
import { ask, changed, minutesAgo, pod, reading } from "../objects.ts";
import { endpoint, ofWorkload, one, seen, service, slice, swap, two, verdict, world } from "./service-world.ts";

describe("a Service of a workload", () => {
	const stranger = pod("stranger", { labels: { app: "sa" } });
	it.each<[string, readonly KubeObject[], string]>([
		["leads to just its pods", world, "pass Serving: has 2 ready addresses on port 80, 81, 82"],
		[
			"of another namespace has no part in it",
			[...world, pod("elsewhere", { labels: { app: "sa" }, namespace: "default" })],
			"pass Serving: has 2 ready addresses on port 80, 81, 82",
		],
		[
			"leads nowhere without it",
			world.filter(({ kind }) => kind !== "Deployment"),
			`fail NotFound: is for Deployment sa, which does not exist > ${seen}`,
		],
		[
			"shows nothing without a selector",
			swap(service({ selector: undefined })),
			`fail NoSelector: has no selector, so nothing connects it to Deployment sa > ${seen}`,
		],
		[
			"leads to others, too",
			[...world, stranger],
			"fail SelectsOthers: selects the pods of another workload: stranger (selector app=sa) > kubectl get … pods -l app=sa --show-labels",
		],
		[
			"leads to others that have ended",
			[...world, { ...stranger, status: { phase: "Succeeded" } }],
			"pass Serving: has 2 ready addresses on port 80, 81, 82",
		],
		[
			"does not lead to all of it",
			world.map((each) =>
				each.metadata.name === two ? changed(each, ["metadata", "labels"], { app: "as", "pod-template-hash": "7d9f" }) : each,
			),
			`fail SelectsOthers: does not select pod ${two} of Deployment sa: its selector is app=sa, the pod has app=as > kubectl get … pods -l app=sa --show-labels`,
		],
		[
			"does not lead to a pod without labels",
			world.map((each) => (each.metadata.name === two ? changed(each, ["metadata", "labels"], {}) : each)),
			`fail SelectsOthers: does not select pod ${two} of Deployment sa: its selector is app=sa, the pod has no labels > kubectl get … pods -l app=sa --show-labels`,
		],
		[
			"need not lead to what is going",
			world.map((each) =>
				each.metadata.name === two
					? changed(changed(each, ["metadata", "labels"], {}), ["metadata", "deletionTimestamp"], minutesAgo(1))
					: each,
			),
			"pass Serving: has 1 ready address on port 80, 81, 82",
		],
		[
			"need not lead to what has ended",
			world.map((each) =>
				each.metadata.name === two ? { ...changed(each, ["metadata", "labels"], {}), status: { phase: "Failed" } } : each,
			),
			"pass Serving: has 1 ready address on port 80, 81, 82",
		],
		[
			"is red while it is being deleted",
			world.map((each) => (each.kind === "Deployment" ? changed(each, ["metadata", "deletionTimestamp"], minutesAgo(1)) : each)),
			`fail Terminating: leads to a workload that is being deleted > ${seen}`,
		],
		[
			"waits for its controller",
			world.map((each) => (each.kind === "Deployment" ? changed(each, ["metadata", "generation"], 3) : each)),
			`pending StaleGeneration: leads to a workload whose controller has not seen its newest spec > ${seen}`,
		],
		[
			"counts the addresses of its pods alone",
			swap(slice([endpoint(one), { ...endpoint(two), targetRef: undefined }])),
			"pass Serving: has 1 ready address on port 80, 81, 82",
		],
	])("%s", async (_what, objects, expected) => {
		const found = await verdict(objects, ofWorkload);
		expect(found).toBe(expected);
	});

	it("is judged with it where the workload names it", async () => {
		const yaml = "{ kind: Deployment, name: sa, service: sa }";
		const found = await ask(workloadProbe, yaml, { objects: world });
		expect(found).toMatchObject({ outcome: "pass", reason: "RolledOut" });
		expect(found.message).toBe(
			"Deployment sa is rolled out: 2 of 2 replicas ready, for 30 min; Service sa has 2 ready addresses on port 80, 81, 82",
		);
		expect(found.evidence.map(({ kind }) => kind)).toEqual(["Deployment", "Pod", "Pod", "Service", "EndpointSlice"]);
		const bare = world.filter(({ kind }) => kind !== "Service");
		expect(await ask(workloadProbe, yaml, { objects: bare })).toMatchObject({
			outcome: "fail",
			reason: "NotFound",
			message: "Service sa does not exist in boulder-staging",
		});
		const short = world.map((each) => (each.kind === "Deployment" ? changed(each, ["status", "readyReplicas"], 1) : each));
		expect(await ask(workloadProbe, yaml, { objects: short })).toMatchObject({ outcome: "pending", reason: "RollingOut" });
	});

	it("takes the rights to read all of it", () => {
		const rights = (yaml: string): string[] =>
			serviceProbe
				.read(parseProbesFile(yaml, "probes.yaml"), reading)
				.rights.map(({ group, resource, verbs, namespace }) => `${verbs.join()} ${group}/${String(resource)} in ${namespace}`);
		const own = [
			"list /services in boulder-staging",
			"list discovery.k8s.io/endpointslices in boulder-staging",
			"list /pods in boulder-staging",
		];
		expect(rights("{ name: sa }")).toEqual(own);
		expect(rights("{ name: sa, workload: StatefulSet/sa }")).toEqual([
			...own,
			"list apps/statefulsets in boulder-staging",
			"list /pods in boulder-staging",
			"list /events in boulder-staging",
			"list keda.sh/scaledobjects in boulder-staging",
			"list autoscaling/horizontalpodautoscalers in boulder-staging",
			"list argoproj.io/rollouts in boulder-staging",
		]);
	});
});
