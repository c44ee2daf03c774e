import { Command, CommanderError } from "commander";
import type { Ports } from "./app/ports/ports.ts";
import { completeCommand } from "./commands/command.ts";
import { commands, defaultCommand } from "./commands/index.ts";
import { nearest } from "./model/did-you-mean.ts";
import { type ExitCode, exitCode, Failure } from "./model/failure.ts";

/**
 * Runs the command line and returns its exit code. Only the commands that are named in it are loaded, so that none pays for another.
 * Failures are thrown: `main.ts` words them.
 */
export async function run(given: Ports): Promise<ExitCode> {
	const ports = withoutColor(given);
	let code: ExitCode = exitCode.done;
	if (ports.invocation.argv[0] === completeCommand) return (await import("./commands/completion/complete.ts")).complete(ports);
	const unknown = unknownTopic(ports.invocation.argv);
	if (unknown !== null) throw unknown;
	const program = new Command("boulder-migrate")
		.description("Keeps the status document of a Kubernetes migration true.")
		.version(ports.invocation.version, "-V, --version", "print the version")
		.helpOption("-h, --help", "print help for a command")
		.helpCommand("help [command]", "print help for a command")
		.showSuggestionAfterError(true)
		.exitOverride()
		.configureOutput({
			writeOut: (text) => ports.output.stdout.write(text),
			writeErr: (text) => ports.output.stderr.write(text),
			getOutHelpWidth: () => ports.output.stdout.columns ?? 100,
			getErrHelpWidth: () => ports.output.stderr.columns ?? 100,
			// As a Failure it is worded like every other.
			outputError: () => {},
		});
	if (asksForHelp(ports.invocation.argv)) {
		const { renderHelp } = await import("./commands/help/render-help.ts");
		program.configureHelp({ formatHelp: (command, helper) => `${renderHelp(command, helper)}\n` });
	}
	const loading = commands.filter(({ name }) => ports.invocation.argv.includes(name));
	const wanted = new Set(
		loading.length > 0 ? loading.map(({ name }) => name) : needsCommand(ports.invocation.argv) ? [defaultCommand] : [],
	);
	for (const { name, summary, load } of commands) {
		const command = program
			.command(name, { isDefault: name === defaultCommand })
			.summary(summary)
			.description(`${capitalised(summary)}.`);
		if (!wanted.has(name)) continue;
		const declare = await load();
		declare(command, ports, (result) => {
			code = result;
		});
	}
	try {
		await program.parseAsync([...ports.invocation.argv], { from: "user" });
	} catch (problem) {
		if (!(problem instanceof CommanderError)) throw problem;
		if (problem.exitCode === 0) return exitCode.done;
		if (problem.code === "commander.help") return exitCode.usage;
		throw usageFailure(problem, program, ports.invocation.argv);
	}
	return code;
}

/** `--no-color` anywhere before `--` is the same as `NO_COLOR`. */
function withoutColor(ports: Ports): Ports {
	const { argv, env } = ports.invocation;
	const end = argv.indexOf("--");
	const isFlag = (word: string, index: number): boolean => word === "--no-color" && (end < 0 || index < end);
	if (!argv.some(isFlag)) return ports;
	const left = argv.filter((word, index) => !isFlag(word, index));
	return { ...ports, invocation: { ...ports.invocation, argv: left, env: { ...env, NO_COLOR: "1", FORCE_COLOR: undefined } } };
}

function asksForHelp(argv: readonly string[]): boolean {
	const end = argv.indexOf("--");
	return (end < 0 ? argv : argv.slice(0, end)).some(
		(word, index) => word === "-h" || word === "--help" || (word === "help" && index === 0),
	);
}

/** `--version` and `--help` alone need no command. */
function needsCommand(argv: readonly string[]): boolean {
	return !argv.some((argument) => ["-V", "--version", "-h", "--help", "help"].includes(argument));
}

/** `error: unknown option '--fil'\n(Did you mean --file?)`, as a sentence and a line of advice. */
function usageFailure({ message }: CommanderError, program: Command, argv: readonly string[]): Failure {
	const [what = "", hint] = message.replace(/^error: /, "").split("\n");
	const suggestion = hint === undefined ? "" : `${hint.replace(/^\(Did/, "did").replace(/\)$/, "")} `;
	return new Failure("usage", what.replace(/\.$/, ""), `${suggestion}${helpFor(program, argv)} --help shows what is available`);
}

/** `boulder-migrate probes explain`: the command that the words name. */
function helpFor(program: Command, argv: readonly string[]): string {
	const names = [program.name()];
	let command = program;
	for (const word of argv) {
		const inner = command.commands.find((one) => one.name() === word);
		if (inner === undefined) break;
		names.push(word);
		command = inner;
	}
	return names.join(" ");
}

/** What `help` is asked about, if there is nothing of that name. */
function unknownTopic(argv: readonly string[]): Failure | null {
	const [first, topic] = argv;
	if (first !== "help" || topic === undefined || topic === "help" || commands.some(({ name }) => name === topic)) return null;
	return new Failure("usage", `unknown command "${topic}"`, suggestion(topic));
}

function suggestion(word: string): string {
	const close = nearest(
		word,
		commands.map(({ name }) => name),
	);
	return `${close === null ? "" : `did you mean "${close}"? `}run boulder-migrate --help for a list of commands`;
}

function capitalised(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
