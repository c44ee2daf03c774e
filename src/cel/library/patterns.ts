import type { Meter } from "../failure.ts";
import { metered, type Overload } from "../overload.ts";
import { meteredPattern } from "../pattern.ts";
import { int, string, type Value } from "../value.ts";

/** As in Kubernetes, a pattern may match anywhere in the text. */
function matches(meter: Meter, text: string, pattern: string): Value {
	return meteredPattern(text, pattern, meter).test(text);
}

function find(meter: Meter, text: string, pattern: string): Value {
	const matcher = meteredPattern(text, pattern, meter).matcher(text);
	return matcher.find() ? (matcher.group() ?? "") : "";
}

function findAll(meter: Meter, text: string, pattern: string, limit: bigint): Value {
	const matcher = meteredPattern(text, pattern, meter).matcher(text);
	const found: Value[] = [];
	while ((limit < 0n || found.length < limit) && matcher.find()) {
		meter.spend(4);
		found.push(matcher.group() ?? "");
	}
	return found;
}

export const patternFunctions: readonly Overload[] = [
	metered("matches", true, [string, string], matches),
	metered("matches", false, [string, string], matches),
	metered("find", true, [string, string], find),
	metered<[string, string]>("findAll", true, [string, string], (meter, text, pattern) => findAll(meter, text, pattern, -1n)),
	metered("findAll", true, [string, string, int], findAll),
];
