import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Failure, Interrupted } from "../model/failure.ts";
import { errorCode, unwritable } from "./file-problems.ts";
import { type Holder, isDead, ourselves, readHolder } from "./holder.ts";

export interface Patience {
	/** What the others see: the command that holds the lock. */
	readonly command: string;
	readonly now: () => Date;
	/** Milliseconds to wait for another holder. */
	readonly wait: number;
	readonly interrupted: Promise<void>;
}

/**
 * Runs `work` while `TARGET.lock` is ours. `work` is synchronous, so that no signal can come between taking the lock and releasing it.
 * Throws a refusal that names the holder when the wait was in vain, and Interrupted when the user asks to stop meanwhile.
 */
export async function underLock<T>(target: string, patience: Patience, work: () => T): Promise<T> {
	const lock = `${target}.lock`;
	const content = `${JSON.stringify(ourselves(patience.command, patience.now()))}\n`;
	const began = performance.now();
	for (;;) {
		const found = look(lock);
		if (found.kind === "none") {
			if (!take(lock, content)) continue;
			try {
				return work();
			} finally {
				release(lock, content);
			}
		}
		const waited = performance.now() - began;
		if (found.kind === "held" && isDead(found.holder)) {
			// Only one may remove it: whoever looked a moment ago would otherwise remove the lock of the next holder.
			await underLock(lock, { ...patience, wait: Math.max(0, patience.wait - waited) }, () => {
				const again = look(lock);
				if (again.kind === "held" && isDead(again.holder)) unlinkSync(lock);
			});
			continue;
		}
		if (waited >= patience.wait) throw heldBy(found.kind === "held" ? found.holder : null, lock, target, patience.wait);
		// Whoever has waited long asks more often, so that nobody starves.
		const most = waited > 2000 ? 10 : 50;
		await pause(Math.min(patience.wait - waited, most * (0.3 + 0.7 * Math.random())), patience.interrupted);
	}
}

type Found = { readonly kind: "none" } | { readonly kind: "held"; readonly holder: Holder } | { readonly kind: "unreadable" };

function look(lock: string): Found {
	let text: string;
	try {
		text = readFileSync(lock, "utf8");
	} catch (problem) {
		return errorCode(problem) === "ENOENT" ? { kind: "none" } : { kind: "unreadable" };
	}
	const holder = readHolder(text);
	return holder === null ? { kind: "unreadable" } : { kind: "held", holder };
}

/** The name under which a lock is prepared; `sweepLocks` knows it again. */
export function preparedLock(lock: string): string {
	return join(dirname(lock), `.${basename(lock)}.${randomBytes(6).toString("hex")}.tmp`);
}

/** Puts the lock into place with its content, so that nobody who dies meanwhile leaves an empty one. False if somebody else was faster. */
function take(lock: string, content: string): boolean {
	const prepared = preparedLock(lock);
	try {
		writeFileSync(prepared, content, { flag: "wx", mode: 0o600 });
		try {
			linkSync(prepared, lock);
			return true;
		} catch (problem) {
			// A network file system may have done it and lost the answer.
			if (statSync(prepared).nlink === 2) return true;
			if (errorCode(problem) === "EEXIST") return false;
			if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(errorCode(problem))) throw problem;
			return takeWithoutLinks(lock, content);
		} finally {
			unlinkSync(prepared);
		}
	} catch (problem) {
		throw unwritable(problem, lock);
	}
}

/** FAT and some network file systems have no links. */
function takeWithoutLinks(lock: string, content: string): boolean {
	try {
		writeFileSync(lock, content, { flag: "wx", mode: 0o600 });
		return true;
	} catch (problem) {
		if (errorCode(problem) === "EEXIST") return false;
		throw problem;
	}
}

/** Somebody may have removed our lock by hand and taken it: theirs stays. */
function release(lock: string, content: string): void {
	try {
		if (readFileSync(lock, "utf8") === content) unlinkSync(lock);
	} catch (problem) {
		if (errorCode(problem) !== "ENOENT") throw unwritable(problem, lock);
	}
}

function heldBy(holder: Holder | null, lock: string, target: string, waited: number): Failure {
	const seconds = `${Math.round(waited / 100) / 10} s`;
	if (holder === null) {
		const hint = `it does not say who holds it; if nobody changes the document, remove it: rm '${lock}'`;
		return new Failure("refused", `${target} is locked by ${lock}; waited ${seconds}`, hint);
	}
	const since = holder.startedAt === "" ? "" : ` since ${holder.startedAt}`;
	const who = `boulder-migrate ${holder.command} (process ${holder.pid} on ${holder.host})`;
	const hint = `run it again when that is done; if it runs no more, remove the lock: rm '${lock}'`;
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
