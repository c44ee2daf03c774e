import { at, type KubeObject, listAt, numberAt, stringAt } from "../../cluster/objects/object.ts";
import { isRecord } from "../../text/record.ts";
import { labelled } from "../shared/names-and-labels.ts";
import { isTerminating, withUid } from "../shared/ownership.ts";
import { isReady } from "../shared/pods.ts";

export interface Addresses {
	readonly ready: number;
	/** Endpoints that take no traffic. */
	readonly unready: number;
	/** The numbers that its slices give the port; empty where no slice has it. */
	readonly targets: readonly number[];
}

/**
 * The one definition of a ready address, for Services and everything that sends traffic to them. Counted over all slices of a Service, as
 * one holds a hundred addresses and one family of them. The slice has to be of this very Service and to stay; an address of a pod counts
 * while that very pod is ready: a slice may be late, and a Service may publish addresses of pods that are not ready.
 * https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#conditions
 */
export function addressesOf(
	service: KubeObject,
	portName: string,
	slices: readonly KubeObject[],
	pods: readonly KubeObject[],
	/** Of these pods alone, by uid; null: of all. */
	only: ReadonlySet<string | undefined> | null = null,
): Addresses {
	let [ready, unready] = [0, 0];
	const targets = new Set<number>();
	for (const slice of labelled(slices, "kubernetes.io/service-name", service.metadata.name)) {
		if (isTerminating(slice) || !isSliceOf(slice, service)) continue;
		const port = listAt(slice, "ports").find((candidate) => (stringAt(candidate, "name") ?? "") === portName);
		const number = numberAt(port, "port");
		if (number === null) continue;
		targets.add(number);
		for (const endpoint of listAt(slice, "endpoints")) {
			const target = stringAt(endpoint, "targetRef", "uid");
			if (only !== null && (target === null || !only.has(target))) continue;
			const isPod = target !== null && stringAt(endpoint, "targetRef", "kind") === "Pod";
			if (isReadyEndpoint(endpoint) && (!isPod || isReadyPod(pods, target))) ready += listAt(endpoint, "addresses").length;
			else unready += 1;
		}
	}
	return { ready, unready, targets: [...targets] };
}

/**
 * Whether an endpoint receives traffic. According to the API, an endpoint without the condition ready counts as ready; a terminating one
 * never does.
 */
function isReadyEndpoint(endpoint: unknown): boolean {
	const conditions = at(endpoint, "conditions") ?? {};
	if (!isRecord(conditions)) return false;
	// A Service that publishes addresses that are not ready marks all of them as ready; the condition serving is reliable.
	if (conditions.serving === false || conditions.terminating === true) return false;
	return conditions.ready === undefined || conditions.ready === null || conditions.ready === true;
}

function isReadyPod(pods: readonly KubeObject[], uid: string): boolean {
	const pod = withUid(pods, uid);
	return pod !== null && isReady(pod);
}

/** One that is left of another Service of that name is not of this. */
function isSliceOf(slice: KubeObject, service: KubeObject): boolean {
	const { namespace } = slice.metadata;
	if (namespace !== undefined && namespace !== service.metadata.namespace) return false;
	const owner = listAt(slice, "metadata", "ownerReferences").find((reference) => stringAt(reference, "kind") === "Service");
	return owner === undefined || stringAt(owner, "uid") === service.metadata.uid;
}
