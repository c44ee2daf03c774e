import type { Manifest } from "../../../cluster/control-plane/api.ts";
import { deployment } from "../../../cluster/control-plane/manifests.ts";
import { applied, awaiting, deletedAndHeld, inTurn, leaving, patched, pods, podsBecome, unreadied } from "../making.ts";
import { all, always, cond, is, number, podReady, present, status, template, waitsFor } from "../reached.ts";
import type { Family } from "./index.ts";

const probe = "{ pdb: { name: sa } }";
const budget = (namespace: string, spec: object = { maxUnavailable: 1 }, name = "sa"): Manifest => ({
	apiVersion: "policy/v1",
	kind: "PodDisruptionBudget",
	metadata: { name, namespace },
	spec: { selector: { matchLabels: { app: "sa" } }, ...spec },
});
const of =
	(spec: object = { maxUnavailable: 1 }, replicas = 3) =>
	(namespace: string): Manifest[] => [deployment(namespace, "sa", { replicas }), budget(namespace, spec)];
const counts = (expectedPods: number, currentHealthy: number) =>
	status("PodDisruptionBudget", "sa", { expectedPods, currentHealthy });
const healthy = all(counts(3, 3), number("Pod", 3, podReady));

export const disruptionBudgets: Family = {
	title: "PodDisruptionBudgets",
	rows: [
		{ id: "P00", state: "protects 3 pods, one may go", want: "pass", probe, make: of(), reached: healthy },
		{
			id: "P01",
			state: "its selector takes no pod",
			want: "not-green",
			probe,
			make: of({ maxUnavailable: 1, selector: { matchLabels: { app: "as" } } }),
			reached: all(number("Pod", 3, podReady), status("PodDisruptionBudget", "sa", { expectedPods: 0, observedGeneration: 1 })),
		},
		{
			id: "P02",
			state: "wants all of 3 pods to stay",
			want: "not-green",
			probe,
			make: of({ minAvailable: 3 }),
			reached: healthy,
		},
		{
			id: "P03",
			state: "of one pod, which has to stay",
			want: "not-green",
			probe,
			make: of({ minAvailable: 1 }, 1),
			reached: counts(1, 1),
		},
		{
			id: "P04",
			state: "one of 3 pods is not ready",
			want: "pending",
			probe,
			make: of(),
			before: healthy,
			change: podsBecome("app=sa", "first", {}, ...unreadied),
			reached: counts(3, 2),
		},
		{
			id: "P05",
			state: "lets all pods be evicted",
			want: "not-green",
			probe,
			make: of({ maxUnavailable: "100%" }),
			reached: healthy,
		},
		{
			id: "P06",
			state: "a second one takes the same pods",
			want: "not-green",
			probe,
			make: of(),
			// The controller tells a pod's change to one of the budgets that take it, whichever: the twin has to come when all are ready.
			before: healthy,
			change: applied((namespace) => [budget(namespace, { maxUnavailable: 1 }, "twin")]),
			reached: all(healthy, status("PodDisruptionBudget", "twin", { expectedPods: 3, currentHealthy: 3 })),
		},
		{
			id: "P07",
			state: "being deleted",
			want: "not-green",
			probe,
			make: of(),
			before: healthy,
			change: deletedAndHeld("PodDisruptionBudget", "sa"),
			reached: leaving("PodDisruptionBudget", "sa"),
		},
		{
			id: "P08",
			state: "its controller has not seen the change",
			want: "pending",
			probe,
			plane: "halted",
			make: of(),
			before: healthy,
			change: patched("PodDisruptionBudget", "sa", { spec: { maxUnavailable: 2 } }),
			reached: is("PodDisruptionBudget", "sa", { metadata: { generation: 2 }, status: { observedGeneration: 1 } }),
		},
		{
			id: "P09",
			state: "of pods that nothing controls: it cannot be worked out",
			want: "not-green",
			probe,
			make: (namespace) => [
				{
					apiVersion: "v1",
					kind: "Pod",
					metadata: { name: "sa", namespace, labels: { app: "sa" } },
					spec: { containers: [{ name: "main", image: "m" }] },
				},
				budget(namespace),
			],
			reached: all(
				number("Pod", 1, podReady),
				status("PodDisruptionBudget", "sa", { conditions: [cond("DisruptionAllowed", "False")] }),
			),
		},
		{
			id: "P10",
			state: "its pods crash",
			want: "fail",
			probe,
			make: (namespace) => [deployment(namespace, "sa", { replicas: 3, annotations: pods("crash-loop") }), budget(namespace)],
			reached: all(counts(3, 0), number("Pod", 3, waitsFor("CrashLoopBackOff"))),
		},
		{
			id: "P11",
			state: "an empty selector: every pod of the namespace",
			want: "pass",
			probe,
			make: of({ maxUnavailable: 1, selector: {} }),
			reached: healthy,
		},
		{
			id: "P12",
			state: "leaves out pods of the workload that is asked for",
			want: "fail",
			probe: "{ pdb: { name: sa, selects: Deployment/ra } }",
			make: (namespace) => [...of()(namespace), deployment(namespace, "ra")],
			reached: all(counts(3, 3), number("Pod", 4, podReady)),
		},
		{
			id: "P13",
			state: "does not exist",
			want: "fail",
			probe,
			make: (namespace) => [deployment(namespace, "sa")],
			reached: always,
		},
		{ id: "P14", state: "minAvailable 0", want: "not-green", probe, make: of({ minAvailable: 0 }), reached: healthy },
		{
			id: "P15",
			state: "in the middle of a rollout that is stuck",
			want: "not-red",
			probe,
			make: of({ maxUnavailable: 1 }, 3),
			before: healthy,
			change: inTurn(patched("Deployment", "sa", template(pods("never-ready"))), awaiting(number("Pod", 4))),
			reached: all(number("Pod", 4), status("PodDisruptionBudget", "sa", { expectedPods: 3 })),
		},
		{
			id: "P16",
			state: "no controller has seen it",
			want: "pending",
			probe,
			plane: "halted",
			make: (namespace) => [deployment(namespace, "sa", { replicas: 3 })],
			before: number("Pod", 3, podReady),
			change: applied((namespace) => [budget(namespace)]),
			reached: is("PodDisruptionBudget", "sa", { metadata: { uid: present } }),
		},
		{
			id: "P17",
			state: "of the workload that is asked for, and all its pods",
			want: "pass",
			probe: "{ pdb: { name: sa, selects: Deployment/sa, minPods: 3 } }",
			make: of(),
			reached: healthy,
		},
		{
			id: "P18",
			state: "protects fewer pods than are asked for",
			want: "fail",
			probe: "{ pdb: { name: sa, minPods: 5 } }",
			make: of(),
			reached: healthy,
		},
		{
			id: "P19",
			state: "its workload is scaled to zero",
			want: "not-green",
			probe,
			make: of({ maxUnavailable: 1 }, 0),
			reached: status("PodDisruptionBudget", "sa", { observedGeneration: 1, expectedPods: 0 }),
		},
		{
			id: "P20",
			state: "its selector names no existing operator's values: matchExpressions In",
			want: "pass",
			probe,
			make: of({ maxUnavailable: 1, selector: { matchExpressions: [{ key: "app", operator: "In", values: ["sa", "ra"] }] } }),
			reached: healthy,
		},
	],
};
