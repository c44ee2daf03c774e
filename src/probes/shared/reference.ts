import { nearest } from "../../model/did-you-mean.ts";
import type { Fields } from "../../yaml/fields.ts";
import { isObjectName } from "./names.ts";

/** What a `Kind/name` refers to. */
export interface Reference<Kind extends string = string> {
	readonly kind: Kind;
	readonly name: string;
}

/** Reads a field such as `Deployment/boulder-sa-1`; null where the field is absent. */
export function referenceOf<Kind extends string>(fields: Fields, field: string, kinds: readonly Kind[]): Reference<Kind> | null {
	const text = fields.string(field);
	return text === null ? null : read(fields, field, text, kinds);
}

/** Reads a field with one reference, or with a list of them. */
export function referencesOf<Kind extends string>(
	fields: Fields,
	field: string,
	kinds: readonly Kind[],
): readonly Reference<Kind>[] {
	const texts = fields.tree(field)?.kind === "sequence" ? fields.strings(field) : [fields.string(field)];
	return (texts ?? []).filter((text) => text !== null).map((text) => read(fields, field, text, kinds));
}

function read<Kind extends string>(fields: Fields, field: string, text: string, kinds: readonly Kind[]): Reference<Kind> {
	const [written = "", name = "", ...rest] = text.split("/");
	const kind = kinds.find((known) => known.toLowerCase() === written.toLowerCase());
	if (kind !== undefined && isObjectName(name) && rest.length === 0) return { kind, name };
	const close = kind === undefined ? nearest(written, kinds) : null;
	throw fields.fault(
		`"${field}" of ${fields.what} is KIND/NAME such as Deployment/web, not "${text}"`,
		close === null ? `KIND is one of ${kinds.join(", ")}` : `did you mean ${close}/${isObjectName(name) ? name : "name"}?`,
		fields.placeOf(field),
	);
}
