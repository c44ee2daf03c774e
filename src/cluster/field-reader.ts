import { isRecord } from "./object.ts";

/** What is wrong with a recording, and where in it. */
export class RecordingError extends Error {
	override readonly name = "RecordingError";
	/** Such as `contexts[0].reads[3].answer`; empty for the whole. */
	readonly place: string;

	constructor(place: string, what: string) {
		super(`the recording ${place === "" ? "" : `at ${place} `}${what}`);
		this.place = place;
	}
}

/** A value from outside and its place: asked for a type, it gives it or says what is wrong. */
export class FieldReader {
	readonly value: unknown;
	readonly #place: string;

	constructor(value: unknown, place: string) {
		this.value = value;
		this.#place = place;
	}

	wrong(what: string): RecordingError {
		return new RecordingError(this.#place, what);
	}

	has(name: string): boolean {
		return isRecord(this.value) && Object.hasOwn(this.value, name);
	}

	field(name: string): FieldReader {
		if (!isRecord(this.value)) throw this.wrong("must be an object");
		const place = this.#place === "" ? name : `${this.#place}.${name}`;
		if (!Object.hasOwn(this.value, name)) throw new RecordingError(place, "is missing");
		return new FieldReader(this.value[name], place);
	}

	list(): FieldReader[] {
		if (!Array.isArray(this.value)) throw this.wrong("must be a list");
		return this.value.map((entry: unknown, i) => new FieldReader(entry, `${this.#place}[${i}]`));
	}

	string(): string {
		if (typeof this.value !== "string") throw this.wrong("must be a text");
		return this.value;
	}

	stringOrNull(): string | null {
		return this.value === null ? null : this.string();
	}

	boolean(): boolean {
		if (typeof this.value !== "boolean") throw this.wrong("must be true or false");
		return this.value;
	}

	integer(least: number, most: number): number {
		const { value } = this;
		if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) {
			throw this.wrong(`must be a whole number from ${least} to ${most}`);
		}
		return value;
	}

	/** A point in time, ISO 8601 in UTC. */
	time(): string {
		const text = this.string();
		if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/.test(text) || Number.isNaN(Date.parse(text))) {
			throw this.wrong("must be a time such as 2026-11-24T12:00:00Z");
		}
		return text;
	}

	oneOf<const T extends string>(choices: readonly T[]): T {
		const found = choices.find((choice) => choice === this.value);
		if (found === undefined) throw this.wrong(`must be one of ${choices.join(", ")}`);
		return found;
	}

	strings(): Record<string, string> {
		if (!isRecord(this.value)) throw this.wrong("must be an object");
		return Object.fromEntries(
			Object.entries(this.value).map(([name, value]) => [name, new FieldReader(value, `${this.#place}.${name}`).string()]),
		);
	}
}
