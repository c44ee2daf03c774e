import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { boulderMigrate, folderWith, projectFolder } from "../../command-line.ts";
import { readsOf } from "../../recorded-things.ts";
import { parsePrometheus } from "../../reporters/parsers/prometheus.ts";
import { parseTap } from "../../reporters/parsers/tap.ts";
import { parseXml } from "../../reporters/parsers/xml.ts";

const document = `# Plan

## Phase Status Summary

| Phase | Description | Status | Start Date | Target Date | Completion |
|-------|-------------|--------|------------|-------------|------------|
| **Phase 1** | Ground | 🟢 Complete | 2026-11-01 | - | 100% |
| **Phase 2** | Walls | 🟢 Complete | 2026-11-01 | - | 100% |
| **Phase 3** | Roof | 🟢 Complete | 2026-11-01 | - | 100% |

**Legend**: 🔴 Not Started | 🟡 In Progress | 🟢 Complete | ⚠️ Blocked

## Phase 1: Ground

### Status: 🟢 Complete

- [x] Dig

## Phase 2: Walls

### Status: 🟢 Complete

- [x] Bricks
- [x] Mortar

### Success Criteria
- Stands in the wind

## Phase 3: Roof

### Status: 🟢 Complete

- [x] Beams

## Dependencies and Blockers

- Phase 2 depends on Phase 1
- Phase 3 requires Phase 2

### Current Blockers

None at present.

## Validation Checklist

### Phase 2 Validation
- [x] Inspected
`;
const kinds = ["Dig", "Bricks", "Mortar", "Wind", "Beams", "Inspected"] as const;
type Kind = (typeof kinds)[number];
const probe = (kind: Kind): string =>
	`{ resources: { namespace: a, apiVersion: example.org/v1, kind: ${kind} , expect: "object.spec.ok" } }`;
const probes = `schemaVersion: 1
probes:
  1/dig: ${probe("Dig")}
  2/bricks: ${probe("Bricks")}
  2/mortar: ${probe("Mortar")}
  2/criteria/stands-in-the-wind: ${probe("Wind")}
  2/validation/inspected: ${probe("Inspected")}
  3/beams: ${probe("Beams")}
`;

/** A cluster with one object of each kind. `gone`: kinds that were not read. */
function cluster(ok: Partial<Record<Kind, boolean>> = {}, gone: readonly Kind[] = [], at = new Date()): string {
	const reads = readsOf(
		kinds.filter((kind) => !gone.includes(kind)),
		(kind) => ok[kind] ?? true,
		at.toISOString(),
	);
	return JSON.stringify({ schemaVersion: 1, recordedAt: at.toISOString(), contexts: [{ name: "staging", uid: "5c0b", reads }] });
}

interface World {
	readonly document?: string;
	readonly probes?: string;
	readonly cluster?: string;
}

const folder = (world: World = {}): string =>
	folderWith({
		"PHASE-STATUS.md": world.document ?? document,
		"probes.yaml": world.probes ?? probes,
		"cluster.json": world.cluster ?? cluster(),
	});
const run = (where: string, ...words: string[]) => boulderMigrate([...words, "--snapshot", "cluster.json"], { folder: where });

/** Both commands decide by the same conditions. */
function decide(phase: string, world: World, ...more: string[]) {
	const where = folder(world);
	const gate = run(where, "gate", phase, "-o", "json", ...more);
	const verify = run(where, "verify", phase, "--require", "complete", "-o", "json", ...more);
	expect(verify.code, gate.stdout + gate.stderr).toBe(gate.code);
	const report = JSON.parse(gate.stdout);
	expect(JSON.parse(verify.stdout).gate.obstacles).toEqual(report.obstacles);
	expect(report.exitCode).toBe(gate.code);
	return { where, code: gate.code, report, obstacles: named(report.obstacles) };
}

function named(obstacles: readonly { kind: string; id: string | null }[]): string[] {
	return obstacles.map(({ kind, id }) => `${kind} ${id ?? ""}`.trim());
}

