import type { Expression } from "../../cel/expression.ts";
import { escapePattern } from "../../text/escape-pattern.ts";
import type { Place } from "../../yaml/tree.ts";
import { expectation } from "../expressions/expectation.ts";
import type { Trap } from "../probe.ts";

/** A query that returns a value even if its metric does not exist. */
export type QueryTrap =
	/** `… or vector(0)`. `alone`: the query without it. */
	| { readonly kind: "zero"; readonly alone: string }
	/** `absent(…)`. `seen`: a query for samples that the selector had before; null where its argument is not a selector. */
	| { readonly kind: "absent"; readonly selector: string; readonly seen: string | null };

/** How long ago a metric may have been seen last; the retention of Prometheus is 15 days unless it is set. */
const before = "15d";

const zero =
	/\s+or\s+(?:(?:on|ignoring)\s*\([^()]*\)\s*)?(?:vector\s*\(\s*([-+\d.eE]+)\s*\)|\(\s*vector\s*\(\s*([-+\d.eE]+)\s*\)\s*\))/gi;
const absent = /\babsent(?:_over_time)?\s*\(\s*([^()]*?(?:\{[^{}]*\})?)\s*(?:\[[^\]]*\]\s*)?(?:offset\s+\w+\s*)?\)/i;

/** The trap in a query, if its value for a missing metric meets the expectation. */
export function queryTrap(query: string, expect: Expression): QueryTrap | null {
	const bare = withoutComments(query);
	const masked = withoutTexts(bare);
	const zeros = [...masked.matchAll(zero)];
	const first = zeros[0];
	if (first !== undefined) {
		const isLast = zeros.length === 1 && first.index + first[0].length === masked.trimEnd().length;
		if (!isLast || meets(expect, Number(first[1] ?? first[2]))) return { kind: "zero", alone: cut(bare, zeros) };
	}
	if (!/\babsent(?:_over_time)?\s*\(/i.test(masked) || !meets(expect, 1)) return null;
	const argument = absent.exec(masked);
	const selector = argument === null ? null : bare.slice(argument.index, argument.index + argument[0].length);
	const name = selector === null ? null : (/\(\s*([a-zA-Z_:][\w:]*\s*(?:\{.*\})?|\{.*\})/s.exec(selector)?.[1]?.trim() ?? null);
	// The query itself proves that the metric was there: … and on () (count(last_over_time(NAME[7d])) > 0)
	if (
		name !== null &&
		/\b(?:and|unless)\b/i.test(masked) &&
		new RegExp(`_over_time\\s*\\(\\s*${escapePattern(name)}\\s*\\[`).test(bare.replace(selector ?? "", ""))
	)
		return null;
	return { kind: "absent", selector: name ?? "its argument", seen: name === null ? null : `last_over_time(${name}[${before}])` };
}

export function queryTraps(query: string, expect: Expression, place: Place): readonly Trap[] {
	const found = queryTrap(query, expect);
	if (found === null) return [];
	if (found.kind === "zero")
		return [
			{
				rule: "zero-for-nothing",
				place,
				message: '"or vector(…)" answers in place of a metric that nothing scrapes',
				better: `${oneLine(found.alone)}, with samples.size() > 0 in expect, or the number of targets that are up next to it`,
			},
		];
	return [
		{
			rule: "absent-metric",
			place,
			message: `absent(…) is also 1 for a misspelled name: nothing shows that ${found.selector} ever existed`,
			better: `absent(${found.selector}) and on () (count(last_over_time(${found.selector}[7d])) > 0)`,
		},
	];
}

/** Whether the value for a missing metric meets the expectation. */
function meets(expect: Expression, value: number): boolean {
	return expectation(expect, { samples: [{ metric: {}, value, timestamp: 0 }] }).kind === "met";
}

/** The same length, with the contents of texts replaced: these are no code. */
function withoutTexts(query: string): string {
	return query.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, (text) => text[0] + "_".repeat(text.length - 2) + text[0]);
}

function withoutComments(query: string): string {
	return query.replace(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|#[^\n]*/g, (_, text: string | undefined) => text ?? "");
}

function cut(query: string, parts: readonly RegExpExecArray[]): string {
	return parts.reduceRight((left, part) => left.slice(0, part.index) + left.slice(part.index + part[0].length), query).trim();
}

function oneLine(text: string): string {
	return text.replace(/\s+/g, " ").trim();
}
