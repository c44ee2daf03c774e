import { type KubeObject, numberAt, stringAt } from "../../cluster/objects/object.ts";
import { memoize } from "../../model/memoize.ts";
import { commandLine } from "../../text/command-line.ts";
import { count, few } from "../../text/wording.ts";
import { define } from "../define.ts";
import type { ProbeResult, ReadAndJudge } from "../probe.ts";
import { condition } from "../shared/conditions.ts";
import { type Lookup, lookUp, notFound, preconditions, reporterFor } from "../shared/lookup.ts";
import { objectName } from "../shared/names.ts";
import { selectedFrom } from "../shared/names-and-labels.ts";
import { namespaceOf } from "../shared/namespace.ts";
import { labelsOf } from "../shared/ownership.ts";
import { diagnosePod, hasEnded } from "../shared/pods.ts";
import { listRight, type PodsOf, podsOf, podsOfRights, type WorkloadKind, workloadKinds } from "../shared/pods-of.ts";
import { type Reference, referencesOf } from "../shared/reference.ts";
import { labelSelector } from "../shared/selectors.ts";

export interface PdbSpec {
	readonly namespace: string;
	readonly name: string;
	readonly minPods: number;
	/** Whose pods it has to protect. */
	readonly selects: readonly Reference<WorkloadKind>[];
}

export interface PdbEvidence {
	readonly pdb: Lookup;
	/** All of the namespace, itself among them. */
	readonly budgets: readonly KubeObject[];
	readonly pods: readonly KubeObject[];
	readonly selected: readonly PodsOf[];
}

export const pdb: ReadAndJudge<PdbSpec, PdbEvidence> = {
	name: "pdb",
	proves: "a PodDisruptionBudget protects pods, and lets a node be drained",
	specify: (fields, reading) => ({
		namespace: namespaceOf(fields, reading),
		name: fields.required("name", objectName(fields, "name")),
		minPods: fields.integer("minPods", 1, 100_000) ?? 1,
		selects: referencesOf(fields, "selects", workloadKinds),
	}),
	describe: ({ name, minPods, selects }) =>
		`PodDisruptionBudget ${name} protects ${selects.length === 0 ? count(minPods, "pod") : few(selects.map((one) => `${one.kind} ${one.name}`))} and lets nodes be drained`,
	looksFor: ({ name }) => name,
	rights: ({ namespace, selects }) => [
		listRight("policy", "poddisruptionbudgets", namespace),
		...(selects.length === 0
			? [listRight("", "pods", namespace)]
			: [...new Set(selects.map(({ kind }) => kind))].flatMap((kind) => podsOfRights(namespace, kind))),
	],
	async read({ namespace, name, selects }, { cluster }) {
		const [budgets, pods, selected] = await Promise.all([
			cluster.list({ apiVersion: "policy/v1", kind: "PodDisruptionBudget", namespace }),
			cluster.list({ apiVersion: "v1", kind: "Pod", namespace }),
			Promise.all(selects.map((one) => podsOf(cluster, namespace, one))),
		]);
		return {
			pdb: lookUp(budgets, "PodDisruptionBudget", namespace, name),
			budgets: budgets.objects,
			pods: pods.objects,
			selected,
		};
	},
	judge: judgePdb,
};

