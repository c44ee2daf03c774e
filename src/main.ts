import { existsSync, readFileSync, unwatchFile, watchFile } from "node:fs";
import packageJson from "../package.json" with { type: "json" };
import { run } from "./cli.ts";
import { FileProblem, type Files, type Host, type Output } from "./commands/host.ts";
import { exitCode, Failure } from "./model/failure.ts";
import { printable } from "./text/printable.ts";

/** The real outside: the only place that touches the process, the clock and the file system. */
function realHost(): Host {
	return {
		argv: process.argv.slice(2),
		env: process.env,
		directory: process.cwd(),
		version: packageJson.version,
		stdout: outputOf(() => process.stdout),
		stderr: outputOf(() => process.stderr),
		stdin: {
			get isTerminal() {
				return process.stdin.isTTY ?? false;
			},
			read: readStandardInput,
		},
		files: realFiles,
		now: () => new Date(),
		interrupted: new Promise((resolve) => {
			process.once("SIGINT", resolve);
			process.once("SIGTERM", resolve);
		}),
	};
}

/** The streams are opened when they are first used: each takes a while. */
function outputOf(stream: () => NodeJS.WriteStream): Output {
	return {
		get isTerminal() {
			return stream().isTTY ?? false;
		},
		get columns() {
			return stream().isTTY ? stream().columns : null;
		},
		write: (text) => {
			stream().write(text);
		},
	};
}

const realFiles: Files = {
	read(path) {
		try {
			return readFileSync(path);
		} catch (problem) {
			if (errorCode(problem) === "ENOENT" || errorCode(problem) === "ENOTDIR") return null;
			throw new FileProblem(reason(problem, path));
		}
	},
	exists: existsSync,
	async write(path, content) {
		const { default: writeFileAtomic } = await import("write-file-atomic");
		try {
			await writeFileAtomic(path, Buffer.from(content));
		} catch (problem) {
			throw new FileProblem(reason(problem, path));
		}
	},
	watch(path, changed) {
		// Polling sees every kind of replacement, on every file system; a person does not notice a quarter of a second.
		const listener = (): void => changed();
		watchFile(path, { interval: 250 }, listener);
		return { stop: () => unwatchFile(path, listener) };
	},
};

async function readStandardInput(): Promise<Uint8Array> {
	const parts: Buffer[] = [];
	for await (const part of process.stdin) parts.push(Buffer.from(part));
	return Buffer.concat(parts);
}

function errorCode(problem: unknown): string {
	return problem instanceof Error && "code" in problem ? String(problem.code) : "";
}

function reason(problem: unknown, path: string): string {
	const known: Readonly<Record<string, string>> = {
		EACCES: "permission denied",
		EPERM: "not permitted",
		EISDIR: "it is a folder",
		ENOSPC: "no space left on the device",
		EROFS: "the file system is read-only",
		ELOOP: "too many symbolic links",
	};
	return `${path}: ${known[errorCode(problem)] ?? (problem instanceof Error ? problem.message : String(problem))}`;
}

/** Words whatever ended the run, and gives its exit code. */
function explain(problem: unknown, host: Host): number {
	if (problem instanceof Failure) {
		host.stderr.write(`boulder-migrate: ${printable(problem.message)}\n`);
		if (problem.hint !== null) host.stderr.write(`  ${printable(problem.hint)}\n`);
		return problem.exitCode;
	}
	if (problem instanceof FileProblem) {
		host.stderr.write(`boulder-migrate: ${printable(problem.message)}\n`);
		return exitCode.unusable;
	}
	const trace = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
	host.stderr.write(`boulder-migrate: this is a bug, please report it with what follows\n${trace}\n`);
	return exitCode.bug;
}

export async function main(): Promise<void> {
	// The reader may go away early (`| head`): that is no failure of ours.
	process.stdout.on("error", (problem) => {
		if (errorCode(problem) !== "EPIPE") throw problem;
		process.exit(process.exitCode ?? exitCode.done);
	});
	const host = realHost();
	void host.interrupted.then(() => {
		process.exitCode = exitCode.interrupted;
	});
	try {
		process.exitCode = await run(host);
	} catch (problem) {
		process.exitCode = explain(problem, host);
	}
}
