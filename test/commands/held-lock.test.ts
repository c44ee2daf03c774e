import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { ourselves } from "../../src/host/lock-owner.ts";
import { boulderMigrate, folderWith, launcher } from "../command-line.ts";

const plan = "# Plan\n\n## Phase 1: Base\n\n- [x] a\n\n## Phase 2: Mail\n\n- [ ] b\n";
const releases = "# Plan\n\n## Release 1: Base\n\n- [x] a\n\n## Release 2: Mail\n\n- [ ] b\n";
const signed = ["--reviewer", "Ana", "--date", "2026-11-24"];
const lock = (): string => JSON.stringify(ourselves("sync", new Date()));
const read = (folder: string, name: string): string => readFileSync(join(folder, name), "utf8");

const creating = [
	["note", "2", "slow"],
	["block", "2", "--reason", "disk"],
	["review", "2", "read"],
	["phase", "2", "--target", "2027-01-02"],
	["risk", "add", "fire"],
].map((words) => ({ command: words.join(" "), words }));

/** Starts the program while a living process holds the lock of a file, and lets go when it waits. */
async function waitingFor(file: string, folder: string, words: readonly string[]): Promise<number | null> {
	const before = read(folder, file);
	writeFileSync(join(folder, `${file}.lock`), lock());
	const env = { PATH: process.env.PATH };
	const child = spawn(process.execPath, [launcher, ...words], { cwd: folder, stdio: "ignore", env });
	const ended = once(child, "exit");
	try {
		while (!readdirSync(folder).some((name) => name.endsWith(".wait"))) {
			if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode} instead of waiting`);
			await pause(5);
		}
		expect(read(folder, file)).toBe(before);
		unlinkSync(join(folder, `${file}.lock`));
		await ended;
		return child.exitCode;
	} finally {
		child.kill();
	}
}

describe("while a living process holds the lock", () => {
	it.each(creating)("$command --create is refused in time and changes nothing", ({ words }) => {
		const folder = folderWith({ "PLAN.md": plan });
		writeFileSync(join(folder, "PLAN.md.lock"), lock());
		const options = ["--create", "--file", "PLAN.md", "--lock-timeout", "200ms", ...signed];
		const { code, stdout, stderr } = boulderMigrate([...words, ...options], { folder });
		expect([code, stdout]).toEqual([5, ""]);
		expect(stderr).toContain(`boulder-migrate sync (process ${process.pid} on `);
		expect(read(folder, "PLAN.md")).toBe(plan);
		expect(readdirSync(folder).sort()).toEqual(["PLAN.md", "PLAN.md.lock"]);
	});

	it("--create waits for it, and then writes", async () => {
		const folder = folderWith({ "PLAN.md": plan });
		const words = ["note", "2", "slow", "--create", "--file", "PLAN.md", "--lock-timeout", "1m", ...signed];
		expect(await waitingFor("PLAN.md", folder, words)).toBe(0);
		expect(read(folder, "PLAN.md")).toContain("### Phase 2 Notes\n- slow\n");
		expect(readdirSync(folder)).toEqual(["PLAN.md"]);
	});

	it("adopt waits for that of the probes file, and then writes", async () => {
		const folder = folderWith({ "PLAN.md": releases, "probes.yaml": "schemaVersion: 1\n" });
		expect(await waitingFor("probes.yaml", folder, ["adopt", "PLAN.md"])).toBe(0);
		expect(read(folder, "probes.yaml")).toContain('vocabulary:\n  phase: "Release"\n');
		expect(read(folder, "PLAN.md")).toBe(releases);
		expect(readdirSync(folder).sort()).toEqual(["PLAN.md", "probes.yaml"]);
	});
});
