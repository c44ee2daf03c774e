import { Failure } from "../model/failure.ts";

const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** The time on this machine's clock. Throws for one that no document can express: dates are written with four digits for the year. */
export function currentTime(): Date {
	const now = new Date();
	const milliseconds = now.getTime();
	if (milliseconds >= 0 && milliseconds <= latest) return now;
	const time = Number.isNaN(milliseconds) ? "no valid time" : now.toISOString();
	throw new Failure("unusable", `the clock of this machine shows ${time}, which is not between 1970 and 9999`, "set the clock");
}
