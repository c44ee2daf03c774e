import type { Fields } from "../../yaml/fields.ts";
import { type WorkloadKind, workloadKinds } from "./workload-evidence.ts";

export interface WorkloadName {
	readonly kind: WorkloadKind;
	readonly name: string;
}

/** A field such as `Deployment/boulder-sa-1`. */
export function workloadOf(fields: Fields, field: string): WorkloadName | null {
	const text = fields.string(field);
	if (text === null) return null;
	const [written = "", name = "", ...rest] = text.split("/");
	const kind = workloadKinds.find((known) => known.toLowerCase() === written.toLowerCase());
	if (kind === undefined || name === "" || rest.length > 0)
		throw fields.fault(
			`"${field}" of ${fields.what} is KIND/NAME such as Deployment/web, not "${text}"`,
			`KIND is one of ${workloadKinds.join(", ")}`,
			fields.placeOf(field),
		);
	return { kind, name };
}
