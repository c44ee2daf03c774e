import type { WorkTree } from "../../probes/probe.ts";

/** The file system. */
export interface Files {
	/**
	 * Null where there is no such file. Throws a Failure or FileProblem for what is not a regular file (or a pipe passed by the shell), is
	 * longer than `limit` bytes (default: 16 MB) or cannot be read.
	 */
	read(path: string, limit?: number): Uint8Array | null;
	/**
	 * Calls back with each line of a file of at most `limit` bytes, which is never in memory as a whole; false if it does not exist. Throws
	 * as `read`.
	 */
	lines(path: string, limit: number, onLine: (line: string) => void): boolean;
	exists(path: string): boolean;
	/**
	 * Appends a line to a log atomically, under its lock; creates the log if it does not exist. If it then exceeds `limit` bytes, it is
	 * replaced by the result of `shorten`. Throws a refusal.
	 */
	append(path: string, line: string, how: AppendOptions): Promise<void>;
	/** Writes a result at once or not at all; follows a symbolic link. Throws a refusal. Never for a document: use `update`. */
	write(path: string, content: Uint8Array): Promise<void>;
	/** Makes a file executable for everyone who may read it. */
	makeExecutable(path: string): void;
	/** With those above it; one that is there is fine. Throws FileProblem. */
	makeFolder(path: string): Promise<void>;
	/**
	 * Replaces the content by what `change` makes of it, under the file's lock; null leaves it. Keeps mode, owner and symbolic link.
	 * `change` runs again if the file was saved meanwhile. Returns whether anything was written.
	 * Throws a refusal where another holds the lock, or the file cannot be replaced.
	 */
	update(path: string, change: (content: Uint8Array) => Uint8Array | null, how: UpdateOptions): Promise<boolean>;
	/** Calls back when the file may have changed, until stopped. */
	watch(path: string, changed: () => void): { stop(): void };
	/** The files next to a probes file, and the programs that may be run there. */
	workTree(root: string): Promise<WorkTree>;
}

export interface UpdateOptions {
	/** Displayed to a process that waits for the lock. */
	readonly command: string;
	/** Milliseconds to wait for the owner of the lock. */
	readonly wait: number;
}

export interface AppendOptions extends UpdateOptions {
	/** In bytes. */
	readonly limit: number;
	/** Called with all lines, the oldest first; returns those to keep, of at most `limit` bytes. */
	shorten(lines: readonly string[]): readonly string[];
}

/** A file that cannot be read or written, in words. */
export class FileProblem extends Error {
	override readonly name = "FileProblem";
}
