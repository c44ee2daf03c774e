import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ProbeResult } from "../../../src/probes/probe.ts";
import { InVain, until } from "../../cluster/control-plane/api.ts";
import { describeWithControlPlane, sharedCluster } from "../../cluster/control-plane/shared.ts";
import { type ControlPlane, startControlPlane } from "../../cluster/control-plane/start.ts";
import { projectFolder } from "../../command-line.ts";
import { expectGolden } from "../../golden.ts";
import { families } from "./families/index.ts";
import { type Judge, judgeWith } from "./judge.ts";
import { record } from "./record.ts";
import { agrees, type Row, type Scene, type Want } from "./row.ts";

/** Ids to look at alone, as a pattern; then nothing is said of the whole table. */
const only = process.env.TRUTH_MATRIX;
const chosen = families.map(({ title, rows }) => ({
	title,
	rows: rows.filter(({ id }) => only === undefined || new RegExp(only).test(id)),
}));
const rows = chosen.flatMap((family) => family.rows);

describeWithControlPlane("the truth matrix", () => {
	const shared = sharedCluster();
	const found = new Map<string, Promise<ProbeResult>>();
	const judges: Judge[] = [];
	const planes: ControlPlane[] = [];
	const made: string[] = [];

	beforeAll(async () => {
		const binaries = shared.binaries ?? "";
		const on = (plane: Row["plane"]): Row[] => rows.filter((row) => (row.plane ?? "shared") === plane);
		const own = judgeWith(shared.kubeconfig);
		judges.push(own);
		run(on("shared"), async (row, namespace) => {
			made.push(namespace);
			const scene = { api: shared.api, namespace };
			await make(row, scene);
			if (row.mayList === undefined) return settle(row, scene, own);
			const limited = judgeWith(await limitedKubeconfig(row.mayList, namespace));
			judges.push(limited);
			return settle(row, scene, limited);
		});
		const start = async (controllers: boolean): Promise<ControlPlane> => {
			const plane = await startControlPlane({ binaries, controllers, nodes: 2 });
			planes.push(plane);
			return plane;
		};
		if (on("bare").length > 0) {
			const plane = await start(false);
			const judge = judgeWith(plane.kubeconfig);
			judges.push(judge);
			run(on("bare"), async (row, namespace) => {
				const scene = { api: plane.api, namespace };
				await make(row, scene);
				return settle(row, scene, judge);
			});
		}
		const halting = on("halted");
		if (halting.length > 0) {
			const plane = await start(true);
			const judge = judgeWith(plane.kubeconfig);
			judges.push(judge);
			const scenes = halting.map(async (row): Promise<Scene> => {
				const scene = { api: plane.api, namespace: nameOf(row) };
				await plane.api.apply(namespaceNamed(scene.namespace));
				await begin(row, scene);
				return scene;
			});
			const halted = Promise.all(scenes).then(() => plane.pause("controller-manager"));
			for (const [index, row] of halting.entries())
				found.set(
					row.id,
					halted.then(async () => {
						const scene = (await scenes[index]) ?? expect.fail();
						await row.change?.(scene);
						return settle(row, scene, judge);
					}),
				);
		}
		for (const promise of found.values()) promise.catch(() => {});
	});

	afterAll(async () => {
		for (const judge of judges) judge.close();
		await Promise.all(made.map((name) => shared.api.delete(namespaceNamed(name))));
		await Promise.all(planes.map((plane) => plane.stop()));
	});

	function run(some: readonly Row[], one: (row: Row, namespace: string) => Promise<ProbeResult>): void {
		// Those that take long first; the machine has more to do than to wait, so not all at once.
		const waiting = [...some];
		let running = 0;
		const next = (): void => {
			while (running < 60 && waiting.length > 0) {
				const row = waiting.shift();
				if (row === undefined) return;
				running += 1;
				const { resolve, reject } = pending.get(row.id) ?? expect.fail();
				afresh(nameOf(row), (namespace) => one(row, namespace))
					.then(resolve, reject)
					.finally(() => {
						running -= 1;
						next();
					});
			}
		};
		const pending = new Map(
			some.map((row) => {
				let resolve: (finding: ProbeResult) => void = () => {};
				let reject: (error: unknown) => void = () => {};
				const promise = new Promise<ProbeResult>((yes, no) => {
					resolve = yes;
					reject = no;
				});
				promise.catch(() => {});
				found.set(row.id, promise);
				return [row.id, { resolve, reject }];
			}),
		);
		next();
	}

	async function limitedKubeconfig(resources: readonly string[], namespace: string): Promise<string> {
		const { accounts } = shared;
		if (accounts === null) throw new Error("no accounts");
		return accounts.kubeconfig(
			namespace,
			"limited",
			resources.map((resource) => {
				const [plural = "", group = ""] = resource.split(".");
				return { apiGroups: [group], resources: [plural], verbs: ["list"] };
			}),
		);
	}

	for (const family of chosen)
		for (const row of family.rows)
			it(`${family.title}: ${row.id} ${row.state}`, { timeout: 320_000 }, async () => {
				const finding = (await found.get(row.id)) ?? expect.fail();
				expect(agrees(row.want, finding.outcome), `${row.want} is wanted: ${JSON.stringify(finding, null, 1)}`).toBe(true);
				expect(finding.message).not.toBe("");
				if (finding.outcome === "pass") expect(finding.evidence.length).toBeGreaterThan(0);
			});

	it("holds 120 states and more, each with its own id, and what is said of them", { timeout: 320_000 }, async () => {
		const ids = rows.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		const lines: string[] = [];
		const messages: string[] = [];
		for (const { title, rows: some } of chosen) {
			lines.push("", title, "");
			for (const { id, state, want } of some) {
				const finding = await found.get(id)?.catch(() => null);
				if (finding === undefined || finding === null) lines.push(`${id}  not reached`);
				else {
					lines.push(`${id.padEnd(5)}${cellsOf(want, finding)}${state}`);
					messages.push(`${id} ${finding.outcome} ${finding.reason}\n    ${finding.message}\n    > ${finding.hint}\n`);
				}
			}
		}
		if (process.env.TRUTH_MATRIX_MESSAGES !== undefined) writeFileSync(process.env.TRUTH_MATRIX_MESSAGES, messages.join(""));
		if (only !== undefined) return;
		expect(ids.length).toBeGreaterThanOrEqual(120);
		expectGolden("truth-matrix.txt", `${"id".padEnd(5)}${"want".padEnd(11)}got${lines.join("\n")}\n`);
	});
});

