import { describe } from "vitest";
import { judgeCases } from "./cases.ts";
import { app, type Fields, type KubeObject, object } from "./worlds.ts";

const monolith = app("boulder-monolith");
const onHost = (each: KubeObject): KubeObject =>
	each.kind === "Deployment" ? { ...each, spec: { ...Object(each.spec), template: { spec: { hostNetwork: true } } } } : each;

describe("not holds only on evidence of the opposite", () => {
	judgeCases([
		{
			state: "a workload whose name is misspelled",
			wanted: "not-pass",
			probe: "{ not: { workload: { kind: Deployment, name: boulder-monolih } } }",
			objects: monolith,
		},
		{
			state: "the same, where absence is meant",
			wanted: "not-pass",
			probe: "{ not: { absent: true, workload: { kind: Deployment, name: boulder-monolih } } }",
			objects: monolith,
		},
		{
			state: "one of two objects is as the probe expects",
			wanted: "not-pass",
			probe:
				'{ not: { resources: { apiVersion: apps/v1, kind: Deployment, expect: "object.spec.template.spec.hostNetwork == true" } } }',
			objects: [...app("a"), ...app("b").map(onHost)],
		},
		{
			state: "a name that differs from an existing one in a digit",
			wanted: "pass",
			probe: "{ not: { absent: true, workload: { kind: Deployment, name: sa-1 } } }",
			objects: app("sa-2"),
		},
		{
			state: "a workload that is gone, as is meant",
			wanted: "pass",
			probe: "{ not: { absent: true, workload: { kind: Deployment, name: boulder-monolith } } }",
			objects: app("sa"),
		},
	]);
});

const pods = (count: number): KubeObject[] => app("w", count);
const answers = (count: number, bad: number): Record<string, Fields> =>
	Object.fromEntries(
		Array.from({ length: count }, (_, index) => [
			`"w-7d9f-${index}"`,
			index === bad ? { status: 500 } : { status: 200, body: "{}" },
		]),
	);
const asksPods = "{ http: { workload: Deployment/w, port: 9395, path: /healthz } }";

describe("a workload is asked in each of its pods", () => {
	judgeCases([
		{ state: "the last of twelve answers 500", wanted: "not-pass", probe: asksPods, objects: pods(12), answers: answers(12, 11) },
		{ state: "the seventh of eight answers 500", wanted: "not-pass", probe: asksPods, objects: pods(8), answers: answers(8, 6) },
		{ state: "the sixth of six answers 500", wanted: "not-pass", probe: asksPods, objects: pods(6), answers: answers(6, 5) },
		{ state: "one of two answers 500", wanted: "not-pass", probe: asksPods, objects: pods(2), answers: answers(2, 1) },
		{ state: "all twelve answer", wanted: "pass", probe: asksPods, objects: pods(12), answers: answers(12, -1) },
		{ state: "both answer", wanted: "pass", probe: asksPods, objects: pods(2), answers: answers(2, -1) },
	]);
});

const budget = (app: string, allowed: number): KubeObject =>
	object({
		apiVersion: "policy/v1",
		kind: "PodDisruptionBudget",
		name: "w",
		metadata: { generation: 1 },
		spec: { minAvailable: 1, selector: { matchLabels: { app } } },
		status: { observedGeneration: 1, currentHealthy: 2, desiredHealthy: 1, expectedPods: 2, disruptionsAllowed: allowed },
	});
const shared = { ...budget("w", 1), spec: { minAvailable: 1, selector: { matchLabels: { tier: "b" } } } };
const either = { matchExpressions: [{ key: "app", operator: "In", values: ["w", "v"] }] };
const asksBudget = "{ pdb: { name: w, selects: Deployment/w } }";

describe("a disruption budget protects the pods that are asked for", () => {
	judgeCases([
		{
			state: "those of another workload",
			wanted: "not-pass",
			probe: asksBudget,
			objects: [...app("w"), ...app("v"), budget("v", 1)],
		},
		{
			state: "those of another workload besides",
			wanted: "not-pass",
			probe: asksBudget,
			objects: [...app("w", 2, { labels: { app: "w", tier: "b" } }), ...app("v", 2, { labels: { app: "v", tier: "b" } }), shared],
		},
		{
			state: "every pod of the namespace",
			wanted: "not-pass",
			probe: asksBudget,
			objects: [...app("w"), ...app("v"), { ...budget("w", 1), spec: { minAvailable: 1, selector: {} } }],
		},
		{
			state: "two workloads, by an expression",
			wanted: "not-pass",
			probe: asksBudget,
			objects: [...app("w"), ...app("v"), { ...budget("w", 1), spec: { minAvailable: 1, selector: either } }],
		},
		{ state: "no disruption is allowed", wanted: "not-pass", probe: asksBudget, objects: [...app("w"), budget("w", 0)] },
		{ state: "one of two may go", wanted: "pass", probe: asksBudget, objects: [...app("w"), budget("w", 1)] },
	]);
});
