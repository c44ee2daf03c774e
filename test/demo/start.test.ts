import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folderWith, projectFolder } from "../command-line.ts";

const home = folderWith({});

function start(...words: string[]) {
	const command = [join(projectFolder, "status/demo/start.cjs"), ...words];
	const env = { PATH: process.env.PATH, HOME: home, TZ: "UTC" };
	return spawnSync(process.execPath, command, { cwd: projectFolder, env, encoding: "utf8" });
}

it("shows without a cluster what the document says, and what a cluster said to that", () => {
	const { status, stdout, stderr } = start();
	expect(stderr).toBe("");
	expect(status).toBe(0);
	expect(stdout).toContain("10 of 83 items done");
	// A recording is not the cluster of today.
	expect(stdout).toMatch(/The recording was made on 2026-11-24, \d+ days? ago/);
	expect(stdout).toMatch(/the recording is \d+ (?:h|days) old\./);
	expect(stdout).toMatch(/1 regressed: Publisher-2 Deployment[\s\S]*Deployment boulder-publisher-2 is scaled to zero/);
	expect(stdout).toMatch(/Ready: verified, but not checked off yet \(21 items\)\n {2}✓ RA-SCT-Provider-1/);
	expect(stdout).toContain("remoteva-c has 1 of 2 replicas updated");
	expect(stdout).toMatch(/What next:[\s\S]*npm start -- verify 2\/publisher-2-deployment/);
});

it("finds in the recording that the copied Service of RA-2 leads to RA-1", () => {
	const demo = [
		"--file",
		"status/demo/PHASE-STATUS.md",
		"--probes",
		"status/probes.yaml",
		"--snapshot",
		"status/demo/cluster.json",
	];
	const { status, stdout } = start("verify", "2/ra-2-deployment", ...demo);
	expect(status).toBe(0);
	expect(stdout).toMatch(/Service boulder-ra-2 selects the pods of another workload/);
});

it("runs any command", () => {
	expect(start("--version").stdout).toMatch(/^\d+\.\d+\.\d+/);
	expect(start("nonsense").status).toBe(2);
});
