// Bundles the program into dist/: one entry and chunks that are loaded when a command needs them.
// esbuild splits only ES modules, and Node starts CommonJS faster (0.1 of the time of `node -e 0`): so it is split first, then converted.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { build, transform } from "esbuild";

const target = "node20.19";

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

/**
 * Ink and its layout wait for things while they are loaded, which CommonJS cannot: the developer's tools of React are left out, and the
 * layout is there once `loadYoga` has been waited for. And where Ink writes changed lines alone, its 6.8.0 goes up one line too few.
 */
const ink = {
	name: "ink",
	setup({ onResolve, onLoad, resolve }) {
		onResolve({ filter: /^yoga-layout(?:\/load)?$/ }, ({ pluginData }) =>
			pluginData === "real" ? undefined : { path: "yoga-layout", namespace: "yoga" },
		);
		onResolve({ filter: /^real-yoga-layout$/ }, ({ resolveDir }) =>
			resolve("yoga-layout/load", { kind: "import-statement", resolveDir, pluginData: "real" }),
		);
		onLoad({ filter: /./, namespace: "yoga" }, () => ({
			contents: `import { loadYoga as load } from "real-yoga-layout";
				let yoga;
				export const loadYoga = async () => (yoga ??= await load());
				export { yoga as default };
				export * from "real-yoga-layout";`,
			resolveDir: import.meta.dirname,
		}));
		const changed = (file, changes) =>
			onLoad({ filter: new RegExp(`node_modules[\\\\/]ink[\\\\/]build[\\\\/]${file}\\.js$`) }, async ({ path }) => {
				let contents = await readFile(path, "utf8");
				for (const [from, to] of changes) {
					if (!contents.includes(from)) throw new Error(`ink's ${file} is no longer what it was: ${from}`);
					contents = contents.replace(from, to);
				}
				return { contents };
			});
		changed("reconciler", [
			["await import('./devtools.js')", ""],
			["await loadPackageJson()", "{}"],
		]);
		changed("log-update", [["cursorUp(previousVisible - 1)", "cursorUp(previousLines.length - 1)"]]);
	},
};

const { outputFiles } = await build({
	entryPoints: { main: "src/main.ts" },
	bundle: true,
	splitting: true,
	format: "esm",
	platform: "node",
	target,
	outdir: "dist",
	outExtension: { ".js": ".cjs" },
	chunkNames: "chunks/[name]-[hash]",
	legalComments: "linked",
	write: false,
	// React carries a second, slower self for developers.
	define: { "process.env.NODE_ENV": '"production"' },
	plugins: [noPrograms, ink],
});
rmSync("dist", { recursive: true, force: true });
for (const { path, text } of outputFiles) {
	mkdirSync(dirname(path), { recursive: true });
	const code = path.endsWith(".cjs") ? await toCommonJs(text) : text;
	writeFileSync(path, code);
}

async function toCommonJs(text) {
	const options = { format: "cjs", platform: "node", target, minify: true, supported: { "dynamic-import": false } };
	return (await transform(text, options)).code;
}
