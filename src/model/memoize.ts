/**
 * What `compute` makes of an object, computed once for each. Objects are read once and asked again and again: going through thousands of
 * objects for each of thousands of probes, or items, takes most of a minute.
 */
export function memoize<Key extends object, Result>(compute: (key: Key) => Result): (key: Key) => Result {
	const known = new WeakMap<Key, { readonly result: Result }>();
	return (key) => {
		const before = known.get(key);
		if (before !== undefined) return before.result;
		const result = compute(key);
		known.set(key, { result });
		return result;
	};
}
