import type { Cluster } from "../../cluster/cluster.ts";
import { isClusterScoped } from "../../cluster/objects/built-in-kinds.ts";
import { at, type KubeObject } from "../../cluster/objects/object.ts";
import { Fields } from "../../yaml/fields.ts";
import type { Reading, Right, Trap } from "../probe.ts";
import { anyName, apiVersionName, kindName, listOfAnyNames, namespaceName } from "../shared/names.ts";
import { ofName, selectedFrom } from "../shared/names-and-labels.ts";
import { namespaceOf } from "../shared/namespace.ts";
import { parseSelector, type Selector } from "../shared/selectors.ts";
import { impossibleField, selectable } from "./field-paths.ts";

/** Selects objects of a list. */
export interface ObjectSource {
	readonly apiVersion: string;
	readonly kind: string;
	/** Null for kinds without one, or for all namespaces. */
	readonly namespace: string | null;
	readonly selector: Selector | null;
	readonly names: readonly string[] | null;
	readonly fields: ReadonlyMap<string, string>;
	/** Why its fields can never select anything; null if they can. */
	readonly impossible: Trap | null;
}

export function sourceOf(fields: Fields, reading: Reading): ObjectSource {
	const apiVersion = fields.required("apiVersion", apiVersionName(fields, "apiVersion"));
	const kind = fields.required("kind", kindName(fields, "kind"));
	const clusterWide = fields.boolean("allNamespaces") ?? false;
	const text = fields.string("selector");
	const selector = text === null ? null : parseSelector(text);
	if (text !== null && selector === null)
		throw fields.fault(
			`"${text}" is not a label selector`,
			"write it as kubectl -l takes it: app=web,tier in (a,b)",
			fields.placeOf("selector"),
		);
	const name = anyName(fields, "name");
	const names = listOfAnyNames(fields, "names");
	if (name !== null && names !== null)
		throw fields.fault("name and names mean the same", "keep one of them", fields.placeOf("names"));
	const selected = fieldSelector(fields);
	const impossible = impossibleField(apiVersion, kind, selected);
	return {
		impossible: impossible === null ? null : { rule: "field-selector", place: fields.placeOf("fieldSelector"), ...impossible },
		apiVersion,
		kind,
		namespace: clusterWide ? null : namespaceFor(fields, reading, apiVersion, kind),
		selector,
		names: names ?? (name === null ? null : [name]),
		fields: selected,
	};
}

/** Null for a kind without namespaces, where a namespace has no effect. */
function namespaceFor(fields: Fields, reading: Reading, apiVersion: string, kind: string): string | null {
	if (!isClusterScoped(apiVersion, kind)) return namespaceOf(fields, reading);
	namespaceName(fields, "namespace");
	return null;
}

/** `metadata.name=x,status.phase=Running`: compared with the value at that path. */
function fieldSelector(fields: Fields): ReadonlyMap<string, string> {
	const text = fields.string("fieldSelector");
	if (text === null) return new Map();
	return new Map(
		text.split(",").map((part): [string, string] => {
			const match = /^\s*([A-Za-z][A-Za-z0-9.]*)\s*==?\s*([^=,\s]*)\s*$/.exec(part);
			if (match === null)
				throw fields.fault(
					`"${part}" is not a field selector`,
					"write it as PATH=VALUE, such as status.phase=Running",
					fields.placeOf("fieldSelector"),
				);
			return [match[1] ?? "", match[2] ?? ""];
		}),
	);
}

/** `with`: further lists by names, for expressions that compare what was asked with the objects of the cluster. */
export function othersOf(fields: Fields, reading: Reading): ReadonlyMap<string, ObjectSource> {
	const tree = fields.tree("with");
	if (tree === null) return new Map();
	if (tree.kind !== "mapping") throw fields.fault(`"with" of ${fields.what} is a map of names and lists`, null, tree.place);
	return new Map(
		tree.entries.map(({ key, value }) => {
			const inner = new Fields(fields.complaints, value, `"with.${key}" of ${fields.what}`);
			const source = sourceOf(inner, reading);
			inner.done();
			return [key, source];
		}),
	);
}

export async function readOthers(
	cluster: Cluster,
	others: ReadonlyMap<string, ObjectSource>,
): Promise<ReadonlyMap<string, readonly KubeObject[]>> {
	const lists = await Promise.all(
		[...others].map(async ([name, source]): Promise<[string, readonly KubeObject[]]> => {
			return [name, takenFrom(source, (await cluster.list(source)).objects)];
		}),
	);
	return new Map(lists);
}

/** The selected objects of a list, in its order. */
export function takenFrom({ selector, names, fields }: ObjectSource, objects: readonly KubeObject[]): readonly KubeObject[] {
	let taken = objects;
	if (names?.length === 1) taken = ofName(taken, names[0] ?? "");
	else if (names !== null) {
		const wanted = new Set(names);
		taken = taken.filter((object) => wanted.has(object.metadata.name));
	}
	if (selector !== null) taken = selectedFrom(taken, selector);
	return [...fields].reduce((left, [path, value]) => left.filter((object) => selectedText(object, path) === value), taken);
}

/** Whether any of the objects has a field. */
export function isSeenField(objects: readonly KubeObject[], path: string): boolean {
	return objects.some((object) => selectedText(object, path) !== "");
}

/** A field as the API server compares it with a field selector. */
function selectedText(object: KubeObject, field: string): string {
	const { path, absent } = selectable(field);
	const found = at(object, ...path.split("."));
	return found === undefined || found === null ? absent : String(found);
}

export function listRightOf({ apiVersion, kind, namespace }: ObjectSource): Right {
	return { group: "", resource: { apiVersion, kind }, verbs: ["list"], namespace };
}
