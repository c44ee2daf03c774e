import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from "node:fs";
import { Failure, InputTooLarge } from "../model/failure.ts";
import { errorCode, unreadable } from "./file-problems.ts";
import { withDefaultSignals } from "./signals.ts";

/** Maximum size of an input unless its reader allows another. */
export const maxInputBytes = 16 * 1024 * 1024;

/** An input that is neither a regular file nor a permitted pipe. */
export class UnusableInput extends Failure {
	constructor(message: string, hint: string | null = null) {
		super("unusable", message, hint);
	}
}

/**
 * Reads a whole file of at most `limit` bytes; null if it does not exist. The file is opened once and without blocking, and the checks
 * apply to the open descriptor, so that a FIFO cannot hang the program, a device cannot fill its memory, and nothing can be swapped in
 * between. A pipe is accepted only if the shell passes one: `/dev/fd`, `/dev/stdin`. `check` sees the opened file before anything is read.
 */
export function readInput(path: string, limit: number = maxInputBytes, check?: (opened: Stats) => void): Buffer | null {
	const descriptor = openInput(path);
	if (descriptor === null) return null;
	try {
		const stats = fstatSync(descriptor);
		check?.(stats);
		if (stats.isFile()) return readRegular(descriptor, stats, path, limit);
		if (stats.isFIFO() && isPassedDescriptor(path)) return readPipe(descriptor, path, limit);
		throw notRegular(path, stats);
	} catch (problem) {
		throw problem instanceof Failure ? problem : unreadable(problem, path);
	} finally {
		closeSync(descriptor);
	}
}

/**
 * Calls back with each line of a regular file of at most `limit` bytes, without holding the whole file; false if it does not exist. The
 * checks are those of `readInput`. A line of more than 4 MB is replaced by one that is not JSON.
 */
export function readLines(path: string, limit: number, onLine: (line: string) => void): boolean {
	const descriptor = openInput(path);
	if (descriptor === null) return false;
	try {
		const stats = fstatSync(descriptor);
		if (!stats.isFile()) throw notRegular(path, stats);
		if (stats.size > limit) throw tooLarge(path, limit);
		const lines = new LineSplitter(onLine);
		const part = Buffer.allocUnsafe(pipeChunk);
		for (let total = 0; ; ) {
			const read = readSync(descriptor, part, 0, part.length, null);
			if (read === 0) break;
			total += read;
			if (total > limit) throw tooLarge(path, limit);
			lines.add(part.subarray(0, read));
		}
		lines.end();
		return true;
	} catch (problem) {
		throw problem instanceof Failure ? problem : unreadable(problem, path);
	} finally {
		closeSync(descriptor);
	}
}

const maxLineBytes = 4 * 1024 * 1024;
/** What is handed over for a line that is too long: no JSON. */
const overlong = "\u2026";

/** Puts lines together from parts of a file. A part is copied where a line goes on in the next one. */
class LineSplitter {
	readonly #onLine: (line: string) => void;
	#begun: Buffer[] = [];
	#length = 0;

	constructor(onLine: (line: string) => void) {
		this.#onLine = onLine;
	}

	add(part: Buffer): void {
		let start = 0;
		for (let end = part.indexOf(10); end >= 0; end = part.indexOf(10, start)) {
			this.#finish(part.subarray(start, end));
			start = end + 1;
		}
		this.#hold(Buffer.from(part.subarray(start)));
	}

	end(): void {
		if (this.#length > 0) this.#finish(Buffer.alloc(0));
	}

	#hold(rest: Buffer): void {
		this.#length += rest.length;
		if (this.#length > maxLineBytes) this.#begun = [];
		else if (rest.length > 0) this.#begun.push(rest);
	}

	#finish(rest: Buffer): void {
		this.#length += rest.length;
		const line = this.#length > maxLineBytes ? overlong : Buffer.concat([...this.#begun, rest]).toString("utf8");
		this.#begun = [];
		this.#length = 0;
		this.#onLine(line);
	}
}

/** Opens for reading without blocking; null where there is no such file. */
function openInput(path: string): number | null {
	try {
		// A FIFO without a writer would block the open itself, and a terminal must not become the controlling one.
		return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
	} catch (problem) {
		const code = errorCode(problem);
		if (code === "ENOENT" && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
			throw new UnusableInput(`${path} is a symbolic link to a file that does not exist`);
		if (code === "ENOENT" || code === "ENOTDIR") return null;
		// Opening a socket or a device without a driver.
		if (code === "ENXIO" || code === "ENODEV") throw new UnusableInput(`${path} is not a regular file`);
		throw unreadable(problem, path);
	}
}

function notRegular(path: string, stats: Stats): UnusableInput {
	return new UnusableInput(`${path} is ${kindOf(stats)}, not a regular file`);
}

/** "a directory", "a named pipe", …: for messages. */
export function kindOf(stats: Stats): string {
	if (stats.isDirectory()) return "a directory";
	if (stats.isFIFO()) return "a named pipe";
	if (stats.isSocket()) return "a socket";
	if (stats.isSymbolicLink()) return "a symbolic link";
	return stats.isCharacterDevice() || stats.isBlockDevice() ? "a device" : "a special file";
}

export function tooLarge(path: string, limit: number): InputTooLarge {
	return new InputTooLarge(`${path} is larger than ${sizeInWords(limit)}, the maximum here`);
}

function sizeInWords(bytes: number): string {
	return bytes % (1024 * 1024) === 0 ? `${bytes / 1024 / 1024} MB` : `${Math.ceil(bytes / 1024)} kB`;
}

function readRegular(descriptor: number, { size }: Stats, path: string, limit: number): Buffer {
	if (size > limit) throw tooLarge(path, limit);
	const parts: Buffer[] = [];
	let total = 0;
	while (total < limit) {
		// Files in /proc report a size of 0.
		const part = Buffer.allocUnsafe(Math.min(limit - total, Math.max(size - total, 4096)));
		const read = readSync(descriptor, part, 0, part.length, null);
		if (read === 0) return Buffer.concat(parts, total);
		parts.push(part.subarray(0, read));
		total += read;
	}
	if (fstatSync(descriptor).size > limit) throw tooLarge(path, limit);
	return Buffer.concat(parts, total);
}

/** The names under which a shell passes an open pipe, as in `--kubeconfig <(…)`. */
function isPassedDescriptor(path: string): boolean {
	return /^(?:\/dev\/stdin|\/dev\/fd\/\d+|\/proc\/self\/fd\/\d+)$/.test(path);
}

const pipeChunk = 64 * 1024;

/** Waits for the writer. The event loop does not run meanwhile, so SIGINT and SIGTERM get their default action: they end the program. */
function readPipe(descriptor: number, path: string, limit: number): Buffer {
	return withDefaultSignals(() => {
		const parts: Buffer[] = [];
		let total = 0;
		for (;;) {
			// One byte past the limit is the only way to learn that a pipe holds more.
			const part = Buffer.allocUnsafe(Math.min(limit + 1 - total, pipeChunk));
			const read = readOrWait(descriptor, part);
			if (read === 0) return Buffer.concat(parts, total);
			total += read;
			if (total > limit) throw tooLarge(path, limit);
			parts.push(part.subarray(0, read));
		}
	});
}

function readOrWait(descriptor: number, into: Buffer): number {
	for (;;) {
		try {
			return readSync(descriptor, into, 0, into.length, null);
		} catch (problem) {
			if (errorCode(problem) !== "EAGAIN") throw problem;
			pauseThread();
		}
	}
}

/** Lets the program at the other end of a pipe do its part. */
export function pauseThread(): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
}
