import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { boulderMigrate, folderWith, projectFolder } from "../command-line.ts";

function validatorOf(name: string) {
	const schema: object = JSON.parse(readFileSync(join(projectFolder, "schemas", `${name}.schema.json`), "utf8"));
	return new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
}

const small = `# Plan

## Phase 1: Ground

- [ ] Web Deployment (port 80) (@ana, due 2020-01-01)
  - Evidence: seen (Ana, 2026-11-24, until 2026-12-24)
- [x] ~~Dig~~ (N/A: done elsewhere)

### Success Criteria

- Users see it

## Phase 2: House

- [ ] Optional: Roof

## Dependencies and Blockers

- Phase 2 depends on Phase 1

## Risk Register

| Risk | Impact | Probability | Mitigation | Owner | Status |
|------|--------|-------------|------------|-------|--------|
| Rain | High | Low | Tent | Ana | Open |
| Snow | Unsure | Low | - | - | Closed |
`;

function folder(): string {
	const copy = folderWith({
		"small.md": small,
		"probes.yaml": "schemaVersion: 1\nprobes:\n  risks/rain: { attestation: { ask: x } }\n",
		"foreign.md":
			"# Plan\n\n## Etappe 1: Grund\n\n**Status:** Shipped\n\n- [x] a\n\n## Etappe 2: Haus\n\n**Status:** Xyz\n\n- [ ] b\n\n| A | B |\n|---|---|\n| 1 | 2 |\n",
	});
	cpSync(join(projectFolder, "status"), join(copy, "status"), { recursive: true });
	return copy;
}

const inSmall = ["--file", "small.md"];

/** Outputs by the schema that describes them. Those of other commands are validated by the tests of these commands. */
const outputs: readonly (readonly [schema: string, ...words: string[]])[] = [
	["list", "list"],
	["list", "list", "2", "--unchecked"],
	["list", "list", ...inSmall],
	["next", "next"],
	["next", "next", ...inSmall],
	["show", "show", "2/sa-1-deployment"],
	["show", "show", "1/web-deployment", ...inSmall],
	["show", "show", "1/dig", ...inSmall],
	["show", "show", "1/criteria/users-see-it", ...inSmall],
	["version", "version"],
	["risk-list", "risk", "list"],
	["risk-list", "risk", "list", "--all", ...inSmall],
	["init", "init", "--title", "T", "--phase", "A", "-n", "a", "--workload", "b/CronJob/backup", "--output-dir", "new"],
	["adopt", "adopt", "foreign.md"],
	["adopt", "adopt", "status/PHASE-STATUS.md"],
];

describe("JSON outputs", () => {
	it.each(outputs.map(([name, ...words]) => ({ name, words, command: words.join(" ") })))(
		"of $command matches the schema $name",
		({ name, words }) => {
			const { code, stdout, stderr } = boulderMigrate([...words, "-o", "json"], { folder: folder() });
			expect(code, stderr).toBe(0);
			const validate = validatorOf(name);
			expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
			expect(validate({ ...JSON.parse(stdout), more: 1 })).toBe(false);
		},
	);

	/** The schema of each command's JSON; null: a Kubernetes List. */
	const schemas: Readonly<Record<string, string | null>> = {
		status: "status",
		list: "list",
		next: "next",
		show: "show",
		version: "version",
		explain: "probes-output",
		"risk list": "risk-list",
		validate: "validate",
		verify: "verify",
		gate: "gate",
		"probes list": "probes-output",
		"probes explain": "probes-output",
		"probes coverage": "probes-output",
		"probes lint": "probes-output",
		deploy: null,
		history: "history",
		diff: "diff",
		init: "init",
		adopt: "adopt",
	};
	const edits = "check-off uncheck skip unskip block unblock phase note review sync".split(" ");
	const riskEdits = ["risk add", "risk close", "risk open"];

	it("have a schema for every command with -o json", () => {
		const reference = readFileSync(join(projectFolder, "docs", "reference.md"), "utf8");
		const withJson = reference
			.split(/^(?=## )/m)
			.filter((section) => /^\s+(?:-o, )?--output <format.*(?:\n {20,}.*)*?\bjson\b/m.test(section))
			.map((section) => /^## (.*)/.exec(section)?.[1] ?? "");
		const known = { ...schemas, ...Object.fromEntries([...edits, ...riskEdits].map((name) => [name, "edit"])) };
		expect(withJson.sort()).toEqual(Object.keys(known).sort());
		for (const name of Object.values(known))
			if (name !== null) expect(existsSync(join(projectFolder, "schemas", `${name}.schema.json`)), name).toBe(true);
	});
});
