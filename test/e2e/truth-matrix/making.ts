import { type Manifest, until } from "../../cluster/control-plane/api.ts";
import { type PodStateName, simulate } from "../../cluster/control-plane/pod-states.ts";
import { all, apiVersionOf, cond, is, podsOf, present, pretend, ref } from "./reached.ts";
import type { Reached, Row, Scene } from "./row.ts";

type Change = NonNullable<Row["change"]>;

/** Annotations of pods: what becomes of them. */
export function pods(name: PodStateName, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
	return { [simulate]: name, ...more };
}

export function patched(kind: string, name: string, change: object): Change {
	return ({ api, namespace }) => api.patch(ref(kind, namespace, name), change);
}

export function patchedStatus(kind: string, name: string, status: object, namespaced = true): Change {
	return ({ api, namespace }) => {
		const target = ref(kind, namespace, name.replace("NS", namespace));
		return api.patchStatus(namespaced ? target : clusterWide(kind, namespace, name), status);
	};
}

/** An object without a namespace, named after the row's. */
function clusterWide(kind: string, namespace: string, name: string): Manifest {
	return { apiVersion: apiVersionOf(kind), kind, metadata: { name: name.replace("NS", namespace) } };
}

export function applied(make: (namespace: string) => readonly Manifest[]): Change {
	return ({ api, namespace }) => api.apply(...make(namespace));
}

export function deleted(kind: string, name: string, propagationPolicy = "Background"): Change {
	return ({ api, namespace }) => api.delete(ref(kind, namespace, name), { propagationPolicy });
}

/** Deleted, and kept by a finalizer. */
export function deletedAndHeld(kind: string, name: string): Change {
	return async ({ api, namespace }) => {
		await api.patch(ref(kind, namespace, name), { metadata: { finalizers: ["example.com/hold"] } });
		await api.delete(ref(kind, namespace, name));
	};
}

export function leaving(kind: string, name: string): Reached {
	return is(kind, name, { metadata: { deletionTimestamp: present } });
}

export function inTurn(...changes: readonly Change[]): Change {
	return async (scene) => {
		for (const change of changes) await change(scene);
	};
}

export function awaiting(condition: Reached): Change {
	return (scene) => until("what comes between", () => condition(scene), 120_000, 200);
}

/** What the kubelet would write of the pods of a label, the first of them or all. */
export function podsBecome(label: string, which: "first" | "all", change: object, ...conditions: object[]): Change {
	return async (scene: Scene) => {
		const found = await podsOf(scene, label);
		for (const pod of which === "first" ? found.slice(0, 1) : found) await pretend(scene, pod, change, ...conditions);
	};
}

export const unreadied = [cond("Ready", "False", "ContainersNotReady"), cond("ContainersReady", "False", "ContainersNotReady")];

export function ended(exitCode: number): object {
	const at = new Date(Date.now() - 2000).toISOString().replace(/\.\d+/, "");
	const terminated = { exitCode, reason: exitCode === 0 ? "Completed" : "Error", startedAt: at, finishedAt: at };
	const container = { name: "main", image: "m", imageID: "m", ready: false, started: false, restartCount: 0 };
	return { phase: exitCode === 0 ? "Succeeded" : "Failed", containerStatuses: [{ ...container, state: { terminated } }] };
}

export function quota(namespace: string, count: number): Manifest {
	return {
		apiVersion: "v1",
		kind: "ResourceQuota",
		metadata: { name: "few", namespace },
		spec: { hard: { pods: String(count) } },
	};
}

export const quotaCounts: Reached = all(is("ResourceQuota", "few", { status: { used: present } }));
