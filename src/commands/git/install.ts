import { join, resolve } from "node:path";
import { folderPrefix, gitText } from "../../git/git.ts";
import { attributeLine, driver, hasAttribute, hook, isOurs } from "../../git/setup.ts";
import { type ExitCode, exitCode } from "../../model/failure.ts";
import { printable } from "../../text/printable.ts";
import type { Declare } from "../command.ts";
import { nameInTree, topOf } from "../committed.ts";
import { type DocumentOptions, documentOptions } from "../document-options.ts";
import type { Host } from "../host.ts";
import { locateDocument } from "../locate-document.ts";

interface InstallOptions extends DocumentOptions {
	readonly hook?: boolean;
	readonly mergeDriver?: boolean;
}

export const declareInstall: Declare = (command, host, done) => {
	documentOptions(command)
		.option("--hook", "the pre-commit hook alone")
		.option("--merge-driver", "the merge driver alone")
		.action(async (options: InstallOptions) => done(await install(options, host)));
};

async function install(options: InstallOptions, host: Host): Promise<ExitCode> {
	const both = options.hook === options.mergeDriver;
	let code: ExitCode = exitCode.done;
	if (both || options.mergeDriver) await installDriver(options, host);
	if (both || options.hook) code = await installHook(host);
	return code;
}

/** Where git looks for hooks, `core.hooksPath` and linked work trees included. A hook of somebody else is never touched. */
async function installHook(host: Host): Promise<ExitCode> {
	const folder = (await gitText(host.git, ["rev-parse", "--git-path", "hooks"])).replace(/\n$/, "");
	const shown = join(folder, "pre-commit");
	const path = resolve(host.directory, shown);
	const there = host.files.read(path);
	const text = there === null ? null : new TextDecoder().decode(there);
	if (text !== null && !isOurs(text)) {
		host.stderr.write(
			`${printable(shown)} is there already and is not ours: nothing was changed. Add this line to it, or to what it calls ` +
				"(with husky: .husky/pre-commit):\n",
		);
		host.stdout.write("boulder-migrate validate --staged\n");
		return exitCode.refused;
	}
	if (text === hook) {
		host.stderr.write(`${printable(shown)}: nothing to change\n`);
		return exitCode.done;
	}
	await host.files.write(path, new TextEncoder().encode(hook));
	host.files.makeExecutable(path);
	host.stdout.write(`${printable(shown)}: checks the staged document before each commit (validate --staged)\n`);
	return exitCode.done;
}

async function installDriver(options: InstallOptions, host: Host): Promise<void> {
	const at = locateDocument(host, options.file);
	const name = await nameInTree(host, at.path ?? "", at.shown);
	const prefix = await folderPrefix(host.git);
	const path = join(topOf(host.directory, prefix), ".gitattributes");
	const bytes = host.files.read(path);
	const text = bytes === null ? "" : new TextDecoder().decode(bytes);
	if (!hasAttribute(text, name)) {
		const separator = text === "" || text.endsWith("\n") ? "" : "\n";
		await host.files.write(path, new TextEncoder().encode(`${text}${separator}${attributeLine(name)}\n`));
		host.stdout.write(`.gitattributes: ${printable(attributeLine(name))} (commit it)\n`);
	}
	let changed = false;
	for (const [key, value] of Object.entries(driver)) {
		const { code, stdout } = await host.git(["config", "--local", "--get", key]);
		if (code === 0 && new TextDecoder().decode(stdout).replace(/\n$/, "") === value) continue;
		await gitText(host.git, ["config", "--local", key, value]);
		host.stdout.write(`git config ${key}: set in this clone\n`);
		changed = true;
	}
	host.stderr.write(
		changed
			? "merge driver: everybody who merges runs boulder-migrate git install once, because git keeps this part in each clone\n"
			: "merge driver: nothing to change\n",
	);
}
