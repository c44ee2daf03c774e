import { randomBytes } from "node:crypto";
import { closeSync, openSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { nameBeside } from "./beside.ts";
import { readLockFile } from "./lock-file.ts";
import { isDead, readLockOwner } from "./lock-owner.ts";
import { removeIfThere } from "./replace-file.ts";

/**
 * A file that records who waits for a lock and since when; the lock itself is a link to it. Without a queue, a process that releases a lock
 * and needs it again would get it before those that sleep.
 */
export interface LockTicket {
	readonly path: string;
	readonly content: string;
}

const shape = /^\d{13}\.[0-9a-f]{12}\.wait$/;

export function drawTicket(lock: string, content: string, now: Date): LockTicket {
	// A clock may be before 1970 or beyond the year 2286: the queue is unfair then, but works.
	const milliseconds = Math.min(Math.max(0, now.getTime() || 0), 9_999_999_999_999);
	const number = `${String(milliseconds).padStart(13, "0")}.${randomBytes(6).toString("hex")}`;
	const path = join(dirname(lock), `.${basename(lock)}.${number}.wait`);
	makeFile(path, content);
	return { path, content };
}

/** A new file, complete or not at all: if there is no space for its content, it is removed. Throws EEXIST if it exists. */
export function makeFile(path: string, content: string): void {
	const file = openSync(path, "wx", 0o600);
	try {
		try {
			writeFileSync(file, content);
		} finally {
			closeSync(file);
		}
	} catch (problem) {
		// On a network file system, only closing reports an error.
		removeIfThere(path);
		throw problem;
	}
}

export function dropTicket(ticket: LockTicket | null): void {
	if (ticket !== null) removeIfThere(ticket.path);
}

/** Whether no living process has waited longer. */
export function isNext(lock: string, ticket: LockTicket): boolean {
	const folder = dirname(lock);
	const ours = `.${basename(lock)}.`;
	const own = basename(ticket.path);
	const waiting = readdirSync(folder).filter((name) => name.startsWith(ours) && shape.test(name.slice(ours.length)));
	return waiting.every((name) => name >= own || removeIfStale(join(folder, name)));
}

/** Removes what killed processes left next to a file. Only for the owner of its lock: no other process writes there then. */
export function cleanup(path: string): void {
	const folder = dirname(path);
	const ours = `.${nameBeside(path)}.`;
	for (const name of readdirSync(folder)) {
		if (!name.startsWith(ours)) continue;
		const rest = name.slice(ours.length);
		if (/^[0-9a-f]{12}\.tmp$/.test(rest)) removeIfThere(join(folder, name));
		else if (rest.startsWith("lock.") && shape.test(rest.replace(/^(?:lock\.)+/, ""))) removeIfStale(join(folder, name));
	}
}

/** A ticket has no content for a moment; one that has none after two seconds is abandoned, and its owner would create another. */
function removeIfStale(path: string): boolean {
	const file = readLockFile(path);
	if (file.kind !== "text") return file.kind === "none";
	const owner = readLockOwner(file.text);
	const stale = owner === null ? Date.now() - file.modifiedMilliseconds > 2000 : isDead(owner);
	if (stale) removeIfThere(path);
	return stale;
}
