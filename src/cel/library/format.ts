import { fail } from "../failure.ts";
import { method, type Overload } from "../overload.ts";
import { bytes, list, map, Opaque, string, Uint, type Value } from "../value.ts";
import { textOfDouble } from "./conversions.ts";

const clause = /%(?:%|(?:\.(\d{1,3}))?(.?))/gsu;

function format(text: string, args: readonly Value[]): string {
	let next = 0;
	const made = text.replace(clause, (found: string, precision: string | undefined, verb: string | undefined) => {
		if (found === "%%") return "%";
		const arg = args[next++];
		if (arg === undefined) return fail("the format asks for more values than it is given");
		return formatOne(arg, verb ?? "", precision === undefined ? 6 : Number(precision));
	});
	if (next < args.length) return fail("the format is given more values than it asks for");
	return made.length > 10_000_000 ? fail("the text would grow too large") : made;
}

function formatOne(value: Value, verb: string, precision: number): string {
	const whole = value instanceof Uint ? value.value : typeof value === "bigint" ? value : undefined;
	const number = typeof value === "number" ? value : whole === undefined ? undefined : Number(whole);
	switch (verb) {
		case "s":
			return show(value);
		case "d":
			if (whole !== undefined) return String(whole);
			if (typeof value === "number") return show(value);
			break;
		case "f":
		case "e":
			if (number === undefined) break;
			if (!Number.isFinite(number))
				return textOfDouble(number)
					.replace(/^\+Inf/, "Infinity")
					.replace(/^-Inf/, "-Infinity");
			if (verb === "f") return number.toFixed(Math.min(precision, 100));
			return number.toExponential(Math.min(precision, 100)).replace(/e([+-])(\d)$/, "e$10$2");
		case "b":
			if (typeof value === "boolean") return value ? "1" : "0";
			if (whole !== undefined) return whole.toString(2);
			break;
		case "o":
			if (whole !== undefined) return whole.toString(8);
			break;
		case "x":
		case "X": {
			const hex = hexadecimal(value, whole);
			if (hex !== undefined) return verb === "X" ? hex.toUpperCase() : hex;
			break;
		}
		default:
			return fail(`%${verb} is not a clause of a format`);
	}
	return fail(`%${verb} cannot show such a value`);
}

function hexadecimal(value: Value, whole: bigint | undefined): string | undefined {
	if (whole !== undefined) return whole.toString(16);
	if (typeof value === "string") return Buffer.from(value).toString("hex");
	return bytes(value) ? Buffer.from(value).toString("hex") : undefined;
}

function show(value: Value): string {
	if (value === null) return "null";
	if (typeof value === "number")
		return textOfDouble(value)
			.replace(/^\+Inf/, "Infinity")
			.replace(/^-Inf/, "-Infinity");
	if (typeof value !== "object") return String(value);
	if (value instanceof Uint) return String(value.value);
	if (value instanceof Opaque) return value.text;
	if (bytes(value)) return Buffer.from(value).toString("utf8");
	if (list(value)) return `[${value.map(show).join(", ")}]`;
	const keys = [...value.keys()].map((key) => [show(key), key] as const).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
	return `{${keys.map(([text, key]) => `${text}: ${show(value.get(key) ?? null)}`).join(", ")}}`;
}

/** A list may contain the same list many times, so the output is measured in full first. */
function work(args: readonly Value[]): number {
	let size = 1;
	const walk = (value: Value): void => {
		if (++size > 1_000_000) return;
		if (string(value)) size += value.length >> 4;
		else if (list(value)) for (const item of value) walk(item);
		else if (map(value)) for (const key of value.keys()) walk(value.get(key) ?? null);
	};
	for (const arg of args) walk(arg);
	return size > 1_000_000 ? Number.POSITIVE_INFINITY : size;
}

export const formatFunctions: readonly Overload[] = [method("format", [string, list], format, work)];
