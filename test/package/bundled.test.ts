import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { projectFolder } from "../command-line.ts";

const dist = join(projectFolder, "dist");

interface Component {
	readonly "bom-ref": string;
	readonly purl: string;
	readonly version: string;
	readonly hashes: readonly { readonly alg: string; readonly content: string }[];
	readonly licenses: readonly { readonly license?: { readonly id: string }; readonly expression?: string }[];
}

const bill: {
	readonly metadata: { readonly component: { readonly purl: string } };
	readonly components: readonly Component[];
	readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
} = JSON.parse(readFileSync(join(dist, "sbom.cdx.json"), "utf8"));

/** By another way than the build's: esbuild writes the path of each source above what it takes of it. */
async function namesInBundles(): Promise<string[]> {
	const { outputFiles } = await build({
		absWorkingDir: projectFolder,
		entryPoints: ["src/main.ts", "src/library.ts"],
		bundle: true,
		splitting: true,
		format: "esm",
		platform: "node",
		outdir: "out",
		write: false,
		logLevel: "error",
	});
	const paths = outputFiles.flatMap(({ text }) => [
		...text.matchAll(/^\s*\/\/ (?:\S*\/)?node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\//gm),
	]);
	return [...new Set(paths.map((match) => match[1] ?? ""))];
}

/** dagre is published as a bundle that holds graphlib; its version property tells. */
const inDagre = "@dagrejs/graphlib";

let names: readonly string[];
beforeAll(async () => {
	names = [...(await namesInBundles()), inDagre].sort();
}, 60_000);

function installed(name: string): { readonly version: string; readonly license: string } {
	return JSON.parse(readFileSync(join(projectFolder, "node_modules", name, "package.json"), "utf8"));
}

describe("the bill of materials", () => {
	it("names every package that is bundled, in the version that is, and no other", () => {
		expect(names.length).toBeGreaterThan(60);
		const expected = names.map((name) => `pkg:npm/${name.replace("@", "%40")}@${installed(name).version}`);
		expect(bill.components.map(({ purl }) => purl).sort()).toEqual(expected.sort());
	});

	it("gives the licence and the digest of each, as the lock file has it", () => {
		const { packages } = JSON.parse(readFileSync(join(projectFolder, "package-lock.json"), "utf8"));
		for (const { "bom-ref": ref, hashes, licenses } of bill.components) {
			const name = ref.replace(/@[^@]*$/, "");
			expect(licenses.map((one) => one.license?.id ?? one.expression)).toEqual([installed(name).license]);
			const digest = Buffer.from(hashes[0]?.content ?? "", "hex").toString("base64");
			expect(`sha512-${digest}`, name).toBe(packages[`node_modules/${name}`].integrity);
		}
	});

	it("tells what depends on what, of those that are in it", () => {
		const refs = new Set([...bill.components.map((one) => one["bom-ref"]), bill.metadata.component.purl.replace("pkg:npm/", "")]);
		expect(new Set(bill.dependencies.map(({ ref }) => ref))).toEqual(refs);
		for (const { dependsOn } of bill.dependencies) for (const ref of dependsOn) expect(refs).toContain(ref);
		const graphlib = bill.components.find(({ purl }) => purl.includes("graphlib"));
		const dagre = bill.dependencies.find(({ ref }) => ref.startsWith("@dagrejs/dagre@"));
		expect(dagre?.dependsOn).toEqual([graphlib?.["bom-ref"]]);
	});
});

describe("the notices", () => {
	it("have the licence of each bundled package, word for word", () => {
		const notices = readFileSync(join(dist, "THIRD-PARTY-NOTICES.txt"), "utf8");
		for (const name of names) {
			const { version, license } = installed(name);
			expect(notices).toContain(`${name} ${version} (${license})\n`);
			const file = ["LICENSE", "license", "LICENSE.md", "LICENSE.txt", "LICENCE"].find((one) =>
				existsSync(join(projectFolder, "node_modules", name, one)),
			);
			const text = readFileSync(join(projectFolder, "node_modules", name, file ?? "LICENSE"), "utf8");
			expect(notices).toContain(text.replaceAll("\r\n", "\n").trim());
		}
	});

	it("name licences alone that may be passed on with the program", () => {
		const allowed = ["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD"];
		for (const name of names) expect(allowed, name).toContain(installed(name).license);
	});
});
