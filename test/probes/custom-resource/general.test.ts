import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { judgeCustomResource } from "../../../src/probes/custom-resource/judge-custom-resource.ts";
import { resourcesProbe } from "../../../src/probes/resources/resources-probe.ts";
import { ask, cond, minutesAgo, now, object } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

function widget(parts: { readonly spec?: Fields; readonly status?: Fields; readonly metadata?: Fields }): KubeObject {
	return object({ apiVersion: "example.com/v1", kind: "Widget", name: "x", metadata: { generation: 2 }, ...parts });
}

const ready = cond("Ready", "True", "Ready");
const of = (...conditions: readonly Fields[]): KubeObject => widget({ status: { conditions } });
const since = (type: string, status: string, reason: string, minutes: number): Fields =>
	cond(type, status, reason, "", minutesAgo(minutes));

const rows: readonly (readonly [what: string, each: KubeObject, verdict: string])[] = [
	["ready", of(ready), "pass Ready"],
	[
		"ready, with each condition that is usual beside it",
		of(cond("Degraded", "False"), cond("Progressing", "False", "AsExpected"), cond("Available", "True"), ready),
		"pass Ready",
	],
	[
		"ready, and Progressing as a Deployment is after its end",
		of(ready, cond("Progressing", "True", "NewReplicaSetAvailable")),
		"pass Ready",
	],
	[
		"ready, with conditions that mean nothing to us",
		of(ready, cond("Upgradeable", "False"), cond("Leader", "True")),
		"pass Ready",
	],
	["ready, with a negative name that is False", of(ready, cond("NotReady", "False"), cond("NoErrors", "True")), "pass Ready"],
	[
		"ready, with a certificate for some time",
		widget({ status: { notAfter: minutesAgo(-100), conditions: [ready] } }),
		"pass Ready",
	],
	["available, where there is no Ready", of(cond("Available", "True")), "pass Available"],
	["ready and degraded", of(ready, since("Degraded", "True", "SomethingBroken", 120)), "fail SomethingBroken"],
	["ready and degraded for a moment", of(ready, since("Degraded", "True", "SomethingBroken", 1)), "pending SomethingBroken"],
	["ready and degraded, by a longer name", of(ready, since("StorageDegraded", "True", "", 120)), "fail StorageDegraded"],
	["ready and failed", of(ready, since("Failed", "True", "", 0)), "fail Failed"],
	["ready and not ready at once", of(ready, since("Ready", "False", "Broken", 60)), "fail Broken"],
	["ready, and NotHealthy", of(ready, since("NotHealthy", "True", "", 60)), "fail NotHealthy"],
	["ready and not synced", of(ready, since("Synced", "False", "Refused", 60)), "fail Refused"],
	["ready, and nobody knows whether it is synced", of(ready, since("Synced", "Unknown", "", 60)), "pending NotSynced"],
	["ready and progressing", of(ready, since("Progressing", "True", "RollingOut", 60)), "pending RollingOut"],
	["ready by a reason that says otherwise", of(cond("Ready", "True", "TargetMissing")), "fail TargetMissing"],
	["ready, but expired", widget({ status: { expiresAt: minutesAgo(5), conditions: [ready] } }), "fail Expired"],
	[
		"ready, but expired inside",
		widget({ status: { lease: { validUntil: minutesAgo(5) }, conditions: [ready] } }),
		"fail Expired",
	],
	["ready, but failed by its phase", widget({ status: { phase: "Failed", conditions: [ready] } }), "fail Failed"],
	["ready, but in creation by its phase", widget({ status: { phase: "Creating", conditions: [ready] } }), "pending Creating"],
	["waited for", of(since("Ready", "False", "WaitingForVolume", 45)), "pending WaitingForVolume"],
	["waited for for two days", of(since("Ready", "False", "WaitingForVolume", 2880)), "fail WaitingForVolume"],
	["failing for a minute", of(since("Ready", "False", "CheckFailed", 1)), "pending CheckFailed"],
	["failing for an hour", of(since("Ready", "False", "CheckFailed", 60)), "fail CheckFailed"],
	["faulty since just now", of(since("Ready", "False", "InvalidSpec", 0)), "fail InvalidSpec"],
	["unknown by its controller", of(since("Ready", "Unknown", "", 60)), "pending NotReady"],
	["suspended", widget({ spec: { suspend: true }, status: { conditions: [ready] } }), "parked Suspended"],
	[
		"paused",
		widget({ spec: { paused: true }, status: { conditions: [since("Ready", "False", "Broken", 600)] } }),
		"parked Paused",
	],
	["paused by a condition", of(ready, since("ReconciliationPaused", "True", "", 60)), "parked ReconciliationPaused"],
	[
		"paused by an annotation",
		widget({ metadata: { annotations: { "example.com/pause-reconciliation": "true" } }, status: { conditions: [ready] } }),
		"parked Paused",
	],
	[
		"no longer suspended",
		widget({ spec: { suspend: false }, status: { conditions: [ready, cond("Suspended", "False")] } }),
		"pass Ready",
	],
	["of zero replicas", widget({ spec: { replicas: 0 }, status: { conditions: [ready] } }), "parked ScaledToZero"],
	["degraded, where nothing tells whether it works", of(since("Degraded", "True", "", 60)), "fail Degraded"],
	["without a status", widget({}), "unknown NoRule"],
	["with a phase alone", widget({ status: { phase: "Ready" } }), "unknown NoRule"],
	["with conditions that sum up nothing", of(cond("Accepted", "True")), "unknown NoRule"],
	["of an earlier generation", widget({ status: { observedGeneration: 1, conditions: [ready] } }), "pending StaleGeneration"],
	[
		"with a condition of an earlier generation",
		widget({ status: { conditions: [{ ...ready, observedGeneration: 1 }] } }),
		"pending StaleGeneration",
	],
	[
		"degraded before its specification was changed",
		widget({ status: { conditions: [ready, { ...since("Degraded", "True", "", 60), observedGeneration: 1 }] } }),
		"pass Ready",
	],
];

