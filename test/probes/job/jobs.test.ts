import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { cronJobProbe } from "../../../src/probes/cronjob/cronjob-probe.ts";
import { jobProbe } from "../../../src/probes/job/job-probe.ts";
import { ask, changed, cond, failedStatus, minutesAgo, object, ownedBy, pod, waitingStatus } from "../objects.ts";
import { completeJob, cronJob, runOf } from "../passing.ts";

function withStatus(status: unknown, spec: Readonly<Record<string, unknown>> = {}): KubeObject {
	return { ...completeJob, spec: { ...Object(completeJob.spec), ...spec }, status };
}

const running = withStatus({ active: 1, ready: 1, startTime: minutesAgo(5), uncountedTerminatedPods: {} });
const failed = withStatus({
	conditions: [
		cond("FailureTarget", "True", "BackoffLimitExceeded", "Job has reached the specified backoff limit"),
		cond("Failed", "True", "BackoffLimitExceeded", "Job has reached the specified backoff limit"),
	],
	failed: 3,
	startTime: minutesAgo(40),
});
const podOf = (job: KubeObject, status: Readonly<Record<string, unknown>>, name = "database-init-x1"): KubeObject =>
	pod(name, { metadata: ownedBy(job), status });

describe("job", () => {
	const cases: readonly (readonly [string, readonly KubeObject[], string, string, RegExp])[] = [
		[
			"J00 complete, although pods failed before",
			[changed(completeJob, ["status", "failed"], 2)],
			"pass",
			"Complete",
			/completed 10 min ago/,
		],
		[
			"J01 running",
			[running, pod("database-init-x1", { metadata: ownedBy(running) })],
			"pending",
			"Running",
			/for 5 min.*1 active pod/,
		],
		["J02 backoff limit", [failed, podOf(failed, failedStatus(3))], "fail", "Failed", /BackoffLimitExceeded.*exited with code 3/],
		[
			"J03 deadline, with counters below the limit",
			[
				withStatus({
					conditions: [cond("Failed", "True", "DeadlineExceeded", "Job was active longer than specified deadline")],
					failed: 1,
				}),
			],
			"fail",
			"Failed",
			/DeadlineExceeded/,
		],
		[
			"T16 limit hit with restartPolicy OnFailure, pod already gone",
			[withStatus({ conditions: [cond("Failed", "True", "BackoffLimitExceeded")] })],
			"fail",
			"Failed",
			/BackoffLimitExceeded/,
		],
		[
			"J04 resumed and running: Suspended=False is no completion",
			[withStatus({ active: 1, startTime: minutesAgo(1), conditions: [cond("Suspended", "False", "JobResumed")] })],
			"pending",
			"NotStarted",
			/no pod/,
		],
		[
			"J05 suspended",
			[withStatus({ conditions: [cond("Suspended", "True", "JobSuspended")] }, { suspend: true })],
			"pending",
			"Suspended",
			/suspended/,
		],
		[
			"suspended before its controller saw it",
			[changed(running, ["spec", "suspend"], true)],
			"pending",
			"Suspended",
			/suspended/,
		],
		["complete, then suspended", [changed(completeJob, ["spec", "suspend"], true)], "pending", "Suspended", /suspended/],
		[
			"complete, then started again",
			[changed(completeJob, ["status", "startTime"], minutesAgo(2))],
			"pending",
			"Resumed",
			/resumed/,
		],
		[
			"complete, then resumed",
			[
				changed(
					completeJob,
					["status", "conditions"],
					[cond("Complete", "True", "", "", minutesAgo(10)), cond("Suspended", "False", "JobResumed", "", minutesAgo(2))],
				),
			],
			"pending",
			"Resumed",
			/resumed/,
		],
		["complete with active pods", [changed(completeJob, ["status", "active"], 1)], "pending", "Running", /active pods/],
		[
			"T17 complete with terminating pods",
			[changed(completeJob, ["status", "terminating"], 2)],
			"pending",
			"PodsTerminating",
			/2 pods/,
		],
		[
			"complete, and failed: the worse is true",
			[changed(completeJob, ["status", "conditions"], [cond("Complete", "True"), cond("Failed", "True", "PodFailurePolicy")])],
			"fail",
			"Failed",
			/PodFailurePolicy/,
		],
		[
			"complete at once, since it wants no completion",
			[changed(completeJob, ["spec", "completions"], 0)],
			"fail",
			"RanNothing",
			/completions are 0/,
		],
		[
			"T14 success criteria met, not yet complete",
			[withStatus({ conditions: [cond("SuccessCriteriaMet", "True")], ready: 1 })],
			"pending",
			"Finishing",
			/success criteria/,
		],
		[
			"about to fail",
			[withStatus({ conditions: [cond("FailureTarget", "True", "FailedIndexes")], active: 1 })],
			"fail",
			"Failing",
			/FailedIndexes/,
		],
		[
			"parallelism 0",
			[withStatus({ ready: 0, startTime: minutesAgo(3), uncountedTerminatedPods: {} }, { parallelism: 0 })],
			"pending",
			"Parked",
			/parallelism is 0/,
		],
		[
			"counters of a success, no condition",
			[withStatus({ succeeded: 1, startTime: minutesAgo(3) })],
			"pending",
			"NotStarted",
			/no pod/,
		],
		["no pod yet", [withStatus({ startTime: minutesAgo(3) })], "pending", "NotStarted", /no pod for 3 min/],
		[
			"J16 no pod, since a quota forbids it",
			[
				withStatus({ startTime: minutesAgo(3) }),
				object({
					apiVersion: "v1",
					kind: "Event",
					name: "database-init.1",
					involvedObject: { kind: "Job", uid: completeJob.metadata.uid },
					type: "Warning",
					reason: "FailedCreate",
					message: "exceeded quota: pods, used: pods=0",
				}),
			],
			"pending",
			"NotStarted",
			/no pod for 3 min \(FailedCreate: exceeded quota: pods, used: pods=0\)/,
		],
		["will try again", [running, podOf(running, failedStatus(1))], "pending", "Retrying", /try again.*code 1/],
		[
			"image that cannot be pulled",
			[running, podOf(running, waitingStatus("ImagePullBackOff", "Back-off pulling image"))],
			"fail",
			"ImagePullBackOff",
			/cannot go on/,
		],
		[
			"Secret key that is missing",
			[running, podOf(running, waitingStatus("CreateContainerConfigError", "secret not found"))],
			"fail",
			"CreateContainerConfigError",
			/secret not found/,
		],
		["first failed pull", [running, podOf(running, waitingStatus("ErrImagePull"))], "pending", "Running", /ErrImagePull/],
		[
			"crashing within its limit",
			[running, podOf(running, waitingStatus("CrashLoopBackOff", "", 2))],
			"pending",
			"Running",
			/CrashLoopBackOff/,
		],
		[
			"another Job's permanent pod",
			[running, pod("x", { status: waitingStatus("ImagePullBackOff") })],
			"pending",
			"NotStarted",
			/no pod/,
		],
	];
	it.each(cases)("%s", async (_, objects, outcome, reason, words) => {
		const found = await ask(jobProbe, "{ name: database-init }", { objects });
		expect(found).toMatchObject({ outcome, reason });
		expect(found.message).toMatch(words);
		if (outcome === "fail") expect(found.hint).toMatch(/^kubectl (?:logs|describe) /);
	});

	it("suggests a similar name, and why a Job may be gone", async () => {
		const found = await ask(jobProbe, "{ name: databse-init }", { objects: [completeJob] });
		expect(found).toMatchObject({ outcome: "fail", reason: "NotFound" });
		expect(found.message).toContain("there is database-init");
		expect(found.hint).toContain("ttlSecondsAfterFinished");
	});

	it("takes a pod of an earlier Job of the same name for what it is", async () => {
		const earlier = pod("database-init-x0", {
			metadata: { ownerReferences: [{ kind: "Job", name: "database-init", uid: "uid-of-before", controller: true }] },
			status: waitingStatus("ImagePullBackOff"),
		});
		expect(await ask(jobProbe, "{ name: database-init }", { objects: [running, earlier] })).toMatchObject({ outcome: "pending" });
	});

	it("judges the newest of a prefix, regardless of older ones", async () => {
		const older = {
			...completeJob,
			metadata: { ...completeJob.metadata, name: "boulder-test-aaaaa", creationTimestamp: minutesAgo(90) },
		};
		const newer = {
			...failed,
			metadata: { ...failed.metadata, name: "boulder-test-00000", uid: "other", creationTimestamp: minutesAgo(30) },
		};
		for (const objects of [
			[older, newer],
			[newer, older],
		])
			expect(await ask(jobProbe, "{ namePrefix: boulder-test- }", { objects })).toMatchObject({
				outcome: "fail",
				reason: "Failed",
			});
		expect(await ask(jobProbe, "{ namePrefix: bolder- }", { objects: [older] })).toMatchObject({
			outcome: "fail",
			reason: "NotFound",
		});
	});

	it("reports that a Job has failed without the right to see its pods, but nothing about a running one", async () => {
		const forbidden = ["Pod"];
		expect(await ask(jobProbe, "{ name: database-init }", { objects: [failed], forbidden })).toMatchObject({ outcome: "fail" });
		expect(await ask(jobProbe, "{ name: database-init }", { objects: [completeJob], forbidden })).toMatchObject({
			outcome: "pass",
		});
		await expect(ask(jobProbe, "{ name: database-init }", { objects: [running], forbidden })).rejects.toMatchObject({
			kind: "forbidden",
		});
	});
});

