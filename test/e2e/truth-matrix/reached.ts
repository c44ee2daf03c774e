import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { isRecord } from "../../../src/text/record.ts";
import type { Manifest } from "../../cluster/control-plane/api.ts";
import type { Reached, Scene } from "./row.ts";

const apiVersions: Readonly<Record<string, string>> = {
	Deployment: "apps/v1",
	ReplicaSet: "apps/v1",
	StatefulSet: "apps/v1",
	DaemonSet: "apps/v1",
	Job: "batch/v1",
	CronJob: "batch/v1",
	ControllerRevision: "apps/v1",
	HorizontalPodAutoscaler: "autoscaling/v2",
	PodDisruptionBudget: "policy/v1",
	NetworkPolicy: "networking.k8s.io/v1",
	Ingress: "networking.k8s.io/v1",
	IngressClass: "networking.k8s.io/v1",
	StorageClass: "storage.k8s.io/v1",
	EndpointSlice: "discovery.k8s.io/v1",
	CustomResourceDefinition: "apiextensions.k8s.io/v1",
};

export function apiVersionOf(kind: string): string {
	return apiVersions[kind] ?? "v1";
}

/** A partial object; a list in it says that each of its entries fits one of the other list. */
export function fits(found: unknown, wanted: unknown): boolean {
	if (typeof wanted === "function") return wanted(found) === true;
	if (Array.isArray(wanted))
		return Array.isArray(found) && wanted.every((entry) => found.some((candidate) => fits(candidate, entry)));
	if (isRecord(wanted)) return isRecord(found) && Object.entries(wanted).every(([key, value]) => fits(found[key], value));
	return found === wanted;
}

export function ref(kind: string, namespace: string, name: string): Manifest {
	return { apiVersion: apiVersionOf(kind), kind, metadata: { name, namespace } };
}

export function is(kind: string, name: string, wanted: object, namespaced = true): Reached {
	return async ({ api, namespace }) => {
		const actual = name.replace("NS", namespace);
		return fits(await api.get(apiVersionOf(kind), kind, namespaced ? namespace : undefined, actual), wanted);
	};
}

/** That many of a kind fit; with `of`, that many there are in all. */
export function number(kind: string, n: number, wanted: object = {}): Reached {
	return async ({ api, namespace }) => {
		const found = await api.list(apiVersionOf(kind), kind, namespace);
		return found.filter((object) => fits(object, wanted)).length === n;
	};
}

export function all(...conditions: readonly Reached[]): Reached {
	return async (scene) => {
		for (const condition of conditions) if (!(await condition(scene))) return false;
		return true;
	};
}

export function status(kind: string, name: string, wanted: object): Reached {
	return is(kind, name, { status: wanted });
}

export const always: Reached = async () => true;

/** For states that time alone makes. */
export function after(seconds: number, condition: Reached): Reached {
	let since: number | null = null;
	return async (scene) => {
		if (!(await condition(scene))) return false;
		since ??= Date.now();
		return Date.now() - since >= seconds * 1000;
	};
}

export const absent = (found: unknown): boolean => found === undefined || found === null;
export const present = (found: unknown): boolean => !absent(found);

export function cond(type: string, state: "True" | "False" | "Unknown", reason?: string): object {
	return { type, status: state, ...(reason === undefined ? {} : { reason }) };
}

export const podReady = { status: { conditions: [cond("Ready", "True")] } };
export const podUnready = { status: { conditions: [cond("Ready", "False")] } };
export const waitsFor = (reason: string) => ({ status: { containerStatuses: [{ state: { waiting: { reason } } }] } });

/** Other annotations for the pods, and so another revision. */
export function template(annotations: Readonly<Record<string, string | null>>): object {
	return { spec: { template: { metadata: { annotations } } } };
}

export async function podsOf({ api, namespace }: Scene, label?: string): Promise<KubeObject[]> {
	const query = label === undefined ? "" : `?labelSelector=${encodeURIComponent(label)}`;
	const pods = await api.list("v1", "Pod", namespace, query);
	return pods.sort((a, b) => a.metadata.name.localeCompare(b.metadata.name));
}

/** As a kubelet would: merges conditions by type, and puts the rest over it. */
export async function pretend(
	{ api, namespace }: Scene,
	pod: KubeObject,
	change: object,
	...conditions: object[]
): Promise<void> {
	const before = isRecord(pod.status) && Array.isArray(pod.status.conditions) ? pod.status.conditions : [];
	const types = conditions.map((one) => Reflect.get(one, "type"));
	const lastTransitionTime = new Date().toISOString().replace(/\.\d+/, "");
	const merged = [
		...before.filter((one) => !types.includes(Reflect.get(Object(one), "type"))),
		...conditions.map((one) => ({ lastTransitionTime, ...one })),
	];
	await api.patchStatus(ref("Pod", namespace, pod.metadata.name), { ...change, conditions: merged });
}
