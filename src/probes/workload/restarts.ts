import { type KubeObject, listAt, stringAt } from "../../cluster/objects/object.ts";
import { describeDuration } from "../../model/duration.ts";
import { condition, elapsed } from "../shared/conditions.ts";
import { type ContainerState, containerStates } from "../shared/pods.ts";

/** A container whose only previous run was longer is not in a crash loop. */
const maxPreviousLength = 10 * 60_000;
/** Memory that leaks fills again: one that was killed for it has to outlive this. */
const afterOutOfMemory = 60 * 60_000;
/** After a day without restarts, a pod is stable, regardless of earlier ones. */
const steady = 24 * 60 * 60_000;
/** From this many restarts on, their rate counts. */
const several = 3;

/**
 * Init containers that run alongside the others as long as the pod does.
 * https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export function sidecarsOf(pod: KubeObject): ReadonlySet<string> {
	return new Set(
		listAt(pod, "spec", "initContainers")
			.filter((container) => stringAt(container, "restartPolicy") === "Always")
			.map((container) => stringAt(container, "name") ?? ""),
	);
}

/**
 * Why a ready pod does not count as stable yet: it became ready, or one of its containers restarted, too recently. A container that ended
 * before must run longer than its previous run, and one that ended several times, twice the mean; otherwise one that dies every hour would
 * be green for most of each hour. Null if it is stable. `stable` in milliseconds.
 */
export function unstable(pod: KubeObject, stable: number, now: string): string | null {
	const name = pod.metadata.name;
	const ready = elapsed(condition(pod, "Ready")?.since, now);
	if (ready !== null && ready < stable)
		return ready < 0
			? `pod ${name} became ready ${describeDuration(-ready)} from now by its node's clock, which is ahead`
			: `pod ${name} has been ready for ${describeDuration(ready)} only`;
	const sidecars = sidecarsOf(pod);
	for (const state of containerStates(pod)) {
		if ((state.init && !sidecars.has(state.name)) || state.restarts === 0) continue;
		// The kubelet forgets when a container ended; a restart makes the pod unready, so it has run since that at most.
		const running = elapsed(state.runningSince, now) ?? ready;
		if (running === null) return `container ${state.name} of pod ${name} ${again(state)}, and does not say when it started`;
		if (running < neededBy(pod, state, running, stable, now)) {
			const last = state.lastTerminated;
			const why =
				last === null
					? ""
					: ` (${last.reason === "OOMKilled" ? "killed for its memory, " : ""}exit code ${last.exitCode} before)`;
			return `container ${state.name} of pod ${name} ${again(state)}, and runs for ${describeDuration(running)} only${why}`;
		}
	}
	return null;
}

function neededBy(
	pod: KubeObject,
	{ restarts, lastTerminated: last }: ContainerState,
	running: number,
	stable: number,
	now: string,
): number {
	const previous =
		last === null || last.startedAt === null || last.finishedAt === null ? 0 : (elapsed(last.startedAt, last.finishedAt) ?? 0);
	const once = Math.max(stable, Math.min(previous + stable, maxPreviousLength));
	const memory = last?.reason === "OOMKilled" ? afterMemory(restarts, last.finishedAt) : 0;
	const age = elapsed(stringAt(pod, "status", "startTime") ?? pod.metadata.creationTimestamp, now);
	const rate = restarts >= several && age !== null ? Math.min(steady, (2 * Math.max(0, age - running)) / restarts) : 0;
	return Math.max(once, memory, rate);
}

/**
 * How long a container must run after it was killed for its memory. If the kubelet no longer reports the time, several kills may all be
 * recent.
 */
function afterMemory(restarts: number, finishedAt: string | null): number {
	return restarts >= several && finishedAt === null ? steady : afterOutOfMemory;
}

function again({ restarts }: ContainerState): string {
	return `restarted ${restarts} ${restarts === 1 ? "time" : "times"}`;
}
