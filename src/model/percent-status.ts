import type { Status, WrittenStatus } from "./status.ts";

/*
 * A percentage instead of a status, at the end of a phase's heading: `Phase 1: Base (100%)`. It shows whether the phase is started or
 * complete, and is rewritten as a percentage.
 */

/** The status of a percentage. */
export function statusOfPercentage(percentage: number): Status {
	return percentage >= 100 ? "complete" : percentage > 0 ? "in-progress" : "not-started";
}

/** The percentage that replaces a status; null for a status in words or marks. */
export function percentageOf({ raw, mark, word, status }: WrittenStatus): number | null {
	if (status === null || mark !== null || word !== null) return null;
	const digits = /^(\d{1,3})\s?%/.exec(raw)?.[1];
	return digits === undefined ? null : Number(digits);
}

/** The same text with another percentage. */
export function withPercentage({ raw }: WrittenStatus, percentage: number): string {
	return raw.replace(/^\d{1,3}/, String(percentage));
}
