interface Caused {
	readonly message: string;
	readonly hint: string | null;
}

/** Things that have one and the same cause: it is told once. */
export interface Cause<One extends Caused> {
	readonly message: string;
	readonly hints: readonly string[];
	readonly items: readonly One[];
}

/** Grouped by message, what keeps most things back first. */
export function byCause<One extends Caused>(all: readonly One[]): Cause<One>[] {
	const groups = new Map<string, One[]>();
	for (const one of all) {
		const known = groups.get(one.message);
		if (known === undefined) groups.set(one.message, [one]);
		else known.push(one);
	}
	const causes = [...groups].map(([message, items]) => ({
		message,
		hints: [...new Set(items.flatMap((item) => item.hint ?? []))],
		items,
	}));
	return causes.sort((a, b) => b.items.length - a.items.length);
}
