import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import type { Item } from "../../src/model/item.ts";
import { counts } from "../../src/model/item.ts";
import { sourceText } from "../../src/text/decode.ts";

function items(markdown: string): readonly Item[] {
	return readDocument(sourceText(`## Phase 1: x\n${markdown}`)).phases[0]?.items ?? [];
}

describe("items", () => {
	it.each([
		["~~Fax~~ (N/A: nobody has one)", "Fax", "nobody has one"],
		["~~Fax~~ (not applicable - nobody has one)", "Fax", "nobody has one"],
		["~~Fax~~ - replaced by mail", "Fax", "replaced by mail"],
		["~~Fax~~ N/A: gone", "Fax", "gone"],
		["~~**Fax** `9600`~~ (N/A: gone)", "Fax 9600", "gone"],
		["~~Fax (port 1)~~ (N/A: gone)", "Fax (port 1)", "gone"],
	])("are not applicable when struck through with a reason: %s", (text, shown, reason) => {
		const [item] = items(`- [ ] ${text}\n`);
		expect([item?.text.value, item?.notApplicable?.value]).toEqual([shown, reason]);
		expect(item !== undefined && counts(item)).toBe(false);
	});

	it.each([
		["~~Fax~~", "Fax"],
		["~~Fax~~ (N/A)", "Fax"],
		["~~Fax~~ Mail gateway", "Mail gateway"],
		["~~Old~~ New words (for now)", "New words (for now)"],
		["Mail ~~Fax~~ gateway", "Mail Fax gateway"],
	])("still count when there is no reason, or it is only a rewording: %s", (text, shown) => {
		const [item] = items(`- [ ] ${text}\n`);
		expect([item?.text.value, item?.notApplicable]).toEqual([shown, null]);
		expect(item !== undefined && counts(item)).toBe(true);
	});

	it.each(["Optional: mesh", "optional - mesh", "Mesh (optional)", "Mesh (Optional)"])("are optional: %s", (text) => {
		expect(items(`- [ ] ${text}\n`)[0]?.optional).toBe(true);
	});

	it.each(["Optionally mesh", "Mesh is optional", "Options: mesh", "Mesh (optional) now"])("are not optional: %s", (text) => {
		expect(items(`- [ ] ${text}\n`)[0]?.optional).toBe(false);
	});

	it("in an optional one are optional, in one that is not applicable they still count", () => {
		const nested = items("- [ ] Optional: mesh\n  - [ ] sidecars\n- [ ] ~~Fax~~ (N/A: gone)\n  - [ ] paper\n");
		expect(nested.map((item) => [item.text.value, counts(item)])).toEqual([
			["Optional: mesh", false],
			["sidecars", false],
			["Fax", false],
			["paper", true],
		]);
	});

	it("under such a heading are optional", () => {
		expect(
			items("### Nice to have (optional)\n- [ ] a\n### Optional extras\n- [ ] b\n### Tasks\n- [ ] c\n").map(
				(item) => item.optional,
			),
		).toEqual([true, true, false]);
	});

	it("carry their evidence", () => {
		const [item] = items(
			"- [x] a\n  - Evidence: [run 7](https://ci.example/7) was green (Ana (SRE), 2026-11-01, until 2027-01-31)\n  - a note\n",
		);
		expect(item?.evidence).toMatchObject([
			{ text: "run 7 was green", reviewer: "Ana (SRE)", day: { value: "2026-11-01" }, until: { value: "2027-01-31" } },
		]);
	});

	it("have no evidence by a day that does not exist", () => {
		expect(items("- [x] a\n  - Evidence: seen (Ana, 2026-02-30)\n")[0]?.evidence).toEqual([]);
	});
});
