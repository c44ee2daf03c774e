import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { overdue } from "../../../src/probes/cronjob/overdue.ts";
import { readSchedule } from "../../../src/probes/cronjob/schedule.ts";
import { cond, minutesAgo, now, object } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

interface Life {
	readonly schedule?: unknown;
	readonly spec?: Fields;
	/** Minutes since it was created, since its last run began, and since its last success ended. */
	readonly created?: number | null;
	readonly started?: number | null;
	readonly succeeded?: number | null;
	readonly jobs?: readonly KubeObject[];
}

const jobOf = (status: Fields, created = 30): KubeObject =>
	object({ apiVersion: "batch/v1", kind: "Job", name: "run", metadata: { creationTimestamp: minutesAgo(created) }, status });

/** `now` is noon. */
function judged({
	schedule = "0 * * * *",
	spec = {},
	created = 10_000,
	started = null,
	succeeded = null,
	jobs = [],
}: Life): string | null {
	const cronJob = object({
		apiVersion: "batch/v1",
		kind: "CronJob",
		name: "x",
		metadata: { creationTimestamp: created === null ? undefined : minutesAgo(created) },
		spec: { schedule, ...spec },
		status: started === null ? {} : { lastScheduleTime: minutesAgo(started) },
	});
	const found = overdue(cronJob, jobs, succeeded === null ? null : minutesAgo(succeeded), now);
	return found === null ? null : `${found.outcome} ${found.reason}: ${found.words}`;
}

describe("a CronJob is on time", () => {
	it.each<[string, Life]>([
		["that ran when it was due last", { started: 60, succeeded: 59 }],
		["whose run is late by less than five minutes", { schedule: "56 11 * * *", started: 24 * 60 + 4, succeeded: 24 * 60 }],
		["that is younger than its schedule", { created: 30 }],
		["of which nothing is said", { created: null }],
		["without a schedule", { schedule: null }],
		["with two runs since its last success", { started: 60, succeeded: 150 }],
		["with several runs within an hour since its last success", { schedule: "*/10 * * * *", started: 10, succeeded: 59 }],
	])("%s", (_what, life) => expect(judged(life)).toBeNull());
});

describe("a CronJob is late", () => {
	it.each<[string, Life, string]>([
		[
			"whose run is late by five minutes",
			{ schedule: "55 11 * * *", started: 24 * 60 + 5, succeeded: 24 * 60 },
			"pending RunMissed: has not started 1 run that was due since its last run 24 h ago, the last of them 5 min ago",
		],
		[
			"by two runs",
			{ started: 240, succeeded: 239 },
			"fail RunMissed: has not started 3 runs that were due since its last run 4 h ago, the last of them 60 min ago",
		],
		[
			"by three runs within an hour",
			{ schedule: "*/10 * * * *", started: 50, succeeded: 49 },
			"pending RunMissed: has not started 4 runs that were due since its last run 50 min ago, the last of them 10 min ago",
		],
		[
			"by two runs over an hour",
			{ started: 180, succeeded: 179 },
			"pending RunMissed: has not started 2 runs that were due since its last run 3 h ago, the last of them 60 min ago",
		],
		[
			"that never ran",
			{ created: 250 },
			"fail RunMissed: has not started 4 runs that were due since it was created, the last of them 60 min ago",
		],
		[
			"whose successes are old",
			{ started: 60, succeeded: 240 },
			"fail LastSuccessTooOld: completed a run 4 h ago, and none of the 3 that were due since",
		],
		[
			"whose successes are very old",
			{ started: 60, succeeded: 10_000 },
			"fail LastSuccessTooOld: completed a run 7 days ago, and none of the more than 100 that were due since",
		],
		["that is never due", { schedule: "0 0 30 2 *" }, "fail ScheduleNeverDue: has a schedule that never occurs: 0 0 30 2 *"],
		["of a schedule that is none", { schedule: "often" }, "unknown ScheduleUnreadable: has an invalid schedule: often"],
		[
			"in a zone that is none",
			{ spec: { timeZone: "Europe/Nowhere" } },
			"unknown ScheduleUnreadable: has an invalid schedule: 0 * * * *",
		],
	])("%s", (_what, life, wanted) => expect(judged(life)).toBe(wanted));

	it("by the zone that it names", () => {
		// 20:30 in Tokyo is 11:30 here.
		const life: Life = { schedule: "30 20 * * *", started: 24 * 60 + 30, succeeded: 24 * 60 };
		expect(judged({ ...life, spec: { timeZone: "Asia/Tokyo" } })).toContain("the last of them 30 min ago");
		expect(judged({ ...life, spec: { timeZone: "Asia/Tokyo" }, started: 30 })).toBeNull();
	});
});

