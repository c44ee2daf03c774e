import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { boulderMigrate, folderWith } from "../../command-line.ts";
import { readsOf } from "../../recorded-things.ts";

/** Attempts to open the gate of Phase 2 without the evidence for it: whatever is done to the document, the probes, the recording or the log. */

const document = `# Plan

## Phase Status Summary

| Phase | Description | Status | Start Date | Target Date | Completion |
|-------|-------------|--------|------------|-------------|------------|
| **Phase 1** | Ground | 🟢 Complete | 2026-01-01 | - | 100% |
| **Phase 2** | Walls | 🟢 Complete | 2026-01-01 | - | 100% |

**Legend**: 🔴 Not Started | 🟡 In Progress | 🟢 Complete | ⚠️ Blocked

## Phase 1: Ground

### Status: 🟢 Complete

- [x] Dig

## Phase 2: Walls

### Status: 🟢 Complete

- [x] Bricks
- [x] Mortar
- [x] Drill
  - Evidence: drill held, run book 7 (Ann, 2026-01-02)

### Success Criteria
- Stands in the wind

## Dependencies and Blockers

- Phase 2 depends on Phase 1

### Current Blockers

None at present.

## Validation Checklist

### Phase 2 Validation
- [x] Inspected

## Review History

| Date | Reviewer | Phase | Change |
|------|----------|-------|--------|
| 2026-01-02 | Ann | Phase 2 | Started |
`;
const kinds = ["Dig", "Bricks", "Mortar", "Wind", "Inspected"] as const;
type Kind = (typeof kinds)[number];
const probe = (kind: Kind): string =>
	`{ resources: { namespace: a, apiVersion: example.org/v1, kind: ${kind}, expect: "object.spec.ok" } }`;
const probes = `schemaVersion: 1
probes:
  1/dig: ${probe("Dig")}
  2/bricks: ${probe("Bricks")}
  2/mortar: ${probe("Mortar")}
  2/drill: { attestation: { ask: Was there a drill? } }
  2/criteria/stands-in-the-wind: ${probe("Wind")}
  2/validation/inspected: ${probe("Inspected")}
`;
const hour = 3_600_000;
const ago = (hours: number): string => new Date(Date.now() - hours * hour).toISOString();

interface Seen {
	readonly failing?: readonly Kind[];
	readonly gone?: readonly Kind[];
	readonly at?: string;
	readonly uid?: string | null;
	readonly name?: string;
}

function contextOf({ failing = [], gone = [], at = ago(0), uid = "5c0b", name = "staging" }: Seen) {
	const reads = readsOf(
		kinds.filter((kind) => !gone.includes(kind)),
		(kind) => !failing.includes(kind),
		at,
	);
	return { name, ...(uid === null ? {} : { uid }), reads };
}

const recording = (at: string, ...seen: readonly Seen[]): string =>
	JSON.stringify({ schemaVersion: 1, recordedAt: at, contexts: seen.map((one) => contextOf({ at, ...one })) });

interface Attempt {
	/** Replacements in the document. */
	readonly document?: readonly (readonly [from: string | RegExp, to: string])[];
	readonly probes?: readonly (readonly [from: string | RegExp, to: string])[];
	readonly recording?: string;
	readonly words?: readonly string[];
	readonly log?: (past: (hours: number, seen?: Seen) => string) => string;
}

const replaced = (text: string, changes: Attempt["document"] = []): string =>
	changes.reduce((now, [from, to]) => {
		const next = now.replace(from, to);
		expect(next, String(from)).not.toBe(now);
		return next;
	}, text);

function worldOf(attempt: Attempt): string {
	return folderWith({
		"PHASE-STATUS.md": replaced(document, attempt.document),
		"probes.yaml": replaced(probes, attempt.probes),
		"cluster.json": attempt.recording ?? recording(ago(0), {}),
	});
}

