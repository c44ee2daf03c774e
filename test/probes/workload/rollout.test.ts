import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { workloadProbe } from "../../../src/probes/workload/workload-probe.ts";
import { ask, changed, cond, deployment, minutesAgo, object, ownedBy, pod, waitingStatus } from "../objects.ts";
import { but, conditions, spec, status, verdict } from "./rollouts.ts";

const available = cond("Available", "True");
const three = but(deployment("sa", 3), [["status", "conditions"], [available]]);
describe("a Deployment", () => {
	it.each<[string, readonly KubeObject[], string]>([
		["rolled out", three, "pass RolledOut: is rolled out: 3 of 3 replicas ready, for 30 min"],
		[
			"without a word on how many",
			but(three, spec("replicas", undefined)),
			"pass RolledOut: is rolled out: 3 of 1 replicas ready, for 30 min",
		],
		["not there", [], "fail NotFound: does not exist in boulder-staging > kubectl get -n boulder-staging deployments"],
		[
			"misspelt",
			deployment("saa", 1),
			"fail NotFound: does not exist in boulder-staging; there is saa > kubectl get -n boulder-staging deployments",
		],
		[
			"scaled to zero",
			but(three, spec("replicas", 0)),
			"fail ScaledToZero: is scaled to zero > kubectl scale -n boulder-staging deployment/sa --replicas=1",
		],
		[
			"paused",
			but(three, spec("paused", true)),
			"pending Paused: is paused: changes are not rolled out > kubectl rollout resume -n boulder-staging deployment/sa",
		],
		["not paused", but(three, spec("paused", false)), "pass RolledOut: is rolled out: 3 of 3 replicas ready, for 30 min"],
		[
			"refused its pods",
			but(three, conditions(available, cond("ReplicaFailure", "True", "FailedCreate", "exceeded quota"))),
			"fail FailedCreate: cannot create its pods: exceeded quota > …",
		],
		[
			"refused its pods, nobody says why",
			but(three, conditions(available, cond("ReplicaFailure", "True"))),
			"fail ReplicaFailure: cannot create its pods:  > …",
		],
		[
			"no longer refused",
			but(three, conditions(available, cond("ReplicaFailure", "False", "FailedCreate"))),
			"pass RolledOut: is rolled out: 3 of 3 replicas ready, for 30 min",
		],
		["being updated", but(three, status("updatedReplicas", 2)), "pending RollingOut: has 2 of 3 replicas updated > …"],
		["with two old pods", but(three, status("replicas", 5)), "pending RollingOut: still has 2 pods of an old revision > …"],
		["with one old pod", but(three, status("replicas", 4)), "pending RollingOut: still has 1 pod of an old revision > …"],
		["getting ready", but(three, status("readyReplicas", 2)), "pending RollingOut: has 2 of 3 replicas ready > …"],
		[
			"past its deadline",
			but(three, status("updatedReplicas", 2), conditions(cond("Progressing", "False", "ProgressDeadlineExceeded"))),
			"pending RollingOut: has 2 of 3 replicas updated, and makes no progress > …",
		],
		[
			"late for another reason",
			but(three, status("readyReplicas", 2), conditions(cond("Progressing", "False", "Other"))),
			"pending RollingOut: has 2 of 3 replicas ready > …",
		],
		[
			"ready, and not yet available",
			but(three, status("availableReplicas", 1)),
			"pending NotAvailable: has 1 of 3 replicas available > …",
		],
		[
			"ready for less than it must be",
			but(three, status("availableReplicas", 1), spec("minReadySeconds", 3600)),
			"pending NotAvailable: has 1 of 3 replicas available; each has to be ready for 60 min first (minReadySeconds) > …",
		],
		[
			"ready for longer than it must be, and not counted yet",
			but(three, status("availableReplicas", 1), spec("minReadySeconds", 30)),
			"pending NotAvailable: has 1 of 3 replicas available, though 3 have been ready for longer than 30 s: its controller has not counted them yet > …",
		],
		[
			"not available by its own word",
			but(three, conditions(cond("Available", "False"))),
			"pending NotAvailable: is not available by its own condition > …",
		],
		[
			"changed just now",
			but(three, [["metadata", "generation"], 3]),
			"pending StaleGeneration: was changed, but its controller has not observed the change yet > …",
		],
		[
			"seen at a later generation",
			but(three, [["status", "observedGeneration"], 3]),
			"pass RolledOut: is rolled out: 3 of 3 replicas ready, for 30 min",
		],
		["being deleted", but(three, [["metadata", "deletionTimestamp"], minutesAgo(1)]), "fail Terminating: is being deleted > …"],
	])("%s", async (_what, objects, expected) => expect(await verdict("Deployment", objects)).toBe(expected));

	it("is the desired number", async () => {
		expect(await verdict("Deployment", three, ", minReplicas: 3")).toMatch(/^pass/);
		expect(await verdict("Deployment", three, ", minReplicas: 4")).toBe(
			"fail TooFewReplicas: has 3 replicas, expected at least 4 > …",
		);
	});

	it("opens its ports, and runs its image", async () => {
		const containers = [
			{ name: "main", image: "registry/sa:1.2", ports: [{ containerPort: 80 }] },
			{ name: "proxy", image: "envoy:3", ports: [{ containerPort: 81 }] },
		];
		const made = three.map((one) => (one.kind === "Pod" ? changed(one, ["spec", "containers"], containers) : one));
		for (const more of [
			"ports: [80, 81]",
			"image: registry/sa:1.2",
			"image: '*'",
			"image: 'registry/sa:*'",
			"image: '*/sa:*'",
			"image: 'env*3'",
			"image: '*:1.*'",
		])
			expect([more, await verdict("Deployment", made, `, ${more}`)]).toEqual([more, expect.stringMatching(/^pass/)]);
		for (const image of [
			"registry/sa",
			"registry/sa:1",
			"sa:1.2",
			"registry/sa:1.2*2",
			"*sa",
			"re*re*",
			"registry/sa:1.2.*",
			"x*",
			"*:1.2*:1.2",
		])
			expect(await verdict("Deployment", made, `, image: '${image}'`)).toBe(
				`fail OtherImage: runs registry/sa:1.2, envoy:3, expected ${image} > …`,
			);
		expect(await verdict("Deployment", made, ", ports: [80, 82, 83]")).toBe(
			"fail PortMissing: does not open port 82, 83: it names 80, 81 > …",
		);
		expect(await verdict("Deployment", three, ", ports: [80]")).toBe(
			"fail PortMissing: does not open port 80: it names none > …",
		);
	});

	it("reports which pod prevents it, and how many are like it", async () => {
		const crashing = three.map((one) =>
			one.kind === "Pod" && !one.metadata.name.endsWith("-0")
				? { ...one, status: waitingStatus("ImagePullBackOff", "no such image") }
				: one,
		);
		const late = but(crashing, status("readyReplicas", 1), status("availableReplicas", 1));
		expect(await verdict("Deployment", late)).toBe(
			"fail ImagePullBackOff: has 1 of 3 replicas ready: pod sa-7d9f-1 is in ImagePullBackOff: container main: no such image (and 1 other pod alike) > kubectl describe -n boulder-staging pod/sa-7d9f-1",
		);
		expect(await verdict("Deployment", crashing)).toMatch(
			/^fail ImagePullBackOff: has 1 of 3 replicas ready according to its pods, unlike its status: pod sa-7d9f-1/,
		);
	});

	it("reports why a pod is only being created, by the newest warning", async () => {
		const creating = three.map((one) =>
			one.metadata.name.endsWith("-1") ? { ...one, status: waitingStatus("ContainerCreating") } : one,
		);
		const late = but(creating, status("readyReplicas", 2));
		const told = (...more: KubeObject[]): Promise<string> => verdict("Deployment", [...late, ...more]);
		const event = (name: string, minutes: number, fields: object = {}): KubeObject => ({
			...object({ apiVersion: "v1", kind: "Event", name, type: "Warning", reason: "FailedMount", message: `${minutes} min` }),
			involvedObject: { uid: "uid-Pod-sa-7d9f-1" },
			lastTimestamp: minutesAgo(minutes),
			...fields,
		});
		expect(await told()).toMatch(/has been starting for 30 min: container main > /);
		expect(await told(event("a", 1))).toMatch(/container main \(FailedMount: 1 min\) > /);
		expect(await told(event("a", 1), event("b", 2))).toContain("(FailedMount: 1 min)");
		expect(await told(event("b", 2), event("a", 1))).toContain("(FailedMount: 1 min)");
		expect(await told(event("a", 1, { type: "Normal" }), event("b", 2))).toContain("(FailedMount: 2 min)");
		expect(await told(event("a", 1, { involvedObject: { uid: "another" } }))).not.toContain("FailedMount");
	});

	it("reports missing pods, and those that must end first", async () => {
		const two = but(three.slice(0, 4), status("readyReplicas", 2));
		expect(await verdict("Deployment", two)).toBe("pending RollingOut: has 2 of 3 replicas ready; 1 pod is missing > …");
		expect(await verdict("Deployment", but(three.slice(0, 3), status("readyReplicas", 1)))).toBe(
			"pending RollingOut: has 1 of 3 replicas ready; 2 pods are missing > …",
		);
		const leaving = but(three, status("readyReplicas", 2)).map((one) =>
			one.metadata.name.endsWith("-2") ? changed(one, ["metadata", "deletionTimestamp"], minutesAgo(1)) : one,
		);
		expect(await verdict("Deployment", leaving)).toBe(
			"pending RollingOut: has 2 of 3 replicas ready; sa-7d9f-2 has to end first > …",
		);
	});

	it("waits for pods of an old revision that are there still", async () => {
		const old = object({
			apiVersion: "apps/v1",
			kind: "ReplicaSet",
			name: "sa-old",
			metadata: {
				...ownedBy(three[0] ?? object({ apiVersion: "", kind: "", name: "" })),
				annotations: { "deployment.kubernetes.io/revision": "1" },
			},
			spec: { replicas: 0 },
		});
		const numbered = three.map((one) =>
			one.kind === "ReplicaSet" ? changed(one, ["metadata", "annotations"], { "deployment.kubernetes.io/revision": "10" }) : one,
		);
		const left = pod("sa-old-1", { labels: { app: "sa" }, metadata: ownedBy(old) });
		expect(await verdict("Deployment", [...numbered, old])).toMatch(/^pass/);
		expect(await verdict("Deployment", [...numbered, old, left])).toBe(
			"pending OldReplicas: still has 1 pod of an old revision > …",
		);
		expect(
			await verdict("Deployment", [
				...numbered,
				{ ...old, metadata: { ...old.metadata, annotations: { "deployment.kubernetes.io/revision": "9" } } },
				left,
			]),
		).toMatch(/^pending OldReplicas/);
		const going = changed(left, ["metadata", "deletionTimestamp"], minutesAgo(1));
		expect(await verdict("Deployment", [...numbered, old, going])).toBe(
			"pending OldReplicas: is rolled out, but 1 pod of an old revision has not ended yet: sa-old-1 > …",
		);
		expect(await verdict("Deployment", [...numbered, old, { ...going, status: { phase: "Succeeded" } }])).toMatch(/^pass/);
	});

	it("shows what it saw: the workload, and no more than five pods", async () => {
		const seven = but(deployment("sa", 7), conditions(available));
		const { evidence } = await ask(workloadProbe, "{ kind: Deployment, name: sa, minReplicas: 2, ports: [] }", {
			objects: seven,
		});
		expect(evidence.map(({ kind, expected, found }) => [kind, expected, found])).toEqual([
			["Deployment", "rolled out, at least 2 ready and available", "7 of 7 ready and available"],
			...Array.from({ length: 5 }, () => ["Pod", "ready", "ready"]),
		]);
	});
});
