import { type ChildProcess, spawn } from "node:child_process";
import type { PluginEnd, PluginRun } from "../cluster/kubeconfig/environment.ts";
import { findProgram } from "./find-program.ts";

/** Limit for a plugin's standard error: enough to contain the reason. */
const maxStderrBytes = 64 * 1024;
/** A helper that a plugin leaves behind may hold its streams open for ever. */
const streamsMilliseconds = 1_000;

/** Runs a program without a terminal and without standard input, in a process group of its own, which is killed as a whole. */
export function runPlugin(
	request: PluginRun,
	env: Readonly<Record<string, string | undefined>>,
	interrupted: Promise<void>,
): Promise<PluginEnd> {
	const program = findProgram(request.command, env);
	if (program === null) return Promise.resolve({ kind: "not-found" });
	return new Promise((resolve) => {
		const child = start(program, request);
		if (!(child instanceof Error)) {
			watch(child, request, interrupted, resolve);
		} else {
			resolve({ kind: "not-started", message: child.message });
		}
	});
}

/** A batch file on Windows, or a text without an interpreter, is refused at once. */
function start(program: string, { args, env }: PluginRun): ChildProcess | Error {
	try {
		return spawn(program, args, {
			env,
			stdio: ["ignore", "pipe", "pipe"],
			shell: false,
			windowsHide: true,
			// A group of its own also has no terminal to ask for a password on.
			detached: process.platform !== "win32",
		});
	} catch (problem) {
		return problem instanceof Error ? problem : new Error(String(problem));
	}
}

function watch(child: ChildProcess, request: PluginRun, interrupted: Promise<void>, resolve: (end: PluginEnd) => void): void {
	const stdout: Buffer[] = [];
	let bytes = 0;
	let stderr = Buffer.alloc(0);
	const stderrText = (): string => stderr.toString("utf8");
	const onExit = (): void => kill(child);

	const finish = (end: PluginEnd): void => {
		clearTimeout(timer);
		process.removeListener("exit", onExit);
		child.removeAllListeners();
		// The caller has already returned: a late error is dropped.
		child.on("error", () => {});
		child.stdout?.destroy();
		child.stderr?.destroy();
		child.unref();
		resolve(end);
	};
	const stop = (end: PluginEnd): void => {
		kill(child);
		finish(end);
	};
	const timer = setTimeout(() => stop({ kind: "timeout", stderr: stderrText() }), request.timeoutMilliseconds);
	process.once("exit", onExit);
	void interrupted.then(() => {
		if (child.exitCode === null && child.signalCode === null) stop({ kind: "cancelled" });
	});

	child.stdout?.on("data", (part: Buffer) => {
		bytes += part.length;
		if (bytes > request.maxBytes) stop({ kind: "too-much-output", stderr: stderrText() });
		else stdout.push(part);
	});
	child.stderr?.on("data", (part: Buffer) => {
		stderr = Buffer.concat([stderr, part]).subarray(-maxStderrBytes);
	});
	child.on("error", (problem) => finish({ kind: "not-started", message: problem.message }));
	const ended = (code: number | null, signal: string | null): void => {
		if (code === null) finish({ kind: "killed", signal: signal ?? "a signal", stderr: stderrText() });
		else finish({ kind: "exited", code, stdout: Buffer.concat(stdout).toString("utf8"), stderr: stderrText() });
	};
	child.on("close", ended);
	child.on("exit", (code, signal) =>
		setTimeout(() => child.listenerCount("close") > 0 && ended(code, signal), streamsMilliseconds).unref(),
	);
}

/** With all that it has started. */
function kill(child: ChildProcess): void {
	if (child.pid === undefined) return;
	try {
		if (process.platform === "win32") child.kill("SIGKILL");
		else process.kill(-child.pid, "SIGKILL");
	} catch {
		// Gone already.
	}
}
