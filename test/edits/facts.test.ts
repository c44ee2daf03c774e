import { describe, expect, it } from "vitest";
import { factsOf, verifyEdit } from "../../src/edits/verify-edit.ts";
import type { ParseIssue } from "../../src/model/parse-issue.ts";
import { applyEdits, insert, replace, type TextEdit } from "../../src/text/edits.ts";
import { read } from "./editing.ts";

const text = `# Moving

| Phase | Description | Status | Start | Target | Done |
|---|---|---|---|---|---|
| 1 | Base | 🟡 In Progress | 2026-01-01 | TBD | 1/2 (50%) |

**Legend**: 🔴 Not Started | 🟡 In Progress

## Phase 1: Base
**Goal**: stand
### Status: 🟡 In Progress
### Success Criteria
- fast
### Racks
- [x] buy <!-- id: bought -->
  - Evidence: receipt (Ana, 2026-02-02, until 2027-02-02)
  - [ ] pay
### Cables
- [ ] lay
- [ ] ~~glue~~ (N/A: no glue)
- [ ] ~~mend~~
- [ ] paint (optional)

## Validation Checklist
### Phase 1 Validation
- [ ] measured

## Dependencies
- Phase 1 depends on Phase 9 (crew)
- Phase 1 requires Phase 9

## Current Blockers
- Phase 1: rain (since 2026-03-03)
- Phase 1: wind

## Risk Register
| Risk | Impact | Probability | Mitigation |
|---|---|---|---|
| flood | High | Low | pumps |

## Notes and Lessons Learned
### Phase 1 Notes
- dig first

## Review History
| Date | Reviewer | Phase | Change |
|---|---|---|---|
| 2026-01-01 | Ana | Phase 1 | begun |
| - | - | - | - |

<!-- boulder-migrate-ignore overdue: agreed -->

*Last Updated: 2026-01-01*
`;

function changed(from: string, to: string): string {
	expect(text, from).toContain(from);
	return text.replace(from, () => to);
}

describe("what a document says", () => {
	it.each([
		["# Moving", "# Moved"],
		["| Base | 🟡", "| Ground | 🟡"],
		["| 🟡 In Progress | 2026", "| 🟡 Done | 2026"],
		["| 🟡 In Progress | 2026", "| 🟡 Started | 2026"],
		["| 2026-01-01 | TBD", "| 2026-01-02 | TBD"],
		["| TBD |", "| - |"],
		["1/2 (50%)", "1/2 (51%)"],
		["1/2 (50%)", "2/2 (50%)"],
		["1/2 (50%)", "1/3 (50%)"],
		["1/2 (50%)", "later"],
		["| 1/2 (50%) |", "| 1/2 (50%) | x |"],
		["| Target | Done |", "| Done | Target |"],
		["🔴 Not Started |", "⚪ Not Started |"],
		["🔴 Not Started |", "🔴 Planned |"],
		["## Phase 1: Base", "## Phase 1: Ground"],
		["## Phase 1: Base", "## Phase 2: Base"],
		["**Goal**: stand", "**Goal**: fly"],
		["### Status: 🟡 In Progress", "### Status: 🟡 Done"],
		["- fast", "- faster"],
		["### Racks", "### Shelves"],
		["### Cables", "### Cables (optional)"],
		["- [ ] lay", "- [x] lay"],
		["- [ ] lay", "- [ ] lie"],
		["- [ ] lay\n", ""],
		["- [ ] lay\n- [ ] ~~glue~~ (N/A: no glue)", "- [ ] ~~glue~~ (N/A: no glue)\n- [ ] lay"],
		["  - [ ] pay", "- [ ] pay"],
		["id: bought", "id: has"],
		["buy <!-- id: bought -->", "bought"],
		["(optional)", ""],
		["no glue", "much glue"],
		["~~mend~~", "mend"],
		["receipt (", "bill ("],
		["(Ana, 2026-02-02", "(Bo, 2026-02-02"],
		["(Ana, 2026-02-02", "(Ana, 2026-02-03"],
		["until 2027-02-02", "until 2027-02-03"],
		["### Phase 1 Validation\n- [ ] measured\n", ""],
		["- dig first", "- dig last"],
		["(crew)", "(money)"],
		["Phase 1 depends on", "Phase 2 depends on"],
		["depends on Phase 9", "depends on Phase 8"],
		["depends on", "softly depends on"],
		["rain", "snow"],
		["2026-03-03", "2026-03-04"],
		["- Phase 1: rain (since 2026-03-03)\n- Phase 1: wind", "None"],
		["| flood |", "| fire |"],
		["| High |", "| Low |"],
		["| Low | pumps", "| High | pumps"],
		["| pumps |", "| walls |"],
		["| Risk | Impact |", "| Risk | Severe |"],
		["| 2026-01-01 | Ana", "| 2026-01-02 | Ana"],
		["| 2026-01-01 | Ana", "| 2026-01-01 | Bo"],
		["| Ana | Phase 1 |", "| Ana | Phase 2 |"],
		["| Ana | Phase 1 |", "| Ana | 1 |"],
		["| begun |", "| ended |"],
		["| Reviewer | Phase | Change |", "| Phase | Reviewer | Change |"],
		["| - | - | - | - |\n", ""],
		["ignore overdue", "ignore bad-date"],
		["overdue: agreed", "overdue: argued"],
		["*Last Updated: 2026-01-01*", "*Last Updated: 2026-01-02*"],
		["*Last Updated: 2026-01-01*", "*Last Updated: 2026-01-01 by Ana*"],
		["*Last Updated: 2026-01-01*", ""],
		["## Notes and Lessons Learned\n### Phase 1 Notes\n- dig first\n", ""],
		["## Validation Checklist\n### Phase 1 Validation\n- [ ] measured\n", "## Phase 1 Validation\n- [ ] measured\n"],
		["## Risk Register", "## Phase 1: Base again\n\n## Risk Register"],
	])("is another thing with %j as %j", (from, to) => expect(factsOf(read(changed(from, to)))).not.toEqual(factsOf(read(text))));

	it.each([
		["- [ ] lay", "*  [ ] lay"],
		["| begun |", "|   begun   |"],
		["## Risk Register", "\n## Risk Register"],
		["- Phase 1: rain (since 2026-03-03)\n- Phase 1: wind", "- Phase 1: wind\n- Phase 1: rain (since 2026-03-03)"],
	])("is the same with %j as %j", (from, to) => expect(factsOf(read(changed(from, to)))).toEqual(factsOf(read(text))));
});

