import { describe, expect, it } from "vitest";
import { parseYaml, type YamlRules } from "../../src/yaml/parse-yaml.ts";
import { plain, type Tree } from "../../src/yaml/tree.ts";
import { YamlError } from "../../src/yaml/yaml-error.ts";

const rules: YamlRules = { maxBytes: 2 * 1024 * 1024, maxDepth: 40, maxNodes: 400_000, aliases: false, likeKubectl: false };
const kubectl: YamlRules = { ...rules, maxDepth: 64, aliases: true, likeKubectl: true };

function problemOf(input: string | Uint8Array, by: YamlRules = rules): string {
	try {
		parseYaml(input, by);
	} catch (problem) {
		if (problem instanceof YamlError) return `${problem.place.line}:${problem.place.column}: ${problem.message}`;
		throw problem;
	}
	return "none";
}

describe("what is not accepted", () => {
	it.each([
		["a duplicate key", "a: 1\nb: { c: 1, 'c': 2 }\n", '2:12: duplicate key "c"'],
		["keys that are equal as strings", '1: a\n"1": b\n', '2:1: duplicate key "1"'],
		["an explicit tag", "a: !!str 1\n", "1:4: explicit tags are not supported"],
		["a tag of a mapping", "a:\n  !x\n  b: 1\n", "2:3: explicit tags are not supported"],
		["a tag of nothing", "a: !!null\n", "1:4: explicit tags are not supported"],
		["a second document", "a: 1\n---\nb: 1\n", "2:1: the file has a second document (---)"],
		["a second document after an end", "--- \na: 1\n...\n---\n[]\n", "3:1: the file has a second document (---)"],
		["an alias", "a: &x 1\nb: *x\n", "2:4: aliases are not supported"],
		["a key that is a list", "? [a]\n: b\n", "1:3: a key must be a string"],
		["a key that is missing", ": b\n", "1:1: a key must be a string"],
		["invalid YAML", "a: [\n", "2:1: invalid YAML: "],
		["NUL", "a: b\0c\n", "1:5: invalid YAML: "],
		["an escaped NUL", 'a: "b\\0c"\n', "1:4: the value contains the control character U+0000"],
		["an escaped control character", 'a:\n  - "\\x1b[31m"\n', "2:5: the value contains the control character U+001B"],
		["a code point beyond Unicode", 'a: "\\U80000041"\n', "1:4: invalid YAML: \\U80000041 is not a Unicode character"],
		["half a surrogate pair", 'a: "\\uD800"\n', "1:4: invalid YAML: half a surrogate pair"],
		["41 levels of brackets", "[".repeat(41), "1:40: the file nests deeper than 40 levels"],
	])("%s", (_, text, message) => expect(problemOf(text)).toContain(message));

	it.each([
		["Latin-1", Buffer.from("a: b\nname: caf\xe9\n", "latin1"), "2:10: it is not UTF-8: byte 0xe9 fits no character"],
		["UTF-16", Buffer.from("\ufeffa: b\n", "utf16le"), "1:1: it is UTF-16LE, not UTF-8"],
		["bytes that end early", Buffer.from([0x61, 0x3a, 0x20, 0xe2, 0x82]), "1:4: it is not UTF-8"],
		["an overlong form", Buffer.from([0x61, 0x3a, 0x20, 0xc0, 0x80]), "1:4: it is not UTF-8"],
	])("bytes that are not UTF-8: %s", (_, bytes, message) => expect(problemOf(bytes)).toContain(message));

	it("more bytes or values than the kind of file may have", () => {
		expect(problemOf("a: b # ".padEnd(2 * 1024 * 1024 + 1, "x"))).toBe("1:1: the file is larger than 2 MB");
		expect(problemOf("a: b # ".padEnd(2 * 1024 * 1024, "x"))).toBe("none");
		expect(problemOf("- a\n".repeat(400_001))).toMatch(/^\d+:4: the file has more than 400000 fields$/);
		expect(problemOf(`[${"a,".repeat(401_000)}]`)).toMatch(/the file has more than 400000 fields$/);
	});
});

describe("positions", () => {
	it("are those of keys and values, quotes and block indicators included", () => {
		const tree = parseYaml("# c\na: 1\nbc:\n  - 'x'\n  -  { d: \"y\" }\nlong: | # text\n  z\nempty:\nend: >-\r\n  w\r\n", rules);
		const found: string[] = [];
		const walk = (name: string, node: Tree): void => {
			found.push(`${name} ${node.place.line}:${node.place.column}`);
			if (node.kind === "sequence") for (const [index, item] of node.items.entries()) walk(`${name}[${index}]`, item);
			if (node.kind !== "mapping") return;
			for (const { key, keyPlace, value } of node.entries) {
				found.push(`${key}: ${keyPlace.line}:${keyPlace.column}`);
				walk(key, value);
			}
		};
		walk("top", tree);
		expect(found).toEqual([
			...["top 2:1", "a: 2:1", "a 2:4", "bc: 3:1", "bc 4:3", "bc[0] 4:5", "bc[1] 5:6", "d: 5:8", "d 5:11"],
			...["long: 6:1", "long 6:7", "empty: 8:1", "empty 8:1", "end: 9:1", "end 9:6"],
		]);
	});

	it("count from the line where a section starts", () => {
		const section = parseYaml("a: 1\nb: [c]\n", rules, 11);
		expect(section.kind === "mapping" && section.entries[1]?.value.place).toEqual({ line: 12, column: 4 });
	});
});

