import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { build } from "esbuild";

/** Packages stay outside the bundle, and are what Node imports. */
function packagesFrom(outside) {
	return {
		name: "packages",
		setup({ onResolve, onLoad }) {
			onResolve({ filter: /^[^./]/ }, ({ path, kind }) => (kind === "entry-point" ? null : { path, namespace: "package" }));
			onLoad({ filter: /./, namespace: "package" }, async ({ path }) => {
				outside.set(path, outside.get(path) ?? (await import(path)));
				const names = Object.keys(outside.get(path)).filter(
					(name) => /^[\w$]+$/.test(name) && name !== "default" && name !== "module.exports",
				);
				const from = `const found = outside(${JSON.stringify(path)});`;
				return { contents: `${from} export default found.default; export const { ${names.join(", ")} } = found;` };
			});
			onLoad({ filter: /\.ts$/ }, ({ path }) => {
				const text = withoutProgram(path, readFileSync(path, "utf8"));
				return { loader: "ts", contents: text.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href)) };
			});
		},
	};
}

/** The built program knows nothing of a change in the sources: a test that starts it fails at once, and the runner leaves it out. */
function withoutProgram(path, text) {
	if (!path.endsWith("test/command-line.ts")) return text;
	return text.replace(
		/export function (?:boulderMigrate|startProgram)\([\s\S]*?\): Ran \{/g,
		`$&\n\tthrow new Error("${startsProgram}");`,
	);
}

export const startsProgram = "starts the built program";

/** One script a test file, with all sources that it needs: each run of it starts from a clean slate, in a few milliseconds. */
export async function bundles(files, outside) {
	const { outputFiles } = await build({
		entryPoints: files.map((file, index) => ({ in: resolve(file), out: `test-${index}` })),
		inject: [resolve("test/mutation/setup.ts")],
		bundle: true,
		write: false,
		outdir: ".",
		platform: "node",
		target: "node20",
		format: "iife",
		logLevel: "error",
		// The set-up is all side effect.
		ignoreAnnotations: true,
		plugins: [packagesFrom(outside)],
	});
	const found = new Map();
	for (const [index, file] of files.entries()) {
		const text = outputFiles.find(({ path }) => path.endsWith(`/test-${index}.js`)).text;
		found.set(file, new Script(`(outside) => {${text}\n}`, { filename: file }).runInThisContext());
	}
	return found;
}