function judgePdb({ pdb: lookup, budgets, pods, selected }: PdbEvidence, spec: PdbSpec): ProbeResult {
	const { object, observedAt, namespace } = lookup;
	if (object === null) return notFound(lookup);
	const report = reporterFor(object, `protects at least ${count(spec.minPods, "pod")} and allows a disruption`, observedAt);
	const early = preconditions(object, report, { hasStatus: true, observes: true });
	if (early !== null) return early;
	const selector = labelSelector(object, "spec", "selector");
	const live = selector === null ? [] : selectedFrom(pods, selector).filter((pod) => !hasEnded(pod));
	const labels = commandLine`kubectl get -n ${namespace ?? "default"} pods --show-labels`;
	if (selector === null || live.length === 0)
		return report(
			"fail",
			"SelectsNothing",
			`selects no pod${selector === null ? "" : ` (${selector.words || "every label"})`}`,
			labels,
		);
	for (const { owner: lookup, pods: all } of selected) {
		const owner = `${lookup.kind} ${lookup.name}`;
		if (lookup.object === null) return notFound(lookup);
		const own = all.filter((pod) => !hasEnded(pod));
		const left = own.filter((pod) => !selector.matches(labelsOf(pod))).map((pod) => pod.metadata.name);
		if (own.length === 0) return report("fail", "SelectsNothing", `has nothing to protect: ${owner} has no pods`);
		if (left.length > 0)
			return report("fail", "LeavesOut", `does not select ${few(left)} of ${owner} (${selector.words})`, labels);
	}
	const asked = new Set(selected.flatMap(({ pods: all }) => all.map((pod) => pod.metadata.uid)));
	const strangers = selected.length === 0 ? [] : live.filter((pod) => !asked.has(pod.metadata.uid));
	if (strangers.length > 0) {
		const names = few(strangers.map((pod) => pod.metadata.name));
		const owners = few(selected.map(({ owner }) => `${owner.kind} ${owner.name}`));
		return report(
			"fail",
			"SelectsOthers",
			`counts pods that are not of ${owners}: ${names} (${selector.words}); while those stay, the others may all be evicted`,
			`narrow its selector, or list all its workloads in the probe: selects: [${selected.map(({ owner }) => `${owner.kind}/${owner.name}`).join(", ")}, …]`,
		);
	}
	const rivals = new Set(live.flatMap((pod) => budgetsByPod(budgets)(pods).get(pod) ?? []));
	rivals.delete(object);
	const second = rivals.size === 0 ? undefined : budgets.find((budget) => rivals.has(budget));
	if (second !== undefined)
		return report("fail", "Overlaps", `selects pods that ${second.metadata.name} also selects: their eviction is refused`);
	const failed = condition(object, "DisruptionAllowed");
	if (failed?.status === "False" && failed.reason === "SyncFailed")
		return report("fail", "SyncFailed", `cannot be computed: ${failed.message || failed.reason}`);

	const expected = numberAt(object, "status", "expectedPods");
	const healthy = numberAt(object, "status", "currentHealthy");
	const desired = numberAt(object, "status", "desiredHealthy");
	const allowed = numberAt(object, "status", "disruptionsAllowed");
	if (expected === null || healthy === null || desired === null || allowed === null)
		return report("pending", "NotObserved", "has not reported yet how many pods it protects");
	if (expected < 1) return report("fail", "SelectsNothing", "protects no pods", labels);
	if (desired < 1) return report("fail", "ProtectsNothing", "lets every pod be evicted at once: it requires no healthy pod");
	if (desired >= expected)
		return report(
			"fail",
			"BlocksEveryDrain",
			`never allows a disruption: it requires ${desired} of ${count(expected, "pod")} to stay healthy`,
			"run one more replica, or allow one to be unavailable: maxUnavailable: 1",
		);
	if (expected < spec.minPods)
		return report("fail", "TooFewPods", `protects ${count(expected, "pod")}; at least ${spec.minPods} were expected`);
	if (healthy < desired || allowed < 1) {
		const issues = live.map((pod) => diagnosePod(pod, observedAt)).filter((issue) => issue !== null);
		const issue = issues.find((candidate) => candidate.permanent) ?? issues[0];
		const words = `allows no disruption now: ${healthy} of ${expected} pods are healthy, and ${desired} must stay`;
		if (issue === undefined) return report("pending", "NoDisruptionAllowed", words);
		return report(
			issue.permanent ? "fail" : "pending",
			issue.permanent ? issue.reason : "NoDisruptionAllowed",
			`${words}; ${issue.message}`,
			issue.next,
		);
	}
	const chosen = stringAt(object, "spec", "minAvailable") ?? numberAt(object, "spec", "minAvailable");
	const rule = chosen === null ? "" : ` (minAvailable ${chosen})`;
	return report("pass", "Protects", `protects ${count(expected, "pod")}${rule} and allows ${count(allowed, "disruption")} now`);
}

/** Which budgets select a pod: each of thousands of budgets has to be compared with all others. */
const budgetsByPod = memoize((budgets: readonly KubeObject[]) =>
	memoize((pods: readonly KubeObject[]): ReadonlyMap<KubeObject, KubeObject[]> => {
		const found = new Map<KubeObject, KubeObject[]>();
		for (const budget of budgets) {
			const selector = labelSelector(budget, "spec", "selector");
			for (const pod of selector === null ? [] : selectedFrom(pods, selector)) {
				const others = found.get(pod);
				if (others === undefined) found.set(pod, [budget]);
				else others.push(budget);
			}
		}
		return found;
	}),
);

export const pdbProbe = define(pdb);
