const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** Milliseconds of a duration such as `10s`, `1h30m` or `90d`; null for anything else. A bare number has no unit and is never one. */
export function readDuration(text: string): number | null {
	if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+$/.test(text)) return null;
	let total = 0;
	for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)) {
		const factor = Object.entries(units).find(([name]) => name === unit)?.[1] ?? 0;
		total += Number(amount) * factor;
	}
	return total <= Number.MAX_SAFE_INTEGER ? Math.round(total) : null;
}

/** A duration for people: `3 s`, `2 min`, `5 h`, `3 days`. */
export function describeDuration(milliseconds: number): string {
	const seconds = Math.max(0, Math.round(milliseconds / 1000));
	if (seconds < 120) return `${seconds} s`;
	const minutes = Math.round(seconds / 60);
	if (minutes < 120) return `${minutes} min`;
	const hours = Math.round(minutes / 60);
	return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