const session = Math.random().toString(36).slice(2, 8);

function nameOf({ id }: Row): string {
	return `matrix-${id.toLowerCase()}-${session}`;
}

function namespaceNamed(name: string) {
	return { apiVersion: "v1", kind: "Namespace", metadata: { name } };
}

/**
 * A busy machine may miss a state for good, as where some pods crash before all have been ready; then it is made once more, elsewhere.
 * What was judged counts in any case.
 */
async function afresh(namespace: string, attempt: (namespace: string) => Promise<ProbeResult>): Promise<ProbeResult> {
	try {
		return await attempt(namespace);
	} catch (problem) {
		if (!(problem instanceof InVain)) throw problem;
		return attempt(`${namespace}-2`);
	}
}

async function make(row: Row, scene: Scene): Promise<void> {
	await scene.api.apply(namespaceNamed(scene.namespace));
	// Admission wants it before the first pod, and without controllers nobody makes it.
	const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace: scene.namespace } };
	await scene.api.apply(account);
	await begin(row, scene);
	await row.change?.(scene);
}

async function begin({ id, make: objects, before }: Row, scene: Scene): Promise<void> {
	await scene.api.apply(...(objects?.(scene.namespace) ?? []));
	if (before !== undefined) await until(`${id}, what comes before`, () => before(scene), 100_000, 300);
}

/** Long enough for `stableFor: 1s` by clocks that count whole seconds, and for the state to prove that it stays. */
const holds = 2_300;

/** What was said of each row when the table was last written. */
const saidBefore: ReadonlyMap<string, string> = (() => {
	const path = join(projectFolder, "test", "golden", "truth-matrix.txt");
	const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
	return new Map(lines.map((line) => [line.slice(0, 5).trim(), line.slice(5)]));
})();

/**
 * What is said once the state stays. The objects may be as meant before the controller above them has written its first status, or the
 * server has made a new kind known: a careful verdict on such a state on the way is asked for again. A wrong one counts wherever it is
 * met: a `pass` where none is wanted, a `fail` where the state passes.
 */
async function settle({ id, reached, probe, want }: Row, scene: Scene, { judge }: Judge): Promise<ProbeResult> {
	for (let attempt = 1; ; attempt += 1) {
		await until(`${id}, the state that is meant`, () => reached(scene), 100_000, 300);
		await new Promise((resolve) => setTimeout(resolve, holds));
		if (await reached(scene)) {
			const finding = await judge(probe, scene.namespace);
			const isWrong = finding.outcome === "pass" ? !agrees(want, "pass") : finding.outcome === "fail" && agrees(want, "pass");
			const isSaidBefore = saidBefore.get(id)?.startsWith(cellsOf(want, finding)) ?? true;
			const isLast = isWrong || (isSaidBefore && agrees(want, finding.outcome)) || attempt >= 12;
			if (!isLast) continue;
			const folder = process.env.TRUTH_MATRIX_RECORD;
			if (folder !== undefined) await record(folder, id, scene, finding.evidence[0]?.observedAt ?? "");
			return finding;
		}
		if (attempt >= 12) throw new InVain(`${id} does not stay in the state that is meant`);
	}
}

/** The columns of the table that a verdict fills. */
function cellsOf(want: Want, { outcome, reason }: ProbeResult): string {
	return `${want.padEnd(11)}${outcome.padEnd(9)}${reason.padEnd(27)}`;
}
