import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { parseProbesFile } from "../../../src/probes/file/probes-yaml.ts";
import { workloadProbe } from "../../../src/probes/workload/workload-probe.ts";
import {
	ask,
	changed,
	cond,
	deployment,
	failedStatus,
	minutesAgo,
	object,
	ownedBy,
	pod,
	probeContext,
	reading,
	waitingStatus,
} from "../objects.ts";
import { but, conditions, spec, status, verdict } from "./rollouts.ts";

type Fields = Readonly<Record<string, unknown>>;

const available = cond("Available", "True");
const three = but(deployment("sa", 3), [["status", "conditions"], [available]]);
const exceeded = { ...cond("Progressing", "False", "ProgressDeadlineExceeded"), lastUpdateTime: minutesAgo(20) };
const pods = (objects: readonly KubeObject[], ...statuses: readonly (Fields | null | undefined)[]): KubeObject[] => {
	let index = -1;
	return objects.flatMap((each) => {
		if (each.kind !== "Pod") return [each];
		index += 1;
		const given = statuses[index];
		return given === null ? [] : [given === undefined ? each : changed(each, ["status"], given)];
	});
};
const starting = waitingStatus("ContainerCreating", "soon");
const broken = waitingStatus("ImagePullBackOff", "no such image");
const event = (uid: string): KubeObject =>
	object({
		apiVersion: "v1",
		kind: "Event",
		name: `e-${uid}`,
		type: "Warning",
		involvedObject: { uid },
		reason: "FailedMount",
		message: "no such volume",
		lastTimestamp: minutesAgo(1),
	});

