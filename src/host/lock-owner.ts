import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** The owner of a lock, as written into it. */
export interface LockOwner {
	readonly pid: number;
	readonly host: string;
	/** Null where the system reports none. */
	readonly bootId: string | null;
	/** Process numbers mean something else in another container on the same host. */
	readonly pidNamespace: string | null;
	/** Clock ticks from the start of the machine to that of the process: numbers are used again. */
	readonly processStart: string | null;
	readonly startedAt: string;
	readonly command: string;
}

export function ourselves(command: string, now: Date): LockOwner {
	return { ...thisProcess(), startedAt: now.toISOString(), command };
}

let known: Omit<LockOwner, "startedAt" | "command"> | null = null;

/** A waiting process calls it many times a second. */
function thisProcess(): Omit<LockOwner, "startedAt" | "command"> {
	known ??= {
		pid: process.pid,
		host: hostname(),
		bootId: textOrNull(() => readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim()),
		pidNamespace: textOrNull(() => readlinkSync("/proc/self/ns/pid")),
		processStart: processState(process.pid)?.start ?? null,
	};
	return known;
}

/** Null for what is not written by this program, or only in part. */
export function readLockOwner(text: string): LockOwner | null {
	let read: unknown;
	try {
		read = JSON.parse(text);
	} catch {
		return null;
	}
	if (typeof read !== "object" || read === null) return null;
	const fields = new Map<string, unknown>(Object.entries(read));
	const word = (name: string): string | null => {
		const value = fields.get(name);
		return typeof value === "string" ? value : null;
	};
	const pid = fields.get("pid");
	const host = word("host");
	if (typeof pid !== "number" || !Number.isInteger(pid) || pid <= 0 || host === null) return null;
	return {
		pid,
		host,
		bootId: word("bootId"),
		pidNamespace: word("pidNamespace"),
		processStart: word("processStart"),
		startedAt: word("startedAt") ?? "",
		command: word("command") ?? "",
	};
}

/** Whether the owner has certainly exited. Unknown for another machine, another boot or another container. */
export function isDead(owner: LockOwner): boolean {
	const here = thisProcess();
	if (owner.host !== here.host || owner.bootId !== here.bootId || owner.pidNamespace !== here.pidNamespace) return false;
	try {
		process.kill(owner.pid, 0);
	} catch (problem) {
		return problem instanceof Error && "code" in problem && problem.code === "ESRCH";
	}
	const state = processState(owner.pid);
	if (state === null) return false;
	// A process that was killed keeps its number until its parent has looked; it does nothing any more.
	if (state.letter === "Z" || state.letter === "X") return true;
	return owner.processStart !== null && owner.processStart !== state.start;
}

/** From /proc, see proc(5): the name in parentheses may hold anything, so the fields are counted from behind it. */
function processState(pid: number): { readonly letter: string; readonly start: string } | null {
	const stat = textOrNull(() => readFileSync(`/proc/${pid}/stat`, "latin1"));
	const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
	const letter = fields?.[0];
	const start = fields?.[19];
	return letter === undefined || start === undefined ? null : { letter, start };
}

function textOrNull(ask: () => string): string | null {
	try {
		return ask();
	} catch {
		return null;
	}
}
