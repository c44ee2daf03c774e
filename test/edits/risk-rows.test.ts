import { describe, expect, it } from "vitest";
import type { Change, Signature } from "../../src/edits/change.ts";
import { Failure } from "../../src/model/failure.ts";
import { apply, changedLines, edited, read } from "./editing.ts";

type Add = Extract<Change, { kind: "risk-add" }>;
type State = "open" | "closed";

const history = "\n## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n";
const head = "## Phase 1: x\n- [ ] a\n\n## Risk Register\n\n";
const bare = `${head}| Risk | Impact |\n|---|---|\n`;
const withState = (...rows: string[]): string => `${head}| Risk | Status |\n|---|---|\n${rows.map((row) => `${row}\n`).join("")}`;
const plain = (...rows: string[]): string => `${bare}${rows.map((row) => `${row}\n`).join("")}`;

const add = (text: string, more: Partial<Add> = {}): Change => ({
	kind: "risk-add",
	text,
	impact: null,
	probability: null,
	mitigation: null,
	owner: null,
	...more,
});
const set = (risk: string, state: State, reason: string | null = null): Change => ({ kind: "risk-state", risk, state, reason });
const changesOf = (text: string, change: Change, by: Partial<Signature> = {}): readonly string[] => {
	const applied = apply(text, change, by);
	return applied.kind === "changed" ? applied.changes : [];
};
const difference = (text: string, change: Change, by: Partial<Signature> = {}): string[] =>
	changedLines(text, edited(text, change, by));

describe("a risk that is added", () => {
	it("is the first of an empty register, and stands behind the last of the others", () => {
		expect(edited(bare, add("Frost", { impact: "High" }))).toBe(`${bare}| Frost | High |\n`);
		expect(edited(`${plain("| Rain | Low |")}\nText.\n`, add("Frost"))).toBe(
			`${plain("| Rain | Low |", "| Frost | - |")}\nText.\n`,
		);
		expect(edited(plain("| Rain | Low |").trimEnd(), add("Frost"))).toBe(plain("| Rain | Low |", "| Frost | - |").trimEnd());
	});

	it("has the line ending and the indentation of the table", () => {
		const windows = plain("| Rain | Low |").replaceAll("\n", "\r\n");
		expect(edited(windows, add("Frost"))).toBe(`${windows}| Frost | - |\r\n`);
		const indented = plain("| Rain | Low |").replace("| Rain", "  | Rain");
		expect(edited(indented, add("Frost"))).toBe(`${indented}  | Frost | - |\n`);
	});

	it("is aligned with a column that is, by as much as shows, and keeps a space where it is longer", () => {
		const wide = `${head}| Risk     | Impact |\n|----------|--------|\n| Rain     | High   |\n| Cost     | Low    |\n`;
		expect(edited(wide, add("Eis", { impact: "Med" }))).toBe(`${wide}| Eis      | Med    |\n`);
		expect(edited(wide, add("氷", { impact: "Severe damage" }))).toBe(`${wide}| 氷       | Severe damage |\n`);
	});

	it("has a dash in each column about which nothing is said, and in those of other names", () => {
		const text = `${head}| No. | Risk | Impact | Probability | Owner |\n|---|---|---|---|---|\n| 1 | Rain | Low | Low | Jo |\n`;
		expect(difference(text, add("Frost", { probability: "*High*", owner: "Bo | Al" }))).toEqual([
			"+| - | Frost | - | \\*High\\* | Bo \\| Al |",
		]);
	});

	it("is open in the word that the others are open by", () => {
		expect(difference(withState("| Rain | Closed |", "| Cost | Watching |", "| Heat | Live |"), add("Frost"))).toEqual([
			"+| Frost | Watching |",
		]);
		expect(difference(withState("| Rain | Done |"), add("Frost"))).toEqual(["+| Frost | Open |"]);
	});

	it("is reported, with the message of its author in the history", () => {
		const text = plain("| Rain | Low |") + history;
		expect(changesOf(text, add("Frost"))).toEqual(['risk "Frost": added', "review history: Added the risk Frost"]);
		expect(difference(text, add("Frost"), { message: "winter" })).toEqual([
			"+| Frost | - |",
			"+| 2026-11-24 | Jo Doe | - | winter |",
		]);
		expect(apply(text, add(" Rain "))).toEqual({ kind: "unchanged", why: "the risk is in the register already" });
	});

	it.each<[string, string, Change, Partial<Signature>, string, string | null]>([
		["without words", bare, add("  "), {}, "the risk is empty", null],
		["with an empty impact", bare, add("x", { impact: "" }), {}, "the impact is empty", null],
		["with an empty probability", bare, add("x", { probability: "" }), {}, "the probability is empty", null],
		["with an empty mitigation", bare, add("x", { mitigation: "" }), {}, "the mitigation is empty", null],
		["with an empty owner", bare, add("x", { owner: "" }), {}, "the owner is empty", null],
		["with an empty message", bare + history, add("x"), { message: " " }, "the message is empty", null],
		["by nobody", bare + history, add("x"), { reviewer: " " }, "the reviewer's name is empty", null],
		[
			"with an owner, where no column has one",
			bare,
			add("x", { owner: "Jo" }),
			{},
			"the risk register has no column for the owner",
			"add the column owner to the table, or leave --owner out",
		],
		[
			"with a mitigation, where no column has one",
			bare,
			add("x", { mitigation: "Wait" }),
			{},
			"the risk register has no column for the mitigation",
			"add the column mitigation to the table, or leave --mitigation out",
		],
		[
			"to no register",
			"## Phase 1: x\n- [ ] a\n",
			add("x"),
			{},
			"the document has no risk register to write to",
			"run it with --create, or add a section ## Risk Register with a table: | Risk | Impact | Probability | Mitigation |",
		],
	])("is refused %s", (_what, text, change, by, message, hint) => {
		const expected = hint === null ? new Failure("usage", message) : new Failure("refused", message, hint);
		expect(() => apply(text, change, by)).toThrow(expected);
	});
});

