import { fail } from "../failure.ts";
import { global, method, type Overload } from "../overload.ts";
import { Duration, parseDuration, parseTimestamp, Timestamp } from "../time.ts";
import { type Guard, int, string, type Value } from "../value.ts";

const timestamp: Guard<Timestamp> = (value) => value instanceof Timestamp;
const duration: Guard<Duration> = (value) => value instanceof Duration;

/** The same moment as a Date whose UTC fields are those of the zone. */
function inZone(moment: Timestamp, zone: string): Date {
	const fixed = /^([+-]?)(\d\d):(\d\d)$/.exec(zone);
	if (fixed) {
		const minutes = Number(fixed[2]) * 60 + Number(fixed[3]);
		return new Date(moment.milliseconds + (fixed[1] === "-" ? -minutes : minutes) * 60_000);
	}
	if (zone === "UTC" || zone === "") return new Date(moment.milliseconds);
	const date = new Date(moment.milliseconds);
	const part = new Map(
		formatter(zone)
			.formatToParts(date)
			.map(({ type, value }) => [type, Number(value)]),
	);
	const local = new Date(0);
	local.setUTCFullYear(part.get("year") ?? 0, (part.get("month") ?? 1) - 1, part.get("day") ?? 1);
	local.setUTCHours(part.get("hour") ?? 0, part.get("minute") ?? 0, part.get("second") ?? 0, date.getUTCMilliseconds());
	return local;
}

/** Making one takes Node a tenth of a millisecond and much memory. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
	const number = "numeric";
	const before = formatters.get(zone);
	if (before !== undefined) return before;
	try {
		const made = new Intl.DateTimeFormat("en-US", {
			timeZone: zone,
			calendar: "gregory",
			hourCycle: "h23",
			year: number,
			month: number,
			day: number,
			hour: number,
			minute: number,
			second: number,
		});
		if (formatters.size >= 50) formatters.clear();
		formatters.set(zone, made);
		return made;
	} catch {
		return fail(`${JSON.stringify(zone)} is not a time zone`);
	}
}

function dayOfYear(date: Date): number {
	const start = new Date(date);
	start.setUTCMonth(0, 1);
	return Math.round((date.getTime() - start.getTime()) / 86_400_000);
}

function field(name: string, read: (date: Date) => number): readonly Overload[] {
	return [
		method(name, [timestamp], (moment) => BigInt(read(new Date(moment.milliseconds)))),
		method(
			name,
			[timestamp, string],
			(moment, zone) => BigInt(read(inZone(moment, zone))),
			() => 200,
		),
	];
}

function part(name: string, read: (nanos: bigint) => Value): Overload {
	return method(name, [duration], ({ nanos }) => read(nanos));
}

export const timeFunctions: readonly Overload[] = [
	global("timestamp", [timestamp], (value) => value),
	global("timestamp", [string], parseTimestamp),
	global("timestamp", [int], (seconds) => new Timestamp(seconds * 1_000_000_000n)),
	global("duration", [duration], (value) => value),
	global("duration", [string], parseDuration),
	global("duration", [int], (seconds) => new Duration(seconds * 1_000_000_000n)),
	...field("getFullYear", (date) => date.getUTCFullYear()),
	...field("getMonth", (date) => date.getUTCMonth()),
	...field("getDate", (date) => date.getUTCDate()),
	...field("getDayOfMonth", (date) => date.getUTCDate() - 1),
	...field("getDayOfWeek", (date) => date.getUTCDay()),
	...field("getDayOfYear", dayOfYear),
	...field("getHours", (date) => date.getUTCHours()),
	...field("getMinutes", (date) => date.getUTCMinutes()),
	...field("getSeconds", (date) => date.getUTCSeconds()),
	...field("getMilliseconds", (date) => date.getUTCMilliseconds()),
	part("getHours", (nanos) => nanos / 3_600_000_000_000n),
	part("getMinutes", (nanos) => nanos / 60_000_000_000n),
	part("getSeconds", (nanos) => nanos / 1_000_000_000n),
	// The whole duration, as in Kubernetes.
	part("getMilliseconds", (nanos) => nanos / 1_000_000n),
];
