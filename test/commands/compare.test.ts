import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareVerdicts, readComparable, type VerdictComparison } from "../../src/report/verdict-comparison.ts";
import type { Verification } from "../../src/report/verification.ts";
import { comparisonReporters } from "../../src/reporters/comparison/index.ts";
import { boulderMigrate, folderWith, projectFolder } from "../command-line.ts";
import { anyVerification } from "../reporters/hostile-verification.ts";
import { plain, rich } from "../reporters/verifications.ts";

const schema: object = JSON.parse(readFileSync(join(projectFolder, "schemas", "verdict-comparison.schema.json"), "utf8"));
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);

function compare(before: Verification, after: Verification, part = false): VerdictComparison {
	const [from, to] = [readComparable(JSON.parse(JSON.stringify(before))), readComparable(JSON.parse(JSON.stringify(after)))];
	if (from === null || to === null) throw new Error("unreadable");
	const comparison = compareVerdicts({ name: "a.json", run: from }, { name: "b.json", run: to }, part);
	validate(comparison);
	expect(validate.errors).toBeNull();
	return comparison;
}

const [anyItem] = rich.items;
const [anyCriterion] = rich.criteria;
if (anyItem === undefined || anyCriterion === undefined) throw new Error("no example");

type Verdict = Pick<(typeof rich.items)[number], "state" | "outcome">;
const verdicts = {
	green: { state: "confirmed", outcome: "pass" },
	ready: { state: "ready", outcome: "attested" },
	red: { state: "regressed", outcome: "fail" },
	open: { state: "open", outcome: "fail" },
	pending: { state: "unsettled", outcome: "pending" },
	unseen: { state: "unverified", outcome: "unknown" },
	claimed: { state: "claimed", outcome: "unbound" },
	skipped: { state: "skipped", outcome: "unbound" },
} satisfies Readonly<Record<string, Verdict>>;
type Name = keyof typeof verdicts;

/** A run with one item; null: it was not observed. */
function run(name: Name | null, more: Partial<Verification> = {}): Verification {
	const items = name === null || anyItem === undefined ? [] : [{ ...anyItem, id: "1/a", ...verdicts[name] }];
	return { ...plain, items, criteria: [], ...more };
}

function listOf(comparison: VerdictComparison): string {
	const lists = ["newlyRed", "fixed", "newlyVerified", "noLongerGreen", "noLongerObserved"] as const;
	const found = lists.filter((list) => comparison[list].length > 0);
	return found.length > 0 ? found.join() : comparison.stillRed + comparison.stillGreen > 0 ? "still" : "-";
}