/** The exit codes of both commands that decide, and what the first one says. */
function decide(attempt: Attempt) {
	const folder = worldOf(attempt);
	if (attempt.log !== undefined) {
		const past = (hours: number, seen: Seen = {}): string => {
			writeFileSync(join(folder, "past.json"), recording(ago(hours), seen));
			writeFileSync(join(folder, "one.ndjson"), "");
			boulderMigrate(["verify", "--snapshot", "past.json", "--record", "one.ndjson"], { folder });
			return readFileSync(join(folder, "one.ndjson"), "utf8");
		};
		writeFileSync(join(folder, "log.ndjson"), attempt.log(past));
	}
	const words = ["--snapshot", "cluster.json", ...(attempt.words ?? [])];
	const gate = boulderMigrate(["gate", "2", ...words], { folder });
	const plain = words.filter((_, index) => !(words[index] ?? "").startsWith("--soak") && words[index - 1] !== "--soak");
	const verify = boulderMigrate(["verify", "2", "--require", "complete", ...plain], { folder });
	return { gate, verify };
}

const row = "| **Phase 2** | Walls | 🟢 Complete | 2026-01-01 | - | 100% |";
const soak = ["--soak", "48h", "--verdicts", "log.ndjson"];
const daily = (past: (hours: number, seen?: Seen) => string): string[] => [72, 60, 48, 36, 24, 12, 1].map((one) => past(one));

