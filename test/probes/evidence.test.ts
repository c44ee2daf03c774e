import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../src/cluster/objects/object.ts";
import type { Evidence, Item } from "../../src/model/item.ts";
import { attestationProbe } from "../../src/probes/attestation/attestation-probe.ts";
import { ingressProbe } from "../../src/probes/ingress/ingress-probe.ts";
import { workloadProbe } from "../../src/probes/workload/workload-probe.ts";
import { item as attested, said as saidOf } from "./attested.ts";
import { ask, changed, cond, deployment, minutesAgo, now, object, ownedBy, pod, waitingStatus } from "./objects.ts";
import { ingressObjects } from "./passing.ts";
import { verdict } from "./verdict-words.ts";
import { but, verdict as rollout } from "./workload/rollouts.ts";

describe("evidence that people gave", () => {
	const said = (day: string, reviewer = "Ana", until: string | null = null, text = "seen"): Evidence =>
		saidOf(day, reviewer, until, text);
	const item = (...evidence: readonly Evidence[]): Item => ({ ...attested(...evidence), id: "1/a", list: "phase", phase: "1" });
	const of = (yaml: string, ...evidence: readonly Evidence[]): Promise<string> =>
		verdict(attestationProbe, `{ ask: Sign it${yaml} }`, { item: item(...evidence) });
	const hint = "boulder-migrate check-off 1/a --evidence TEXT";

	it.each<[string, string, Item["evidence"], string]>([
		["of today", "", [said("2026-11-24")], "attested Attested: signed off by Ana on 2026-11-24: seen"],
		[
			"of tomorrow",
			"",
			[said("2026-11-25")],
			`unbound NotAttested: the evidence is dated 2026-11-25, in the future: Sign it > ${hint}`,
		],
		[
			"that ends today, behind one that has ended",
			"",
			[said("2026-11-20", "Bo", "2026-11-23"), said("2026-11-10", "Ana", "2026-11-24")],
			"attested Attested: signed off by Ana on 2026-11-10: seen (until 2026-11-24)",
		],
		[
			"of which the newest counts",
			"",
			[said("2026-11-01", "Bo"), said("2026-11-03", "Al"), said("2026-11-02", "Cy")],
			"attested Attested: signed off by Al on 2026-11-03: seen",
		],
		[
			"all of which has ended: the newest is told",
			"",
			[said("2026-11-01", "Bo", "2026-11-02"), said("2026-11-05", "Al", "2026-11-06")],
			`pending EvidenceExpired: needs sign-off again: the evidence of Al expired on 2026-11-06, 18 days ago: Sign it > ${hint}`,
		],
		["that is not there", "", [], `unbound NotAttested: needs sign-off: Sign it > ${hint}`],
		["that is not there, of somebody", ", by: [Ana]", [], `unbound NotAttested: needs sign-off: Sign it > ${hint}`],
		[
			"of another",
			", by: [Bo, Al]",
			[said("2026-11-01")],
			`unbound NotAttested: only Bo, Al may sign off, not Ana: Sign it > ${hint}`,
		],
		[
			"of one of several, however it is written",
			", by: [Bo, Ana]",
			[said("2026-11-01", " ana ")],
			"attested Attested: signed off by  ana  on 2026-11-01: seen",
		],
	])("%s", async (_what, more, evidence, expected) => expect(await of(more, ...evidence)).toBe(expected));

	it("is listed as the basis of the verdict", async () => {
		const { evidence } = await ask(attestationProbe, "{ ask: Sign it }", { item: item(said("2026-11-01")) });
		expect(evidence).toEqual([
			{
				kind: "Evidence",
				namespace: null,
				name: "1/a",
				uid: null,
				resourceVersion: null,
				expected: "Sign it",
				found: "signed off by Ana on 2026-11-01: seen",
				observedAt: now,
			},
		]);
		const over = await ask(attestationProbe, "{ ask: Sign it }", { item: item(said("2026-11-01", "Ana", "2026-11-02")) });
		expect(over.evidence).toHaveLength(1);
	});
});

