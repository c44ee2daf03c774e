import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { describe, expect, it } from "vitest";
import { projectFolder } from "./command-line.ts";

/** Which folders each folder may import. The way of the data is bytes → text → document → model → rules, probes → edits, reporters → commands. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
	text: [],
	model: ["text"],
	report: ["text", "model"],
	document: ["text", "model"],
	edits: ["text", "model"],
	rules: ["text", "model", "report", "edits"],
	cel: [],
	yaml: ["text", "model"],
	cluster: ["text", "yaml"],
	probes: ["text", "model", "cluster", "cel", "yaml"],
	verify: ["model", "report", "cluster", "cel", "probes"],
	deploy: ["verify"],
	git: ["text", "document", "model", "report", "edits"],
	scaffold: ["model", "edits", "cluster"],
	reporters: ["text", "model", "report"],
	terminal: ["text", "model", "report", "reporters"],
	app: ["text", "model", "report", "document", "edits", "rules", "probes", "cluster", "verify", "git", "reporters"],
	commands: [
		"app",
		"terminal",
		"text",
		"model",
		"report",
		"document",
		"edits",
		"rules",
		"probes",
		"cluster",
		"verify",
		"deploy",
		"scaffold",
		"git",
		"reporters",
	],
	// Implements the ports of app, whose types it imports.
	host: ["app", "model", "text", "cluster", "probes", "git"],
	library: ["text", "model", "report", "document", "edits", "rules", "probes", "cluster", "verify", "reporters", "app", "host"],
	"library.ts": ["library", "model", "report", "edits", "reporters"],
	"main.ts": ["app", "commands", "host", "cluster", "model", "text", "cli.ts"],
	"cli.ts": ["app", "commands", "model"],
};

/** Parts of Node that a room besides main.ts and host may use: reading the cluster is what `cluster` is for; files and processes come through the host. */
const nodeModulesOf: Readonly<Record<string, readonly string[]>> = {
	cluster: [
		"node:https",
		"node:http",
		"node:http2",
		"node:process",
		"node:tls",
		"node:net",
		"node:stream",
		"node:zlib",
		"node:crypto",
	],
	cel: ["node:process", "node:vm"],
	app: ["node:crypto"],
	commands: ["node:crypto"],
};

/** The composition root: the only code that touches the process, the clock and the file system. */
const outermost = ["main.ts", "host"];

/** Packages that only one room may use. */
const packageRooms: Readonly<Record<string, readonly string[]>> = {
	unified: ["document"],
	remark: ["document"],
	mdast: ["document"],
	micromark: ["document"],
	"github-slugger": ["document"],
	// Reads YAML; `yaml` only writes it.
	"js-yaml": ["yaml"],
	yaml: ["reporters"],
	croner: ["probes"],
	chalk: ["reporters"],
	commander: ["commands", "cli.ts"],
	diff: ["text"],
	"fast-string-width": ["text"],
	"fastest-levenshtein": ["model", "cluster"],
	"@marcbachmann/cel-js": ["cel"],
	re2js: ["cel"],
	"@clack/prompts": ["commands"],
	ink: ["terminal"],
	react: ["terminal"],
	"yoga-layout": ["terminal"],
	ws: ["cluster"],
	d3: ["reporters"],
	"@dagrejs/dagre": ["reporters"],
	"@modelcontextprotocol/sdk": ["commands"],
	zod: ["commands"],
};

const source = join(projectFolder, "src");
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
	.filter((file) => file.endsWith(".ts"))
	.map((file) => file.split(sep).join("/"));

