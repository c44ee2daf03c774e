import type { KubeObject } from "../../cluster/object.ts";
import { labelsOf } from "./ownership.ts";
import type { Selector } from "./selectors.ts";

type Objects = readonly KubeObject[];
type Groups = ReadonlyMap<string, KubeObject[]>;

/** A list is asked by every probe: going through thousands of objects for each of thousands of probes takes most of a minute. */
const byLabel = new WeakMap<Objects, Map<string, Groups>>();
const byName = new WeakMap<Objects, Groups>();

function grouped(objects: Objects, keyOf: (object: KubeObject) => string | undefined): Groups {
	const groups = new Map<string, KubeObject[]>();
	for (const object of objects) {
		const key = keyOf(object);
		if (key === undefined) continue;
		const alike = groups.get(key);
		if (alike === undefined) groups.set(key, [object]);
		else alike.push(object);
	}
	return groups;
}

/** Those of a name: several only where the list is of several namespaces. All of these keep the order of the list. */
export function ofName(objects: Objects, name: string): Objects {
	let groups = byName.get(objects);
	if (groups === undefined) {
		groups = grouped(objects, (object) => object.metadata.name);
		byName.set(objects, groups);
	}
	return groups.get(name) ?? [];
}

/** Those with a label. */
export function labelled(objects: Objects, label: string, value: string): Objects {
	let labels = byLabel.get(objects);
	if (labels === undefined) {
		labels = new Map();
		byLabel.set(objects, labels);
	}
	let groups = labels.get(label);
	if (groups === undefined) {
		groups = grouped(objects, (object) => (Object.hasOwn(labelsOf(object), label) ? labelsOf(object)[label] : undefined));
		labels.set(label, groups);
	}
	return groups.get(value) ?? [];
}

/** Those that a selector takes. */
export function selectedFrom(objects: Objects, selector: Selector): Objects {
	let fewest = objects;
	for (const [label, value] of selector.equalities) {
		const some = labelled(objects, label, value);
		if (some.length < fewest.length) fewest = some;
	}
	return fewest.filter((object) => selector.matches(labelsOf(object)));
}
