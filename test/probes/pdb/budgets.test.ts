import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { pdbProbe } from "../../../src/probes/pdb/pdb-probe.ts";
import { changed, cond, deployment, pod, waitingStatus } from "../objects.ts";
import { pdb } from "../passing.ts";
import { verdict } from "../verdict-words.ts";
import { but } from "../workload/rollouts.ts";

type Path = readonly (string | number)[];
type Change = readonly [Path, unknown];

describe("a budget", () => {
	const labels = { app: "boulder-ca" };
	const pods = [pod("ca-1", { labels }), pod("ca-2", { labels })];
	const of = (changes: readonly Change[], more = "", others: readonly KubeObject[] = pods): Promise<string> =>
		verdict(pdbProbe, `{ name: boulder-ca${more} }`, { objects: [...but([pdb], ...changes), ...others] }).then((said) =>
			said.replace("PodDisruptionBudget boulder-ca ", "").replace(" > kubectl describe … poddisruptionbudget/boulder-ca", ""),
		);
	const status = (field: string, to: unknown): Change => [["status", field], to];
	const list = "kubectl get … pods --show-labels";

	it.each<[string, readonly Change[], string]>([
		["protects", [], "pass Protects: protects 2 pods (minAvailable 1) and allows 1 disruption now"],
		[
			"protects a share",
			[[["spec", "minAvailable"], "50%"]],
			"pass Protects: protects 2 pods (minAvailable 50%) and allows 1 disruption now",
		],
		[
			"protects by what may be gone",
			[[["spec", "minAvailable"], undefined], status("disruptionsAllowed", 2)],
			"pass Protects: protects 2 pods and allows 2 disruptions now",
		],
		["has no selector", [[["spec", "selector"], undefined]], `fail SelectsNothing: selects no pod > ${list}`],
		[
			"selects nothing",
			[[["spec", "selector"], { matchLabels: { app: "x" } }]],
			`fail SelectsNothing: selects no pod (app=x) > ${list}`,
		],
		[
			"cannot be worked out",
			[status("conditions", [cond("DisruptionAllowed", "False", "SyncFailed", "no controller")])],
			"fail SyncFailed: cannot be computed: no controller",
		],
		[
			"could not be worked out",
			[status("conditions", [cond("DisruptionAllowed", "True", "SyncFailed")])],
			"pass Protects: protects 2 pods (minAvailable 1) and allows 1 disruption now",
		],
		[
			"does not tell of what it expects",
			[status("expectedPods", undefined)],
			"pending NotObserved: has not reported yet how many pods it protects",
		],
		[
			"does not tell of health",
			[status("currentHealthy", undefined)],
			"pending NotObserved: has not reported yet how many pods it protects",
		],
		[
			"does not tell of what it wants",
			[status("desiredHealthy", undefined)],
			"pending NotObserved: has not reported yet how many pods it protects",
		],
		[
			"does not tell of what it allows",
			[status("disruptionsAllowed", undefined)],
			"pending NotObserved: has not reported yet how many pods it protects",
		],
		["expects none", [status("expectedPods", 0)], `fail SelectsNothing: protects no pods > ${list}`],
		[
			"lets all go",
			[status("desiredHealthy", 0)],
			"fail ProtectsNothing: lets every pod be evicted at once: it requires no healthy pod",
		],
		[
			"lets none go",
			[status("desiredHealthy", 2)],
			"fail BlocksEveryDrain: never allows a disruption: it requires 2 of 2 pods to stay healthy > run one more replica, or allow one to be unavailable: maxUnavailable: 1",
		],
		[
			"is just healthy enough",
			[status("currentHealthy", 1)],
			"pass Protects: protects 2 pods (minAvailable 1) and allows 1 disruption now",
		],
		[
			"is not healthy enough, whatever it allows",
			[status("currentHealthy", 0)],
			"pending NoDisruptionAllowed: allows no disruption now: 0 of 2 pods are healthy, and 1 must stay",
		],
		[
			"allows nothing, though healthy",
			[status("disruptionsAllowed", 0)],
			"pending NoDisruptionAllowed: allows no disruption now: 2 of 2 pods are healthy, and 1 must stay",
		],
	])("%s", async (_what, changes, expected) => expect(await of(changes)).toBe(expected));

	it("of too few pods, of another's pods, or of a workload that it leaves out is red", async () => {
		expect(await of([], ", minPods: 2")).toMatch(/^pass/);
		expect(await of([], ", minPods: 3")).toBe("fail TooFewPods: protects 2 pods; at least 3 were expected");
		const other = { ...changed(pdb, ["metadata", "name"], "second") };
		expect(await of([], "", [...pods, other])).toBe(
			"fail Overlaps: selects pods that second also selects: their eviction is refused",
		);
		expect(await of([], "", [...pods, changed(other, ["spec", "selector"], { matchLabels: { app: "x" } })])).toMatch(/^pass/);
		expect(await of([], "", [...pods, changed(other, ["spec", "selector"], undefined)])).toMatch(/^pass/);
		expect(await of([], "", [pods[0] ?? pdb, { ...(pods[1] ?? pdb), status: { phase: "Failed" } }])).toMatch(/^pass/);
		const own = deployment("ca", 2, labels);
		expect(await of([], ", selects: Deployment/ca", own)).toMatch(/^pass/);
		expect(await of([], ", selects: Deployment/ca", own.slice(0, 2).concat(pods))).toBe(
			"fail SelectsNothing: has nothing to protect: Deployment ca has no pods",
		);
		const left = own.map((each) => (each.metadata.name === "ca-7d9f-1" ? changed(each, ["metadata", "labels"], {}) : each));
		expect(await of([], ", selects: Deployment/ca", left)).toBe(
			`fail LeavesOut: does not select ca-7d9f-1 of Deployment ca (app=boulder-ca) > ${list}`,
		);
		const over = left.map((each) => (each.metadata.name === "ca-7d9f-1" ? { ...each, status: { phase: "Succeeded" } } : each));
		expect(await of([], ", selects: Deployment/ca", over)).toMatch(/^pass/);
	});

	it("that allows nothing reports which pod prevents it: one that cannot recover first", async () => {
		const [a, b] = pods.map((each, index) => ({
			...each,
			status: waitingStatus(index === 0 ? "ContainerCreating" : "ImagePullBackOff"),
		}));
		const none = [status("disruptionsAllowed", 0), status("currentHealthy", 0)];
		expect(await of(none, "", [a ?? pdb, b ?? pdb])).toBe(
			"fail ImagePullBackOff: allows no disruption now: 0 of 2 pods are healthy, and 1 must stay; pod ca-2 is in ImagePullBackOff: container main > kubectl describe … pod/ca-2",
		);
		expect(await of(none, "", [a ?? pdb])).toMatch(/^pending NoDisruptionAllowed: .*; pod ca-1 has been starting/);
	});
});