const attempts: readonly (readonly [what: string, attempt: Attempt])[] = [
	["stale recording", { recording: recording(ago(30), {}), words: ["--max-age", "1h"] }],
	["a recording of the future", { recording: recording(ago(-48), {}) }],
	["a recording of the future, with --max-age", { recording: recording(ago(-48), {}), words: ["--max-age", "1h"] }],
	["a fresh recordedAt over an old observation", { recording: recording(ago(0), { at: ago(100) }), words: ["--max-age", "1h"] }],
	[
		"all items skipped, the criterion gone",
		{
			document: [
				[
					"- [x] Bricks\n- [x] Mortar\n- [x] Drill\n  - Evidence: drill held, run book 7 (Ann, 2026-01-02)",
					"- [x] ~~Bricks~~ (N/A: bought)",
				],
				["- Stands in the wind", "Text."],
				["- [x] Inspected", "- [x] ~~Inspected~~ (N/A: no)"],
			],
			probes: [[/ {2}2\/(mortar|drill|criteria).*\n/g, ""]],
		},
	],
	[
		"all items optional",
		{
			document: [
				[
					"- [x] Bricks\n- [x] Mortar\n- [x] Drill\n  - Evidence: drill held, run book 7 (Ann, 2026-01-02)",
					"- [x] Bricks (optional)",
				],
				["- Stands in the wind", "Text."],
				["- [x] Inspected", "- [x] Inspected (optional)"],
			],
			probes: [[/ {2}2\/(mortar|drill|criteria).*\n/g, ""]],
		},
	],
	[
		"an optional group",
		{
			document: [
				["- [x] Bricks\n- [x] Mortar\n- [x] Drill\n", "#### Group 1 (optional)\n- [x] Bricks\n- [x] Mortar\n- [x] Drill\n"],
				["- Stands in the wind", "Text."],
				["- [x] Inspected\n", "- [x] Inspected (optional)\n"],
			],
			probes: [[/ {2}2\/criteria.*\n/g, ""]],
		},
	],
	[
		"an empty phase",
		{
			document: [
				[/- \[x\] Bricks[\s\S]*?### Success Criteria\n- Stands in the wind\n/, ""],
				[/### Phase 2 Validation\n- \[x\] Inspected\n/, ""],
			],
			probes: [[/ {2}2\/.*\n/g, ""]],
		},
	],
	[
		"a phase with only criteria, none bound",
		{
			document: [
				[/- \[x\] Bricks[\s\S]*?run book 7 .*\n/, ""],
				[/### Phase 2 Validation\n- \[x\] Inspected\n/, ""],
			],
			probes: [[/ {2}2\/.*\n/g, ""]],
		},
	],
	[
		"a phase with only criteria, failing",
		{
			document: [
				[/- \[x\] Bricks[\s\S]*?run book 7 .*\n/, ""],
				[/### Phase 2 Validation\n- \[x\] Inspected\n/, ""],
			],
			probes: [[/ {2}2\/(bricks|mortar|drill|validation).*\n/g, ""]],
			recording: recording(ago(0), { failing: ["Wind"] }),
		},
	],
	[
		"a cycle of prerequisites",
		{ document: [["- Phase 2 depends on Phase 1", "- Phase 2 depends on Phase 1\n- Phase 1 depends on Phase 2"]] },
	],
	["a phase that waits for itself", { document: [["- Phase 2 depends on Phase 1", "- Phase 2 depends on Phase 2"]] }],
	[
		"a soft prerequisite that failed",
		{
			document: [["- Phase 2 depends on Phase 1", "- Phase 2 can proceed partially in parallel with Phase 1"]],
			recording: recording(ago(0), { failing: ["Dig"] }),
		},
	],
	[
		"a range of prerequisites",
		{
			document: [["- Phase 2 depends on Phase 1", "- Phase 2 requires Phases 0-1"]],
			recording: recording(ago(0), { failing: ["Dig"] }),
		},
	],
	[
		"a range that is none",
		{
			document: [["- Phase 2 depends on Phase 1", "- Phase 2 requires Phases 1-"]],
			recording: recording(ago(0), { failing: ["Dig"] }),
		},
	],
	[
		"a list of prerequisites with a missing phase",
		{ document: [["- Phase 2 depends on Phase 1", "- Phase 2 requires Phases 1, 7 and 8"]] },
	],
	[
		"a dependency in words that are not understood",
		{
			document: [["- Phase 2 depends on Phase 1", "- Phase 2 awaits the pouring of Phase 1"]],
			recording: recording(ago(0), { failing: ["Dig"] }),
		},
	],
	[
		"a dependency that is not understood, in the phase",
		{
			document: [
				["- Phase 2 depends on Phase 1\n", "- Phase 1 has no dependencies\n"],
				["### Success Criteria", "**Depends on:** Phase 1 unless it rains\n\n### Success Criteria"],
			],
			recording: recording(ago(0), { failing: ["Dig"] }),
		},
	],
	[
		"a dependency of the phase's own section",
		{
			document: [
				["- Phase 2 depends on Phase 1\n", "- Phase 1 has no dependencies\n"],
				["### Success Criteria", "**Depends on:** Phase 1\n\n### Success Criteria"],
			],
			recording: recording(ago(0), { failing: ["Dig"] }),
		},
	],
	["a blocker in German", { document: [["None at present.", "- Phase 2: kein Gerüst (seit 2026-11-20)"]] }],
	["a blocker in French", { document: [["None at present.", "- Phase 2 : pas d'échafaudage (depuis 2026-11-20)"]] }],
	["a blocker in Chinese", { document: [["None at present.", "- 阶段 2：没有脚手架"]] }],
	["a blocker that says it is not resolved", { document: [["None at present.", "- Phase 2: the crane is not resolved"]] }],
	["a blocker: resolved soon", { document: [["None at present.", "- Phase 2: no crane (to be resolved)"]] }],
	["a blocker: hopefully resolved", { document: [["None at present.", "- Phase 2: no crane - resolved by Friday?"]] }],
	["a blocker: unresolved", { document: [["None at present.", "- Phase 2: no crane (unresolved)"]] }],
	["a blocker: partly resolved", { document: [["None at present.", "- Phase 2: no crane (partly resolved)"]] }],
	["a blocker: not resolved", { document: [["None at present.", "- Phase 2: no crane (not resolved)"]] }],
	["a blocker: Resolved? No", { document: [["None at present.", "- Resolved? No: Phase 2: no crane"]] }],
	["a blocker: ticked box of another", { document: [["None at present.", "- [ ] Phase 2: no crane"]] }],
	["a blocker without a reason", { document: [["None at present.", "- Phase 2"]] }],
	["a blocker without a reason, dated", { document: [["None at present.", "- Phase 2 (since 2026-11-20)"]] }],
	["none, and then a blocker", { document: [["None at present.", "None of the teams is free.\n\n- Phase 2: no crane"]] }],
	["a blocker of a range", { document: [["None at present.", "- Phases 1-3: no crane"]] }],
	["a blocker of all phases", { document: [["None at present.", "- All phases: change freeze"]] }],
	[
		"a closed status",
		{
			document: [[row, row.replace("🟢 Complete", "Cancelled")]],
			probes: [["probes:", "vocabulary: { closed: [Cancelled] }\nprobes:"]],
			recording: recording(ago(0), { failing: ["Bricks"] }),
		},
	],
	[
		"a closed prerequisite that failed",
		{
			document: [
				["| **Phase 1** | Ground | 🟢 Complete |", "| **Phase 1** | Ground | Cancelled |"],
				["## Phase 1: Ground\n\n### Status: 🟢 Complete", "## Phase 1: Ground\n\n### Status: Cancelled"],
			],
			probes: [["probes:", "vocabulary: { statuses: { closed: [Cancelled] } }\nprobes:"]],
			recording: recording(ago(0), { failing: ["Dig"] }),
		},
	],
	[
		"a rule that is off",
		{ document: [[row, row.replace("100%", "90%")]], probes: [["probes:", "rules: { completion-mismatch: off }\nprobes:"]] },
	],
	[
		"a rule that is a warning",
		{ document: [[row, row.replace("100%", "90%")]], probes: [["probes:", "rules: { completion-mismatch: warning }\nprobes:"]] },
	],
	[
		"a warning that is an error here",
		{ document: [["| Walls |", "| The walls |"]], probes: [["probes:", "rules: { title-mismatch: error }\nprobes:"]] },
	],
	["a near miss of a box", { document: [["- [x] Mortar\n", "- [x] Mortar\n- [-] Windows\n"]] }],
	[
		"a near miss whose rule is off",
		{
			document: [["- [x] Mortar\n", "- [x] Mortar\n- [-] Windows\n"]],
			probes: [["probes:", "rules: { near-miss-checkbox: off }\nprobes:"]],
		},
	],
	[
		"an item that is struck without a reason",
		{ document: [["- [x] Bricks", "- [x] ~~Bricks~~"]], recording: recording(ago(0), { failing: ["Bricks"] }) },
	],
	["evidence that expired", { document: [["(Ann, 2026-01-02)", "(Ann, 2026-01-02, until 2026-02-01)"]] }],
	["evidence that the probe lets expire", { probes: [["ask: Was there a drill?", "ask: Was there a drill?, expires: 30d"]] }],
	["evidence of the future", { document: [["run book 7 (Ann, 2026-01-02)", "run book 7 (Ann, 2126-01-02)"]] }],
	["evidence that says failed", { document: [["drill held, run book 7", "drill failed, run book 7"]] }],
	["evidence that says FAILED in German", { document: [["drill held, run book 7", "Übung fehlgeschlagen"]] }],
	["evidence that says not done", { document: [["drill held, run book 7", "not done yet"]] }],
	["evidence: TODO", { document: [["drill held, run book 7", "TODO"]] }],
	["evidence of nobody", { document: [["run book 7 (Ann, 2026-01-02)", "run book 7"]] }],
	[
		"the proof of the program as an attestation",
		{
			document: [
				[
					"drill held, run book 7",
					"Verified: rolled out (1/1); cluster 5c0b (staging), read 2026-01-02T10:00:00Z, live; boulder-migrate 0.1.0, probes 1a2b3c4d",
				],
			],
		},
	],
	["items unbound", { probes: [[/ {2}2\/bricks.*\n/, ""]] }],
	["an orphaned probe", { probes: [["2/bricks:", "2/brick:"]] }],
	["a probe by a misspelled phase", { probes: [["2/bricks:", "02/bricks:"]] }],
	["a probe of nothing", { probes: [[probe("Bricks"), "{ all: [] }"]] }],
	[
		"not of unknown",
		{ probes: [[probe("Bricks"), `{ not: ${probe("Bricks")} }`]], recording: recording(ago(0), { gone: ["Bricks"] }) },
	],
	[
		"items that are all skipped",
		{
			document: [["- [x] Dig\n", "- [x] Dig\n- [x] ~~Fence~~ (N/A: no)\n"]],
			probes: [[probe("Bricks"), "{ items: [1/fence] }"]],
		},
	],
	[
		"items of a circle",
		{
			probes: [
				[probe("Bricks"), "{ items: [2/mortar] }"],
				[probe("Mortar"), "{ items: [2/bricks] }"],
			],
		},
	],
	["items of themselves", { probes: [[probe("Bricks"), "{ items: [2/*] }"]] }],
	[
		"atLeast 0",
		{
			probes: [[probe("Bricks"), probe("Bricks").replace("kind: Bricks", "kind: Bricks, atLeast: 0")]],
			recording: recording(ago(0), { gone: ["Bricks"] }),
		},
	],
	["one of two contexts failing", { recording: recording(ago(0), {}, { name: "other", uid: "6d1c", failing: ["Mortar"] }) }],
	["one of two contexts unreachable", { recording: recording(ago(0), {}, { name: "other", uid: "6d1c", gone: [...kinds] }) }],
	["a recording of another cluster than the pin", { probes: [["probes:", "cluster: { uid: ffff }\nprobes:"]] }],
	[
		"a recording without a uid, with a pin",
		{ probes: [["probes:", "cluster: { uid: 5c0b }\nprobes:"]], recording: recording(ago(0), { uid: null }) },
	],
	["a recording without contexts", { recording: JSON.stringify({ schemaVersion: 1, recordedAt: ago(0), contexts: [] }) }],
	["an empty log", { words: soak, log: () => "" }],
	["a log with one run", { words: soak, log: (past) => past(72) }],
	["a log with a gap", { words: soak, log: (past) => [72, 60, 30, 12].map((one) => past(one)).join("") }],
	["a log with red in between", { words: soak, log: (past) => daily(past).join("") + past(30, { failing: ["Mortar"] }) }],
	[
		"a log that did not see the criterion in between",
		{
			words: soak,
			log: (past) =>
				[72, 60, 48].map((one) => past(one)).join("") + [36, 24, 12].map((one) => past(one, { gone: ["Wind"] })).join(""),
		},
	],
	[
		"a log of another cluster",
		{ words: soak, log: (past) => [72, 60, 48, 36, 24, 12, 1].map((one) => past(one, { uid: "ffff" })).join("") },
	],
	[
		"a log of a cluster of the same name without a uid",
		{ words: soak, log: (past) => [72, 60, 48, 36, 24, 12, 1].map((one) => past(one, { uid: null })).join("") },
	],
	[
		"a log of another document",
		{
			words: soak,
			log: (past) => daily(past).join("").replaceAll('"document":"PHASE-STATUS.md"', '"document":"other/PHASE-STATUS.md"'),
		},
	],
	["a log of the future", { words: soak, log: (past) => [-72, -60, -48, -36].map((one) => past(one)).join("") }],
	[
		"a log with a span that hides a gap",
		{
			words: soak,
			log: (past) => past(1).replace('"items":{', `"span":{"from":"${ago(72)}","runs":9,"widestGap":200000},"items":{`),
		},
	],
	[
		"a log with a span of one run",
		{ words: soak, log: (past) => past(1).replace('"items":{', `"span":{"from":"${ago(72)}","runs":1,"widestGap":0},"items":{`) },
	],
	[
		"a log with a span that is impossible",
		{
			words: soak,
			log: (past) => past(1).replace('"items":{', `"span":{"from":"${ago(720)}","runs":3,"widestGap":60},"items":{`),
		},
	],
	[
		"a log whose lines are cut off",
		{
			words: soak,
			log: (past) =>
				daily(past)
					.map((line) => `${line.slice(0, 300)}\n`)
					.join(""),
		},
	],
	[
		"a log of recordings read today",
		{
			words: soak,
			log: (past) =>
				[0.5, 0.4, 0.3]
					.map((one) => past(one))
					.join("")
					.replace(/"ranAt":"[^"]*"/g, `"ranAt":"${ago(72)}"`),
		},
	],
	[
		"greenFor without a log",
		{ probes: [[`2/bricks: ${probe("Bricks")}`, `2/bricks: ${probe("Bricks").replace(/ }$/, ", greenFor: 2d }")}`]] },
	],
	[
		"greenFor with one run many times",
		{
			probes: [[`2/bricks: ${probe("Bricks")}`, `2/bricks: ${probe("Bricks").replace(/ }$/, ", greenFor: 2d }")}`]],
			words: ["--verdicts", "log.ndjson"],
			log: (past) => past(72).repeat(9),
		},
	],
	[
		"greenFor 0",
		{ probes: [[`2/bricks: ${probe("Bricks")}`, `2/bricks: ${probe("Bricks").replace(/ }$/, ", greenFor: 0s }")}`]] },
	],
	["a conflict marker", { document: [["- [x] Mortar\n", "<<<<<<< HEAD\n- [x] Mortar\n=======\n- [ ] Mortar\n>>>>>>> x\n"]] }],
	[
		"an unclosed comment",
		{ document: [["- [x] Mortar\n", "<!--\n- [ ] Mortar\n"]], probes: [[/ {2}2\/(mortar|drill|validation|criteria).*\n/g, ""]] },
	],
	[
		"a section that is there twice",
		{ document: [["## Dependencies and Blockers", "## Phase 2: Walls\n\n- [ ] More\n\n## Dependencies and Blockers"]] },
	],
	["a checkbox in HTML", { document: [["- [x] Mortar\n", "- [x] Mortar\n\n<div>\n- [ ] Windows\n</div>\n\n"]] }],
	["a table that calls it blocked", { document: [[row, row.replace("🟢 Complete", "⚠️ Blocked")]] }],
	[
		"a validation list under another heading level",
		{ document: [["### Phase 2 Validation\n- [x] Inspected", "#### Phase 2 Validation\n- [ ] Inspected"]] },
	],
	[
		"an unticked criterion box",
		{
			document: [["- Stands in the wind", "- [ ] Stands in the wind"]],
			probes: [["2/criteria/stands-in-the-wind", "2/stands-in-the-wind"]],
		},
	],
	[
		"a port that is another",
		{
			document: [["- [x] Bricks", "- [x] Bricks (port 9395)"]],
			probes: [[probe("Bricks"), "{ http: { service: a:1234, path: /, status: 200 } }"]],
		},
	],
	["a garbled document", { document: [["Ground |", "Ground âÄ¢ üü¢ |"]] }],
];

describe("the gate of Phase 2", () => {
	it("reports an error that a comment in the document accepts", () => {
		const suppressed = "- [-] Windows <!-- boulder-migrate-ignore near-miss-checkbox: glazier comes in May -->";
		const attempt: Attempt = { document: [["- [x] Mortar\n", `- [x] Mortar\n${suppressed}\n`]] };
		expect(decide(attempt).gate).toMatchObject({
			code: 0,
			stdout: expect.stringMatching(/! PHASE-STATUS\.md:24: suppressed: .*glazier comes in May/),
		});
		const told = JSON.parse(decide({ ...attempt, words: ["-o", "json"] }).gate.stdout);
		expect(told.suppressed).toEqual([
			expect.objectContaining({ rule: "near-miss-checkbox", line: 24, why: "glazier comes in May" }),
		]);
		expect(decide(attempt).verify.stdout.replace(/\s+/g, " ")).toContain("reason: glazier comes in May");
		for (const format of ["github", "markdown", "junit"])
			expect(decide({ ...attempt, words: ["-o", format] }).gate.stdout, format).toContain("glazier comes in May");
	});

	it("opens where everything is as it should be, also for a whole log", () => {
		expect(decide({}).gate.code).toBe(0);
		expect(decide({}).verify.code).toBe(0);
		const soaked = decide({ words: soak, log: (past) => daily(past).join("") });
		expect([soaked.gate.code, soaked.gate.stdout]).toEqual([0, expect.any(String)]);
	});

	it.each(attempts)("stays closed for %s", (_what, attempt) => {
		const { gate, verify } = decide(attempt);
		const isSoak = attempt.words?.includes("--soak") === true;
		expect([gate.code, isSoak || verify.code !== 0], gate.stdout + gate.stderr).not.toEqual([0, expect.anything()]);
		if (!isSoak) expect(verify.code, verify.stdout).not.toBe(0);
	});
});
