import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { cronJobProbe } from "../../../src/probes/cronjob/cronjob-probe.ts";
import { jobProbe } from "../../../src/probes/job/job-probe.ts";
import { ask, changed, cond, minutesAgo, object, ownedBy } from "../objects.ts";
import { verdict } from "../verdict-words.ts";

describe("a run", () => {
	const cron = (status: object = {}, spec: object = {}): KubeObject =>
		object({
			apiVersion: "batch/v1",
			kind: "CronJob",
			name: "prune",
			spec: { schedule: "0 * * * *", ...spec },
			status: { lastScheduleTime: minutesAgo(30), lastSuccessfulTime: minutesAgo(29), ...status },
		});
	const run = (name: string, minutes: number, condition: object | null, more: object = {}): KubeObject =>
		object({
			apiVersion: "batch/v1",
			kind: "Job",
			name,
			metadata: { ...ownedBy(cron()), creationTimestamp: minutesAgo(minutes) },
			spec: {},
			status: { startTime: minutesAgo(minutes), conditions: condition === null ? [] : [condition], ...more },
		});
	const done = (name: string, minutes: number): KubeObject =>
		run(name, minutes, cond("Complete", "True", "", "", minutesAgo(minutes - 1)));
	const failed = (name: string, minutes: number): KubeObject =>
		run(name, minutes, cond("Failed", "True", "BackoffLimitExceeded", "", minutesAgo(minutes - 1)));
	const of = (objects: readonly KubeObject[], more = ""): Promise<string> =>
		verdict(cronJobProbe, `{ name: prune${more} }`, { objects });
	const list = "kubectl get … jobs --sort-by=.metadata.creationTimestamp";

	it("that completed last is reported with its age", async () => {
		expect(await of([cron(), done("a", 90), done("b", 30)])).toBe(
			"pass LastRunCompleted: CronJob prune completed its last finished run, Job b, 29 min ago",
		);
		expect(await of([cron(), done("b", 30), done("a", 90)])).toContain("Job b, 29 min ago");
		expect(await of([cron(), done("b", 30)], ", within: 29m")).toMatch(/^pass/);
		expect(await of([cron(), done("b", 30)], ", within: 28m")).toBe(
			`fail LastSuccessTooOld: CronJob prune completed its last finished run, Job b, 29 min ago, which is more than 28 min > ${list}`,
		);
		expect(await of([cron({ lastSuccessfulTime: minutesAgo(5) }), done("b", 30)])).toContain("Job b, 5 min ago");
		const { evidence } = await ask(cronJobProbe, "{ name: prune }", { objects: [cron(), done("b", 30)] });
		expect(evidence.map(({ kind, name }) => `${kind} ${name}`)).toEqual(["CronJob prune", "Job b"]);
	});

	it("that failed last is red, regardless of earlier runs", async () => {
		expect(await of([cron(), done("a", 90), failed("b", 30)])).toBe(
			"fail LastRunFailed: CronJob prune failed in its last finished run: Job b has failed (BackoffLimitExceeded) > kubectl describe … cronjob/prune",
		);
		expect(await of([cron(), failed("a", 90), done("b", 30)])).toMatch(/^pass/);
		expect(await of([cron(), done("a", 30), failed("b", 30)])).toMatch(/^fail LastRunFailed/);
		expect(await of([cron(), failed("b", 30), done("a", 30)])).toMatch(/^fail LastRunFailed/);
		const stranger = changed(failed("x", 10), ["metadata", "ownerReferences"], []);
		expect(await of([cron(), done("b", 30), stranger])).toMatch(/^pass/);
	});

	it("that says it completed is not believed while it goes on", async () => {
		const again = run("b", 30, cond("Complete", "True", "", "", minutesAgo(29)), { active: 1 });
		expect(await of([cron(), again])).toBe(
			"pending Running: CronJob prune has a last run, Job b, that is Complete, but still has active pods > kubectl describe … cronjob/prune",
		);
		const untold = { type: "Complete", status: "True" };
		expect(await of([cron({ lastSuccessfulTime: undefined }), run("b", 30, untold)])).toMatch(
			/^pass LastRunCompleted: .*, Job b, 30 min ago$/,
		);
		const { evidence } = await ask(cronJobProbe, "{ name: prune }", { objects: [cron(), failed("b", 30)] });
		expect(evidence.map(({ kind, name }) => `${kind} ${name}`)).toEqual(["CronJob prune", "Job b"]);
	});

	it("that is not there yet, or no more, is waited for", async () => {
		expect(await of([cron({ lastScheduleTime: undefined, lastSuccessfulTime: undefined })])).toBe(
			`pending NeverFinished: CronJob prune has not started a run yet > ${list}`,
		);
		expect(await of([cron(), run("b", 30, null)])).toBe(
			`pending NeverFinished: CronJob prune has not finished a run yet > ${list}`,
		);
		expect(await of([cron({ lastSuccessfulTime: minutesAgo(31) })])).toMatch(
			/^pending RunNotKept: CronJob prune started a run at .*, but its Job was deleted; it is not known whether it completed > set spec/,
		);
		expect(await of([cron({ lastSuccessfulTime: undefined })])).toMatch(/^pending RunNotKept/);
		expect(await of([cron({ lastSuccessfulTime: minutesAgo(30) })])).toBe(
			"pass LastRunCompleted: CronJob prune completed its last run, but its Job was deleted, 30 min ago",
		);
		expect(await of([cron(), done("old", 90)])).toBe(
			"pass LastRunCompleted: CronJob prune completed its last run, but its Job was deleted, 29 min ago",
		);
	});

	it("is not started where they are suspended", async () => {
		const off = cron({}, { suspend: true });
		expect(await of([off])).toBe(`pending Suspended: CronJob prune is suspended: it starts no run > ${list}`);
		expect(await of([off, done("b", 30)])).toBe(
			`pending Suspended: CronJob prune is suspended: it starts no run; its last run, b, completed > ${list}`,
		);
		expect(await of([off, failed("b", 30)])).toContain("; its last run, b, failed");
	});

	it("is as old as the later of its two ends", async () => {
		const schedule = "0 0 1 1 *";
		const cases = [
			[90, 10],
			[10, 90],
		] as const;
		for (const [succeeded, ended] of cases) {
			const objects = [
				cron({ lastScheduleTime: minutesAgo(91), lastSuccessfulTime: minutesAgo(succeeded) }, { schedule }),
				done("b", ended + 1),
			];
			expect(await of(objects, ", within: 1h")).toBe(
				"pass LastRunCompleted: CronJob prune completed its last finished run, Job b, 10 min ago",
			);
		}
		const silent = cron({ lastScheduleTime: minutesAgo(91), lastSuccessfulTime: undefined }, { schedule });
		expect(await of([silent, done("b", 11)], ", within: 1h")).toMatch(/^pass .* 10 min ago$/);
		expect(await of([silent, done("b", 90)], ", within: 1h")).toMatch(/^fail LastSuccessTooOld: .* 89 min ago/);
	});

	it("of unknown age is not a recent one", async () => {
		const plain = { metadata: { ...ownedBy(cron()), creationTimestamp: undefined }, spec: {} };
		const ended = object({
			apiVersion: "batch/v1",
			kind: "Job",
			name: "b",
			...plain,
			status: { startTime: minutesAgo(9), conditions: [{ type: "Complete", status: "True" }] },
		});
		const never = cron({ lastScheduleTime: undefined, lastSuccessfulTime: undefined });
		expect(await of([never, ended])).toBe("pass LastRunCompleted: CronJob prune completed its last finished run, Job b");
		expect(await of([never, ended], ", within: 1h")).toMatch(
			/^fail LastSuccessTooOld: CronJob prune completed its last finished run, Job b, which is more than /,
		);
		const counted = { ...ended, status: { completionTime: minutesAgo(5), conditions: [{ type: "Complete", status: "True" }] } };
		expect(await of([never, counted], ", within: 1h")).toMatch(/^pass .* 5 min ago$/);
	});

	it("with a condition that it is not complete has not finished", async () => {
		const open = run("b", 30, cond("Complete", "False"));
		expect(await of([cron(), open])).toBe(`pending NeverFinished: CronJob prune has not finished a run yet > ${list}`);
		expect(await of([cron({ lastSuccessfulTime: undefined })])).toMatch(/^pending RunNotKept/);
	});

	it("that failed is read with its pods, and one that completed without", async () => {
		const read = async (objects: readonly KubeObject[]): Promise<string> => {
			const { outcome, evidence } = await ask(cronJobProbe, "{ name: prune }", { objects, forbidden: ["Pod"] });
			return `${outcome}: ${evidence.map(({ kind, name, expected }) => `${kind} ${name} ${expected}`).join(", ")}`;
		};
		const whole = "CronJob prune its last finished Job has completed, Job b condition Complete is True";
		expect(await read([cron(), done("b", 30)])).toBe(`pass: ${whole}`);
		expect(await read([cron(), failed("b", 30)])).toBe(`fail: ${whole}`);
	});

	it("is named whole where it is not there, or has no status", async () => {
		expect(await of([])).toBe("fail NotFound: CronJob prune does not exist in boulder-staging > kubectl get … cronjob");
		const bare = run("seed", 9, null);
		expect(await verdict(jobProbe, "{ name: seed }", { objects: [{ ...bare, status: {} }] })).toBe(
			"pending NotObserved: Job seed has no status yet: no controller has processed it > kubectl describe … job/seed",
		);
		const { evidence } = await ask(jobProbe, "{ namePrefix: seed- }", { objects: [] });
		expect(evidence).toMatchObject([{ kind: "Job", name: "seed-*", expected: "exists", found: "does not exist" }]);
	});

	it("by the newest of a prefix, or by a name", async () => {
		const job = (yaml: string, ...objects: KubeObject[]): Promise<string> => verdict(jobProbe, yaml, { objects });
		expect(await job("{ namePrefix: seed- }", done("seed-a", 90), failed("seed-b", 30), done("sead-c", 5))).toMatch(
			/^fail Failed: Job seed-b has failed/,
		);
		expect(await job("{ namePrefix: seed- }", failed("seed-b", 90), done("seed-a", 30))).toMatch(
			/^pass Complete: Job seed-a completed 29 min ago/,
		);
		for (const equallyNew of [
			[done("seed-a", 30), failed("seed-b", 30)],
			[failed("seed-b", 30), done("seed-a", 30)],
		])
			expect(await job("{ namePrefix: seed- }", ...equallyNew)).toMatch(/^fail Failed: Job seed-b has failed/);
		expect(await job("{ namePrefix: seed- }", done("seed-a", 30), done("seed-b", 30))).toMatch(/^pass Complete: Job seed-a/);
		const note = "# one with ttlSecondsAfterFinished is deleted after its end, and proves nothing then";
		expect(await job("{ namePrefix: seed- }", done("sead-c", 5))).toBe(
			`fail NotFound: no Job of boulder-staging has a name that begins with seed- > kubectl get … jobs ${note}`,
		);
		expect(await job("{ name: seed-a }", done("seed-b", 5))).toBe(
			`fail NotFound: Job seed-a does not exist in boulder-staging; there is seed-b > kubectl get … jobs ${note}`,
		);
		const event = object({
			apiVersion: "v1",
			kind: "Event",
			name: "e",
			involvedObject: { uid: "uid-Job-seed" },
			type: "Warning",
			reason: "FailedCreate",
			message: "quota",
		});
		expect(await job("{ name: seed }", run("seed", 9, null), event)).toBe(
			"pending NotStarted: Job seed has had no pod for 9 min (FailedCreate: quota) > kubectl describe … job/seed",
		);
	});
});