describe("a run that hangs", () => {
	const forbid = { concurrencyPolicy: "Forbid" };
	const late: Life = { started: 240, succeeded: 300 };

	it.each<[string, Life, string]>([
		[
			"lets no other start",
			{ ...late, spec: forbid, jobs: [jobOf({ startTime: minutesAgo(240) })] },
			"fail RunHangs: has been running Job run for 4 h, and starts no other until it ends (concurrencyPolicy Forbid): 3 runs are due",
		],
		[
			"since it was created",
			{ ...late, spec: forbid, jobs: [jobOf({}, 90)] },
			"fail RunHangs: has been running Job run for 90 min, and starts no other until it ends (concurrencyPolicy Forbid): 3 runs are due",
		],
		[
			"for one run",
			{ started: 120, succeeded: 180, spec: forbid, jobs: [jobOf({ startTime: minutesAgo(120) })] },
			"pending RunHangs: has been running Job run for 2 h, and starts no other until it ends (concurrencyPolicy Forbid): 1 run is due",
		],
	])("%s", (_what, life, wanted) => expect(judged(life)).toBe(wanted));

	it("is none where it has ended, or where others may start beside it", () => {
		for (const type of ["Complete", "Failed"])
			expect(judged({ ...late, spec: forbid, jobs: [jobOf({ conditions: [cond(type, "True")] })] })).toMatch(/^fail RunMissed/);
		expect(judged({ ...late, spec: forbid, jobs: [jobOf({ conditions: [cond("Complete", "False")] })] })).toMatch(
			/^fail RunHangs/,
		);
		expect(judged({ ...late, spec: { concurrencyPolicy: "Allow" }, jobs: [jobOf({})] })).toMatch(/^fail RunMissed/);
		expect(judged({ ...late, jobs: [jobOf({})] })).toMatch(/^fail RunMissed/);
	});
});

describe("a schedule", () => {
	const at = (time: string): number => Date.parse(`2026-11-24T${time}Z`);
	const between = (
		text: string,
		after: string,
		until: string,
		zone: string | null = null,
		known: string | null = null,
		most = 100,
	): number | null =>
		readSchedule(text, zone, known === null ? null : at(known))?.countBetween(at(after), at(until), most) ?? null;

	it.each<[string, string, string, number | null]>([
		["0 * * * *", "09:00:00", "11:59:59", 2],
		["0 * * * *", "08:59:59", "11:00:00", 3],
		["  0 * * * *  ", "09:00:00", "12:00:00", 3],
		["TZ=Asia/Tokyo 0 20 * * *", "10:00:00", "11:30:00", 1],
		["CRON_TZ=Asia/Tokyo  0 20 * * *", "10:00:00", "11:30:00", 1],
		["XCRON_TZ=Asia/Tokyo 0 20 * * *", "10:00:00", "11:30:00", null],
		["@hourly", "09:30:00", "12:00:00", 3],
		["@every 1h", "09:30:00", "12:30:00", 3],
		["@every  30m", "09:30:00", "10:00:00", 1],
		["x @every 1h", "09:30:00", "12:30:00", null],
		["@every 1h x", "09:30:00", "12:30:00", null],
		["@every 0s", "09:30:00", "12:30:00", null],
		["@every often", "09:30:00", "12:30:00", null],
		["@often", "09:30:00", "12:30:00", null],
		["@hourly @daily", "09:30:00", "12:30:00", null],
	])("%j comes from %s to %s: %s", (text, after, until, wanted) => expect(between(text, after, until)).toBe(wanted));

	it("is counted up to a limit, and never below nothing", () => {
		expect(between("* * * * *", "09:00:00", "12:00:00", null, null, 7)).toBe(7);
		expect(between("@every 1m", "09:00:00", "12:00:00", null, null, 7)).toBe(7);
		expect(between("@every 1m", "12:00:00", "09:00:00")).toBe(0);
		expect(between("* * * * *", "12:00:00", "09:00:00")).toBe(0);
	});

	it("begins with the run that is known, where it is a period", () => {
		expect(between("@every 1h", "09:30:00", "12:15:00", null, "09:30:00")).toBe(2);
		expect(between("@every 1h", "09:30:00", "12:15:00", null, null)).toBe(3);
		expect(readSchedule("@every 1h", null, at("09:30:00"))?.hasTimeAfter(at("12:00:00"))).toBe(true);
	});

	it("is in the zone of its controller's machine, as its last run tells", () => {
		expect(between("0 3 * * *", "01:00:00", "04:00:00", null, "01:00:00")).toBe(0);
		expect(between("0 3 * * *", "01:00:00", "04:00:00", "UTC", "01:00:00")).toBe(1);
		expect(between("0 3 * * *", "01:00:00", "04:00:00", null, null)).toBe(1);
		expect(between("0 3 * * *", "01:00:00", "04:00:00", null, "03:07:00")).toBe(1);
		// Half an hour, as in India; behind, as in New York.
		expect(readSchedule("0 3 * * *", null, at("21:30:00"))?.lastBefore(at("22:00:00"))).toBe(at("21:30:00"));
		expect(readSchedule("0 3 * * *", null, at("08:00:00"))?.lastBefore(at("10:00:00"))).toBe(at("08:00:00"));
		expect(readSchedule("0 3 * * *", null, at("08:00:20"))?.lastBefore(at("10:00:00"))).toBe(at("08:00:00"));
	});
});
