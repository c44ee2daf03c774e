import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithControlPlane, sharedCluster } from "../cluster/control-plane/shared.ts";
import { type ControlPlane, startControlPlane } from "../cluster/control-plane/start.ts";
import { launcher, projectFolder } from "../command-line.ts";
import { finish } from "../fixtures/boulder/finished.ts";
import { boulderPrograms } from "../fixtures/boulder/programs.ts";

describeWithControlPlane("the finished cluster", () => {
	const { binaries } = sharedCluster();
	let plane: ControlPlane;
	let folder = "";
	beforeAll(async () => {
		plane = await startControlPlane({
			binaries: binaries ?? "",
			networkNamespace: true,
			servers: true,
			programs: boulderPrograms,
		});
		folder = mkdtempSync(join(tmpdir(), "boulder-"));
		for (const file of ["PHASE-STATUS.md", "probes.yaml"]) cpSync(join(projectFolder, "status", file), join(folder, file));
		await finish(plane.api);
		await new Promise((resolve) => setTimeout(resolve, 12_000));
	}, 180_000);
	afterAll(() => plane?.stop());

	it("records", async () => {
		const snap = await run("snapshot", "-o", "/tmp/finished.json");
		console.log(snap);
		const ran = await run("verify", "-o", "json");
		writeFileSync("/tmp/verify.json", ran.stdout);
		console.log(ran.code, ran.stderr);
	});

	function run(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
		const env = { HOME: folder, TZ: "UTC", PATH: `${binaries}${delimiter}${process.env.PATH}` };
		return new Promise((resolve) => {
			const command = [launcher, ...words, "--kubeconfig", plane.kubeconfig];
			execFile(process.execPath, command, { cwd: folder, env, maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
				resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
			);
		});
	}
});