describe("two runs of verify", () => {
	it.each<[Name | null, Name | null, string]>([
		["green", "red", "newlyRed"],
		["pending", "red", "newlyRed"],
		["unseen", "red", "newlyRed"],
		[null, "red", "newlyRed"],
		["ready", "open", "newlyRed"],
		["open", "open", "-"],
		["red", "green", "fixed"],
		["red", "ready", "fixed"],
		["open", "ready", "newlyVerified"],
		["unseen", "green", "newlyVerified"],
		[null, "green", "newlyVerified"],
		["claimed", "green", "newlyVerified"],
		["green", "pending", "noLongerGreen"],
		["green", "claimed", "noLongerGreen"],
		["green", "skipped", "-"],
		["green", "unseen", "noLongerObserved"],
		["red", "unseen", "noLongerObserved"],
		["green", null, "noLongerObserved"],
		["red", null, "noLongerObserved"],
		["open", null, "noLongerObserved"],
		["unseen", null, "-"],
		["red", "red", "still"],
		["green", "ready", "still"],
		["unseen", "unseen", "-"],
	])("%s then and %s now is %s", (before, after, list) => {
		expect(listOf(compare(run(before), run(after)))).toBe(list);
	});

	it("calls nothing good that the newer run did not see", () => {
		const names: readonly (Name | null)[] = ["green", "ready", "red", "open", "pending", "unseen", "claimed", "skipped", null];
		for (const before of names)
			for (const after of ["unseen", "claimed", null] as const) {
				const { fixed, newlyVerified, stillGreen } = compare(run(before), run(after));
				expect([fixed, newlyVerified, stillGreen]).toEqual([[], [], 0]);
			}
	});

	it("judges a criterion by its outcome", () => {
		const criterion = (outcome: "pass" | "fail"): Verification => ({
			...plain,
			items: [],
			criteria: [{ ...anyCriterion, outcome }],
		});
		expect(listOf(compare(criterion("pass"), criterion("fail")))).toBe("newlyRed");
		expect(listOf(compare(criterion("fail"), criterion("pass")))).toBe("fixed");
	});

	it("does not miss what a run of chosen items was not asked about", () => {
		expect(listOf(compare(run("green"), run(null), true))).toBe("-");
		expect(listOf(compare(run("green"), run("unseen"), true))).toBe("noLongerObserved");
	});

	it("warns of another cluster, version or probes file, and of the wrong order", () => {
		const later = run("green", {
			observedAt: "2020-01-01T00:00:00Z",
			tool: { name: "boulder-migrate", version: "99" },
			digests: { ...plain.digests, probes: `sha256:${"f".repeat(64)}` },
			clusters: [{ context: "prod", uid: "77aa", readAt: null }],
		});
		const { warnings } = compare(run("green"), later);
		expect(warnings.map((warning) => warning.replace(/[:,].*/s, ""))).toEqual([
			"another cluster",
			"another version of boulder-migrate",
			"other probes",
			"a.json is newer than b.json",
		]);
		expect(compare(run("green"), run("red")).warnings).toEqual([]);
	});

	it("gives no command to a terminal, and no mention or markup to a chat", async () => {
		const [text, markdown] = await Promise.all([comparisonReporters.text(), comparisonReporters.markdown()]);
		fc.assert(
			fc.property(anyVerification, anyVerification, (before, after) => {
				const comparison = compare(before, after);
				for (const rendered of [text(comparison), markdown(comparison)])
					expect(rendered).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/u);
				expect(markdown(comparison)).not.toMatch(/(?<!\\)[<`]|@[a-z]/);
			}),
			{ numRuns: 50 },
		);
	});
});

describe("diff a.json b.json and verify --against", () => {
	const folder = folderWith({
		"before.json": JSON.stringify(run("green")),
		"after.json": JSON.stringify(run("red")),
		"x.json": "{}",
	});

	it("show what is newly red, without a document or git", () => {
		const { code, stdout } = boulderMigrate(["diff", "before.json", "after.json"], { folder });
		expect(code).toBe(0);
		expect(stdout).toMatch(/^1 newly red; 0 still green, 0 still red .*\nNewly red:\n {2}✗ 1\/a: /);
		const json = JSON.parse(boulderMigrate(["diff", "before.json", "after.json", "-o", "json"], { folder }).stdout);
		expect(validate(json)).toBe(true);
		expect(boulderMigrate(["diff", "before.json", "after.json", "-o", "markdown"], { folder }).stdout).toContain("**Newly red**");
	});

	it("refuse a file that is not verdicts, and half a comparison", () => {
		expect(boulderMigrate(["diff", "before.json", "x.json"], { folder }).code).toBe(4);
		expect(boulderMigrate(["diff", "before.json", "missing.json"], { folder }).code).toBe(4);
		expect(boulderMigrate(["diff", "before.json"], { folder }).code).toBe(2);
		expect(boulderMigrate(["diff", "HEAD", "after.json"], { folder }).code).toBe(2);
	});

	it("compares a run with the one before it, which it may replace", () => {
		const at = new Date().toISOString();
		const cluster = (ok: boolean): string =>
			JSON.stringify({
				schemaVersion: 1,
				recordedAt: at,
				contexts: [
					{
						name: "staging",
						uid: "5c0b",
						reads: [
							{
								ask: "list",
								question: { apiVersion: "example.org/v1", kind: "Dig", namespace: "a" },
								answer: {
									objects: [
										{ apiVersion: "example.org/v1", kind: "Dig", metadata: { name: "dig", namespace: "a" }, spec: { ok } },
									],
									observedAt: at,
									consistent: true,
								},
							},
						],
					},
				],
			});
		const there = folderWith({
			"PHASE-STATUS.md": "| Phase | Status | Completion |\n|---|---|---|\n| 1 | Done | 100% |\n\n## Phase 1: x\n- [x] a\n",
			"probes.yaml":
				'schemaVersion: 1\nprobes:\n  1/a: { resources: { namespace: a, apiVersion: example.org/v1, kind: Dig, expect: "object.spec.ok" } }\n',
			"cluster.json": cluster(true),
		});
		const verify = (...more: string[]) => boulderMigrate(["verify", "--snapshot", "cluster.json", ...more], { folder: there });
		expect(verify("-o", "json=last.json").code).toBe(0);
		writeFileSync(join(there, "cluster.json"), cluster(false));
		const { code, stdout } = verify("--against", "last.json", "-o", "json=last.json");
		expect(code).toBe(1);
		expect(stdout).toContain("\n1 newly red; 0 still green, 0 still red");
		const report = JSON.parse(readFileSync(join(there, "last.json"), "utf8"));
		expect(report.comparison.newlyRed.map(({ id }: { id: string }) => id)).toEqual(["1/a"]);
		expect(verify("--against", "missing.json").code).toBe(4);
	});
});
