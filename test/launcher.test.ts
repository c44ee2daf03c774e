import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, launcher, projectFolder, realDocument } from "./command-line.ts";

const demoRecording = join(projectFolder, "status", "demo", "cluster.json");

describe("the launcher", () => {
	it("passes on all output to a reader that is slow", () => {
		const phases = Array.from({ length: 400 }, (_, index) => `## Phase ${index + 1}: ${"long name ".repeat(20)}\n- [ ] One\n`);
		const folder = folderWith({ "PHASE-STATUS.md": phases.join("\n") });
		const slowly = `"${process.execPath}" "${launcher}" status -o json | (sleep 0.5; cat)`;
		const { stdout, stderr } = spawnSync("sh", ["-c", slowly], {
			cwd: folder,
			encoding: "utf8",
			maxBuffer: 1 << 28,
			env: { PATH: process.env.PATH },
		});
		expect(stderr).toBe("");
		expect(stdout.length).toBeGreaterThan(100_000);
		expect(JSON.parse(stdout).phases).toHaveLength(400);
	});

	it.skipIf(!existsSync("/dev/full")).each([
		["status", "--file", realDocument],
		["report", "--file", realDocument, "-o", "-.md"],
		["verify", "-o", "json", "--file", realDocument, "--snapshot", demoRecording],
	])("fails where the result of %s cannot be written", (...words) => {
		const full = openSync("/dev/full", "w");
		const env = { PATH: process.env.PATH };
		const ran = spawnSync(process.execPath, [launcher, ...words], { stdio: ["ignore", full, "pipe"], encoding: "utf8", env });
		closeSync(full);
		expect(ran.stderr).toContain("the result cannot be written: ENOSPC");
		expect(ran.status).toBe(4);
	});
});
