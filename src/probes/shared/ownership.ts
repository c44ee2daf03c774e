import { at, type KubeObject, listAt, stringAt } from "../../cluster/objects/object.ts";
import { nearest } from "../../model/did-you-mean.ts";
import { groupBy } from "../../model/group-by.ts";
import { memoize } from "../../model/memoize.ts";
import { isTypingError } from "../../model/typing-error.ts";

type Objects = readonly KubeObject[];

const indexOf = memoize((objects: Objects) => {
	const names = new Map<string, KubeObject>();
	const uids = new Map<string, KubeObject>();
	for (const object of objects) {
		names.set(`${object.metadata.namespace ?? ""}/${object.metadata.name}`, object);
		if (object.metadata.uid !== undefined) uids.set(object.metadata.uid, object);
	}
	return { owned: groupBy(objects, controllerOf), names, uids };
});

function controllerOf(object: KubeObject): string | null {
	const references = listAt(object, "metadata", "ownerReferences");
	return stringAt(
		references.find((reference) => at(reference, "controller") === true),
		"uid",
	);
}

/** What an object controls, by uid: names are reused, and anyone can set labels. */
export function controlledBy(objects: Objects, owner: KubeObject): Objects {
	const uid = owner.metadata.uid;
	return uid === undefined ? [] : (indexOf(objects).owned.get(uid) ?? []);
}

export function isControlledBy(object: KubeObject, owner: KubeObject): boolean {
	return controllerOf(object) === owner.metadata.uid;
}

/** The object of a name; `namespace` null for kinds that have none. */
export function named(objects: Objects, name: string, namespace: string | null): KubeObject | null {
	return indexOf(objects).names.get(`${namespace ?? ""}/${name}`) ?? null;
}

export function withUid(objects: Objects, uid: string): KubeObject | null {
	return indexOf(objects).uids.get(uid) ?? null;
}

const nearestNames = memoize((_: Objects) => new Map<string, string | null>());

/** The existing name that is most similar to a missing one. Computed once, because it is compared with all names. */
export function nearestName(objects: Objects, name: string): string | null {
	const known = nearestNames(objects);
	const before = known.get(name);
	if (before !== undefined) return before;
	const names = objects.map((object) => object.metadata.name);
	const found = names.find((other) => isTypingError(name, other)) ?? nearest(name, names);
	known.set(name, found);
	return found;
}

export function isTerminating(object: KubeObject): boolean {
	return object.metadata.deletionTimestamp !== undefined;
}

export function labelsOf(object: KubeObject): Readonly<Record<string, string>> {
	return object.metadata.labels ?? {};
}
