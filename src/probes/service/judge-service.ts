import type { Cluster, ListRequest } from "../../cluster/cluster.ts";
import { type KubeObject, listAt, numberAt, stringAt, stringsAt } from "../../cluster/objects/object.ts";
import { commandLine } from "../../text/command-line.ts";
import { count, few } from "../../text/wording.ts";
import type { ProbeResult, Right } from "../probe.ts";
import { absenceOf } from "../shared/lookup.ts";
import { labelled, selectedFrom } from "../shared/names-and-labels.ts";
import { isTerminating, labelsOf, named, nearestName } from "../shared/ownership.ts";
import { diagnosePod, hasEnded, isReady } from "../shared/pods.ts";
import { ownedPodsLists, type WorkloadKind } from "../shared/pods-of.ts";
import type { Reference } from "../shared/reference.ts";
import { absent, kubectlName, observed, probeResult } from "../shared/results.ts";
import { equalitySelector } from "../shared/selectors.ts";
import { readWorkload, type WorkloadEvidence, workloadRights } from "../workload/read-workload.ts";
import { type Addresses, addressesOf } from "./ready-addresses.ts";
import { type ServicePort, servicePorts } from "./service-ports.ts";
import { unopened, wrongTarget } from "./target-port.ts";

export interface ServiceDemands {
	readonly name: string;
	readonly namespace: string;
	/** Numbers or names; empty: all of its ports. */
	readonly ports: readonly string[];
	readonly workload: Reference<WorkloadKind> | null;
	/** Ports of the pods that it may lead to; empty: any that they open. */
	readonly targetPorts: readonly number[];
	/** Whether it must (true) or must not (false) be headless; null: either. */
	readonly headless: boolean | null;
}

export interface ServiceEvidence {
	readonly service: KubeObject | null;
	readonly nearest: string | null;
	readonly slices: readonly KubeObject[];
	/** All pods of the namespace. */
	readonly pods: readonly KubeObject[];
	readonly workload: WorkloadEvidence | null;
	readonly observedAt: string;
}

