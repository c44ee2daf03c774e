import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { listed, namesItem, namesOf, namesUnchecked, recordsCheckOff, shortened } from "../../src/model/check-off-words.ts";
import { everyItem, type Phase } from "../../src/model/phase.ts";
import { sourceText } from "../../src/text/decode.ts";

function phaseOf(text: string): Phase {
	const [phase] = readDocument(sourceText(text)).phases;
	if (phase === undefined) throw new Error("no phase");
	return phase;
}
/** Read anew by each test: what naming asks of a phase is worked out once. */
const thePhase = () =>
	phaseOf(`## Phase 1: x

### Group 1: Core Storage

- [x] SA-1 Deployment (port 9395)
- [ ] SA-2 Deployment
- [ ] Backups
- [ ] Later (optional)

### Group 2: Rest

- [ ] RA-1
- [ ] Backups

### Phase 1 Validation

- [ ] Healthy
- [ ] Fast
`);
const texts = (ids: readonly string[], withBox = false, of = thePhase()): string[] =>
	namesOf(
		everyItem(of).filter(({ id }) => ids.includes(id)),
		of,
		withBox,
	).map(({ text }) => text);
const [core, rest, checks] = [
	["1/sa-1-deployment", "1/sa-2-deployment", "1/group-1-core-storage/backups"],
	["1/ra-1", "1/group-2-rest/backups"],
	["1/validation/healthy", "1/validation/fast"],
];

describe("a row of the review history names items", () => {
	it("one by one up to three, without the parenthesis at their end, and with their group where two have one name", () => {
		expect(texts(["1/sa-1-deployment"])).toEqual(["SA-1 Deployment"]);
		expect(texts(rest)).toEqual(["RA-1 and Group 2 › Backups"]);
		expect(texts(core)).toEqual(["SA-1 Deployment, SA-2 Deployment and Group 1 › Backups"]);
	});

	it("by their groups where there are more, as far as all that counts in one is among them", () => {
		expect(texts([...core, ...rest])).toEqual(["5 items: Group 1 (3 of 3) and Group 2 (2 of 2)"]);
		expect(texts([...core, "1/ra-1"])).toEqual(["4 items: Group 1 (3 of 3) and RA-1"]);
		expect(texts([...core, "1/later"])).toEqual(["4 items: Group 1 (3 of 3) and Later"]);
		expect(texts([...rest, ...checks])).toEqual(["4 items: Group 2 (2 of 2) and validation list (2 of 2)"]);
		expect(texts([...core.slice(1), ...rest])).toEqual(["4 items: SA-2 Deployment, Group 1 › Backups and Group 2 (2 of 2)"]);
	});

	it("one by one where it tells which were checked off", () => {
		expect(texts(core, true)).toEqual(["SA-1 Deployment (was checked off), SA-2 Deployment and Group 1 › Backups"]);
		expect(texts([...core, "1/ra-1"], true)).toEqual([
			"4 items: SA-1 Deployment (was checked off), SA-2 Deployment, Group 1 › Backups and RA-1",
		]);
	});

	it("by the whole title of a group where another one begins alike", () => {
		const alike = phaseOf(`## Phase 1: x\n\n### Services: old\n\n- [ ] a\n- [ ] b\n\n### Services: new\n\n- [ ] c\n- [ ] d\n`);
		expect(texts(["1/a", "1/b", "1/c", "1/d"], false, alike)).toEqual([
			"4 items: Services: old (2 of 2) and Services: new (2 of 2)",
		]);
	});

	it("never as a whole where they stand in no group, and those of the validation list by its name where another one is called the same", () => {
		const loose = phaseOf("## Phase 1: x\n- [ ] a\n- [ ] b\n- [ ] c\n- [ ] d\n\n### Phase 1 Validation\n\n- [ ] a\n");
		expect(texts(["1/a", "1/b", "1/c", "1/d"], false, loose)).toEqual(["4 items: a, b, c and d"]);
		expect(texts(["1/a", "1/validation/a"], false, loose)).toEqual(["a and validation list › a"]);
	});

	it("without blanks before the colon of a group, and with a parenthesis in the middle", () => {
		const odd = phaseOf("## Phase 1: x\n\n### Part 1 : Core\n\n- [ ] a (old) thing\n- [ ] b  (new)\n- [ ] c (x) (y)\n- [ ] d\n");
		expect(texts(["1/d", "1/b"], false, odd)).toEqual(["b and d"]);
		const all = everyItem(odd).map(({ id }) => id);
		expect(texts(all, false, odd)).toEqual(["4 items: Part 1 (4 of 4)"]);
		expect(texts(all.slice(0, 3), false, odd)).toEqual(["a (old) thing, b and c (x)"]);
	});

	it("never by a group of one item", () => {
		const single = phaseOf(
			`## Phase 1: x\n\n### A: x\n\n- [ ] a\n\n### B: x\n\n- [ ] b\n\n### C: x\n\n- [ ] c\n\n### D: x\n\n- [ ] d\n`,
		);
		expect(texts(["1/a", "1/b", "1/c", "1/d"], false, single)).toEqual(["4 items: a, b, c and d"]);
	});

	it("in as many rows as their names need", () => {
		const long = phaseOf(
			`## Phase 1: x\n${Array.from({ length: 40 }, (_, index) => `- [ ] ${String(index).padStart(2, "0")} ${"x".repeat(70)}\n`).join("")}- [ ] open\n`,
		);
		const items = everyItem(long).slice(0, 40);
		const parts = namesOf(items, long);
		expect(parts.flatMap((part) => part.items)).toEqual(items);
		expect(parts.map((part) => part.items.length)).toEqual([20, 20]);
		for (const { text } of parts) expect(text.length).toBeLessThan(1550);
	});
});

