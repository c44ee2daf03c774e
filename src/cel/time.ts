import { fail } from "./failure.ts";
import { Opaque } from "./value.ts";

const second = 1_000_000_000n;
const earliest = -62135596800n * second;
const latest = 253402300800n * second - 1n;

/** Nanoseconds, as Go has them; within about 290 years. */
export class Duration extends Opaque {
	readonly type = "google.protobuf.Duration";
	readonly nanos: bigint;

	constructor(nanos: bigint) {
		super();
		if (nanos < -(2n ** 63n) || nanos >= 2n ** 63n) fail("the duration is too long");
		this.nanos = nanos;
	}

	get text(): string {
		const magnitude = this.nanos < 0n ? -this.nanos : this.nanos;
		return `${this.nanos < 0n ? "-" : ""}${magnitude / second}${fraction(magnitude % second)}s`;
	}

	equals(other: Opaque): boolean {
		return other instanceof Duration && other.nanos === this.nanos;
	}
}

/** Nanoseconds since 1970, within the years 1 to 9999. */
export class Timestamp extends Opaque {
	readonly type = "google.protobuf.Timestamp";
	readonly nanos: bigint;

	constructor(nanos: bigint) {
		super();
		if (nanos < earliest || nanos > latest) fail("a timestamp lies between the years 1 and 9999");
		this.nanos = nanos;
	}

	static ofMilliseconds(milliseconds: number): Timestamp {
		if (!Number.isFinite(milliseconds)) return fail("the date is not valid");
		return new Timestamp(BigInt(Math.trunc(milliseconds)) * 1_000_000n);
	}

	get milliseconds(): number {
		return Number(floorDivide(this.nanos, 1_000_000n));
	}

	get text(): string {
		const rest = this.nanos - floorDivide(this.nanos, second) * second;
		return `${new Date(this.milliseconds).toISOString().slice(0, 19)}${fraction(rest)}Z`;
	}

	equals(other: Opaque): boolean {
		return other instanceof Timestamp && other.nanos === this.nanos;
	}
}

export function floorDivide(a: bigint, b: bigint): bigint {
	const quotient = a / b;
	return a % b < 0n ? quotient - 1n : quotient;
}

function fraction(nanos: bigint): string {
	return nanos === 0n ? "" : `.${String(nanos).padStart(9, "0").replace(/0+$/, "")}`;
}

export function parseTimestamp(text: string): Timestamp {
	const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(text);
	const [, base = "", digits = "", zone = ""] = match ?? [];
	const milliseconds = Date.parse(`${base}${zone}`);
	// Date.parse moves 30 February to March: what it read must be what was written.
	const exact = Number.isFinite(milliseconds) && new Date(Date.parse(`${base}Z`)).toISOString().startsWith(base);
	if (!exact) return fail(`${JSON.stringify(text)} is not a timestamp such as "2026-03-01T12:00:00Z"`);
	return new Timestamp(BigInt(milliseconds) * 1_000_000n + BigInt(digits.padEnd(9, "0")));
}

const units: ReadonlyMap<string, bigint> = new Map([
	["h", 3600n * second],
	["m", 60n * second],
	["s", second],
	["ms", 1_000_000n],
	["us", 1_000n],
	["µs", 1_000n],
	["ns", 1n],
]);

export function parseDuration(text: string): Duration {
	if (text.length > 64) return fail("a duration has at most 64 characters");
	const sign = text.startsWith("-") ? -1n : 1n;
	const rest = text.replace(/^[+-]/, "");
	if (rest === "0") return new Duration(0n);
	const parts = [...rest.matchAll(/(\d*)(?:\.(\d*))?(ms|us|µs|ns|h|m|s)/g)];
	if (parts.length === 0 || parts.map(([part]) => part).join("") !== rest)
		return fail(`${JSON.stringify(text)} is not a duration such as "1h30m"`);
	let nanos = 0n;
	for (const [, whole = "", part = "", unit = ""] of parts) {
		if (whole === "" && part === "") return fail(`${JSON.stringify(text)} is not a duration such as "1h30m"`);
		const size = units.get(unit) ?? 0n;
		nanos += BigInt(whole || "0") * size + (BigInt(part || "0") * size) / 10n ** BigInt(part.length);
	}
	return new Duration(sign * nanos);
}
