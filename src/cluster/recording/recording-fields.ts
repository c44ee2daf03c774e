import { Fields, type WrongValue } from "../../yaml/fields.ts";
import { treeOfJson } from "../../yaml/tree.ts";

/** What is wrong with a recording, and where in it. */
export class RecordingError extends Error {
	override readonly name = "RecordingError";
	/** For example `contexts[0].reads[3].answer`; empty for the whole. */
	readonly place: string;

	constructor(place: string, what: string) {
		super(`${place === "" ? "the recording" : place} ${what}`);
		this.place = place;
	}
}

/** The fields of a parsed recording. Every field is required: this program wrote it. Errors are RecordingErrors. */
export function recordingFields(value: unknown): Fields {
	const complaints = {
		nullIsAbsent: false,
		fault: (_: unknown, message: string) => new RecordingError("", message),
		wrong: ({ path, problem }: WrongValue) => new RecordingError(pathName(path), problem),
	};
	return new Fields(complaints, treeOfJson(value), "the recording");
}

function pathName(path: readonly (string | number)[]): string {
	const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`));
	return steps.join("").replace(/^\./, "");
}

/** An error about the mapping itself. */
export function faulty(fields: Fields, problem: string): RecordingError {
	return new RecordingError(pathName(fields.path), problem);
}

export function textOf(fields: Fields, name: string): string {
	return fields.required(name, fields.text(name));
}

export function textOrNull(fields: Fields, name: string): string | null {
	return fields.isNull(name) ? null : textOf(fields, name);
}

export function flagOf(fields: Fields, name: string): boolean {
	return fields.required(name, fields.boolean(name));
}

export function integerOf(fields: Fields, name: string, min: number, max: number): number {
	return fields.required(name, fields.integer(name, min, max));
}

export function oneOf<const Choice extends string>(fields: Fields, name: string, choices: readonly Choice[]): Choice {
	return fields.required(name, fields.oneOf(name, choices));
}

export function mapOf(fields: Fields, name: string): Fields {
	return fields.required(name, fields.map(name));
}

export function mapOrNull(fields: Fields, name: string): Fields | null {
	return fields.isNull(name) ? null : mapOf(fields, name);
}

export function mapsOf(fields: Fields, name: string): readonly Fields[] {
	return fields.required(name, fields.maps(name));
}

/** A point in time, ISO 8601 in UTC. */
export function timeOf(fields: Fields, name: string): string {
	const text = textOf(fields, name);
	if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
	throw fields.wrong(name, fields.tree(name), "must be a time such as 2026-11-24T12:00:00Z");
}