describe("gate", () => {
	it("opens in order where everything is confirmed now", () => {
		for (const phase of ["1", "2", "3"]) expect(decide(phase, {})).toMatchObject({ code: 0, obstacles: [] });
		const { code, stdout } = run(folder(), "gate", "3");
		expect(code).toBe(0);
		expect(stdout).toMatch(/^Phase 3 \(Roof\) may be promoted\.\n/);
	});

	it.each<[string, string, World, number, string[]]>([
		["a failing item", "2", { cluster: cluster({ Bricks: false }) }, 1, ["item 2/bricks"]],
		["a failing check", "2", { cluster: cluster({ Inspected: false }) }, 1, ["check 2/validation/inspected"]],
		["a failing criterion", "2", { cluster: cluster({ Wind: false }) }, 1, ["criterion 2/criteria/stands-in-the-wind"]],
		["an unverified criterion", "2", { cluster: cluster({}, ["Wind"]) }, 1, ["criterion 2/criteria/stands-in-the-wind"]],
		[
			"a criterion without a probe",
			"2",
			{ probes: probes.replace(/ {2}2\/criteria.*\n/, "") },
			1,
			["criterion 2/criteria/stands-in-the-wind"],
		],
		["an unverified checked item", "2", { cluster: cluster({}, ["Bricks"]) }, 3, ["item 2/bricks"]],
		["a checked item without a probe", "2", { probes: probes.replace(/ {2}2\/bricks.*\n/, "") }, 1, ["item 2/bricks"]],
		[
			"a cluster that answered nothing",
			"2",
			{ cluster: cluster({}, kinds) },
			3,
			[
				"item 2/bricks",
				"item 2/mortar",
				"check 2/validation/inspected",
				"criterion 2/criteria/stands-in-the-wind",
				"prerequisite 1",
			],
		],
		["a prerequisite that regressed", "2", { cluster: cluster({ Dig: false }) }, 1, ["prerequisite 1"]],
		["the prerequisite of a prerequisite", "3", { cluster: cluster({ Dig: false }) }, 1, ["prerequisite 1"]],
		["a criterion of a prerequisite", "3", { cluster: cluster({ Wind: false }) }, 1, ["prerequisite 2"]],
		["a prerequisite that could not be verified", "2", { cluster: cluster({}, ["Dig"]) }, 1, ["prerequisite 1"]],
		[
			"a blocker",
			"2",
			{ document: document.replace("None at present.", "- Phase 2: no scaffold (since 2026-11-20)") },
			1,
			["blocker"],
		],
		["an orphaned probe", "2", { probes: `${probes}  2/windows: ${probe("Bricks")}\n` }, 1, ["validation orphan-probe"]],
	])("is closed by %s", (_, phase, world, code, obstacles) => {
		expect(decide(phase, world)).toMatchObject({ code, obstacles });
	});

	it("is closed by an unchecked item, which is ready, and by the errors of validate about the phase", () => {
		const { code, report } = decide("2", { document: document.replace("- [x] Bricks", "- [ ] Bricks") });
		expect(code).toBe(1);
		expect(report.obstacles[0]).toMatchObject({
			id: "2/bricks",
			reason: "NotCheckedOff",
			next: "boulder-migrate check-off 2/bricks",
		});
		expect(named(report.obstacles)).toEqual(expect.arrayContaining(["validation completion-mismatch"]));
		const wrong = document.replace(
			"| Walls | 🟢 Complete | 2026-11-01 | - | 100% |",
			"| Walls | 🟢 Complete | 2026-11-01 | - | 90% |",
		);
		expect(decide("2", { document: wrong })).toMatchObject({ code: 1, obstacles: ["validation completion-mismatch"] });
		// It is about Phase 2 alone.
		expect(decide("1", { document: wrong })).toMatchObject({ code: 0 });
	});

	it("does not close for what blocks another phase", () => {
		const blocked = document.replace("None at present.", "- Phase 3: no crane (since 2026-11-20)");
		expect(decide("2", { document: blocked })).toMatchObject({ code: 0 });
	});

	it("takes no evidence older than --max-age", () => {
		const old = cluster({}, [], new Date(Date.now() - 2 * 3_600_000));
		expect(decide("3", { cluster: old }).code).toBe(0);
		const { code, report } = decide("3", { cluster: old }, "--max-age", "1h");
		expect(code).toBe(3);
		expect(report.obstacles.map(({ reason }: { reason: string }) => reason)).toContain("StaleEvidence");
	});

	it("has one line for each obstacle, with its next step", () => {
		const where = folder({ cluster: cluster({ Wind: false, Dig: false }) });
		const { code, stdout } = run(where, "gate", "2");
		expect(code).toBe(1);
		const [headline, , ...lines] = stdout.trimEnd().split("\n");
		expect(headline).toBe("Phase 2 (Walls) may not be promoted: 2 obstacles.");
		expect(lines).toHaveLength(2);
		expect(lines[0]).toMatch(/✗ criterion 2\/criteria\/stands-in-the-wind: /);
		expect(lines[1]).toMatch(/✗ prerequisite 1: .*1\/dig: .*; next: boulder-migrate gate 1$/);
	});

	it("reports a cause once, however many items it holds up", () => {
		const { stdout } = run(folder({ cluster: cluster({}, [], new Date(0)) }), "gate", "2", "--max-age", "1h");
		expect(stdout.trimEnd().split("\n")).toHaveLength(4);
		expect(stdout).toContain("4 obstacles: 2/bricks, 2/mortar, 2/validation/inspected and 2/criteria/stands-in-the-wind");
	});

	it("says the same as JSON, JUnit, GitHub annotations and Markdown", () => {
		const validate = new Ajv2020({ allowUnionTypes: true }).compile(
			JSON.parse(readFileSync(join(projectFolder, "schemas", "gate.schema.json"), "utf8")),
		);
		for (const [world, obstacles] of [
			[{}, 0],
			[{ cluster: cluster({ Wind: false, Dig: false }) }, 2],
		] as const) {
			const where = folder(world);
			const outputs = Object.fromEntries(
				["json", "junit", "github", "markdown"].map((format) => {
					const { code, stdout } = run(where, "gate", "2", "-o", format);
					expect(code).toBe(obstacles === 0 ? 0 : 1);
					return [format, stdout];
				}),
			);
			const json = JSON.parse(outputs.json ?? "");
			expect(validate(json), JSON.stringify(validate.errors)).toBe(true);
			expect(json.obstacles).toHaveLength(obstacles);
			expect(Number(parseXml(outputs.junit ?? "").attributes.get("failures"))).toBe(obstacles);
			expect((outputs.github ?? "").match(/^::error /gm)?.length ?? 0).toBe(obstacles);
			expect((outputs.markdown ?? "").match(/^- /gm)?.length ?? 0).toBe(obstacles);
		}
	});

	it("does not claim to have observed a cluster that did not answer", () => {
		const config =
			'{"apiVersion":"v1","kind":"Config","current-context":"x","clusters":[{"name":"x","cluster":{"server":"https://127.0.0.1:1"}}],"users":[{"name":"x","user":{"token":"t"}}],"contexts":[{"name":"x","context":{"cluster":"x","user":"x"}}]}';
		const where = folderWith({ "PHASE-STATUS.md": document, "probes.yaml": probes, config });
		const { code, stdout } = boulderMigrate(["gate", "1", "--kubeconfig", "config"], { folder: where });
		expect(code).toBe(3);
		expect(stdout.split("\n")[1]).toBe("context x, not read");
	});

	it("requires a phase", () => {
		expect(run(folder(), "gate").code).toBe(2);
		expect(run(folder(), "gate", "9").code).toBe(2);
		expect(run(folder(), "gate", "Roof").code).toBe(0);
	});
});

