import { job } from "../../../cluster/control-plane/manifests.ts";
import { simulateAfter } from "../../../cluster/control-plane/pod-states.ts";
import { awaiting, deletedAndHeld, ended, inTurn, leaving, patchedStatus, pods, podsBecome } from "../making.ts";
import { all, cond, is, number, podReady, status } from "../reached.ts";
import type { Family } from "./index.ts";

const probe = "{ job: { name: init } }";
const of =
	(workload: Parameters<typeof job>[2] = {}) =>
	(namespace: string) => [job(namespace, "init", workload)];
const done = status("Job", "init", { conditions: [cond("Complete", "True")] });
const failed = (reason?: string) => status("Job", "init", { conditions: [cond("Failed", "True", reason)] });
const running = all(status("Job", "init", { active: 1 }), number("Pod", 1, podReady));
const lasting = { annotations: pods("run") };
const failing = { annotations: pods("fail") };

export const jobsThatEnded: Family = {
	title: "Jobs that have ended",
	rows: [
		{ id: "J00", state: "complete", want: "pass", probe, make: of(), reached: done },
		{
			id: "J02",
			state: "failed more often than it may",
			want: "fail",
			probe,
			make: of({ ...failing, spec: { backoffLimit: 0 } }),
			reached: failed("BackoffLimitExceeded"),
		},
		{
			id: "J03",
			state: "longer than it may take",
			want: "fail",
			probe,
			make: of({ ...lasting, spec: { activeDeadlineSeconds: 3 } }),
			reached: failed("DeadlineExceeded"),
		},
		{
			id: "J06",
			state: "failed once, then complete",
			want: "pass",
			probe,
			make: of({ ...lasting, spec: { podReplacementPolicy: "Failed" } }),
			before: running,
			change: inTurn(
				podsBecome("app=init", "all", ended(1)),
				awaiting(number("Pod", 1, { status: { phase: "Running" } })),
				async (scene) => {
					const [next] = (await scene.api.list("v1", "Pod", scene.namespace)).filter(
						(pod) => Reflect.get(Object(pod.status), "phase") === "Running",
					);
					if (next !== undefined)
						await scene.api.patchStatus(
							{ apiVersion: "v1", kind: "Pod", metadata: { name: next.metadata.name, namespace: scene.namespace } },
							ended(0),
						);
				},
			),
			reached: all(done, status("Job", "init", { failed: 1, succeeded: 1 })),
		},
		{
			id: "J07",
			state: "indexed, all three complete",
			want: "pass",
			probe,
			make: of({ spec: { completionMode: "Indexed", completions: 3, parallelism: 3 } }),
			reached: all(done, status("Job", "init", { completedIndexes: "0-2" })),
		},
		{
			id: "J08",
			state: "indexed, an index failed for good",
			want: "fail",
			probe,
			make: of({ ...failing, spec: { completionMode: "Indexed", completions: 2, backoffLimitPerIndex: 0 } }),
			reached: failed("FailedIndexes"),
		},
		{
			id: "J09",
			state: "has met its success policy",
			want: "pass",
			probe,
			make: of({
				spec: { completionMode: "Indexed", completions: 2, parallelism: 2, successPolicy: { rules: [{ succeededCount: 1 }] } },
			}),
			reached: all(done, status("Job", "init", { conditions: [cond("SuccessCriteriaMet", "True")] })),
		},
		{
			id: "J10",
			state: "complete, being deleted",
			want: "not-green",
			probe,
			make: of(),
			before: done,
			change: deletedAndHeld("Job", "init"),
			reached: leaving("Job", "init"),
		},
		{
			id: "J11",
			state: "complete, and gone after its time to live",
			want: "not-green",
			probe,
			make: of({ spec: { ttlSecondsAfterFinished: 0 } }),
			reached: async ({ api, namespace }) => (await api.get("batch/v1", "Job", namespace, "init")) === null,
		},
		{
			id: "J13",
			state: "ended by its failure policy at the first failure",
			want: "fail",
			probe,
			make: of({
				...failing,
				spec: {
					backoffLimit: 6,
					podFailurePolicy: { rules: [{ action: "FailJob", onExitCodes: { operator: "In", values: [1] } }] },
				},
			}),
			reached: failed("PodFailurePolicy"),
		},
		{
			id: "J15",
			state: "complete with nothing to do: completions 0",
			want: "not-green",
			probe,
			make: of({ spec: { completions: 0 } }),
			reached: done,
		},
		{
			id: "J18",
			state: "restarted in place more often than it may",
			want: "fail",
			probe,
			make: of({ annotations: pods("crash-loop"), podSpec: { restartPolicy: "OnFailure" }, spec: { backoffLimit: 2 } }),
			reached: failed("BackoffLimitExceeded"),
		},
		{
			id: "J21",
			state: "complete, to be deleted in an hour",
			want: "pass",
			probe,
			make: of({ spec: { ttlSecondsAfterFinished: 3600 } }),
			reached: done,
		},
		{
			id: "J25",
			state: "of generated names, the newest failed",
			want: "fail",
			probe: "{ job: { namePrefix: init- } }",
			make: (namespace) => [job(namespace, "init-a")],
			before: is("Job", "init-a", { status: { succeeded: 1 } }),
			change: async (scene) => {
				await new Promise((resolve) => setTimeout(resolve, 1100));
				await scene.api.apply(job(scene.namespace, "init-b", { ...failing, spec: { backoffLimit: 0 } }));
			},
			reached: is("Job", "init-b", { status: { conditions: [cond("Failed", "True")] } }),
		},
		{
			id: "J27",
			state: "conditions of 1.31: SuccessCriteriaMet before Complete",
			want: "pass",
			probe,
			plane: "bare",
			make: of(),
			change: patchedStatus("Job", "init", {
				startTime: "2026-01-01T00:00:00Z",
				completionTime: "2026-01-01T00:01:00Z",
				succeeded: 1,
				conditions: [cond("SuccessCriteriaMet", "True"), cond("Complete", "True")].map((one) => ({
					...one,
					lastTransitionTime: "2026-01-01T00:01:00Z",
				})),
			}),
			reached: done,
		},
		{
			id: "J30",
			state: "slow, ends well in the end",
			want: "pass",
			probe,
			make: of({ annotations: pods("succeed", { [simulateAfter]: "3s" }) }),
			reached: done,
		},
	],
};
