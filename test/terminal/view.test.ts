import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { colourless } from "../../src/reporters/palette.ts";
import { draw } from "../../src/terminal/draw.ts";
import { helpLines } from "../../src/terminal/help.ts";
import { bodyHeight } from "../../src/terminal/layout.ts";
import type { ItemRow, Page } from "../../src/terminal/page.ts";
import { type Key, press } from "../../src/terminal/press.ts";
import { firstState, shownItems, type ViewState, withPage } from "../../src/terminal/view-state.ts";
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
		settled: null,
		warning: null,
		...more,
	};
}

function page(items: readonly ItemRow[]): Page {
	const phases = [{ id: "1", title: "One", tone: "plain", percent: 40, remark: "2/5" } as const];
	return { document: "a.md", title: "Title", headline: "Two of five.", reading: "read 10:00:00 UTC", source: "", phases, items };
}

const three = page([item("1/a"), item("1/b", { remark: "regressed" }), item("1/c", { settled: "it is checked off already" })]);

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
	"<pgdn>": { kind: "pageDown" },
};

function pressed(state: ViewState, ...keys: readonly string[]) {
	let now: ReturnType<typeof press> = { state, wish: null };
	for (const key of keys) {
		const next = press(now.state, named[key] ?? { kind: "text", text: key });
		now = { state: { ...next.state, top: draw(next.state, colourless).top }, wish: next.wish };
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
		expect(shownItems(state).map(({ id }) => id)).toEqual(["1/b"]);
		expect(state.selected).toBe("1/b");
		expect(shownItems(pressed(state, "<back>", "<back>", "<back>", "<back>").state)).toHaveLength(3);
		expect(pressed(state, "<esc>").state).toMatchObject({ filter: "", mode: "list" });
		expect(pressed(state, "<enter>").state).toMatchObject({ filter: "B te", mode: "list" });
		expect(pressed(state, "<enter>", "<esc>").state.filter).toBe("");
		expect(shownItems(pressed(shown(), "/", "regressed").state).map(({ id }) => id)).toEqual(["1/b"]);
		expect(pressed(shown(), "/", "nothing").state.selected).toBeNull();
		expect(pressed(pressed(shown(), "/", "nothing", "<enter>").state, "c").state.mode).toBe("list");
	});

	it("asks before it checks off, and takes a y alone for a yes", () => {
		const asked = pressed(shown(), "c");
		expect([asked.state.mode, asked.wish]).toEqual(["confirm", null]);
		expect(pressed(asked.state, "y").wish).toMatchObject({ kind: "check-off", item: { id: "1/a" } });
		for (const no of ["n", "yes", "yy", " ", "<enter>", "<esc>", "<down>"]) {
			const answered = pressed(asked.state, no);
			expect([answered.wish, answered.state.mode, answered.state.selected]).toEqual([null, "list", "1/a"]);
		}
		expect(pressed(shown(), "cy")).toMatchObject({ wish: null, state: { mode: "confirm" } });
		expect(pressed(shown(), "<end>", "c")).toMatchObject({
			wish: null,
			state: { mode: "list", notice: { text: "1/c: it is checked off already" } },
		});
	});

	it("asks nothing a second time while the first is being checked off", () => {
		expect(pressed(pressed(shown(), "c", "y").state, "c").state.mode).toBe("list");
	});

	it.each([
		["its text", page([item("1/a", { text: "Another" })])],
		["its box", page([item("1/a", { settled: "it is checked off already" })])],
		["its id", page([item("1/z")])],
		["everything", page([])],
	])("is no yes to a question about what has changed: %s", (_what, next) => {
		const state = withPage(pressed(shown(), "c").state, next);
		expect(state.mode).toBe("list");
		expect(pressed(state, "y").wish).toBeNull();
		expect(state.notice?.text).toContain("nothing was checked off");
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

	it("is told of in the help", () => {
		for (const key of ["Enter", "/", "c", "r", "Ctrl-Z", "?", "q", "Home"]) expect(helpLines.join("\n")).toContain(` ${key} `);
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
		fc.constantFrom("j", "k", "c", "y", "n", "/", "?", " ", "e", "配").map((text): Key => ({ kind: "text", text })),
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
						state = press(state, key).state;
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
		const room = bodyHeight(shown(many));
		let { state } = pressed(shown(many), ...Array.from({ length: room - 2 }, () => "j"));
		expect(state.top).toBe(0);
		state = pressed(state, "j").state;
		expect(state.top).toBe(1);
		expect(pressed(state, "k", "k").state.top).toBe(1);
		expect(pressed(state, "<pgdn>", "<end>").state.top).toBe(61 - room);
	});

	it("keep the wish for an answer in sight, however long the id is", () => {
		const { state } = pressed(
			shown(page([item(`1/${"long-".repeat(40)}`, { warning: "its probe does not say that it is done" })])),
			"c",
		);
		expect(draw(state, colourless).lines.join("\n")).toMatch(/^Check off 1\/long-.* y\/n$/m);
	});
});
