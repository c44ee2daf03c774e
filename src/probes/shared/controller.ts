import { type KubeObject, numberAt } from "../../cluster/objects/object.ts";
import type { Fields } from "../../yaml/fields.ts";
import type { Finding, Right } from "../probe.ts";
import { isObserved } from "./conditions.ts";
import { count, finding, observed } from "./findings.ts";
import { notFound, type Sought } from "./lookup.ts";
import { namespaceName, objectName } from "./names.ts";
import { listRight } from "./pods-of.ts";

const kinds = ["Deployment", "DaemonSet", "StatefulSet"] as const;

/** The workload that does what an object only asks for: a network plug-in, an ingress controller. */
export interface Server {
	readonly kind: (typeof kinds)[number];
	readonly namespace: string;
	readonly name: string;
}

export function serverOf(fields: Fields, name: string): Server | null {
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

export function serverRights(server: Server | null): Right[] {
	return server === null ? [] : [listRight("apps", `${server.kind.toLowerCase()}s`, server.namespace)];
}

/** Why the workload cannot be counted on; null if all its pods are ready. */
export function judgeServer(sought: Sought): Finding | null {
	const { object, observedAt } = sought;
	if (object === null) return notFound(sought);
	const { wanted, ready } = readiness(object);
	const subject = `${object.kind} ${object.metadata.name}`;
	const seen = (words: string): Finding["evidence"] => [observed(object, "all its pods are ready", words, observedAt)];
	if (object.metadata.deletionTimestamp !== undefined)
		return finding("fail", "Terminating", `${subject} is being deleted`, seen("it is being deleted"));
	if (isObserved(object) !== true)
		return finding(
			"pending",
			"StaleGeneration",
			`${subject} was changed, and its controller has not seen that yet`,
			seen("stale status"),
		);
	if (wanted < 1) return finding("fail", "ServerRunsNowhere", `${subject} has no pods`, seen("it wants no pods"));
	if (ready >= wanted) return null;
	const words = `${ready} of ${count(wanted, "pod")} ready`;
	return finding("pending", "ServerNotReady", `${subject} has ${words}`, seen(words));
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
