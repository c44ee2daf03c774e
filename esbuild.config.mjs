// Bundles the program into dist/: one entry and chunks that are loaded when a command needs them.
// esbuild splits only ES modules, and Node starts CommonJS faster (0.1 of the time of `node -e 0`): so it is split first, then converted.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
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
	plugins: [noPrograms],
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
