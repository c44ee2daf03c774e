import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, it } from "vitest";
import { until } from "./control-plane/api.ts";
import { programPath } from "./control-plane/binaries.ts";
import { Processes, supervisor } from "./control-plane/processes.ts";

/** Stands for a test run: has a supervisor start a process, says both ids, and then waits for its own end. */
const testRun = `
const { spawn } = require("node:child_process");
const [supervisor, folder] = process.argv.slice(1);
const child = spawn(process.execPath, [supervisor, folder], { detached: true, stdio: "pipe" });
child.stdout.once("data", (answer) => console.log(JSON.stringify({ supervisor: child.pid, server: JSON.parse(answer).result })));
child.stdin.write(JSON.stringify({ id: 1, start: { name: "server", command: ["sleep", "1000"], log: folder + "/log" } }) + "\\n");
setInterval(() => {}, 1000);
`;

describe.skipIf(process.platform === "win32")("processes of a test run", () => {
	const started: ChildProcess[] = [];
	afterEach(() => {
		for (const child of started.splice(0)) child.kill("SIGKILL");
	});

	it.each(["SIGKILL", "SIGTERM", "SIGINT"] as const)("end with it when it gets %s", async (signal) => {
		const { child, folder, supervisor, server } = await begin();
		expect(isAlive(server)).toBe(true);
		child.kill(signal);
		await until("the end of the server", () => !isAlive(server), 5_000, 20);
		await until("the end of the supervisor", () => !isAlive(supervisor), 5_000, 20);
		expect(existsSync(folder)).toBe(false);
	});

	it.skipIf(programPath("setpriv") === null)("end with their supervisor when that is killed", async () => {
		const { folder, supervisor, server } = await begin();
		process.kill(supervisor, "SIGKILL");
		await until("the end of the server", () => !isAlive(server), 5_000, 20);
		rmSync(folder, { recursive: true });
	});

	it("end, even stopped ones, before end() is fulfilled", async () => {
		const folder = mkdtempSync(join(tmpdir(), "supervisor-"));
		writeFileSync(join(folder, "file"), "");
		const processes = new Processes([], [folder]);
		const log = join(folder, "log");
		const first = (await processes.start({ name: "first", command: ["sleep", "1000"], log })) ?? 0;
		const second = (await processes.start({ name: "second", command: ["sleep", "1000"], log })) ?? 0;
		await processes.stop("first");
		expect([isAlive(first), isAlive(second)]).toEqual([false, true]);
		expect(processes.hasEnded("first")).toBe(true);
		await processes.signal("second", "SIGSTOP");
		await processes.end();
		expect(isAlive(second)).toBe(false);
		expect(existsSync(folder)).toBe(false);
	});

	async function begin() {
		const folder = mkdtempSync(join(tmpdir(), "supervisor-"));
		const child = spawn(process.execPath, ["-e", testRun, supervisor, folder], { stdio: ["ignore", "pipe", "inherit"] });
		started.push(child);
		for await (const line of createInterface({ input: child.stdout })) return { child, folder, ...JSON.parse(line) };
		throw new Error("The run ended before it began.");
	}
});

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
