import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../command-line.ts";
import { documentPath, Repository } from "./repository.ts";

const document = `# Plan

## Phase 1: Ground

### Group 1: Deep
- [ ] Dig (port 1)
- [ ] Drain
- [ ] Fill
- [ ] Press

### Group 2: Flat
- [ ] Level
- [ ] Sow

## Review History

| Date | Reviewer | Phase | Change |
|------|----------|-------|--------|
`;

function repository(): Repository {
	const repo = new Repository();
	repo.git("init", "-q");
	repo.write(documentPath, document);
	repo.commit("Start");
	return repo;
}
const box = (repo: Repository, from: string, to: string): void =>
	repo.write(documentPath, repo.read(documentPath).replace(from, to));

interface Reported {
	readonly id: string;
	readonly reviewer: string | null;
	readonly author: string;
	readonly committer: string;
	readonly by: string;
	readonly verified: boolean;
	readonly checked: boolean;
}
const historyOf = (repo: Repository): readonly Reported[] => {
	const report = JSON.parse(repo.tool("history", "-o", "json").stdout);
	const valid = new Ajv2020({ allErrors: true }).compile(
		JSON.parse(readFileSync(join(projectFolder, "schemas", "history.schema.json"), "utf8")),
	);
	expect(valid(report), JSON.stringify(valid.errors)).toBe(true);
	return report.checkOffs;
};
const who = ({ id, checked, reviewer, author, committer, by }: Reported): string =>
	`${checked ? "x" : " "} ${id} ${reviewer} ${author} ${committer} ${by}`;

describe("history", () => {
	it("names the reviewer and the committer, and distinguishes a checkbox edited by hand from one that a command changed", () => {
		const repo = repository();
		const ids = ["1/dig", "1/drain", "1/fill", "1/press", "1/level"];
		expect(repo.tool("check-off", ...ids, "--reviewer", "Rae").code).toBe(0);
		expect(repo.read(documentPath)).toContain("| Rae | Phase 1 | Checked off 5 items: Group 1 (4 of 4) and Level (83% complete)");
		repo.commit("All but one", "--author=Bo <bo@example.org>");
		box(repo, "- [ ] Sow", "- [x] Sow");
		repo.tool("review", "1", "Sown as well", "--reviewer", "Cy");
		repo.commit("By hand");
		repo.tool("uncheck", "1/fill", "--reviewer", "Rae");
		box(repo, "- [x] Press", "- [ ] Press");
		repo.commit("Not so fast");
		const found = historyOf(repo).map(who).sort();
		expect(found).toEqual(
			[
				...ids.map((id) => `x ${id} Rae Bo Ana Lee command`),
				"x 1/sow Cy Ana Lee Ana Lee editor",
				"  1/fill Rae Ana Lee Ana Lee command",
				"  1/press Rae Ana Lee Ana Lee editor",
			].sort(),
		);
		const { stdout } = repo.tool("history");
		expect(stdout).toMatch(/\[x\] 1\/dig {2}Rae, committed by Bo and Ana Lee {2}[0-9a-f]{9}\n/);
		expect(stdout).toMatch(/\[x\] 1\/sow {2}Cy, committed by Ana Lee {2}by hand {2}[0-9a-f]{9}\n/);
	});

	it("finds each of very many items, and those of the same name", () => {
		const repo = repository();
		const lines = Array.from({ length: 120 }, (_, index) => `- [ ] Replace the long name of service number ${index} everywhere`);
		const twins = "### A: north\n- [ ] Twin\n\n### B: south\n- [ ] Twin\n";
		repo.write(documentPath, document.replace("### Group 1: Deep", `${lines.join("\n")}\n\n${twins}\n### Group 1: Deep`));
		repo.commit("Plan");
		expect(repo.tool("check-off", "1/a-north/twin", "--reviewer", "Rae").code).toBe(0);
		box(repo, "### B: south\n- [ ] Twin", "### B: south\n- [x] Twin");
		repo.commit("Twins");
		expect(historyOf(repo).map(who).sort()).toEqual([
			"x 1/a-north/twin Rae Ana Lee Ana Lee command",
			"x 1/b-south/twin Rae Ana Lee Ana Lee editor",
		]);
		const most = lines.slice(1).map((line) => `1/${line.slice(6).toLowerCase().replaceAll(" ", "-")}`);
		expect(repo.tool("check-off", ...most, "--reviewer", "Rae").code).toBe(0);
		const rows = repo
			.read(documentPath)
			.split("\n")
			.filter((line) => line.startsWith("| 20"));
		expect(rows.length).toBeGreaterThan(2);
		expect(Math.max(...rows.map((row) => row.length))).toBeLessThan(4000);
		repo.commit("Most");
		const last = historyOf(repo).slice(2);
		expect(last).toHaveLength(119);
		expect(last.filter(({ by }) => by !== "command")).toEqual([]);
		expect(repo.tool("validate", "--since", "HEAD~1").stdout).not.toContain("tick-without-review");
	});
});