describe("a workload", () => {
	const three = but(deployment("sa", 3), [["status", "conditions"], [cond("Available", "True")]]);

	it("has to be as its probe expects, once it is rolled out", async () => {
		const of = (expect: string, objects: readonly KubeObject[] = three): Promise<string> =>
			rollout("Deployment", objects, `, expect: '${expect}'`);
		expect(await of("object.spec.replicas == 3")).toBe("pass RolledOut: is rolled out: 3 of 3 replicas ready, for 30 min");
		expect(await of("object.spec.replicas == 4")).toBe(
			"fail NotAsExpected: is not as the probe expects > kubectl get -n boulder-staging deployment/sa -o yaml",
		);
		expect(await of("object.spec.nothing == 4")).toMatch(/^unknown ExpressionFailed/);
		expect(await of("object.spec.replicas == 4", but(three, [["status", "readyReplicas"], 2]))).toMatch(/^pending RollingOut/);
	});

	it("is ready since its last pod became so", async () => {
		const aged = (...minutes: number[]): KubeObject[] => {
			const left = [...minutes];
			return three.map((each) =>
				each.kind === "Pod"
					? changed(each, ["status", "conditions", 2, "lastTransitionTime"], minutesAgo(left.shift() ?? 0))
					: each,
			);
		};
		for (const minutes of [
			[9, 30, 20],
			[30, 9, 20],
			[30, 20, 9],
		])
			expect(await rollout("Deployment", aged(...minutes))).toMatch(/ready, for 9 min$/);
	});

	it("is not judged by a deadline that passed before its pod was there", async () => {
		const late = but(
			three,
			[["status", "readyReplicas"], 2],
			[
				["status", "conditions"],
				[{ ...cond("Progressing", "False", "ProgressDeadlineExceeded"), lastUpdateTime: minutesAgo(5) }],
			],
		);
		const born = (minutes: number): KubeObject[] =>
			late.map((each) =>
				each.metadata.name === "sa-7d9f-2"
					? changed(
							{ ...each, status: waitingStatus("ContainerCreating") },
							["metadata", "creationTimestamp"],
							minutesAgo(minutes),
						)
					: each,
			);
		expect(await rollout("Deployment", born(6))).toMatch(
			/^fail ProgressDeadlineExceeded: has 2 of 3 replicas ready, and makes no progress: pod sa-7d9f-2/,
		);
		expect(await rollout("Deployment", born(4))).toMatch(/^pending ProgressDeadlineExceeded: /);
	});

	it("reports a pod that ended, and one that cannot recover before others", async () => {
		const withStatus = (name: string, status: object, objects: readonly KubeObject[]): KubeObject[] =>
			objects.map((each) => (each.metadata.name === name ? { ...each, status } : each));
		const short = but(three, [["status", "readyReplicas"], 2]);
		expect(await rollout("Deployment", withStatus("sa-7d9f-2", { phase: "Failed", reason: "Evicted" }, short))).toMatch(
			/^pending Evicted: has 2 of 3 replicas ready: pod sa-7d9f-2 has failed: Evicted|^pending RollingOut: .*Evicted/,
		);
		const both = withStatus(
			"sa-7d9f-1",
			waitingStatus("ContainerCreating"),
			withStatus("sa-7d9f-2", waitingStatus("InvalidImageName"), but(three, [["status", "readyReplicas"], 1])),
		);
		expect(await rollout("Deployment", both)).toBe(
			"fail InvalidImageName: has 1 of 3 replicas ready: pod sa-7d9f-2 is in InvalidImageName: container main > kubectl describe -n boulder-staging pod/sa-7d9f-2",
		);
		const found = await ask(workloadProbe, "{ kind: Deployment, name: sa }", { objects: both });
		expect(found.evidence.map(({ kind, name, found: is }) => `${kind} ${name}: ${is}`).slice(1)).toEqual([
			"Pod sa-7d9f-2: InvalidImageName",
		]);
		expect((await ask(workloadProbe, "{ kind: Deployment, name: sb }", { objects: both })).evidence).toMatchObject([
			{ name: "sb", found: "does not exist" },
		]);
	});

	it("whose pods cannot be created reports why, if only events do", async () => {
		const event = (uid: string): KubeObject =>
			object({
				apiVersion: "v1",
				kind: "Event",
				name: `e-${uid}`,
				involvedObject: { uid },
				type: "Warning",
				reason: "FailedCreate",
				message: "quota",
				lastTimestamp: minutesAgo(1),
			});
		const status = {
			observedGeneration: 1,
			replicas: 1,
			readyReplicas: 1,
			updatedReplicas: 1,
			availableReplicas: 1,
			updateRevision: "r",
		};
		const set = object({
			apiVersion: "apps/v1",
			kind: "StatefulSet",
			name: "sa",
			metadata: { generation: 1 },
			spec: { replicas: 2 },
			status,
		});
		const one = pod("sa-0", { labels: { "controller-revision-hash": "r" }, metadata: ownedBy(set) });
		expect(await rollout("StatefulSet", [set, one, event("uid-StatefulSet-sa")])).toBe(
			"pending RollingOut: has 1 of 2 replicas ready; 1 pod is missing (FailedCreate: quota) > …",
		);
		const daemons = object({
			apiVersion: "apps/v1",
			kind: "DaemonSet",
			name: "sa",
			metadata: { generation: 1 },
			status: { observedGeneration: 1, desiredNumberScheduled: 3, currentNumberScheduled: 1 },
		});
		expect(await rollout("DaemonSet", [daemons, pod("sa-x", { metadata: ownedBy(daemons) }), event("uid-DaemonSet-sa")])).toBe(
			"pending RollingOut: has 1 of 3 replicas scheduled; 2 pods are missing (FailedCreate: quota) > …",
		);
	});
});