describe("a file of kubectl", () => {
	it.each([
		["the last of equal keys", "a: 1\na: 2\n", { a: 2 }],
		["the first document", "a: 1\n---\na: 2\n", { a: 1 }],
		["JSON", '{"a": [1, {"b": null}]}', { a: [1, { b: null }] }],
		["an alias", "a: &x [1]\nb: *x\n", { a: [1], b: [1] }],
		["a merge key", "x: &x { a: 1, b: 1 }\ny: { a: 2, <<: *x, c: 3 }\n", { x: { a: 1, b: 1 }, y: { a: 2, c: 3, b: 1 } }],
		[
			"several merges",
			"x: &x { a: 1 }\ny: &y { a: 2, b: 2 }\nz: { <<: [*x, *y] }\n",
			{ x: { a: 1 }, y: { a: 2, b: 2 }, z: { a: 1, b: 2 } },
		],
		["a quoted <<", "x: { '<<': 1 }\n", { x: { "<<": 1 } }],
	])("is read with %s", (_, text, expected) => {
		expect(JSON.parse(JSON.stringify(plain(parseYaml(text, kubectl))))).toEqual(expected);
	});

	it.each([
		["an alias of nothing", "a: *x\n", "1:4: the alias refers to no anchor before it"],
		["an alias of itself", "a: &x [*x]\n", "1:8: the alias refers to no anchor before it"],
		["a merge of a scalar", "a: { <<: 1 }\n", "a merge key (<<) needs a mapping"],
		["an explicit tag", "a: !!binary YQ==\n", "explicit tags are not supported"],
	])("is not read with %s", (_, text, message) => expect(problemOf(text, kubectl)).toContain(message));

	it("cannot multiply itself by aliases or merges", () => {
		const lists = Array.from({ length: 12 }, (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(9)}]`);
		expect(problemOf(`l0: &l0 [x]\n${lists.join("\n")}\n`, kubectl)).toMatch(/the file has more than 400000 fields$/);
		const keys = Array.from({ length: 2_000 }, (_, index) => `k${index}: 1`).join(", ");
		const merges = Array.from({ length: 2_000 }, (_, index) => `m${index}: { <<: *x }`).join("\n");
		expect(problemOf(`x: &x { ${keys} }\n${merges}\n`, kubectl)).toMatch(/the file has more than 400000 fields$/);
	});
});

/** Milliseconds of CPU, the least of three runs: a busy machine takes longer, never shorter. */
function cpuOf(work: () => void): number {
	let least = Number.POSITIVE_INFINITY;
	for (let run = 0; run < 3; run += 1) {
		const before = process.cpuUsage();
		work();
		const { user, system } = process.cpuUsage(before);
		least = Math.min(least, (user + system) / 1000);
	}
	return least;
}

describe("time", () => {
	const hostile: readonly (readonly [string, (size: number) => string])[] = [
		["anchors in a row", (size) => `vocabulary: ${"&a ".repeat(size / 3)}`],
		["anchors on lines", (size) => `a:\n${"  &a\n".repeat(size / 5)}`],
		["anchored keys", (size) => "- &a b: &c d\n".repeat(size / 13)],
		["anchors before anchored mappings", (size) => "- &a\n  &b c: d\n".repeat(size / 15)],
		["tags in a row", (size) => "!a ".repeat(size / 3)],
		["anchored lists as keys", (size) => `&a [${"x,".repeat(size / 2)}]: y`],
		["pairs in lists", (size) => `[${"[[[[a]: b]: c]: d]: e,".repeat(size / 23)}]`],
		["a long plain text of many lines", (size) => `a: ${"b\n  ".repeat(size / 4)}`],
		["long lines of spaces", (size) => `a: |${" ".repeat(size / 2)}\n${" ".repeat(size / 2)}b\n`],
		["block scalars", (size) => "- |\n  a\n".repeat(size / 8)],
		["bars in a key", (size) => `"${"| # ".repeat(size / 4)}": |\n  a\n`],
		["comments", (size) => `${"# c\n".repeat(size / 4)}a: b`],
		["quotes that never end", (size) => `a: "${"b\n ".repeat(size / 3)}`],
		["byte order marks", (size) => `a: |\n${"\ufeff\n".repeat(size / 2)}`],
		["keys", (size) => Array.from({ length: size / 10 }, (_, index) => `k${index}: v`).join("\n")],
		["question marks", (size) => "? a\n".repeat(size / 4)],
		["dashes", (size) => "- ".repeat(size / 2)],
		["directives", (size) => "%a b\n".repeat(size / 5)],
	];

	it.each(hostile)("is short for 300 kB of %s, and grows with the length", (_, text) => {
		// The least of three: collecting the garbage of earlier tests counts, too.
		const once = (size: number): number => cpuOf(() => void problemOf(text(size)));
		const time = (size: number): number => Math.min(once(size), once(size), once(size));
		time(30_000);
		const [half, whole] = [time(150_000), time(300_000)];
		expect(whole).toBeLessThan(1_000);
		// Linear is twice as long. What takes a few milliseconds is below what can be measured.
		if (whole > 100) expect(whole / half).toBeLessThan(3.2);
	});
});
