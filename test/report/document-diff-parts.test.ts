import { describe, expect, it } from "vitest";
import { readProbeSettings } from "../../src/probes/file/probe-settings.ts";
import { type DocumentDiff, diffDocuments, isEmpty } from "../../src/report/document-diff.ts";
import { read, today } from "./reading.ts";

const names = { document: "x.md", from: "a", to: "b" };
const diff = (before: string, after: string, probes: readonly [string | null, string | null] | null = null): DocumentDiff => {
	const settings = (yaml: string | null) => (yaml === null ? null : readProbeSettings(yaml, "probes.yaml"));
	const change = probes === null ? null : { before: settings(probes[0]), after: settings(probes[1]) };
	return diffDocuments(read(before), read(after), names, today, change);
};

const two = (one: string, other: string): string => `## Phase 1: x\n\n${one}\n\n## Phase 2: y\n\n${other}\n`;
const same = two("- [ ] a", "- [ ] b");
/** What each phase says of one of its parts. */
const partOf = (part: "goal" | "dependencies" | "evidence" | "criteria", before: string, after: string) =>
	diff(before, after).phases.map((phase) => [phase.id, phase[part]]);

describe("the difference of two versions has", () => {
	it("a goal that is another one", () => {
		const goal = (words: string): string => two(`**Goal:** ${words}\n\n- [ ] a`, "- [ ] b");
		expect(partOf("goal", goal("Fast"), goal("Faster"))).toEqual([["1", { from: "Fast", to: "Faster" }]]);
		expect(partOf("goal", same, goal("Fast"))).toEqual([["1", { from: null, to: "Fast" }]]);
		expect(partOf("goal", goal("Fast"), same)).toEqual([["1", { from: "Fast", to: null }]]);
	});

	it("dependencies that came and went, in the phase that waits", () => {
		const needs = (...sentences: string[]): string =>
			`${same}\n## Dependencies and Blockers\n\n${sentences.map((one) => `- ${one}\n`).join("")}`;
		const [hard, soft] = ["Phase 2 depends on Phase 1", "Phase 2 can proceed in parallel with Phase 1"];
		expect(partOf("dependencies", same, needs(hard))).toEqual([["2", { added: ["on Phase 1"], removed: [] }]]);
		expect(partOf("dependencies", needs(hard), same)).toEqual([["2", { added: [], removed: ["on Phase 1"] }]]);
		expect(partOf("dependencies", needs(hard), needs(soft))).toEqual([
			["2", { added: ["on Phase 1 (soft)"], removed: ["on Phase 1"] }],
		]);
		expect(diff(needs(hard), needs(hard)).phases).toEqual([]);
	});

	it("evidence by its item: what came, what went, what is rewritten, and what came or went with the item", () => {
		const [order, later] = ["order 17 (Ana, 2026-03-01)", "order 17 (Ana, 2026-03-01, until 2027-03-01)"];
		const with_ = (...evidence: string[]): string =>
			two(`- [ ] a\n${evidence.map((one) => `  - Evidence: ${one}\n`).join("")}`, "- [ ] b");
		expect(partOf("evidence", with_(), with_(order))).toEqual([["1", { added: [{ id: "1/a", evidence: order }], removed: [] }]]);
		expect(partOf("evidence", with_(order, later), with_(later))).toEqual([
			["1", { added: [], removed: [{ id: "1/a", evidence: order }] }],
		]);
		expect(partOf("evidence", with_(order), with_(later))).toEqual([
			["1", { added: [{ id: "1/a", evidence: later }], removed: [{ id: "1/a", evidence: order }] }],
		]);
		const more = with_().replace("- [ ] b", `- [ ] b\n- [ ] cc\n  - Evidence: ${order}`);
		expect(partOf("evidence", with_(), more)).toEqual([["2", { added: [{ id: "2/cc", evidence: order }], removed: [] }]]);
		expect(partOf("evidence", more, with_())).toEqual([["2", { added: [], removed: [{ id: "2/cc", evidence: order }] }]]);
	});

	it("nothing of evidence that went to another phase with its item", () => {
		const cc = "- [ ] one thing\n  - Evidence: order 17 (Ana, 2026-03-01)";
		const { phases } = diff(two(`- [ ] a\n${cc}`, "- [ ] b"), two("- [ ] a", `- [ ] b\n${cc}`));
		expect(phases.map(({ id, evidence }) => [id, evidence])).toEqual([["2", { added: [], removed: [] }]]);
	});

	it("success criteria that came, went, or say something else", () => {
		const with_ = (...criteria: string[]): string =>
			two(`- [ ] a\n\n### Success Criteria\n\n${criteria.map((one) => `- ${one}\n`).join("")}`, "- [ ] b");
		expect(partOf("criteria", with_("Fast"), with_("Fast", "Small"))).toEqual([["1", { added: ["Small"], removed: [] }]]);
		expect(partOf("criteria", with_("Fast"), with_("Slow"))).toEqual([["1", { added: ["Slow"], removed: ["Fast"] }]]);
	});

	it("phases that are gone behind those that are there", () => {
		const { phases } = diff(
			"## Phase 1: x\n- [ ] a\n\n## Phase 3: z\n- [ ] c\n",
			"## Phase 2: y\n- [ ] b\n\n## Phase 3: z\n- [x] c\n",
		);
		expect(phases.map(({ id, title, presence }) => [id, title, presence])).toEqual([
			["2", "y", "added"],
			["3", "z", "both"],
			["1", "x", "removed"],
		]);
	});

	it("the title that a phase has now", () => {
		expect(diff(same, same.replace("Phase 1: x", "Phase 1: new").replace("] a", "x] a")).phases).toMatchObject([
			{ title: "new" },
		]);
	});
});

