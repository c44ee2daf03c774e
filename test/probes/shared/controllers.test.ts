import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { judgeController } from "../../../src/probes/shared/controller.ts";
import { lookUp } from "../../../src/probes/shared/lookup.ts";
import { readQuantity } from "../../../src/probes/shared/quantity.ts";
import { now, object } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const controller = (kind: string, spec: Fields, status: Fields, metadata: Fields = {}): KubeObject =>
	object({
		apiVersion: "apps/v1",
		kind,
		name: "web",
		namespace: "edge",
		metadata: { generation: 2, ...metadata },
		spec,
		status: { observedGeneration: 2, ...status },
	});
const judged = (each: KubeObject | null, kind = "Deployment"): string | null => {
	const objects = each === null ? [] : [each];
	const found = judgeController(lookUp({ objects, observedAt: now, consistent: true }, kind, "edge", "web"));
	return found === null ? null : `${found.outcome} ${found.reason}: ${found.message}`;
};

describe("a controller can be counted on", () => {
	it.each<[string, string, Fields, Fields]>([
		["as a Deployment", "Deployment", { replicas: 2 }, { readyReplicas: 2, availableReplicas: 2 }],
		["with more pods than asked for", "Deployment", { replicas: 2 }, { readyReplicas: 3, availableReplicas: 3 }],
		["as a Deployment of one, which is not said", "Deployment", {}, { readyReplicas: 1, availableReplicas: 1 }],
		["as a StatefulSet", "StatefulSet", { replicas: 1 }, { readyReplicas: 1, availableReplicas: 1 }],
		["as a DaemonSet", "DaemonSet", {}, { desiredNumberScheduled: 2, numberReady: 2, numberAvailable: 2 }],
	])("%s", (_what, kind, spec, status) => expect(judged(controller(kind, spec, status), kind)).toBeNull());

	it.each<[string, string, Fields, Fields, string]>([
		[
			"without all ready",
			"Deployment",
			{ replicas: 2 },
			{ readyReplicas: 1, availableReplicas: 2 },
			"pending ServerNotReady: Deployment web has 1 of 2 pods ready",
		],
		[
			"without all available",
			"Deployment",
			{ replicas: 2 },
			{ readyReplicas: 2, availableReplicas: 1 },
			"pending ServerNotReady: Deployment web has 1 of 2 pods ready",
		],
		["without a word of it", "Deployment", {}, {}, "pending ServerNotReady: Deployment web has 0 of 1 pod ready"],
		[
			"with none wanted",
			"Deployment",
			{ replicas: 0 },
			{ readyReplicas: 1, availableReplicas: 1 },
			"fail ServerRunsNowhere: Deployment web has no pods",
		],
		[
			"not ready on a node",
			"DaemonSet",
			{},
			{ desiredNumberScheduled: 2, numberReady: 1, numberAvailable: 2 },
			"pending ServerNotReady: DaemonSet web has 1 of 2 pods ready",
		],
		[
			"not available on a node",
			"DaemonSet",
			{},
			{ desiredNumberScheduled: 2, numberReady: 2, numberAvailable: 1 },
			"pending ServerNotReady: DaemonSet web has 1 of 2 pods ready",
		],
		[
			"on no node",
			"DaemonSet",
			{ replicas: 2 },
			{ numberReady: 2, numberAvailable: 2 },
			"fail ServerRunsNowhere: DaemonSet web has no pods",
		],
	])("not %s", (_what, kind, spec, status, wanted) => expect(judged(controller(kind, spec, status), kind)).toBe(wanted));

	it("not while it goes, while its change is not seen, or where there is none", () => {
		const well = { readyReplicas: 1, availableReplicas: 1 };
		expect(judged(controller("Deployment", {}, well, { deletionTimestamp: now }))).toBe(
			"fail Terminating: Deployment web is being deleted",
		);
		const stale = "pending StaleGeneration: Deployment web was changed, but its controller has not observed the change yet";
		expect(judged(controller("Deployment", {}, { ...well, observedGeneration: 1 }))).toBe(stale);
		expect(judged(controller("Deployment", {}, { ...well, observedGeneration: undefined }))).toBe(stale);
		expect(judged(null)).toBe("fail NotFound: Deployment web does not exist in edge");
	});
});

describe("a quantity", () => {
	const billionths = 1_000_000_000n;

	it.each<[string, bigint]>([
		["0", 0n],
		["1", billionths],
		["1.", billionths],
		[".5", billionths / 2n],
		["1.5", (billionths * 3n) / 2n],
		["+1", billionths],
		["-1", -billionths],
		["1n", 1n],
		["1u", 1000n],
		["1m", 1_000_000n],
		["1500m", (billionths * 3n) / 2n],
		["1k", 1000n * billionths],
		["1M", 1000n ** 2n * billionths],
		["1G", 1000n ** 3n * billionths],
		["1T", 1000n ** 4n * billionths],
		["1P", 1000n ** 5n * billionths],
		["1E", 1000n ** 6n * billionths],
		["1Ki", 1024n * billionths],
		["1Mi", 1024n ** 2n * billionths],
		["1Gi", 1024n ** 3n * billionths],
		["1.5Gi", (3n * 1024n ** 3n * billionths) / 2n],
		["1Ti", 1024n ** 4n * billionths],
		["1Pi", 1024n ** 5n * billionths],
		["1Ei", 1024n ** 6n * billionths],
		["1e3", 1000n * billionths],
		["1E3", 1000n * billionths],
		["1e+3", 1000n * billionths],
		["1e-3", 1_000_000n],
		["1e-9", 1n],
		["1e-10", 1n],
		["0.0000000001", 1n],
		["1.0000000001", billionths + 1n],
		["12.5e1", 125n * billionths],
	])("%s", (text, value) => expect(readQuantity(text)).toBe(value));

	it.each([
		"",
		".",
		"+",
		"Gi",
		"1 Gi",
		"1gi",
		"1KI",
		"1K",
		"1e",
		"1e999",
		"1e3Gi",
		"x1",
		"1x",
		"1,5",
		"0x10",
		"--1",
		"1".repeat(31),
	])("%j is none", (text) => expect(readQuantity(text)).toBeNull());
});
