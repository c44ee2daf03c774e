import { accessSync, constants, lstatSync, realpathSync, type Stats, statSync } from "node:fs";
import { FileProblem } from "../app/ports/files.ts";
import { Failure } from "../model/failure.ts";
import { advice, commandLine } from "../text/command-line.ts";
import { errorCode, unreadable, unwritable } from "./file-problems.ts";
import { type LockOptions, removeStaleLocks, underLock } from "./lock.ts";
import { cleanup } from "./queue.ts";
import { readInput } from "./read-input.ts";
import { replaceFile } from "./replace-file.ts";
import { writeInto } from "./write-into.ts";

/** An editor that saves at just the wrong moment five times in a row is not one. */
const maxAttempts = 5;

/**
 * Replaces a file's content by the result of `change`, under its lock; null leaves it as it is. `change` is called again if an editor
 * that ignores the lock saved the file in the meantime. Returns whether anything was written.
 */
export async function updateFile(
	path: string,
	change: (content: Uint8Array) => Uint8Array | null,
	options: LockOptions,
): Promise<boolean> {
	const target = realFile(path);
	try {
		const isWritten = await updateLocked(target, path, change, options);
		// The document has been written: a lock that cannot be removed is no reason to report an error.
		await removeStaleLocks(target, options).catch(() => {});
		return isWritten;
	} catch (problem) {
		throw unwritable(problem, path);
	}
}

function updateLocked(
	target: string,
	path: string,
	change: (content: Uint8Array) => Uint8Array | null,
	options: LockOptions,
): Promise<boolean> {
	return underLock(target, options, () => {
		cleanup(target);
		for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
			const like = regularFile(target, path);
			const content = readDocument(target, path);
			const wanted = change(content);
			if (wanted === null || content.equals(wanted)) return false;
			accessSync(target, constants.W_OK);
			if (replaceFile(target, wanted, like, () => content.equals(readDocument(target, path)))) return true;
		}
		const hint = "close it there, or turn off automatic saving, and run the command again";
		throw new Failure("refused", `${path} is being changed by another program again and again`, hint);
	});
}

/** Writes a file other than a document: a report, a recording. A file that is not regular, such as /dev/stdout, is written into. */
export function writeFile(path: string, content: Uint8Array): void {
	try {
		const like = statSync(path, { throwIfNoEntry: false }) ?? null;
		if (like?.isFile()) refuseHardLink(like, path);
		if (like?.isDirectory()) throw new FileProblem(`${path}: it is a folder`);
		if (like !== null && !like.isFile()) writeInto(path, like, content);
		else replaceFile(like === null ? path : realpathSync(path), content, like, () => true);
	} catch (problem) {
		throw unwritable(problem, path);
	}
}

function readDocument(target: string, path: string): Buffer {
	const content = readInput(target);
	if (content === null) throw new FileProblem(`${path} was removed while it was being changed`);
	return content;
}

function realFile(path: string): string {
	try {
		const target = realpathSync(path);
		regularFile(target, path);
		return target;
	} catch (problem) {
		if (errorCode(problem) === "ENOENT") throw new FileProblem(`${path} does not exist, or is a broken symbolic link`);
		throw problem instanceof FileProblem || problem instanceof Failure ? problem : unreadable(problem, path);
	}
}

function regularFile(target: string, path: string): Stats {
	// Links are resolved by now. One that was put there since leads to a file that is not locked.
	const found = lstatSync(target);
	if (!found.isFile()) throw new FileProblem(`${path}: it is not a regular file, so it cannot be replaced`);
	refuseHardLink(found, path);
	return found;
}

/** Replacing one hard link of a file would silently leave the others with the old content. */
function refuseHardLink({ nlink }: Stats, path: string): void {
	if (nlink < 2) return;
	throw new Failure(
		"refused",
		`${path} has ${nlink} hard links, and replacing it would leave the others with the old content`,
		advice("separate it from them first: ", commandLine`cp -p ${path} ${`${path}.copy`} && mv ${`${path}.copy`} ${path}`),
	);
}
