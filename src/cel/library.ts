import { addressFunctions } from "./library/addresses.ts";
import { conversionFunctions } from "./library/conversions.ts";
import { encoderFunctions } from "./library/encoders.ts";
import { formatFunctions } from "./library/format.ts";
import { listFunctions } from "./library/lists.ts";
import { mathFunctions } from "./library/math.ts";
import { optionalFunctions } from "./library/optionals.ts";
import { patternFunctions } from "./library/patterns.ts";
import { quantityFunctions } from "./library/quantities.ts";
import { setFunctions } from "./library/sets.ts";
import { stringFunctions } from "./library/strings.ts";
import { timeFunctions } from "./library/times.ts";
import { urlFunctions } from "./library/urls.ts";
import { semverFunctions } from "./library/versions.ts";
import type { Overload } from "./overload.ts";

const all: readonly Overload[] = [
	...conversionFunctions,
	...stringFunctions,
	...formatFunctions,
	...patternFunctions,
	...listFunctions,
	...setFunctions,
	...mathFunctions,
	...timeFunctions,
	...optionalFunctions,
	...encoderFunctions,
	...quantityFunctions,
	...urlFunctions,
	...addressFunctions,
	...semverFunctions,
];

function byKey(): ReadonlyMap<string, readonly Overload[]> {
	const found = new Map<string, Overload[]>();
	for (const overload of all) {
		const key = `${overload.method ? "." : ""}${overload.name}/${overload.arity}`;
		const others = found.get(key);
		if (others) others.push(overload);
		else found.set(key, [overload]);
	}
	return found;
}

/** By `name/arguments`, with a dot before it where it is called on a value, which counts as an argument. */
export const library = byKey();

/** The word before the dot of `math.greatest(…)`. */
export const namespaces: ReadonlySet<string> = new Set(["cel", ...all.flatMap(({ name }) => name.split(".").slice(0, -1))]);
