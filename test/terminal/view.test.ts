import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { colourless } from "../../src/reporters/palette.ts";
import { draw } from "../../src/terminal/draw.ts";
import { type Key, keyTable, statusKeys } from "../../src/terminal/keys.ts";
import { helpLines, regions } from "../../src/terminal/layout.ts";
import type { ItemRow, Page, PhaseRow } from "../../src/terminal/page.ts";
import { reduce } from "../../src/terminal/reducer.ts";
import { firstState, type ViewState, visibleItems, withPage } from "../../src/terminal/view-state.ts";
import { displayWidth } from "../../src/text/width.ts";

function item(id: string, more: Partial<ItemRow> = {}): ItemRow {
	return {
		id,
		phase: "1",
		heading: "Phase 1: One",
		box: "[ ]",
		mark: "",
		tone: "plain",
		text: `Text of ${id}`,
		remark: "",
		details: [{ text: `details of ${id}`, tone: "plain" }],
		status: "open",
		isProblem: false,
		warning: null,
		line: 7,
		command: `boulder-migrate verify ${id}`,
		...more,
	};
}

function phaseRow(id: string, more: Partial<PhaseRow> = {}): PhaseRow {
	return {
		id,
		title: `Title ${id}`,
		tone: "plain",
		percent: 40,
		remark: "2/5",
		isProblem: false,
		blocked: null,
		line: 3,
		...more,
	};
}

function page(items: readonly ItemRow[]): Page {
	const ids = [...new Set(["1", ...items.map(({ phase }) => phase)])];
	const phases = ids.map((id) => phaseRow(id));
	return { document: "a.md", title: "Title", headline: "Two of five.", reading: "read 10:00:00 UTC", source: "", phases, items };
}

const three = page([item("1/a"), item("1/b", { remark: "regressed" }), item("1/c", { box: "[x]", status: "checked" })]);

function shown(of: Page = three, columns = 80, rows = 24): ViewState {
	return withPage(firstState(columns, rows), of);
}

const named: Readonly<Record<string, Key>> = {
	"<up>": { kind: "up" },
	"<down>": { kind: "down" },
	"<enter>": { kind: "enter" },
	"<esc>": { kind: "escape" },
	"<back>": { kind: "backspace" },
	"<end>": { kind: "end" },
	"<tab>": { kind: "tab" },
	"<back-tab>": { kind: "backTab" },
	"<left>": { kind: "left" },
	"<pgdn>": { kind: "pageDown" },
};

function pressed(state: ViewState, ...keys: readonly string[]) {
	let now: ReturnType<typeof reduce> = { state, effect: null };
	for (const key of keys) {
		const next = reduce(now.state, named[key] ?? { kind: "text", text: key });
		now = { state: { ...next.state, top: draw(next.state, colourless).top }, effect: next.effect };
	}
	return now;
}

