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

## Phase 1: Ground

### Status: 🟢 Complete

- [x] Dig (@ann, due 2026-01-05)
- [x] Drain

### Success Criteria
- Dry (@bo)

## Risk Register

| Risk | Impact | Probability | Mitigation | Status |
|------|--------|-------------|------------|--------|
| Flooded pit | High | High | Pump | Open |
| Frost | Low | Low | Wait | Closed |
| Theft | Low | Low | Fence | Open |
`;
const kinds = ["Dig", "Drain", "Dry", "Flood", "Frost"] as const;
type Kind = (typeof kinds)[number];
const probe = (kind: Kind): string =>
	`{ resources: { namespace: a, apiVersion: example.org/v1, kind: ${kind}, expect: "object.spec.ok" } }`;
const probes = `schemaVersion: 1
owners: { 1/drain: [cid] }
probes:
  1/dig: ${probe("Dig")}
  1/drain: ${probe("Drain")}
  1/criteria/dry: ${probe("Dry")}
  risks/flooded-pit: ${probe("Flood")}
  risks/frost: ${probe("Frost")}
`;

function place(failing: readonly Kind[], gone: readonly Kind[] = [], other = probes): string {
	const at = new Date().toISOString();
	const reads = readsOf(
		kinds.filter((kind) => !gone.includes(kind)),
		(kind) => !failing.includes(kind),
		at,
	);
	return folderWith({
		"PHASE-STATUS.md": document,
		"probes.yaml": other,
		"now.json": JSON.stringify({ schemaVersion: 1, recordedAt: at, contexts: [{ name: "staging", uid: "5c0b", reads }] }),
	});
}

const verify = (folder: string, ...words: string[]) => boulderMigrate(["verify", "--snapshot", "now.json", ...words], { folder });

describe("a risk with a probe", () => {
	it("is a finding in every format where the probe fails", () => {
		const folder = place(["Flood", "Frost"]);
		const output = (format: string): string => {
			const { code, stdout } = verify(folder, "-o", format);
			expect(code, stdout).toBe(1);
			return stdout;
		};
		const json = JSON.parse(output("json"));
		const validate = new Ajv2020({ allowUnionTypes: true }).compile(
			JSON.parse(readFileSync(join(projectFolder, "schemas", "verify.schema.json"), "utf8")),
		);
		expect(validate(json), JSON.stringify(validate.errors)).toBe(true);
		// The closed one is not asked about, the one without a probe says nothing.
		expect(json.risks).toEqual([
			expect.objectContaining({ id: "risks/flooded-pit", text: "Flooded pit", line: 17, outcome: "fail" }),
		]);
		expect(output("text")).toMatch(/1 risk failing: risks\/flooded-pit[\s\S]*Risks\n {2}✗ Flooded pit {2}risks\/flooded-pit: /);
		expect(output("text")).not.toContain("nothing contradicts the document");
		expect(output("markdown")).toContain("#### Risks whose probe fails");
		expect(output("github")).toMatch(/^::error file=PHASE-STATUS.md,line=17,title=risk-failing/m);
		expect(JSON.parse(output("sarif")).runs[0].results).toEqual([
			expect.objectContaining({ ruleId: "risk-failing", level: "error" }),
		]);
		expect(Number(parseXml(output("junit")).attributes.get("failures"))).toBe(1);
		expect(parseTap(output("tap")).find(({ description }) => description.startsWith("risks/"))).toMatchObject({ ok: false });
		expect(
			parsePrometheus(output("prometheus"))
				.find(({ name }) => name === "boulder_migrate_risk")
				?.labels.get("outcome"),
		).toBe("fail");
	});

	it("is not a finding if the probe passes or could not be run, and there are none if no risk has a probe", () => {
		expect(verify(place([])).code).toBe(0);
		expect(JSON.parse(verify(place([]), "-o", "json").stdout).risks).toEqual([expect.objectContaining({ outcome: "pass" })]);
		expect(verify(place([], ["Flood"]), "-o", "json").code).toBe(3);
		const none = probes.replace(/ {2}risks.*\n/g, "");
		expect(JSON.parse(verify(place(["Flood"], [], none), "-o", "json").stdout).risks).toBeUndefined();
	});

	it("closes no gate, and is asked by its id", () => {
		const folder = place(["Flood"]);
		expect(boulderMigrate(["gate", "1", "--snapshot", "now.json"], { folder }).code).toBe(0);
		expect(verify(folder, "1").code).toBe(0);
		expect(verify(folder, "risks/flooded-pit").code).toBe(1);
		expect(verify(folder, "risks/*").code).toBe(1);
		expect(verify(place([]), "risks/flooded-pit").code).toBe(0);
		expect(verify(folder, "risks/theft").code).toBe(4);
	});

	it("is listed, explained and linted with its probe", () => {
		const folder = place([]);
		const run = (...words: string[]) => boulderMigrate(words, { folder });
		expect(run("risk", "list").stdout).toContain("Flooded pit  High × High  risks/flooded-pit  (resources)");
		const { risks } = JSON.parse(run("risk", "list", "-o", "json").stdout);
		expect(risks.map(({ id, probe: one }: { id: string; probe: { type: string } | null }) => [id, one?.type ?? null])).toEqual([
			["risks/flooded-pit", "resources"],
			["risks/theft", null],
		]);
		expect(JSON.parse(run("probes", "list", "-o", "json").stdout).risks).toHaveLength(1);
		expect(run("explain", "risks/flooded-pit").stdout).toContain("risks/flooded-pit: {");
		expect(run("probes", "rbac").stdout).toContain("floods");
		expect(run("probes", "lint").code).toBe(0);
		const misspelled = place([], [], probes.replace("risks/flooded-pit", "risks/flooded-pits"));
		const lint = boulderMigrate(["probes", "lint"], { folder: misspelled });
		expect([lint.code, lint.stdout + lint.stderr]).toEqual([1, expect.stringContaining("risks/flooded-pit")]);
		expect(verify(misspelled).stdout).toContain("1 probe without an item: risks/flooded-pits");
	});
});

describe("the JSON and the metrics of verify", () => {
	it("name the owners and the due date of each item", () => {
		const folder = place([]);
		const { items, criteria } = JSON.parse(verify(folder, "-o", "json").stdout);
		expect(items).toMatchObject([
			{ id: "1/dig", owners: ["@ann"], due: "2026-01-05" },
			{ id: "1/drain", owners: ["@cid"], due: null },
		]);
		expect(criteria).toMatchObject([{ owners: ["@bo"], due: null }]);
		const owners = parsePrometheus(verify(folder, "-o", "prometheus").stdout).filter(
			({ name }) => name === "boulder_migrate_item_owner",
		);
		expect(owners.map(({ labels }) => labels.get("owner"))).toEqual(["@ann", "@cid"]);
	});
});
