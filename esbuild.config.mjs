// Bundles the program into dist/main.mjs and the chunks that `import()` loads when a command needs them, and the library into one file.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { build } from "esbuild";
import { bundledPackages, writeBillOfMaterials, writeNotices } from "./.build/bundled.mjs";
import { builtins, noSubprograms, packing } from "./.build/packing.mjs";

const shared = {
	bundle: true,
	platform: "node",
	target: "node20.19",
	minify: true,
	// THIRD-PARTY-NOTICES.txt has all of them.
	legalComments: "none",
	metafile: true,
};

rmSync("dist", { recursive: true, force: true });

const program = await build({
	...shared,
	entryPoints: ["src/main.ts"],
	splitting: true,
	format: "esm",
	outdir: "dist",
	outExtension: { ".js": ".mjs" },
	chunkNames: "chunks/[name]-[hash]",
	// The CommonJS packages in the bundle require modules of Node only.
	banner: { js: "const require=process.getBuiltinModule;" },
	define: {
		// React's development build is slower and three times as large.
		"process.env.NODE_ENV": '"production"',
		// Ink loads React's developer tools where DEV is "true".
		"process.env.DEV": '"false"',
		// ws looks for two optional packages that would not be bundled.
		"process.env.WS_NO_BUFFER_UTIL": '"true"',
		"process.env.WS_NO_UTF_8_VALIDATE": '"true"',
	},
	// An optional peer of Ink that is not installed.
	alias: { "react-devtools-core": "node:process" },
	plugins: [noSubprograms, builtins, packing],
});

for (const { imports } of Object.values(program.metafile.outputs))
	for (const { path, external } of imports) if (external && !isBuiltin(path)) throw new Error(`${path} is not bundled`);

const library = await build({
	...shared,
	entryPoints: ["src/library.ts"],
	format: "cjs",
	outfile: "dist/library.cjs",
});
// One instance of it in a process, however it was loaded: a Failure is then a Failure everywhere.
const names = await exportsOf("src/library.ts");
writeFileSync("dist/library.mjs", `import library from "./library.cjs";\nexport const { ${names.join(", ")} } = library;\n`);

const packages = bundledPackages([program.metafile, library.metafile]);
writeNotices(packages, "dist/THIRD-PARTY-NOTICES.txt");
const [self, lock] = ["package.json", "package-lock.json"].map((file) => JSON.parse(readFileSync(file, "utf8")));
writeBillOfMaterials(packages, self, lock, "dist/sbom.cdx.json");

/** The names that a module exports: esbuild lists them for ES modules only. */
async function exportsOf(source) {
	const { metafile } = await build({
		entryPoints: [source],
		bundle: true,
		format: "esm",
		platform: "node",
		write: false,
		metafile: true,
	});
	const [output] = Object.values(metafile.outputs);
	return output.exports;
}
