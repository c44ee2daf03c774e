import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { daysLate, isOwnedBy, type OwnerRule, ownersIn } from "../../src/model/owners.ts";
import { everyItem } from "../../src/model/phase.ts";
import { sourceText } from "../../src/text/decode.ts";

const document = readDocument(
	sourceText(`## Phase 1: Ground
- [ ] Dig (@ana)
- [ ] Fill

## Phase 2: Walls

### Group 1: Bricks

- [ ] Lay bricks
- [ ] Point bricks

### Group 2: Plaster

- [ ] Mix plaster

### Success Criteria

- Stands in the wind

### Phase 2 Validation

- [ ] Level

## Phase 21: Roof
- [ ] Tile
`),
);
const rule = (key: string, ...owners: string[]): OwnerRule => ({ key, owners });

/** Who owns what, by the defaults of a probes file. */
function owners(...rules: readonly OwnerRule[]): Record<string, string> {
	const of = ownersIn(document, rules);
	const all = document.phases.flatMap((phase) => [...everyItem(phase), ...phase.criteria]);
	return Object.fromEntries(
		all.map((one) => [one.id.replace("group-1-bricks/", ""), of(one).join(" ")]).filter(([, who]) => who !== ""),
	);
}

describe("the owners of an item", () => {
	it("are its own, and none by default", () => {
		expect(owners()).toEqual({ "1/dig": "@ana" });
		expect(owners(rule("1/dig", "@bo"), rule("*", "@lead"))["1/dig"]).toBe("@ana");
	});

	it("are else those of everything", () => {
		expect(owners(rule("*", "@lead", "@deputy"))).toMatchObject({
			"1/dig": "@ana",
			"1/fill": "@lead @deputy",
			"21/tile": "@lead @deputy",
		});
	});

	it("are those of its phase, with the checks and the success criteria, and of no phase whose id begins alike", () => {
		expect(owners(rule("2/*", "@crew"))).toEqual({
			"1/dig": "@ana",
			"2/lay-bricks": "@crew",
			"2/point-bricks": "@crew",
			"2/mix-plaster": "@crew",
			"2/criteria/stands-in-the-wind": "@crew",
			"2/validation/level": "@crew",
		});
	});

	it.each([
		["the item's own", "2/lay-bricks"],
		["its group's", "2/group-1-bricks/*"],
		["its phase's", "2/*"],
	])("are those of the nearest default, wherever in the file it stands: %s", (_what, key) => {
		const farther = ["*", "2/*", "2/group-1-bricks/*"]
			.slice(0, key === "2/*" ? 1 : key.endsWith("*") ? 2 : 3)
			.map((one) => rule(one, "@far"));
		expect(owners(...farther, rule(key, "@near"))["2/lay-bricks"]).toBe("@near");
		expect(owners(rule(key, "@near"), ...farther)["2/lay-bricks"]).toBe("@near");
	});

	it("are those of a phase whose id is longer", () => {
		expect(owners(rule("21/*", "@roofer"))).toEqual({ "1/dig": "@ana", "21/tile": "@roofer" });
	});

	it("are those of a list before those of the phase", () => {
		const all = [rule("2/validation/*", "@qa"), rule("2/criteria/*", "@boss"), rule("2/*", "@crew")];
		expect(owners(...all)).toMatchObject({
			"2/validation/level": "@qa",
			"2/criteria/stands-in-the-wind": "@boss",
			"2/mix-plaster": "@crew",
		});
	});

	it("are those of the later of two defaults for the same", () => {
		expect(owners(rule("2/*", "@old"), rule("2/*", "@new"))["2/mix-plaster"]).toBe("@new");
		expect(owners(rule("2/mix-plaster", "@old"), rule("2/mix-plaster", "@new"))["2/mix-plaster"]).toBe("@new");
		expect(owners(rule("*", "@old"), rule("*", "@new"))["2/mix-plaster"]).toBe("@new");
	});

	it("may be none by a nearer default", () => {
		expect(owners(rule("*", "@lead"), rule("2/mix-plaster"))).not.toHaveProperty("2/mix-plaster");
	});
});

describe("a person", () => {
	it.each([
		["@ana", "ana"],
		["@Ana-Lee", "Ana Lee"],
		["Ana Lee", "@analee"],
		["@org/crew", "org/crew"],
		["@müller", "MÜLLER"],
		["@ana2", "ana2"],
	])("named %j is %j", (owner, person) => expect(isOwnedBy(["@bo", owner], ["someone", person])).toBe(true));

	it.each([
		["@ana", "an"],
		["@org/crew", "orgcrew"],
		["@ana2", "ana"],
		["@-", ""],
		["", "@"],
	])("named %j is not %j", (owner, person) => expect(isOwnedBy([owner], [person])).toBe(false));

	it("owns nothing that has no owner", () => expect(isOwnedBy([], ["ana"])).toBe(false));
});

describe("an item is late", () => {
	it.each([
		["2026-11-23", false, 1],
		["2026-11-24", false, null],
		["2026-11-25", false, null],
		["2025-11-24", false, 365],
		["2026-11-23", true, null],
		[null, false, null],
		["2026-03-28", false, 241],
	])("due %s, done %s: %s days on 2026-11-24", (due, isDone, days) => expect(daysLate(due, isDone, "2026-11-24")).toBe(days));
});