describe("the difference of two probes files has", () => {
	const yaml = (probes: string, rest = ""): string => `schemaVersion: 1\n${rest}probes:\n${probes}`;
	const job = "  1/a: { job: { name: x } }\n";

	it("which probe is another one, by the types before and after", () => {
		const probesIn = (before: string | null, after: string | null) =>
			diff(same, same, [before, after]).phases.map(({ id, probes }) => [id, probes]);
		expect(probesIn(yaml(job), yaml("  1/a: { attestation: { ask: ok? } }\n"))).toEqual([
			["1", [{ id: "1/a", from: "job", to: "attestation" }]],
		]);
		expect(probesIn(yaml(job), yaml(job.replace("x", "y")))).toEqual([["1", [{ id: "1/a", from: "job", to: "job" }]]]);
		expect(probesIn(null, yaml(job))).toEqual([["1", [{ id: "1/a", from: null, to: "job" }]]]);
		expect(probesIn(yaml(job), null)).toEqual([["1", [{ id: "1/a", from: "job", to: null }]]]);
		expect(probesIn(yaml("  2/*: { job: { name: x }, dns: { name: y } }\n"), yaml("  {}\n"))).toEqual([
			["2", [{ id: "2/b", from: "job, dns", to: null }]],
		]);
		expect(probesIn(yaml(job), yaml(job))).toEqual([]);
		expect(diff(same, same).phases).toEqual([]);
	});

	it("the probes of items under other ids, of new items, and of success criteria", () => {
		const [before, after] = ["- [ ] Deploy the gateway", "- [ ] Deploy the gateways\n- [ ] zz"].map((items) =>
			two(`${items}\n\n### Success Criteria\n\n- Fast`, "- [ ] b"),
		);
		const probes = (id: string, name: string): string =>
			yaml(
				`  1/${id}: { job: { name: ${name} } }\n  1/criteria/fast: { job: { name: ${name} } }\n  1/zz: { job: { name: z } }\n`,
			);
		const probesIn = (then: string, now: string) =>
			diff(before ?? "", after ?? "", [then, now]).phases[0]?.probes.map(({ id, from }) => `${id} ${from}`);
		expect(probesIn(probes("deploy-the-gateway", "x"), probes("deploy-the-gateways", "x"))).toEqual(["1/zz null"]);
		expect(probesIn(probes("deploy-the-gateway", "x"), probes("deploy-the-gateways", "y"))).toEqual([
			"1/deploy-the-gateways job",
			"1/zz null",
			"1/criteria/fast job",
		]);
	});

	it("what was agreed on: a second reviewer, evidence, the cluster", () => {
		const policy = (before: string | null, after: string | null) => diff(same, same, [before, after]).policy;
		const strict = yaml("  {}\n", "policy: { secondReviewer: true, evidence: required }\ncluster: { uid: 5c0b }\n");
		const said = ["second reviewer: false → true", "evidence: verified → required", "cluster: any → 5c0b"];
		expect(policy(yaml("  {}\n"), strict)).toEqual(said);
		expect(policy(null, strict)).toEqual(said);
		expect(policy(strict, null)).toEqual([
			"second reviewer: true → false",
			"evidence: required → verified",
			"cluster: 5c0b → any",
		]);
		expect(policy(strict, strict)).toEqual([]);
		expect(diff(same, same).policy).toEqual([]);
	});
});

describe("a difference is empty", () => {
	const risks = (row: string): string =>
		`${same}\n## Risk Register\n\n| Risk | Impact | Probability |\n|---|---|---|\n| ${row} |\n`;
	const history = (row: string): string =>
		`${same}\n## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n| ${row} |\n`;
	const rules = "schemaVersion: 1\npolicy: { secondReviewer: true }\n";

	it("where nothing is said at all", () => expect(isEmpty(diff(same, same))).toBe(true));

	it.each<[what: string, difference: DocumentDiff]>([
		["an item", diff(same, same.replace("[ ]", "[x]"))],
		["a new risk", diff(same, risks("Rain | High | Low"))],
		["a risk that is gone", diff(risks("Rain | High | Low"), same)],
		["a changed risk", diff(risks("Rain | High | Low"), risks("Rain | Low | Low"))],
		["the policy", diff(same, same, [null, rules])],
		["a new row of the history", diff(same, history("2026-01-01 | Ana | 1 | x"))],
		["a row that is gone", diff(history("2026-01-01 | Ana | 1 | x"), same)],
	])("but not where %s is", (_what, difference) => expect(isEmpty(difference)).toBe(false));
});
