import type { Cluster } from "../cluster/cluster.ts";
import { type KubeObject, listAt, numberAt, stringAt, stringsAt } from "../cluster/objects/object.ts";
import { type InventoryKind, inventoryKinds, isLabel, isName, type Workload } from "./workload.ts";

export interface Inventory {
	readonly workloads: readonly Workload[];
	/** Names that no API server would have given. */
	readonly unusable: readonly string[];
	/** Services that lead to the pods of several workloads: none of them can be asked for one. */
	readonly shared: readonly string[];
}

/** What runs in a namespace: by kind, then by name. Throws ClusterProblem. */
export async function inventoryOf(cluster: Cluster, namespace: string): Promise<Inventory> {
	const list = async (apiVersion: string, kind: string): Promise<readonly KubeObject[]> =>
		(await cluster.list({ apiVersion, kind, namespace })).objects;
	const [services, ...byKind] = await Promise.all([
		list("v1", "Service"),
		...inventoryKinds.map((kind) => list(kind === "CronJob" || kind === "Job" ? "batch/v1" : "apps/v1", kind)),
	]);
	const found = inventoryKinds.flatMap((kind, index) =>
		(byKind[index] ?? [])
			.filter((object) => kind !== "Job" || listAt(object, "metadata", "ownerReferences").length === 0)
			.map((object) => ({ kind, object, labels: podLabels(kind, object) }))
			.sort((a, b) => (a.object.metadata.name < b.object.metadata.name ? -1 : 1)),
	);
	const leadsTo = (service: KubeObject) => found.filter(({ labels }) => selects(service, labels));
	const workloads = found.map(
		({ kind, object }): Workload => ({
			kind,
			namespace,
			name: object.metadata.name,
			ports: containerPorts(object),
			services: services
				.filter((service) => {
					const [only, ...others] = leadsTo(service);
					return only?.object === object && others.length === 0 && isLabel(service.metadata.name);
				})
				.map((service) => ({ name: service.metadata.name, ports: portsOf(listAt(service, "spec", "ports"), "port") }))
				.filter(({ ports }) => ports.length > 0)
				.sort((a, b) => (a.name < b.name ? -1 : 1)),
		}),
	);
	return {
		workloads: workloads.filter(({ name }) => isName(name)),
		shared: services.filter((service) => leadsTo(service).length > 1).map(({ metadata }) => metadata.name),
		unusable: workloads.filter(({ name }) => !isName(name)).map(({ kind, name }) => `${kind}/${name}`),
	};
}

function podLabels(kind: InventoryKind, object: KubeObject): Readonly<Record<string, string>> {
	// Pods that run once and end serve no traffic, but a Service that selects them belongs to no other workload.
	return kind === "CronJob"
		? stringsAt(object, "spec", "jobTemplate", "spec", "template", "metadata", "labels")
		: stringsAt(object, "spec", "template", "metadata", "labels");
}

function selects(service: KubeObject, labels: Readonly<Record<string, string>>): boolean {
	const selector = Object.entries(stringsAt(service, "spec", "selector"));
	if (selector.length === 0 || stringAt(service, "spec", "type") === "ExternalName") return false;
	return selector.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

function containerPorts(object: KubeObject): readonly number[] {
	return portsOf(
		listAt(object, "spec", "template", "spec", "containers").flatMap((container) => listAt(container, "ports")),
		"containerPort",
	);
}

function portsOf(list: readonly unknown[], field: string): readonly number[] {
	const ports = list.map((port) => numberAt(port, field)).filter((port) => port !== null);
	return [...new Set(ports)].filter((port) => Number.isInteger(port) && port > 0 && port < 65_536).sort((a, b) => a - b);
}