describe("an item is found again in a row", () => {
	const find = (id: string) => {
		const phase = thePhase();
		const item = everyItem(phase).find((one) => one.id === id);
		if (item === undefined) throw new Error(`no ${id}`);
		return [item, phase] as const;
	};

	it.each([
		["Checked off SA-1 Deployment (33% complete)", "1/sa-1-deployment", true],
		["Checked off SA-1  Deployment", "1/sa-1-deployment", true],
		["Checked off SA-2 Deployment and SA-1 Deployment; more", "1/sa-1-deployment", true],
		["Checked off 5 items: Group 1 (3 of 3) and Group 2 (2 of 2)", "1/sa-1-deployment", true],
		["Checked off 5 items: Group 1 (2 of 3)", "1/sa-1-deployment", false],
		["Checked off SA-1 Deployments", "1/sa-1-deployment", false],
		["Checked off XSA-1 Deployment", "1/sa-1-deployment", false],
		["Checked off Backups", "1/group-1-core-storage/backups", false],
		["Checked off Group 1 › Backups", "1/group-1-core-storage/backups", true],
		["Talked about SA-1 Deployment", "1/sa-1-deployment", false],
		["Unchecked SA-1 Deployment", "1/sa-1-deployment", false],
	])("%j names %s: %s", (change, id, names) => expect(namesItem(change, ...find(id))).toBe(names));

	it("also where it was unchecked or skipped", () => {
		for (const word of ["Unchecked", "Skipped"])
			expect(namesUnchecked(`${word} SA-1 Deployment (0% complete)`, ...find("1/sa-1-deployment"))).toBe(true);
		for (const word of ["Checked off", "unchecked", "Not Unchecked"])
			expect(namesUnchecked(`${word} SA-1 Deployment`, ...find("1/sa-1-deployment"))).toBe(false);
	});
});

describe("the words of a row", () => {
	it("list names as people do", () => {
		expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(listed)).toEqual(["", "a", "a and b", "a, b and c"]);
	});

	it("cut what is longer than 80 characters, and no character in two", () => {
		expect(shortened("x".repeat(80))).toBe("x".repeat(80));
		expect(shortened("x".repeat(81))).toBe(`${"x".repeat(79)}…`);
		expect(shortened(`${"x".repeat(78)}😀😀`)).toBe(`${"x".repeat(78)}…`);
		expect(shortened(`${"x".repeat(77)}  yyyy`)).toBe(`${"x".repeat(77)}…`);
	});

	it("tell whether it was written for a check-off", () => {
		for (const change of [
			"Checked off a",
			"Phase 1 complete (checked off a)",
			"x (checked off a and b)",
			"x (checked off a); forced because",
		])
			expect(recordsCheckOff(change), change).toBe(true);
		for (const change of ["Checked offers", "checked off a", "We (checked off a) and more", "Agreed"])
			expect(recordsCheckOff(change), change).toBe(false);
	});
});