describe("a key", () => {
	it("moves, and not beyond the ends", () => {
		expect(pressed(shown(), "j").state.selected).toBe("1/b");
		expect(pressed(shown(), "<down>", "<down>", "<down>").state.selected).toBe("1/c");
		expect(pressed(shown(), "j", "k", "<up>").state.selected).toBe("1/a");
		expect(pressed(shown(), "<end>").state.selected).toBe("1/c");
		// Letters that came at once are letters one after the other.
		expect(pressed(shown(), "jjk").state.selected).toBe("1/b");
	});

	it("filters by words in any order, keeps a selection, and clears", () => {
		const { state } = pressed(shown(), "/", "B te");
		expect(visibleItems(state).map(({ id }) => id)).toEqual(["1/b"]);
		expect(state.selected).toBe("1/b");
		expect(visibleItems(pressed(state, "<back>", "<back>", "<back>", "<back>").state)).toHaveLength(3);
		expect(pressed(state, "<esc>").state).toMatchObject({ filter: "", mode: "list" });
		expect(pressed(state, "<enter>").state).toMatchObject({ filter: "B te", mode: "list" });
		expect(pressed(state, "<enter>", "<esc>").state.filter).toBe("");
		expect(visibleItems(pressed(shown(), "/", "regressed").state).map(({ id }) => id)).toEqual(["1/b"]);
		expect(pressed(shown(), "/", "nothing").state.selected).toBeNull();
		expect(pressed(pressed(shown(), "/", "nothing", "<enter>").state, "c").state.mode).toBe("list");
	});

	it("asks before it checks off, and takes a y alone for a yes", () => {
		const asked = pressed(shown(), "c");
		expect([asked.state.mode, asked.effect]).toEqual(["confirm", null]);
		expect(pressed(asked.state, "y").effect).toMatchObject({ kind: "act", action: { kind: "check-off", item: { id: "1/a" } } });
		for (const no of ["n", "yes", "yy", " ", "<enter>", "<esc>", "<down>"]) {
			const answered = pressed(asked.state, no);
			expect([answered.effect, answered.state.mode, answered.state.selected]).toEqual([null, "list", "1/a"]);
		}
		expect(pressed(shown(), "cy")).toMatchObject({ effect: null, state: { mode: "confirm" } });
		expect(pressed(shown(), "<end>", "c")).toMatchObject({
			effect: null,
			state: { mode: "list", notice: { text: "1/c: already checked off" } },
		});
	});

	it("asks nothing a second time while the first is being checked off", () => {
		expect(pressed(pressed(shown(), "c", "y").state, "c").state.mode).toBe("list");
	});

	it.each([
		["its text", page([item("1/a", { text: "Another" })])],
		["its box", page([item("1/a", { box: "[x]" })])],
		["its id", page([item("1/z")])],
		["everything", page([])],
	])("does not confirm a prompt about a changed item: %s", (_what, next) => {
		const state = withPage(pressed(shown(), "c").state, next);
		expect(state.mode).toBe("list");
		expect(pressed(state, "y").effect).toBeNull();
		expect(state.notice?.text).toContain("nothing was written");
	});

	it("scrolls details that are longer than the screen before it goes on", () => {
		const long = Array.from({ length: 40 }, (_, index) => ({ text: `detail ${index}`, tone: "plain" }) as const);
		let { state } = pressed(shown(page([item("1/a", { details: long }), item("1/b")]), 60, 16), "<enter>");
		const seen = new Set<string>();
		for (let presses = 0; state.selected === "1/a" && presses < 100; presses += 1) {
			for (const line of draw(state, colourless).lines) seen.add(line.trim());
			state = pressed(state, "j").state;
		}
		expect(state.selected).toBe("1/b");
		expect(long.filter(({ text }) => !seen.has(text))).toEqual([]);
	});

	const phases = page([
		item("1/a", { isProblem: true, status: "failing" }),
		item("1/b", { status: "ready" }),
		item("2/a", { phase: "2", heading: "Phase 2" }),
		item("2/b", { phase: "2", heading: "Phase 2", isProblem: true, status: "regressed", box: "[x]" }),
		item("12/a", { phase: "12", heading: "Phase 12", box: "n/a", status: "skipped" }),
		item("12/criteria/a", { phase: "12", heading: "Phase 12", box: " - ", status: "failing", isProblem: true }),
	]);

	it.each([
		["12", "12/a"],
		["1", "1/a"],
		["2", "2/a"],
		["122", "2/a"],
		["1<down>2", "2/a"],
		["<tab>", "2/a"],
		["<tab><tab><tab>", "1/a"],
		["<back-tab>", "12/a"],
		["9", "1/a"],
		["n", "2/b"],
		["nnn", "1/a"],
		["p", "12/criteria/a"],
	])("jumps to phases and problems: %s", (keys, selected) => {
		expect(pressed(shown(phases), ...(keys.match(/<[^>]+>|./g) ?? [])).state.selected).toBe(selected);
	});

	it("jumps by place where phases have no numbers", () => {
		const lettered = page(["A", "B"].map((id) => item(`${id}/x`, { phase: id })));
		expect(pressed(shown({ ...lettered, phases: ["A", "B"].map((id) => phaseRow(id)) }), "2").state.selected).toBe("B/x");
	});

	it("shows the items of one status, and all again by the same key or Escape", () => {
		const failing = pressed(shown(phases), "F").state;
		expect(visibleItems(failing).map(({ id }) => id)).toEqual(["1/a", "12/criteria/a"]);
		expect(draw(failing, colourless).lines.join("\n")).toContain("[F 2 failing]   Y 1 ready");
		for (const key of ["F", "<esc>"]) expect(visibleItems(pressed(failing, key).state)).toHaveLength(6);
		expect(visibleItems(pressed(failing, "R").state).map(({ id }) => id)).toEqual(["2/b"]);
	});

	it("folds a phase into a line, changes nothing in it, and unfolds it for a problem", () => {
		const folded = pressed(shown(phases), "<tab>", "<down>", "z");
		const list = draw(folded.state, colourless).lines.join("\n");
		expect(list).toContain("› ▸ Phase 2: Title 2   2 items, 1 regressed");
		expect(list).not.toContain("Text of 2/b");
		for (const key of ["c", "u", "s"]) {
			const { state, effect } = pressed(folded.state, key);
			expect([state.mode, effect, state.notice?.text]).toEqual(["list", null, "Select an item: z unfolds this phase"]);
		}
		expect(pressed(folded.state, "j").state.selected).toBe("12/a");
		expect(pressed(folded.state, "k").state.selected).toBe("1/b");
		expect(pressed(folded.state, "n").state).toMatchObject({ selected: "2/b", folded: new Set() });
		expect(pressed(folded.state, "z").state.folded).toEqual(new Set());
		const all = pressed(shown(phases), "<end>", "Z").state;
		expect(draw(all, colourless).lines.filter((line) => line.includes("▸ Phase"))).toHaveLength(3);
		expect(all.selected).toBe("12/a");
		// What is searched for is found in folded phases, too.
		expect(visibleItems(pressed(all, "/", "2/b").state).map(({ id }) => id)).toEqual(["2/b"]);
	});

	it.each([
		["u", "2/b", { kind: "uncheck", item: { id: "2/b" } }],
		["s", "12/a", { kind: "unskip", item: { id: "12/a" } }],
		["b", "blocked", { kind: "unblock", phase: { id: "1" } }],
	])("asks before it does %s", (key, id, action) => {
		const blocked = { ...phases, phases: [phaseRow("1", { blocked: "no vault" }), phaseRow("2"), phaseRow("12")] };
		const asked = pressed({ ...shown(blocked), selected: id === "blocked" ? "1/a" : id }, key);
		expect([asked.state.mode, asked.effect]).toEqual(["confirm", null]);
		expect(pressed(asked.state, "n").effect).toBeNull();
		expect(pressed(asked.state, "y").effect).toMatchObject({ kind: "act", action });
	});

	it.each([
		["s", { kind: "skip", item: { id: "1/a" }, reason: "not here" }],
		["b", { kind: "block", phase: { id: "1" }, text: "not here" }],
		["m", { kind: "note", phase: { id: "1" }, text: "not here" }],
	])("asks for a text before it does %s, which may be pasted, and never takes an empty one", (key, action) => {
		const asked = pressed(shown(phases), key);
		expect([asked.state.mode, asked.effect]).toEqual(["text", null]);
		expect(pressed(asked.state, "y").effect).toBeNull();
		expect(pressed(asked.state, "  ", "<enter>")).toMatchObject({ effect: null, state: { mode: "text" } });
		expect(pressed(asked.state, "not", "<esc>").state).toMatchObject({ mode: "list", asking: null, typed: "" });
		expect(pressed(asked.state, "not\r hereX", "<back>", "<enter>").effect).toMatchObject({ kind: "act", action });
		// Letters of before the question was there are no answer.
		expect(pressed(shown(phases), `${key}not here`).state).toMatchObject({ mode: "text", typed: "" });
	});

	it.each([
		["c", "2/b", "already checked off"],
		["c", "12/a", "not applicable"],
		["u", "1/a", "not checked off"],
		["s", "2/b", "uncheck it first"],
		["c", "12/criteria/a", "has no checkbox"],
		["s", "12/criteria/a", "has no checkbox"],
	])("reports why %s does nothing to %s", (key, selected, why) => {
		const { state, effect } = pressed({ ...shown(phases), selected }, key);
		expect([state.mode, effect]).toEqual(["list", null]);
		expect(state.notice?.text).toContain(why);
	});

	it("opens the editor at the line of the item, and copies its next command", () => {
		expect(pressed(shown(phases), "e").effect).toEqual({ kind: "edit", line: 7 });
		expect(pressed(shown(phases), "z", "e").effect).toEqual({ kind: "edit", line: 3 });
		const copied = pressed(shown(phases), "x");
		expect(copied.effect).toEqual({ kind: "copy", text: "boulder-migrate verify 1/a" });
		expect(draw(copied.state, colourless).lines.join("\n")).toContain("Copied: boulder-migrate verify 1/a");
		const none = pressed(shown(page([item("1/a", { command: null })])), "x");
		expect([none.effect, none.state.notice?.text]).toEqual([null, "There is no command to copy here"]);
	});

	it("is listed in the help", () => {
		const told = keyTable.map(({ keys }) => ` ${keys} `).join();
		const letters = ["c", "u", "s", "b", "m", "e", "x", "n", "p", "z", "Z", "r", "q", "/", "?", ...Object.values(statusKeys)];
		for (const key of ["Enter", "Tab", "Ctrl-Z", "Home", ...letters]) expect(told).toContain(` ${key} `);
		for (const columns of [20, 80]) {
			const help = helpLines(columns).join("").replaceAll(/\s/g, "");
			for (const { does } of keyTable) for (const word of does.split(" ")) expect(help).toContain(word);
		}
	});
});

