import { describe, expect, it } from "vitest";
import { judgeCustomResource } from "../../../src/probes/custom-resource/judge-custom-resource.ts";
import { cond, now, object } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const judged = (kind: string, spec: Fields, status: Fields, metadata: Fields = {}): string => {
	const each = object({
		apiVersion: "argoproj.io/v1alpha1",
		kind,
		name: "x",
		metadata: { generation: 2, ...metadata },
		spec,
		status,
	});
	const { outcome, reason, parked, message } = judgeCustomResource(each, now);
	return `${parked === true ? "parked" : outcome} ${reason}: ${message.replace(`${kind} x `, "")}`;
};

describe("an application", () => {
	const fine = { health: { status: "Healthy" }, sync: { status: "Synced" } };
	const application = (status: Fields, metadata: Fields = {}): string =>
		judged("Application", {}, { ...fine, ...status }, metadata);
	const health = (status: string, message?: string): Fields => ({
		health: { status, ...(message === undefined ? {} : { message }) },
	});
	const operation = (phase: string, message?: string): Fields => ({ operationState: { phase, message } });

	it.each<[string, Fields, string]>([
		["synced and healthy", {}, "pass Ready: is ready"],
		["that was synced before", operation("Succeeded", "done"), "pass Ready: is ready"],
		["with a warning", { conditions: [{ type: "OrphanedResourceWarning" }] }, "pass Ready: is ready"],
		["that is degraded", health("Degraded"), "fail Degraded: is degraded"],
		["that is degraded, with why", health("Degraded", "no pods"), "fail Degraded: is degraded: no pods"],
		["of which something is missing", health("Missing", "Service a"), "fail Missing: is missing: Service a"],
		["that is paused", health("Suspended"), "parked Suspended: is suspended: something in it is paused"],
		["that progresses", health("Progressing"), "pending Progressing: is not healthy yet: Progressing"],
		["that progresses, with how", health("Progressing", "1 of 2"), "pending Progressing: is not healthy yet: 1 of 2"],
		["that does not know", health("Unknown"), "pending Unknown: is not healthy yet: Unknown"],
		["that says nothing of its health", { health: {} }, "pending NotObserved: is not healthy yet: it has no message"],
		[
			"that differs from its repository",
			{ sync: { status: "OutOfSync" } },
			"pending OutOfSync: is not as in its repository: OutOfSync",
		],
		["that was never compared", { sync: {} }, "pending NotObserved: is not as in its repository: it was not compared yet"],
		[
			"that cannot be compared",
			{ conditions: [{ type: "ComparisonError", message: "no repo" }] },
			"fail ComparisonError: has a ComparisonError: no repo",
		],
		["with an error without words", { conditions: [{ type: "SyncError" }] }, "fail SyncError: has a SyncError:"],
		["whose sync failed", operation("Failed", "bad manifest"), "fail SyncFailed: could not be synced: bad manifest"],
		["whose sync ended in an error", operation("Error"), "fail SyncError: could not be synced: Error"],
		["that is being synced", operation("Running", "wave 1"), "pending Syncing: is being synced: wave 1"],
		["whose sync is being ended", operation("Terminating"), "pending Syncing: is being synced: Terminating"],
	])("%s", (_what, status, wanted) => expect(application(status).trimEnd()).toBe(wanted));

	it("is left alone only if its annotation requests it", () => {
		const skip = (value: string): Fields => ({ annotations: { "argocd.argoproj.io/skip-reconcile": value } });
		expect(application(health("Degraded"), skip("true"))).toMatch(/^parked Paused/);
		expect(application({}, skip("false"))).toBe("pass Ready: is ready");
	});
});

