import type { KubeObject } from "../../cluster/objects/object.ts";
import type { Observation } from "../../model/verdict.ts";
import { commandLine } from "../../text/command-line.ts";
import { count, few } from "../../text/wording.ts";
import { define } from "../define.ts";
import type { ProbeResult, ReadAndJudge } from "../probe.ts";
import { isObserved } from "../shared/conditions.ts";
import { type Controller, controllerOf, controllerRights, judgeController } from "../shared/controller.ts";
import { findObject, type Lookup, lookUp, notFound } from "../shared/lookup.ts";
import { listOfObjectNames, objectName } from "../shared/names.ts";
import { selectedFrom } from "../shared/names-and-labels.ts";
import { namespaceOf } from "../shared/namespace.ts";
import { isTerminating, labelsOf } from "../shared/ownership.ts";
import { hasEnded } from "../shared/pods.ts";
import { listRight } from "../shared/pods-of.ts";
import { absent, observed, probeResult } from "../shared/results.ts";
import { parseSelector, type Selector } from "../shared/selectors.ts";
import { adminPolicies } from "./admin-policies.ts";
import { openPods, overruling } from "./isolation.ts";
import {
	type Direction,
	danglingPeer,
	deniesByDefault,
	directions,
	isRuled,
	looksAtNamespaces,
	looksAtPodsElsewhere,
	peersOf,
	selectedBy,
} from "./network-rules.ts";

export interface NetworkPolicySpec {
	readonly namespace: string;
	readonly names: readonly string[];
	/** Labels of policies. */
	readonly selector: Selector | null;
	/** Labels of pods, each of which a policy has to select. */
	readonly covers: Selector | null;
	readonly defaultDeny: readonly Direction[];
	/** Whether the pods that a rule allows must exist: reads the lists of all namespaces. */
	readonly peers: boolean;
	readonly enforcedBy: Controller | null;
	readonly assumeEnforced: boolean;
}

export interface NetworkPolicyEvidence {
	readonly lookup: readonly Lookup[];
	readonly policies: readonly KubeObject[];
	/** Every policy of the namespace: policies are additive. */
	readonly all: readonly KubeObject[];
	/** Of the policies' namespace. */
	readonly pods: readonly KubeObject[];
	readonly namespaces: readonly KubeObject[];
	/** Of all namespaces; empty where no rule asks for them. */
	readonly everywhere: readonly KubeObject[];
	/** Of the whole cluster, decided before any NetworkPolicy. */
	readonly admins: readonly KubeObject[];
	readonly enforcer: Lookup | null;
	readonly observedAt: string;
}

