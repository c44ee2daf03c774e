import { describe, expect, it } from "vitest";
import type { StatusReport } from "../../src/report/status-report.ts";
import { boulderMigrate, folderWith } from "../command-line.ts";

const document = `# Plan

## Phase Status Summary

| Phase | Description | Status | Start Date | Target Date | Completion |
|-------|-------------|--------|------------|-------------|------------|
| **Phase 1** | Ground | 🟢 Complete | 2020-01-01 | 2020-02-01 | 100% |
| **Phase 2** | Walls | 🟡 In Progress | 2020-02-01 | 2020-03-01 | 50% |

## Phase 1: Ground

- [x] Dig (@ana, due 2020-01-15)

## Phase 2: Walls

### Group 1: Bricks

- [x] Lay bricks (@bo)
- [ ] Point bricks (@ana, due 2020-02-15)

### Group 2: Plaster

- [ ] Mix plaster
- [ ] Spread plaster (due 2099-01-01)

### Success Criteria

- Stands in the wind (@bo)
`;
const probes = `schemaVersion: 1
owners:
  "*": "@lead"
  2/*: [ "@org/crew" ]
  2/group-2-plaster/*: "@ana"
  2/spread-plaster: [ dora, "@ana" ]
`;
const folder = folderWith({ "PHASE-STATUS.md": document, "probes.yaml": probes });
const run = (...words: string[]) => boulderMigrate(["status", ...words], { folder, env: { BOULDER_MIGRATE_USER: "Ana" } });
const reportOf = (...words: string[]): StatusReport => JSON.parse(run(...words, "-o", "json").stdout);
const idsOf = ({ phases }: StatusReport): string[] => phases.flatMap(({ items }) => items.map(({ id }) => id));

describe("owners and due dates", () => {
	it("are those of the item, else the nearest default of the probes file", () => {
		const items = reportOf().phases.flatMap((phase) => phase.items);
		expect(items.map(({ id, owners, due }) => [id, owners, due])).toEqual([
			["1/dig", ["@ana"], "2020-01-15"],
			["2/lay-bricks", ["@bo"], null],
			["2/point-bricks", ["@ana"], "2020-02-15"],
			["2/mix-plaster", ["@ana"], null],
			["2/spread-plaster", ["@dora", "@ana"], "2099-01-01"],
		]);
		expect(reportOf().phases[1]?.criteria.map(({ owners }) => owners)).toEqual([["@bo"]]);
	});

	it("report what is overdue: open items and phases, not what is done", () => {
		const { phases } = reportOf();
		expect(phases.map(({ overdueDays }) => overdueDays !== null)).toEqual([false, true]);
		const late = phases.flatMap(({ items }) => items.filter(({ overdueDays }) => overdueDays !== null));
		expect(late.map(({ id }) => id)).toEqual(["2/point-bricks"]);
		const { stdout } = run();
		expect(stdout).toMatch(/Phase 2 is \d+ days overdue; 1 item is overdue\./);
		expect(stdout).toMatch(/2020-03-01, \d+ days overdue/);
		expect(stdout).toContain("Point bricks (@ana, due 2020-02-15, ");
		expect(run("-o", "markdown").stdout).toMatch(/- \*\*Phase 2\*\* is \d+ days overdue \(target 2020-03-01\)/);
		const metrics = run("-o", "prometheus").stdout;
		expect(metrics).toMatch(/boulder_migrate_phase_overdue_days\{phase="1",title="Ground"\} 0\n/);
		expect(metrics).toMatch(/boulder_migrate_phase_overdue_days\{phase="2",title="Walls"\} [1-9]\d+\n/);
		expect(metrics).toContain('boulder_migrate_phase_items_overdue{phase="2",title="Walls",owner="@ana"} 1\n');
		expect(metrics).toContain('boulder_migrate_phase_items_owned{phase="2",title="Walls",owner="@ana"} 3\n');
	});

	it("--mine lists what is mine, by any spelling of my name", () => {
		expect(idsOf(reportOf("--mine"))).toEqual(["1/dig", "2/point-bricks", "2/mix-plaster", "2/spread-plaster"]);
		const { stdout, stderr } = run("--mine");
		expect(stdout).toMatch(/^3 open items of Ana, 1 overdue; 1 done or not applicable; 1 phase overdue\n/);
		expect(stdout.indexOf("Point bricks")).toBeLessThan(stdout.indexOf("Mix plaster"));
		expect(stdout).not.toContain("Lay bricks");
		expect(stderr).toBe("");
	});

	it("--mine identifies the user by git, and reports if there are no items", () => {
		const env = { GIT_AUTHOR_NAME: "Bo", HOME: folder };
		expect(boulderMigrate(["status", "--mine"], { folder, env }).stdout).toMatch(/^0 open items of Bo, 0 overdue; 1 done/);
		const nobody = boulderMigrate(["status", "--mine"], { folder, env: { BOULDER_MIGRATE_USER: "zoe" } });
		expect(nobody.stderr).toBe("no item is owned by zoe; set BOULDER_MIGRATE_USER to your handle if it is another\n");
	});

	it("--overdue lists what is late, and with --mine what of mine is", () => {
		expect(idsOf(reportOf("--overdue"))).toEqual(["2/point-bricks"]);
		expect(run("--overdue").stdout).toMatch(/^1 open item, 1 overdue; 0 done or not applicable; 1 phase overdue\n/);
		expect(idsOf(reportOf("--overdue", "--mine"))).toEqual(["2/point-bricks"]);
	});

	it.each(['{ "*": 7 }', "[ana]", '{ "*": "no name" }'])("refuses owners: %s", (owners) => {
		const where = folderWith({ "PHASE-STATUS.md": document, "probes.yaml": `schemaVersion: 1\nowners: ${owners}\n` });
		const { code, stderr } = boulderMigrate(["status"], { folder: where });
		expect([code, stderr]).toEqual([4, expect.stringContaining("probes.yaml:2:")]);
	});
});
