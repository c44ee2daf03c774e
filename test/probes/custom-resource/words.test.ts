import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { isCustom, judgeCustomResource } from "../../../src/probes/custom-resource/judge-custom-resource.ts";
import {
	contradictsReady,
	isFinal,
	isPauseAnnotation,
	phaseKind,
	polarityOf,
	reasonKind,
} from "../../../src/probes/custom-resource/vocabulary.ts";
import { cond, minutesAgo, now, object } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

const ready = cond("Ready", "True", "Ready");
const widget = (parts: { readonly spec?: Fields; readonly status?: Fields; readonly metadata?: Fields }): KubeObject =>
	object({
		apiVersion: "example.com/v1",
		kind: "Widget",
		name: "x",
		metadata: { generation: 2, ...parts.metadata },
		spec: parts.spec ?? {},
		status: { conditions: [ready], ...parts.status },
	});
const judged = (each: KubeObject): string => {
	const { outcome, reason, parked, message } = judgeCustomResource(each, now);
	return `${parked === true ? "parked" : outcome} ${reason}: ${message.replace("Widget x ", "")}`;
};

describe("a condition", () => {
	it.each([
		["Degraded", "abnormal"],
		["StorageDegraded", "abnormal"],
		["DegradedMode", "neither"],
		["Error", "abnormal"],
		["Errors", "abnormal"],
		["Conflict", "abnormal"],
		["Conflicts", "abnormal"],
		["Mismatch", "abnormal"],
		["VersionMismatched", "abnormal"],
		["Corrupt", "abnormal"],
		["Corrupted", "abnormal"],
		["CrashLooping", "abnormal"],
		["NotReady", "abnormal"],
		["NoneReady", "normal"],
		["NonCompliantReady", "abnormal"],
		["NoErrors", "normal"],
		["NotDegraded", "normal"],
		["NotPaused", "neither"],
		["Notready", "neither"],
		["Rolling", "busy"],
		["RollingOut", "busy"],
		["RollingUpdate", "busy"],
		["ScalingUp", "busy"],
		["Scaling", "busy"],
		["PodScaling", "neither"],
		["ScalingLimited", "neither"],
		["Ready", "normal"],
		["PodReady", "normal"],
		["ReadyToGo", "neither"],
		["LastAsyncOperation", "normal"],
		["Paused", "pausing"],
		["ReconciliationPaused", "pausing"],
		["Suspended", "pausing"],
		["Hibernated", "pausing"],
		["Hibernating", "pausing"],
		["HibernationReady", "normal"],
		["PausedOnce", "neither"],
	])("%s is %s", (type, wanted) => expect(polarityOf(type)).toBe(wanted));

	it("that its controller sets only in the end is final", () => {
		for (const type of ["Stalled", "SyncFailed", "Invalid", "Expired", "Denied", "Corrupt", "Corrupted", "LimitExceeded"])
			expect(isFinal(type)).toBe(true);
		for (const type of ["Degraded", "FailedOnce", "Failing"]) expect(isFinal(type)).toBe(false);
	});
});

describe("a reason", () => {
	it.each([
		["Creating", "waiting"],
		["WaitingForVolume", "waiting"],
		["VolumeNotReady", "waiting"],
		["NotYetObserved", "waiting"],
		["SyncNotYet", "waiting"],
		["UpdateInProgress", "waiting"],
		["Initialising", "waiting"],
		["Initializing", "waiting"],
		["CreatingFailed", "failing"],
		["NotReadyNodes", "failing"],
		["ReconciliationPaused", "paused"],
		["PausedOnce", "failing"],
		["SpecInvalid", "permanent"],
		["InvalidSpec", "permanent"],
		["QuotaExceeded", "permanent"],
		["ExceededOnce", "failing"],
		["CheckFailed", "failing"],
		["", "failing"],
	])("%s is %s", (reason, wanted) => expect(reasonKind(reason)).toBe(wanted));

	it.each([
		["TargetMissing", true],
		["SyncFailed", true],
		["MissingNothing", false],
		["NoTargetMissing", false],
		["NotFailed", false],
		["NotificationFailed", true],
		["NodeFailed", true],
		["Normal", false],
	])("%s contradicts Ready: %s", (reason, wanted) => expect(contradictsReady(reason)).toBe(wanted));
});

