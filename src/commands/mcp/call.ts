import { Command, CommanderError } from "commander";
import { FileProblem } from "../../app/ports/files.ts";
import type { OutputStream } from "../../app/ports/output.ts";
import type { Ports } from "../../app/ports/ports.ts";
import { ClusterProblem } from "../../cluster/problem.ts";
import { type ExitCode, exitCode, Failure, Interrupted } from "../../model/failure.ts";
import { printable } from "../../text/printable.ts";
import type { Declare } from "../command.ts";

/** What a command printed and how it ended. */
export interface Called {
	readonly code: ExitCode;
	readonly result: string;
	readonly talk: string;
	/** What it wrote into the file of `capture`; null where it wrote none. */
	readonly captured: string | null;
}

/**
 * Runs a command as the command line would, and captures its output. `options` are set by the server; `words` come from the client, and
 * follow `--`, so that none of them is read as an option. `signal` replaces Ctrl-C. Output to the path `capture` is not written to disk.
 */
export async function call(
	declare: Declare,
	options: readonly string[],
	words: readonly string[],
	outer: Ports,
	signal: AbortSignal,
	capture: string | null = null,
): Promise<Called> {
	const ports = outer.until(
		new Promise((resolve) => {
			if (signal.aborted) resolve();
			else signal.addEventListener("abort", () => resolve(), { once: true });
		}),
	);
	const result = capturingStream();
	const talk = capturingStream();
	const { FORCE_COLOR: _colour, COLUMNS: _columns, ...env } = ports.invocation.env;
	let captured: string | null = null;
	const inner: Ports = {
		...ports,
		files: {
			...ports.files,
			write: async (path, content) => {
				if (path === capture) captured = new TextDecoder().decode(content);
				else await ports.files.write(path, content);
			},
		},
		invocation: { ...ports.invocation, env },
		output: {
			...ports.output,
			stdout: result.output,
			stderr: talk.output,
			terminal: () => {
				throw new Failure("usage", "there is no terminal to ask on");
			},
		},
		// The standard input of this process carries the protocol: no command may read it or ask a person.
		input: { ...ports.input, isTerminal: false, read: async () => new Uint8Array() },
	};
	let code: ExitCode = exitCode.done;
	const command = new Command("boulder-migrate")
		.exitOverride()
		.configureOutput({ writeOut: result.output.write, writeErr: talk.output.write });
	declare(command, inner, (ended) => {
		code = ended;
	});
	try {
		if (signal.aborted) throw new Interrupted();
		await command.parseAsync([...options, "--", ...words], { from: "user" });
	} catch (problem) {
		if (problem instanceof CommanderError) code = exitCode.usage;
		else if (problem instanceof Interrupted) code = exitCode.interrupted;
		else if (problem instanceof Failure) {
			code = problem.exitCode;
			for (const line of [problem.message, ...(problem.hint?.split("\n") ?? [])]) talk.output.write(`${printable(line)}\n`);
		} else if (problem instanceof FileProblem) {
			code = exitCode.unusable;
			talk.output.write(`${printable(problem.message)}\n`);
		} else if (problem instanceof ClusterProblem) {
			code = problem.kind === "cancelled" ? exitCode.interrupted : exitCode.unverified;
			talk.output.write(`${printable(problem.message)}\n`);
		} else throw problem;
	}
	return { code, result: result.text(), talk: talk.text(), captured };
}

function capturingStream(): { readonly output: OutputStream; readonly text: () => string } {
	const parts: string[] = [];
	const write = (text: string): void => {
		parts.push(text);
	};
	return { output: { isTerminal: false, columns: null, write }, text: () => parts.join("") };
}