describe("custom resources of unknown families", () => {
	it.each(rows)("%s", (_, each, verdict) => {
		const withGeneration = { ...each, metadata: { generation: 2, ...each.metadata } };
		const { outcome, reason, message, parked } = judgeCustomResource(withGeneration, now);
		expect(`${parked === true ? "parked" : outcome} ${reason}`, message).toBe(verdict);
	});

	it("reports for how long it has been waited", () => {
		expect(judgeCustomResource(of(since("Ready", "False", "Creating", 45)), now).message).toBe(
			"Widget x has not been ready for 45 min: Creating",
		);
	});

	it("suggests the expectation to add", () => {
		expect(judgeCustomResource(of(cond("Accepted", "True")), now).hint).toBe(
			`define what is expected of a Widget: add "expect" to the probe, such as "object.status.conditions.exists(c, c.type == 'Accepted' && c.status == 'True')"`,
		);
		expect(judgeCustomResource(widget({ status: { phase: "Bound" } }), now).hint).toMatch(
			/such as "object.status.phase == 'Bound'"$/,
		);
	});

	it("makes a CamelCase reason of anything that a controller writes", () => {
		expect(judgeCustomResource(of(since("Ready", "False", "quota exceeded, again", 60)), now).reason).toBe("QuotaExceededAgain");
		expect(judgeCustomResource(of(since("Ready", "False", "503", 60)), now).reason).toBe("NotReady");
	});

	it("is parked as a whole where nothing else keeps it", async () => {
		const parked = widget({ spec: { suspend: true }, status: { conditions: [ready] } });
		const busy = { ...of(since("Ready", "False", "Creating", 1)), metadata: { ...parked.metadata, name: "y" } };
		const asked = (objects: readonly KubeObject[]): ReturnType<typeof ask> =>
			ask(resourcesProbe, "{ apiVersion: example.com/v1, kind: Widget }", { objects });
		expect(await asked([parked])).toMatchObject({ outcome: "pending", reason: "Suspended", parked: true });
		expect((await asked([parked, busy])).parked).toBeUndefined();
		expect(await asked([parked, busy])).toMatchObject({ outcome: "pending", reason: "Creating" });
	});
});
