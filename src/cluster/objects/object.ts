import { isRecord } from "../../text/record.ts";
/** A Kubernetes object as the API server sends it: raw JSON, never a typed model that drops or renames fields. */
export interface KubeObject {
	readonly apiVersion: string;
	readonly kind: string;
	readonly metadata: ObjectMeta;
	readonly [field: string]: unknown;
}

export interface ObjectMeta {
	readonly name: string;
	readonly namespace?: string;
	readonly uid?: string;
	readonly resourceVersion?: string;
	readonly generation?: number;
	readonly creationTimestamp?: string;
	readonly deletionTimestamp?: string;
	readonly labels?: Readonly<Record<string, string>>;
	readonly annotations?: Readonly<Record<string, string>>;
	readonly ownerReferences?: readonly OwnerReference[];
}

export interface OwnerReference {
	readonly apiVersion: string;
	readonly kind: string;
	readonly name: string;
	readonly uid: string;
	readonly controller?: boolean;
}

type Path = readonly (string | number)[];

/** The value at a path, of any type; undefined if the path ends early. Own properties only. */
export function at(value: unknown, ...path: Path): unknown {
	return follow(value, path);
}

export function stringAt(value: unknown, ...path: Path): string | null {
	const found = follow(value, path);
	return typeof found === "string" ? found : null;
}

export function numberAt(value: unknown, ...path: Path): number | null {
	const found = follow(value, path);
	return typeof found === "number" ? found : null;
}

/** The list at a path; empty if there is none. */
export function listAt(value: unknown, ...path: Path): readonly unknown[] {
	const found = follow(value, path);
	return Array.isArray(found) ? found : [];
}

/** The map of strings at a path (labels, match labels); empty if there is none. */
export function stringsAt(value: unknown, ...path: Path): Readonly<Record<string, string>> {
	const found = follow(value, path);
	if (!isRecord(found)) return {};
	const strings = Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === "string");
	return Object.fromEntries(strings);
}

function follow(value: unknown, path: Path): unknown {
	let here = value;
	for (let index = 0; index < path.length; index += 1) {
		const step = path[index];
		if (typeof step === "number" && Array.isArray(here)) here = here[step];
		else if (step !== undefined && isRecord(here) && Object.hasOwn(here, step)) here = here[step];
		else return undefined;
	}
	return here;
}
