import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../command-line.ts";
import { documentPath, Repository } from "./repository.ts";

const document = `# Plan

## Phase 1: Ground

### Goal
Firm ground.

- [x] Dig
  - Evidence: dug (Ann, 2026-11-01)

## Phase 2: Walls

- [ ] Bricks

### Success Criteria
- Stands in the wind

## Phase 3: Roof

- [ ] Beams

## Dependencies Between Phases
- Phase 3 depends on Phase 2

## Risk Register

| Risk | Impact | Probability | Mitigation |
|------|--------|-------------|------------|
| Rain | High | Low | Tarpaulin |

## Review History

| Date | Reviewer | Phase | Change |
|------|----------|-------|--------|
| 2026-11-01 | Ann | Phase 1 | Checked off Dig (100% complete) |
`;
const probes = `schemaVersion: 1
probes:
  1/dig: { workload: { kind: Deployment, name: dig } }
  2/bricks: { workload: { kind: Deployment, name: bricks } }
`;
const probesPath = "status/probes.yaml";

function repository(): Repository {
	const repo = new Repository();
	repo.git("init", "-q");
	repo.write(documentPath, document);
	repo.write(probesPath, probes);
	repo.commit("Start");
	return repo;
}
const edit = (repo: Repository, path: string, from: string, to: string): void => {
	expect(repo.read(path)).toContain(from);
	repo.write(path, repo.read(path).replace(from, to));
	repo.git("add", "-A");
};
const rulesOf = (out: string): string[] =>
	JSON.parse(out)
		.findings.map(({ rule }: { rule: string }) => rule)
		.filter((rule: string) => rule !== "missing-section");

describe("what makes a phase easier", () => {
	it("is refused by the hook until a row of the review history explains it, for any command that benefits", () => {
		const repo = repository();
		expect(repo.tool("git", "install").code).toBe(0);
		edit(repo, documentPath, "- Phase 3 depends on Phase 2\n", "");
		// The gate is gone, so that nothing has to be forced; the row of the check-off does not explain that.
		expect(repo.tool("check-off", "3/beams", "--reviewer", "Bo").code).toBe(0);
		repo.git("add", "-A");
		const { code, stdout, stderr } = repo.run("git", ["commit", "-qm", "Roof first"]);
		expect(code).not.toBe(0);
		expect(stdout + stderr).toContain("eased-without-review");
		expect(stdout + stderr).toContain("Phase 3 no longer depends on Phase 2");
		expect(repo.tool("review", "3", "Prefabricated: needs no walls", "--reviewer", "Ann").code).toBe(0);
		repo.git("add", "-A");
		repo.git("commit", "-qm", "Roof first");
	});

	it("is seen in the probes file alone, staged and since a revision", () => {
		const repo = repository();
		edit(repo, probesPath, "1/dig: { workload: { kind: Deployment, name: dig } }", "1/dig: { attestation: { ask: ok? } }");
		for (const words of [["--staged"], ["--staged", probesPath], ["--since", "HEAD"]]) {
			const { code, stdout } = repo.tool("validate", "-o", "json", ...words);
			expect([code, rulesOf(stdout)], words.join(" ")).toEqual([1, ["eased-without-review"]]);
		}
		repo.git("commit", "-qm", "Ask", "--no-verify");
		expect(rulesOf(repo.tool("validate", "-o", "json", "--since", "HEAD").stdout)).toEqual([]);
		expect(rulesOf(repo.tool("validate", "-o", "json", "--since", "HEAD~1").stdout)).toEqual(["eased-without-review"]);
		// A file of that name with no document beside it is somebody else's.
		repo.write("other/probes.yaml", "a: 1\n");
		repo.git("add", "-A");
		expect(repo.tool("validate", "--staged", "other/probes.yaml").code).toBe(0);
	});

	it("is shown by diff: dependencies, criteria, risks, goals, evidence and probes", () => {
		const repo = repository();
		edit(repo, documentPath, "- Phase 3 depends on Phase 2\n", "- Phase 3 can proceed in parallel with Phase 2\n");
		edit(repo, documentPath, "- Stands in the wind", "- Stands");
		edit(
			repo,
			documentPath,
			"| Rain | High | Low | Tarpaulin |",
			"| Rain | Low | Low | Tarpaulin |\n| Frost | Low | Low | Wait |",
		);
		edit(repo, documentPath, "Firm ground.", "Ground.");
		edit(repo, documentPath, "dug (Ann", "dug deep (Ann");
		edit(repo, probesPath, "  2/bricks: { workload: { kind: Deployment, name: bricks } }\n", "");
		edit(repo, probesPath, "probes:", "policy: { evidence: required }\nprobes:");
		const expected = [
			"Phase 1: Ground",
			"  goal: Firm ground. → Ground.",
			"  evidence of 1/dig added: dug deep (Ann, 2026-11-01)",
			"  evidence of 1/dig removed: dug (Ann, 2026-11-01)",
			"Phase 2: Walls",
			"  probe of 2/bricks removed: workload",
			"  success criterion added: Stands",
			"  success criterion removed: Stands in the wind",
			"Phase 3: Roof",
			"  depends on Phase 2 (soft)",
			"  no longer depends on Phase 2",
			"Risk register",
			"  added: Frost",
			"  changed: Rain: impact: High → Low",
			"Policy",
			"  evidence: verified → required",
		];
		expect(repo.tool("diff").stdout.trimEnd().split("\n")).toEqual(expected);
		expect(repo.tool("diff", "--staged").stdout.trimEnd().split("\n")).toEqual(expected);
		const valid = new Ajv2020({ allErrors: true }).compile(
			JSON.parse(readFileSync(join(projectFolder, "schemas", "diff.schema.json"), "utf8")),
		);
		expect(valid(JSON.parse(repo.tool("diff", "-o", "json").stdout)), JSON.stringify(valid.errors)).toBe(true);
		expect(repo.tool("diff", "-o", "markdown").stdout).toContain("**Risk register**");
		repo.git("commit", "-qm", "Ease", "--no-verify");
		expect(repo.tool("diff")).toMatchObject({ stdout: "", stderr: "no phase and no item changed\n" });
		expect(repo.tool("diff", "HEAD~1", "HEAD").stdout.trimEnd().split("\n")).toEqual(expected);
		expect(repo.tool("diff", "HEAD", "HEAD", "--staged").code).toBe(2);
	});
});
