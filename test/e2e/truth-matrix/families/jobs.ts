import { job } from "../../../cluster/control-plane/manifests.ts";
import { applied, ended, inTurn, patched, pods, podsBecome, quota, quotaCounts } from "../making.ts";
import { absent, all, always, cond, is, number, podReady, status, waitsFor } from "../reached.ts";
import type { Family } from "./index.ts";

const probe = "{ job: { name: init } }";
const of =
	(workload: Parameters<typeof job>[2] = {}) =>
	(namespace: string) => [job(namespace, "init", workload)];
const running = all(status("Job", "init", { active: 1 }), number("Pod", 1, podReady));
const lasting = { annotations: pods("run") };
const patch = (change: object) => patched("Job", "init", change);
const failing = { annotations: pods("fail") };

export const jobs: Family = {
	title: "Jobs that have not ended",
	rows: [
		{ id: "J01", state: "running", want: "pending", probe, make: of(lasting), reached: running },
		{
			id: "J04",
			state: "resumed, and running",
			want: "pending",
			probe,
			make: of({ ...lasting, spec: { suspend: true } }),
			before: status("Job", "init", { conditions: [cond("Suspended", "True")] }),
			change: patch({ spec: { suspend: false } }),
			reached: all(running, status("Job", "init", { conditions: [cond("Suspended", "False")] })),
		},
		{
			id: "J05",
			state: "suspended",
			want: "pending",
			probe,
			make: of({ spec: { suspend: true } }),
			reached: status("Job", "init", { conditions: [cond("Suspended", "True")] }),
		},
		{
			id: "J12",
			state: "with a parallelism of 0",
			want: "pending",
			probe,
			make: of({ spec: { parallelism: 0 } }),
			reached: status("Job", "init", { startTime: (found: unknown) => typeof found === "string" }),
		},
		{
			id: "J14",
			state: "its image cannot be pulled",
			want: "fail",
			probe,
			make: of({ annotations: pods("image-pull") }),
			reached: number("Pod", 1, waitsFor("ImagePullBackOff")),
		},
		{
			id: "J16",
			state: "a quota forbids its pod",
			want: "not-green",
			probe,
			make: (namespace) => [quota(namespace, 0)],
			before: quotaCounts,
			change: applied(of()),
			reached: status("Job", "init", { startTime: (found: unknown) => typeof found === "string", active: absent }),
		},
		{
			id: "J17",
			state: "restarted in place, still crashing",
			want: "not-green",
			probe,
			make: of({ annotations: pods("crash-loop"), podSpec: { restartPolicy: "OnFailure" }, spec: { backoffLimit: 20 } }),
			reached: number("Pod", 1, waitsFor("CrashLoopBackOff")),
		},
		{
			id: "J19",
			state: "no status yet",
			want: "pending",
			probe,
			plane: "halted",
			change: applied(of()),
			reached: is("Job", "init", { status: { startTime: absent } }),
		},
		{
			id: "J20",
			state: "left to another controller, which does not run",
			want: "pending",
			probe,
			make: of({ spec: { managedBy: "example.com/nobody" } }),
			reached: is("Job", "init", { spec: { managedBy: "example.com/nobody" } }),
		},
		{
			id: "J22",
			state: "failed once, waits to try again",
			want: "pending",
			probe,
			make: of({ ...failing, spec: { backoffLimit: 6 } }),
			reached: all(status("Job", "init", { failed: 1, active: absent }), number("Pod", 1, { status: { phase: "Failed" } })),
		},
		{
			id: "J23",
			state: "two of three complete, the third running",
			want: "pending",
			probe,
			make: of({ ...lasting, spec: { completions: 3, parallelism: 3 } }),
			before: number("Pod", 3, podReady),
			change: inTurn(podsBecome("app=init", "first", ended(0))),
			reached: status("Job", "init", { succeeded: 1, active: 2 }),
		},
		{ id: "J24", state: "does not exist", want: "fail", probe, reached: always },
		{
			id: "J26",
			state: "has met its success policy, a pod of it still ending",
			want: "pending",
			probe,
			make: of({
				annotations: pods("undeletable"),
				spec: { completionMode: "Indexed", completions: 2, parallelism: 2, successPolicy: { rules: [{ succeededCount: 1 }] } },
			}),
			before: number("Pod", 2, podReady),
			change: podsBecome("app=init", "first", ended(0)),
			reached: status("Job", "init", { conditions: [cond("SuccessCriteriaMet", "True")], terminating: 1 }),
		},
		{
			id: "J28",
			state: "a Secret that its container needs is missing",
			want: "fail",
			probe,
			make: of({ annotations: pods("config-error") }),
			reached: number("Pod", 1, waitsFor("CreateContainerConfigError")),
		},
		{
			id: "J29",
			state: "no node fits its pod",
			want: "pending",
			probe,
			make: of({ podSpec: { nodeSelector: { disk: "none" } } }),
			reached: number("Pod", 1, { status: { conditions: [cond("PodScheduled", "False")] } }),
		},
	],
};