describe("a risk that is closed and opened", () => {
	it.each<[string, string, State, string[]]>([
		[
			"in a word of ours where no row has one",
			withState("| Rain | Open |"),
			"closed",
			["-| Rain | Open |", "+| Rain | Closed |"],
		],
		["again in a word of ours", withState("| Rain | Done |"), "open", ["-| Rain | Done |", "+| Rain | Open |"]],
		[
			"in the word of the first that is so",
			withState("| Rain | Open |", "| Cost | Live |", "| Heat | ✅ gone |", "| Ice | Done |"),
			"closed",
			["-| Rain | Open |", "+| Rain | ✅ gone |"],
		],
		[
			"not by a cell that says nothing",
			withState("| Rain | Closed |", "| Cost | |", "| Heat | Live |"),
			"open",
			["-| Rain | Closed |", "+| Rain | Live |"],
		],
		["by a cell that was empty", withState("| Rain | |"), "closed", ["-| Rain | |", "+| Rain | Closed|"]],
		["by a strike", plain("| Rain *here* | Low |"), "closed", ["-| Rain *here* | Low |", "+| ~~Rain *here*~~ | Low |"]],
		["by taking the strike away", plain("| ~~Rain~~ | Low |"), "open", ["-| ~~Rain~~ | Low |", "+| Rain | Low |"]],
	])("is so %s", (_what, text, state, lines) => {
		const [risk] = read(text).risks?.rows ?? [];
		expect(difference(text, set(risk?.id ?? "", state))).toEqual(lines);
	});

	it("is reported in the words of its column, and with the reason in the history", () => {
		const text = withState("| Rain | Open |") + history;
		expect(changesOf(text, set("risks/rain", "closed", "roof"))).toEqual([
			'risk "Rain": Closed',
			"review history: Closed the risk Rain: roof",
		]);
		expect(changesOf(text.replace("| Open", "| Closed"), set("risks/rain", "open"))).toEqual([
			'risk "Rain": Open',
			"review history: Reopened the risk Rain",
		]);
		expect(changesOf(text, set("risks/rain", "closed", "roof"), { message: "seen" })).toContain("review history: seen");
	});

	it("is recognized by its strike-through without a status column", () => {
		expect(changesOf(plain("| Rain | Low |"), set("risks/rain", "closed"))).toEqual(['risk "Rain": closed']);
		expect(changesOf(plain("| ~~Rain~~ | Low |"), set("risks/rain", "open"))).toEqual(['risk "Rain": open']);
	});

	it("stays where it is so already", () => {
		expect(apply(plain("| Rain | Low |"), set("risks/rain", "open"))).toEqual({
			kind: "unchanged",
			why: 'the risk "Rain" is open already',
		});
		expect(apply(withState("| Rain | Done |"), set("risks/rain", "closed"))).toEqual({
			kind: "unchanged",
			why: 'the risk "Rain" is closed already',
		});
	});

	it.each<[string, string, Change, Failure]>([
		[
			"part of it is struck through",
			plain("| Rain ~~and ice~~ | Low |"),
			set("risks/rain-and-ice", "closed"),
			new Failure(
				"refused",
				'line 8: part of the risk "Rain and ice" is struck through already',
				"write ~~ around the whole text of the risk",
			),
		],
		[
			"it says itself that it is closed",
			plain("| ✅ Rain | Low |"),
			set(read(plain("| ✅ Rain | Low |")).risks?.rows[0]?.id ?? "", "open"),
			new Failure("refused", 'line 8: the risk "✅ Rain" is closed in its own words', "take these words out of the risk"),
		],
		[
			"there is no such",
			plain("| Rain | Low |"),
			set("risks/ice", "open"),
			new Failure("usage", "the document has no risk risks/ice"),
		],
		[
			"the reason is empty",
			withState("| Rain | Open |"),
			set("risks/rain", "closed", " "),
			new Failure("usage", "the reason is empty"),
		],
	])("is refused where %s", (_what, text, change, failure) => {
		expect(() => apply(text, change)).toThrow(failure);
	});
});
