import { attestationProbe } from "./suggest-probe.ts";
import type { Workload } from "./workload.ts";
import { type PlannedItem, workloadItem } from "./workload-item.ts";

/** A migration as its team describes it. */
export interface Migration {
	readonly title: string;
	readonly phases: readonly PhaseName[];
	/** The id of the phase that moves the workloads. */
	readonly workloadPhase: string;
	/** In display order; the first is the default of the probes. */
	readonly namespaces: readonly string[];
	readonly workloads: readonly Workload[];
	/** Of the namespace kube-system, by which the cluster is known; null where none was asked. */
	readonly clusterUid: string | null;
}

export interface PhaseName {
	readonly id: string;
	readonly title: string;
}

export interface PlannedPhase extends PhaseName {
	readonly goal: string;
	readonly groups: readonly { readonly heading: string; readonly items: readonly PlannedItem[] }[];
	readonly criteria: readonly PlannedItem[];
	readonly validation: readonly PlannedItem[];
}

/** The phases with everything in them. Each has items, or it could never be complete. */
export function planOf(migration: Migration): PlannedPhase[] {
	return migration.phases.map((phase) => {
		const groups = phase.id === migration.workloadPhase ? workloadGroups(migration) : [];
		return groups.length > 0 ? movingPhase(phase, groups) : otherPhase(phase);
	});
}

function workloadGroups({ namespaces, workloads }: Migration): PlannedPhase["groups"] {
	return namespaces
		.map((namespace) => ({
			heading: `Namespace ${namespace}`,
			items: workloads
				.filter((workload) => workload.namespace === namespace)
				.map((workload) => workloadItem(workload, namespaces[0] ?? null)),
		}))
		.filter(({ items }) => items.length > 0);
}

function movingPhase(phase: PhaseName, groups: PlannedPhase["groups"]): PlannedPhase {
	const count = groups.reduce((sum, { items }) => sum + items.length, 0);
	const where = inWords(groups.map(({ heading }) => heading.replace("Namespace ", "")));
	return {
		...phase,
		goal: `Run ${count === 1 ? "the workload" : `the ${count} workloads`} of ${where} in the cluster: rolled out, stable and reachable.`,
		groups,
		criteria: [
			{ text: "Every workload of this phase is rolled out and stable", probe: { items: [`${phase.id}/*`] } },
			{ text: "Nothing outside the cluster is needed to run them", probe: null },
		],
		validation: validation(),
	};
}

function otherPhase(phase: PhaseName): PlannedPhase {
	return {
		...phase,
		goal: "To be written in one sentence before the phase starts: what is true when it is complete.",
		groups: [{ heading: "Tasks", items: ["Plan approved", "Changes rolled out", "Old components decommissioned"].map(attested) }],
		criteria: [{ text: "What the plan promised can be seen by its users", probe: null }],
		validation: validation(),
	};
}

function validation(): PlannedItem[] {
	return ["Rollback tested", "Monitoring and alerts in place", "Documentation up to date"].map(attested);
}

function attested(text: string): PlannedItem {
	return { text, probe: attestationProbe(text) };
}

function inWords(names: readonly string[]): string {
	const last = names.at(-1) ?? "";
	return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