describe("cronjob", () => {
	const yaml = "{ name: crl-updater }";
	const ended = (job: KubeObject, minutes: number): KubeObject => ({
		...job,
		metadata: { ...job.metadata, creationTimestamp: minutesAgo(minutes + 1) },
		status: {
			...Object(job.status),
			startTime: minutesAgo(minutes + 1),
			conditions: [cond(job === failed ? "Failed" : "Complete", "True", "", "", minutesAgo(minutes))],
		},
	});
	const run = (job: KubeObject, name: string, minutes: number): KubeObject => runOf(cronJob, name, ended(job, minutes));

	it("T19 judges the last finished run, regardless of running ones", async () => {
		const now = runOf(cronJob, "run-3", { ...running, metadata: { ...running.metadata, creationTimestamp: minutesAgo(1) } });
		const bad = await ask(cronJobProbe, yaml, {
			objects: [cronJob, run(completeJob, "run-1", 60), run(failed, "run-2", 12), now],
		});
		expect(bad).toMatchObject({ outcome: "fail", reason: "LastRunFailed" });
		expect(bad.message).toContain("run-2");
		const good = await ask(cronJobProbe, yaml, {
			objects: [cronJob, now, run(completeJob, "run-2", 12), run(failed, "run-1", 60)],
		});
		expect(good).toMatchObject({ outcome: "pass", reason: "LastRunCompleted" });
	});

	it("takes the worse of two runs that ended at once", async () => {
		const both = [run(completeJob, "run-1", 10), run(failed, "run-2", 10)];
		for (const runs of [both, both.toReversed()])
			expect(await ask(cronJobProbe, yaml, { objects: [cronJob, ...runs] })).toMatchObject({
				outcome: "fail",
				reason: "LastRunFailed",
			});
	});

	it("waits for the first run to finish", async () => {
		const fresh = changed(changed(cronJob, ["status"], {}), ["metadata", "creationTimestamp"], minutesAgo(15));
		expect(await ask(cronJobProbe, yaml, { objects: [fresh] })).toMatchObject({ outcome: "pending", reason: "NeverFinished" });
		const first = runOf(cronJob, "run-1", running);
		const started = changed(cronJob, ["status"], { lastScheduleTime: minutesAgo(20), active: [{}] });
		expect(await ask(cronJobProbe, yaml, { objects: [started, first] })).toMatchObject({
			outcome: "pending",
			reason: "NeverFinished",
		});
	});

	it("ignores Jobs of another CronJob of the same name, or without an owner", async () => {
		const other = runOf({ ...cronJob, metadata: { ...cronJob.metadata, uid: "before" } }, "run-1");
		const fresh = changed(changed(cronJob, ["status"], {}), ["metadata", "creationTimestamp"], minutesAgo(15));
		expect(await ask(cronJobProbe, yaml, { objects: [fresh, other, completeJob] })).toMatchObject({
			outcome: "pending",
			reason: "NeverFinished",
		});
	});

	it("reports that the last run failed without the right to see its pods", async () => {
		const objects = [cronJob, run(failed, "run-1", 10)];
		expect(await ask(cronJobProbe, yaml, { objects, forbidden: ["Pod"] })).toMatchObject({
			outcome: "fail",
			reason: "LastRunFailed",
		});
		const its = pod("run-1-x", { metadata: ownedBy(run(failed, "run-1", 10)), status: failedStatus(7) });
		expect((await ask(cronJobProbe, yaml, { objects: [...objects, its] })).message).toContain("exited with code 7");
	});

	it("is parked if it is suspended, regardless of its last run", async () => {
		const parked = changed(cronJob, ["spec", "suspend"], true);
		const found = await ask(cronJobProbe, yaml, { objects: [parked, run(completeJob, "run-1", 10)] });
		expect(found).toMatchObject({ outcome: "pending", reason: "Suspended" });
		expect(found.message).toContain("run-1, completed");
	});

	it("does not take an older success for a run whose failed Job was not kept", async () => {
		const later = changed(cronJob, ["status"], { lastScheduleTime: minutesAgo(5), lastSuccessfulTime: minutesAgo(30) });
		expect(await ask(cronJobProbe, yaml, { objects: [later, run(completeJob, "run-1", 30)] })).toMatchObject({
			outcome: "pending",
			reason: "RunNotKept",
		});
		const kept = changed(cronJob, ["status"], { lastScheduleTime: minutesAgo(20), lastSuccessfulTime: minutesAgo(15) });
		expect(await ask(cronJobProbe, yaml, { objects: [kept] })).toMatchObject({ outcome: "pass" });
	});

	it("requires a recent success, if set", async () => {
		const daily = changed(cronJob, ["spec", "schedule"], "0 7 * * *");
		const old = changed(daily, ["status"], { lastScheduleTime: minutesAgo(300), lastSuccessfulTime: minutesAgo(290) });
		const objects = [old, run(completeJob, "run-1", 290)];
		expect(await ask(cronJobProbe, "{ name: crl-updater, within: 1h }", { objects })).toMatchObject({
			outcome: "fail",
			reason: "LastSuccessTooOld",
		});
		expect(await ask(cronJobProbe, "{ name: crl-updater, within: 1d }", { objects })).toMatchObject({ outcome: "pass" });
	});
});
