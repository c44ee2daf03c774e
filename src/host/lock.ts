import { linkSync, readdirSync, statSync, unlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { monotonic } from "../cluster/transport/time-limit.ts";
import { Failure, Interrupted } from "../model/failure.ts";
import { advice, commandLine } from "../text/command-line.ts";
import { nameBeside } from "./beside.ts";
import { errorCode, reasonOf, unwritable } from "./file-problems.ts";
import { readLockFile } from "./lock-file.ts";
import { isDead, type LockOwner, ourselves, readLockOwner } from "./lock-owner.ts";
import { drawTicket, dropTicket, isNext, type LockTicket, makeFile } from "./queue.ts";

export interface LockOptions {
	/** What the others see: the command that holds the lock. */
	readonly command: string;
	readonly now: () => Date;
	/** Milliseconds to wait for another owner. */
	readonly wait: number;
	readonly interrupted: Promise<void>;
}

/** `TARGET.lock`, or a shorter name next to a target with a very long one. */
function lockOf(target: string): string {
	return join(dirname(target), `${nameBeside(target)}.lock`);
}

/**
 * Runs `work` while holding the lock of `target`. `work` is synchronous, so that no signal can come between acquiring and releasing
 * the lock. Throws a refusal with the owner if the wait times out, and Interrupted if the user interrupts it.
 */
export function underLock<T>(target: string, options: LockOptions, work: () => T): Promise<T> {
	return holding(lockOf(target), target, options, work);
}

async function holding<T>(lock: string, target: string, options: LockOptions, work: () => T): Promise<T> {
	const content = `${JSON.stringify(ourselves(options.command, options.now()))}\n`;
	const began = monotonic();
	let ticket: LockTicket | null = null;
	let freeSince: number | null = null;
	try {
		for (;;) {
			ticket ??= ticketFor(lock, content, options.now());
			const found = look(lock);
			const now = monotonic();
			if (found.kind === "none") {
				freeSince ??= now;
				if (isNext(lock, ticket) || now - freeSince > maxQueueMilliseconds) {
					const outcome = take(lock, ticket);
					if (outcome === "taken") {
						dropTicket(ticket);
						try {
							return work();
						} finally {
							release(lock, content);
						}
					}
					if (outcome === "gone") ticket = null;
				}
			} else freeSince = null;
			const left = options.wait - (now - began);
			if (found.kind === "held" && isDead(found.owner)) {
				await breakLock(lock, { ...options, wait: Math.max(0, left) });
				continue;
			}
			if (left <= 0) throw heldBy(found, lock, target, options.wait);
			await pause(Math.min(left, 10 + 20 * Math.random()), options.interrupted);
		}
	} finally {
		dropTicket(ticket);
	}
}

/** A ticket of another machine may belong to a dead process; while the lock is free, no process waits for it longer than this. */
const maxQueueMilliseconds = 1000;

/** Only one process may remove the lock of a dead one: another that looked a moment ago would remove the lock of the next owner. */
function breakLock(lock: string, options: LockOptions): Promise<void> {
	return holding(`${lock}.lock`, lock, options, () => {
		const found = look(lock);
		if (found.kind === "held" && isDead(found.owner)) unlinkSync(lock);
	});
}

/**
 * A process killed while it removed the lock of another killed process leaves the lock of that lock, which is not checked before the next
 * process is killed. Only for a process that holds none of them; it does not wait.
 */
export async function removeStaleLocks(target: string, options: LockOptions): Promise<void> {
	const own = basename(lockOf(target));
	for (const name of readdirSync(dirname(target))) {
		if (!name.startsWith(own) || !/^(?:\.lock)+$/.test(name.slice(own.length))) continue;
		const lock = join(dirname(target), name);
		const found = look(lock);
		if (found.kind === "held" && isDead(found.owner)) await breakLock(lock, { ...options, wait: 0 });
	}
}

type Found = { readonly kind: "none" } | { readonly kind: "held"; readonly owner: LockOwner } | { readonly kind: "unreadable" };

function look(lock: string): Found {
	const file = readLockFile(lock);
	if (file.kind !== "text") return { kind: file.kind };
	const owner = readLockOwner(file.text);
	return owner === null ? { kind: "unreadable" } : { kind: "held", owner };
}

function ticketFor(lock: string, content: string, now: Date): LockTicket {
	try {
		return drawTicket(lock, content, now);
	} catch (problem) {
		throw unwritable(problem, lock);
	}
}

/** Links the lock into place with its content, so that a process that dies meanwhile leaves no empty one. */
function take(lock: string, ticket: LockTicket): "taken" | "held" | "gone" {
	try {
		linkSync(ticket.path, lock);
		return "taken";
	} catch (problem) {
		const links = statSync(ticket.path, { throwIfNoEntry: false })?.nlink;
		if (links === undefined) return "gone";
		// A network file system may have succeeded and lost the response.
		if (links === 2) return "taken";
		if (errorCode(problem) === "EEXIST") return "held";
		if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(errorCode(problem))) throw unwritable(problem, lock);
		return takeWithoutLinks(lock, ticket.content) ? "taken" : "held";
	}
}

/** FAT and some network file systems have no links. */
function takeWithoutLinks(lock: string, content: string): boolean {
	try {
		makeFile(lock, content);
		return true;
	} catch (problem) {
		if (errorCode(problem) === "EEXIST") return false;
		throw unwritable(problem, lock);
	}
}

/** A user may have removed our lock by hand and taken it: that one stays. */
function release(lock: string, content: string): void {
	try {
		const file = readLockFile(lock);
		if (file.kind === "unreadable") throw file.problem;
		if (file.kind === "text" && file.text === content) unlinkSync(lock);
	} catch (problem) {
		if (errorCode(problem) === "ENOENT") return;
		throw new Failure(
			"refused",
			`the lock ${lock} cannot be removed: ${reasonOf(problem)}`,
			`everything else is done; remove it${advice(": ", commandLine`rm ${lock}`) ?? ""}`,
		);
	}
}

function heldBy(found: Found, lock: string, target: string, waited: number): Failure {
	const seconds = `${Math.round(waited / 100) / 10} s`;
	if (found.kind === "none") {
		const message = `other processes are also waiting to change ${target}; gave up after ${seconds}`;
		return new Failure("refused", message, "run it again, or wait longer with --lock-timeout");
	}
	if (found.kind === "unreadable") {
		const hint = `its owner is unknown; if no other process is editing the document, remove it${advice(": ", commandLine`rm ${lock}`) ?? ""}`;
		return new Failure("refused", `${target} is locked by ${lock}; waited ${seconds}`, hint);
	}
	const { owner } = found;
	const since = owner.startedAt === "" ? "" : ` since ${owner.startedAt}`;
	const who = `boulder-migrate ${owner.command} (process ${owner.pid} on ${owner.host})`;
	const hint = `run it again when that is done; if it runs no more, remove the lock${advice(": ", commandLine`rm ${lock}`) ?? ""}`;
	return new Failure("refused", `${target} is being changed by ${who}${since}; waited ${seconds}`, hint);
}

async function pause(milliseconds: number, interrupted: Promise<void>): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const slept = new Promise<boolean>((resolve) => {
		timer = setTimeout(resolve, milliseconds, false);
	});
	const stop = await Promise.race([slept, interrupted.then(() => true)]);
	clearTimeout(timer);
	if (stop) throw new Interrupted();
}
