import { isRecord } from "../../text/record.ts";
import type { ObjectMeta } from "./object.ts";
import { isCredentialName, redact, redacted } from "./redaction.ts";

/** Annotations that repeat the whole object as it was applied, values of Secrets included. */
const repeatsTheObject = /last-applied|\/original$|objectset\.rio\.cattle\.io\/applied/;
const maxAnnotationLength = 4_096;

const texts = new Set(["namespace", "uid", "resourceVersion", "creationTimestamp", "deletionTimestamp"]);
/** Left out, or set by themselves; the last would be taken for what the copy inherits from. */
const apart = new Set([
	"managedFields",
	"selfLink",
	"name",
	"annotations",
	"labels",
	"generation",
	"ownerReferences",
	"__proto__",
]);

/** Metadata as judges get it; null where a field that they rely on has another type than the API gives it. */
export function projectMetadata(metadata: unknown, ofSecret: boolean): ObjectMeta | null {
	if (!isRecord(metadata)) return null;
	const { name, annotations, labels, generation, ownerReferences } = metadata;
	const owners = ownerReferences === undefined || ownerReferences === null ? [] : ownerReferences;
	if (typeof name !== "string" || name === "" || !Array.isArray(owners) || !owners.every(isOwner)) return null;
	if (!isOptional(annotations, isStrings) || !isOptional(labels, isStrings) || !isOptional(generation, isNumber)) return null;
	const fields: Record<string, unknown> = {};
	for (const field of Object.keys(metadata)) {
		const value = metadata[field];
		if (value === null || apart.has(field)) continue;
		if (texts.has(field) && typeof value !== "string") return null;
		fields[field] = value;
	}
	return {
		name,
		...fields,
		...(isNumber(generation) ? { generation } : {}),
		...(isStrings(labels) ? { labels } : {}),
		...(isStrings(annotations) ? { annotations: projectAnnotations(annotations, ofSecret) } : {}),
		...(owners.length > 0 ? { ownerReferences: owners } : {}),
	};
}

function projectAnnotations(annotations: Readonly<Record<string, string>>, ofSecret: boolean): Record<string, string> {
	const kept: [string, string][] = [];
	for (const [name, value] of Object.entries(annotations)) {
		if (repeatsTheObject.test(name)) continue;
		// A tool may keep what a Secret held in a form of its own.
		const hidden =
			value.length > maxAnnotationLength || isCredentialName(name) || (ofSecret && /^\s*[[{]|^[\w+/=-]{64,}$/.test(value));
		kept.push([name, hidden ? redacted : redact(value)]);
	}
	return Object.fromEntries(kept);
}

function isOptional<T>(value: unknown, is: (value: unknown) => value is T): boolean {
	return value === undefined || value === null || is(value);
}

function isNumber(value: unknown): value is number {
	return typeof value === "number";
}

export function isStrings(value: unknown): value is Record<string, string> {
	return isRecord(value) && Object.values(value).every((entry) => typeof entry === "string");
}

function isOwner(value: unknown): boolean {
	return isRecord(value) && ["apiVersion", "kind", "name", "uid"].every((field) => typeof value[field] === "string");
}
