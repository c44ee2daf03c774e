import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";

type Answer = { readonly code: number; readonly stdout: string; readonly stderr: string } | { readonly crash: string };

interface Run {
	readonly launcher: string;
	readonly words: readonly string[];
	readonly env: Readonly<Record<string, string>>;
	readonly input: string | Uint8Array;
}

interface Thread {
	readonly worker: Worker;
	readonly answers: MessagePort;
	/** Holds 1 when there is an answer. */
	readonly finished: Int32Array;
}

let thread: Thread | null = null;

/** Runs the built program in a thread of its own and waits for it, as `spawnSync` waits for a process. The folder is that of this process. */
export function runInThread({ launcher, ...run }: Run): Exclude<Answer, { crash: string }> {
	thread ??= startThread(launcher);
	const { worker, answers, finished } = thread;
	Atomics.store(finished, 0, 0);
	worker.postMessage(run);
	const ended = Atomics.wait(finished, 0, 0, 60_000);
	const received: { message: Answer } | undefined = receiveMessageOnPort(answers);
	if (ended === "timed-out" || received === undefined) {
		void worker.terminate();
		thread = null;
		throw new Error(`boulder-migrate ${run.words.join(" ")} did not end within a minute`);
	}
	if ("crash" in received.message) throw new Error(received.message.crash);
	return received.message;
}

function startThread(launcher: string): Thread {
	const { port1: answers, port2 } = new MessageChannel();
	const finished = new Int32Array(new SharedArrayBuffer(4));
	const worker = new Worker(new URL("./program-worker.mjs", import.meta.url), {
		workerData: { answers: port2, finished, launcher },
		transferList: [port2],
		// Neither the loaders of the test runner nor its environment.
		execArgv: [],
		env: {},
		stdin: false,
	});
	worker.unref();
	return { worker, answers, finished };
}
