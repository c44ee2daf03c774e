// Bundles the program into dist/. esbuild splits it into modules that are loaded when a command needs them; what commands load together
// anyway is then packed into one file, since finding and reading a file takes Node longer than most of the modules in it.
// Node starts CommonJS faster than ES modules (0.1 of the time of `node -e 0`), and esbuild splits only the latter: so each is converted.
// The library is a bundle of its own, since its users may bundle it again, and their bundlers would not find the packs.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { build, transform } from "esbuild";
import { bundledPackages, writeBillOfMaterials, writeNotices } from "./.build/bundled.mjs";
import { ink } from "./.build/ink.mjs";

const target = "node20.19";

/** The packs, each with the sources that are loaded together. All other modules stand alone. */
const together = {
	main: ["src/main.ts"],
	document: ["src/commands/status.ts"],
	reading: ["src/document/read-document.ts"],
	verify: [
		"src/commands/verify.ts",
		"src/probes/file/read-probes.ts",
		"src/probes/file/kept-probes.ts",
		"src/host/clusters.ts",
		"src/host/work-tree.ts",
		"src/reporters/verdicts/text.ts",
	],
	rules: ["src/commands/validate.ts", "src/commands/committed.ts", "src/host/run-git.ts", "src/reporters/findings/text.ts"],
	edits: ["src/commands/check-off.ts", "src/host/update-file.ts"],
};

/** Loaded by their first use, not by whoever imports them: nearly every run does without. */
const late = ["src/cel/parser.ts", "src/yaml/parse-yaml.ts"];

/** commander starts programs of other names, which is no use of ours: loading what that takes is a tenth of the time of a short command. */
const noPrograms = {
	name: "no-programs",
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
			/node_modules[\\/]commander[\\/]/.test(importer) ? { path: "child_process", namespace: "absent" } : undefined,
		);
		onLoad({ filter: /./, namespace: "absent" }, () => ({ contents: "module.exports = {};" }));
	},
};

const { outputFiles, metafile } = await build({
	entryPoints: ["src/main.ts", ...late],
	bundle: true,
	splitting: true,
	format: "esm",
	platform: "node",
	target,
	outdir: "dist",
	outExtension: { ".js": ".cjs" },
	chunkNames: "[name]-[hash]",
	// All of them stand in THIRD-PARTY-NOTICES.txt.
	legalComments: "none",
	write: false,
	metafile: true,
	// React carries a second, slower self for developers.
	define: { "process.env.NODE_ENV": '"production"' },
	plugins: [noPrograms, ink],
});
const modules = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));

/** The names of what late modules export, by module. */
const lateExports = Object.fromEntries(
	[...modules].filter(([, { inputs }]) => Object.keys(inputs).some(isLate)).map(([name, { exports }]) => [name, exports]),
);

function isLate(source) {
	return late.includes(source) || source.startsWith("node_modules/js-yaml/");
}

/** The packs that need a module at once, by module. */
const neededBy = new Map();
for (const [pack, sources] of Object.entries(together))
	for (const source of sources) {
		const entry = [...modules].find(([, { entryPoint }]) => entryPoint === source);
		if (entry === undefined) throw new Error(`nothing loads ${source} by itself`);
		need(entry[0], pack);
	}

function need(name, pack) {
	const needing = neededBy.get(name) ?? new Set();
	if (needing.has(pack) || name in lateExports) return;
	neededBy.set(name, needing.add(pack));
	for (const { path, kind } of modules.get(name).imports)
		if (kind === "import-statement" && modules.has(basename(path))) need(basename(path), pack);
}

/** Pack by module. Every command loads `main` and nearly every one `document`, which takes what several of the others need. */
const packOf = new Map();
for (const name of modules.keys()) {
	const [only, ...more] = neededBy.get(name) ?? [];
	if (only === undefined) packOf.set(name, name.replace(/\.cjs$/, ""));
	else packOf.set(name, more.length === 0 || only === "main" ? only : "document");
}

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist/packs", { recursive: true });
const packs = new Map();
for (const { path, text } of outputFiles) {
	const name = basename(path);
	// In parentheses, so that it is compiled at once and not twice.
	const definition = `${JSON.stringify(name)}:(function(module,exports,require){${await toCommonJs(text)}})`;
	packs.set(packOf.get(name), [...(packs.get(packOf.get(name)) ?? []), definition]);
}
// A function, for `compiled-packs.ts` to call: what is put around so long a text at run time is written anew.
for (const [pack, definitions] of packs)
	writeFileSync(`dist/packs/${pack}.cjs`, `(function(module){"use strict";module.exports={${definitions.join(",\n")}};\n})`);

const content = createHash("sha256").update(JSON.stringify([...packs].sort()));
await build({
	entryPoints: { main: "src/start/packs.ts" },
	bundle: true,
	format: "cjs",
	platform: "node",
	target,
	minify: true,
	outdir: "dist",
	outExtension: { ".js": ".cjs" },
	define: {
		packOf: JSON.stringify(Object.fromEntries(packOf)),
		lateExports: JSON.stringify(lateExports),
		build: JSON.stringify(content.digest("hex").slice(0, 32)),
	},
});

async function toCommonJs(text) {
	const options = { format: "cjs", platform: "node", target, minify: true, supported: { "dynamic-import": false } };
	// esbuild leaves regular expressions as they are. One wide letter doubles what Node has to hold, and plain ASCII is read without a look.
	return (await transform(text, options)).code.replace(
		/[^\0-\x7f]/g,
		(letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
	);
}

const library = await build({
	entryPoints: ["src/library.ts"],
	bundle: true,
	format: "cjs",
	platform: "node",
	target,
	minify: true,
	legalComments: "none",
	outfile: "dist/library.cjs",
	metafile: true,
});
// One instance of it in a process, however it was loaded: a Failure is then a Failure everywhere.
const names = await exportsOf("src/library.ts");
writeFileSync("dist/library.mjs", `import library from "./library.cjs";\nexport const { ${names.join(", ")} } = library;\n`);

const packages = bundledPackages([metafile, library.metafile]);
writeNotices(packages, "dist/THIRD-PARTY-NOTICES.txt");
const [self, lock] = ["package.json", "package-lock.json"].map((file) => JSON.parse(readFileSync(file, "utf8")));
writeBillOfMaterials(packages, self, lock, "dist/sbom.cdx.json");

/** What a module exports: esbuild tells it of ES modules alone. */
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
