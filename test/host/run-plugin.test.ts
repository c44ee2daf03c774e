import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { PluginEnd } from "../../src/cluster/kubeconfig/environment.ts";
import { runPlugin } from "../../src/host/run-plugin.ts";
import { folderWith } from "../command-line.ts";

const path = process.env.PATH ?? "";
const never = new Promise<void>(() => {});

function shell(
	script: string,
	more: { timeout?: number; interrupted?: Promise<void>; args?: string[] } = {},
): Promise<PluginEnd> {
	const request = { command: "sh", args: ["-c", script, ...(more.args ?? [])], env: { PATH: path, SEEN: "yes" } };
	return runPlugin(
		{ ...request, timeoutMilliseconds: more.timeout ?? 20_000, maxBytes: 100_000 },
		{ PATH: path },
		more.interrupted ?? never,
	);
}

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		// A process that has ended may wait for its parent to notice.
		return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
	} catch {
		return false;
	}
}

async function written(file: string): Promise<number> {
	while (!existsSync(file) || readFileSync(file, "utf8").trim() === "") await sleep(10);
	return Number(readFileSync(file, "utf8"));
}

describe.skipIf(process.platform === "win32")("a plugin that is run", () => {
	it("has its arguments as they are, and only the environment given", async () => {
		expect(
			await shell('printf "%s|%s|%s|%s" "$0" "$1" "$SEEN" "$HOME"; echo said >&2; exit 3', { args: ["a b", "$(x)"] }),
		).toEqual({
			kind: "exited",
			code: 3,
			stdout: "a b|$(x)|yes|",
			stderr: "said\n",
		});
	});

	it("has nothing to read, and no terminal to ask on", async () => {
		expect(await shell("cat; read line || echo end")).toMatchObject({ kind: "exited", code: 0, stdout: "end\n" });
		expect(await shell("(echo hello > /dev/tty) 2> /dev/null && echo asked || echo none")).toMatchObject({ stdout: "none\n" });
	});

	it("is ended with all that it started when its time is up", async () => {
		const folder = folderWith({});
		const before = performance.now();
		const end = await shell(`sleep 300 & echo $! > ${folder}/pid; echo waiting >&2; wait`, { timeout: 1_000 });
		expect(end).toEqual({ kind: "timeout", stderr: "waiting\n" });
		expect(performance.now() - before).toBeLessThan(30_000);
		const pid = await written(join(folder, "pid"));
		await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 20_000, interval: 10 });
	});

	it("is ended when the user asks to stop", async () => {
		const folder = folderWith({});
		let interrupt = (): void => {};
		const interrupted = new Promise<void>((resolve) => {
			interrupt = resolve;
		});
		const end = shell(`echo $$ > ${folder}/pid; sleep 300`, { interrupted });
		const pid = await written(join(folder, "pid"));
		expect(isRunning(pid)).toBe(true);
		interrupt();
		expect(await end).toEqual({ kind: "cancelled" });
		await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 20_000, interval: 10 });
	});

	it("is ended when it prints without end", async () => {
		expect(await shell("yes")).toMatchObject({ kind: "too-much-output" });
		const end = await shell("yes >&2 & sleep 1; kill $!; echo done");
		expect(end).toMatchObject({ kind: "exited", stdout: "done\n" });
		expect("stderr" in end ? end.stderr.length : 0).toBeLessThanOrEqual(64 * 1024);
	});

	it("may leave a helper behind that holds its streams", async () => {
		const before = performance.now();
		expect(await shell("sleep 120 & echo answer")).toMatchObject({ kind: "exited", code: 0, stdout: "answer\n" });
		expect(performance.now() - before).toBeLessThan(50_000);
	});

	it("reports the signal that ended it", async () => {
		expect(await shell("kill -SEGV $$")).toEqual({ kind: "killed", signal: "SIGSEGV", stderr: "" });
	});
});

describe.skipIf(process.platform === "win32")("a plugin's command", () => {
	const run = (command: string, PATH: string): Promise<PluginEnd> =>
		runPlugin({ command, args: [], env: { PATH: path }, timeoutMilliseconds: 20_000, maxBytes: 1_000 }, { PATH }, never);

	it("is looked for in the absolute folders of our own PATH", async () => {
		const folder = folderWith({ tool: "#!/bin/sh\necho found\n", text: "no program" });
		mkdirSync(join(folder, "folder"));
		chmodSync(join(folder, "tool"), 0o755);
		expect(await run("tool", `/nowhere:${folder}`)).toMatchObject({ stdout: "found\n" });
		expect(await run(join(folder, "tool"), "")).toMatchObject({ stdout: "found\n" });
		for (const command of ["text", "folder", "other", join(folder, "text"), join(folder, "other")]) {
			expect(await run(command, folder)).toEqual({ kind: "not-found" });
		}
	});

	it("is never looked for in the current folder", async () => {
		const before = process.cwd();
		const folder = folderWith({ tool: "#!/bin/sh\necho trap\n" });
		chmodSync(join(folder, "tool"), 0o755);
		// Workers cannot change their folder: so the path to it is a relative one.
		const relative = join(
			...before
				.split("/")
				.slice(1)
				.map(() => ".."),
			folder,
		);
		for (const PATH of ["", ".", ":", relative]) expect(await run("tool", PATH)).toEqual({ kind: "not-found" });
	});

	it("that is not a program the system can start is reported", async () => {
		const folder = folderWith({});
		writeFileSync(join(folder, "tool"), "#!/no/such/interpreter\n", { mode: 0o755 });
		expect(await run("tool", folder)).toMatchObject({ kind: "not-started" });
	});
});