describe("a phase", () => {
	it.each<[string, string | null]>([
		["Failed", "bad"],
		["failed", "bad"],
		["CrashLoopBackOff", "bad"],
		["FailedOver", null],
		["NotFailed", null],
		["Creating", "busy"],
		["ScalingUp", "busy"],
		["Recreating", null],
		["CreatingSoon", null],
		["Paused", "paused"],
		["UnPaused", null],
		["PausedOnce", null],
		["Running", null],
	])("%s is %s", (phase, wanted) => expect(phaseKind(phase)).toBe(wanted));

	it.each<[string, Fields, string]>([
		["that is bad", { phase: "Failed" }, "fail Failed: is Failed by its phase"],
		["that is bad, with why", { phase: "Failed", message: "no disk" }, "fail Failed: is Failed by its phase: no disk"],
		["that is bad, in small letters", { state: "crash-loop" }, "pass Ready: is ready"],
		["of its state", { state: "error" }, "fail Error: is error by its state"],
		["that is busy", { state: "creating", message: "1 of 2" }, "pending Creating: is creating by its state: 1 of 2"],
		["that is fine", { phase: "Running", message: "x" }, "pass Ready: is ready"],
	])("%s", (_what, status, wanted) => expect(judged(widget({ status }))).toBe(wanted));
});

describe("a status", () => {
	it.each<[string, Fields, string]>([
		["with a failure", { failureMessage: "no disk" }, "fail Failed: has failed: no disk"],
		["with the reason of one", { failureReason: "NoDisk" }, "fail Failed: has failed: NoDisk"],
		["with an empty failure", { failureMessage: "" }, "pass Ready: is ready"],
		["that expires now", { notAfter: now }, `fail Expired: expired 0 s ago (notAfter ${now})`],
		[
			"that expired within a part",
			{ a: { expiryDate: minutesAgo(5) } },
			`fail Expired: expired 5 min ago (expiryDate ${minutesAgo(5)})`,
		],
		["that expired further down", { a: { b: { expiryDate: minutesAgo(5) } } }, "pass Ready: is ready"],
		["that expires later", { expiration: minutesAgo(-5), a: { expires: minutesAgo(-5) } }, "pass Ready: is ready"],
		["that expires at no time", { expires: "never", validUntil: 7 }, "pass Ready: is ready"],
	])("%s", (_what, status, wanted) => expect(judged(widget({ status }))).toBe(wanted));

	it.each([
		"notAfter",
		"validUntil",
		"validTo",
		"expires",
		"expiresAt",
		"expiresOn",
		"expiry",
		"expiration",
		"expiryDate",
		"expirationTime",
		"expirationTimestamp",
		"EXPIRES",
	])("that expired by %s", (name) => expect(judged(widget({ status: { [name]: minutesAgo(5) } }))).toMatch(/^fail Expired/));

	it.each(["notAfterwards", "lastExpiry", "expiresSoon", "renewed"])("with a time, %s, that is not an expiry", (name) =>
		expect(judged(widget({ status: { [name]: minutesAgo(5) } }))).toBe("pass Ready: is ready"),
	);
});

describe("an annotation", () => {
	it.each([
		["example.com/paused", "true", true],
		["example.com/pause", "", true],
		["example.com/suspend", "yes", true],
		["example.com/suspended", "true", true],
		["example.com/pause-reconciliation", "true", true],
		["example.com/skip-reconcile", "1", true],
		["autoscaling.keda.sh/paused-replicas", "0", false],
		["example.com/reconcile-paused", "true", true],
		["example.com/hibernation", "on", true],
		["example.com/paused", "false", false],
		["example.com/paused", " FALSE ", false],
		["example.com/paused", "no", false],
		["example.com/paused", "off", false],
		["example.com/paused", "0", false],
		["example.com/paused", "disabled", false],
		["example.com/paused", "nothing", true],
		["example.com/paused-by", "Jo", false],
		["example.com/unpaused", "true", false],
		["paused", "true", false],
	])("%s: %s pauses: %s", (name, value, wanted) => expect(isPauseAnnotation(name, value)).toBe(wanted));
});

describe("a kind is of a controller of its own", () => {
	it.each([
		["example.com/v1", true],
		["gateway.networking.k8s.io/v1", true],
		["apps/v1", false],
		["v1", false],
		["networking.k8s.io/v1", false],
		["k8s.io/v1", false],
		["notk8s.io/v1", true],
		["k8s.io.example.com/v1", true],
	])("in %s: %s", (apiVersion, wanted) => expect(isCustom(object({ apiVersion, kind: "Gateway", name: "x" }))).toBe(wanted));
});
