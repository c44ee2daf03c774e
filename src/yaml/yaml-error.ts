import type { Place } from "./tree.ts";

/** Input that is not accepted as YAML: why, and where. It never contains a value of the file, which may be secret. */
export class YamlError extends Error {
	override readonly name = "YamlError";
	readonly place: Place;
	readonly hint: string | null;

	constructor(place: Place, message: string, hint: string | null = null) {
		super(message);
		this.place = place;
		this.hint = hint;
	}
}
