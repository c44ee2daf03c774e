/** Something in an object that keeps it from being green. `words` follow its kind and name. */
export interface Fact {
	readonly outcome: "fail" | "pending" | "unknown";
	readonly reason: string;
	readonly words: string;
	/** Only with `pending`: it is parked. */
	readonly parked?: true;
	/** What to do next; without it, how to look at the object. */
	readonly hint?: string;
}

export function parked(reason: string, words: string): Fact {
	return { outcome: "pending", reason, words, parked: true };
}

export function pending(reason: string, words: string): Fact {
	return { outcome: "pending", reason, words };
}

export function failed(reason: string, words: string): Fact {
	return { outcome: "fail", reason, words };
}
