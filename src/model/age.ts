import { describeDuration } from "./duration.ts";

/** How far a clock may be ahead of this machine's before its time is taken for wrong. */
const maxSkew = 300_000;
/** What is younger is read as "now". */
const minReportedAge = 3_600_000;

/** Milliseconds since something was read. Negative where that lies in the future by more than clocks differ. */
export function ageOf(readAt: string, now: string): number {
	const age = Date.parse(now) - Date.parse(readAt);
	return age < 0 && age >= -maxSkew ? 0 : age;
}

/** `6 days old`, for data older than an hour; null for younger. */
export function describeAge(readAt: string, now: string): string | null {
	const age = ageOf(readAt, now);
	if (age < 0) return "dated in the future";
	return age > minReportedAge ? `${describeDuration(age)} old` : null;
}
