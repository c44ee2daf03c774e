import { type KubeObject, numberAt, stringAt } from "../../cluster/objects/object.ts";
import { describeDuration } from "../../model/duration.ts";
import { few } from "../../text/wording.ts";
import { define } from "../define.ts";
import type { ProbeResult, ReadAndJudge } from "../probe.ts";
import { condition, elapsed } from "../shared/conditions.ts";
import {
	findObject,
	type Lookup,
	notFound,
	preconditions,
	type ReportFn,
	reporterFor,
	type ScalableKind,
	scalableKinds,
} from "../shared/lookup.ts";
import { objectName } from "../shared/names.ts";
import { namespaceOf } from "../shared/namespace.ts";
import { listRight } from "../shared/pods-of.ts";
import { type Reference, referenceOf } from "../shared/reference.ts";
import { describeMetric, impossibleAmong, metricsAt, silentAmong } from "./hpa-metrics.ts";

export interface HpaSpec {
	readonly namespace: string;
	readonly name: string;
	readonly target: Reference<ScalableKind> | null;
	/** `cpu`, `memory` or names of metrics, all of which it has to scale by. */
	readonly metrics: readonly string[];
}

export interface HpaEvidence {
	readonly hpa: Lookup;
	/** What it scales; null where that is of a kind that is not read. */
	readonly target: Lookup | null;
}

