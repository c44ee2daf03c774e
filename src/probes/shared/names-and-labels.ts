import type { KubeObject } from "../../cluster/objects/object.ts";
import { groupBy } from "../../model/group-by.ts";
import { memoize } from "../../model/memoize.ts";
import { labelsOf } from "./ownership.ts";
import type { Selector } from "./selectors.ts";

type Objects = readonly KubeObject[];
type Groups = ReadonlyMap<string | undefined, Objects>;

const byName = memoize((objects: Objects) => groupBy(objects, (object) => object.metadata.name));
const byLabel = memoize((_: Objects) => new Map<string, Groups>());

/** Those of a name: several only where the list is of several namespaces. All of these keep the order of the list. */
export function ofName(objects: Objects, name: string): Objects {
	return byName(objects).get(name) ?? [];
}

/** Those with a label. */
export function labelled(objects: Objects, label: string, value: string): Objects {
	const labels = byLabel(objects);
	let groups = labels.get(label);
	if (groups === undefined) {
		groups = groupBy(objects, (object) => (Object.hasOwn(labelsOf(object), label) ? labelsOf(object)[label] : undefined));
		labels.set(label, groups);
	}
	return groups.get(value) ?? [];
}

/** Those that a selector takes. */
export function selectedFrom(objects: Objects, selector: Selector): Objects {
	let candidates = objects;
	for (const [label, value] of selector.equalities) {
		const some = labelled(objects, label, value);
		if (some.length < candidates.length) candidates = some;
	}
	return candidates.filter((object) => selector.matches(labelsOf(object)));
}
