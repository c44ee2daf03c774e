import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { boulderMigrate, folderWith } from "../command-line.ts";

const table = (start: string): string => `# Move

## Phase Status Summary

Start Date | Phase | Status | Completion
--- | --- | --- | ---
${start} | Phase 1 | 🔴 Not Started | 0%
2026-01-05 | Phase 2 | 🔴 Not Started | 0%

## Phase 1: A
- [ ] a

## Phase 2: B
- [ ] b
`;

describe("a date in the first cell of a row without a leading pipe", () => {
	it.each(["2026-01-01", "TBD", "  2026-01-01"])("is taken back from %s without turning the row into a list", (start) => {
		const folder = folderWith({ "PHASE-STATUS.md": table(start) });
		const { code, stderr } = boulderMigrate(["phase", "1", "--start", "-", "--reviewer", "Ana"], { folder });
		expect([code, stderr]).toEqual([0, "PHASE-STATUS.md: Phase 1: 0 of 1 items done\nnext: boulder-migrate next\n"]);
		const text = readFileSync(join(folder, "PHASE-STATUS.md"), "utf8");
		expect(text).toMatch(/^ *– +\| Phase 1 \|/m);
		const { phases } = JSON.parse(boulderMigrate(["status", "-o", "json"], { folder }).stdout);
		expect(phases.map((one: { id: string; start: string | null }) => [one.id, one.start])).toEqual([
			["1", null],
			["2", "2026-01-05"],
		]);
		expect(boulderMigrate(["phase", "1", "--start", "-", "--reviewer", "Ana"], { folder }).stderr).toContain("nothing to change");
		expect(boulderMigrate(["phase", "1", "--start", "2026-02-02", "--reviewer", "Ana"], { folder }).code).toBe(0);
	});
});