describe("a new reading", () => {
	it("keeps the selection, or takes what stands in its place", () => {
		const { state } = pressed(shown(), "j");
		expect(withPage(state, page([item("1/z"), item("1/b")])).selected).toBe("1/b");
		expect(withPage(state, page([item("1/a"), item("1/x"), item("1/c")])).selected).toBe("1/x");
		expect(withPage(state, page([])).selected).toBeNull();
	});
});

describe("the lines", () => {
	const hostile = fc
		.array(
			fc.oneof(
				fc.string({ unit: "grapheme", maxLength: 12 }),
				fc.constantFrom("\u001b[2J", "\u001b]0;x\u0007", "\u009b31m", "\u202e", "\n", "\r", "移行", "🚀", "word ".repeat(9)),
			),
			{ maxLength: 8 },
		)
		.map((parts) => parts.join(""));
	const anyItem = fc
		.record({
			text: hostile,
			remark: fc.constantFrom("", "regressed", "open"),
			heading: hostile,
			details: fc.array(hostile, { maxLength: 4 }),
		})
		.map(({ details, ...rest }) => ({ ...rest, details: details.map((text) => ({ text, tone: "plain" }) as const) }));
	const anyKey = fc.oneof(
		fc.constantFrom<Key>(...Object.values(named), { kind: "right" }, { kind: "left" }, { kind: "home" }, { kind: "pageUp" }),
		fc
			.constantFrom("j", "k", "c", "y", "n", "p", "z", "Z", "u", "s", "b", "m", "F", "O", "1", "2", "/", "?", " ", "配")
			.map((text): Key => ({ kind: "text", text })),
	);

	it("fit every terminal, show what is selected, and hold nothing that a terminal obeys", () => {
		fc.assert(
			fc.property(
				fc.array(anyItem, { maxLength: 30 }),
				hostile,
				fc.array(anyKey, { maxLength: 30 }),
				fc.integer({ min: 20, max: 160 }),
				fc.integer({ min: 12, max: 50 }),
				(items, title, keys, columns, rows) => {
					const all = items.map((one, index) => item(`1/${index}`, one));
					let state = shown({ ...page(all), title, headline: title, source: title }, columns, rows);
					for (const key of keys) {
						state = reduce(state, key).state;
						const { lines, top } = draw(state, colourless);
						state = { ...state, top };
						expect(lines).toHaveLength(rows - 1);
						for (const line of lines) {
							expect(displayWidth(line)).toBeLessThanOrEqual(columns);
							expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
						}
						if (state.mode !== "help" && state.selected !== null && state.inner === 0)
							expect(lines.filter((line) => line.startsWith("› "))).toHaveLength(1);
					}
				},
			),
		);
	});

	it("move as little as is needed", () => {
		const many = page(Array.from({ length: 60 }, (_, index) => item(`1/${index}`)));
		const room = regions(shown(many)).body;
		let { state } = pressed(shown(many), ...Array.from({ length: room - 2 }, () => "j"));
		expect(state.top).toBe(0);
		state = pressed(state, "j").state;
		expect(state.top).toBe(1);
		expect(pressed(state, "k", "k").state.top).toBe(1);
		expect(pressed(state, "<pgdn>", "<end>").state.top).toBe(61 - room);
	});

	it("show the whole question, however long the id is", () => {
		const { state } = pressed(shown(page([item(`1/${"long-".repeat(40)}`, { warning: "its probe does not confirm it" })])), "c");
		const { lines } = draw(state, colourless);
		const from = lines.findIndex((line) => line.startsWith("Check off"));
		// Cut off nowhere: all of the id, of the warning, and the answer.
		expect(lines.slice(from, -1).join(" ").replaceAll(/\s/g, "")).toBe(
			`Checkoff1/${"long-".repeat(40)},althoughitsprobedoesnotconfirmit?y/n`,
		);
	});
});
