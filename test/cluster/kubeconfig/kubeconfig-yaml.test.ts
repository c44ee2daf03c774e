import { spawnSync } from "node:child_process";
import { buildSync } from "esbuild";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kubeconfigFields } from "../../../src/cluster/kubeconfig/kubeconfig-fields.ts";
import { readKubeconfigFile } from "../../../src/cluster/kubeconfig/kubeconfig-file.ts";
import { ClusterProblem } from "../../../src/cluster/problem.ts";
import { projectFolder } from "../../command-line.ts";

function problemOf(text: string | Uint8Array): string {
	try {
		readKubeconfigFile(Buffer.from(text), "/home/me/config");
	} catch (problem) {
		if (problem instanceof ClusterProblem && problem.kind === "credentials") return problem.message;
		throw problem;
	}
	return "none";
}

describe("a kubeconfig that is hostile", () => {
	it("may not be larger than 4 MB", () => {
		const line = `# ${"x".repeat(97)}\n`;
		expect(problemOf(line.repeat(41_000))).toBe("none");
		expect(problemOf(line.repeat(45_000))).toBe("the kubeconfig /home/me/config:1 cannot be read: the file is larger than 4 MB");
	});

	it.each([
		["brackets", "[".repeat(65)],
		["many brackets", "[".repeat(100_000)],
		["braces", `a: ${"{a: ".repeat(65)}`],
		["braces as JSON", '{"a":'.repeat(5_000)],
		["dashes in a line", `${"- ".repeat(66)}a`],
		["question marks", `${"? ".repeat(66)}a`],
		["steps", Array.from({ length: 140 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
		["steps of lists", Array.from({ length: 70 }, (_, depth) => `${"  ".repeat(depth)}- a:`).join("\n")],
		["a million dashes", "- ".repeat(1_000_000)],
		["brackets after a quote", `a: "x"\nb: 'it''s'\nc: ${"[".repeat(65)}`],
		["brackets in turns", "[{a: ".repeat(40)],
	])("may not nest deeper than 64 levels: %s", (_, text) => {
		expect(problemOf(text)).toMatch(
			/^the kubeconfig \/home\/me\/config:\d+ cannot be read: the file nests deeper than 64 levels$/,
		);
	});

	it.each([
		["in a text", `users: [{name: a, user: {token: "${"[".repeat(500)}"}}]`],
		["in a plain text", `current-context: a${"[{".repeat(500)}`],
		["in a comment", `# ${"[".repeat(500)}\n`],
		["in a block of text", `users:\n- name: a\n  user:\n    token: |\n      ${"[{- ".repeat(500)}\n`],
		["one after the other", `x: [${"[a],".repeat(500)}]`],
		["many lines of a list", `x:\n${"- a: 1\n  b: 2\n".repeat(500)}`],
		["at 60 levels", `x: ${"[".repeat(60)}${"]".repeat(60)}`],
	])("may have brackets %s", (_, text) => {
		expect(problemOf(text)).toBe("none");
	});

	it("is refused again and again without ending the process", () => {
		const script = `
			import { kubeconfigFields } from "./src/cluster/kubeconfig/kubeconfig-fields.ts";
			let refused = 0;
			for (let run = 0; run < 40; run++) for (const open of ["[", "{a: ", "- ", "? "])
				try { kubeconfigFields(Buffer.from(open.repeat(60 + 400 * (run % 9))), "f"); } catch { refused++; }
			process.stdout.write(String(refused));`;
		const { outputFiles } = buildSync({
			stdin: { contents: script, resolveDir: projectFolder, loader: "ts" },
			bundle: true,
			platform: "node",
			write: false,
		});
		const ran = spawnSync(process.execPath, ["-"], { input: outputFiles[0]?.text ?? "", encoding: "utf8" });
		expect([ran.status, ran.signal]).toEqual([0, null]);
		expect(Number(ran.stdout)).toBeGreaterThan(140);
	});

	it("may not multiply itself by aliases", () => {
		const levels = Array.from({ length: 12 }, (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(9)}]`);
		expect(problemOf(`l0: &l0 [x]\n${levels.join("\n")}\n`)).toMatch(
			/^the kubeconfig \/home\/me\/config:6 cannot be read: the file has more than 200000 fields$/,
		);
	});

	it("changes no prototype", () => {
		readKubeconfigFile(
			Buffer.from("__proto__: {polluted: 1}\nusers: [{name: __proto__, user: {__proto__: {token: stolen}}}]"),
			"f",
		);
		expect("polluted" in {}).toBe(false);
		const { users } = readKubeconfigFile(Buffer.from('{"users":[{"name":"a","user":{"__proto__":{"token":"stolen"}}}]}'), "f");
		expect(users.get("a")?.token).toBe("");
	});

	it("is read within seconds where it has many keys", () => {
		const keys = Array.from({ length: 20_000 }, (_, index) => `k${index}: {a: [1]}`).join("\n");
		const before = performance.now();
		expect(problemOf(keys)).toBe("none");
		expect(performance.now() - before).toBeLessThan(30_000);
	});

	it("is read or refused as a kubeconfig, with any content", () => {
		const scrap = fc.constantFrom(
			"a",
			": ",
			"- ",
			"\n",
			"  ",
			"[",
			"]",
			"{",
			"}",
			"&x ",
			"*x ",
			"|",
			">",
			'"',
			"'",
			"#",
			"!!binary ",
			"<<: ",
			"\t",
			"---\n",
			"%",
			"? ",
			",",
			"\r\n",
			"\u0000",
			"clusters",
			"users",
			"name: ",
			"~",
			"1",
		);
		fc.assert(
			fc.property(fc.array(scrap, { maxLength: 40 }), (scraps) => {
				problemOf(scraps.join(""));
			}),
			{ numRuns: 1_000 },
		);
		fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void problemOf(bytes)));
	});
});

describe("a kubeconfig with a mistake", () => {
	it.each([
		["clusters: {\n", /^the kubeconfig \/home\/me\/config:2 cannot be read: invalid YAML: /],
		[
			"a: b\nusers:\n- name: me\n  user:\n    token: 123\n",
			/config:5 cannot be read: users\[0\]\.user\.token must be a string: put it in quotes$/,
		],
		["users:\n- name: me\n  user:\n    as-groups: a\n", /config:4 cannot be read: users\[0\]\.user\.as-groups must be a list$/],
		["clusters:\n- name: me\n  cluster: []\n", /config:3 cannot be read: clusters\[0\]\.cluster must be a mapping$/],
		["clusters:\n- name: me\n  cluster: {insecure-skip-tls-verify: 1}\n", /insecure-skip-tls-verify must be true or false$/],
		[
			'{"users":[{"name":"me","user":{"client-key-data":"SECRET%%"}}]}',
			/config cannot be read: users\[0\]\.user\.client-key-data is not valid base64$/,
		],
		["- a\n", /^the kubeconfig \/home\/me\/config:1 cannot be read: it must be a mapping$/],
		["kind: Secret\n", /^\/home\/me\/config is not a kubeconfig but Secret of v1$/],
		["users: [{name: a}, {name: a}]\n", /has two users named "a"$/],
	])("%j is reported with its position", (text, expected) => {
		expect(problemOf(text)).toMatch(expected);
		expect(problemOf(text)).not.toContain("SECRET");
	});

	it("is reported with its position if it is not UTF-8", () => {
		expect(problemOf(Buffer.from([0x61, 0xff]))).toBe(
			"the kubeconfig /home/me/config:1 cannot be read: it is not UTF-8: byte 0xff fits no character",
		);
	});

	it("keeps the lines of values", () => {
		expect(kubeconfigFields(Buffer.from("a: 1\nb:\n- c\n- d\n"), "f").list("b")?.[1]?.place.line).toBe(4);
	});
});
