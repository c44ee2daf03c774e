import type { KubeObject } from "../../cluster/object.ts";

/** Whether one object is controlled by another: by uid, since names come again. */
export function isControlledBy(object: KubeObject, owner: KubeObject): boolean {
	const uid = owner.metadata.uid;
	return (
		uid !== undefined &&
		(object.metadata.ownerReferences ?? []).some((reference) => reference.controller === true && reference.uid === uid)
	);
}

export function named(objects: readonly KubeObject[], name: string): KubeObject | null {
	return objects.find((object) => object.metadata.name === name) ?? null;
}

export function isTerminating(object: KubeObject): boolean {
	return object.metadata.deletionTimestamp !== undefined;
}

export function labelsOf(object: KubeObject): Readonly<Record<string, string>> {
	return object.metadata.labels ?? {};
}
