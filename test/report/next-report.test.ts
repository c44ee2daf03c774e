import { describe, expect, it } from "vitest";
import { nextReport } from "../../src/report/next-report.ts";
import { quoted } from "../../src/text/command-line.ts";
import { statusOf } from "./reading.ts";

const next = (text: string, options = quoted``) => nextReport(statusOf(text), options);
const idsOf = (text: string): string[] => next(text).steps.map(({ id }) => id);
const waitingIn = (text: string): string[] => next(text).waiting.map(({ phase, title, why }) => `${phase} ${title}: ${why}`);

describe("what to do next", () => {
	it("names each step with its place, its owners, its due date, and the command that goes on from there", () => {
		const report = next(
			"## Phase 1: Base\n\n- [x] a\n- [ ] Point bricks (@ana, due 2026-11-20)\n",
			quoted` --file ${"my plan.md"}`,
		);
		expect(report).toEqual({
			schemaVersion: 1,
			document: "PHASE-STATUS.md",
			steps: [
				{
					phase: "1",
					id: "1/point-bricks",
					text: "Point bricks",
					line: 4,
					owners: ["@ana"],
					due: "2026-11-20",
					overdueDays: 4,
					command: "boulder-migrate check-off 1/point-bricks --verify --file 'my plan.md'",
				},
			],
			waiting: [],
		});
	});

	it("gives no command where the document's name cannot be typed", () => {
		const [step] = next("## Phase 1: x\n- [ ] a\n", quoted` --file ${"a\u202eb"}`).steps;
		expect(step).toMatchObject({ id: "1/a", command: null });
	});

	it("begins with what is overdue the longest, and keeps the order of the document else", () => {
		const items = ["a", "b (due 2026-11-23)", "c", "d (due 2026-11-01)", "e (due 2099-01-01)", "f (due 2026-11-10)"];
		expect(idsOf(`## Phase 1: x\n${items.map((item) => `- [ ] ${item}\n`).join("")}`)).toEqual([
			"1/d",
			"1/f",
			"1/b",
			"1/a",
			"1/c",
			"1/e",
		]);
	});

	it("goes on with the checks and the criteria of a phase whose items are done", () => {
		const done = "## Phase 1: x\n- [x] a\n### Phase 1 Validation\n- [x] b\n- [ ] c\n### Success Criteria\n- [x] d\n- [ ] e\n";
		expect(idsOf(done)).toEqual(["1/validation/c", "1/criteria/e"]);
		expect(idsOf(done.replace("[x] a", "[ ] a"))).toEqual(["1/a"]);
	});

	it("leaves out what does not count", () => {
		expect(idsOf("## Phase 1: x\n- [ ] a\n- [ ] b (optional)\n- [ ] ~~c~~ (N/A: bought)\n")).toEqual(["1/a"]);
	});

	it("says of each open phase without a step why: blocked, waiting for others, or without items", () => {
		const text = `## Phase 1: Base
- [ ] a

## Phase 2: Mail
- [ ] b

## Phase 3: Web
- [ ] c

## Phase 4: Shop

## Phase 5: Shut
- [x] d

## Dependencies and Blockers

### Current Blockers
- Phase 3: no quota (since 2026-05-01)
- Phase 3: no people

### Dependencies
- Phase 2 depends on Phase 1
- Phase 3 depends on Phases 1-2
`;
		expect(idsOf(text)).toEqual(["1/a"]);
		expect(waitingIn(text)).toEqual(["2 Mail: waits for Phase 1", "3 Web: blocked: no quota; no people", "4 Shop: no open item"]);
		const unblocked = text.replace(/- Phase 3: no .*\n/g, "");
		expect(waitingIn(unblocked)).toContain("3 Web: waits for Phase 1, Phase 2");
	});

	it("has nothing to say of a phase that is complete or was set aside", () => {
		const legend = "**Legend**: 🟢 Complete | ⚫ Cancelled = closed\n\n";
		expect(next(`${legend}## Phase 1: x\n\n**Status:** ⚫ Cancelled\n\n- [ ] a\n\n## Phase 2: y\n- [x] b\n`)).toMatchObject({
			steps: [],
			waiting: [],
		});
	});
});
