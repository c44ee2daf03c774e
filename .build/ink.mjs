import { readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Ink and its layout wait for things while they are loaded, which CommonJS cannot: the developer's tools of React are left out, and the
 * layout is there once `loadYoga` has been waited for. And where Ink writes changed lines alone, its 6.8.0 goes up one line too few.
 */
export const ink = {
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
			resolveDir: join(import.meta.dirname, ".."),
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
