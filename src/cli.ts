import { Command, CommanderError } from "commander";
import type { Host } from "./commands/host.ts";
import { commands, completeCommand, defaultCommand } from "./commands/index.ts";
import { type ExitCode, exitCode } from "./model/failure.ts";

/**
 * Runs the command line and returns its exit code. Only the commands that are named in it are loaded, so that none pays for another.
 * Failures are thrown: `main.ts` words them.
 */
export async function run(host: Host): Promise<ExitCode> {
	let code: ExitCode = exitCode.done;
	if (host.argv[0] === completeCommand) return (await import("./commands/complete.ts")).complete(host);
	const program = new Command("boulder-migrate")
		.description("Keeps the status document of a Kubernetes migration true.")
		.version(host.version, "-V, --version", "print the version")
		.helpOption("-h, --help", "print help for a command")
		.helpCommand("help [command]", "print help for a command")
		.showSuggestionAfterError(true)
		.showHelpAfterError("(--help lists what there is)")
		.exitOverride()
		.configureOutput({
			writeOut: (text) => host.stdout.write(text),
			writeErr: (text) => host.stderr.write(text),
			getOutHelpWidth: () => host.stdout.columns ?? 100,
			getErrHelpWidth: () => host.stderr.columns ?? 100,
		});
	const loading = commands.filter(({ name }) => host.argv.includes(name));
	const wanted = new Set(loading.length > 0 ? loading.map(({ name }) => name) : needsCommand(host.argv) ? [defaultCommand] : []);
	for (const { name, summary, load } of commands) {
		const command = program
			.command(name, { isDefault: name === defaultCommand })
			.summary(summary)
			.description(`${capitalised(summary)}.`);
		if (!wanted.has(name)) continue;
		const declare = await load();
		declare(command, host, (result) => {
			code = result;
		});
	}
	try {
		await program.parseAsync([...host.argv], { from: "user" });
	} catch (problem) {
		if (!(problem instanceof CommanderError)) throw problem;
		return problem.exitCode === 0 ? exitCode.done : exitCode.usage;
	}
	return code;
}

/** `--version` and `--help` alone need no command. */
function needsCommand(argv: readonly string[]): boolean {
	return !argv.some((argument) => ["-V", "--version", "-h", "--help", "help"].includes(argument));
}

function capitalised(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
