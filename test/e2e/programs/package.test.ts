import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderWith, projectFolder, realDocument } from "../../command-line.ts";
import { expectGolden } from "../../golden.ts";
import { pack, run } from "../../package/packed.ts";
import { nodeFolder, nodeVersions } from "../requirements.mjs";

const programs = join(projectFolder, "node_modules", ".bin");
const libraryPage = readFileSync(join(projectFolder, "docs", "library.md"), "utf8");

/** Of the whole download, in bytes. */
const maxBytes = 1_500_000;

let packed: { readonly tarball: string; readonly folder: string };
/** The package as it was unpacked. */
let unpacked: string;

beforeAll(() => {
	packed = pack();
	run("tar", ["-xzf", packed.tarball], packed.folder);
	unpacked = join(packed.folder, "package");
}, 180_000);

afterAll(() => rmSync(packed.folder, { recursive: true }));

function filesOf(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true, encoding: "utf8" })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
		.sort();
}

describe("the package", { timeout: 120_000 }, () => {
	it("holds what it is to hold, and nothing else", () => {
		const files = filesOf(unpacked);
		const isChunk = (file: string): boolean => /^dist\/chunks\/[\w-]+\.mjs$/.test(file);
		expectGolden("package-files.txt", [...files.filter((file) => !isChunk(file)), "dist/chunks/*.mjs", ""].join("\n"));
		// Each is loaded by another, so that none is left over from an earlier build.
		const modules = files.filter((file) => isChunk(file) || file === "dist/main.mjs");
		const loaded = modules.flatMap((file) => [
			...readFileSync(join(unpacked, file), "utf8").matchAll(/"(?:\.\/chunks|\.)\/([\w-]+\.mjs)"/g),
		]);
		expect([...new Set(loaded.map(([, name]) => `dist/chunks/${name}`))].sort()).toEqual(files.filter(isChunk));
		expect(modules.length).toBeGreaterThan(20);
	});

	it("is no larger than it has to be", () => {
		expect(statSync(packed.tarball).size).toBeLessThan(maxBytes);
	});

	it("has the metadata that a registry needs, runs nothing when it is installed, and needs nothing", () => {
		const manifest = JSON.parse(readFileSync(join(unpacked, "package.json"), "utf8"));
		expect(manifest).toMatchObject({ license: "MPL-2.0", sideEffects: false, engines: { node: ">=20.19" }, type: "module" });
		for (const absent of ["private", "dependencies", "optionalDependencies", "peerDependencies"])
			expect(manifest).not.toHaveProperty(absent);
		// `prepare` is not run for what comes from a registry.
		for (const hook of ["preinstall", "install", "postinstall"]) expect(manifest.scripts).not.toHaveProperty(hook);
		expect(readFileSync(join(unpacked, manifest.bin["boulder-migrate"]), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
	});

	const isThere = (version: string): boolean => existsSync(join(nodeFolder(version), "node")) || process.env.CI === "true";
	const tried = [process.execPath, ...nodeVersions.filter(isThere).map((version) => join(nodeFolder(version), "node"))];
	it.each(tried)("can be installed into an empty folder, and runs there, with %s", (node) => {
		const script = join(projectFolder, "test", "package", "try-installed.mjs");
		const version = run(node, ["--version"], packed.folder).trim();
		expect(run(node, [script, packed.tarball], packed.folder)).toBe(`installed and run on Node ${version}\n`);
	});

	it.each([
		["pnpm@10.34.8", ["add"]],
		["yarn@1.22.22", ["add", "--no-lockfile"]],
	])("can be installed by %s, and runs there", (manager, add) => {
		const folder = folderWith({ "package.json": '{ "private": true, "license": "MPL-2.0" }\n' });
		mkdirSync(join(folder, "status"));
		copyFileSync(realDocument, join(folder, "status", "PHASE-STATUS.md"));
		run("npx", ["--yes", manager, ...add, `file:${packed.tarball}`], folder);
		expect(run(join(folder, "node_modules", ".bin", "boulder-migrate"), ["validate"], folder)).toContain(
			"3 warnings in 1 document",
		);
	});

	it("is declared as publint and are-the-types-wrong require", () => {
		expect(run(join(programs, "publint"), ["run", packed.tarball, "--strict"], packed.folder)).toContain("All good!");
		expect(run(join(programs, "attw"), [packed.tarball, "--no-emoji"], packed.folder)).toContain("No problems found");
	});

	it("documents with the types what each function takes, returns and throws", () => {
		const types = readFileSync(join(unpacked, "dist", "library.d.mts"), "utf8");
		expect(readFileSync(join(unpacked, "dist", "library.d.cts"), "utf8")).toBe(types);
		expect(types).not.toMatch(/^import |\bany[;,)\]>]/m);
		const [, exported = ""] = /^export \{ (.*) \};$/m.exec(types) ?? [];
		const names = exported.split(", ");
		expect(names).toEqual(["Failure", "edit", "parse", "status", "validate", "verify"]);
		for (const name of names) expect(types).toMatch(new RegExp(`\\*/\\ndeclare (?:async )?(?:function|class) ${name}\\b`));
		for (const name of ["edit", "parse", "validate", "verify"]) expect(commentOf(name, types)).toContain("@throws");
	});
});

