/**
 * How conditions and reasons are named where a controller follows no table of ours. Types and reasons are CamelCase words; the last of
 * them carries the meaning: `DeploymentDegraded`, `ResolvedRefs`, `DependencyNotReady`.
 * https://github.com/kubernetes/community/blob/main/contributors/devel/sig-architecture/api-conventions.md#typical-status-properties
 */

/** True means that something is wrong. */
const abnormal =
	/(?:Degraded|Stalled|Failed|Failing|Failure|Errors?|Errored|Unhealthy|Unready|Unavailable|Unreachable|Invalid|Conflict(?:ed|ing|s)?|Expired|Missing|Exceeded|Mismatch(?:ed)?|Corrupt(?:ed)?|Lost|Broken|Blocked|Denied|Rejected|TimedOut|Timeout|Fallback|Unresolved|Unschedulable|OutOfSync|Outdated|Stale|Crash(?:ed|Looping)|Pressure)$/;

/** Of those, what its controller sets only when it has given up. */
const final = /(?:Stalled|Failed|Invalid|Expired|Denied|Rejected|Corrupt(?:ed)?|Exceeded)$/;

/** True means that its controller is still at work (kstatus: Reconciling). */
const busy =
	/^(?:Reconciling|Progressing|Updating|Upgrading|Rolling(?:Out|Update)?|Remediating|Scaling(?:Up|Down)?|Migrating|Restoring|Deleting|Terminating|Installing|Provisioning|Creating|Deploying|Initializing)$/;

/** False means that something is wrong or not done yet. */
const normal =
	/(?:Ready|Available|Healthy|Synced|Synchronized|Valid|Validated|Accepted|Programmed|ResolvedRefs|Reconciled|Succeeded|Success|Successful|Established|Bound|Provisioned|Deployed|Installed|Released|Applied|Configured|Connected|Reachable|Resolved|Operational|Serving|Admitted|Initialized|UpToDate|Registered|AsyncOperation|Verified|Approved|Online|InSync|InStorage|Satisfied|Functional)$/;

/** Conditions that mean paused when True. */
const pausing = /^(?:(?:\w*)Paused|(?:\w*)Suspended|Hibernat(?:ed|ing|ion))$/;

export type Polarity = "normal" | "abnormal" | "busy" | "pausing" | "neither";

export function polarityOf(type: string): Polarity {
	// `NotReady`, `NoErrors`: the opposite of the rest of the name.
	const negated = /^(?:Not|No|Non)(?=[A-Z])(.*)$/.exec(type)?.[1];
	if (negated !== undefined) {
		const rest = polarityOf(negated);
		return rest === "normal" ? "abnormal" : rest === "abnormal" ? "normal" : "neither";
	}
	if (pausing.test(type)) return "pausing";
	if (abnormal.test(type)) return "abnormal";
	if (busy.test(type)) return "busy";
	return normal.test(type) ? "normal" : "neither";
}

export function isFinal(type: string): boolean {
	return final.test(type);
}

/** Reasons for which waiting helps. */
const waiting =
	/^(?:Creating|Pending|Progressing|Provisioning|Initiali[sz]ing|Installing|Issuing|Renewing|Waiting\w*|Reconciling|Updating|Upgrading|Starting|Deploying|Scheduling|Scheduled|Requested|Processing|Queued|Running|Ongoing|DoesNotExist|Unknown|Deleting)$|(?:NotReady|NotYet\w*|InProgress|Pending|Progressing|Waiting|Ongoing|Creating|Starting|Initializing)$/;

/** Reasons that do not go away by themselves. */
const permanent =
	/Invalid|Denied|Forbidden|Unauthorized|Rejected|Unsupported|Malformed|Misconfigured|NotAllowed|NotPermitted|(?:BuildFailed|Exceeded|Exhausted|Stalled|Expired|Terminated)$/;

/** Reasons that contradict Ready=True: what it depends on does not exist. */
const contradicting = /(?:Missing|Deleted|NotFound|Failed|Error|Expired|Invalid|Degraded|Unavailable|Skipped|Disabled)$/;

const pausedReason = /(?:Paused|Suspended|Hibernated)$/;

export type ReasonKind = "waiting" | "permanent" | "failing" | "paused";

export function reasonKind(reason: string): ReasonKind {
	if (pausedReason.test(reason)) return "paused";
	if (waiting.test(reason)) return "waiting";
	return permanent.test(reason) ? "permanent" : "failing";
}

export function contradictsReady(reason: string): boolean {
	return contradicting.test(reason) && !/^(?:No|Not)[A-Z]/.test(reason);
}

/** A phase or state in one word. */
const badPhase = /^(?:Failed|Failure|Error|Errored|Degraded|Unhealthy|Lost|Crash\w*|Invalid|Expired|Rejected|Denied)$/i;
const busyPhase =
	/^(?:Pending|Creating|Provisioning|Initializing|Installing|Updating|Upgrading|Progressing|Reconciling|Starting|Deploying|Deleting|Terminating|Queued|Processing|Scaling\w*)$/i;
const pausedPhase = /^(?:Paused|Suspended|Hibernated|Stopped|Halted)$/i;

export function phaseKind(phase: string): "bad" | "busy" | "paused" | null {
	if (badPhase.test(phase)) return "bad";
	if (busyPhase.test(phase)) return "busy";
	return pausedPhase.test(phase) ? "paused" : null;
}

/** An annotation that makes controllers leave an object alone: `PREFIX/paused: "true"`, `strimzi.io/pause-reconciliation`. */
const pauseAnnotation =
	/\/(?:[a-z-]*-)?(?:paused?|suspend(?:ed)?|pause-reconcil\w*|skip-reconcil\w*|hibernat\w*)(?:-reconcil\w*)?$/;

export function isPauseAnnotation(name: string, value: string): boolean {
	return pauseAnnotation.test(name) && !/^(?:false|no|off|0|disabled)$/i.test(value.trim());
}
