import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { cycles, type Dependency } from "../../src/model/dependency.ts";
import { nearest } from "../../src/model/did-you-mean.ts";
import { itemPatterns } from "../../src/model/item-patterns.ts";
import { searchItems } from "../../src/model/item-search.ts";
import { comparePhases } from "../../src/model/phase-id.ts";
import { phasesNamed } from "../../src/model/phase-range.ts";
import { sourceText } from "../../src/text/decode.ts";

describe("phases", () => {
	it("are in the order that people count in", () => {
		const ordered = ["1", "1.2", "1.10", "2", "2a", "2b", "10", "x"];
		for (const [at, one] of ordered.entries())
			for (const [than, other] of ordered.entries())
				expect([one, other, Math.sign(comparePhases(one, other))]).toEqual([one, other, Math.sign(at - than)]);
	});

	it.each<[string, string[] | null]>([
		["2", ["2"]],
		["Phase 2", ["2"]],
		["phase-2", ["2"]],
		["phases 2", ["2"]],
		["2-4", ["2", "3", "4"]],
		["2..4", ["2", "3", "4"]],
		["phases 3-10", ["3", "4", "10"]],
		["phase2", ["2"]],
		["2phase", null],
		["2a-4", ["3", "4"]],
		["3,2", ["3", "2"]],
		["2 , 4-10", ["2", "4", "10"]],
		["4-2", []],
		["5-9", []],
		["9", null],
		["two", null],
		["2,x", null],
		["x2-4", null],
		["2-4x y", null],
		["", null],
		["2,", null],
		[",", null],
		["phase", null],
	])("that %j names", (words, ids) => expect(phasesNamed(words, ["2", "3", "4", "10"])).toEqual(ids));
});

describe("what was probably meant", () => {
	it.each<[string, string | null]>([
		["chek-off", "check-off"],
		["CHECK-OFF", "check-off"],
		["unskp", "unskip"],
		["ad", "add"],
		["xy", null],
		["checkerboard", null],
		["", null],
	])("by %j", (word, meant) => expect(nearest(word, ["check-off", "unskip", "skip", "add"])).toBe(meant));

	it("is the nearest, and of equals the first", () => {
		expect(nearest("skipp", ["skippers", "skip", "skipe"])).toBe("skip");
		expect(nearest("abcdefghi", ["abcdefxyz", "abcdexxxx"])).toBe("abcdefxyz");
		expect(nearest("abcdefghi", ["abcdexxxx"])).toBe(null);
	});
});

describe("dependencies that run in a circle", () => {
	const found = (...edges: string[]): string[] =>
		cycles(
			edges.map((edge): Dependency => {
				const [phase = "", on = ""] = edge.split(">");
				return { phase, on, kind: "hard", reason: null, span: { start: 0, end: 0 } };
			}),
		).map((cycle) => cycle.map(({ phase, on }) => `${phase}>${on}`).join(" "));

	it.each<[string, string[], string[]]>([
		["none", ["2>1", "3>2", "3>1"], []],
		["none where two ways lead to one phase", ["4>2", "4>3", "2>1", "3>1"], []],
		["one of itself", ["1>1"], ["1>1"]],
		["one of itself, once, behind another phase", ["2>1", "1>1"], ["1>1"]],
		["one of two", ["1>2", "2>1"], ["1>2 2>1"]],
		["one that others lead into, without them", ["1>2", "2>3", "3>4", "4>3"], ["3>4 4>3"]],
		["one behind a phase that is done with", ["1>5", "1>2", "2>3", "3>1"], ["1>2 2>3 3>1"]],
		["two apart", ["1>2", "2>1", "3>4", "4>3"], ["1>2 2>1", "3>4 4>3"]],
		["two that share a phase", ["1>2", "2>1", "2>3", "3>2"], ["1>2 2>1", "2>3 3>2"]],
	])("%s", (_what, edges, expected) => expect(found(...edges)).toEqual(expected));
});

const document = readDocument(
	sourceText(
		`## Phase 1: x\n### Success Criteria\n- quick\n### One\n- [ ] Set requests/limits\n- [ ] Deploy SA-1\n### Two\n- [ ] Deploy SA-2\n### Phase 1 Validation\n- [ ] Rolled back\n## Phase 2: y\n- [ ] Deploy SA-1 again\n- [ ] Tune\n- [ ] Tune more\n`,
	),
);

