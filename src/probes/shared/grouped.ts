/** The elements by a key, those without one left out; each group in the order of the list. */
export function grouped<Element>(
	list: readonly Element[],
	keyOf: (element: Element) => string | null | undefined,
): ReadonlyMap<string, Element[]> {
	const groups = new Map<string, Element[]>();
	for (const element of list) {
		const key = keyOf(element);
		if (key === undefined || key === null) continue;
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [element]);
		else group.push(element);
	}
	return groups;
}
