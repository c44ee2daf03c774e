import { projectMetadata } from "./metadata.ts";
import { isRecord, type KubeObject } from "./object.ts";
import { ClusterProblem } from "./problem.ts";
import { isCredentialName, redact, redactArguments, redacted } from "./redaction.ts";

const deepest = 200;

/**
 * An object without what nobody may see, in the only form in which judges and recordings get it.
 *
 * Fields are never left out to save room: `!has(object.spec.hostPID)` would hold for any object that lost the field. Only managed
 * fields and repetitions of the object go; a credential leaves a mark at its place. Of a Secret there is the metadata alone.
 */
export function project(item: unknown, apiVersion: string, kind: string): KubeObject | null {
	if (!isRecord(item)) return null;
	const metadata = projectMetadata(item.metadata, kind === "Secret");
	if (metadata === null) return null;
	if (kind === "Secret") return { apiVersion, kind, metadata };
	const isDefinition = kind === "CustomResourceDefinition";
	const rest = Object.entries(item)
		.filter(([name]) => name !== "metadata" && name !== "apiVersion" && name !== "kind")
		.map(([name, value]) => [
			name,
			kind === "ConfigMap" && name === "binaryData" ? hideAll(value) : clean(name, value, 0, isDefinition),
		]);
	return { apiVersion, kind, metadata, ...Object.fromEntries(rest) };
}

/** Shares with the given value whatever had nothing to hide. */
function clean(key: string, value: unknown, depth: number, isDefinition: boolean): unknown {
	if (typeof value === "string") return cleanText(key, value, isDefinition);
	if (typeof value !== "object" || value === null) return value;
	if (depth > deepest) throw new ClusterProblem("bad-answer", `an object is nested more than ${deepest} levels deep`);
	if (Array.isArray(value)) {
		if (key === "args" || key === "command") return redactArguments(value);
		if (/env(?:vars?)?$/i.test(key)) return value.map((entry) => clean("", hideValue(entry), depth + 1, isDefinition));
		const hidden = isCredentialName(key);
		let same = true;
		const items = value.map((entry: unknown) => {
			const cleaned = hidden && typeof entry === "string" ? redacted : clean("", entry, depth + 1, isDefinition);
			if (cleaned !== entry) same = false;
			return cleaned;
		});
		return same ? value : items;
	}
	if (!isRecord(value)) return value;
	if (/^env(?:vars?)?$/i.test(key)) return hideAll(value);
	if (typeof value.name === "string" && typeof value.value === "string" && isCredentialName(value.name)) return hideValue(value);
	let same = true;
	const entries = Object.entries(value).map(([name, member]): [string, unknown] => {
		const cleaned = clean(name, member, depth + 1, isDefinition);
		if (cleaned !== member) same = false;
		return [name, cleaned];
	});
	return same ? value : Object.fromEntries(entries);
}

function cleanText(key: string, value: string, isDefinition: boolean): string {
	// The descriptions of a schema are most of a definition, and no evidence.
	if (isDefinition && key === "description") return "";
	if (value !== "" && isCredentialName(key)) return redacted;
	return redact(value);
}

/** A variable keeps its name and where its value comes from; a value given on the spot is hidden. */
function hideValue(entry: unknown): unknown {
	if (!isRecord(entry) || typeof entry.value !== "string" || entry.value === "") return entry;
	return { ...entry, value: redacted };
}

function hideAll(value: unknown): unknown {
	if (!isRecord(value)) return value;
	const entries = Object.entries(value).map(([name, member]) => [
		name,
		typeof member === "string" && member !== "" ? redacted : member,
	]);
	return Object.fromEntries(entries);
}
