import { expect, it } from "vitest";
import { factsOf } from "../../src/edits/verify-edit.ts";
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
- [ ] ~~glue~~ (N/A: no glue)

## Phase 2

## Validation Checklist
### Phase 1 Validation
- [ ] measured

## Dependencies
- Phase 1 depends on Phase 9 (crew)

## Current Blockers
- Phase 1: rain (since 2026-03-03)
- None else

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

<!-- boulder-migrate-ignore overdue: agreed -->

*Last Updated: 2026-01-01*
`;

it("every fact of a document is said, with what it is a fact of", () =>
	expect(factsOf(read(text)).join("\n")).toBe(String.raw`title ["Moving"]
legend [[["🔴","Not Started","not-started"],["🟡","In Progress","in-progress"]]]
summary [[["phase",0],["description",1],["status",2],["start",3],["target",4],["completion",5]],6]
row ["1","Base",["🟡 In Progress","in-progress"],6]
dates ["1",{"kind":"day","day":"2026-01-01"},{"kind":"undecided"}]
completion ["1",[50,1,2]]
phase ["1","Base","stand",["🟡 In Progress","in-progress"],null,0]
group ["1/racks","Racks",false]
item ["1/bought","phase","buy",true,"Racks",null,false,true]
skipped ["1/bought",null,false]
evidence ["1/bought","receipt","Ana","2026-02-02","2027-02-02"]
item ["1/pay","phase","pay",false,"Racks","1/bought",false,false]
skipped ["1/pay",null,false]
item ["1/glue","phase","glue",false,"Racks",null,false,false]
skipped ["1/glue","no glue",true]
item ["1/validation/measured","validation","measured",false,null,null,false,false]
skipped ["1/validation/measured",null,false]
criterion ["1/criteria/fast","fast"]
validation ["1",true]
notes ["1",["dig first"]]
phase ["2","",null,null,null,0]
validation ["2",false]
notes ["2",null]
dependency ["1","9","hard","crew"]
blockers [["[\"1\",\"rain\",{\"kind\":\"day\",\"day\":\"2026-03-03\"}]"]]
no blockers [["[null,\"None else\"]"]]
risks [[["risk",0],["impact",1],["probability",2],["mitigation",3]]]
risk ["flood","High","Low","pumps",null,null,false,4]
sections [true,true,true,true]
history [[["date",0],["reviewer",1],["phase",2],["change",3]],4]
review [{"kind":"day","day":"2026-01-01"},"Ana","Phase 1",["1"],"begun",4,false]
footer ["2026-01-01","2026-01-01"]
suppression ["overdue",null,"agreed"]`));

it("a document without content has none in each of its parts", () =>
	expect(factsOf(read(""))).toEqual([
		"title [null]",
		"legend [null]",
		"summary [[],null]",
		"blockers [[]]",
		"no blockers [[]]",
		"risks [[]]",
		"sections [false,false,false,false]",
		"history [[],null]",
		"footer [null,null]",
	]));

it("tables of few columns have no facts about the others", () => {
	const few = factsOf(
		read(
			"| Phase | Status |\n|---|---|\n| 1 | Done |\n\n## Phase 1: a\n- [ ] b\n\n## Risk Register\n| Risk | Impact |\n|---|---|\n| flood | High |\n\n*Last Updated: never*\n",
		),
	);
	for (const fact of [
		'row ["1",null,["Done","complete"],2]',
		'dates ["1",null,null]',
		'completion ["1",null]',
		'risk ["flood","High",null,null,null,null,false,2]',
		"sections [false,false,false,true]",
		'footer ["never",null]',
	])
		expect(few).toContain(fact);
});

it("a completion that cannot be read is said as it stands", () => {
	const completion = (done: string): string | undefined =>
		factsOf(read(`| Phase | Status | Done |\n|---|---|---|\n| 1 | Done | ${done} |\n`)).find((fact) =>
			fact.startsWith("completion"),
		);
	expect(completion("later")).toBe('completion ["1",{"kind":"other","text":"later"}]');
	expect(completion("-")).toBe('completion ["1",{"kind":"none"}]');
});
