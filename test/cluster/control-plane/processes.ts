import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const supervisor = fileURLToPath(new URL("supervisor.mjs", import.meta.url));
export const relay = fileURLToPath(new URL("relay.mjs", import.meta.url));

export interface ProcessToStart {
	readonly name: string;
	readonly command: readonly string[];
	readonly log: string;
	readonly env?: Readonly<Record<string, string>>;
}

/** Processes that end when this one does, however it ends. */
export class Processes {
	readonly #child: ChildProcessWithoutNullStreams;
	readonly #waiting = new Map<number, (result: number | null) => void>();
	readonly #ended = new Set<string>();
	readonly #gone: Promise<void>;
	#count = 0;

	/** `within` is the command that makes the network namespace; `folders` are removed at the end. */
	constructor(within: readonly string[], folders: readonly string[]) {
		const [program = process.execPath, ...words] = [...within, process.execPath, supervisor, ...folders];
		// Vitest's environment must not reach the servers, and an interrupt at the terminal must not reach the supervisor.
		this.#child = spawn(program, words, { detached: true, stdio: "pipe", env: { PATH: process.env.PATH } });
		this.#child.stderr.resume();
		this.#child.stdin.on("error", () => {});
		this.#gone = new Promise((resolve) => {
			this.#child.once("error", () => resolve());
			this.#child.once("exit", () => resolve());
		});
		createInterface({ input: this.#child.stdout }).on("line", (line) => {
			const { id, result, ended } = JSON.parse(line);
			if (ended !== undefined) this.#ended.add(ended);
			else this.#waiting.get(id)?.(result);
			this.#waiting.delete(id);
		});
		void this.#gone.then(() => {
			for (const answer of this.#waiting.values()) answer(null);
		});
	}

	get pid(): number | undefined {
		return this.#child.pid;
	}

	/** Null where the program cannot be run. */
	start(wanted: ProcessToStart): Promise<number | null> {
		this.#ended.delete(wanted.name);
		return this.#ask({ start: wanted });
	}

	async stop(name: string): Promise<void> {
		await this.#ask({ stop: name });
	}

	async signal(name: string, signal: "SIGSTOP" | "SIGCONT" | "SIGTERM"): Promise<void> {
		await this.#ask({ signal, to: name });
	}

	hasEnded(name: string): boolean {
		return this.#ended.has(name);
	}

	/** Everything is gone when this is fulfilled. */
	async end(): Promise<void> {
		this.#child.stdin.end();
		await this.#gone;
	}

	#ask(command: object): Promise<number | null> {
		this.#count += 1;
		const id = this.#count;
		return new Promise((resolve) => {
			this.#waiting.set(id, resolve);
			this.#child.stdin.write(`${JSON.stringify({ id, ...command })}\n`);
		});
	}
}

/** Below the ports that Linux gives to outgoing connections: a control plane has hundreds of these, and one could take a port chosen here. */
const range = { from: 15_000, to: 32_000 };

/** Inside of a network namespace a port is free that is taken outside, so ports are also remembered. */
const given = new Set<number>();

/** Free ports, all different. Another process may still take one before it is used: whoever starts a server tries again. */
export async function freePorts(count: number): Promise<number[]> {
	const ports: number[] = [];
	while (ports.length < count) {
		const port = range.from + Math.floor(Math.random() * (range.to - range.from));
		if (given.has(port) || !(await isFree(port))) continue;
		given.add(port);
		ports.push(port);
	}
	return ports;
}

function isFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once("error", () => resolve(false));
		server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
	});
}
