import type { KubeObject } from "../../cluster/objects/object.ts";
import { isTypingError } from "../../model/typing-error.ts";
import { labelsOf, nearestName } from "../shared/ownership.ts";
import { isCustomGroup } from "./field-paths.ts";
import { isSeenField, type ObjectSource } from "./source.ts";

/** Why a source that selects none of the objects may be misspelled: what exists differs from what it asks for by a typing error. */
export function doubtIn(source: ObjectSource, objects: readonly KubeObject[]): string | null {
	for (const name of source.names ?? []) {
		const close = nearestName(objects, name);
		if (close !== null && isTypingError(name, close)) return `${close} exists: the name may be misspelled`;
	}
	for (const [label, value] of source.selector?.equalities ?? []) {
		const found = doubtfulLabel(label, value, objects);
		if (found !== null) return found;
	}
	if (!isCustomGroup(source.apiVersion) || objects.length === 0) return null;
	const unseen = [...source.fields.keys()].find((path) => !path.startsWith("metadata.") && !isSeenField(objects, path));
	return unseen === undefined ? null : `no ${source.kind} has the field ${unseen}`;
}

/** A similar label: spelled almost like the one in the selector, or with the same value under another of the labels that name an app. */
function doubtfulLabel(label: string, value: string, objects: readonly KubeObject[]): string | null {
	for (const object of objects)
		for (const [key, text] of Object.entries(labelsOf(object))) {
			const isLikeKey = key === label || isTypingError(label, key);
			const isLikeValue = text === value || isTypingError(value, text);
			const isOtherKey = text === value && naming.has(key) && naming.has(label);
			if ((isLikeKey && isLikeValue) || isOtherKey)
				return `${object.kind} ${object.metadata.name} has the label ${key}=${text}: the selector may be misspelled`;
		}
	return null;
}

const naming = new Set(["app", "name", "k8s-app", "app.kubernetes.io/name"]);