describe("a Deployment", () => {
	const behind = but(three, status("readyReplicas", 2), status("availableReplicas", 2));

	it("is red for a pod that cannot come right, alone or among others", async () => {
		expect(await verdict("Deployment", pods(behind, broken))).toMatch(/^fail ImagePullBackOff: has 2 of 3 replicas ready: pod /);
		expect(await verdict("Deployment", pods(behind, starting, broken))).toMatch(/^fail ImagePullBackOff/);
	});

	it("waits where a pod has ended that another is to replace", async () => {
		expect(await verdict("Deployment", pods(behind, failedStatus(3), starting))).toMatch(/^pending Failed/);
		expect(await verdict("Deployment", pods(behind, failedStatus(3)))).toMatch(/^pending Failed/);
	});

	it("past its deadline is red where its pods are not there at all, and not where all are ready again", async () => {
		const late = but(three, status("readyReplicas", 0), conditions(exceeded));
		expect(await verdict("Deployment", pods(late, null, null, null))).toMatch(
			/^fail ProgressDeadlineExceeded: has 0 of 3 replicas ready, and makes no progress; 3 pods are missing/,
		);
		expect(await verdict("Deployment", pods(late, undefined, undefined, null))).toMatch(/; 1 pod is missing/);
		expect(await verdict("Deployment", late)).toMatch(/^pending RollingOut/);
	});

	it("past its deadline is red by a pod of then, and not by one that came after", async () => {
		const late = pods(but(three, status("readyReplicas", 2), conditions(exceeded)), starting);
		const born = (at: string): KubeObject[] => late.map((each) => changed(each, ["metadata", "creationTimestamp"], at));
		expect(await verdict("Deployment", born(minutesAgo(21)))).toMatch(/^fail ProgressDeadlineExceeded/);
		expect(await verdict("Deployment", born(minutesAgo(20)))).toMatch(/^fail ProgressDeadlineExceeded/);
		expect(await verdict("Deployment", born(minutesAgo(19)))).toMatch(/^pending ProgressDeadlineExceeded/);
	});

	it("that is paused is paused, regardless of its pods", async () => {
		expect(await verdict("Deployment", pods(but(behind, spec("paused", true)), broken))).toBe(
			"pending Paused: is paused: changes are not rolled out > kubectl rollout resume -n boulder-staging deployment/sa",
		);
	});

	it("reports each pod that must end first", async () => {
		const going = pods(but(three, status("readyReplicas", 1)), undefined, undefined, undefined).map((each, index) =>
			each.kind === "Pod" && index > 2 ? changed(each, ["metadata", "deletionTimestamp"], minutesAgo(1)) : each,
		);
		expect(await verdict("Deployment", going)).toMatch(/; sa-7d9f-1, sa-7d9f-2 have to end first/);
		expect(await verdict("Deployment", going.slice(0, -1))).toMatch(/; sa-7d9f-1 has to end first/);
	});

	it("reports each pod of an old revision that has not ended", async () => {
		const old = object({ apiVersion: "apps/v1", kind: "ReplicaSet", name: "sa-old", metadata: ownedBy(Object(three[0])) });
		const left = (name: string): KubeObject =>
			pod(name, { metadata: { ...ownedBy(old), deletionTimestamp: minutesAgo(1) }, labels: { app: "sa" } });
		expect(await verdict("Deployment", [...three, old, left("old-1")])).toMatch(
			/1 pod of an old revision has not ended yet: old-1/,
		);
		expect(await verdict("Deployment", [...three, old, left("old-1"), left("old-2")])).toMatch(
			/^pending OldReplicas: is rolled out, but 2 pods of an old revision have not ended yet: old-1, old-2/,
		);
	});

	it("shows no more than itself where no pod keeps it", async () => {
		const seen = async (objects: readonly KubeObject[]): Promise<string[]> =>
			(await ask(workloadProbe, "{ kind: Deployment, name: sa }", { objects })).evidence.map(({ found }) => found);
		expect(await seen(but(three, [["metadata", "deletionTimestamp"], minutesAgo(1)]))).toEqual(["is being deleted"]);
		expect(await seen(but(three, spec("replicas", 0)))).toEqual(["is scaled to zero"]);
		expect(await seen(but(three, spec("paused", true)))).toEqual(["is paused: changes are not rolled out"]);
		expect(await seen(behind)).toEqual(["has 2 of 3 replicas ready"]);
	});

	it("is as stable as its pods were when they were read", async () => {
		const at = (seconds: number): string => new Date(Date.parse(minutesAgo(30)) + seconds * 1000).toISOString();
		const read = async (workloads: number, podsAt: number): Promise<string> => {
			const inner = probeContext({ objects: three });
			const cluster: typeof inner.cluster = {
				...inner.cluster,
				list: async (what) => ({
					...(await inner.cluster.list(what)),
					observedAt: at(what.kind === "Pod" ? podsAt : workloads),
				}),
			};
			const probe = workloadProbe.read(parseProbesFile("{ kind: Deployment, name: sa, stableFor: 10s }", "probes.yaml"), reading);
			const { outcome, reason } = await probe.run({ ...inner, cluster });
			return `${outcome} ${reason}`;
		};
		expect(await read(5, 11)).toBe("pass RolledOut");
		expect(await read(11, 5)).toBe("pending NotStable");
		expect(await read(20, 10)).toBe("pass RolledOut");
	});

	it("reads events only if the pods do not show the cause", async () => {
		const [, , first] = three;
		const told = event(first?.metadata.uid ?? "");
		const silent = waitingStatus("ContainerCreating");
		expect(await verdict("Deployment", [...pods(behind, silent), told])).toContain("(FailedMount: no such volume)");
		const two = changed(silent, ["containerStatuses", 1], { name: "b", ready: true, state: { running: {} } });
		expect(await verdict("Deployment", [...pods(behind, two), told])).toContain("(FailedMount: no such volume)");
		for (const loud of [starting, broken])
			expect(await verdict("Deployment", [...pods(behind, loud), told])).not.toContain("Mount");
		// Without the right to read them the verdict is the same.
		const objects = [...pods(behind, silent), told];
		const yaml = "{ kind: Deployment, name: sa }";
		const found = await ask(workloadProbe, yaml, { objects, forbidden: ["Event"] });
		expect(found).toMatchObject({ outcome: "pending", reason: "RollingOut" });
		await expect(ask(workloadProbe, yaml, { objects, forbidden: ["Pod"] })).rejects.toThrow("cannot list Pod");
	});
});

