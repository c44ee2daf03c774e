import { randomBytes } from "node:crypto";
import { closeSync, fchmodSync, fchownSync, fsyncSync, openSync, renameSync, type Stats, unlinkSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { nameBeside } from "./beside.ts";
import { errorCode } from "./file-problems.ts";

/**
 * Replaces a file with `content` atomically: a file next to it is written, flushed and renamed. `like` provides mode and owner; null for a
 * new file. `stillMeant` is called last: if it returns false, nothing is replaced, and false is returned. `path` must not be a symbolic
 * link.
 */
export function replaceFile(path: string, content: Uint8Array, like: Stats | null, isStillWanted: () => boolean): boolean {
	const temporary = join(dirname(path), `.${nameBeside(path)}.${randomBytes(6).toString("hex")}.tmp`);
	try {
		const file = openSync(temporary, "wx", like === null ? 0o666 : 0o600);
		try {
			if (like !== null) takeAfter(file, like);
			for (let written = 0; written < content.length; ) written += writeSync(file, content, written);
			fsyncSync(file);
		} finally {
			closeSync(file);
		}
		if (!isStillWanted()) {
			unlinkSync(temporary);
			return false;
		}
		renameSync(temporary, path);
	} catch (problem) {
		removeIfThere(temporary);
		throw problem;
	}
	flushFolder(dirname(path));
	return true;
}

function takeAfter(file: number, like: Stats): void {
	try {
		if (like.uid !== process.getuid?.() || like.gid !== process.getgid?.()) fchownSync(file, like.uid, like.gid);
	} catch (problem) {
		// Only root may change the owner of a file; a user with write access to the folder may still replace it.
		if (errorCode(problem) !== "EPERM") throw problem;
	}
	fchmodSync(file, like.mode & 0o7777);
}

/** The new name itself survives a power failure. Not every file system supports this; trying does no harm. */
function flushFolder(folder: string): void {
	try {
		const opened = openSync(folder, "r");
		try {
			fsyncSync(opened);
		} finally {
			closeSync(opened);
		}
	} catch {}
}

/** Nothing happens where there is no such file, or it cannot be removed. */
export function removeIfThere(path: string): void {
	try {
		unlinkSync(path);
	} catch {}
}