export async function readService(cluster: Cluster, { name, namespace, workload }: ServiceDemands): Promise<ServiceEvidence> {
	const [services, slices, pods, owner] = await Promise.all([
		cluster.list({ apiVersion: "v1", kind: "Service", namespace }),
		cluster.list({ apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", namespace }),
		cluster.list({ apiVersion: "v1", kind: "Pod", namespace }),
		workload === null ? null : readWorkload(cluster, { ...workload, namespace }),
	]);
	const service = named(services.objects, name, namespace);
	return {
		service,
		nearest: service === null ? nearestName(services.objects, name) : null,
		slices: labelled(slices.objects, "kubernetes.io/service-name", name),
		pods: pods.objects,
		workload: owner,
		observedAt: slices.observedAt,
	};
}

/** The lists that `readService` always requests. */
export function serviceLists({ namespace, workload }: ServiceDemands): ListRequest[] {
	return [
		{ apiVersion: "v1", kind: "Service", namespace },
		{ apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", namespace },
		{ apiVersion: "v1", kind: "Pod", namespace },
		...(workload === null ? [] : ownedPodsLists(workload.kind, namespace)),
	];
}

export function serviceRights({ namespace, workload }: ServiceDemands): Right[] {
	const list = (group: string, resource: string): Right => ({ group, resource, verbs: ["list"], namespace });
	return [
		list("", "services"),
		list("discovery.k8s.io", "endpointslices"),
		list("", "pods"),
		...(workload === null ? [] : workloadRights(workload.kind, namespace)),
	];
}

/** Whether a Service leads to the pods that it should: its selector, its port, and ready addresses in its EndpointSlices. */
export function judgeService(evidence: ServiceEvidence, demands: ServiceDemands): ProbeResult {
	const { service, slices, pods, workload, observedAt } = evidence;
	const { name, namespace } = demands;
	const subject = `Service ${name}`;
	if (service === null) {
		const suggestion = evidence.nearest === null ? "" : `; there is ${evidence.nearest}`;
		const hint = commandLine`kubectl get -n ${namespace} services`;
		const found = probeResult(
			"fail",
			"NotFound",
			`${subject} does not exist in ${namespace}${suggestion}`,
			[absent("Service", namespace, name, observedAt)],
			hint,
		);
		return { ...found, absence: absenceOf(name, evidence.nearest), missing: { kind: "Service", namespace, name } };
	}
	const expected = `ready addresses${demands.ports.length === 0 ? "" : ` on port ${demands.ports.join(", ")}`}`;
	const finish = (
		outcome: "fail" | "pending",
		reason: string,
		words: string,
		hint: string | null = commandLine`kubectl describe ${kubectlName("service", namespace, name)}`,
	) => probeResult(outcome, reason, `${subject} ${words}`, [observed(service, expected, words, observedAt)], hint);
	if (isTerminating(service)) return finish("fail", "Terminating", "is being deleted");
	if (stringAt(service, "spec", "type") === "ExternalName")
		return finish(
			"fail",
			"ExternalName",
			`leads to ${stringAt(service, "spec", "externalName") ?? "another name"} outside the cluster, not to pods`,
		);
	const isHeadless = stringAt(service, "spec", "clusterIP") === "None";
	if (demands.headless !== null && demands.headless !== isHeadless)
		return finish("fail", "WrongType", demands.headless ? "is not headless, and must be" : "is headless, but must not be");
	const ports = servicePorts(service, demands);
	if (typeof ports === "string") return finish("fail", "PortMissing", ports);
	const selected = selectedPods(service, pods, namespace);
	if (workload !== null) {
		const wrong = mismatch(service, selected, workload);
		if (wrong !== null) return finish("fail", wrong.reason, wrong.words, wrong.hint);
		// Its pods may not be those that it is about to have.
		const owner = workload.workload;
		if (owner !== null && isTerminating(owner)) return finish("fail", "Terminating", "leads to a workload that is being deleted");
		if (owner !== null && (owner.metadata.generation ?? 0) > (numberAt(owner, "status", "observedGeneration") ?? 0))
			return finish("pending", "StaleGeneration", "leads to a workload whose controller has not seen its newest spec");
	}
	if (selected !== null && selected.length === 0)
		return finish(
			"fail",
			"SelectsNothing",
			selectsNothing(service, pods),
			commandLine`kubectl get -n ${namespace} pods --show-labels`,
		);
	const owned = workload === null ? null : new Set(workload.pods.map((pod) => pod.metadata.uid));
	const addresses = ports.map((port) => addressesOf(service, port.name, slices, pods, owned));
	for (const [index, port] of ports.entries()) {
		const found = addresses[index];
		if (found === undefined) continue;
		if (found.ready === 0) return noAddress(found, port, selected ?? [], evidence, finish);
		const wrong = wrongTarget(found, port, selected?.filter(isReady) ?? [], demands.targetPorts);
		if (wrong !== null) return finish(wrong.outcome, wrong.reason, wrong.words);
	}
	const external = [...listAt(service, "status", "loadBalancer", "ingress"), ...listAt(service, "spec", "externalIPs")];
	if (stringAt(service, "spec", "type") === "LoadBalancer" && external.length === 0)
		return finish("pending", "LoadBalancerPending", "waits for an external address from its load balancer");
	const total = Math.min(...addresses.map((found) => found.ready));
	const words = `has ${count(total, "ready address", "ready addresses")} on port ${ports.map((port) => port.number).join(", ")}`;
	return probeResult("pass", "Serving", `${subject} ${words}`, [
		observed(service, expected, words, observedAt),
		...slices
			.slice(0, 3)
			.map((slice) => observed(slice, "ready addresses", `${count(listAt(slice, "endpoints").length, "endpoint")}`, observedAt)),
	]);
}

/** Null where the Service has no selector: then its EndpointSlices are made by hand. */
function selectedPods(service: KubeObject, pods: readonly KubeObject[], namespace: string): readonly KubeObject[] | null {
	const selector = equalitySelector(service, "spec", "selector");
	if (selector === null) return null;
	return selectedFrom(pods, selector).filter(
		(pod) => pod.metadata.namespace === namespace && !hasEnded(pod) && !isTerminating(pod),
	);
}

function mismatch(
	service: KubeObject,
	selected: readonly KubeObject[] | null,
	workload: WorkloadEvidence,
): { readonly reason: string; readonly words: string; readonly hint?: string | null } | null {
	const owner = `${workload.kind} ${workload.name}`;
	if (workload.workload === null) return { reason: "NotFound", words: `is for ${owner}, which does not exist` };
	if (selected === null) return { reason: "NoSelector", words: `has no selector, so nothing connects it to ${owner}` };
	const own = new Set(workload.pods.map((pod) => pod.metadata.uid));
	const strangers = selected.filter((pod) => !own.has(pod.metadata.uid));
	const selector = equalitySelector(service, "spec", "selector")?.words ?? "";
	const hint = commandLine`kubectl get -n ${service.metadata.namespace ?? "default"} pods -l ${selector} --show-labels`;
	if (strangers.length > 0) {
		const names = few(strangers.map((pod) => pod.metadata.name));
		return {
			reason: "SelectsOthers",
			words: `selects the pods of another workload: ${names} (selector ${selector})`,
			hint,
		};
	}
	const living = workload.pods.filter((pod) => !hasEnded(pod) && !isTerminating(pod));
	const chosen = new Set(selected.map((pod) => pod.metadata.uid));
	const first = living.find((pod) => !chosen.has(pod.metadata.uid));
	if (first === undefined) return null;
	return {
		reason: "SelectsOthers",
		words: `does not select pod ${first.metadata.name} of ${owner}: its selector is ${selector}, the pod has ${describeLabels(labelsOf(first))}`,
		hint,
	};
}

/** A selector that matches no pod is usually misspelled: the most similar labels show where. */
function selectsNothing(service: KubeObject, pods: readonly KubeObject[]): string {
	const selector = equalitySelector(service, "spec", "selector");
	const gone = selector === null ? [] : selectedFrom(pods, selector).map((pod) => pod.metadata.name);
	if (gone.length > 0)
		return `selects only pods that are ending: ${few(gone)} ${gone.length === 1 ? "has ended or is" : "have ended or are"} being deleted`;
	const wanted = Object.entries(stringsAt(service, "spec", "selector"));
	let best: KubeObject | null = null;
	let maxScore = 0;
	for (const pod of pods) {
		const labels = labelsOf(pod);
		const score =
			wanted.filter(([key, value]) => labels[key] === value).length + wanted.filter(([key]) => key in labels).length / 2;
		if (score > maxScore) {
			maxScore = score;
			best = pod;
		}
	}
	const nearest = best === null ? "" : `; the nearest is pod ${best.metadata.name} with ${describeLabels(labelsOf(best))}`;
	return `selects no pod: its selector is ${selector?.words ?? "empty"}${nearest}`;
}

function describeLabels(labels: Readonly<Record<string, string>>): string {
	const pairs = Object.entries(labels).filter(
		([key, value]) => typeof value === "string" && !/-hash$|pod-index$|pod-name$/.test(key),
	);
	return pairs.length === 0
		? "no labels"
		: few(
				pairs.map(([key, value]) => `${key}=${value}`),
				6,
			);
}

function noAddress(
	{ unready, targets }: Addresses,
	wanted: ServicePort,
	selected: readonly KubeObject[],
	{ observedAt, slices }: ServiceEvidence,
	finish: (outcome: "fail" | "pending", reason: string, words: string, hint?: string | null) => ProbeResult,
): ProbeResult {
	const at = `port ${wanted.number}`;
	const ready = selected.filter(isReady);
	if (slices.length > 0 && targets.length === 0 && ready.length > 0) {
		const words = `has no address on ${at}: ${unopened(wanted, ready) ?? `its pods have no port ${wanted.target}`}`;
		return finish("fail", "TargetPortMissing", words);
	}
	const issues = selected.map((pod) => diagnosePod(pod, observedAt)).filter((issue) => issue !== null);
	const worst = issues.find((issue) => issue.permanent) ?? issues[0];
	const because =
		worst === undefined
			? unready > 0
				? `: ${count(unready, "address is", "addresses are")} not ready`
				: ""
			: `: ${worst.message}`;
	// Pods that are starting will have addresses soon; until then, a Service without any serves no traffic.
	const starting = worst !== undefined && !worst.permanent;
	return finish(starting ? "pending" : "fail", "NoReadyAddress", `has no ready address on ${at}${because}`, worst?.next);
}
