import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { workloadProbe } from "../../../src/probes/workload/workload-probe.ts";
import { ask, changed } from "../objects.ts";

export type Path = readonly (string | number)[];

/** A copy of some objects, with values at paths of the first one. */
export function but(objects: readonly KubeObject[], ...changes: readonly (readonly [Path, unknown])[]): KubeObject[] {
	const [first, ...rest] = objects;
	if (first === undefined) return [];
	return [changes.reduce((made, [path, to]) => changed(made, path, to), first), ...rest];
}

/** `outcome Reason: message > hint`, without the name of the workload. */
export async function verdict(kind: string, objects: readonly KubeObject[], more = ""): Promise<string> {
	const { outcome, reason, message, hint } = await ask(workloadProbe, `{ kind: ${kind}, name: sa${more} }`, { objects });
	const describe = `kubectl describe -n boulder-staging ${kind.toLowerCase()}/sa`;
	return `${outcome} ${reason}: ${message.replace(`${kind} sa `, "")}${hint === null ? "" : ` > ${hint === describe ? "…" : hint}`}`;
}

export const status = (field: string, to: unknown): readonly [Path, unknown] => [["status", field], to];
export const spec = (field: string, to: unknown): readonly [Path, unknown] => [["spec", field], to];
export const conditions = (...list: unknown[]): readonly [Path, unknown] => [["status", "conditions"], list];
