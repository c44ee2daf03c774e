import type { Git } from "../../git/git.ts";
import type { Clusters } from "./clusters.ts";
import type { Files } from "./files.ts";
import type { Input, Output } from "./output.ts";

/** Everything outside the program, with a port for each kind. `main.ts` has the real implementations; tests have their own. */
export interface Ports {
	readonly invocation: Invocation;
	readonly input: Input;
	readonly output: Output;
	readonly files: Files;
	readonly clock: Clock;
	readonly clusters: Clusters;
	readonly git: GitRepositories;
	/** The same ports for one of several tasks in this process: what waits, asks or writes for it stops when `stopped` resolves. */
	until(stopped: Promise<void>): Ports;
}

/** The time of this machine. */
export interface Clock {
	now(): Date;
	/** Milliseconds on a monotonic clock: measures how long something takes, even if the machine's clock is set meanwhile. */
	elapsed(): number;
	/** Resolves after some milliseconds. */
	sleep(milliseconds: number): Promise<void>;
}

/** The git repositories of this machine; never the network, never the index written. */
export interface GitRepositories {
	/** Git in this folder, with the GIT_* variables of a hook. */
	readonly here: Git;
	/** Git in the repository of another folder, without the GIT_* variables that name this one. */
	in(folder: string): Git;
}

/** How this run was started, and what may end it. */
export interface Invocation {
	readonly argv: readonly string[];
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly directory: string;
	readonly version: string;
	readonly program: Program;
	/** Resolves when the user asks to stop (Ctrl-C, SIGTERM). */
	readonly interrupted: Promise<void>;
	/** The output of another program; null if it is missing or fails. */
	ask(program: string, words: readonly string[]): Promise<string | null>;
}

/** How this program was started, with absolute paths. */
export interface Program {
	readonly node: string;
	readonly script: string;
	/** Both, and where links in them lead. */
	readonly places: readonly string[];
}
