import { readdirSync, readFileSync } from "node:fs";
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

/** Their folders, by another way than the build's: esbuild writes the path of each source above what it takes of it. */
async function foldersInBundles(): Promise<string[]> {
	const { outputFiles } = await build({
		absWorkingDir: projectFolder,
		entryPoints: ["src/main.ts", "src/library.ts"],
		bundle: true,
		splitting: true,
		format: "esm",
		platform: "node",
		// Leaves out functions that do nothing, as the build does.
		minifySyntax: true,
		outdir: "out",
		// Ink asks for it where somebody debugs it.
		external: ["react-devtools-core"],
		write: false,
		logLevel: "error",
	});
	const paths = outputFiles.flatMap(({ text }) => [
		...text.matchAll(/^\s*\/\/ (?:\.\.\/)*(node_modules\/(?:\S*\/node_modules\/)?(?:@[\w.-]+\/)?[\w.-]+)\//gm),
	]);
	return [...new Set(paths.map((match) => match[1] ?? ""))];
}

/** dagre is published as a bundle that holds graphlib; its version property tells. */
const inDagre = "node_modules/@dagrejs/graphlib";

let folders: readonly string[];
beforeAll(async () => {
	folders = [...(await foldersInBundles()), inDagre].sort();
}, 60_000);

function installed(folder: string): { readonly name: string; readonly version: string; readonly license: string } {
	return JSON.parse(readFileSync(join(projectFolder, folder, "package.json"), "utf8"));
}

describe("the bill of materials", () => {
	it("names every package that is bundled, in the version that is, and no other", () => {
		expect(folders.length).toBeGreaterThan(60);
		const expected = folders.map(installed).map(({ name, version }) => `pkg:npm/${name.replace("@", "%40")}@${version}`);
		expect(bill.components.map(({ purl }) => purl).sort()).toEqual(expected.sort());
	});

	it("gives the licence and the digest of each, as the lock file has it", () => {
		const { packages } = JSON.parse(readFileSync(join(projectFolder, "package-lock.json"), "utf8"));
		for (const folder of folders) {
			const { name, version, license } = installed(folder);
			const { hashes, licenses } = bill.components.find((one) => one["bom-ref"] === `${name}@${version}`) ?? expect.fail(folder);
			expect(licenses.map((one) => one.license?.id ?? one.expression)).toEqual([license]);
			const digest = Buffer.from(hashes[0]?.content ?? "", "hex").toString("base64");
			expect(`sha512-${digest}`, folder).toBe(packages[folder].integrity);
		}
	});

	it("lists what depends on what, among its packages", () => {
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
		for (const folder of folders) {
			const { name, version, license } = installed(folder);
			expect(notices).toContain(`${name} ${version} (${license})\n`);
			const own = readdirSync(join(projectFolder, folder)).find((file) => /^licen[cs]e/i.test(file));
			const place = own === undefined ? join(".build", "licences", `${name}.txt`) : join(folder, own);
			const text = readFileSync(join(projectFolder, place), "utf8");
			expect(notices).toContain(text.replaceAll("\r\n", "\n").trim());
		}
	});

	it("name licences alone that may be passed on with the program", () => {
		const allowed = ["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD"];
		for (const folder of folders) expect(allowed, folder).toContain(installed(folder).license);
	});
});
