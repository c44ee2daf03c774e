import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { workloadProbe } from "../../../src/probes/workload/workload-probe.ts";
import { ask, changed, cond, deployment } from "../objects.ts";
import { but, verdict } from "./rollouts.ts";

type Fields = Readonly<Record<string, unknown>>;

const three = but(deployment("sa", 3), [["status", "conditions"], [cond("Available", "True")]]);

describe("the pods of a workload", () => {
	const owned = (owners: readonly Fields[]): KubeObject[] =>
		three.map((each) => (each.kind === "Pod" ? changed(each, ["metadata", "ownerReferences"], owners) : each));
	const [, set] = three;
	const ours = { apiVersion: "apps/v1", kind: "ReplicaSet", name: "sa-7d9f", uid: set?.metadata.uid ?? "" };
	const other = { apiVersion: "example.com/v1", kind: "Widget", name: "w", uid: "uid-w" };

	it("are those that it controls", async () => {
		expect(await verdict("Deployment", owned([other, { ...ours, controller: true }]))).toMatch(/^pass/);
		expect(await verdict("Deployment", owned([ours, { ...other, controller: true }]))).toMatch(/^pending/);
		expect(await verdict("Deployment", owned([ours]))).toMatch(/^pending/);
	});

	it.each([
		["boulder:1", "pass"],
		["boulder:1*", "pass"],
		["boul*der:1", "pass"],
		["*:1", "pass"],
		["*", "pass"],
		["*boulder:1*", "pass"],
		["boulder:*1*1", "fail"],
		["boulder", "fail"],
		["oulder*", "fail"],
	])("run the image %s", async (image, outcome) => {
		expect((await verdict("Deployment", three, `, image: "${image}"`)).split(" ")[0]).toBe(outcome);
	});

	it("are shown where they are not as demanded", async () => {
		const seen = async (more: string, objects: readonly KubeObject[] = three): Promise<string[]> => {
			const { evidence } = await ask(workloadProbe, `{ kind: Deployment, name: sa${more} }`, { objects });
			return evidence.map(({ name, expected }) => `${name}: ${expected}`);
		};
		const whole = "sa: rolled out, at least 1 ready and available";
		expect(await seen(", image: x")).toEqual([whole, "sa-7d9f-0: ready"]);
		expect(await seen(", ports: [80, 81]")).toEqual([`${whole}, with port 80, 81`, "sa-7d9f-0: ready"]);
		expect(await seen(", stableFor: 2h")).toEqual([whole, "sa-7d9f-0: ready"]);
		expect(await seen("")).toEqual([whole, "sa-7d9f-0: ready", "sa-7d9f-1: ready", "sa-7d9f-2: ready"]);
		expect(await seen(", expect: 'objects.size() == 1 && object.spec.replicas == 3'")).toHaveLength(4);
		expect(await verdict("Deployment", three, ", stableFor: 2h")).toBe(
			"pending NotStable: is ready, but pod sa-7d9f-0 has been ready for 30 min only > verify again, or with --wait 1m",
		);
	});
});