describe("an edit is compared with what it was expected to do", () => {
	const tick = (): TextEdit => {
		const at = text.indexOf("[ ] lay") + 1;
		return replace(text, { start: at, end: at + 1 }, "x");
	};
	const ticked = read(applyEdits(text, [tick()]));

	it("and passes where it did just that", () => expect(() => verifyEdit(text, [tick()], ticked, ticked)).not.toThrow());

	it.each([
		["before it", (now: string) => now.replace("# Moving", "#  Moving"), "would change as well"],
		["behind it", (now: string) => now.replace("## Risk Register", "##  Risk Register"), "behind offset"],
		["at the end", (now: string) => `${now}\n`, "behind offset"],
	])("and not where a byte changed %s", (_what, change, message) => {
		const after = read(change(ticked.source.text));
		expect(factsOf(after)).toEqual(factsOf(ticked));
		expect(() => verifyEdit(text, [tick()], after, ticked)).toThrow(message);
	});

	it("nor if it changes more or less than expected", () => {
		expect(() => verifyEdit(text, [tick()], ticked, read(text))).toThrow(
			/the edited document would say[\s\S]*where this is meant/,
		);
		const at = text.indexOf("- [ ] lay");
		const more = insert(at, "- [ ] more\n");
		const longer = read(applyEdits(text, [more]));
		expect(() => verifyEdit(text, [more], longer, read(text))).toThrow("where this is meant");
		expect(() => verifyEdit(text, [], read(text), longer)).toThrow("where this is meant");
		const ending = read(`${text}<!-- boulder-migrate-ignore overdue: again -->\n`);
		expect(() => verifyEdit(text, [], read(text), ending)).toThrow("nothing\nwhere this is meant");
		expect(() => verifyEdit(ending.source.text, [], ending, read(text))).toThrow("meant:\n  nothing");
	});

	it("takes the edits in any order, and several at one place", () => {
		const [a, b] = [insert(text.indexOf("- [ ] lay"), "- [ ] one\n"), insert(text.indexOf("- [ ] lay"), "- [ ] two\n")];
		const after = read(applyEdits(text, [tick(), a, b]));
		expect(() => verifyEdit(text, [tick(), a, b], after, after)).not.toThrow();
	});

	it("takes what is inserted at the start of what is replaced, whichever is named first", () => {
		const more = insert(tick().span.start, "[x] one\n- [");
		const after = read(applyEdits(text, [more, tick()]));
		for (const edits of [
			[more, tick()],
			[tick(), more],
		])
			expect(() => verifyEdit(text, edits, after, after)).not.toThrow();
	});

	it("nor if something cannot be read any more, however small", () => {
		const span = { start: 12, end: 13 };
		const broken = (kind: "hidden-checkbox" | "stray-item"): ParseIssue =>
			kind === "stray-item" ? { kind, span, text: "x" } : { kind, span };
		const irregular = (...kinds: ("hidden-checkbox" | "stray-item")[]) => {
			return { ...read(text), irregularities: kinds.map(broken) };
		};
		const judge = (after: ReturnType<typeof irregular>, meant: ReturnType<typeof irregular>) => () =>
			verifyEdit(text, [], after, meant);
		expect(judge(irregular("hidden-checkbox"), irregular())).toThrow("could not be read as meant in line 3: hidden-checkbox");
		expect(judge(irregular("hidden-checkbox", "hidden-checkbox"), irregular("hidden-checkbox"))).toThrow("could not be read");
		expect(judge(irregular("hidden-checkbox"), irregular("stray-item"))).toThrow("could not be read");
		expect(judge(irregular("hidden-checkbox"), irregular("hidden-checkbox"))).not.toThrow();
		expect(judge(irregular("stray-item", "stray-item"), irregular("stray-item"))).not.toThrow();
		expect(judge(irregular(), irregular("hidden-checkbox"))).not.toThrow();
	});

	it("nor where its text would read as another encoding", () => {
		const after = read(text);
		const garbled = { ...after, source: { ...after.source, raw: `${text} ` } };
		expect(() => verifyEdit(text, [], garbled, after)).toThrow("as if it were garbled");
	});
});
