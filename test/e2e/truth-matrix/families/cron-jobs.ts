import { at } from "../../../../src/cluster/objects/object.ts";
import type { Manifest } from "../../../cluster/control-plane/api.ts";
import { job } from "../../../cluster/control-plane/manifests.ts";
import { awaiting, deletedAndHeld, inTurn, leaving, patched, pods } from "../making.ts";
import { after, all, always, cond, is, number, podReady, status } from "../reached.ts";
import type { Row } from "../row.ts";
import type { Family } from "./index.ts";

const probe = "{ cronjob: { name: nightly } }";
const cron =
	(spec: object = {}, annotations: Readonly<Record<string, string>> = {}) =>
	(namespace: string): Manifest[] => {
		const { spec: jobTemplate } = job(namespace, "nightly", { annotations, spec: { backoffLimit: 0 } });
		return [
			{
				apiVersion: "batch/v1",
				kind: "CronJob",
				metadata: { name: "nightly", namespace },
				spec: { schedule: "0 3 1 1 *", jobTemplate: { spec: jobTemplate }, ...spec },
			},
		];
	};

/** As `kubectl create job --from=cronjob/nightly` starts one. */
function run(name: string, annotations: Readonly<Record<string, string>> = {}): NonNullable<Row["change"]> {
	return async ({ api, namespace }) => {
		const owner = await api.get("batch/v1", "CronJob", namespace, "nightly");
		const made = job(namespace, name, { annotations, spec: { backoffLimit: 0 } });
		const reference = { apiVersion: "batch/v1", kind: "CronJob", name: "nightly", uid: owner?.metadata.uid, controller: true };
		await api.apply({ ...made, metadata: { ...made.metadata, ownerReferences: [reference] } });
	};
}
const complete = (name: string) => status("Job", name, { conditions: [cond("Complete", "True")] });
const failed = (name: string) => status("Job", name, { conditions: [cond("Failed", "True")] });
const aSecondLater = () => new Promise((resolve) => setTimeout(resolve, 1100));

export const cronJobs: Family = {
	title: "CronJobs",
	rows: [
		{
			id: "C00",
			state: "its only run completed",
			want: "pass",
			probe,
			make: cron(),
			change: run("one"),
			reached: complete("one"),
		},
		{ id: "C01", state: "never run", want: "not-green", probe, make: cron(), reached: is("CronJob", "nightly", {}) },
		{
			id: "C02",
			state: "suspended, its last run completed",
			want: "not-green",
			probe,
			make: cron(),
			change: inTurn(run("one"), awaiting(complete("one")), patched("CronJob", "nightly", { spec: { suspend: true } })),
			reached: is("CronJob", "nightly", { spec: { suspend: true } }),
		},
		{
			id: "C03",
			state: "its last finished run failed, the next is running",
			want: "fail",
			probe,
			make: cron(),
			change: inTurn(run("one", pods("fail")), awaiting(failed("one")), aSecondLater, run("two", pods("run"))),
			reached: all(failed("one"), number("Pod", 1, podReady)),
		},
		{
			id: "C04",
			state: "failed first, then completed",
			want: "pass",
			probe,
			make: cron(),
			change: inTurn(run("one", pods("fail")), awaiting(failed("one")), aSecondLater, run("two")),
			reached: complete("two"),
		},
		{
			id: "C05",
			state: "completed first, then failed",
			want: "fail",
			probe,
			make: cron(),
			change: inTurn(run("one"), awaiting(complete("one")), aSecondLater, run("two", pods("fail"))),
			reached: failed("two"),
		},
		{
			id: "C06",
			state: "its first run is running",
			want: "pending",
			probe,
			make: cron(),
			change: run("one", pods("run")),
			reached: number("Pod", 1, podReady),
		},
		{
			id: "C07",
			state: "run by the clock, completed",
			want: "pass",
			probe,
			make: cron({ schedule: "* * * * *" }),
			reached: status("CronJob", "nightly", { lastSuccessfulTime: (found: unknown) => typeof found === "string" }),
		},
		{
			id: "C08",
			state: "run by the clock, failed",
			want: "fail",
			probe,
			make: cron({ schedule: "* * * * *" }, pods("fail")),
			reached: all(number("Job", 1, { status: { conditions: [cond("Failed", "True")] } })),
		},
		{
			id: "C09",
			state: "completed, but longer ago than is asked for",
			want: "fail",
			probe: "{ cronjob: { name: nightly, within: 2s } }",
			make: cron(),
			change: run("one"),
			reached: after(3, complete("one")),
		},
		{
			id: "C10",
			state: "completed, not longer ago than is asked for",
			want: "pass",
			probe: "{ cronjob: { name: nightly, within: 1h } }",
			make: cron(),
			change: run("one"),
			reached: complete("one"),
		},
		{
			id: "C11",
			state: "a Job of its name's beginning that it does not own completed",
			want: "not-green",
			probe,
			make: (namespace) => [...cron()(namespace), job(namespace, "nightly-1")],
			reached: complete("nightly-1"),
		},
		{
			id: "C12",
			state: "being deleted",
			want: "not-green",
			probe,
			make: cron(),
			change: inTurn(run("one"), awaiting(complete("one")), deletedAndHeld("CronJob", "nightly")),
			reached: leaving("CronJob", "nightly"),
		},
		{ id: "C13", state: "does not exist", want: "fail", probe, reached: always },
		{
			id: "C14",
			state: "keeps no finished Jobs, and completed",
			want: "pass",
			probe,
			make: cron({ schedule: "* * * * *", successfulJobsHistoryLimit: 0 }),
			reached: all(
				number("Job", 0),
				status("CronJob", "nightly", { lastSuccessfulTime: (found: unknown) => typeof found === "string" }),
			),
		},
		{
			id: "C15",
			state: "keeps no failed Jobs, and failed",
			want: "not-green",
			probe,
			make: cron({ schedule: "* * * * *", failedJobsHistoryLimit: 0 }, pods("fail")),
			reached: all(
				number("Job", 0),
				async ({ api, namespace }) =>
					typeof at(await api.get("batch/v1", "CronJob", namespace, "nightly"), "status", "lastScheduleTime") === "string",
			),
		},
		{
			id: "C16",
			state: "recreated under its name: the runs are those of another",
			want: "not-green",
			probe,
			make: cron(),
			change: inTurn(
				run("one"),
				awaiting(complete("one")),
				({ api, namespace }) =>
					api.delete(
						{ apiVersion: "batch/v1", kind: "CronJob", metadata: { name: "nightly", namespace } },
						{ propagationPolicy: "Orphan" },
					),
				awaiting(async ({ api, namespace }) => (await api.get("batch/v1", "CronJob", namespace, "nightly")) === null),
				({ api, namespace }) => api.apply(...cron()(namespace)),
			),
			reached: all(complete("one"), is("CronJob", "nightly", {})),
		},
	],
};
