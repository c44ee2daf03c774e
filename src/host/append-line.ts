import { closeSync, constants, fstatSync, fsyncSync, openSync, readSync, realpathSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { AppendOptions } from "../app/ports/files.ts";
import { errorCode, unwritable } from "./file-problems.ts";
import { type LockOptions, underLock } from "./lock.ts";
import { kindOf, readLines, UnusableInput } from "./read-input.ts";
import { replaceFile } from "./replace-file.ts";

/** A log that another program writes, and does not shorten, is still read up to this size. */
const maxLogBytes = 256 * 1024 * 1024;

/**
 * Appends a line to a log. Writers wait for each other, and each line is flushed before the lock is released: no line is lost or mixed
 * with another. A line that a crash cut off is ended first, so that it spoils no second one.
 */
export async function appendLine(path: string, line: string, how: AppendOptions, lockOptions: LockOptions): Promise<void> {
	try {
		const target = realTarget(path);
		await underLock(target, lockOptions, () => {
			if (append(target, path, line) > how.limit) shorten(target, how);
		});
	} catch (problem) {
		throw unwritable(problem, path);
	}
}

/** A symbolic link stays one: what it leads to is written. */
function realTarget(path: string): string {
	try {
		return realpathSync(path);
	} catch (problem) {
		if (errorCode(problem) !== "ENOENT") throw problem;
		return join(realpathSync(dirname(path)), basename(path));
	}
}

/** Returns the size that the file has then. */
function append(target: string, path: string, line: string): number {
	// Without blocking, for a FIFO without a reader would block the open itself.
	const flags =
		constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);
	const file = openSync(target, flags, 0o666);
	try {
		const stats = fstatSync(file);
		if (!stats.isFile()) throw new UnusableInput(`${path} is ${kindOf(stats)}, not a regular file`);
		const bytes = Buffer.from(`${isCutOff(file, stats.size) ? "\n" : ""}${line}\n`);
		for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
		fsyncSync(file);
		return stats.size + bytes.length;
	} finally {
		closeSync(file);
	}
}

function isCutOff(file: number, size: number): boolean {
	if (size === 0) return false;
	const last = Buffer.alloc(1);
	return readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== 10;
}

function shorten(target: string, how: AppendOptions): void {
	const lines: string[] = [];
	readLines(target, maxLogBytes, (line) => lines.push(line));
	const kept = how.shorten(lines).map((line) => `${line}\n`);
	const descriptor = openSync(target, constants.O_RDONLY);
	try {
		replaceFile(target, Buffer.from(kept.join("")), fstatSync(descriptor), () => true);
	} finally {
		closeSync(descriptor);
	}
}
