import { describe, expect, it } from "vitest";
import { itemsIn, onlyItems } from "../../src/report/only-items.ts";
import { statusOf } from "./reading.ts";

const report = statusOf(`## Phase 1: Base
- [x] a (@ana)
- [ ] b (@bo, due 2026-11-01)
### Success Criteria
- Fast (@ana)
- Small
- [ ] Green (@ana, due 2026-11-01)

### Phase 1 Validation
- [ ] c (@ana)
- [ ] d

## Phase 2: Mail
- [ ] e (@bo)
- [ ] f

## Phase 3: Web

- [ ] g (@cy)

### Success Criteria
- Slow (@ana)
- Round (@cy)
`);
const ids = (of: typeof report): string[] => itemsIn(of).map(({ id }) => id);
const ofAna = ({ owners }: { readonly owners: readonly string[] }): boolean => owners.includes("@ana");

describe("the report on some of the items", () => {
	it("has every item of every list, in the order of the document, where nothing is left out", () => {
		expect(ids(report)).toEqual(["1/a", "1/b", "1/validation/c", "1/validation/d", "1/criteria/green", "2/e", "2/f", "3/g"]);
		expect(onlyItems(report, () => true)).toEqual(report);
	});

	it("leaves out the others in each list, and phases that have none", () => {
		const own = onlyItems(report, ofAna);
		expect(ids(own)).toEqual(["1/a", "1/validation/c", "1/criteria/green"]);
		expect(own.phases.map(({ id, criteria }) => [id, criteria.map(({ text }) => text)])).toEqual([
			["1", ["Fast"]],
			["3", ["Slow"]],
		]);
	});

	it("keeps what the phase adds up to, and of the next steps those that are left", () => {
		const [phase] = onlyItems(report, ofAna).phases;
		expect(phase).toMatchObject({ done: 1, counted: 2, completion: 50, next: [] });
		const [other] = onlyItems(report, ({ owners }) => owners.includes("@bo")).phases;
		expect(other).toMatchObject({ next: ["1/b"], items: [{ id: "1/b" }], criteriaChecks: { items: [] }, criteria: [] });
		expect(onlyItems(report, ({ owners }) => owners.includes("@cy")).phases).toMatchObject([{ id: "3", items: [{ id: "3/g" }] }]);
		expect(onlyItems(report, ofAna).total).toEqual(report.total);
	});

	it("never takes a criterion for overdue: it has no checkbox", () => {
		const late = onlyItems(report, ({ overdueDays }) => overdueDays !== null);
		expect(ids(late)).toEqual(["1/b", "1/criteria/green"]);
		expect(late.phases.flatMap(({ criteria }) => criteria)).toEqual([]);
	});

	it("keeps a phase without any of them if it is selected itself", () => {
		const kept = onlyItems(report, ofAna, ({ id }) => id === "2");
		expect(kept.phases.map(({ id, items, next }) => [id, items.length, next])).toEqual([
			["1", 1, []],
			["2", 0, []],
			["3", 0, []],
		]);
	});
});
