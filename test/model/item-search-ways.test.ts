import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { searchItems } from "../../src/model/item-search.ts";
import { sourceText } from "../../src/text/decode.ts";

/** What words come to in a document. */
function search(text: string, query: string): string {
	const found = searchItems(query, readDocument(sourceText(text)).phases);
	switch (found.kind) {
		case "items":
			return `${found.several ? "several: " : ""}${found.items.map(({ id }) => id).join(" ")}`;
		case "ambiguous":
			return `ambiguous: ${found.candidates.map(({ id }) => id).join(" ")}`;
		case "apart":
			return `apart: ${found.from.id} ${found.to.id}`;
		case "none":
			return `none${found.nearest === null ? "" : `, ${found.nearest.id}?`}`;
	}
}

const list = (...items: string[]): string => items.map((item) => `- [ ] ${item}\n`).join("");

describe("in a document of one phase", () => {
	const one = `## Phase 1: x\n${list("Deploy SA-1", "Tune", "Tune more")}### Phase 1 Validation\n${list("Rolled back")}`;

	it.each([
		["1/sa-1", "1/deploy-sa-1"],
		["1 sa 1", "1/deploy-sa-1"],
		["phase 1 more", "1/tune-more"],
		["1/validation/*", "several: 1/validation/rolled-back"],
		["phase 1 deploy..phase 1 tune more", "several: 1/deploy-sa-1 1/tune 1/tune-more"],
	])("the phase may be named: %s", (query, found) => expect(search(one, query)).toBe(found));
});

describe("an item is found in the surest way there is", () => {
	it.each<[string, string, string, string]>([
		[
			"its id, before words",
			`${list("Validation: x")}### Phase 1 Validation\n${list("x")}`,
			" 1/VALIDATION/x ",
			"1/validation/x",
		],
		["all of its text", list("Cart <!-- id: basket -->", "Cart more"), "cart", "1/basket"],
		["all of its own id", list("Cart <!-- id: basket -->", "Basket case"), "basket", "1/basket"],
		["words of its text side by side", list("Deploy blue green <!-- id: bg -->", "Green then blue"), "blue green", "1/bg"],
		["words of its own id side by side", list("Wear <!-- id: the-red-hat -->", "Hat in red"), "red hat", "1/the-red-hat"],
		[
			"words anywhere, before those of its group",
			`### Gate\n${list("Roll deploy")}### G\n${list("Deploy gate")}`,
			"gate deploy",
			"1/deploy-gate",
		],
		[
			"words of its group, before beginnings",
			`### One\n${list("Deploy a")}### Ones\n${list("Deploy b")}`,
			"one deploy",
			"1/deploy-a",
		],
		["beginnings", list("Deploy SA-1", "Deploy SA-2"), "2 sa depl", "1/deploy-sa-2"],
		["beginnings, of its group as well", `### One\n${list("Deploy a")}### Two\n${list("Deploy b")}`, "tw depl", "1/deploy-b"],
		["the beginning of a word that ends in a number", list("Deploy v25", "Tune"), "v2 deploy", "1/deploy-v25"],
		["the beginning of a word that starts with a number", list("The 2nd roll", "Tune"), "roll 2n", "1/the-2nd-roll"],
		["but not that of a number", list("VA on 9392", "Tune"), "va 93", "none"],
		["any part of its id", list("Search <!-- id: cart-again -->", "Tune"), "1/art-ag ", "1/cart-again"],
		["but not in another phase than the one named", list("Search <!-- id: cart-again -->"), "2/art-ag", "none"],
		["words with a number that is no phase's", list("2 widgets", "3 widgets"), "2 widgets", "1/2-widgets"],
	])("%s", (_what, items, query, found) =>
		expect(search(`## Phase 1: x\n${items}## Phase 2: y\n${list("zz")}`, query)).toBe(found),
	);
});

const several = `## Phase 1: x\n${list("tun")}## Phase 2: y\n${list("Deploy", "Tune", "Tune more")}### Phase 2 Validation\n${list("Healthy")}## Phase 4: z\n## Phase 10: w\n${list("Open <!-- id: shop -->", "Shop on")}`;

describe("a phase is named", () => {
	it.each([
		["2 / more", "2/tune-more"],
		["phase2 more", "2/tune-more"],
		["Phase  2 more", "2/tune-more"],
		["phase-2 more", "2/tune-more"],
		["10/open", "10/shop"],
		["10/shop", "10/shop"],
		["shop", "10/shop"],
	])("%s", (query, found) => expect(search(several, query)).toBe(found));
});

describe("a range", () => {
	it.each([
		["is ambiguous where its end is, whatever another phase has", "2/deploy..tun", "ambiguous: 2/tune 2/tune-more"],
		["does not reach into the validation list", "2/tune..2/validation/healthy", "apart: 2/tune 2/validation/healthy"],
		["does not reach into another phase", "2/tune..10/shop", "apart: 2/tune 10/shop"],
	])("%s", (_what, query, found) => expect(search(several, query)).toBe(found));
});

describe("all of a list", () => {
	const groups = `## Phase 1: x\n### One\n${list("a")}### One more\n${list("b")}### CPU/RAM\n${list("c")}### Alpha beta\n${list("d")}### Alphabet\n${list("e")}## Phase 2: y\n${list("f")}`;

	it.each([
		["one/*", "several: 1/a"],
		["1/CPURAM/*", "several: 1/c"],
		[" 1/cpuram/*", "several: 1/c"],
		["alpha/*", "several: 1/d"],
		["alph/*", "ambiguous: 1/alpha-beta/* 1/alphabet/*"],
		["2/*x", "none, 2/f?"],
		["2/validation/*", "none"],
	])("%s", (query, found) => expect(search(groups, query)).toBe(found));

	it.each(["4/*", "validation/*"])("is none where nothing is in it, or no phase is named: %s", (query) =>
		expect(search(several, query)).toBe("none"),
	);
});
