import fc from "fast-check";

/** Pieces that mean something to one of the parsers; a mutation puts them where they do not belong. */
const scraps: readonly string[] = [
	..."\n|\r\n|\r|\t|\0|\u0085|\u2028|\ufeff|\u202e| ".split("|"),
	...[
		"- [ ] ",
		"- [x] ",
		"* [X]",
		"[ ]",
		"| ",
		"|---|",
		"## Phase 2: ",
		"### Status: ",
		"#",
		"```",
		"~~~",
		"<!-- id: x -->",
		"<!--",
		"-->",
	],
	...[
		"- Evidence: a (b, 2026-01-01)",
		"*Last Updated: ",
		"~~",
		"(N/A: x)",
		"100%",
		"🟢",
		"⚠️",
		"> ",
		"===",
		"---\n",
		"***",
		"[a]: b",
		"&amp;",
	],
	...[
		"{",
		"}",
		"[",
		"]",
		":",
		",",
		'"',
		"'",
		"&a ",
		"*a",
		"<<: ",
		"!!binary ",
		"? ",
		"%",
		"null",
		"true",
		"-1",
		"1e999",
		"0x1F",
		"9007199254740993",
	],
	...[
		"__proto__",
		"constructor",
		"\\u0000",
		"\\",
		"$(each.name)",
		"forEach",
		"all: []",
		"expect: ",
		"items: [1/a]",
		"schemaVersion: 1\n",
	],
	...[
		"object",
		"objects",
		".all(x, ",
		"has(",
		")",
		"(",
		".matches('(a+)+$')",
		" ? ",
		"||",
		"&&",
		"!",
		"in ",
		"[0]",
		".map(y, y)",
		"cel.bind(x, ",
		"'%s'.format([x])",
	],
];

const mutation = fc.oneof(
	fc.record({
		kind: fc.constant("put" as const),
		at: fc.nat(),
		what: fc.constantFrom(...scraps),
		times: fc.integer({ min: 1, max: 3 }),
	}),
	fc.record({ kind: fc.constant("flip" as const), at: fc.nat(), bit: fc.integer({ min: 0, max: 7 }) }),
	fc.record({ kind: fc.constant("remove" as const), at: fc.nat(), length: fc.integer({ min: 1, max: 200 }) }),
	fc.record({
		kind: fc.constant("repeat" as const),
		at: fc.nat(),
		length: fc.integer({ min: 1, max: 200 }),
		times: fc.integer({ min: 1, max: 20 }),
	}),
	fc.record({
		kind: fc.constant("splice" as const),
		at: fc.nat(),
		other: fc.nat(),
		from: fc.nat(),
		length: fc.integer({ min: 1, max: 400 }),
	}),
	fc.record({ kind: fc.constant("bytes" as const), at: fc.nat(), bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }) }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

/** A file of the corpus after up to a dozen changes to its bytes. */
export function mutated(corpus: readonly Uint8Array[]): fc.Arbitrary<Buffer> {
	return fc
		.record({ base: fc.nat(), changes: fc.array(mutation, { maxLength: 12 }) })
		.map(({ base, changes }) =>
			changes.reduce<Buffer>((bytes, change) => apply(bytes, change, corpus), Buffer.from(pick(corpus, base))),
		);
}

/** A part of a changed file over and over: to about a megabyte where FUZZ_MINUTES is set, to 20 kB in an ordinary run. What takes a reader too long or too much. */
export function enlarged(corpus: readonly Uint8Array[]): fc.Arbitrary<Buffer> {
	return fc
		.record({ bytes: mutated(corpus), from: fc.nat(), length: fc.integer({ min: 1, max: 300 }), head: fc.boolean() })
		.map(({ bytes, from, length, head }) => {
			const at = from % (bytes.length + 1);
			const part = bytes.subarray(at, at + length);
			const many = Array.from(
				{ length: Math.floor((process.env.FUZZ_MINUTES === undefined ? 20_000 : 1_000_000) / Math.max(1, part.length)) },
				() => part,
			);
			return Buffer.concat([head ? bytes.subarray(0, Math.min(at, 50_000)) : Buffer.alloc(0), ...many]);
		});
}

function pick(corpus: readonly Uint8Array[], index: number): Uint8Array {
	return corpus[index % corpus.length] ?? new Uint8Array();
}

function apply(bytes: Buffer, change: Mutation, corpus: readonly Uint8Array[]): Buffer {
	const at = change.at % (bytes.length + 1);
	const put = (what: Uint8Array, after = at): Buffer<ArrayBufferLike> =>
		Buffer.concat([bytes.subarray(0, at), what, bytes.subarray(after)]);
	switch (change.kind) {
		case "put":
			return put(Buffer.from(change.what.repeat(change.times)));
		case "flip": {
			const copy = Buffer.from(bytes);
			copy[at] = (copy[at] ?? 0) ^ (1 << change.bit);
			return copy;
		}
		case "remove":
			return put(new Uint8Array(), at + change.length);
		case "repeat": {
			const part = bytes.subarray(at, at + change.length);
			return put(Buffer.concat(Array.from({ length: change.times }, () => part)));
		}
		case "splice": {
			const other = pick(corpus, change.other);
			const from = change.from % (other.length + 1);
			return put(other.subarray(from, from + change.length));
		}
		case "bytes":
			return put(change.bytes);
	}
}
