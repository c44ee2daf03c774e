import { libraryPorts } from "../host/library-ports.ts";
import { type Day, dayOf, isDay } from "../model/date.ts";
import { Failure } from "../model/failure.ts";

/** A day given by a caller, or today in UTC. Throws a Failure for an invalid date. */
export function dayOr(named: string | undefined): Day {
	if (named === undefined) return dayOf(libraryPorts(undefined).clock.now());
	if (isDay(named)) return named;
	throw new Failure("usage", `invalid date "${named}"`, "write it as YYYY-MM-DD");
}
