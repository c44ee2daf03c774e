import { at, type KubeObject, listAt, numberAt, stringAt } from "../../cluster/objects/object.ts";
import { describeDuration } from "../../model/duration.ts";
import { commandLine, quoted } from "../../text/command-line.ts";
import { condition, elapsed, isTrue } from "./conditions.ts";
import { isTerminating } from "./ownership.ts";

/** What keeps a pod from being ready, in the words of its own status. */
export interface PodIssue {
	readonly pod: KubeObject;
	/** Waiting does not resolve it. */
	readonly permanent: boolean;
	/** CamelCase, mostly the kubelet's own: `CrashLoopBackOff`. */
	readonly reason: string;
	/** "pod x is in CrashLoopBackOff: container sa exited with code 1 (Error), restarted 5 times" */
	readonly message: string;
	/** The kubectl command that shows more. */
	readonly next: string | null;
}

export interface ContainerState {
	readonly name: string;
	readonly init: boolean;
	readonly ready: boolean;
	readonly restarts: number;
	readonly waiting: { readonly reason: string; readonly message: string } | null;
	readonly runningSince: string | null;
	readonly terminated: Termination | null;
	readonly lastTerminated: Termination | null;
}

export interface Termination {
	readonly exitCode: number;
	readonly reason: string;
	readonly message: string;
	readonly startedAt: string | null;
	readonly finishedAt: string | null;
}

/** Whether the pod serves: by its Ready condition, not by a container's `ready`, and not while it is being deleted. */
export function isReady(pod: KubeObject): boolean {
	return !isTerminating(pod) && isTrue(pod, "Ready") && stringAt(pod, "status", "phase") !== "Failed";
}

/** Finished, with or without success: it will not serve again. */
export function hasEnded(pod: KubeObject): boolean {
	const phase = stringAt(pod, "status", "phase");
	return phase === "Succeeded" || phase === "Failed";
}

export function containerStates(pod: KubeObject): ContainerState[] {
	const states = (field: string, init: boolean): ContainerState[] =>
		listAt(pod, "status", field).map((status) => ({
			name: stringAt(status, "name") ?? "",
			init,
			ready: at(status, "ready") === true,
			restarts: numberAt(status, "restartCount") ?? 0,
			waiting:
				stringAt(status, "state", "waiting", "reason") === null
					? null
					: {
							reason: stringAt(status, "state", "waiting", "reason") ?? "",
							message: stringAt(status, "state", "waiting", "message") ?? "",
						},
			runningSince: stringAt(status, "state", "running", "startedAt"),
			terminated: termination(status, "state"),
			lastTerminated: termination(status, "lastState"),
		}));
	return [...states("initContainerStatuses", true), ...states("containerStatuses", false)];
}

function termination(status: unknown, field: "state" | "lastState"): Termination | null {
	const exitCode = numberAt(status, field, "terminated", "exitCode");
	if (exitCode === null) return null;
	return {
		exitCode,
		reason: stringAt(status, field, "terminated", "reason") ?? "",
		message: stringAt(status, field, "terminated", "message") ?? "",
		startedAt: stringAt(status, field, "terminated", "startedAt"),
		finishedAt: stringAt(status, field, "terminated", "finishedAt"),
	};
}

/** Waiting reasons of the kubelet that need a fix. A single failed pull (`ErrImagePull`) is retried. */
const permanentWaits = new Set([
	"CrashLoopBackOff",
	"ImagePullBackOff",
	"InvalidImageName",
	"ErrImageNeverPull",
	"CreateContainerConfigError",
	"CreateContainerError",
	"RunContainerError",
]);

