import { dirname, join, resolve } from "node:path";
import type { DocumentOptions } from "../../app/options.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { nameIn } from "../../app/repository.ts";
import { isInside } from "../../app/work-tree-top.ts";
import { type Git, gitText } from "../../git/git.ts";
import {
	attributeLine,
	documentsOf,
	driverFor,
	hasAttribute,
	hookFor,
	type InstalledProgram,
	isOurs,
	logsBeside,
	type MergeAttribute,
} from "../../git/setup.ts";
import { type ExitCode, exitCode } from "../../model/failure.ts";
import { commandLine, quotedWords } from "../../text/command-line.ts";
import { printable } from "../../text/printable.ts";
import type { Declare } from "../command.ts";
import { documentOptions } from "../options/document-options.ts";
import { type Installation, installationOf } from "./installation.ts";

interface InstallOptions extends DocumentOptions {
	readonly hook?: boolean;
	readonly mergeDriver?: boolean;
}

export const declareInstall: Declare = (command, ports, done) => {
	documentOptions(command)
		.argument(
			"[file...]",
			"the documents (default: those in the usual places, here or in a parent directory), and logs of verdicts elsewhere (*.ndjson)",
		)
		.option("--hook", "the pre-commit hook alone")
		.option("--merge-driver", "the merge driver alone")
		.action(async (files: readonly string[], options: InstallOptions) => done(await install(files, options, ports)));
};

async function install(files: readonly string[], options: InstallOptions, ports: Ports): Promise<ExitCode> {
	const both = options.hook === options.mergeDriver;
	const withDriver = both || options.mergeDriver === true;
	const withHook = both || options.hook === true;
	const isLog = (file: string): boolean => file.endsWith(".ndjson");
	const installation = await installationOf(
		ports,
		files.filter((file) => !isLog(file)),
		options.file,
		withDriver,
	);
	const logs = files.filter(isLog).map((file) => nameIn(installation.top, resolve(ports.invocation.directory, file)));
	const program = await programFor(installation, ports);
	if (withDriver) await installDriver(installation, logs, program, ports);
	return withHook ? installHook(installation, program, ports) : exitCode.done;
}

/**
 * The program that the hook runs. One inside a work tree of this repository is not recorded: anyone whose branch is merged can change it.
 */
async function programFor({ git, top }: Installation, ports: Ports): Promise<InstalledProgram | null> {
	const { node, script, places } = ports.invocation.program;
	const listed = await gitText(git, ["worktree", "list", "--porcelain"]);
	const trees = [top, ...listed.split("\n").flatMap((line) => (line.startsWith("worktree ") ? [line.slice(9)] : []))];
	const inside = places.find((place) => trees.some((tree) => isInside(tree, place)));
	if (inside === undefined) return { node, script };
	ports.output.stderr.write(
		`${printable(inside)} is inside the work tree, where a branch can change it, so it is not run from git: the boulder-migrate on ` +
			"the PATH is\n  install it outside of the work tree: npm install --global boulder-migrate\n",
	);
	return null;
}

/** Where git looks for hooks, including `core.hooksPath` and linked work trees. A hook of another tool is never changed. */
async function installHook({ git, top, names }: Installation, program: InstalledProgram | null, ports: Ports): Promise<ExitCode> {
	const folder = (await gitText(git, ["rev-parse", "--path-format=absolute", "--git-path", "hooks"])).replace(/\n$/, "");
	const path = join(folder, "pre-commit");
	const displayPath = isInside(ports.invocation.directory, path) ? path.slice(ports.invocation.directory.length + 1) : path;
	const there = ports.files.read(path);
	const before = there === null ? null : new TextDecoder().decode(there);
	if (before !== null && !isOurs(before)) {
		ports.output.stderr.write(
			`${printable(displayPath)} already exists and was not installed by boulder-migrate: nothing was changed. Add this line to it, or to a script that it runs ` +
				"(with husky: .husky/pre-commit):\n",
		);
		ports.output.stdout.write(
			`${commandLine`boulder-migrate validate --staged --if-staged -- ${quotedWords(names)}` ?? "boulder-migrate validate --staged"}\n`,
		);
		return exitCode.refused;
	}
	const kept = await stillThere(git, top, before === null ? [] : documentsOf(before), ports);
	const documents = [...new Set([...kept, ...names])];
	const hook = hookFor(documents, program);
	if (before === hook) {
		ports.output.stderr.write(`${printable(displayPath)}: nothing to change\n`);
		return exitCode.done;
	}
	// core.hooksPath may name a folder that does not exist yet.
	await ports.files.makeFolder(folder);
	await ports.files.write(path, new TextEncoder().encode(hook));
	ports.files.makeExecutable(path);
	ports.output.stdout.write(
		`${printable(displayPath)}: checks ${documents.map(printable).join(", ")} as staged, before each commit\n`,
	);
	return exitCode.done;
}

/** The documents of an earlier installation that the repository still has. */
async function stillThere(git: Git, top: string, names: readonly string[], ports: Ports): Promise<readonly string[]> {
	if (names.length === 0) return [];
	const listed = await gitText(git, ["ls-files", "-z", "--full-name", "--", ...names.map((name) => `:(top,literal)${name}`)]);
	const staged = new Set(listed.split("\0"));
	return names.filter((name) => staged.has(name) || ports.files.exists(resolve(top, name)));
}

async function installDriver(
	{ git, top, documents }: Installation,
	logs: readonly string[],
	program: InstalledProgram | null,
	ports: Ports,
): Promise<void> {
	const path = join(top, ".gitattributes");
	const bytes = ports.files.read(path);
	let text = bytes === null ? "" : new TextDecoder().decode(bytes);
	const wanted: readonly (readonly [string, MergeAttribute])[] = [
		...documents.map((name) => [name, "merge=boulder-migrate"] as const),
		...[...new Set([...documents.map(logsBeside), ...logs])].map((name) => [name, "merge=union"] as const),
	];
	for (const [name, attribute] of wanted) {
		if (hasAttribute(text, name, attribute)) continue;
		const separator = text === "" || text.endsWith("\n") ? "" : "\n";
		text = `${text}${separator}${attributeLine(name, attribute)}\n`;
		await ports.files.write(path, new TextEncoder().encode(text));
		const place = dirname(path) === ports.invocation.directory ? ".gitattributes" : path;
		ports.output.stdout.write(`${printable(place)}: ${printable(attributeLine(name, attribute))} (commit it)\n`);
	}
	let changed = false;
	for (const [key, value] of Object.entries(driverFor(program))) {
		const { code, stdout } = await git(["config", "--local", "--get", key]);
		if (code === 0 && new TextDecoder().decode(stdout).replace(/\n$/, "") === value) continue;
		await gitText(git, ["config", "--local", key, value]);
		ports.output.stdout.write(`git config ${key}: set in this clone\n`);
		changed = true;
	}
	ports.output.stderr.write(
		changed
			? "merge driver: each contributor must run boulder-migrate git install once, because git keeps this part in each clone\n"
			: "merge driver: nothing to change\n",
	);
}