export const hpa: ReadAndJudge<HpaSpec, HpaEvidence> = {
	name: "hpa",
	proves: "a HorizontalPodAutoscaler reads its metrics, and can scale a target that exists",
	specify: (fields, reading) => ({
		namespace: namespaceOf(fields, reading),
		name: fields.required("name", objectName(fields, "name")),
		target: referenceOf(fields, "target", scalableKinds),
		metrics: fields.strings("metrics") ?? [],
	}),
	describe: ({ name, target, metrics }) =>
		`HorizontalPodAutoscaler ${name} can scale${target === null ? "" : ` ${target.kind} ${target.name}`}${metrics.length === 0 ? "" : ` by ${metrics.join(", ")}`}`,
	looksFor: ({ name }) => name,
	rights: ({ namespace, target }) => [
		listRight("autoscaling", "horizontalpodautoscalers", namespace),
		...(target === null ? scalableKinds : [target.kind]).map((kind) => listRight("apps", `${kind.toLowerCase()}s`, namespace)),
	],
	async read({ namespace, name }, { cluster }) {
		const found = await findObject(cluster, { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler", namespace, name });
		const kind = scalableKinds.find((known) => known === stringAt(found.object, "spec", "scaleTargetRef", "kind"));
		const target = stringAt(found.object, "spec", "scaleTargetRef", "name");
		const ours = stringAt(found.object, "spec", "scaleTargetRef", "apiVersion")?.startsWith("apps/") === true;
		if (kind === undefined || target === null || !ours) return { hpa: found, target: null };
		return { hpa: found, target: await findObject(cluster, { apiVersion: "apps/v1", kind, namespace, name: target }) };
	},
	judge: judgeHpa,
};

function judgeHpa({ hpa: lookup, target }: HpaEvidence, spec: HpaSpec): ProbeResult {
	const { object, observedAt } = lookup;
	if (object === null) return notFound(lookup);
	const report = reporterFor(object, "AbleToScale and ScalingActive are True, and its metrics have values", observedAt);
	return (
		preconditions(object, report, { hasStatus: true }) ??
		misconfigured(object, spec, report) ??
		unscalable(object, target, report) ??
		inactive(object, report, observedAt) ??
		measured(object, report)
	);
}

function misconfigured(object: KubeObject, spec: HpaSpec, report: ReportFn): ProbeResult | null {
	const kind = stringAt(object, "spec", "scaleTargetRef", "kind") ?? "nothing";
	const name = stringAt(object, "spec", "scaleTargetRef", "name") ?? "";
	if (spec.target !== null && (spec.target.kind !== kind || spec.target.name !== name))
		return report("fail", "WrongTarget", `scales ${kind} ${name}, not ${spec.target.kind} ${spec.target.name}`);
	const least = numberAt(object, "spec", "minReplicas") ?? 1;
	const max = numberAt(object, "spec", "maxReplicas");
	if (max === null || least >= max)
		return report("fail", "CannotScale", `has no room to scale: at least ${least} and at most ${max ?? "no"} replicas`);
	if (stringAt(object, "spec", "behavior", "scaleUp", "selectPolicy") === "Disabled")
		return report(
			"fail",
			"ScaleUpDisabled",
			"can never scale up: behavior.scaleUp.selectPolicy is Disabled",
			"remove spec.behavior.scaleUp.selectPolicy, or set it to Max",
		);
	const configured = metricsAt(object, "spec", "metrics").map(({ name }) => name);
	const lacking = spec.metrics.filter((metric) => !configured.includes(metric));
	if (lacking.length > 0)
		return report("fail", "MetricNotConfigured", `does not scale by ${few(lacking)}, but by ${few(configured) || "nothing"}`);
	return null;
}

function unscalable(object: KubeObject, target: Lookup | null, report: ReportFn): ProbeResult | null {
	const able = condition(object, "AbleToScale");
	if (target !== null && target.object === null) {
		const suggestion = target.nearest === null ? "" : `; there is ${target.nearest}`;
		return report("fail", "TargetNotFound", `scales ${target.kind} ${target.name}, which does not exist${suggestion}`);
	}
	if (target?.object?.metadata.deletionTimestamp !== undefined)
		return report("fail", "TargetTerminating", `scales ${target.kind} ${target.name}, which is being deleted`);
	if (able === null) return report("pending", "NotObserved", "has not reported yet whether it can scale");
	if (able.status === "True") return null;
	const permanent = able.status === "False" && /^Failed/.test(able.reason);
	return report(
		permanent ? "fail" : "pending",
		able.reason || "NotAbleToScale",
		`is not able to scale: ${able.message || able.reason}`,
	);
}

/** Metrics are missing for a moment after every rollout; longer than this they do not come by waiting. */
const graceMilliseconds = 60_000;

function inactive(object: KubeObject, report: ReportFn, now: string): ProbeResult | null {
	const active = condition(object, "ScalingActive");
	if (active === null) return report("pending", "NotObserved", "has not reported yet whether it is active");
	if (active.status === "False" && active.reason === "ScalingDisabled") {
		// KEDA makes the autoscaler, and scales its target to zero and back itself.
		const keda = object.metadata.ownerReferences?.find(({ kind }) => kind === "ScaledObject");
		if (keda === undefined) return report("fail", "ScalingDisabled", "is disabled because its target is scaled to zero");
		const words = `is parked: KEDA has scaled its target to zero (ScaledObject ${keda.name})`;
		return { ...report("pending", "ScaledToZero", words), parked: true };
	}
	if (active.status === "True") return null;
	const age = elapsed(active.since, now);
	const since = age === null ? "" : ` for ${describeDuration(age)}`;
	const young = active.status !== "False" || (age !== null && age < graceMilliseconds);
	const request = /missing request for (\S+) in container (\S+)/.exec(active.message);
	const because = active.message || active.reason || "its ScalingActive condition is not True";
	if (request !== null) {
		const words = `has not been active${since}: container ${request[2]} has no request for ${request[1]} (${because})`;
		return report(
			young ? "pending" : "fail",
			active.reason,
			words,
			`give container ${request[2]} resources.requests.${request[1]}`,
		);
	}
	const hint = active.reason === "FailedGetResourceMetric" ? "kubectl get apiservice v1beta1.metrics.k8s.io" : undefined;
	return report(young ? "pending" : "fail", active.reason || "NotActive", `has not been active${since}: ${because}`, hint);
}

function measured(object: KubeObject, report: ReportFn): ProbeResult {
	const configured = metricsAt(object, "spec", "metrics");
	const current = metricsAt(object, "status", "currentMetrics");
	const silent = silentAmong(configured, current);
	const names = [...new Set(current.filter((one) => silentAmong([one], [one]).length === 0).map(({ name }) => name))];
	if (names.length === 0) return report("pending", "NoMetrics", "has not read a metric yet");
	if (silent.length > 0) return report("pending", "NoMetrics", `has no value for ${few(silent.map(describeMetric))}`);
	const impossible = impossibleAmong(current);
	if (impossible !== null)
		return report(
			"fail",
			"ImpossibleMetric",
			`reads a metric that cannot be so: ${impossible}`,
			"check what the metrics adapter or the scaler's query returns",
		);
	const limited = condition(object, "ScalingLimited");
	const replicas = numberAt(object, "status", "currentReplicas");
	const max = numberAt(object, "spec", "maxReplicas");
	if (limited?.status === "True" && limited.reason === "TooManyReplicas")
		return report("pending", "PinnedAtMaximum", `has reached its maximum of ${max} replicas and cannot scale further`);
	if (replicas === null || replicas < 1) return report("pending", "NoReplicas", "scales a target that has no replicas");
	return report(
		"pass",
		"Scaling",
		`scales by ${few(names)}, between ${numberAt(object, "spec", "minReplicas") ?? 1} and ${max} replicas`,
	);
}

export const hpaProbe = define(hpa);
