import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { apiVersionOf } from "./reached.ts";
import type { Scene } from "./row.ts";

const kinds = ["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Pod", "Service", "EndpointSlice"];

/** The objects of a row as the cluster gives them, for tests of the judges alone. The namespace gets a name of everybody's. */
export async function record(folder: string, id: string, { api, namespace }: Scene, observedAt: string): Promise<void> {
	const lists = await Promise.all(kinds.map((kind) => api.list(apiVersionOf(kind), kind, namespace)));
	const objects = lists.flat().map(withoutManagers);
	mkdirSync(folder, { recursive: true });
	const text = JSON.stringify({ observedAt, objects }, null, "\t").replaceAll(namespace, "boulder-staging");
	writeFileSync(join(folder, `${id}.json`), `${text}\n`);
}

function withoutManagers({ metadata, ...object }: KubeObject): object {
	const { managedFields: _, ...rest } = { managedFields: null, ...metadata };
	return { ...object, metadata: rest };
}
