import { fail } from "../failure.ts";
import { global, method, type Overload } from "../overload.ts";
import { bool, type Guard, Opaque, string } from "../value.ts";

class Semver extends Opaque {
	readonly type = "kubernetes.Semver";
	readonly text: string;
	readonly numbers: readonly [bigint, bigint, bigint];
	readonly before: readonly string[];

	constructor(text: string, numbers: readonly [bigint, bigint, bigint], before: readonly string[]) {
		super();
		this.text = text;
		this.numbers = numbers;
		this.before = before;
	}

	equals(other: Opaque): boolean {
		return other instanceof Semver && order(this, other) === 0n;
	}
}

const whole =
	/^(0|[1-9]\d{0,18})\.(0|[1-9]\d{0,18})\.(0|[1-9]\d{0,18})(?:-((?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

function readSemver(given: string, normalize = false): Semver | null {
	if (given.length > 256) return null;
	const text = normalize ? normal(given) : given;
	const match = whole.exec(text);
	if (!match) return null;
	const [, major = "", minor = "", patch = "", before] = match;
	return new Semver(text, [BigInt(major), BigInt(minor), BigInt(patch)], before?.split(".") ?? []);
}

/** `v1.30` is read as 1.30.0, `01.2.3` as 1.2.3. */
function normal(text: string): string {
	const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(.*)$/s.exec(text);
	if (!match) return text;
	const [, major = "", minor = "0", patch = "0", rest = ""] = match;
	return [major, minor, patch].map((part) => part.replace(/^0+(?=\d)/, "")).join(".") + rest;
}

function order(a: Semver, b: Semver): bigint {
	for (const [index, number] of a.numbers.entries()) {
		const other = b.numbers[index] ?? 0n;
		if (number !== other) return number < other ? -1n : 1n;
	}
	if (a.before.length === 0 || b.before.length === 0) return BigInt(Math.sign(b.before.length - a.before.length));
	for (const [index, part] of a.before.entries()) {
		const other = b.before[index];
		if (other === undefined) return 1n;
		const difference = orderOfParts(part, other);
		if (difference !== 0n) return difference;
	}
	return a.before.length < b.before.length ? -1n : 0n;
}

/** Numbers by size and before words. */
function orderOfParts(a: string, b: string): bigint {
	if (a === b) return 0n;
	const left = /^\d+$/.test(a);
	const right = /^\d+$/.test(b);
	if (left && right) return BigInt(a) < BigInt(b) ? -1n : 1n;
	if (left !== right) return left ? -1n : 1n;
	return a < b ? -1n : 1n;
}

const semver: Guard<Semver> = (value) => value instanceof Semver;

function semverOf(text: string, normalize = false): Semver {
	return readSemver(text, normalize) ?? fail(`${JSON.stringify(text)} is not a version such as "1.30.2"`);
}

export const semverFunctions: readonly Overload[] = [
	global("semver", [string], (text) => semverOf(text)),
	global("semver", [string, bool], (text, normalize) => semverOf(text, normalize)),
	global("isSemver", [string], (text) => readSemver(text) !== null),
	global("isSemver", [string, bool], (text, normalize) => readSemver(text, normalize) !== null),
	method("major", [semver], ({ numbers }) => numbers[0]),
	method("minor", [semver], ({ numbers }) => numbers[1]),
	method("patch", [semver], ({ numbers }) => numbers[2]),
	method("isLessThan", [semver, semver], (a, b) => order(a, b) < 0n),
	method("isGreaterThan", [semver, semver], (a, b) => order(a, b) > 0n),
	method("compareTo", [semver, semver], order),
];