describe("a key of a probes file", () => {
	it.each<[string, string[]]>([
		["1/deploy-sa-1", ["1/deploy-sa-1"]],
		["1/set-requestslimits", ["1/set-requestslimits"]],
		["1/set-requests-limits", ["1/set-requestslimits"]],
		["1/*", ["1/set-requestslimits", "1/deploy-sa-1", "1/deploy-sa-2"]],
		["1/validation/*", ["1/validation/rolled-back"]],
		["1/criteria/*", ["1/criteria/quick"]],
		["1/one/*", ["1/set-requestslimits", "1/deploy-sa-1"]],
		["1/two/*", ["1/deploy-sa-2"]],
		["2/validation/*", []],
		["1/deploy-sa-3", []],
		["*", []],
	])("%s means", (key, means) => expect(itemPatterns(document).of(key)).toEqual(means));

	it("has as many meanings as the document has items, criteria and lists", () => {
		const { ids, patterns } = itemPatterns(document);
		expect(ids.size).toBe(8);
		expect(patterns).toEqual(["1/*", "1/validation/*", "1/criteria/*", "1/one/*", "1/two/*", "2/*"]);
	});

	it("means nothing if only hyphens distinguish two items", () => {
		const twins = itemPatterns(readDocument(sourceText("## Phase 1: x\n- [ ] a/b\n- [ ] a b\n")));
		expect([twins.of("1/ab"), twins.of("1/a-b"), twins.of("1/a--b")]).toEqual([["1/ab"], ["1/a-b"], []]);
	});
});

describe("words for items", () => {
	const search = (query: string): string => {
		const found = searchItems(query, document.phases);
		switch (found.kind) {
			case "items":
				return `${found.several ? "several: " : ""}${found.items.map(({ id }) => id).join(" ")}`;
			case "ambiguous":
				return `ambiguous: ${found.candidates.map(({ id, text }) => `${id} (${text})`).join(" ")}`;
			case "apart":
				return `apart: ${found.from.id} ${found.to.id}`;
			case "none":
				return `none${found.nearest === null ? "" : `, ${found.nearest.id}?`}`;
		}
	};

	it.each([
		["1/DEPLOY-SA-1 ", "1/deploy-sa-1"],
		["deploy sa-1", "1/deploy-sa-1"],
		["sa-1 deploy", "ambiguous: 1/deploy-sa-1 (Deploy SA-1) 2/deploy-sa-1-again (Deploy SA-1 again)"],
		["1/sa-1", "1/deploy-sa-1"],
		["2 sa 1", "2/deploy-sa-1-again"],
		["phase 2 sa-1", "2/deploy-sa-1-again"],
		["requests", "1/set-requestslimits"],
		["req lim", "1/set-requestslimits"],
		["requestslimits", "1/set-requestslimits"],
		["two deploy", "1/deploy-sa-2"],
		["tune", "2/tune"],
		["tune m", "2/tune-more"],
		["more", "2/tune-more"],
		["validation", "1/validation/rolled-back"],
		["sa-3", "none"],
		["Deploy SA-1 again..tune more", "several: 2/deploy-sa-1-again 2/tune 2/tune-more"],
		["tune more..2/deploy-sa-1-again", "several: 2/deploy-sa-1-again 2/tune 2/tune-more"],
		["1/deploy-sa-1..1/deploy-sa-2", "apart: 1/deploy-sa-1 1/deploy-sa-2"],
		["1/deploy-sa-1..nowhere", "none"],
		["nowhere..1/deploy-sa-1", "none"],
		["2/*", "several: 2/deploy-sa-1-again 2/tune 2/tune-more"],
		["1/validation/*", "several: 1/validation/rolled-back"],
		["1/one/*", "several: 1/set-requestslimits 1/deploy-sa-1"],
		["Two / *", "several: 1/deploy-sa-2"],
		["tw/*", "several: 1/deploy-sa-2"],
		["3/*", "none"],
		["rolled bakc", "none, 1/validation/rolled-back?"],
		["depoy", "none, 1/deploy-sa-1?"],
		["", "none"],
		["2/", "none"],
	])("%j", (query, found) => expect(search(query)).toBe(found));
});
