import { at, type KubeObject, listAt, numberAt, stringAt } from "../../cluster/objects/object.ts";
import { isRecord } from "../../text/record.ts";
import { selectedFrom } from "../shared/names-and-labels.ts";
import { isTerminating, labelsOf } from "../shared/ownership.ts";
import { labelSelector } from "../shared/selectors.ts";
import { coverEverything, type IpBlock } from "./address-ranges.ts";
import { type Direction, isRuled, ruledDirections, rules, selectedBy } from "./network-rules.ts";

/** A pod that accepts traffic from everywhere, or may send traffic everywhere, and the policies that allow it. */
export interface OpenPod {
	readonly pod: KubeObject;
	readonly policies: readonly KubeObject[];
}

/**
 * The pods for which the union of all policies allows everything in a direction: policies are additive, so none can deny what another
 * allows.
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation
 */
export function openPods(
	policies: readonly KubeObject[],
	pods: readonly KubeObject[],
	direction: Direction,
	namespaces: readonly KubeObject[],
): OpenPod[] {
	const ofPod = new Map<KubeObject, KubeObject[]>();
	for (const policy of policies) {
		if (!ruledDirections(policy).includes(direction)) continue;
		for (const pod of selectedBy(policy, pods)) ofPod.set(pod, [...(ofPod.get(pod) ?? []), policy]);
	}
	return [...ofPod].flatMap(([pod, own]) => {
		const wide = own.filter((policy) => rules(policy, direction).some((rule) => isWide(rule, direction, namespaces)));
		if (wide.length > 0) return [{ pod, policies: wide }];
		// Halves of the address space, each in a rule or a policy of its own.
		const parts = own.filter((policy) => blocksOf(policy, direction).length > 0);
		return coverEverything(parts.flatMap((policy) => blocksOf(policy, direction))) ? [{ pod, policies: parts }] : [];
	});
}

function isWide(rule: unknown, direction: Direction, namespaces: readonly KubeObject[]): boolean {
	if (!isOfAllPorts(rule)) return false;
	const peers = peersIn(rule, direction);
	return peers.length === 0 || peers.some((peer) => isEveryPeer(peer, namespaces)) || coverEverything(blocksIn(peers));
}

function blocksOf(policy: KubeObject, direction: Direction): IpBlock[] {
	return rules(policy, direction)
		.filter(isOfAllPorts)
		.flatMap((rule) => blocksIn(peersIn(rule, direction)));
}

function peersIn(rule: unknown, direction: Direction): readonly unknown[] {
	return listAt(rule, direction === "Ingress" ? "from" : "to");
}

function blocksIn(peers: readonly unknown[]): IpBlock[] {
	return peers.flatMap((peer) => {
		const cidr = stringAt(peer, "ipBlock", "cidr");
		if (cidr === null) return [];
		return [{ cidr, except: listAt(peer, "ipBlock", "except").filter((one) => typeof one === "string") }];
	});
}

/** Any pod of any namespace. */
function isEveryPeer(peer: unknown, namespaces: readonly KubeObject[]): boolean {
	if (at(peer, "namespaceSelector") === undefined || at(peer, "ipBlock") !== undefined) return false;
	if (at(peer, "podSelector") !== undefined && labelSelector(peer, "podSelector")?.everything !== true) return false;
	const selector = labelSelector(peer, "namespaceSelector");
	if (selector === null) return false;
	if (selector.everything) return true;
	// By a label that each namespace has: kubernetes.io/metadata.name exists, environment notin (production).
	return (
		namespaces.length > 1 && selector.equalities.length === 0 && selectedFrom(namespaces, selector).length === namespaces.length
	);
}

/** No port, a protocol alone, or every port of TCP: what a service is reached by. */
function isOfAllPorts(rule: unknown): boolean {
	const ports = listAt(rule, "ports");
	return (
		ports.length === 0 ||
		ports.some((port) => {
			if ((stringAt(port, "protocol") ?? "TCP") !== "TCP") return false;
			if (at(port, "port") === undefined || at(port, "port") === null) return true;
			return (numberAt(port, "port") ?? 65_535) <= 1024 && (numberAt(port, "endPort") ?? 0) >= 65_535;
		})
	);
}

/**
 * A cluster-wide policy that precedes every NetworkPolicy and allows all traffic.
 * https://network-policy-api.sigs.k8s.io/api-overview/
 */
export function overruling(
	admins: readonly KubeObject[],
	pod: KubeObject,
	direction: Direction,
	namespaces: readonly KubeObject[],
): KubeObject | null {
	const priority = (policy: KubeObject): number => numberAt(policy, "spec", "priority") ?? 1000;
	for (const policy of [...admins].sort((a, b) => priority(a) - priority(b))) {
		if (isTerminating(policy) || (stringAt(policy, "spec", "tier") ?? "Admin") !== "Admin") continue;
		if (!isRuled(pod) || !isSubject(at(policy, "spec", "subject"), pod, namespaces)) continue;
		for (const rule of rules(policy, direction)) {
			const whom = listAt(rule, direction === "Ingress" ? "from" : "to");
			const ports = [...listAt(rule, "ports"), ...listAt(rule, "protocols")];
			const allowsAll = ports.length === 0 && whom.some((peer) => isEveryAdminPeer(peer));
			if (!allowsAll) continue;
			const action = stringAt(rule, "action");
			if (action === "Allow" || action === "Accept") return policy;
			if (action === "Deny") return null;
			// Pass: the NetworkPolicies decide.
			break;
		}
	}
	return null;
}

function isEveryAdminPeer(peer: unknown): boolean {
	if (labelSelector(peer, "namespaces")?.everything === true) return true;
	const pods = at(peer, "pods");
	if (isRecord(pods))
		return (
			labelSelector(pods, "namespaceSelector")?.everything === true && labelSelector(pods, "podSelector")?.everything === true
		);
	const networks = listAt(peer, "networks").filter((one) => typeof one === "string");
	return networks.length > 0 && coverEverything(networks.map((cidr) => ({ cidr, except: [] })));
}

function isSubject(subject: unknown, pod: KubeObject, namespaces: readonly KubeObject[]): boolean {
	const own = namespaces.filter(({ metadata }) => metadata.name === pod.metadata.namespace);
	const takes = (value: unknown, name: string): boolean => {
		const selector = labelSelector(value, name);
		return selector !== null && (selector.everything || selectedFrom(own, selector).length > 0);
	};
	const pods = at(subject, "pods");
	if (!isRecord(pods)) return takes(subject, "namespaces");
	return takes(pods, "namespaceSelector") && labelSelector(pods, "podSelector")?.matches(labelsOf(pod)) === true;
}
