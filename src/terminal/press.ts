import { bodyHeight, detailLines } from "./layout.ts";
import type { ItemRow } from "./page.ts";
import { reselected, selectedItem, shownItems, type ViewState } from "./view-state.ts";

export type Key =
	| { readonly kind: "text"; readonly text: string }
	| {
			readonly kind:
				| "up"
				| "down"
				| "left"
				| "right"
				| "pageUp"
				| "pageDown"
				| "home"
				| "end"
				| "enter"
				| "escape"
				| "backspace"
				| "interrupt"
				| "suspend";
	  };

/** What a key wants that the view cannot do by itself. */
export type Wish =
	| { readonly kind: "quit" | "interrupt" | "suspend" | "refresh" }
	| { readonly kind: "check-off"; readonly item: ItemRow };

export interface Pressed {
	readonly state: ViewState;
	readonly wish: Wish | null;
}

/** What a key makes of the view. */
export function press(state: ViewState, key: Key): Pressed {
	if (key.kind === "interrupt" || key.kind === "suspend") return { state, wish: { kind: key.kind } };
	const quiet = { ...state, notice: null };
	switch (state.mode) {
		case "help":
			return only({ ...quiet, mode: "list" });
		case "confirm":
			return answer(quiet, key);
		case "filter":
			return only(typed(quiet, key));
		case "list":
			return key.kind === "text" ? command(quiet, key.text) : only(moved(quiet, key.kind));
	}
}

function only(state: ViewState): Pressed {
	return { state, wish: null };
}

/** Only a y on its own is a yes: whatever was typed or pasted before the question could be read is none. */
function answer(state: ViewState, key: Key): Pressed {
	const item = state.asking;
	const list: ViewState = { ...state, mode: "list", asking: null };
	if (item !== null && key.kind === "text" && (key.text === "y" || key.text === "Y"))
		return { state: { ...list, doing: `checking off ${item.id}` }, wish: { kind: "check-off", item } };
	return only({ ...list, notice: { text: "nothing was checked off", isBad: false } });
}

function typed(state: ViewState, key: Key): ViewState {
	const filtered = (filter: string): ViewState => reselected({ ...state, filter, top: 0 }, 0);
	switch (key.kind) {
		case "text":
			return filtered(state.filter + key.text);
		case "backspace":
			return filtered([...state.filter].slice(0, -1).join(""));
		case "escape":
			return { ...reselected({ ...state, filter: "" }, 0), mode: "list" };
		case "enter":
			return { ...state, mode: "list" };
		case "up":
		case "down":
		case "pageUp":
		case "pageDown":
			return moved(state, key.kind);
		default:
			return state;
	}
}

/** Letters that were typed faster than they could be read arrive together; a question takes no answer of before it was asked. */
function command(state: ViewState, text: string): Pressed {
	let now = state;
	for (const letter of text) {
		const { state: next, wish } = letterPressed(now, letter);
		if (wish !== null || next.mode !== "list") return { state: next, wish };
		now = next;
	}
	return only(now);
}

function letterPressed(state: ViewState, letter: string): Pressed {
	switch (letter) {
		case "j":
			return only(moved(state, "down"));
		case "k":
			return only(moved(state, "up"));
		case " ":
			return only(moved(state, "enter"));
		case "/":
			return only({ ...state, mode: "filter" });
		case "?":
			return only({ ...state, mode: "help" });
		case "r":
			return { state, wish: { kind: "refresh" } };
		case "q":
			return { state, wish: { kind: "quit" } };
		case "c":
			return only(asked(state));
		default:
			return only(state);
	}
}

function asked(state: ViewState): ViewState {
	const item = selectedItem(state);
	if (item === null) return state;
	if (state.doing?.startsWith("checking off")) return state;
	if (item.settled !== null) return { ...state, notice: { text: `${item.id}: ${item.settled}`, isBad: false } };
	return { ...state, mode: "confirm", asking: item };
}

function moved(state: ViewState, kind: Exclude<Key["kind"], "text">): ViewState {
	const items = shownItems(state);
	const index = items.findIndex(({ id }) => id === state.selected);
	const to = (next: number): ViewState => {
		const item = items[Math.max(0, Math.min(items.length - 1, next))];
		return item === undefined || item.id === state.selected ? state : { ...state, selected: item.id, inner: 0 };
	};
	const page = Math.max(1, bodyHeight(state) - 2);
	switch (kind) {
		case "up":
			return state.inner > 0 ? { ...state, inner: state.inner - 1 } : to(index - 1);
		case "down":
			return state.inner < mostInner(state, items[index]) ? { ...state, inner: state.inner + 1 } : to(index + 1);
		case "pageUp":
			return to(index - page);
		case "pageDown":
			return to(index + page);
		case "home":
			return { ...to(0), top: 0 };
		case "end":
			return to(items.length - 1);
		case "enter":
			return { ...state, expanded: toggled(state.expanded, state.selected, null), inner: 0 };
		case "right":
			return { ...state, expanded: toggled(state.expanded, state.selected, true) };
		case "left":
			return { ...state, expanded: toggled(state.expanded, state.selected, false), inner: 0 };
		case "escape":
			return reselected({ ...state, filter: "" }, 0);
		default:
			return state;
	}
}

/** How far the details of an item can be scrolled. */
function mostInner(state: ViewState, item: ItemRow | undefined): number {
	if (item === undefined || !state.expanded.has(item.id)) return 0;
	return Math.max(0, 1 + detailLines(item, state.columns).length - bodyHeight(state));
}

function toggled(expanded: ReadonlySet<string>, id: string | null, wanted: boolean | null): ReadonlySet<string> {
	if (id === null) return expanded;
	const next = new Set(expanded);
	if (wanted ?? !next.has(id)) next.add(id);
	else next.delete(id);
	return next;
}