describe("a failing success criterion", () => {
	const where = folder({ cluster: cluster({ Wind: false }) });
	const id = "2/criteria/stands-in-the-wind";

	it("is red in every format", () => {
		const output = (format: string): string => run(where, "verify", "phase", "2", "-o", format).stdout;
		const suite = parseXml(output("junit")).children[0];
		expect(suite?.children.find((one) => one.attributes.get("classname") === id)?.children[0]?.name).toBe("failure");
		const point = parseTap(output("tap")).find(({ description }) => description.startsWith(id));
		expect([point?.ok, point?.directive]).toEqual([false, null]);
		expect(JSON.parse(output("sarif")).runs[0].results).toEqual([
			expect.objectContaining({ ruleId: "criterion-failing", level: "error" }),
		]);
		expect(output("github")).toMatch(/^::error file=PHASE-STATUS.md,line=\d+,title=criterion-failing%3A 2\/criteria/m);
		const sample = parsePrometheus(output("prometheus")).find(({ labels }) => labels.get("id") === id);
		expect(sample?.labels.get("outcome")).toBe("fail");
		expect(output("text").split("\n")[0]).toContain("1 success criterion failing");
		expect(output("text")).not.toContain("nothing contradicts the document");
	});

	it("has a verdict and an exit code of its own", () => {
		const found = run(where, "verify", id, "-o", "json");
		expect(found.code).toBe(1);
		expect(JSON.parse(found.stdout).criteria).toEqual([expect.objectContaining({ id, outcome: "fail" })]);
		expect(run(folder(), "verify", id).code).toBe(0);
		expect(run(folder({ cluster: cluster({}, ["Wind"]) }), "verify", id).code).toBe(3);
		expect(run(folder({ probes: probes.replace(/ {2}2\/criteria.*\n/, "") }), "verify", id).code).toBe(4);
	});
});

describe("a probe whose item was reworded", () => {
	const reworded = document.replace("- [x] Bricks", "- [x] Brick walls");
	const world = { document: reworded, cluster: cluster({ Bricks: false }) };

	it("is named, and what it verified does not count as verified", () => {
		const { code, stdout, stderr } = run(folder(world), "verify");
		expect(code).toBe(3);
		expect(stderr).toContain('probes.yaml:4:3: this probe verifies nothing: no item "2/bricks"');
		expect(stdout.split("\n")[0]).toContain("1 probe without an item: 2/bricks");
		const json = JSON.parse(run(folder(world), "verify", "-o", "json").stdout);
		expect(json.orphans).toEqual([expect.objectContaining({ key: "2/bricks", file: "probes.yaml", line: 4, column: 3 })]);
	});

	it("leaves nothing to verify: exit code 4", () => {
		for (const one of [`schemaVersion: 1\nprobes:\n  2/bricks: ${probe("Bricks")}\n`, "schemaVersion: 1\nprobes: {}\n"]) {
			const { code, stderr } = run(folder({ ...world, probes: one }), "verify");
			expect(code).toBe(4);
			expect(stderr).toContain("nothing that was asked for has a probe");
			if (one.includes("bricks")) expect(stderr).toContain('no item "2/bricks"');
		}
		expect(run(folder(world), "verify", "2/brick-walls").code).toBe(4);
	});
});