function importsOf(file: string): string[] {
	const text = readFileSync(join(source, file), "utf8");
	const found = text.matchAll(/^(?:import|export)\b[^;]*?\bfrom "([^"]+)"|\bimport\("([^"]+)"\)|^import "([^"]+)"/gm);
	return [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

function room(file: string): string {
	return file.split("/")[0] ?? file;
}

describe("architecture", () => {
	it("sees every file and its imports", () => {
		expect(files.length).toBeGreaterThan(90);
		expect(importsOf("commands/status.ts")).toContain("../app/read-status.ts");
		expect(Object.keys(mayImport)).toEqual(expect.arrayContaining([...new Set(files.map(room))]));
	});

	it.each(files)("%s imports only what its room may", (file) => {
		for (const target of importsOf(file)) {
			if (target.startsWith(".")) {
				const path = relative(source, join(source, dirname(file), target))
					.split(sep)
					.join("/");
				if (path === "../package.json") expect(room(file)).toBe("host");
				else if (room(path) !== room(file)) expect(mayImport[room(file)], `${file} imports ${path}`).toContain(room(path));
			} else if (target.startsWith("node:")) {
				const allowed = ["node:path", ...(nodeModulesOf[room(file)] ?? [])];
				if (!outermost.includes(room(file)))
					expect(allowed, `${file} imports ${target}: only the host touches the outside`).toContain(target);
			} else {
				const known = Object.keys(packageRooms).find(
					(name) => target === name || target.startsWith(`${name}-`) || target.startsWith(`${name}/`),
				);
				expect(known, `${file} imports ${target}, which no room is named for`).toBeDefined();
				expect(packageRooms[known ?? ""], `${file} imports ${target}`).toContain(room(file));
			}
		}
	});

	it.each(files)("%s has at most 300 lines, asserts no type, and leaves the process to the host", (file) => {
		const text = readFileSync(join(source, file), "utf8");
		expect(text.split("\n").length).toBeLessThanOrEqual(300);
		const code = text
			.replace(/\/\*[\s\S]*?\*\//g, "")
			.replace(/\/\/.*$/gm, "")
			.replace(/`[^`]*`|"[^"\n]*"/g, '""');
		const assertions = [...code.matchAll(/^(?!\s*(?:import|export|\t\w+ as )).*?\bas (?!const\b)[A-Za-z{[(]/gm)].map((match) =>
			match[0].trim(),
		);
		expect(assertions).toEqual([]);
		if (!outermost.includes(room(file))) expect(code).not.toMatch(/\bprocess\.|\bDate\.now\(|new Date\(\)|\bconsole\./);
	});

	it("has no import cycle, not even of types or of what is loaded late", () => {
		const targets = new Map(
			files.map((file) => [
				file,
				importsOf(file).flatMap((target) => (target.startsWith(".") ? [join(dirname(file), target)] : [])),
			]),
		);
		const done = new Set<string>();
		const cycles: string[] = [];
		const visit = (file: string, path: readonly string[]): void => {
			if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(" → "));
			if (path.includes(file) || done.has(file)) return;
			for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
			done.add(file);
		};
		for (const file of files) visit(file, []);
		expect(cycles).toEqual([]);
	});

	it("shows the table of imports in CONTRIBUTING.md", () => {
		const contributing = readFileSync(join(projectFolder, "CONTRIBUTING.md"), "utf8");
		const rows = [...contributing.matchAll(/^\| `src\/([\w.]+)\/?` \| .* \| (.*) \|$/gm)].map(([, name, list]) => [name, list]);
		expect(Object.fromEntries(rows)).toEqual(
			Object.fromEntries(Object.entries(mayImport).map(([name, list]) => [name, list.join(", ") || "nothing of ours"])),
		);
	});

	it("has no room for everything", () => {
		for (const file of files) expect(file).not.toMatch(/(?:^|\/)(?:utils?|helpers?|common|misc)(?:\/|\.ts$)/);
	});

	it("keeps the top level to what belongs there", () => {
		const kept = [
			"package.json",
			"package-lock.json",
			"tsconfig.json",
			"bin",
			"src",
			"status",
			"schemas",
			"test",
			"docs",
			"action.yml",
			"Dockerfile",
			"README.md",
			"LICENSE",
			"CHANGELOG.md",
			"CONTRIBUTING.md",
			"SECURITY.md",
			"vitest.config.ts",
			"esbuild.config.mjs",
			"biome.json",
		];
		const built = ["node_modules", "dist", "coverage"];
		const found = readdirSync(projectFolder).filter((name) => !name.startsWith(".") && !built.includes(name));
		expect(found.filter((name) => !kept.includes(name))).toEqual([]);
	});

	it("justifies every dependency in one line of CONTRIBUTING.md, and runs no install script", () => {
		const contributing = readFileSync(join(projectFolder, "CONTRIBUTING.md"), "utf8");
		const {
			dependencies = {},
			devDependencies = {},
			scripts,
		} = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
		for (const name of Object.keys({ ...dependencies, ...devDependencies }))
			expect(contributing).toMatch(new RegExp(`^\\| \`${name}\` \\| .+ \\|$`, "m"));
		for (const hook of ["preinstall", "install", "postinstall"]) expect(scripts).not.toHaveProperty(hook);
	});
});
