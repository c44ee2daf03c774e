import { listAt, numberAt, stringAt } from "../../cluster/objects/object.ts";
import { isRecord } from "../../text/record.ts";

export interface Condition {
	readonly type: string;
	readonly status: string;
	readonly reason: string;
	readonly message: string;
	/** ISO 8601; null where it is not given. */
	readonly since: string | null;
	readonly updated: string | null;
	readonly observedGeneration: number | null;
	/** Cluster API and Knative grade conditions: `Info` does not count towards Ready. "" where it is not given. */
	readonly severity: string;
}

/** A condition by its type, never by its index; check its status as well: `Suspended=False` is not suspended. */
export function condition(object: unknown, type: string): Condition | null {
	const entry = entryOf(object, type);
	return entry === null ? null : read(entry);
}

/** Every condition of a list, by default that of the status. */
export function conditionsAt(object: unknown, ...path: readonly string[]): Condition[] {
	return listAt(object, ...(path.length === 0 ? ["status", "conditions"] : path))
		.filter(isRecord)
		.map(read);
}

function read(entry: Readonly<Record<string, unknown>>): Condition {
	return {
		type: stringAt(entry, "type") ?? "",
		status: stringAt(entry, "status") ?? "",
		reason: stringAt(entry, "reason") ?? "",
		message: stringAt(entry, "message") ?? "",
		since: stringAt(entry, "lastTransitionTime"),
		updated: stringAt(entry, "lastUpdateTime"),
		observedGeneration: numberAt(entry, "observedGeneration"),
		severity: stringAt(entry, "severity") ?? "",
	};
}

export function isTrue(object: unknown, type: string): boolean {
	return entryOf(object, type)?.status === "True";
}

function entryOf(object: unknown, type: string): Readonly<Record<string, unknown>> | null {
	for (const entry of listAt(object, "status", "conditions")) if (isRecord(entry) && entry.type === type) return entry;
	return null;
}

/** Whether the controller has observed the current specification. Null if the kind does not report it. */
export function isObserved(object: unknown): boolean | null {
	const generation = numberAt(object, "metadata", "generation");
	const observed = numberAt(object, "status", "observedGeneration");
	return generation === null || observed === null ? null : observed >= generation;
}

/** Milliseconds from one instant to another; null where one is missing or no date. */
export function elapsed(from: string | null | undefined, to: string): number | null {
	if (from === null || from === undefined) return null;
	const difference = Date.parse(to) - Date.parse(from);
	return Number.isNaN(difference) ? null : difference;
}
