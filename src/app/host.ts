import type { Cluster } from "../cluster/cluster.ts";
import type { Git } from "../git/git.ts";
import type { WorkTree } from "../probes/probe.ts";

/** Everything outside the program. `main.ts` gives the real one; tests give their own. */
export interface Host {
	readonly argv: readonly string[];
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly directory: string;
	readonly version: string;
	/** The result. */
	readonly stdout: Output;
	/** The talk. */
	readonly stderr: Output;
	readonly stdin: {
		readonly isTerminal: boolean;
		read(): Promise<Uint8Array>;
		/** Resolves when nobody is left who could write to it. Somebody must be reading it meanwhile. */
		ended(): Promise<void>;
	};
	/** For a prompt, which reads keys and moves the cursor; only where both standard input and standard error are one. */
	terminal(): { readonly input: NodeJS.ReadStream; readonly output: NodeJS.WriteStream };
	/** The whole terminal, for a view; only where both standard input and standard output are one. Whoever takes it leaves it. */
	screen(): Promise<Screen>;
	readonly files: Files;
	/** What another program prints; null where there is none, or it fails. */
	ask(program: string, words: readonly string[]): Promise<string | null>;
	/** Git in this folder, with the GIT_* variables of a hook; never the network, never the index written. */
	readonly git: Git;
	/** Git in the repository of another folder, without the GIT_* variables that name this one. */
	gitIn(folder: string): Git;
	readonly program: Program;
	now(): Date;
	/** Resolves after some milliseconds. */
	sleep(milliseconds: number): Promise<void>;
	/** Resolves when the user asks to stop (Ctrl-C, SIGTERM). */
	readonly interrupted: Promise<void>;
	/** The same outside for one of several tasks in this process: what waits, asks or writes for it stops when `stopped` resolves. */
	until(stopped: Promise<void>): Host;
	/** The clusters of some contexts, each with reads of its own; nothing is asked of them yet. Throws ClusterProblem "credentials". */
	clusters(request: ClusterRequest): Promise<readonly OpenCluster[]>;
	/** The files beside a probes file. */
	workTree(root: string): Promise<WorkTree>;
}

/** How this program was started, with absolute paths. */
export interface Program {
	readonly node: string;
	readonly script: string;
	/** Both, and where links in them lead. */
	readonly places: readonly string[];
}

export interface ClusterRequest {
	readonly kubeconfig: string | null;
	/** Empty: the current one. */
	readonly contexts: readonly string[];
	/** Whether credential plugins of the kubeconfig may be run. */
	readonly arePluginsAllowed: boolean;
}

export interface OpenCluster {
	/** Each read once, however many probes ask; `refresh` forgets what was read. */
	readonly cluster: Cluster;
	/** The uid of the namespace kube-system, by which a cluster is known; `timeout` in milliseconds. Throws ClusterProblem. */
	uid(timeout?: () => number): Promise<string>;
	/** The same cluster with nothing read yet: for the next round of a watch. */
	refreshed(): OpenCluster;
	close(): void;
}

export interface Output {
	readonly isTerminal: boolean;
	/** Width in columns; null where there is no terminal. */
	readonly columns: number | null;
	write(text: string): void;
}

/** The alternate screen of a terminal. It is given back whatever ends the program. */
export interface Screen {
	readonly input: NodeJS.ReadStream;
	readonly output: NodeJS.WriteStream;
	/** Resolves when the terminal has gone away; rejects with what nobody caught. */
	readonly lost: Promise<void>;
	/** Called when the program goes on after it was stopped: the screen is empty then. */
	onReturn(returned: () => void): void;
	/** Stops the program as Ctrl-Z does elsewhere. */
	suspend(): void;
	/** Runs a program on the terminal, as it was before the screen was taken, and waits for it. Returns its exit code. */
	run(command: readonly string[]): number;
	/** Puts a text on the clipboard of the user, by OSC 52: also through SSH, in terminals that allow it. */
	copy(text: string): void;
	clear(): void;
	leave(): void;
}

export interface Files {
	/**
	 * Null where there is no such file. Throws a Failure or FileProblem for what is not a regular file (or a pipe passed by the shell), is
	 * longer than `limit` bytes (default: 16 MB) or cannot be read.
	 */
	read(path: string, limit?: number): Uint8Array | null;
	/** Calls back with each line of a file of at most `limit` bytes, which is never held as a whole; false where there is none. Throws as `read`. */
	lines(path: string, limit: number, onLine: (line: string) => void): boolean;
	exists(path: string): boolean;
	/**
	 * Appends a line to a log, under its lock and in one piece; makes the log where there is none. Where it has more than `limit` bytes then,
	 * it is replaced by what `shorten` makes of its lines. Throws a refusal.
	 */
	append(path: string, line: string, how: AppendOptions): Promise<void>;
	/** Writes a result at once or not at all; follows a symbolic link. Throws a refusal. Never for a document: that is `update`. */
	write(path: string, content: Uint8Array): Promise<void>;
	/** Lets everybody who may read a file run it. */
	makeExecutable(path: string): void;
	/** With those above it; one that is there is fine. Throws FileProblem. */
	makeFolder(path: string): Promise<void>;
	/**
	 * Replaces the content by what `change` makes of it, under the file's lock; null leaves it. Keeps mode, owner and symbolic link.
	 * `change` is asked again if somebody saved the file meanwhile. Returns whether anything was written.
	 * Throws a refusal where another holds the lock, or the file cannot be replaced.
	 */
	update(path: string, change: (content: Uint8Array) => Uint8Array | null, how: UpdateOptions): Promise<boolean>;
	/** Calls back when the file may have changed, until stopped. */
	watch(path: string, changed: () => void): { stop(): void };
}

export interface UpdateOptions {
	/** Told to whoever waits for the lock. */
	readonly command: string;
	/** Milliseconds to wait for whoever holds the lock. */
	readonly wait: number;
}

export interface AppendOptions extends UpdateOptions {
	/** In bytes. */
	readonly limit: number;
	/** Called with every line, the oldest first as they stand; gives back those that stay, of at most `limit` bytes. */
	shorten(lines: readonly string[]): readonly string[];
}

/** A file that cannot be read or written, in words. */
export class FileProblem extends Error {
	override readonly name = "FileProblem";
}
