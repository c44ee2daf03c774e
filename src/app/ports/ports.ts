import type { Clock } from "./clock.ts";
import type { Clusters } from "./clusters.ts";
import type { Files } from "./files.ts";
import type { GitRepositories } from "./git.ts";
import type { Invocation } from "./invocation.ts";
import type { Input, Output } from "./output.ts";

/** Everything outside the program, one port for each kind. `main.ts` gives the real ones; tests give their own. */
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
