import type { Fields } from "../../yaml/fields.ts";
import { isObjectName } from "../shared/names.ts";
import { type WorkloadKind, workloadKinds } from "./read-workload.ts";

export interface WorkloadName {
	readonly kind: WorkloadKind;
	readonly name: string;
}

/** A field such as `Deployment/boulder-sa-1`. */
export function workloadOf(fields: Fields, field: string): WorkloadName | null {
	const text = fields.string(field);
	return text === null ? null : nameIn(fields, field, text);
}

/** One such name, or a list of them. */
export function workloadsOf(fields: Fields, field: string): readonly WorkloadName[] {
	const texts = fields.tree(field)?.kind === "sequence" ? fields.strings(field) : [fields.string(field)];
	return (texts ?? []).filter((text) => text !== null).map((text) => nameIn(fields, field, text));
}

function nameIn(fields: Fields, field: string, text: string): WorkloadName {
	const [written = "", name = "", ...rest] = text.split("/");
	const kind = workloadKinds.find((known) => known.toLowerCase() === written.toLowerCase());
	if (kind === undefined || !isObjectName(name) || rest.length > 0)
		throw fields.fault(
			`"${field}" of ${fields.what} is KIND/NAME such as Deployment/web, not "${text}"`,
			`KIND is one of ${workloadKinds.join(", ")}`,
			fields.placeOf(field),
		);
	return { kind, name };
}
