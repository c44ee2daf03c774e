import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { describeWithControlPlane, sharedCluster } from "../cluster/control-plane/shared.ts";
import { startControlPlane } from "../cluster/control-plane/start.ts";
import { launcher, projectFolder } from "../command-line.ts";
import { makeHalfDone, runningHalfWay, tickedHalfWay } from "../fixtures/boulder/half-done.ts";
import { boulderPrograms } from "../fixtures/boulder/programs.ts";

/** RECORD_DEMO=1 npx vitest run --project e2e test/e2e/demo.test.ts */
describeWithControlPlane("the recording of the demo", () => {
	const { binaries } = sharedCluster();

	it.runIf(process.env.RECORD_DEMO === "1")(
		"is made of a real control plane in the middle of Phase 2",
		async () => {
			const programs = (place: Parameters<typeof boulderPrograms>[0]) => boulderPrograms(place, runningHalfWay);
			const plane = await startControlPlane({ binaries: binaries ?? "", networkNamespace: true, servers: true, programs });
			try {
				await makeHalfDone(plane.api);
				const status = join(projectFolder, "status");
				const env = { PATH: process.env.PATH, HOME: join(projectFolder, "status"), TZ: "UTC" };
				const run = (...words: string[]) => promisify(execFile)(process.execPath, [launcher, ...words], { cwd: status, env });
				const document = join(status, "demo/PHASE-STATUS.md");
				writeFileSync(document, readFileSync(join(status, "PHASE-STATUS.md")));
				const dated = ["--file", document, "--reviewer", "Robin", "--date", "2026-11-16"];
				await run("check-off", ...tickedHalfWay, ...dated);
				const note = "Keep the Consul names while both shapes run: the remote VAs are found by name and fixed port";
				await run("note", "2", note, ...dated);
				const recording = join(status, "demo/cluster.json");
				await run("snapshot", "-o", recording, "--kubeconfig", plane.kubeconfig);
				const made = JSON.parse(readFileSync(recording, "utf8"));
				made.contexts[0].name = "staging";
				writeFileSync(recording, `${JSON.stringify(made)}\n`);
			} finally {
				await plane.stop();
			}
		},
		180_000,
	);

	it("holds no secret", () => {
		const text = readFileSync(join(projectFolder, "status/demo/cluster.json"), "utf8");
		expect(text).not.toMatch(/passw0rd|PRIVATE KEY/);
	});
});
