// Runs the built program again and again in one thread: its modules are loaded once, everything else is as in a process of its own.
import process from "node:process";
import { Readable } from "node:stream";
import { parentPort, workerData } from "node:worker_threads";

const { answers, finished, launcher } = workerData;
const { main } = await import(new URL("../dist/main.mjs", import.meta.url));

/** What the present run has written. */
let written = { stdout: "", stderr: "" };
for (const name of ["stdout", "stderr"])
	process[name].write = (chunk) => {
		written[name] += chunk;
		return true;
	};

function answer(result) {
	answers.postMessage(result);
	Atomics.store(finished, 0, 1);
	Atomics.notify(finished, 0);
}

/** Ends the present run. What listened for it goes, as with a process. */
function end(code) {
	for (const signal of ["SIGINT", "SIGTERM"]) process.removeAllListeners(signal);
	for (const name of ["stdout", "stderr"]) process[name].removeAllListeners("error");
	answer({ code: Number(code ?? 0), ...written });
}
process.exit = (code) => end(code ?? process.exitCode);

for (const event of ["uncaughtException", "unhandledRejection"])
	process.on(event, (problem) => answer({ crash: problem instanceof Error ? problem.stack : String(problem) }));

parentPort.on("message", async ({ words, env, input }) => {
	written = { stdout: "", stderr: "" };
	Object.defineProperty(process, "stdin", {
		value: Readable.from(input.length > 0 ? [Buffer.from(input)] : []),
		configurable: true,
	});
	for (const name of Object.keys(process.env)) delete process.env[name];
	Object.assign(process.env, env);
	process.argv = [process.execPath, launcher, ...words];
	process.exitCode = undefined;
	await main();
	end(process.exitCode);
});
