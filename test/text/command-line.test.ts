import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandLine, quoted, quotedWords } from "../../src/text/command-line.ts";
import { everyInvisible, invisible } from "../../src/text/invisible.ts";
import { printable } from "../../src/text/printable.ts";
import { folderWith } from "../command-line.ts";

/** The words that a real shell makes of each line: one program call per line. */
function wordsOf(lines: readonly string[], shell = "sh"): string[][] {
	const folder = folderWith({});
	const script = lines.map((line) => `say ${line}\nprintf '\\001'`).join("\n");
	const { stdout, status, stderr } = spawnSync(
		shell,
		[...(shell === "bash" ? ["--norc"] : []), "-c", `say() { printf '%s\\000' "$@"; }\n${script}`],
		{
			cwd: folder,
			encoding: "utf8",
			env: { PATH: process.env.PATH },
		},
	);
	expect([status, stderr, readdirSync(folder)]).toEqual([0, "", []]);
	return stdout
		.split("\u0001")
		.slice(0, -1)
		.map((words) => words.split("\0").slice(0, -1));
}

const hostile = fc.oneof(
	fc.string({ unit: "grapheme" }),
	fc
		.array(
			fc.constantFrom(
				..."; $(touch pwned) $HOME `id` ' '' \" \\ & && | > < * ? [a] {a,b} ~ ! # = -n x -- %0a \u00e9 \u{1f680} ( ) \u200c \u2028".split(
					" ",
				),
				" ",
				"x",
				"##[",
			),
			{ maxLength: 6 },
		)
		.map((parts) => parts.join("")),
);

describe("a command line that is printed to be typed", () => {
	it("is read by a shell as the words that were meant, or is not offered", () => {
		const meant: string[][] = [];
		const lines: string[] = [];
		fc.assert(
			fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (words) => {
				const [first = "", ...rest] = words;
				const line = commandLine`-n ${first} role/${first}${quoted` --context ${first}`} ${quotedWords(rest)}`;
				const isShown = words.every((word) => printable(word) === word);
				// Parts that are harmless alone may make a command of GitHub's runner together.
				if (!isShown) expect(line).toBeNull();
				if (line === null) return;
				expect(printable(line)).toBe(line);
				lines.push(line);
				meant.push(["-n", first, `role/${first}`, "--context", first, ...rest]);
			}),
			{ numRuns: 400 },
		);
		expect(lines.length).toBeGreaterThan(50);
		for (const shell of ["sh", "bash"]) expect(wordsOf(lines, shell)).toEqual(meant);
	});

	it("is read as it was written, with any other content", () => {
		expect(commandLine`kubectl get -n ${"boulder-staging"} ${"deployment"}/${"boulder-sa-1"} -l ${"app=sa,tier=x"}`).toBe(
			"kubectl get -n boulder-staging deployment/boulder-sa-1 -l app=sa,tier=x",
		);
		expect(commandLine`status ${""} ${"=x"}`).toBe("status '' '=x'");
	});
});

describe("invisible characters", () => {
	it("are all that Unicode says to be ignorable, a control, a separator or a surrogate, except what emoji need", () => {
		const seen = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\ufff9-\ufffb]/u;
		const needed = /[\u200d\ufe00-\ufe0f]/u;
		const wrong: string[] = [];
		for (let code = 0; code <= 0x10ffff; code += 1) {
			const character = String.fromCodePoint(code);
			if (invisible.test(character) !== (seen.test(character) && !needed.test(character))) wrong.push(code.toString(16));
		}
		expect(wrong).toEqual([]);
	});

	it("are found wherever they stand, each time", () => {
		for (const character of ["\u{e0041}", "\u200c", "\u2028", "\ufff9", "\u00ad", "\u0007", "\u009b"]) {
			expect([`a${character}b`, `a${character}b`].map((text) => text.replace(everyInvisible, "_"))).toEqual(["a_b", "a_b"]);
			expect(printable(character)).toMatch(/^\\[xu]/);
		}
		expect(printable("👩‍💻 ❤️")).toBe("👩‍💻 ❤️");
	});
});
