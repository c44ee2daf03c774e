import { isRecord } from "../../text/record.ts";
import { ClusterProblem } from "../problem.ts";
import { isStrings, projectMetadata } from "./metadata.ts";
import type { KubeObject, ObjectMeta, OwnerReference } from "./object.ts";
import { isCredentialName, redact, redactArguments, redacted } from "./redaction.ts";

const maxDepth = 200;
/** The depth of the fields of a container: there the parts of a pod are compared as wholes. */
const wholeFrom = 4;
/** So many objects take little room, and finding what they have in common takes longer than sanitizing it again. */
const fewObjects = 200;
const maxInterned = 50_000;
const maxInternedLength = 512;
/** Names and addresses are no place for a credential, and what selectors match must stay as it is. */
const identities = new Set([
	"uid",
	"name",
	"namespace",
	"nodeName",
	"hostname",
	"containerID",
	"image",
	"imageID",
	"podIP",
	"hostIP",
	"ip",
]);
const labels = new Set(["labels", "matchLabels", "selector", "nodeSelector"]);

/**
 * Turns a response into the only form that judges and recordings get: without credentials.
 *
 * Fields are never left out to save room: `!has(object.spec.hostPID)` would hold for any object that lost the field. Only managed
 * fields and copies of the object are removed; a credential is replaced by a mark. Of a Secret only the metadata is kept.
 *
 * Equal parts of the objects of a long list are stored once: there may be tens of thousands of pods of one template. The input is
 * changed in place; it must have been parsed for this purpose only.
 */
export class Sanitizer {
	readonly #apiVersion: string;
	readonly #kind: string;
	readonly #interns: boolean;
	#objects = 0;
	readonly #parts = new Map<string, unknown>();
	readonly #texts = new Map<string, string>();
	readonly #labels = new Map<string, Readonly<Record<string, string>>>();
	readonly #owners = new Map<string, readonly OwnerReference[]>();

	constructor(apiVersion: string, kind: string) {
		this.#apiVersion = apiVersion;
		this.#kind = kind;
		this.#interns = kind === "Pod" || kind === "ReplicaSet" || kind === "Event" || kind === "EndpointSlice";
	}

