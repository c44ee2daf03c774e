import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { closestKeys, itemPatterns } from "../../src/model/item-patterns.ts";
import { sourceText } from "../../src/text/decode.ts";

/** Read anew by each test. */
const inDocument = () =>
	itemPatterns(
		readDocument(
			sourceText(`## Phase 1: x

### Group 1: Core

- [ ] one
- [ ] requests/limits

### Group 2: Rest

- [ ] two

### Success Criteria

- Fast
- [ ] Green

### Phase 1 Validation

- [ ] c

## Phase 2: y

## Risk Register

| Risk | Impact | Probability |
|---|---|---|
| Rain | High | Low |
`),
		),
	);

describe("a key of a probes file", () => {
	it.each<[key: string, ids: string[]]>([
		["1/one", ["1/one"]],
		["1/criteria/fast", ["1/criteria/fast"]],
		["1/criteria/green", ["1/criteria/green"]],
		["1/*", ["1/one", "1/requestslimits", "1/two"]],
		["1/group-1-core/*", ["1/one", "1/requestslimits"]],
		["1/group-2-rest/*", ["1/two"]],
		["1/validation/*", ["1/validation/c"]],
		["1/criteria/*", ["1/criteria/fast"]],
		["risks/rain", ["risks/rain"]],
		["risks/*", ["risks/rain"]],
		["1/requests-limits", ["1/requestslimits"]],
		["2/*", []],
		["2/validation/*", []],
		["1/three", []],
		["*", []],
	])("%s means %j", (key, expected) => expect(inDocument().of(key)).toEqual(expected));

	it("means nothing where hyphens alone would have to tell two ids apart", () => {
		const two = itemPatterns(readDocument(sourceText("## Phase 1: x\n- [ ] a-bc\n- [ ] ab-c\n")));
		expect(two.of("1/a-b-c")).toEqual([]);
		expect(two.of("1/ab-c")).toEqual(["1/ab-c"]);
	});

	it("may be one of the ids, or one of the patterns that mean several", () => {
		const { ids, patterns } = inDocument();
		expect([...ids].sort()).toEqual([
			"1/criteria/fast",
			"1/criteria/green",
			"1/one",
			"1/requestslimits",
			"1/two",
			"1/validation/c",
			"risks/rain",
		]);
		expect(patterns).toEqual(["1/*", "1/validation/*", "1/criteria/*", "1/group-1-core/*", "1/group-2-rest/*", "risks/*"]);
		expect(itemPatterns(readDocument(sourceText("## Phase 1: x\n- [ ] a\n"))).patterns).toEqual(["1/*"]);
	});
});

describe("the binding of an item", () => {
	const bound = (...keys: string[]) =>
		Object.fromEntries(
			closestKeys(
				inDocument(),
				keys.map((key, index) => [key, `${index} ${key}`]),
			),
		);

	it("is by its id, else by its group, else by its phase, in whatever order they stand", () => {
		const keys = ["1/*", "1/group-1-core/*", "1/one"];
		for (const order of [keys, keys.toReversed()]) {
			const found = bound(...order);
			expect([found["1/one"], found["1/requestslimits"], found["1/two"]].map((one) => one?.slice(2))).toEqual([
				"1/one",
				"1/group-1-core/*",
				"1/*",
			]);
		}
	});

	it("is the first of two that are as close, and none where nothing is bound", () => {
		expect(bound("1/requestslimits", "1/requests-limits")["1/requestslimits"]).toBe("0 1/requestslimits");
		expect(bound("9/*", "1/validation/*")).toEqual({ "1/validation/c": "1 1/validation/*" });
		expect(bound()).toEqual({});
	});
});
