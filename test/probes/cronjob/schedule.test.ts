import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { cronJobProbe } from "../../../src/probes/cronjob/cronjob-probe.ts";
import { readSchedule } from "../../../src/probes/cronjob/schedule.ts";
import { ask, changed, cond, minutesAgo, now, object } from "../objects.ts";
import { completeJob, cronJob, runOf } from "../passing.ts";

type Fields = Readonly<Record<string, unknown>>;
const day = 24 * 60;

describe("a schedule", () => {
	const last = (text: string, zone: string | null = null, known: string | null = null): string | null => {
		const found = readSchedule(text, zone, known === null ? null : Date.parse(known))?.lastBefore(Date.parse(now));
		return found === undefined || found === null ? null : new Date(found).toISOString().slice(0, 16);
	};

	it.each([
		["*/20 * * * *", null, null, "2026-11-24T12:00"],
		["30 11 * * *", null, null, "2026-11-24T11:30"],
		["30 12 * * *", null, null, "2026-11-23T12:30"],
		["@yearly", null, null, "2026-01-01T00:00"],
		["@monthly", null, null, "2026-11-01T00:00"],
		["0 9 * * 1-5", null, null, "2026-11-24T09:00"],
		// Either day will do where both are given.
		["0 0 13 * 5", null, null, "2026-11-20T00:00"],
		["30 11 * * *", "Europe/Berlin", null, "2026-11-24T10:30"],
		["CRON_TZ=America/New_York 0 6 * * *", null, null, "2026-11-24T11:00"],
		// Without a zone it is that of the controller's machine, which the last run tells.
		["0 3 * * *", null, "2026-11-24T01:00:00Z", "2026-11-24T01:00"],
		["@every 1h", null, "2026-11-24T10:10:00Z", "2026-11-24T11:10"],
		["0 0 30 2 *", null, null, null],
		["no such thing", null, null, null],
		["* * * *", null, null, null],
		["0 0 * * * *", null, null, null],
		["0 3 * * *", "Europe/Nowhere", null, null],
	])("%s in %s after %s was last due at %s", (text, zone, known, wanted) => expect(last(text, zone, known)).toBe(wanted));
});

describe("a CronJob by its schedule", () => {
	const cron = (spec: Fields, status: Fields, created = 400 * day): KubeObject => {
		const made = changed(cronJob, ["metadata", "creationTimestamp"], minutesAgo(created));
		return { ...made, spec: { concurrencyPolicy: "Allow", ...spec }, status };
	};
	const ran = (owner: KubeObject, minutes: number): KubeObject => {
		const job = runOf(owner, "run-1", changed(completeJob, ["metadata", "creationTimestamp"], minutesAgo(minutes)));
		const ended = cond("Complete", "True", "", "", minutesAgo(minutes - 1));
		return { ...job, status: { startTime: minutesAgo(minutes), succeeded: 1, conditions: [ended] } };
	};
	const running = (owner: KubeObject, minutes: number): KubeObject => ({
		...runOf(owner, "run-2", changed(completeJob, ["metadata", "creationTimestamp"], minutesAgo(minutes))),
		status: { active: 1, ready: 1, startTime: minutesAgo(minutes) },
	});
	const verdict = async (owner: KubeObject, ...jobs: readonly KubeObject[]): Promise<string> => {
		const { outcome, reason, message } = await ask(cronJobProbe, "{ name: crl-updater }", { objects: [owner, ...jobs] });
		return `${outcome} ${reason}: ${message.replace("CronJob crl-updater ", "")}`;
	};
	const since = (start: number, success: number | null): Fields => ({
		lastScheduleTime: minutesAgo(start),
		...(success === null ? {} : { lastSuccessfulTime: minutesAgo(success) }),
	});

	it("runs as it is due", async () => {
		const daily = cron({ schedule: "0 3 * * *" }, since(9 * 60, 9 * 60 - 10));
		expect(await verdict(daily, ran(daily, 9 * 60))).toMatch(/^pass LastRunCompleted/);
		const yearly = cron(
			{ schedule: "@yearly" },
			{ lastScheduleTime: "2026-01-01T00:00:00Z", lastSuccessfulTime: "2026-01-01T00:01:00Z" },
		);
		expect(await verdict(yearly)).toMatch(/^pass LastRunCompleted/);
		const elsewhere = cron({ schedule: "0 3 * * *", timeZone: "Asia/Tokyo" }, since(18 * 60, 18 * 60 - 10));
		expect(await verdict(elsewhere)).toMatch(/^pass LastRunCompleted/);
		// This minute's run is not late yet.
		const hourly = cron({ schedule: "0 * * * *" }, since(60, 50));
		expect(await verdict(hourly, ran(hourly, 60))).toMatch(/^pass LastRunCompleted/);
	});

	it("does not run any more", async () => {
		const hourly = cron({ schedule: "0 * * * *" }, since(300 * day, 300 * day));
		expect(await verdict(hourly, ran(hourly, 300 * day))).toBe(
			"fail RunMissed: has not started 100 runs that were due since its last run 300 days ago, the last of them 60 min ago",
		);
		expect(await verdict(hourly)).toMatch(/^fail RunMissed/);
		const once = cron({ schedule: "*/20 * * * *" }, since(40, 30));
		expect(await verdict(once, ran(once, 40))).toBe(
			"pending RunMissed: has not started 1 run that was due since its last run 40 min ago, the last of them 20 min ago",
		);
		expect(await verdict(cron({ schedule: "0 * * * *" }, {}))).toMatch(
			/^fail RunMissed: has not started 100 runs that were due since it was created/,
		);
		expect(await verdict(cron({ schedule: "0 * * * *" }, {}, 10))).toMatch(/^pending NeverFinished/);
	});

	it("hangs, and lets no other run start", async () => {
		const sweep = cron({ schedule: "*/10 * * * *", concurrencyPolicy: "Forbid" }, since(26 * 60, 26 * 60 + 9));
		expect(await verdict(sweep, ran(sweep, 26 * 60 + 10), running(sweep, 26 * 60))).toMatch(
			/^fail RunHangs: has been running Job run-2 for 26 h, and starts no other until it ends \(concurrencyPolicy Forbid\): more than 100 runs are due/,
		);
		const slow = cron({ schedule: "0 * * * *", concurrencyPolicy: "Forbid" }, since(70, 119));
		expect(await verdict(slow, ran(slow, 120), running(slow, 70))).toMatch(/^pending RunHangs: .*: 1 run is due/);
	});

	it("has not completed for several runs", async () => {
		const replaced = cron({ schedule: "0 * * * *", concurrencyPolicy: "Replace" }, since(60, 3 * day));
		expect(await verdict(replaced, ran(replaced, 3 * day), running(replaced, 60))).toMatch(
			/^fail LastSuccessTooOld: completed a run 3 days ago, and none of the 71 that were due since/,
		);
		const often = cron({ schedule: "* * * * *" }, since(1, 4));
		expect(await verdict(often, ran(often, 5), running(often, 1))).toMatch(/^pass/);
	});

	it("has a schedule that cannot be read", async () => {
		expect(
			await verdict(cron({ schedule: "every day" }, since(10, 9)), object({ apiVersion: "v1", kind: "Pod", name: "x" })),
		).toMatch(/^unknown ScheduleUnreadable/);
	});
});
