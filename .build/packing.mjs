import { isBuiltin } from "node:module";
import { join, relative } from "node:path";

const source = join(import.meta.dirname, "..", "src");

/** The modules that come with any of those whose path starts so, when one of these is loaded by `import()`. */
const together = [
	{
		paths: [""],
		// Besides what every command needs, small modules that many share: each would be a file of its own.
		modules: [
			"main",
			"commands/status",
			"app/repository",
			"app/reviewer",
			"app/select-items",
			"app/verify-selection",
			"commands/options/cluster-options",
			"commands/options/duration-option",
			"commands/options/record-option",
			"edits/escape",
			"edits/status",
			"git/objects",
			"host/find-program",
			"model/age",
			"model/evidence/contrary-evidence",
			"model/item-ports",
			"model/item-status",
			"model/memoize",
			"model/risk",
			"model/rule-names",
			"model/verdict",
			"probes/file/binding-keys",
			"probes/file/substitute",
			"probes/ports",
			"report/verdict-log",
			"reporters/comparison/index",
			"reporters/gate/lines",
			"reporters/json",
			"reporters/verdicts/evidence-line",
			"reporters/verdicts/headline",
		],
	},
	{
		paths: [
			"app/open-staged",
			"app/repository",
			"app/verify-",
			"commands/git/",
			"commands/mcp/",
			"commands/validate",
			"commands/watch/",
			"host/run-git",
			"reporters/findings/",
			"rules/",
		],
		modules: ["app/open-staged", "commands/validate", "host/run-git", "reporters/findings/text"],
	},
	{
		paths: ["app/verify-", "commands/edit/", "commands/git/", "commands/mcp/", "commands/watch/", "host/update-file"],
		modules: ["commands/edit/check-off", "host/update-file"],
	},
	{
		paths: ["probes/file/", "probes/ports"],
		modules: [
			"app/open-probes",
			"probes/file/bound-ports",
			"probes/file/owners-section",
			"probes/file/policy-section",
			"probes/file/rules-section",
		],
	},
	{
		paths: [
			"app/verify-",
			"cluster/",
			"commands/deploy/",
			"commands/init/",
			"commands/mcp/",
			"commands/probes/",
			"commands/verify/",
			"commands/watch/",
			"host/clusters",
			"host/run-plugin",
			"host/work-tree",
			"probes/file/read-probes",
			"reporters/verdicts/",
		],
		modules: [
			"commands/verify/verify",
			"host/clusters",
			"host/work-tree",
			"probes/file/bound-ports",
			"probes/file/read-probes",
			"reporters/verdicts/text",
		],
	},
];

/**
 * Packs modules that are loaded together into one file. esbuild makes a chunk for each set of `import()`s that share a module: what every
 * command needs would be spread over dozens of files, each of which costs a start most of a millisecond. So each module that is loaded
 * when needed also imports those that come with it; these are then shared by one set of `import()`s, and become one chunk.
 */
export const packing = {
	name: "packing",
	setup({ onResolve, onLoad, resolve }) {
		onResolve({ filter: /./ }, async ({ kind, path, resolveDir }) => {
			if (kind !== "dynamic-import" || isBuiltin(path)) return undefined;
			return { path: (await resolve(path, { kind: "import-statement", resolveDir })).path, namespace: "when-needed" };
		});
		onLoad({ filter: /./, namespace: "when-needed" }, ({ path }) => {
			const file = relative(source, path);
			const modules = together.flatMap(({ paths, modules }) => (paths.some((start) => file.startsWith(start)) ? modules : []));
			const imports = modules.map((module, index) => `import * as with${index} from "./${module}.ts";`);
			return { contents: `${imports.join("")}export * from ${JSON.stringify(path)};`, resolveDir: source };
		});
	},
};

/** commander can start subcommands that are programs of their own. There are none, and loading what that would need takes milliseconds. */
export const noSubprograms = {
	name: "no-subprograms",
	setup({ onResolve }) {
		onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
			/[\\/]commander[\\/]/.test(importer) ? { path: "node:process", external: true } : undefined,
		);
	},
};

/**
 * Takes Node's own modules as a CommonJS program does. An import statement would read every property that they have, which makes Node open
 * standard input and load its streams: several milliseconds of each start.
 */
export const builtins = {
	name: "builtins",
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /./ }, ({ kind, path, importer }) =>
			// One for each file that imports it: shared ones would be chunks of their own.
			kind === "import-statement" && isBuiltin(path)
				? { path, namespace: "builtin", suffix: `?${relative(source, importer)}` }
				: undefined,
		);
		onLoad({ filter: /./, namespace: "builtin" }, ({ path }) => ({
			contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
		}));
	},
};
