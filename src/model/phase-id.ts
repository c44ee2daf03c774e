/** The text after the word Phase: `2`, `0`, `2a`, `3.1`, `F0`, `A.1`, `II`, `One`. */
export type PhaseId = string;

/** Orders phases as people do: part by part, numbers by their value. A collator would do it too, but takes long to start. */
export function comparePhases(a: PhaseId, b: PhaseId): number {
	const left = a.match(/\d+|[^\d.]+/g) ?? [];
	const right = b.match(/\d+|[^\d.]+/g) ?? [];
	for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
		const one = left[i] ?? "";
		const other = right[i] ?? "";
		if (one === other) continue;
		const difference = Number(one) - Number(other);
		if (one !== "" && other !== "" && !Number.isNaN(difference)) return difference;
		return one < other ? -1 : 1;
	}
	return 0;
}
