import { execFile } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { at, listAt, stringAt } from "../../src/cluster/objects/object.ts";
import { until } from "../cluster/control-plane/api.ts";
import { deployment, service } from "../cluster/control-plane/manifests.ts";
import { describeWithControlPlane, sharedCluster } from "../cluster/control-plane/shared.ts";
import { type ControlPlane, startControlPlane } from "../cluster/control-plane/start.ts";
import { launcher, projectFolder } from "../command-line.ts";
import { finish } from "../fixtures/boulder/finished.ts";
import { provenByMutation } from "../fixtures/boulder/mutations/index.ts";
import { breakLive } from "../fixtures/boulder/mutations/live.ts";
import { boulderPrograms } from "../fixtures/boulder/programs.ts";
import { boulderFolder } from "../fixtures/boulder/work-tree.ts";

import { expectGolden } from "../golden.ts";

interface Ran {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

describeWithControlPlane("Boulder's migration", () => {
	const shared = sharedCluster();
	const ids = readFileSync(join(projectFolder, "test/golden/ids.txt"), "utf8").trim().split("\n");
	/** Of what only a person can tell, all or in part: what the cluster tells of it is true as well. */
	const asked: string[] = [];
	const phases = ["2", "3", "4", "5", "6"];
	let plane: ControlPlane;
	let folder = "";
	beforeAll(async () => {
		folder = boulderFolder();
		const options = { networkNamespace: true, servers: true, programs: boulderPrograms };
		plane = await startControlPlane({ binaries: shared.binaries ?? "", ...options });
	});
	afterAll(() => plane?.stop());

	it("passes nothing where there is nothing", async () => {
		// The folder is finished: what it alone proves must not be enough, either.
		const items = await verdicts();
		expect(items.map(({ id }) => id)).toEqual(ids);
		expect(items.filter(({ outcome }) => outcome === "pass" || outcome === "attested")).toEqual([]);
	});

	it("passes nothing where there is the monolith alone", async () => {
		const namespace = "boulder-staging";
		const ports = [9091, 9391, 9392, 9393, 9394, 9395, 9492, 9493, 9494, 9495, 4001, 4003, 8013];
		const spec = { ports: ports.map((port) => ({ name: `p${port}`, port })) };
		const labels = { "app.kubernetes.io/part-of": "boulder" };
		await plane.api.apply(
			{ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
			deployment(namespace, "boulder-monolith", { labels }),
			service(namespace, "boulder-monolith", 4001, spec),
		);
		const items = await verdicts();
		expect(items.filter(({ outcome }) => outcome === "pass" || outcome === "attested")).toEqual([]);
		await plane.api.delete(deployment(namespace, "boulder-monolith"));
		await plane.api.delete(service(namespace, "boulder-monolith", 4001));
	});

	it("finds ready everything that a cluster can prove, once it is finished", async () => {
		await finish(plane.api);
		// Whatever is ready has to stay so for as long as stableFor says.
		await new Promise((resolve) => setTimeout(resolve, 11_000));
		const items = await verdicts();
		asked.push(...items.filter(({ reason }) => reason === "NotAttested").map(({ id }) => id));
		expect(items.filter(({ state, id }) => state !== "ready" && !asked.includes(id))).toEqual([]);
		expect(asked).toHaveLength(39);
	}, 180_000);

	it("is finished in the order of its gates, by the cluster and by persons", async () => {
		const opened: string[] = [];
		for (const phase of phases) {
			expect(await openGates()).toEqual(opened);
			const updated = await run("verify", phase, "--update", "--reviewer", "Robin");
			expect(updated.code, updated.stderr).toBe(0);
			const open = asked.filter((id) => id.startsWith(`${phase}/`));
			const evidence = ["--evidence", "https://wiki.example/drills/42", "--reviewer", "Kim"];
			const checked = await run("check-off", ...open, ...evidence);
			expect(checked.code, checked.stderr).toBe(0);
			opened.push(phase);
		}
		expect(await openGates()).toEqual(phases);
		const verified = await run("verify", "--require", "complete", "-o", "json", "--kubeconfig", plane.kubeconfig);
		expect(verified.code, verified.stderr).toBe(0);
		expect(at(JSON.parse(verified.stdout), "summary")).toMatchObject({ confirmed: 105 });
		const status = JSON.parse((await run("status", "-o", "json")).stdout);
		expect(listAt(status, "phases").map((phase) => stringAt(phase, "status"))).toEqual(phases.map(() => "complete"));
		expect(JSON.parse((await run("validate", "-o", "json")).stdout).findings).toEqual([]);
	}, 360_000);

	it("is broken by each mutation in the items that it should be, and in no other", async () => {
		const recorded = await run("snapshot", "-o", "finished.json");
		expect(recorded.code, recorded.stderr).toBe(0);
		const document = readFileSync(join(folder, "PHASE-STATUS.md"), "utf8");
		const recording = readFileSync(join(folder, "finished.json"), "utf8");
		if (process.env.KEEP_FINISHED !== undefined) cpSync(folder, process.env.KEEP_FINISHED, { recursive: true });
		const found = await provenByMutation({ folder, document, recording, env: environment(), asked });
		expect(found.unexpected).toEqual([]);
		expect(found.never).toEqual([]);
		expect(found.wrongGates).toEqual([]);
		expectGolden("boulder-mutations.txt", found.table);
	}, 360_000);

	it("is observed to regress on the live cluster, in exactly what was broken", async () => {
		const broken = await breakLive(plane.api);
		const regressed = async () => (await verdicts()).filter(({ state }) => state !== "confirmed").map(({ id }) => id);
		// Controllers take a moment to see it.
		await until("the regressions", async () => (await regressed()).length >= broken.length, 45_000, 1_000).catch(() => null);
		expect((await regressed()).sort()).toEqual([...broken].sort());
		expect((await run("verify")).code).toBe(1);
		const waiting: Readonly<Record<string, readonly string[]>> = { 2: [], 3: ["2"], 4: ["2"], 5: ["2"], 6: ["2", "3", "4"] };
		const isBroken = (phase: string): boolean => broken.some((id) => id.startsWith(`${phase}/`));
		expect(await openGates()).toEqual(phases.filter((phase) => ![phase, ...(waiting[phase] ?? [])].some(isBroken)));
	}, 240_000);

	it("refuses a later phase while an earlier one is open", async () => {
		const path = join(folder, "PHASE-STATUS.md");
		const finished = readFileSync(path, "utf8");
		writeFileSync(path, readFileSync(join(boulderFolder(), "PHASE-STATUS.md")));
		expect((await run("check-off", "3/create-database-initialization-job", "--reviewer", "Kim")).code).toBe(5);
		writeFileSync(path, finished);
	});

	/** The phases that gate would promote. */
	async function openGates(): Promise<string[]> {
		const open: string[] = [];
		for (const phase of phases) {
			const { code, stdout, stderr } = await run("gate", phase);
			expect([0, 1], stdout + stderr).toContain(code);
			if (code === 0) open.push(phase);
		}
		return open;
	}

	async function verdicts(): Promise<{ id: string; outcome: string; state: string; reason: string; message: string }[]> {
		const { stdout, stderr } = await run("verify", "-o", "json");
		if (stdout === "") throw new Error(stderr);
		const all = listAt(JSON.parse(stdout), "items").map((item) => ({
			id: stringAt(item, "id") ?? "",
			outcome: stringAt(item, "outcome") ?? "",
			state: stringAt(item, "state") ?? "",
			reason: stringAt(item, "reason") ?? "",
			message: stringAt(item, "message") ?? "",
		}));
		return all.filter(({ id }) => !id.includes("/criteria/"));
	}

	function environment(): Record<string, string> {
		const PATH = `${shared.binaries}${delimiter}${process.env.PATH}`;
		return { HOME: folder, TZ: "UTC", PATH, KUBECONFIG: plane.kubeconfig };
	}

	/** The built program, with the kubectl of the control plane for overlays. Asynchronous: the servers must not wait. */
	function run(...words: readonly string[]): Promise<Ran> {
		const env = environment();
		return new Promise((resolve) => {
			execFile(process.execPath, [launcher, ...words], { cwd: folder, env, maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
				resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
			);
		});
	}
});
