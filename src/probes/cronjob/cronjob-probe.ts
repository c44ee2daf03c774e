import type { Cluster } from "../../cluster/cluster.ts";
import { at, type KubeObject, stringAt } from "../../cluster/objects/object.ts";
import { ClusterProblem } from "../../cluster/problem.ts";
import { describeDuration } from "../../model/duration.ts";
import { commandLine } from "../../text/command-line.ts";
import { define } from "../define.ts";
import { durationIn } from "../file/probe-fields.ts";
import { stateOfJob } from "../job/job-state.ts";
import type { ProbeResult, ReadAndJudge } from "../probe.ts";
import { condition, elapsed } from "../shared/conditions.ts";
import { type Lookup, lookUp, notFound, preconditions, reporterFor } from "../shared/lookup.ts";
import { objectName } from "../shared/names.ts";
import { namespaceOf } from "../shared/namespace.ts";
import { controlledBy } from "../shared/ownership.ts";
import { listRight } from "../shared/pods-of.ts";
import { observed } from "../shared/results.ts";
import { overdue } from "./overdue.ts";

export interface CronJobSpec {
	readonly namespace: string;
	readonly name: string;
	/** Milliseconds; null where a success of any age will do. */
	readonly within: number | null;
}

export interface CronJobEvidence {
	readonly cronJob: Lookup;
	/** Those that it controls. */
	readonly jobs: readonly KubeObject[];
	readonly pods: readonly KubeObject[];
}

export const cronJob: ReadAndJudge<CronJobSpec, CronJobEvidence> = {
	name: "cronjob",
	proves: "the last finished Job of a CronJob has completed",
	specify: (fields, reading) => ({
		namespace: namespaceOf(fields, reading),
		name: fields.required("name", objectName(fields, "name")),
		within: durationIn(fields, "within"),
	}),
	describe: ({ name, within }) =>
		`the last run of CronJob ${name} has completed${within === null ? "" : `, not more than ${describeDuration(within)} ago`}`,
	mentions: ({ namespace, name }) => [{ namespace, kind: "CronJob", name }],
	looksFor: ({ name }) => name,
	rights: ({ namespace }) => [
		listRight("batch", "cronjobs", namespace),
		listRight("batch", "jobs", namespace),
		{ ...listRight("", "pods", namespace), optional: true },
	],
	async read({ namespace, name }, { cluster }) {
		const [cronJobs, jobs] = await Promise.all([
			cluster.list({ apiVersion: "batch/v1", kind: "CronJob", namespace }),
			cluster.list({ apiVersion: "batch/v1", kind: "Job", namespace }),
		]);
		const lookup = lookUp(cronJobs, "CronJob", namespace, name);
		const { object } = lookup;
		const owned = object === null ? [] : controlledBy(jobs.objects, object);
		const pods = lastFinished(owned)?.failed === true ? await podsIn(cluster, namespace) : [];
		return { cronJob: lookup, jobs: owned, pods };
	},
	judge: judgeCronJob,
};

/** Pods show why a run failed; without the right to list them, the failure is still reported. */
async function podsIn(cluster: Cluster, namespace: string): Promise<readonly KubeObject[]> {
	try {
		return (await cluster.list({ apiVersion: "v1", kind: "Pod", namespace })).objects;
	} catch (problem) {
		if (problem instanceof ClusterProblem) return [];
		throw problem;
	}
}

function judgeCronJob({ cronJob: lookup, jobs, pods }: CronJobEvidence, { within }: CronJobSpec): ProbeResult {
	const { object, observedAt, namespace } = lookup;
	if (object === null) return notFound(lookup);
	const report = reporterFor(object, "its last finished Job has completed", observedAt);
	const early = preconditions(object, report, { hasStatus: false });
	if (early !== null) return early;
	const last = lastFinished(jobs);
	const list = commandLine`kubectl get -n ${namespace ?? "default"} jobs --sort-by=.metadata.creationTimestamp`;
	if (at(object, "spec", "suspend") === true) {
		const before = last === null ? "" : `; its last run, ${last.job.metadata.name}, ${last.failed ? "failed" : "completed"}`;
		return { ...report("pending", "Suspended", `is suspended: it starts no run${before}`, list), parked: true };
	}
	const scheduled = stringAt(object, "status", "lastScheduleTime");
	const succeeded = stringAt(object, "status", "lastSuccessfulTime");
	// A CronJob that keeps no finished Jobs shows only successes, by its own status, and no failures.
	const kept = jobs.some((job) => (elapsed(scheduled, job.metadata.creationTimestamp ?? "") ?? -1) >= 0);
	if (scheduled !== null && !kept) {
		if ((elapsed(scheduled, succeeded ?? "") ?? -1) < 0)
			return report(
				"pending",
				"RunNotKept",
				`started a run at ${scheduled}, but its Job was deleted; it is not known whether it completed`,
				"set spec.failedJobsHistoryLimit and spec.successfulJobsHistoryLimit to at least 1",
			);
		return recent("completed its last run, but its Job was deleted");
	}
	if (last === null) {
		const late = overdue(object, jobs, succeeded, observedAt);
		if (late !== null) return report(late.outcome, late.reason, late.words, list);
		const active = jobs.length === 0 ? "has not started a run yet" : "has not finished a run yet";
		return report("pending", "NeverFinished", active, list);
	}
	const { job, failed } = last;
	const state = stateOfJob(job, pods, observedAt);
	const seen = observed(job, "condition Complete is True", state.words, observedAt);
	if (failed)
		return report(
			"fail",
			"LastRunFailed",
			`failed in its last finished run: Job ${job.metadata.name} ${state.words}`,
			state.hint,
			[seen],
		);
	if (state.outcome !== "pass")
		return report(state.outcome, state.reason, `has a last run, Job ${job.metadata.name}, that ${state.words}`, state.hint, [
			seen,
		]);
	return recent(`completed its last finished run, Job ${job.metadata.name}`);

	function recent(words: string): ProbeResult {
		const cronJob = object;
		if (cronJob === null) return notFound(lookup);
		const end = last === null || last.end === null || (succeeded !== null && succeeded > last.end) ? succeeded : last.end;
		const age = elapsed(end, observedAt);
		const ago = age === null ? "" : `, ${describeDuration(age)} ago`;
		const more = last === null ? [] : [observed(last.job, "condition Complete is True", "it is", observedAt)];
		if (within !== null && (age === null || age > within))
			return report("fail", "LastSuccessTooOld", `${words}${ago}, which is more than ${describeDuration(within)}`, list, more);
		const late = overdue(cronJob, jobs, end, observedAt);
		if (late !== null) return report(late.outcome, late.reason, late.words, list, more);
		return report("pass", "LastRunCompleted", `${words}${ago}`, null, more);
	}
}

interface Finished {
	readonly job: KubeObject;
	readonly failed: boolean;
	readonly end: string | null;
}

/** By the time when it finished; a Job that is still running proves nothing. */
function lastFinished(jobs: readonly KubeObject[]): Finished | null {
	let last: Finished | null = null;
	for (const job of jobs) {
		const failed = condition(job, "Failed");
		const complete = condition(job, "Complete");
		const finished = failed?.status === "True" ? failed : complete?.status === "True" ? complete : null;
		if (finished === null) continue;
		const end = finished.since ?? stringAt(job, "status", "completionTime") ?? job.metadata.creationTimestamp ?? null;
		const later = last === null ? 1 : String(end ?? "").localeCompare(String(last.end ?? ""));
		if (later > 0 || (later === 0 && finished === failed)) last = { job, failed: finished === failed, end };
	}
	return last;
}

export const cronJobProbe = define(cronJob);
