import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDocument, stringify } from "yaml";
import { parseYaml, type YamlRules } from "../../src/yaml/parse-yaml.ts";
import { plain } from "../../src/yaml/tree.ts";
import { YamlError } from "../../src/yaml/yaml-error.ts";
import { projectFolder } from "../command-line.ts";

const rules: YamlRules = { maxBytes: 4_000_000, maxDepth: 60, maxNodes: 400_000, aliases: false, likeKubectl: false };

/** What `yaml`, the reference, makes of a text; null where it is not accepted. Keys are strings here. */
function reference(text: string): unknown {
	const document = parseDocument(text, { uniqueKeys: true, logLevel: "silent" });
	return document.errors.length > 0 ? undefined : normalized(document.toJS({ mapAsMap: true }));
}

/** Mappings as sorted lists of pairs, so that `-0`, `__proto__` and NaN stay what they are. */
function normalized(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(normalized);
	if (value instanceof Map) return sorted([...value].map(([key, inner]) => [String(key), normalized(inner)]));
	if (typeof value === "object" && value !== null)
		return sorted(Object.entries(value).map(([key, inner]) => [key, normalized(inner)]));
	return value;
}

/** An object lists keys such as "1" before the others, wherever they were written. */
function sorted(pairs: [string, unknown][]): unknown {
	return { pairs: pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)) };
}

function ours(text: string): unknown {
	try {
		return normalized(plain(parseYaml(text, rules)));
	} catch (problem) {
		if (problem instanceof YamlError) return undefined;
		throw problem;
	}
}

const yamlFiles = ["status", "test/fixtures", "test/golden"].flatMap((folder) =>
	readdirSync(join(projectFolder, folder), { recursive: true, encoding: "utf8" })
		.filter((name) => /\.ya?ml$/.test(name))
		.map((name) => join(folder, name)),
);
/** Examples in Markdown, too: people copy them. */
const examples = ["README.md", ...readdirSync(join(projectFolder, "docs")).map((name) => `docs/${name}`)]
	.filter((name) => name.endsWith(".md"))
	.flatMap((name) =>
		[...readFileSync(join(projectFolder, name), "utf8").matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? ""),
	);

describe("values are those of the yaml package", () => {
	it("in every YAML file of the repository", () => {
		expect(yamlFiles.length).toBeGreaterThan(5);
		let compared = 0;
		for (const file of yamlFiles) {
			// Files of manifests hold several documents, which are compared one by one.
			for (const text of readFileSync(join(projectFolder, file), "utf8").split(/^---$/m)) {
				const expected = reference(text);
				if (expected === undefined) continue;
				expect(ours(text), file).toEqual(expected);
				compared += 1;
			}
		}
		expect(compared).toBeGreaterThan(5);
	});

	it("in every example of the documentation", () => {
		expect(examples.length).toBeGreaterThan(0);
		for (const text of examples) if (reference(text) !== undefined) expect(ours(text), text).toEqual(reference(text));
	});

	it.each(
		[
			..."on off yes no y n On YES true True TRUE false tRUE null Null NULL ~ nULL".split(" "),
			..."0 -0 +0 1 -1 +12 007 08 0o14 0o8 -0o7 0x1F 0xg -0x1 0b1 1_000 1e3 1E-3 1. .5 -.5 1.5 1e400 -1e400 .e3 . + - 1.2.3".split(
				" ",
			),
			".inf -.inf +.Inf .INF .iNF .nan .NaN .NAN -.nan 12345678901234567890 0x7fffffffffffffff".split(" "),
			"2020-01-01 2020-01-01T00:00:00Z 12:30:45 1:2 << = a:b a#b #a".split(" "),
			['"1"', "'1'", '"\\u00e9\\x41\\n"', "'it''s'", "a b  c", "a # b", '"a\\\n  b"', "'a\n\n  b'", "a\n  b\n\n  c"],
			["|\n  a\n  b\n", ">\n  a\n  b\n\n  c\n", "|-\n  a\n", "|+\n  a\n\n", "|2\n    a\n", ">-\n  a\n   b\n  c\n", "|\n\n  a\n"],
		].flat(),
	)("of %j", (text) => {
		for (const document of [`key: ${text}\n`, `- ${text}\n`, `[${text}]`, `{a: ${text}}`]) {
			const expected = reference(document);
			if (expected === undefined) continue;
			expect(ours(document), document).toEqual(expected);
		}
	});

	it("in generated documents, in any style", () => {
		const scalar = fc.oneof(
			fc.constantFrom(
				"on",
				"0o14",
				"1e3",
				"2020-01-01",
				"<<",
				"~",
				"null",
				"- x",
				"a: b",
				"# c",
				"",
				" ",
				"ü",
				"😀",
				"\t",
				"a\nb\n",
				"=",
				"!x",
				"&x",
				"*x",
				"%",
				"@",
				"`",
				"|",
				">",
			),
			fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !/(?![\t\n\r])\p{Cc}/u.test(text)),
			fc.integer(),
			fc.double({ noNaN: true }),
			fc.boolean(),
			fc.constant(null),
		);
		const { value } = fc.letrec((tie) => ({
			value: fc.oneof({ depthSize: "small" }, scalar, fc.array(tie("value"), { maxLength: 4 }), tie("map")),
			map: fc.dictionary(
				fc.oneof(
					fc.string({ maxLength: 6 }).filter((text) => !/\p{Cc}/u.test(text)),
					fc.constantFrom("__proto__", "on", "1", "1.0", "a b"),
				),
				tie("value"),
				{ maxKeys: 4 },
			),
		}));
		const style = fc.record({
			collectionStyle: fc.constantFrom("any", "block", "flow"),
			defaultStringType: fc.constantFrom("PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE", "BLOCK_LITERAL", "BLOCK_FOLDED"),
			indentSeq: fc.boolean(),
			lineWidth: fc.constantFrom(0, 20, 80),
		} as const);
		fc.assert(
			fc.property(value, style, (content, options) => {
				const text = stringify(content, { ...options, aliasDuplicateObjects: false, version: "1.2" });
				const expected = reference(text);
				// The yaml package does not read back every folded text that it wrote, such as " !".
				fc.pre(isDeepStrictEqual(expected, normalized(content)));
				expect(ours(text)).toEqual(expected);
			}),
			{ numRuns: 2_000 },
		);
	});

	it("in scraps of YAML that both accept", () => {
		const scrap = fc.constantFrom(
			"a",
			"b",
			": ",
			"- ",
			"\n",
			"  ",
			"[",
			"]",
			"{",
			"}",
			", ",
			"|\n",
			">\n",
			'"',
			"'",
			" # c",
			"~",
			"1",
			"on",
			"? ",
			"\t",
			"\r\n",
		);
		let both = 0;
		fc.assert(
			fc.property(fc.array(scrap, { maxLength: 14 }), (scraps) => {
				const text = scraps.join("");
				// The parsers disagree on how far the text below a block scalar's mark is indented that stands on a line of its own.
				if (/^[ \t]*[|>]\r?\n/m.test(text)) return;
				const [expected, found] = [reference(text), ours(text)];
				if (expected === undefined || found === undefined) return;
				both += 1;
				expect(found).toEqual(expected);
			}),
			{ numRuns: 5_000 },
		);
		expect(both).toBeGreaterThan(500);
	});
});
