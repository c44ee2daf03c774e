/** The outcome of a probe. Only positive evidence is `pass`; anything that could not be observed is `unknown`. */
export const outcomes = ["pass", "attested", "pending", "fail", "unknown"] as const;
export type Outcome = (typeof outcomes)[number];

/** The state of an item: its outcome together with its checkbox. */
export const states = ["confirmed", "ready", "open", "regressed", "unsettled", "unverified", "claimed", "skipped"] as const;
export type State = (typeof states)[number];

/** Something in the cluster, the work tree or the document that a verdict depends on. */
export interface Observation {
	readonly kind: string;
	readonly namespace: string | null;
	readonly name: string;
	readonly uid: string | null;
	readonly resourceVersion: string | null;
	readonly expected: string;
	readonly found: string;
	/** When it was observed, ISO 8601. */
	readonly observedAt: string;
}

/** An object that does not exist. */
export interface MissingObject {
	readonly kind: string;
	readonly namespace: string | null;
	/** Null where no object of that kind was found. */
	readonly name: string | null;
}

/** One reason why items are not verified. Items that share it report it once, even if they have others. */
export interface Cause {
	readonly reason: string;
	readonly message: string;
	readonly hint: string | null;
	/** Present where the reason is that an object does not exist. */
	readonly missing?: MissingObject;
	/** The permission (`list pods in web`), kind of resource, or namespace that is missing. */
	readonly lacks?: string;
}

const severity: Readonly<Record<Outcome, number>> = { pass: 0, attested: 1, pending: 2, unknown: 3, fail: 4 };

/** Any fail is fail, else any unknown is unknown, else any pending is pending, else pass; nothing to combine is unknown. */
export function worst(found: readonly Outcome[]): Outcome {
	if (found.length === 0) return "unknown";
	return found.reduce((a, b) => (severity[b] > severity[a] ? b : a));
}

/** The state of an item. `outcome` is null where nothing is bound to it, or where it is manual and has no evidence. */
export function stateOf(item: { readonly checked: boolean; readonly skipped: boolean }, outcome: Outcome | null): State {
	if (item.skipped) return "skipped";
	if (outcome === null) return item.checked ? "claimed" : "open";
	switch (outcome) {
		case "pass":
		case "attested":
			return item.checked ? "confirmed" : "ready";
		case "pending":
			return item.checked ? "unsettled" : "open";
		case "fail":
			return item.checked ? "regressed" : "open";
		case "unknown":
			return "unverified";
	}
}