	/** Null for a value that is not an object with well-formed metadata. */
	project(item: unknown): KubeObject | null {
		if (!isRecord(item)) return null;
		this.#objects += 1;
		const isSecret = this.#kind === "Secret";
		const metadata = projectMetadata(item.metadata, isSecret);
		if (metadata === null) return null;
		const head = { apiVersion: this.#apiVersion, kind: this.#kind, metadata: this.#shared(metadata) };
		if (isSecret) return head;
		const rest = Object.entries(item).filter(([name]) => name !== "metadata" && name !== "apiVersion" && name !== "kind");
		return { ...head, ...Object.fromEntries(rest.map(([name, value]) => [name, this.#top(name, value)])) };
	}

	#isSharing(): boolean {
		return this.#interns && this.#objects > fewObjects;
	}

	#top(name: string, value: unknown): unknown {
		if (this.#kind === "ConfigMap" && name === "binaryData") return hideAll(value);
		return this.#sanitize(name, value, 1);
	}

	/** Labels and owners are the same for all pods of a template. */
	#shared(metadata: ObjectMeta): ObjectMeta {
		const { labels, annotations, ownerReferences } = metadata;
		if (!this.#isSharing()) return metadata;
		return {
			...metadata,
			...(labels === undefined ? {} : { labels: intern(this.#labels, labels) }),
			...(annotations === undefined ? {} : { annotations: intern(this.#labels, annotations) }),
			...(ownerReferences === undefined ? {} : { ownerReferences: intern(this.#owners, ownerReferences) }),
		};
	}

	#sanitize(name: string, value: unknown, depth: number): unknown {
		if (typeof value === "string") return this.#text(name, value);
		if (typeof value !== "object" || value === null) return value;
		if (depth !== wholeFrom || !this.#isSharing()) return this.#inside(name, value, depth);
		const key = `${name} ${textOf(value)}`;
		const known = this.#parts.get(key);
		if (known !== undefined) return known;
		const sanitized = this.#inside(name, value, depth);
		if (this.#parts.size < maxInterned) this.#parts.set(key, sanitized);
		return sanitized;
	}

	#inside(name: string, value: object, depth: number): unknown {
		if (depth > maxDepth) throw tooDeep();
		if (Array.isArray(value)) return this.#list(name, value, depth);
		if (isWritable(value)) {
			const role = roleOf(name);
			if (role === "environment") hideEnvironment(value);
			if (role === "labels" && isStrings(value)) return value;
			if (typeof value.name === "string" && typeof value.value === "string" && isCredentialName(value.name)) hideValue(value);
			this.#members(value, depth);
		}
		return value;
	}

	#list(name: string, list: unknown[], depth: number): unknown {
		const role = roleOf(name);
		if (role === "words") return redactArguments(list);
		for (let i = 0; i < list.length; i += 1) {
			if (role === "environment") hideValue(list[i]);
			list[i] = role === "credential" && typeof list[i] === "string" ? redacted : this.#sanitize("", list[i], depth + 1);
		}
		return list;
	}

	#members(value: object, depth: number): void {
		if (!isWritable(value)) return;
		// An own `__proto__` is written like any other: JSON.parse made it a property.
		for (const name of Object.keys(value)) value[name] = this.#sanitize(name, value[name], depth + 1);
	}

	#text(name: string, value: string): string {
		// The descriptions of a schema are most of a definition, and no evidence.
		if (name === "description" && this.#kind === "CustomResourceDefinition") return "";
		const role = roleOf(name);
		if (role === "identity") return value;
		if (role === "credential" && value !== "") return redacted;
		const known = this.#texts.get(value);
		if (known !== undefined) return known;
		const clean = redact(value);
		if (this.#texts.size < maxInterned && value.length <= maxInternedLength) this.#texts.set(value, clean);
		return clean;
	}
}

function textOf(value: object): string {
	try {
		return JSON.stringify(value);
	} catch {
		throw tooDeep();
	}
}

function tooDeep(): ClusterProblem {
	return new ClusterProblem("bad-answer", `an object is nested more than ${maxDepth} levels deep`);
}

function intern<T>(interned: Map<string, T>, value: T): T {
	const key = JSON.stringify(value);
	const known = interned.get(key);
	if (known === undefined && interned.size < maxInterned) interned.set(key, value);
	return known ?? value;
}

type Role = "identity" | "labels" | "credential" | "environment" | "words" | "other";
const roles = new Map<string, Role>();

/** The role of a field by its name. Names are few, and there are millions of fields. */
function roleOf(name: string): Role {
	let role = roles.get(name);
	if (role === undefined) {
		if (identities.has(name)) role = "identity";
		else if (labels.has(name)) role = "labels";
		else if (name === "args" || name === "command") role = "words";
		else if (/^(?:extra)?env(?:vars?)?$/i.test(name)) role = "environment";
		else role = isCredentialName(name) ? "credential" : "other";
		if (roles.size < maxInterned) roles.set(name, role);
	}
	return role;
}

/** A variable keeps its name and where its value comes from; a value given on the spot is hidden. */
function hideValue(entry: unknown): void {
	if (isWritable(entry) && typeof entry.value === "string" && entry.value !== "") entry.value = redacted;
}

/** A map of variables; one that is a map itself holds its value by name. */
function hideEnvironment(variables: Record<string, unknown>): void {
	hideAll(variables);
	for (const variable of Object.values(variables)) hideValue(variable);
}

function hideAll(value: unknown): unknown {
	if (!isWritable(value)) return value;
	for (const name of Object.keys(value)) if (typeof value[name] === "string" && value[name] !== "") value[name] = redacted;
	return value;
}

function isWritable(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
