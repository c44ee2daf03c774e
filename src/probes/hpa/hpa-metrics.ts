import { at, type KubeObject, listAt, stringAt } from "../../cluster/objects/object.ts";
import { readQuantity } from "../shared/quantity.ts";

const sources = ["resource", "containerResource", "pods", "object", "external"] as const;
type Source = (typeof sources)[number];

/** A metric of an autoscaler, from its specification or its status. */
export interface Metric {
	readonly source: Source;
	readonly name: string;
	/** The container of a containerResource, the object of an object metric; "" for others. */
	readonly of: string;
	/** Labels as text; null where none are given. */
	readonly selector: string | null;
	readonly value: unknown;
}

export function metricsAt(object: KubeObject, ...path: readonly string[]): Metric[] {
	return listAt(object, ...path)
		.map(metric)
		.filter((one) => one !== null);
}

function metric(entry: unknown): Metric | null {
	for (const source of sources) {
		const name = stringAt(entry, source, "name") ?? stringAt(entry, source, "metric", "name");
		if (name === null) continue;
		const described = ["kind", "name"].map((field) => stringAt(entry, source, "describedObject", field) ?? "").join("/");
		const selector = at(entry, source, "metric", "selector");
		return {
			source,
			name,
			of: stringAt(entry, source, "container") ?? (described === "/" ? "" : described),
			selector: selector === undefined || selector === null ? null : JSON.stringify(selector),
			value: at(entry, source, "current"),
		};
	}
	return null;
}

/** A metric as people name it: `cpu`, `cpu of container sa`. */
export function describeMetric({ name, of, source }: Metric): string {
	return of === "" ? name : `${name} of ${source === "containerResource" ? "container " : ""}${of}`;
}

/**
 * The specified metrics without a current value. Each is matched with one entry: two metrics with the same name, for two containers or two
 * queues, need two.
 */
export function silentAmong(wanted: readonly Metric[], read: readonly Metric[]): Metric[] {
	const left = read.filter(hasValue);
	return wanted.filter((one) => {
		const isSame = (other: Metric): boolean => one.source === other.source && one.name === other.name && one.of === other.of;
		const exact = left.findIndex((other) => isSame(other) && other.selector === one.selector);
		// An adapter may leave out the selector that it was asked with.
		const found = exact >= 0 ? exact : left.findIndex((other) => isSame(other) && other.selector === null);
		if (found < 0) return true;
		left.splice(found, 1);
		return false;
	});
}

const fields = ["averageUtilization", "averageValue", "value"] as const;

function hasValue({ value }: Metric): boolean {
	return fields.some((field) => {
		const found = at(value, field);
		return typeof found === "number" || (typeof found === "string" && /\d/.test(found));
	});
}

/** Beyond this, thousandths no longer fit in 64 bits: a division by zero or an overflow in the adapter. In billionths. */
const greatest = (2n ** 63n / 1000n) * 10n ** 9n;

/** A value that no metric can have, in words: negative, or as large as what an overflow leaves. Null if all can be. */
export function impossibleAmong(read: readonly Metric[]): string | null {
	for (const one of read)
		for (const field of fields) {
			const found = at(one.value, field);
			if (typeof found !== "number" && typeof found !== "string") continue;
			const value = readQuantity(String(found));
			const isBad = value === null ? typeof found === "number" : value < 0n || value >= greatest - 10n ** 9n;
			if (isBad) return `${describeMetric(one)} has the value ${found}`;
		}
	return null;
}