describe("a StatefulSet", () => {
	const set = object({
		apiVersion: "apps/v1",
		kind: "StatefulSet",
		name: "sa",
		metadata: { generation: 2 },
		spec: { replicas: 2 },
		status: { observedGeneration: 2, updateRevision: "new", readyReplicas: 2, updatedReplicas: 2, availableReplicas: 2 },
	});
	const one = (name: string, revision: string | null, given?: Fields): KubeObject =>
		pod(name, {
			metadata: ownedBy(set),
			...(revision === null ? {} : { labels: { "controller-revision-hash": revision } }),
			...(given === undefined ? {} : { status: given }),
		});
	const both = [one("sa-0", "new"), one("sa-1", "new")];

	it("needs its pods' revision, and to know its own", async () => {
		expect(await verdict("StatefulSet", [set, ...both])).toMatch(/^pass/);
		expect(await verdict("StatefulSet", [set, one("sa-0", "new"), one("sa-1", null)])).toMatch(/^pending RollingOut/);
		const bare = changed(one("sa-1", "new"), ["metadata", "labels"], undefined);
		expect(await verdict("StatefulSet", [set, one("sa-0", "new"), bare])).toMatch(/^pending RollingOut/);
		const unknown = but([set], status("updateRevision", undefined));
		expect(await verdict("StatefulSet", [...unknown, one("sa-0", null), one("sa-1", null)])).toMatch(/^pending/);
		expect(await verdict("StatefulSet", [])).toMatch(/^fail NotFound/);
	});

	it("is rolled out by hand, or after a while, all the same", async () => {
		expect(await verdict("StatefulSet", [...but([set], spec("updateStrategy", { type: "OnDelete" })), ...both])).toMatch(/^pass/);
		expect(await verdict("StatefulSet", [...but([set], spec("minReadySeconds", 30)), ...both])).toMatch(/^pass/);
	});

	it("waits if a pod has ended, regardless of old ones", async () => {
		const behind = but([set], status("readyReplicas", 1));
		expect(await verdict("StatefulSet", [...behind, one("sa-0", "old"), one("sa-1", "new", failedStatus(1))])).toMatch(
			/^pending Failed/,
		);
		expect(await verdict("StatefulSet", [...behind, one("sa-0", "new"), one("sa-1", "old", broken)])).toMatch(
			/^fail ImagePullBackOff: .* > kubectl delete -n boulder-staging pod\/sa-1/,
		);
	});

	it("is explained by events if pods are missing, and not if one is just not ready", async () => {
		const behind = but([set], status("readyReplicas", 1));
		const told = event("uid-StatefulSet-sa");
		expect(await verdict("StatefulSet", [...behind, one("sa-0", "new"), told])).toContain("1 pod is missing (FailedMount: ");
		const unready = one("sa-1", "new", starting);
		const about = event(unready.metadata.uid ?? "");
		expect(await verdict("StatefulSet", [...behind, one("sa-0", "new"), unready, about])).not.toContain("Mount");
		// It reads no ReplicaSets.
		const found = await ask(workloadProbe, "{ kind: StatefulSet, name: sa }", {
			objects: [set, ...both],
			forbidden: ["ReplicaSet", "Event"],
		});
		expect(found.outcome).toBe("pass");
	});
});

it("a DaemonSet is explained by events if pods are missing, and not if one is just not ready", async () => {
	const counts = { desiredNumberScheduled: 2, currentNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2 };
	const set = object({
		apiVersion: "apps/v1",
		kind: "DaemonSet",
		name: "sa",
		metadata: { generation: 1 },
		status: { observedGeneration: 1, ...counts, numberReady: 1 },
	});
	const [first, unready] = [pod("a", { metadata: ownedBy(set) }), pod("b", { metadata: ownedBy(set), status: starting })];
	expect(await verdict("DaemonSet", [set, first, event("uid-DaemonSet-sa")])).toContain("1 pod is missing (FailedMount: ");
	expect(await verdict("DaemonSet", [set, first, unready, event("uid-Pod-b")])).not.toContain("Mount");
});
