import { describe, expect, it } from "vitest";
import { judgeNode } from "../../../src/probes/node/judge-node.ts";
import { cond, minutesAgo, now, object } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const ready = cond("Ready", "True");
const judged = (conditions: readonly Fields[], spec: Fields = {}): string => {
	const node = object({ apiVersion: "v1", kind: "Node", name: "n", namespace: null, spec, status: { conditions } });
	const { outcome, reason, parked, message } = judgeNode(node, now);
	return `${parked === true ? "parked" : outcome} ${reason}: ${message.replace("Node n ", "")}`;
};
const tainted = (key: string, effect: string | null = "NoSchedule"): string =>
	judged([ready], {
		taints: [
			{ key: "dedicated", effect: "NoSchedule" },
			{ key, ...(effect === null ? {} : { effect }) },
		],
	});

describe("a ready node takes no pods while it has the taint", () => {
	it.each([
		"node.kubernetes.io/memory-pressure",
		"node.kubernetes.io/unschedulable",
		"node.cloudprovider.kubernetes.io/uninitialized",
		"node.cloudprovider.kubernetes.io/shutdown",
		"node.cilium.io/agent-not-ready",
		"example.com/unreachable",
		"example.com/out-of-service",
		"aws-node-termination-handler/spot-itn-interrupted",
		"cloud.google.com/impending-node-termination",
		"ToBeDeletedByClusterAutoscaler",
		"karpenter.sh/disrupted",
		"example.com/terminating",
		"example.com/draining",
		"example.com/DRAIN",
	])("%s", (key) => {
		expect(tainted(key)).toBe(`pending Tainted: accepts no new pods: it has the taint ${key}:NoSchedule`);
		expect(tainted(key, "NoExecute")).toMatch(/^pending Tainted/);
		expect(tainted(key, null)).toBe(`pending Tainted: accepts no new pods: it has the taint ${key}:`);
		expect(tainted(key, "PreferNoSchedule")).toBe("pass Ready: is ready");
	});

	it.each(["dedicated", "nvidia.com/gpu", "node-role.kubernetes.io/control-plane", "example.com/node.kubernetes.io/x"])(
		"and is ready with that of people: %s",
		(key) => expect(tainted(key)).toBe("pass Ready: is ready"),
	);
});

describe("a ready node works badly while it has the condition", () => {
	it.each([
		"DiskPressure",
		"NetworkUnavailable",
		"KernelDeadlock",
		"KubeletUnhealthy",
		"KubeletProblem",
		"StorageFailed",
		"HardwareFailure",
		"FrequentDockerRestart",
		"TaskHung",
		"CorruptDockerOverlay2",
		"ReadonlyFilesystem",
	])("%s", (type) => {
		expect(judged([ready, cond("Other", "True"), cond(type, "True", "Why")])).toBe(
			`fail Why: has had the condition ${type} for 30 min: Why`,
		);
		expect(judged([ready, cond(type, "True", "", "words")])).toBe(
			`fail ${type}: has had the condition ${type} for 30 min: words`,
		);
		expect(judged([ready, cond(type, "True", "", "", minutesAgo(4))])).toMatch(/^pending /);
		expect(judged([ready, cond(type, "True", "", "", minutesAgo(5))])).toMatch(/^fail /);
		expect(judged([ready, { type, status: "True" }])).toBe(`fail ${type}: has had the condition ${type}`);
		expect(judged([ready, cond(type, "False")])).toBe("pass Ready: is ready");
		expect(judged([ready, cond(type, "Unknown")])).toBe("pass Ready: is ready");
	});

	it("and not with one that only has such a word within", () =>
		expect(judged([ready, cond("FailedOver", "True")])).toBe("pass Ready: is ready"));
});

describe("a node is not ready", () => {
	it.each<[string, readonly Fields[], string]>([
		["that says nothing", [], "pending NotReady: is not ready"],
		["that never was", [{ type: "Ready", status: "False" }], "fail NotReady: is not ready"],
		[
			"for less than the grace",
			[cond("Ready", "False", "", "", minutesAgo(4))],
			"pending NotReady: has not been ready for 4 min",
		],
		["for the grace", [cond("Ready", "False", "", "down", minutesAgo(5))], "fail NotReady: has not been ready for 5 min: down"],
		["of which nobody hears", [cond("Ready", "Unknown", "Gone")], "pending Gone: has not been ready for 30 min: Gone"],
	])("%s", (_what, conditions, wanted) => expect(judged(conditions)).toBe(wanted));

	it("and that is reported before a cordon, which comes before anything else", () => {
		const broken = [cond("Ready", "False", "Down"), cond("DiskPressure", "True", "Full")];
		expect(judged(broken, { unschedulable: true })).toMatch(/^fail Down/);
		expect(judged([ready, cond("DiskPressure", "True")], { unschedulable: true })).toMatch(/^parked Cordoned/);
		expect(judged([ready], { unschedulable: false })).toBe("pass Ready: is ready");
	});
});
