import { at, type KubeObject, numberAt, stringAt } from "../../cluster/objects/object.ts";
import { describeDuration } from "../../model/duration.ts";
import { commandLine } from "../../text/command-line.ts";
import { count } from "../../text/wording.ts";
import { condition, elapsed, isTrue } from "../shared/conditions.ts";
import { counterAt } from "../shared/lookup.ts";
import { isControlledBy, labelsOf } from "../shared/ownership.ts";
import { diagnosePod, hasEnded, type PodIssue } from "../shared/pods.ts";

/** The state of a Job, by its conditions and never by counters if there is a condition. `words` follow its kind and name. */
export interface JobState {
	readonly outcome: "pass" | "pending" | "fail";
	readonly reason: string;
	readonly words: string;
	readonly hint?: string | null;
	/** Only with `pending`: it is suspended. */
	readonly parked?: true;
}

/** `pods` those in the Job's namespace; `now` the server's clock. */
export function stateOfJob(job: KubeObject, pods: readonly KubeObject[], now: string): JobState {
	const own = pods.filter((pod) => isControlledBy(pod, job));
	const failed = condition(job, "Failed");
	if (failed?.status === "True") return failure("Failed", "has failed", failed, own, now);
	const failing = condition(job, "FailureTarget");
	if (failing?.status === "True") return failure("Failing", "is failing", failing, own, now);
	const complete = condition(job, "Complete");
	if (complete?.status === "True") return completed(job, complete.since, now);
	if (at(job, "spec", "suspend") === true || isTrue(job, "Suspended"))
		return {
			outcome: "pending",
			reason: "Suspended",
			words: `is suspended${suspendedBy(job)}: it does nothing until it is resumed`,
			...resume(job),
			parked: true,
		};
	if (numberAt(job, "spec", "parallelism") === 0)
		return { outcome: "pending", reason: "Parked", words: "is parked: its parallelism is 0, so it starts no pod", parked: true };
	if (isTrue(job, "SuccessCriteriaMet"))
		return { outcome: "pending", reason: "Finishing", words: "has met its success criteria, and its last pods are ending" };
	return running(job, own, now);
}

function completed(job: KubeObject, since: string | null, now: string): JobState {
	const pending = (reason: string, words: string, hint?: string | null): JobState => ({
		outcome: "pending",
		reason,
		words,
		...(hint === undefined ? {} : { hint }),
	});
	const suspended = condition(job, "Suspended");
	if (at(job, "spec", "suspend") === true || suspended?.status === "True")
		return { ...pending("Suspended", "is Complete, but is suspended", resume(job).hint), parked: true };
	const resumed = since === null ? null : elapsed(since, suspended?.since ?? since);
	const restarted = since === null ? null : elapsed(since, stringAt(job, "status", "startTime") ?? since);
	if ((resumed ?? 0) > 0 || (restarted ?? 0) > 0) return pending("Resumed", "is Complete, but was resumed since");
	const active = counterAt(job, "status", "active");
	const ready = counterAt(job, "status", "ready");
	if (active !== 0 || ready !== 0) return pending("Running", "is Complete, but still has active pods");
	const terminating = counterAt(job, "status", "terminating");
	if (terminating !== 0)
		return pending(
			"PodsTerminating",
			`is Complete, but ${count(terminating ?? 1, "pod")} of it still end${terminating === 1 ? "s" : ""}`,
		);
	if (numberAt(job, "spec", "completions") === 0)
		return { outcome: "fail", reason: "RanNothing", words: "is complete but ran nothing: its completions are 0" };
	const ago = elapsed(since, now);
	return { outcome: "pass", reason: "Complete", words: `completed${ago === null ? "" : ` ${describeDuration(ago)} ago`}` };
}

function failure(
	reason: string,
	words: string,
	found: { readonly reason: string; readonly message: string },
	pods: readonly KubeObject[],
	now: string,
): JobState {
	const why = [found.reason, found.message].filter((part) => part !== "").join(": ");
	const issue = newestFirst(pods)
		.map((pod) => diagnosePod(pod, now))
		.find((candidate) => candidate !== null && candidate.reason !== "Completed" && candidate.reason !== "Terminating");
	const pod = issue === undefined || issue === null ? "" : `; ${issue.message}`;
	return {
		outcome: "fail",
		reason,
		words: `${words}${why === "" ? "" : ` (${why})`}${pod}`,
		...(issue === undefined || issue === null ? {} : { hint: issue.next }),
	};
}

function running(job: KubeObject, pods: readonly KubeObject[], now: string): JobState {
	const started = stringAt(job, "status", "startTime");
	const time = elapsed(started ?? job.metadata.creationTimestamp, now);
	const since = time === null ? "" : ` for ${describeDuration(time)}`;
	const live = newestFirst(pods).filter((pod) => !hasEnded(pod));
	const issues = live.map((pod) => diagnosePod(pod, now)).filter((issue) => issue !== null);
	const stuck = issues.find(isStuck);
	if (stuck !== undefined)
		return {
			outcome: "fail",
			reason: stuck.reason,
			words: `has been running${since}, and cannot go on: ${stuck.message}`,
			hint: stuck.next,
		};
	if (live.length === 0) {
		const last = newestFirst(pods).find((pod) => stringAt(pod, "status", "phase") === "Failed");
		const issue = last === undefined ? null : diagnosePod(last, now);
		if (issue !== null)
			return {
				outcome: "pending",
				reason: "Retrying",
				words: `has been running${since}, and will try again: ${issue.message}`,
				hint: issue.next,
			};
		return { outcome: "pending", reason: "NotStarted", words: `has had no pod${since}` };
	}
	const first = issues[0];
	if (first !== undefined)
		return { outcome: "pending", reason: "Running", words: `has been running${since}: ${first.message}`, hint: first.next };
	return { outcome: "pending", reason: "Running", words: `has been running${since}, with ${count(live.length, "active pod")}` };
}

/** A container that crashes is restarted as often as the Job allows; one that cannot be created waits forever. */
function isStuck(issue: PodIssue): boolean {
	return issue.permanent && issue.reason !== "CrashLoopBackOff";
}

function newestFirst(pods: readonly KubeObject[]): KubeObject[] {
	const created = (pod: KubeObject): string => String(pod.metadata.creationTimestamp ?? "");
	return [...pods].sort((a, b) => (created(a) < created(b) ? 1 : created(a) > created(b) ? -1 : 0));
}

/** Kueue suspends the Jobs of its queues until there is capacity, and the owner of a managed Job resumes it. */
function queueOf(job: KubeObject): string | null {
	const queue = labelsOf(job)["kueue.x-k8s.io/queue-name"];
	if (queue !== undefined) return `Kueue (queue ${queue})`;
	const manager = stringAt(job, "spec", "managedBy");
	if (manager !== null && manager !== "kubernetes.io/job-controller") return manager;
	const owner = job.metadata.ownerReferences?.find(({ controller, kind }) => controller === true && kind !== "CronJob");
	return owner === undefined ? null : `${owner.kind} ${owner.name}`;
}

function suspendedBy(job: KubeObject): string {
	const queue = queueOf(job);
	return queue === null ? "" : ` by ${queue}`;
}

function resume(job: KubeObject): { readonly hint?: string | null } {
	if (queueOf(job) !== null) return {};
	const { namespace = "default", name } = job.metadata;
	return { hint: commandLine`kubectl patch -n ${namespace} job/${name} --type=merge -p '{"spec":{"suspend":false}}'` };
}
