/**
 * What `compute` makes of a list, worked out once for each. Lists are read once and asked by every probe: going through thousands of objects
 * for each of thousands of probes takes most of a minute.
 */
export function memoize<List extends object, Result>(compute: (list: List) => Result): (list: List) => Result {
	const known = new WeakMap<List, { readonly result: Result }>();
	return (list) => {
		const before = known.get(list);
		if (before !== undefined) return before.result;
		const result = compute(list);
		known.set(list, { result });
		return result;
	};
}

/** The elements by a key, those without one left out; each group in the order of the list. */
export function grouped<Element>(
	list: readonly Element[],
	keyOf: (element: Element) => string | null | undefined,
): ReadonlyMap<string, Element[]> {
	const groups = new Map<string, Element[]>();
	for (const element of list) {
		const key = keyOf(element);
		if (key === undefined || key === null) continue;
		const alike = groups.get(key);
		if (alike === undefined) groups.set(key, [element]);
		else alike.push(element);
	}
	return groups;
}
