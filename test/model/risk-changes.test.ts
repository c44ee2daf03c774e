import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { riskChanges } from "../../src/model/risk-changes.ts";
import { sourceText } from "../../src/text/decode.ts";

const head =
	"# Plan\n\n## Phase 1: x\n- [ ] a\n\n## Risk Register\n\n| Risk | Impact | Probability | Mitigation | Owner | Status |\n|---|---|---|---|---|---|\n";
const register = (...rows: string[]): string => head + rows.map((row) => `| ${row} |\n`).join("");
const read = (text: string) => readDocument(sourceText(text));

function changes(before: string, after: string) {
	const { eased, ...named } = riskChanges(read(before), read(after));
	return { ...named, eased: eased.map(({ at, message }) => `${read(after).source.lineOf(at)}: ${message}`) };
}
const none = { added: [], removed: [], changed: [], eased: [] };

const rain = "Rain | High | Low | Roof | Ana | Open";
const theft = "Theft | Low | Low | Lock | Bo | Open";

describe("what changed in the risk register", () => {
	it("is nothing where rows only changed places", () => {
		expect(changes(register(rain, theft), register(theft, rain))).toEqual(none);
		expect(changes("# Plan\n", "# Plan\n")).toEqual(none);
	});

	it("is each cell that differs", () => {
		const now = "Rain | Low | High | Umbrella | Bo | Watching";
		expect(changes(register(rain, theft), register(now, theft))).toEqual({
			...none,
			changed: [
				"Rain: impact: High → Low",
				"Rain: probability: Low → High",
				"Rain: mitigation: Roof → Umbrella",
				"Rain: owner: Ana → Bo",
				"Rain: status: Open → Watching",
			],
		});
	});

	it("names a column that was not there as empty", () => {
		const short =
			"## Phase 1: x\n- [ ] a\n\n## Risk Register\n\n| Risk | Impact | Probability |\n|---|---|---|\n| Rain | High | Low |\n";
		expect(changes(short, register(rain)).changed).toEqual([
			"Rain: mitigation: - → Roof",
			"Rain: owner: - → Ana",
			"Rain: status: - → Open",
		]);
		expect(changes(register(rain), short).changed).toEqual([
			"Rain: mitigation: Roof → -",
			"Rain: owner: Ana → -",
			"Rain: status: Open → -",
		]);
	});

	it("is one reworded risk if six letters in ten are the same, in upper or lower case", () => {
		const other = (words: string): string => rain.replace("Rain", words);
		expect(changes(register(other("abcdefghij")), register(other("ABCDEFxxxx")))).toEqual({
			...none,
			changed: ["ABCDEFxxxx: risk: abcdefghij → ABCDEFxxxx"],
		});
		expect(changes(register(other("abcdefghij")), register(other("abcdexxxxx")))).toMatchObject({
			added: ["abcdexxxxx"],
			removed: ["abcdefghij"],
			changed: [],
		});
	});

	it("is measured by the longer of the two texts", () => {
		const other = (words: string): string => rain.replace("Rain", words);
		expect(changes(register(other("abcdef")), register(other("abcdefghij"))).changed).toHaveLength(1);
		expect(changes(register(other("abcde")), register(other("abcdefghij"))).added).toEqual(["abcdefghij"]);
	});

	it("takes the same words for the same risk, though another one is like it", () => {
		const [one, two] = [rain.replace("Rain", "Disk of node 1 fails"), rain.replace("Rain", "Disk of node 2 fails")];
		expect(changes(register(one, two), register(two))).toMatchObject({
			added: [],
			removed: ["Disk of node 1 fails"],
			changed: [],
		});
		expect(changes(register(two), register(one, two))).toMatchObject({
			added: ["Disk of node 1 fails"],
			removed: [],
			changed: [],
		});
	});
});

describe("a risk register that means less", () => {
	it("lacks a risk: reported where the table is, or at the start where none is left", () => {
		expect(changes(register(rain, theft), register(theft))).toEqual({
			...none,
			removed: ["Rain"],
			eased: ['8: the risk "Rain" is gone'],
		});
		expect(changes(register(rain), "# Plan\n")).toEqual({ ...none, removed: ["Rain"], eased: ['1: the risk "Rain" is gone'] });
	});

	it("has closed a risk: reported in its row, once", () => {
		const closed = theft.replace("Open", "Closed");
		expect(changes(register(rain, theft), register(rain, closed)).eased).toEqual(['11: the risk "Theft" is closed']);
		expect(changes(register(rain, closed), register(rain, closed.replace("Low", "High"))).eased).toEqual([]);
	});

	it("is not one with more risks, or with one opened again", () => {
		expect(changes(register(rain), register(rain, theft))).toEqual({ ...none, added: ["Theft"] });
		expect(changes(register(rain.replace("Open", "Closed")), register(rain)).eased).toEqual([]);
	});
});
