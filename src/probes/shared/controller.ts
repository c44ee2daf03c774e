import { type KubeObject, numberAt } from "../../cluster/objects/object.ts";
import { count } from "../../text/wording.ts";
import type { Fields } from "../../yaml/fields.ts";
import type { ProbeResult, Right } from "../probe.ts";
import { isObserved } from "./conditions.ts";
import { type Lookup, notFound } from "./lookup.ts";
import { namespaceName, objectName } from "./names.ts";
import { listRight } from "./pods-of.ts";
import { observed, probeResult } from "./results.ts";

const kinds = ["Deployment", "DaemonSet", "StatefulSet"] as const;

/** The workload that does what an object only asks for: a network plug-in, an ingress controller. */
export interface Controller {
	readonly kind: (typeof kinds)[number];
	readonly namespace: string;
	readonly name: string;
}

export function controllerOf(fields: Fields, name: string): Controller | null {
	const map = fields.map(name);
	if (map === null) return null;
	const server = {
		kind: map.required("kind", map.oneOf("kind", kinds)),
		namespace: map.required("namespace", namespaceName(map, "namespace")),
		name: map.required("name", objectName(map, "name")),
	};
	map.done();
	return server;
}

export function controllerRights(server: Controller | null): Right[] {
	return server === null ? [] : [listRight("apps", `${server.kind.toLowerCase()}s`, server.namespace)];
}

/** Why the workload cannot be counted on; null if all its pods are ready. */
export function judgeController(lookup: Lookup): ProbeResult | null {
	const { object, observedAt } = lookup;
	if (object === null) return notFound(lookup);
	const { wanted, ready } = readiness(object);
	const subject = `${object.kind} ${object.metadata.name}`;
	const seen = (words: string): ProbeResult["evidence"] => [observed(object, "all its pods are ready", words, observedAt)];
	if (object.metadata.deletionTimestamp !== undefined)
		return probeResult("fail", "Terminating", `${subject} is being deleted`, seen("it is being deleted"));
	if (isObserved(object) !== true)
		return probeResult(
			"pending",
			"StaleGeneration",
			`${subject} was changed, but its controller has not observed the change yet`,
			seen("stale status"),
		);
	if (wanted < 1) return probeResult("fail", "ServerRunsNowhere", `${subject} has no pods`, seen("no pods desired"));
	if (ready >= wanted) return null;
	const words = `${ready} of ${count(wanted, "pod")} ready`;
	return probeResult("pending", "ServerNotReady", `${subject} has ${words}`, seen(words));
}

function readiness(object: KubeObject): { readonly wanted: number; readonly ready: number } {
	const status = (field: string): number => numberAt(object, "status", field) ?? 0;
	return object.kind === "DaemonSet"
		? { wanted: status("desiredNumberScheduled"), ready: Math.min(status("numberReady"), status("numberAvailable")) }
		: {
				wanted: numberAt(object, "spec", "replicas") ?? 1,
				ready: Math.min(status("readyReplicas"), status("availableReplicas")),
			};
}
