import { libraryPorts } from "../host/library-ports.ts";
import { type Day, dayOf, isDay } from "../model/date.ts";
import { Failure } from "../model/failure.ts";

/** A day that a caller named, or today in UTC. Throws a Failure for what is no day. */
export function dayOr(named: string | undefined): Day {
	if (named === undefined) return dayOf(libraryPorts(undefined).clock.now());
	if (isDay(named)) return named;
	throw new Failure("usage", `invalid date "${named}"`, "write it as YYYY-MM-DD");
}