describe("a rollout", () => {
	const fine = {
		phase: "Healthy",
		observedGeneration: "2",
		currentPodHash: "a",
		stableRS: "a",
		readyReplicas: 2,
		updatedReplicas: 2,
	};
	const rollout = (status: Fields, spec: Fields = { replicas: 2 }): string => judged("Rollout", spec, { ...fine, ...status });

	it.each<[string, Fields, string]>([
		["that is done", {}, "pass Ready: is ready"],
		["of before phases, by its condition", { phase: undefined, conditions: [cond("Healthy", "True")] }, "pass Ready: is ready"],
		[
			"of before phases, and not healthy",
			{ phase: undefined, conditions: [cond("Healthy", "False")] },
			"pending NotObserved: does not report that it works",
		],
		[
			"whose phase goes before its condition",
			{ phase: "Odd", conditions: [cond("Healthy", "True")] },
			"pending NotObserved: does not report that it works",
		],
		[
			"that its controller has not seen",
			{ observedGeneration: "1" },
			"pending StaleGeneration: was changed, but its controller has not observed the change yet",
		],
		["observed by another mark", { observedGeneration: "7d9f" }, "pass Ready: is ready"],
		["that was aborted", { abort: true, message: "bad" }, "fail Aborted: was aborted, and went back to its stable version: bad"],
		["that is degraded", { phase: "Degraded" }, "fail Degraded: is degraded"],
		[
			"that is degraded, with why",
			{ phase: "Degraded", message: "late", conditions: [cond("Progressing", "False", "TooLate")] },
			"fail TooLate: is degraded: late",
		],
		[
			"that is degraded, for no reason",
			{ phase: "Degraded", conditions: [cond("Progressing", "False")] },
			"fail Degraded: is degraded",
		],
		[
			"that is degraded while it progresses",
			{ phase: "Degraded", conditions: [cond("Progressing", "True", "Going")] },
			"fail Degraded: is degraded",
		],
		["in error", { phase: "Error" }, "fail Error: is error"],
		[
			"that makes no progress",
			{ conditions: [cond("Progressing", "False", "TooLate", "too late")] },
			"fail TooLate: makes no progress: too late",
		],
		[
			"that makes no progress, for no reason",
			{ conditions: [cond("Progressing", "False")] },
			"fail NotProgressing: makes no progress:",
		],
		["that progresses", { phase: "Progressing", message: "1 of 2" }, "pending Progressing: is being rolled out: 1 of 2"],
		["that is paused", { pauseConditions: [{ reason: "CanaryPauseStep" }] }, "parked Paused: is paused in a step of its rollout"],
		[
			"that its controller paused",
			{ controllerPause: true, message: "analysis" },
			"parked Paused: is paused in a step of its rollout: analysis",
		],
		["that was paused", { pauseConditions: [], controllerPause: false }, "pass Ready: is ready"],
		[
			"whose specification is wrong",
			{ conditions: [cond("InvalidSpec", "True", "", "no steps")] },
			"fail InvalidSpec: has an invalid specification: no steps",
		],
		["whose specification was wrong", { conditions: [cond("InvalidSpec", "False")] }, "pass Ready: is ready"],
		["that is not available", { conditions: [cond("Available", "False")] }, "pending NotAvailable: is not available"],
		["that is available", { conditions: [cond("Available", "True")] }, "pass Ready: is ready"],
		["with too few ready", { readyReplicas: 1 }, "pending NotReady: has 1 of 2 replicas ready"],
		["with too few of the newest", { updatedReplicas: 1 }, "pending NotUpdated: has 1 of 2 replicas of its newest version"],
		["with more than enough", { readyReplicas: 3, updatedReplicas: 3 }, "pass Ready: is ready"],
		["that does not count", { readyReplicas: undefined, updatedReplicas: undefined }, "pass Ready: is ready"],
		[
			"whose newest is not the stable one",
			{ currentPodHash: "b" },
			"pending NotPromoted: has a newest version that is not the stable one yet",
		],
		["without a stable one", { currentPodHash: "b", stableRS: "" }, "pass Ready: is ready"],
		["of which neither is known", { currentPodHash: undefined, stableRS: undefined }, "pass Ready: is ready"],
	])("%s", (_what, status, wanted) => expect(rollout(status).trimEnd()).toBe(wanted));

	it("of as many replicas as its scaler sets", () => expect(rollout({ readyReplicas: 1 }, {})).toBe("pass Ready: is ready"));
});

describe("an application set", () => {
	it.each<[string, readonly Fields[], string]>([
		["that is up to date", [cond("ResourcesUpToDate", "True"), cond("ErrorOccurred", "False")], "pass ResourcesUpToDate"],
		["that rolls out", [cond("ResourcesUpToDate", "True"), cond("RolloutProgressing", "True")], "pass ResourcesUpToDate"],
		["that had an error", [cond("ResourcesUpToDate", "True"), cond("ErrorOccurred", "True", "Bad")], "fail Bad"],
		["whose generator failed", [cond("ResourcesUpToDate", "True"), cond("ParametersGenerated", "False", "Bad")], "fail Bad"],
		["that is not up to date", [cond("ResourcesUpToDate", "False", "Bad")], "fail Bad"],
		["that says nothing", [], "pending NotObserved"],
	])("%s", (_what, conditions, wanted) => expect(judged("ApplicationSet", {}, { conditions }).replace(/:.*/, "")).toBe(wanted));
});
