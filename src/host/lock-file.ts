import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from "node:fs";
import { advice, commandLine, quoted } from "../text/command-line.ts";
import { errorCode } from "./file-problems.ts";
import { kindOf, UnusableInput } from "./read-input.ts";

export type LockFile =
	| { readonly kind: "none" }
	/** The file exists, but cannot be read. */
	| { readonly kind: "unreadable"; readonly problem: unknown }
	| { readonly kind: "text"; readonly text: string; readonly modifiedMilliseconds: number };

/** This program writes some 300 bytes. */
const maxBytes = 16 * 1024;

/**
 * Reads a lock or a wait ticket without following links and without blocking. Throws for a directory, a FIFO, a symbolic link or a device
 * in its place: none of these is a lock that will be released, so waiting is useless.
 */
export function readLockFile(path: string): LockFile {
	let descriptor: number;
	try {
		descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
	} catch (problem) {
		const code = errorCode(problem);
		if (code === "ENOENT") return { kind: "none" };
		// A symbolic link, or a socket.
		if (["ELOOP", "EMLINK", "ENXIO", "ENODEV"].includes(code)) throw notALock(path);
		return { kind: "unreadable", problem };
	}
	try {
		const stats = fstatSync(descriptor);
		if (!stats.isFile()) throw notALock(path);
		const into = Buffer.alloc(maxBytes);
		let length = 0;
		for (let read = -1; read !== 0 && length < maxBytes; length += read) {
			read = readSync(descriptor, into, length, maxBytes - length, null);
		}
		return { kind: "text", text: into.toString("utf8", 0, length), modifiedMilliseconds: stats.mtimeMs };
	} catch (problem) {
		if (problem instanceof UnusableInput) throw problem;
		return { kind: "unreadable", problem };
	} finally {
		closeSync(descriptor);
	}
}

function notALock(path: string): UnusableInput {
	const stats = lstatSync(path, { throwIfNoEntry: false });
	const kind = stats === undefined || stats.isFile() ? "not a regular file" : kindOf(stats);
	const remove = stats?.isDirectory() ? quoted`rmdir` : quoted`rm`;
	return new UnusableInput(
		`${path} is ${kind}, where boulder-migrate keeps a lock file`,
		`it is not a lock; remove it${advice(": ", commandLine`${remove} ${path}`) ?? ""}`,
	);
}