describe("two budgets of one pod", () => {
	const labels = { app: "boulder-ca" };
	const pods = [pod("ca-1", { labels }), pod("ca-2", { labels })];
	const second = changed(changed(pdb, ["metadata", "name"], "all"), ["metadata", "uid"], "another");

	it.each([
		["first", [second, pdb]],
		["last", [pdb, second]],
	])("overlap, be the other the %s of the list", async (_, budgets) => {
		expect(await verdict(pdbProbe, "{ name: boulder-ca }", { objects: [...budgets, ...pods] })).toMatch(
			/^fail Overlaps: PodDisruptionBudget boulder-ca selects pods that all also selects: their eviction is refused/,
		);
	});

	it("may share none", async () => {
		const other = changed(second, ["spec", "selector"], { matchLabels: { app: "ra" } });
		const objects = [other, pdb, ...pods, pod("ra-1", { labels: { app: "ra" } })];
		expect(await verdict(pdbProbe, "{ name: boulder-ca }", { objects })).toMatch(/^pass Protects/);
	});

	it("are not known by a status of no generation", async () => {
		const plain = changed(pdb, ["metadata", "generation"], undefined);
		expect(await verdict(pdbProbe, "{ name: boulder-ca }", { objects: [plain, ...pods] })).toMatch(/^pending StaleGeneration/);
		const bare = changed(pdb, ["status"], undefined);
		expect(await verdict(pdbProbe, "{ name: boulder-ca }", { objects: [bare, ...pods] })).toMatch(
			/^pending NotObserved: PodDisruptionBudget boulder-ca has no status yet/,
		);
	});
});
