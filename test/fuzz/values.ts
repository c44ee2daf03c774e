import fc from "fast-check";

/** What a field may hold that its reader does not expect. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
	fc.constantFrom<unknown>(
		null,
		true,
		-1,
		0,
		1.5,
		1e308,
		2 ** 53,
		"",
		" ",
		"True",
		"0",
		"-1",
		"1Gi",
		"1e400",
		"2026-99-99T00:00:00Z",
	),
	fc.constantFrom<unknown>(
		[],
		{},
		[null],
		[[]],
		{ a: null },
		"9999-12-31T23:59:59Z",
		"\u0000",
		"\ud800",
		"__proto__",
		"$(a)",
		"%",
	),
	fc.jsonValue({ maxDepth: 2 }),
);

/** JSON in which up to four fields, wherever they are, hold something else, are gone or are there twice. */
export function changedJson(corpus: readonly unknown[]): fc.Arbitrary<string> {
	const change = fc.record({ at: fc.nat(), kind: fc.constantFrom("replace", "remove", "double"), by: odd });
	return fc.record({ base: fc.nat(), changes: fc.array(change, { minLength: 1, maxLength: 4 }) }).map(({ base, changes }) => {
		const value: unknown = structuredClone(corpus[base % corpus.length]);
		for (const { at, kind, by } of changes) {
			const places = placesIn(value);
			const place = places[at % Math.max(1, places.length)];
			if (place === undefined) continue;
			if (kind === "remove" && !Array.isArray(place.holder)) Reflect.deleteProperty(place.holder, place.key);
			else if (kind === "remove" && Array.isArray(place.holder)) place.holder.splice(Number(place.key), 1);
			else if (kind === "double" && Array.isArray(place.holder)) place.holder.push(Reflect.get(place.holder, place.key));
			else Reflect.set(place.holder, place.key, by);
		}
		return JSON.stringify(value);
	});
}

interface Place {
	readonly holder: object;
	readonly key: string;
}

function placesIn(value: unknown): Place[] {
	if (typeof value !== "object" || value === null) return [];
	return Object.keys(value).flatMap((key) => [{ holder: value, key }, ...placesIn(Reflect.get(value, key))]);
}

/** Expressions that are well-formed for the most part, of every kind of value and of most functions. */
export const anyExpression: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => {
	const value = tie("value");
	const name = fc.constantFrom(
		"object",
		"objects",
		"variables",
		"x",
		"object.spec",
		"object.spec.list",
		"object.metadata.labels",
	);
	const binary = fc.constantFrom("+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||", "in");
	const macro = fc.constantFrom("all", "exists", "exists_one", "map", "filter", "sortBy", "transformList", "min", "max");
	const method = fc.constantFrom(
		...[
			"size",
			"matches",
			"contains",
			"startsWith",
			"split",
			"join",
			"replace",
			"format",
			"lowerAscii",
			"indexOf",
			"substring",
			"flatten",
		],
		...[
			"find",
			"findAll",
			"isSorted",
			"sum",
			"reverse",
			"slice",
			"charAt",
			"trim",
			"getHours",
			"isGreaterThan",
			"asInteger",
			"orValue",
			"value",
		],
	);
	const plain = fc.constantFrom(
		...[
			"size",
			"int",
			"uint",
			"double",
			"string",
			"bytes",
			"bool",
			"type",
			"dyn",
			"duration",
			"timestamp",
			"has",
			"quantity",
			"isQuantity",
		],
		...[
			"url",
			"isURL",
			"ip",
			"cidr",
			"semver",
			"sets.contains",
			"sets.equivalent",
			"math.greatest",
			"optional.of",
			"lists.range",
		],
	);
	const literal = fc.constantFrom(
		...[
			"1",
			"-1",
			"0",
			"9223372036854775807",
			"1u",
			"1.5",
			"1e308",
			"true",
			"null",
			"''",
			"'a'",
			"'^(a+)+$'",
			"b'\\xff'",
			"[]",
			"{}",
		],
		...[
			"'%s %d %x %.99f'",
			"r'\\d'",
			"'1h'",
			"'2026-11-24T00:00:00Z'",
			"'10Gi'",
			"'10.0.0.0/8'",
			"[1, 'a', null]",
			"{'a': 1, 2: []}",
		],
	);
	const text = (parts: readonly string[]): string => parts.join("");
	return {
		value: fc.oneof(
			{ depthSize: "small", withCrossShrink: true },
			literal,
			name,
			fc.tuple(value, fc.constant(" "), binary, fc.constant(" "), value).map(text),
			fc.tuple(value, value, value).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
			fc.tuple(value, macro, value).map(([a, m, b]) => `${a}.${m}(x, ${b})`),
			fc.tuple(value, method, fc.array(value, { maxLength: 2 })).map(([a, m, b]) => `${a}.${m}(${b.join(", ")})`),
			fc.tuple(plain, fc.array(value, { maxLength: 2 })).map(([f, b]) => `${f}(${b.join(", ")})`),
			fc.tuple(value, value).map(([a, b]) => `${a}[${b}]`),
			fc.tuple(value, value).map(([a, b]) => `cel.bind(x, ${a}, ${b})`),
			fc.array(value, { maxLength: 3 }).map((parts) => `[${parts.join(", ")}]`),
			fc.tuple(fc.constantFrom("!", "-"), value).map(([a, b]) => `${a}(${b})`),
		),
	};
}).value;

/** Patterns that are well-formed for the most part, with what makes other engines slow or large. */
export const anyPattern: fc.Arbitrary<string> = fc.letrec<{ part: string }>((tie) => {
	const part = tie("part");
	const atom = fc.constantFrom(
		...[
			"a",
			"b",
			".",
			"\\d",
			"\\w",
			"\\s",
			"\\b",
			"\\B",
			"^",
			"$",
			"\\A",
			"\\z",
			"\\pL",
			"\\p{Greek}",
			"\\PN",
			"\\x{10ffff}",
			"\\Q.*\\E",
		],
		...[
			"[a-z]",
			"[^a]",
			"[[:alpha:]]",
			"[\\d-x]",
			"[]",
			"[z-a]",
			"é",
			"😀",
			"\\1",
			"(?=a)",
			"(?P<n>a)",
			"(?i)",
			"(?s-m:a)",
			"(",
			")",
			"[",
			"{",
			"\\",
		],
	);
	const repetition = fc.constantFrom("*", "+", "?", "*?", "+?", "{2}", "{0,}", "{1,1000}", "{1001}", "{1000}", "{2,1}", "**");
	return {
		part: fc.oneof(
			{ depthSize: "small", withCrossShrink: true },
			atom,
			fc.tuple(part, part).map(([a, b]) => a + b),
			fc.tuple(part, part).map(([a, b]) => `(${a}|${b})`),
			fc.tuple(part, repetition).map(([a, b]) => `(${a})${b}`),
			fc.tuple(atom, repetition).map(([a, b]) => a + b),
			fc.string({ unit: "binary", maxLength: 5 }),
		),
	};
}).part;

/** Up to a megabyte of what patterns try again and again on. */
export const patternText: fc.Arbitrary<string> = fc.oneof(
	fc.string({ unit: "binary", maxLength: 40 }),
	fc
		.tuple(fc.constantFrom("a", "ab", "a\n", "é", "😀", "aaaaaaaaab", "\ud800"), fc.constantFrom(1, 30, 1_000, 30_000, 500_000))
		.map(([unit, times]) => `${unit.repeat(Math.floor(times / unit.length))}!`),
);