describe("what serves others", () => {
	const controller = (spec: object, status: object, kind = "Deployment"): KubeObject =>
		object({
			apiVersion: "apps/v1",
			kind,
			name: "nginx",
			namespace: "ingress",
			metadata: { generation: 1 },
			spec,
			status: { observedGeneration: 1, ...status },
		});
	const silent = ingressObjects.map((each) => (each.kind === "Ingress" ? changed(each, ["status"], {}) : each));
	const of = (server: KubeObject, kind = "Deployment"): Promise<string> =>
		verdict(ingressProbe, `{ name: wfe, address: false, controller: { kind: ${kind}, namespace: ingress, name: nginx } }`, {
			objects: [...silent, server],
		}).then((text) => text.replace(/ > .*/, "").replace("Ingress wfe ", ""));

	it.each<[string, KubeObject, string]>([
		[
			"is ready",
			controller({ replicas: 2 }, { readyReplicas: 2, availableReplicas: 2 }),
			"pass Served: is served by Deployment nginx, and its 1 backend can be reached",
		],
		[
			"is one, unless it says how many",
			controller({}, { readyReplicas: 1, availableReplicas: 1 }),
			"pass Served: is served by Deployment nginx, and its 1 backend can be reached",
		],
		[
			"is not ready",
			controller({ replicas: 2 }, { readyReplicas: 1, availableReplicas: 2 }),
			"pending ServerNotReady: has a controller that is not ready: Deployment nginx has 1 of 2 pods ready",
		],
		[
			"is not available",
			controller({ replicas: 2 }, { readyReplicas: 2, availableReplicas: 0 }),
			"pending ServerNotReady: has a controller that is not ready: Deployment nginx has 0 of 2 pods ready",
		],
		[
			"runs nowhere",
			controller({ replicas: 0 }, {}),
			"fail ServerRunsNowhere: has a controller that is not ready: Deployment nginx has no pods",
		],
		[
			"is being deleted",
			changed(controller({}, { readyReplicas: 1, availableReplicas: 1 }), ["metadata", "deletionTimestamp"], now),
			"fail Terminating: has a controller that is not ready: Deployment nginx is being deleted",
		],
	])("%s", async (_what, server, expected) => expect(await of(server)).toBe(expected));

	it("is on a node alone, where one fits", async () =>
		expect(
			await of(controller({}, { desiredNumberScheduled: 1, numberReady: 1, numberAvailable: 1 }, "DaemonSet"), "DaemonSet"),
		).toMatch(/^pass/));
});