function commentOf(name: string, types: string): string {
	const before = types.slice(0, types.indexOf(`declare function ${name}(`));
	return before.slice(before.lastIndexOf("/**"));
}

const options = { strict: true, target: "es2022", lib: ["es2023"], types: ["node"], outDir: "out", skipLibCheck: false };

/** What a user may write, and what the types must refuse. */
const mistakes = `
import { parse, verify } from "boulder-migrate";
// @ts-expect-error a document is no text
export const text: string = parse("");
// @ts-expect-error nothing to ask is named
export const verified = verify({ document: parse(""), probes: "" });
// @ts-expect-error one of the two
export const both = verify({ document: parse(""), probes: "", snapshot: "", kubeconfig: null });
`;

describe("a TypeScript project that uses it", { timeout: 120_000 }, () => {
	it.each([
		{ name: "node16, ES modules", file: "example.mts", settings: { module: "node16", moduleResolution: "node16" } },
		{ name: "node16, CommonJS", file: "example.cts", settings: { module: "node16", moduleResolution: "node16" } },
		{ name: "a bundler", file: "example.ts", settings: { module: "esnext", moduleResolution: "bundler" } },
	])("compiles and runs the README's example: $name", ({ name, file, settings }) => {
		const folder = join(packed.folder, name.replace(/\W+/g, "-"));
		mkdirSync(join(folder, "node_modules", "@types"), { recursive: true });
		symlinkSync(unpacked, join(folder, "node_modules", "boulder-migrate"), "dir");
		for (const types of ["@types/node", "undici-types"])
			symlinkSync(join(projectFolder, "node_modules", types), join(folder, "node_modules", types), "dir");
		const [, example = ""] = /^```ts\n([\s\S]*?)^```/m.exec(libraryPage) ?? [];
		const [imports, rest] = [example.match(/^import .*\n/gm)?.join("") ?? "", example.replace(/^import .*\n/gm, "")];
		// CommonJS has no await outside of a function.
		const source = file.endsWith(".cts") ? `${imports}void (async () => {\n${rest}})();\n` : example;
		writeFileSync(join(folder, "package.json"), file.endsWith(".ts") ? '{ "type": "module" }' : "{}");
		writeFileSync(join(folder, file), source);
		writeFileSync(join(folder, `mistakes${file.slice("example".length)}`), mistakes);
		writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: { ...options, ...settings } }));
		run(join(programs, "tsc"), ["--project", "."], folder);
		for (const data of ["PHASE-STATUS.md", "cluster.json"])
			writeFileSync(join(folder, data), readFileSync(join(projectFolder, "status", "demo", data)));
		writeFileSync(join(folder, "probes.yaml"), readFileSync(join(projectFolder, "status", "probes.yaml")));
		const compiled = readdirSync(join(folder, "out")).find((one) => one.startsWith("example."));
		const printed = run(process.execPath, [join(folder, "out", compiled ?? "")], folder);
		expect(printed.replaceAll(new Date().toISOString().slice(0, 10), "2026-11-24")).toBe(printedByTheExample());
		expect(readFileSync(join(folder, "PHASE-STATUS.md"), "utf8")).toMatch(/- \[x\] RA-SCT-Provider-1/);
	});
});

/** What the README says that its example prints. */
function printedByTheExample(): string {
	const [, printed = ""] = /^```ts\n[\s\S]*?^```\n\n[^\n]+\n\n```text\n([\s\S]*?)^```/m.exec(libraryPage) ?? [];
	expect(printed).not.toBe("");
	return printed;
}
