import { type KubeObject, stringAt } from "../../cluster/objects/object.ts";
import { describeDuration } from "../../model/duration.ts";
import { count } from "../../text/wording.ts";
import { condition, elapsed } from "../shared/conditions.ts";
import { readSchedule } from "./schedule.ts";

export interface Overdue {
	readonly outcome: "pending" | "fail" | "unknown";
	readonly reason: string;
	/** Follow its kind and name. */
	readonly words: string;
}

/** The controller looks every ten seconds; a busy one, or a clock that is off, takes longer. */
const grace = 5 * 60_000;
/** One run that is late may still come; several, over this time, do not. */
const several = 3;
const graceMilliseconds = 60 * 60_000;
/** The controller itself gives up counting here. */
const maxMissed = 100;

/**
 * What speaks against a CronJob by its own schedule: a run that was due and did not start, one that hangs and lets no other start, a
 * success that is older than several runs. Null if nothing does. `succeeded`: when the last success ended.
 */
export function overdue(cronJob: KubeObject, jobs: readonly KubeObject[], succeeded: string | null, now: string): Overdue | null {
	const text = stringAt(cronJob, "spec", "schedule");
	if (text === null) return null;
	const scheduled = stringAt(cronJob, "status", "lastScheduleTime");
	const time = (instant: string | null | undefined): number | null => {
		// A recording may hold anything in place of an instant.
		const parsed = typeof instant === "string" ? Date.parse(instant) : Number.NaN;
		return Number.isNaN(parsed) ? null : parsed;
	};
	const started = time(scheduled);
	const created = time(cronJob.metadata.creationTimestamp);
	const schedule = readSchedule(text, stringAt(cronJob, "spec", "timeZone"), started ?? created);
	if (schedule === null) return { outcome: "unknown", reason: "ScheduleUnreadable", words: `has an invalid schedule: ${text}` };
	const instant = Date.parse(now);
	if (!schedule.hasTimeAfter(instant))
		return { outcome: "fail", reason: "ScheduleNeverDue", words: `has a schedule that never occurs: ${text}` };
	const until = instant - grace;
	const from = started ?? created;
	if (from === null) return null;
	const missed = schedule.countBetween(from, until, maxMissed);
	if (missed > 0)
		return late({ cronJob, jobs, missed, from, hasStarted: started !== null, last: schedule.lastBefore(until), now });
	const success = time(succeeded);
	const due = success === null ? 0 : schedule.countBetween(success, until, maxMissed);
	if (success === null || due < several || instant - success < graceMilliseconds) return null;
	const words = `completed a run ${describeDuration(instant - success)} ago, and none of the ${number(due)} that were due since`;
	return { outcome: "fail", reason: "LastSuccessTooOld", words };
}

function late({
	cronJob,
	jobs,
	missed,
	from,
	hasStarted,
	last,
	now,
}: {
	readonly cronJob: KubeObject;
	readonly jobs: readonly KubeObject[];
	readonly missed: number;
	readonly from: number;
	readonly hasStarted: boolean;
	readonly last: number | null;
	readonly now: string;
}): Overdue {
	const instant = Date.parse(now);
	const isOver = missed >= several && instant - from >= graceMilliseconds;
	const outcome = isOver ? "fail" : "pending";
	const active = jobs.find((job) => !hasFinished(job));
	if (active !== undefined && stringAt(cronJob, "spec", "concurrencyPolicy") === "Forbid") {
		const age = elapsed(stringAt(active, "status", "startTime") ?? active.metadata.creationTimestamp, now);
		const lasting = age === null ? "" : ` for ${describeDuration(age)}`;
		const words = `has been running Job ${active.metadata.name}${lasting}, and starts no other until it ends (concurrencyPolicy Forbid): ${number(missed)} ${missed === 1 ? "run is" : "runs are"} due`;
		return { outcome, reason: "RunHangs", words };
	}
	const due = last === null ? "" : `, the last of them ${describeDuration(instant - last)} ago`;
	const since = hasStarted ? `since its last run ${describeDuration(instant - from)} ago` : "since it was created";
	return {
		outcome,
		reason: "RunMissed",
		words: `has not started ${count(missed, "run that was", "runs that were")} due ${since}${due}`,
	};
}

function number(found: number): string {
	return found >= maxMissed ? `more than ${maxMissed}` : String(found);
}

function hasFinished(job: KubeObject): boolean {
	return condition(job, "Complete")?.status === "True" || condition(job, "Failed")?.status === "True";
}
