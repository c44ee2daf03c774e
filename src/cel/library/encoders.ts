import { fail } from "../failure.ts";
import { fromHost } from "../host-value.ts";
import { global, type Overload } from "../overload.ts";
import { bytes, string, type Value } from "../value.ts";

function decode(text: string): Value {
	if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.replace(/=+$/, "").length % 4 === 1) return fail("the text is not base64");
	return Buffer.from(text, "base64");
}

/** A value takes up to some thirty times the room of its text. */
const maxJsonLength = 1_000_000;
const jsonWork = ([text]: readonly Value[]): number => (string(text) ? 1 + (text.length >> 1) : 1);

/** Not among Kubernetes' own: the values of a ConfigMap are texts, and many of them JSON. */
function parseJson(text: string): Value {
	if (text.length > maxJsonLength) return fail(`at most ${maxJsonLength} characters of JSON are read`);
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return fail("the text is not JSON");
	}
	return fromHost(value);
}

export const encoderFunctions: readonly Overload[] = [
	global("base64.encode", [bytes], (value) => Buffer.from(value).toString("base64")),
	global("base64.decode", [string], decode),
	global("parseJSON", [string], parseJson, jsonWork),
];
