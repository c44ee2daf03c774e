import { at, type KubeObject, listAt } from "../../cluster/objects/object.ts";
import { selectedFrom } from "../shared/names-and-labels.ts";
import { hasEnded } from "../shared/pods.ts";
import { labelSelector } from "../shared/selectors.ts";

export type Direction = "Ingress" | "Egress";
export const directions = ["Ingress", "Egress"] as const;

/** Whether a policy can apply to a pod: it has not ended, and does not use the host network, to which policies do not apply. */
export function isRuled(pod: KubeObject): boolean {
	return !hasEnded(pod) && at(pod, "spec", "hostNetwork") !== true;
}

/** The pods of its namespace that a policy applies to. */
export function selectedBy(policy: KubeObject, pods: readonly KubeObject[]): KubeObject[] {
	const selector = labelSelector(policy, "spec", "podSelector");
	return selector === null ? [] : selectedFrom(pods, selector).filter(isRuled);
}

/** A policy of all pods that allows nothing in that direction. */
export function deniesByDefault(policy: KubeObject, direction: Direction): boolean {
	return appliesToAll(policy) && ruledDirections(policy).includes(direction) && rules(policy, direction).length === 0;
}

function appliesToAll(policy: KubeObject): boolean {
	return labelSelector(policy, "spec", "podSelector")?.everything === true;
}

/** The directions in which a policy isolates the pods that it selects. */
export function ruledDirections(policy: KubeObject): readonly unknown[] {
	const types = listAt(policy, "spec", "policyTypes");
	return types.length > 0 ? types : ["Ingress", ...(rules(policy, "Egress").length > 0 ? ["Egress"] : [])];
}

export function rules(policy: KubeObject, direction: Direction): readonly unknown[] {
	return listAt(policy, "spec", direction.toLowerCase());
}

/** The pods that a rule allows: by labels of pods, of namespaces, or both. */
export interface PolicyPeer {
	readonly direction: Direction;
	readonly value: unknown;
}

export function peersOf(policy: KubeObject): PolicyPeer[] {
	return directions.flatMap((direction) =>
		rules(policy, direction).flatMap((rule) =>
			listAt(rule, direction === "Ingress" ? "from" : "to").map((value) => ({ direction, value })),
		),
	);
}

/** Whether the pods that a policy allows depend on labels of namespaces. */
export function looksAtNamespaces(policy: KubeObject): boolean {
	return peersOf(policy).some(({ value }) => at(value, "namespaceSelector") !== undefined);
}

export function looksAtPodsElsewhere(policy: KubeObject): boolean {
	return peersOf(policy).some(
		({ value }) => at(value, "namespaceSelector") !== undefined && at(value, "podSelector") !== undefined,
	);
}

/** The missing object that a peer refers to, in words; null if it exists. An address range refers to nothing in the cluster. */
export function danglingPeer(
	{ direction, value }: PolicyPeer,
	namespaces: readonly KubeObject[],
	own: readonly KubeObject[],
	everywhere: readonly KubeObject[],
): string | null {
	if (at(value, "ipBlock") !== undefined) return null;
	const way = direction === "Ingress" ? "traffic from" : "traffic to";
	const pods = labelSelector(value, "podSelector");
	if (at(value, "namespaceSelector") === undefined) {
		if (pods === null) return `${way} no pods: a peer without a selector`;
		return selectedFrom(own, pods).some((pod) => !hasEnded(pod)) ? null : `${way} pods ${pods.words}, but there are none`;
	}
	const selector = labelSelector(value, "namespaceSelector");
	const found = selector === null ? [] : selectedFrom(namespaces, selector);
	if (found.length === 0) return `${way} namespaces ${selector?.words ?? "?"}, but there are none`;
	if (at(value, "podSelector") === undefined) return null;
	const names = new Set(found.map((namespace) => namespace.metadata.name));
	const selected = pods === null ? [] : selectedFrom(everywhere, pods);
	const some = selected.some((pod) => names.has(pod.metadata.namespace ?? "") && !hasEnded(pod));
	return some ? null : `${way} pods ${pods?.words ?? "?"} in ${[...names].slice(0, 3).join(", ")}, but there are none`;
}
