import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { hpaProbe } from "../../../src/probes/hpa/hpa-probe.ts";
import { cond, deployment, now } from "../objects.ts";
import { hpa } from "../passing.ts";
import { verdict } from "../verdict-words.ts";
import { but } from "../workload/rollouts.ts";

type Path = readonly (string | number)[];
type Change = readonly [Path, unknown];

describe("an autoscaler", () => {
	const target = deployment("boulder-wfe2", 2);
	const able = cond("AbleToScale", "True");
	const of = (changes: readonly Change[], more = "", others: readonly KubeObject[] = target): Promise<string> =>
		verdict(hpaProbe, `{ name: boulder-wfe2${more} }`, { objects: [...but([hpa], ...changes), ...others] }).then((said) =>
			said
				.replace("HorizontalPodAutoscaler boulder-wfe2 ", "")
				.replace(" > kubectl describe … horizontalpodautoscaler/boulder-wfe2", ""),
		);
	const conditions = (...list: unknown[]): Change => [["status", "conditions"], list];
	const secondsAgo = (seconds: number): string => new Date(Date.parse(now) - seconds * 1000).toISOString();
	const values = (current: unknown): Change => [
		["status", "currentMetrics"],
		[{ type: "Resource", resource: { name: "cpu", current } }],
	];

	it.each<[string, readonly Change[], string, string]>([
		["scales", [], "", "pass Scaling: scales by cpu, between 2 and 5 replicas"],
		[
			"scales what it should, by what it should",
			[],
			", target: Deployment/boulder-wfe2, metrics: [cpu]",
			"pass Scaling: scales by cpu, between 2 and 5 replicas",
		],
		[
			"scales another kind of that name",
			[],
			", target: StatefulSet/boulder-wfe2",
			"fail WrongTarget: scales Deployment boulder-wfe2, not StatefulSet boulder-wfe2",
		],
		[
			"scales another of that kind",
			[],
			", target: Deployment/sa",
			"fail WrongTarget: scales Deployment boulder-wfe2, not Deployment sa",
		],
		[
			"scales nothing",
			[[["spec", "scaleTargetRef"], {}]],
			", target: Deployment/sa",
			"fail WrongTarget: scales nothing , not Deployment sa",
		],
		[
			"has no room",
			[[["spec", "maxReplicas"], 2]],
			"",
			"fail CannotScale: has no room to scale: at least 2 and at most 2 replicas",
		],
		["has room for one", [[["spec", "maxReplicas"], 3]], "", "pass Scaling: scales by cpu, between 2 and 3 replicas"],
		[
			"has no end",
			[[["spec", "maxReplicas"], undefined]],
			"",
			"fail CannotScale: has no room to scale: at least 2 and at most no replicas",
		],
		["has no beginning", [[["spec", "minReplicas"], undefined]], "", "pass Scaling: scales by cpu, between 1 and 5 replicas"],
		["lacks a metric", [], ", metrics: [memory, cpu]", "fail MetricNotConfigured: does not scale by memory, but by cpu"],
		[
			"has no metric",
			[[["spec", "metrics"], []]],
			", metrics: [memory]",
			"fail MetricNotConfigured: does not scale by memory, but by nothing",
		],
		[
			"does not tell whether it is able",
			[conditions(cond("ScalingActive", "True"))],
			"",
			"pending NotObserved: has not reported yet whether it can scale",
		],
		[
			"is not able",
			[conditions(cond("AbleToScale", "False", "FailedGetScale", "no scale"))],
			"",
			"fail FailedGetScale: is not able to scale: no scale",
		],
		[
			"is not able for a while",
			[conditions(cond("AbleToScale", "False", "BackoffBoth"))],
			"",
			"pending BackoffBoth: is not able to scale: BackoffBoth",
		],
		[
			"is not known to be able",
			[conditions(cond("AbleToScale", "Unknown", "FailedGetScale"))],
			"",
			"pending FailedGetScale: is not able to scale: FailedGetScale",
		],
		[
			"does not tell whether it is active",
			[conditions(able)],
			"",
			"pending NotObserved: has not reported yet whether it is active",
		],
		[
			"was switched off",
			[conditions(able, cond("ScalingActive", "False", "ScalingDisabled"))],
			"",
			"fail ScalingDisabled: is disabled because its target is scaled to zero",
		],
		[
			"says so of before",
			[conditions(able, cond("ScalingActive", "True", "ScalingDisabled"))],
			"",
			"pass Scaling: scales by cpu, between 2 and 5 replicas",
		],
		[
			"has had no metrics for a minute",
			[conditions(able, cond("ScalingActive", "False", "FailedGetResourceMetric", "no metrics", secondsAgo(60)))],
			"",
			"fail FailedGetResourceMetric: has not been active for 60 s: no metrics > kubectl get apiservice v1beta1.metrics.k8s.io",
		],
		[
			"has had no metrics for less",
			[conditions(able, cond("ScalingActive", "False", "FailedGetPodsMetric", "no metrics", secondsAgo(59)))],
			"",
			"pending FailedGetPodsMetric: has not been active for 59 s: no metrics",
		],
		[
			"has no metrics, nobody says since when",
			[conditions(able, { type: "ScalingActive", status: "False" })],
			"",
			"fail NotActive: has not been active: its ScalingActive condition is not True",
		],
		[
			"is not known to be active",
			[conditions(able, cond("ScalingActive", "Unknown", "FailedGetExternalMetric"))],
			"",
			"pending FailedGetExternalMetric: has not been active for 30 min: FailedGetExternalMetric",
		],
		["reads numbers", [values({ averageUtilization: 0 })], "", "pass Scaling: scales by cpu, between 2 and 5 replicas"],
		["reads quantities", [values({ averageValue: "62m" })], "", "pass Scaling: scales by cpu, between 2 and 5 replicas"],
		["reads nothing", [values({})], "", "pending NoMetrics: has not read a metric yet"],
		["reads what is no number", [values({ value: "unknown" })], "", "pending NoMetrics: has not read a metric yet"],
		[
			"reads one metric of two",
			[[["spec", "metrics", 1], { type: "Pods", pods: { metric: { name: "requests" } } }]],
			"",
			"pending NoMetrics: has no value for requests",
		],
		[
			"is at its end",
			[[["status", "conditions", 2], cond("ScalingLimited", "True", "TooManyReplicas")]],
			"",
			"pending PinnedAtMaximum: has reached its maximum of 5 replicas and cannot scale further",
		],
		[
			"was at its end",
			[[["status", "conditions", 2], cond("ScalingLimited", "False", "TooManyReplicas")]],
			"",
			"pass Scaling: scales by cpu, between 2 and 5 replicas",
		],
		["has one replica", [[["status", "currentReplicas"], 1]], "", "pass Scaling: scales by cpu, between 2 and 5 replicas"],
		["has no replicas", [[["status", "currentReplicas"], 0]], "", "pending NoReplicas: scales a target that has no replicas"],
		[
			"tells of no replicas",
			[[["status", "currentReplicas"], undefined]],
			"",
			"pending NoReplicas: scales a target that has no replicas",
		],
	])("%s", async (_what, changes, more, expected) => expect(await of(changes, more)).toBe(expected));

	it("without what it scales is red, unless that is of a kind that is not read", async () => {
		expect(await of([], "", [])).toBe("fail TargetNotFound: scales Deployment boulder-wfe2, which does not exist");
		expect(await of([], "", deployment("boulder-wfe", 1))).toBe(
			"fail TargetNotFound: scales Deployment boulder-wfe2, which does not exist; there is boulder-wfe",
		);
		expect(await of([], "", but(target, [["metadata", "deletionTimestamp"], now]))).toBe(
			"fail TargetTerminating: scales Deployment boulder-wfe2, which is being deleted",
		);
		expect(
			await of([[["spec", "scaleTargetRef"], { apiVersion: "example.com/v1", kind: "Deployment", name: "x" }]], "", []),
		).toMatch(/^pass/);
		expect(await of([[["spec", "scaleTargetRef"], { apiVersion: "apps/v1", kind: "Widget", name: "x" }]], "", [])).toMatch(
			/^pass/,
		);
	});
});
