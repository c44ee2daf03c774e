// Keeps the processes of one control plane, and outlives nobody: when its standard input ends, for whatever reason, everything it
// started is killed, its folder is removed, and it goes too. One JSON command a line on stdin, one JSON answer a line on stdout.
// Usage: node supervisor.mjs FOLDER...     Folders to remove at the end.
import { spawn, spawnSync } from "node:child_process";
import { openSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";

const folders = process.argv.slice(2);
/** The kernel kills the children even where this process is killed itself. */
const tether = spawnSync("setpriv", ["--pdeathsig", "KILL", "true"]).status === 0 ? ["setpriv", "--pdeathsig", "KILL", "--"] : [];
const running = new Map();

function say(message) {
	process.stdout.write(`${JSON.stringify(message)}\n`);
}

function start({ name, command, log, env }) {
	const [program, ...words] = [...tether, ...command];
	const output = openSync(log, "a");
	const child = spawn(program, words, { stdio: ["ignore", output, output], env: { ...process.env, ...env } });
	const ended = new Promise((resolve) => {
		child.once("error", resolve);
		child.once("exit", resolve);
	}).then(() => {
		running.delete(name);
		say({ ended: name });
	});
	running.set(name, { child, ended });
	return child.pid ?? null;
}

async function stop(name, signal) {
	const process = running.get(name);
	if (process === undefined) return;
	process.child.kill(signal);
	// A stopped process takes no other signal than this before it continues.
	process.child.kill("SIGCONT");
	await process.ended;
}

async function obey({ start: wanted, stop: unwanted, signal, to }) {
	if (wanted !== undefined) return start(wanted);
	if (unwanted !== undefined) await stop(unwanted, "SIGKILL");
	if (signal !== undefined) running.get(to)?.child.kill(signal);
	return null;
}

async function end() {
	await Promise.all([...running.keys()].map((name) => stop(name, "SIGKILL")));
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
	process.exit(0);
}

// Whoever interrupts the tests interrupts the whole group; the end of stdin is what counts.
for (const signal of ["SIGINT", "SIGHUP", "SIGPIPE"]) process.on(signal, () => {});
process.on("SIGTERM", end);
process.stdout.on("error", () => {});
createInterface({ input: process.stdin })
	.on("line", async (line) => {
		const { id, ...command } = JSON.parse(line);
		say({ id, result: await obey(command) });
	})
	.on("close", end);