const networkPolicy: ReadAndJudge<NetworkPolicySpec, NetworkPolicyEvidence> = {
	name: "networkpolicy",
	proves: "NetworkPolicies select pods, allow only what exists, and something enforces them",
	specify(fields, reading) {
		const single = objectName(fields, "name");
		const names = [...(single === null ? [] : [single]), ...(listOfObjectNames(fields, "names") ?? [])];
		const selectorOf = (name: string): Selector | null => {
			const text = fields.string(name);
			if (text === null) return null;
			const selector = parseSelector(text);
			if (selector === null)
				throw fields.fault(`"${name}" is not a label selector`, "write it as for kubectl -l", fields.placeOf(name));
			return selector;
		};
		const selector = selectorOf("selector");
		const covers = selectorOf("covers");
		const defaultDeny = (fields.strings("defaultDeny") ?? []).map((text) => {
			const direction = directions.find((known) => known === text);
			if (direction === undefined)
				throw fields.fault('"defaultDeny" is a list of Ingress and Egress', null, fields.placeOf("defaultDeny"));
			return direction;
		});
		if (names.length === 0 && selector === null && covers === null && defaultDeny.length === 0)
			throw fields.fault('networkpolicy needs "names", "selector", "covers" or "defaultDeny"');
		return {
			namespace: namespaceOf(fields, reading),
			names,
			selector,
			covers,
			defaultDeny,
			peers: fields.boolean("peers") ?? true,
			enforcedBy: controllerOf(fields, "enforcedBy"),
			assumeEnforced: fields.boolean("assumeEnforced") ?? false,
		};
	},
	describe: ({ names, covers, namespace }) =>
		`${names.length === 0 ? `the NetworkPolicies of ${namespace}` : `NetworkPolicy ${few(names)}`} select${names.length === 1 ? "s" : ""} ${covers?.words ?? "pods"}, and something enforces them`,
	looksFor: ({ names }) => names[0] ?? null,
	rights: ({ namespace, peers, enforcedBy, defaultDeny }) => [
		listRight("networking.k8s.io", "networkpolicies", namespace),
		listRight("", "pods", namespace),
		...(peers || defaultDeny.length > 0 ? [listRight("", "namespaces", null)] : []),
		...(peers ? [listRight("", "pods", null)] : []),
		...(defaultDeny.length > 0
			? ["adminnetworkpolicies", "clusternetworkpolicies"].map((plural) => ({
					...listRight("policy.networking.k8s.io", plural, null),
					optional: true,
				}))
			: []),
		...controllerRights(enforcedBy),
	],
	async read({ namespace, names, selector, peers, enforcedBy, defaultDeny }, { cluster }) {
		const [policies, pods, enforcer] = await Promise.all([
			cluster.list({ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", namespace }),
			cluster.list({ apiVersion: "v1", kind: "Pod", namespace }),
			enforcedBy === null ? null : findObject(cluster, { apiVersion: "apps/v1", ...enforcedBy }),
		]);
		const chosen = policies.objects.filter(
			(policy) =>
				(names.length === 0 && selector === null) ||
				names.includes(policy.metadata.name) ||
				selector?.matches(labelsOf(policy)) === true,
		);
		const admins = defaultDeny.length === 0 ? [] : await adminPolicies(cluster);
		const undoes = defaultDeny.length > 0 && (admins.length > 0 || policies.objects.some(looksAtNamespaces));
		const [namespaces, everywhere] = await Promise.all([
			undoes || (peers && chosen.some(looksAtNamespaces))
				? cluster.list({ apiVersion: "v1", kind: "Namespace", namespace: null })
				: null,
			peers && chosen.some(looksAtPodsElsewhere) ? cluster.list({ apiVersion: "v1", kind: "Pod", namespace: null }) : null,
		]);
		return {
			lookup: names.map((name) => lookUp(policies, "NetworkPolicy", namespace, name)),
			policies: chosen,
			all: policies.objects,
			pods: pods.objects,
			namespaces: namespaces?.objects ?? [],
			everywhere: everywhere?.objects ?? [],
			admins,
			enforcer,
			observedAt: policies.observedAt,
		};
	},
	judge: judgeNetworkPolicy,
};

function judgeNetworkPolicy(evidence: NetworkPolicyEvidence, spec: NetworkPolicySpec): ProbeResult {
	const { policies, pods, enforcer, observedAt } = evidence;
	const missing = evidence.lookup.find(({ object }) => object === null);
	if (missing !== undefined) return notFound(missing);
	const list = commandLine`kubectl get -n ${spec.namespace} networkpolicies`;
	const lacksSelected = spec.selector !== null && !policies.some((policy) => spec.selector?.matches(labelsOf(policy)));
	if (policies.length === 0 || lacksSelected) {
		const none = [absent("NetworkPolicy", spec.namespace, spec.selector?.words ?? "*", observedAt)];
		const which = spec.selector === null ? "" : ` ${spec.selector.words}`;
		const found = probeResult("fail", "NotFound", `no NetworkPolicy${which} in ${spec.namespace}`, none, list);
		return { ...found, missing: { kind: "NetworkPolicy", namespace: spec.namespace, name: null } };
	}
	const seen = policies.map((policy): Observation => {
		const selected = selectedBy(policy, pods);
		return observed(policy, "selects pods", `selects ${count(selected.length, "pod")}`, observedAt);
	});
	const fail = (reason: string, words: string, hint: string | null = list): ProbeResult =>
		probeResult("fail", reason, words, seen, hint);
	for (const policy of policies) {
		const subject = `NetworkPolicy ${policy.metadata.name}`;
		if (isTerminating(policy)) return fail("Terminating", `${subject} is being deleted`);
		if (isObserved(policy) === false)
			return probeResult(
				"pending",
				"StaleGeneration",
				`${subject} was changed, but its controller has not observed the change yet`,
				seen,
				list,
			);
		if (selectedBy(policy, pods).length === 0)
			return fail(
				"SelectsNothing",
				`${subject} selects no pod`,
				commandLine`kubectl get -n ${spec.namespace} pods --show-labels`,
			);
		if (!spec.peers) continue;
		for (const peer of peersOf(policy)) {
			const words = danglingPeer(peer, evidence.namespaces, pods, evidence.everywhere);
			if (words !== null)
				return fail(
					"AllowsNobody",
					`${subject} allows ${words}`,
					"kubectl get namespaces --show-labels; kubectl get pods -A --show-labels",
				);
		}
	}
	const uncovered = coverage(spec, policies, pods) ?? denial(spec, evidence);
	if (uncovered !== null) return fail(uncovered.reason, uncovered.words);
	const what = `${count(policies.length, "NetworkPolicy", "NetworkPolicies")} of ${spec.namespace}`;
	if (enforcer !== null) {
		if (/(?:^|-)flannel/.test(enforcer.name))
			return probeResult(
				"fail",
				"NotEnforced",
				`${enforcer.kind} ${enforcer.name} does not enforce the ${what}: flannel has no support for NetworkPolicies`,
				seen,
				"install a network plug-in that does, such as Calico or Cilium, and name it in enforcedBy",
			);
		const doubt = judgeController(enforcer);
		if (doubt !== null)
			return {
				...doubt,
				message: `it is not known whether anything enforces the ${what}: ${doubt.message}`,
				evidence: [...seen, ...doubt.evidence],
			};
		const words = `${what} select${policies.length === 1 ? "s" : ""} pods, and ${enforcer.kind} ${enforcer.name}, which enforces them, is ready`;
		return probeResult("pass", "Enforced", words, seen);
	}
	if (spec.assumeEnforced)
		return probeResult(
			"pass",
			"AssumedEnforced",
			`${what} select${policies.length === 1 ? "s" : ""} pods; their enforcement is assumed, not verified`,
			seen,
		);
	return probeResult(
		"unknown",
		"EnforcementUnknown",
		`${what} select${policies.length === 1 ? "s" : ""} pods, but the API does not show whether the network plug-in enforces them`,
		seen,
		"name the plug-in, enforcedBy: { kind: DaemonSet, namespace: kube-system, name: … }, or set assumeEnforced: true",
	);
}

interface Lack {
	readonly reason: string;
	readonly words: string;
}

function coverage({ covers }: NetworkPolicySpec, policies: readonly KubeObject[], pods: readonly KubeObject[]): Lack | null {
	if (covers === null) return null;
	// One on its node's network counts as one that no policy applies to.
	const wanted = selectedFrom(pods, covers).filter((pod) => !hasEnded(pod));
	if (wanted.length === 0) return { reason: "CoversNothing", words: `no pod has the labels ${covers.words}` };
	const selected = new Set(policies.flatMap((policy) => selectedBy(policy, pods)));
	const bare = wanted.filter((pod) => !selected.has(pod)).map((pod) => pod.metadata.name);
	if (bare.length === 0) return null;
	return {
		reason: "NotCovered",
		words: `no NetworkPolicy applies to ${count(bare.length, "pod")} of ${covers.words}: ${few(bare)}`,
	};
}

/** Whether what is denied by default stays denied for each pod that is asked about. */
function denial({ defaultDeny, namespace, covers }: NetworkPolicySpec, evidence: NetworkPolicyEvidence): Lack | null {
	const { all: policies, pods, namespaces, admins } = evidence;
	for (const direction of defaultDeny) {
		const asked = new Set(covers === null ? pods : selectedFrom(pods, covers));
		const open = openPods(policies, pods, direction, namespaces).filter(({ pod }) => asked.has(pod));
		const [first] = open;
		if (first !== undefined) {
			const names = [...new Set(first.policies.map(({ metadata }) => metadata.name))];
			const which = names.length === 1 ? `NetworkPolicy ${names[0]} allows` : `NetworkPolicies ${few(names)} together allow`;
			const ruled = [...asked].filter(isRuled).length;
			const whom =
				open.length === ruled && covers === null
					? `all pods of ${namespace}`
					: `${count(open.length, "pod")} of ${namespace}: ${few(open.map(({ pod }) => pod.metadata.name))}`;
			return { reason: "DenyUndone", words: `${which} all ${direction} to ${whom}` };
		}
		for (const pod of asked) {
			const admin = overruling(admins, pod, direction, namespaces);
			if (admin !== null)
				return {
					reason: "DenyUndone",
					words: `${admin.kind} ${admin.metadata.name}, which takes precedence over NetworkPolicies, allows all ${direction} to pod ${pod.metadata.name}`,
				};
		}
		if (!policies.some((policy) => !isTerminating(policy) && deniesByDefault(policy, direction)))
			return {
				reason: "NoDefaultDeny",
				words: `no NetworkPolicy of ${namespace} denies ${direction} by default: one for all pods without rules`,
			};
	}
	return null;
}

export const networkPolicyProbe = define(networkPolicy);
