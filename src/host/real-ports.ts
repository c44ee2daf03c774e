import { chmodSync, existsSync, fstatSync, lstatSync, realpathSync, type Stats, statSync } from "node:fs";
import { resolve } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import type { Files } from "../app/ports/files.ts";
import type { OutputStream } from "../app/ports/output.ts";
import type { Ports, Program } from "../app/ports/ports.ts";
import { monotonic } from "../cluster/transport/time-limit.ts";
import { exitCode, Interrupted } from "../model/failure.ts";
import { currentTime } from "./clock.ts";
import { permissionDenied, unreadable, unwritable } from "./file-problems.ts";
import { kindOf, maxInputBytes, readInput, readLines, tooLarge, UnusableInput } from "./read-input.ts";
import { watchFile } from "./watch-file.ts";

/** The ports of the real world. */
export function realPorts(): Ports {
	return portsUntil(interruption());
}

function portsUntil(interrupted: Promise<void>): Ports {
	const ports: Ports = {
		invocation: {
			argv: process.argv.slice(2),
			env: process.env,
			directory: process.cwd(),
			version: packageJson.version,
			get program() {
				return programOf(process.execPath, resolve(process.argv[1] ?? ""));
			},
			interrupted,
			ask: async (program, words) => {
				const { spawnSync } = await import("node:child_process");
				try {
					const { status, stdout } = spawnSync(program, words, {
						encoding: "utf8",
						stdio: ["ignore", "pipe", "ignore"],
						timeout: 5000,
						// A whole document of an earlier day may be asked for.
						maxBuffer: 32 * 1024 * 1024,
					});
					return status === 0 ? stdout : null;
				} catch (problem) {
					// In Node's permission mode no program can be run.
					if (permissionDenied(problem) !== null) return null;
					throw problem;
				}
			},
		},
		input: {
			get isTerminal() {
				return process.stdin.isTTY ?? false;
			},
			read: () => readStandardInput(interrupted),
			ended: () =>
				new Promise((resolve) => {
					for (const event of ["end", "close", "error"]) process.stdin.once(event, () => resolve());
				}),
		},
		output: {
			stdout: outputOf(() => process.stdout),
			stderr: outputOf(() => process.stderr),
			terminal: () => ({ input: process.stdin, output: process.stderr }),
			screen: async () => (await import("./screen.ts")).takeScreen(process.stdin, process.stdout),
		},
		files: filesUntil(interrupted),
		clock: {
			now: currentTime,
			elapsed: monotonic,
			sleep: (milliseconds) => new Promise((done) => (milliseconds > 0 ? setTimeout(done, milliseconds) : setImmediate(done))),
		},
		git: {
			here: async (words, input) => (await import("./run-git.ts")).gitOf(process.cwd(), process.env)(words, input),
			in: (folder) => async (words, input) =>
				(await import("./run-git.ts")).gitOf(folder, (await import("./run-git.ts")).withoutRepository(process.env))(words, input),
		},
		clusters: { open: async (request) => (await import("./clusters.ts")).openClusters(request, ports) },
		until: portsUntil,
	};
	return ports;
}

function programOf(node: string, script: string): Program {
	const places = [node, script].flatMap((path) => (existsSync(path) ? [path, realpathSync(path)] : [path]));
	return { node, script, places };
}

/** Pending operations cancel themselves; the process is ended if one does not within two seconds. */
function interruption(): Promise<void> {
	return new Promise((resolve) => {
		const stop = (): void => {
			resolve();
			process.exitCode = exitCode.interrupted;
			setTimeout(() => process.exit(exitCode.interrupted), 2000).unref();
		};
		process.once("SIGINT", stop);
		process.once("SIGTERM", stop);
	});
}

/** The streams are opened when they are first used: each takes a while. */
function outputOf(stream: () => NodeJS.WriteStream): OutputStream {
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

function filesUntil(interrupted: Promise<void>): Files {
	let isStopped = false;
	void interrupted.then(() => {
		isStopped = true;
	});
	/** Throws Interrupted if a request to stop has arrived and was not handled yet. */
	const lastChance = async (): Promise<void> => {
		// The event loop looks at its input between two immediates; git, for which it waits, may have kept it from that.
		for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
		if (isStopped) throw new Interrupted();
	};
	return {
		read: readInput,
		lines: readLines,
		exists: isThere,
		async append(path, line, how) {
			const { appendLine } = await import("./append-line.ts");
			await lastChance();
			await appendLine(path, line, how, { command: how.command, wait: how.wait, now: currentTime, interrupted });
		},
		async write(path, content) {
			const { writeFile } = await import("./update-file.ts");
			await lastChance();
			writeFile(path, content);
		},
		makeExecutable(path) {
			const { mode } = statSync(path);
			chmodSync(path, mode | ((mode & 0o444) >> 2));
		},
		async makeFolder(path) {
			const { mkdirSync } = await import("node:fs");
			await lastChance();
			try {
				mkdirSync(path, { recursive: true });
			} catch (problem) {
				throw unwritable(problem, path);
			}
		},
		async update(path, change, { command, wait }) {
			const { updateFile } = await import("./update-file.ts");
			await lastChance();
			let hangUp = (): void => {};
			// A closed terminal ends every other command at once; this one must not leave its lock behind.
			const stopped = new Promise<void>((resolve) => {
				hangUp = resolve;
				void interrupted.then(resolve);
			});
			process.once("SIGHUP", hangUp);
			try {
				return await updateFile(path, change, { command, wait, now: currentTime, interrupted: stopped });
			} finally {
				process.removeListener("SIGHUP", hangUp);
			}
		},
		watch: watchFile,
		workTree: async (root) => (await import("./work-tree.ts")).workTree(root, process.env, interrupted),
	};
}

/** A dangling link counts as there: reading it is an error that names it, and no other file is used in its place. */
function isThere(path: string): boolean {
	try {
		return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
	} catch {
		return false;
	}
}

/** A file, a pipe or typed text; the size limit is that of a file. */
async function readStandardInput(interrupted: Promise<void>): Promise<Uint8Array> {
	checkStandardInput();
	const whole = async (): Promise<Uint8Array> => {
		const parts: Buffer[] = [];
		let total = 0;
		for await (const chunk of process.stdin) {
			const part = Buffer.from(chunk);
			total += part.length;
			// Leaving the loop closes the stream.
			if (total > maxInputBytes) throw tooLarge(standardInput, maxInputBytes);
			parts.push(part);
		}
		return Buffer.concat(parts, total);
	};
	const stopped = interrupted.then(() => {
		throw new Interrupted();
	});
	return Promise.race([whole(), stopped]);
}

const standardInput = "standard input";

function checkStandardInput(): void {
	let stats: Stats;
	try {
		stats = fstatSync(0);
	} catch (problem) {
		throw unreadable(problem, standardInput);
	}
	// Node and other programs pass sockets where a shell passes pipes.
	if (stats.isFile() || stats.isFIFO() || stats.isSocket() || process.stdin.isTTY) return;
	throw new UnusableInput(`${standardInput} is ${kindOf(stats)}, not a file or a pipe`);
}
