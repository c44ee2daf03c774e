import type { HttpAnswer } from "../../cluster/cluster.ts";
import { at, listAt, stringAt, stringsAt } from "../../cluster/objects/object.ts";
import { isRecord } from "../../text/record.ts";

export interface Sample {
	readonly metric: Readonly<Record<string, string>>;
	readonly value: number;
	/** Seconds since 1970. */
	readonly timestamp: number;
}

/** The response of a server with Prometheus' API to an instant query. */
export type QueryAnswer =
	| {
			readonly kind: "samples";
			readonly type: "vector" | "scalar";
			readonly samples: readonly Sample[];
			readonly warnings: readonly string[];
	  }
	/** The server understood, and refused: an error in the query. */
	| { readonly kind: "refused"; readonly message: string }
	| { readonly kind: "unreadable"; readonly message: string };

export function readQueryAnswer(answer: HttpAnswer): QueryAnswer {
	const unreadable = (message: string): QueryAnswer => ({ kind: "unreadable", message });
	let body: unknown;
	try {
		body = JSON.parse(answer.body);
	} catch {
		return unreadable(`the answer (status ${answer.status}) is not JSON: ${answer.body.trim().slice(0, 80) || "it is empty"}`);
	}
	if (stringAt(body, "status") === "error") {
		const words = [stringAt(body, "errorType"), stringAt(body, "error")].filter((part) => part !== null);
		return { kind: "refused", message: words.join(": ").slice(0, 300) };
	}
	if (answer.status !== 200) return unreadable(`the status is ${answer.status}, not 200`);
	if (stringAt(body, "status") !== "success") return unreadable("the answer is not one of Prometheus");
	const type = stringAt(body, "data", "resultType");
	if (type === "matrix")
		return unreadable(
			"the query returns a range of samples: remove the [5m], or wrap it in a function such as rate() or max_over_time()",
		);
	if (type === "string") return unreadable("the query gives a text, and no samples");
	if (type !== "vector" && type !== "scalar") return unreadable("the answer holds no samples");
	const result = at(body, "data", "result");
	if (!Array.isArray(result)) return unreadable("the answer holds no samples");
	const raw: readonly unknown[] = type === "scalar" ? [{ metric: {}, value: result }] : result;
	const samples: Sample[] = [];
	for (const entry of raw) {
		if (at(entry, "histogram") !== undefined) return unreadable("a sample is a histogram: put histogram_quantile() around it");
		const timestamp = at(entry, "value", 0);
		const value = numberIn(at(entry, "value", 1));
		const metric = at(entry, "metric");
		if (typeof timestamp !== "number" || value === null || !isRecord(metric)) return unreadable("a sample cannot be read");
		samples.push({ metric: stringsAt(entry, "metric"), value, timestamp });
	}
	const warnings = listAt(body, "warnings").filter((warning) => typeof warning === "string");
	// https://docs.victoriametrics.com/victoriametrics/cluster-victoriametrics/#cluster-availability: some storage nodes did not respond.
	if (at(body, "isPartial") === true) warnings.push("the answer is partial");
	return { kind: "samples", type, samples, warnings };
}

/** Prometheus sends values as texts, since JSON has no NaN and no infinity. */
function numberIn(value: unknown): number | null {
	if (typeof value !== "string") return null;
	if (value === "NaN") return Number.NaN;
	if (/^[+-]?Inf$/.test(value)) return value.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
	return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(value) ? Number(value) : null;
}

/** A sample in a sentence. */
export function describeSeries({ metric }: Sample): string {
	const labels = Object.entries(metric).filter(([name]) => name !== "__name__");
	const pairs = labels.slice(0, 4).map(([name, value]) => `${name}="${value.slice(0, 60)}"`);
	const more = labels.length > 4 ? ", …" : "";
	return `${metric.__name__ ?? ""}{${pairs.join(", ")}${more}}`;
}