/** Why a pod is not ready; null if it is. `now` is the server's clock. */
export function diagnosePod(pod: KubeObject, now: string): PodIssue | null {
	if (isReady(pod)) return null;
	const name = pod.metadata.name;
	const namespace = pod.metadata.namespace ?? "default";
	const describe = commandLine`kubectl describe -n ${namespace} pod/${name}`;
	const issue = (permanent: boolean, reason: string, message: string, next: string | null = describe): PodIssue => ({
		pod,
		permanent,
		reason,
		message: `pod ${name} ${message}`,
		next,
	});
	if (isTerminating(pod)) return issue(false, "Terminating", "is being deleted");
	const phase = stringAt(pod, "status", "phase");
	const states = containerStates(pod);
	if (phase === "Failed") {
		const failed = states.find((state) => (state.terminated?.exitCode ?? 0) !== 0);
		const reason = stringAt(pod, "status", "reason") ?? "Failed";
		const detail = stringAt(pod, "status", "message") ?? "";
		// The kubelet reports that it ended a pod, and why; an exit code of 137 would hide it.
		if (reason === "Evicted" || reason === "Preempting" || reason === "NodeShutdown" || reason === "DeadlineExceeded")
			return issue(true, reason, `has failed: ${[reason, detail].filter((part) => part !== "").join(": ")}`);
		const because = failed === undefined ? detail || reason : ended(failed, failed.terminated);
		return issue(true, reason, `has failed: ${because}`, failed === undefined ? describe : logs(namespace, name, failed, false));
	}
	if (phase === "Succeeded") return issue(true, "Completed", "has ended and no longer serves");
	for (const state of states) {
		if (state.waiting === null || ["ContainerCreating", "PodInitializing"].includes(state.waiting.reason)) continue;
		const { reason, message } = state.waiting;
		const kind = state.init ? "init container" : "container";
		const previous = state.lastTerminated === null ? null : ended(state, state.lastTerminated);
		if (reason === "CrashLoopBackOff") {
			const times = `restarted ${state.restarts} ${state.restarts === 1 ? "time" : "times"}`;
			const detail = previous === null ? `${kind} ${state.name}, ${times}` : `${previous}, ${times}`;
			return issue(true, reason, `is in CrashLoopBackOff: ${detail}`, logs(namespace, name, state, true));
		}
		const detail = message === "" ? `${kind} ${state.name}` : `${kind} ${state.name}: ${message}`;
		return issue(permanentWaits.has(reason), reason, `is in ${reason}: ${detail}`);
	}
	for (const state of states) {
		if (state.terminated === null || (state.init && state.terminated.exitCode === 0)) continue;
		return issue(false, "ContainerEnded", `is not ready: ${ended(state, state.terminated)}`, logs(namespace, name, state, false));
	}
	const scheduled = condition(pod, "PodScheduled");
	if (scheduled !== null && scheduled.status !== "True") {
		const waits = elapsed(scheduled.since ?? pod.metadata.creationTimestamp, now);
		const since = waits === null ? "" : ` for ${describeDuration(waits)}`;
		const because = scheduled.message === "" ? scheduled.reason : scheduled.message;
		return issue(false, scheduled.reason || "Unscheduled", `waits for a node${since}: ${because}`);
	}
	const gate = condition(pod, "Ready");
	const age = elapsed(gate?.since ?? pod.metadata.creationTimestamp, now);
	const since = age === null ? "" : ` for ${describeDuration(age)}`;
	const starting = states.find((state) => state.waiting !== null);
	if (starting !== undefined)
		return issue(false, starting.waiting?.reason ?? "Starting", `has been starting${since}: container ${starting.name}`);
	const sidecars = listAt(pod, "spec", "initContainers")
		.filter((container) => stringAt(container, "restartPolicy") === "Always")
		.map((container) => stringAt(container, "name"));
	const unready = states
		.filter((state) => !state.ready && (!state.init || sidecars.includes(state.name)))
		.map((state) => state.name);
	if (unready.length > 0)
		return issue(false, "NotReady", `has not been ready${since}: the readiness of ${unready.join(", ")} fails`);
	const gates = listAt(pod, "spec", "readinessGates")
		.map((entry) => stringAt(entry, "conditionType"))
		.filter((type) => type !== null && condition(pod, type)?.status !== "True");
	if (gates.length > 0)
		return issue(
			false,
			gate?.reason || "NotReady",
			`has not been ready${since}: its readiness gate ${gates.join(", ")} is not met`,
		);
	if (states.length === 0)
		return issue(false, "NotStarted", `has not been started${since}: the kubelet of its node has not reported on it`);
	const message = gate === null || gate.message === "" ? "its Ready condition is not True" : gate.message;
	return issue(false, gate?.reason || "NotReady", `has not been ready${since}: ${message}`);
}

function ended(state: ContainerState, end: Termination | null): string {
	const kind = state.init ? "init container" : "container";
	if (end === null) return `${kind} ${state.name} ended`;
	const why = [end.reason, end.message].filter((part) => part !== "" && part !== "Error").join(": ");
	return `${kind} ${state.name} exited with code ${end.exitCode}${why === "" ? "" : ` (${why.slice(0, 300)})`}`;
}

function logs(namespace: string, pod: string, state: ContainerState, previous: boolean): string | null {
	return commandLine`kubectl logs -n ${namespace} pod/${pod} -c ${state.name}${previous ? quoted` --previous` : quoted``}`;
}
