import type { ItemRow, Page } from "./page.ts";

export interface ViewState {
	/** Null until the first reading is there. */
	readonly page: Page | null;
	/** Why the latest reading failed; the page is then an older one. */
	readonly problem: string | null;
	readonly mode: "list" | "filter" | "confirm" | "help";
	readonly filter: string;
	/** What the question in the mode "confirm" is about. */
	readonly asking: ItemRow | null;
	/** Id of the selected item; null where there is none. */
	readonly selected: string | null;
	readonly expanded: ReadonlySet<string>;
	/** Lines by which the details of the selected item are scrolled, where they are longer than the screen. */
	readonly inner: number;
	/** The first line of the list that is shown. */
	readonly top: number;
	/** The latest thing to say; the next key takes it away. */
	readonly notice: { readonly text: string; readonly isBad: boolean } | null;
	/** What goes on right now. */
	readonly doing: string | null;
	readonly columns: number;
	readonly rows: number;
}

export function firstState(columns: number, rows: number): ViewState {
	return {
		page: null,
		problem: null,
		mode: "list",
		filter: "",
		asking: null,
		selected: null,
		expanded: new Set(),
		inner: 0,
		top: 0,
		notice: null,
		doing: null,
		columns,
		rows,
	};
}

/** The items that the filter leaves: each of its words is somewhere in the text, the id, the heading or the state, in any order. */
export function shownItems({ page, filter }: Pick<ViewState, "page" | "filter">): readonly ItemRow[] {
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	const items = page?.items ?? [];
	if (words.length === 0) return items;
	return items.filter((item) => {
		const searched = `${item.text} ${item.id} ${item.heading} ${item.remark}`.toLowerCase();
		return words.every((word) => searched.includes(word));
	});
}

export function selectedItem(state: ViewState): ItemRow | null {
	return shownItems(state).find(({ id }) => id === state.selected) ?? null;
}

/**
 * A new reading. What was selected stays so; where it is gone, what stands in its place is. A question about an item that is no longer
 * what it was is taken back: a yes would mean something else.
 */
export function withPage(state: ViewState, page: Page): ViewState {
	const before = shownItems(state).findIndex(({ id }) => id === state.selected);
	const read = reselected({ ...state, page, problem: null }, Math.max(0, before));
	const { asking } = state;
	if (asking === null) return read;
	const now = page.items.find(({ id }) => id === asking.id);
	if (now?.text === asking.text && now.settled === null && read.selected === asking.id) return { ...read, asking: now };
	const text = `${asking.id} has changed meanwhile: nothing was checked off`;
	return { ...read, mode: "list", asking: null, notice: { text, isBad: true } };
}

/** Sees to it that something is selected that is shown. */
export function reselected(state: ViewState, index: number): ViewState {
	const items = shownItems(state);
	if (items.some(({ id }) => id === state.selected)) return state;
	return { ...state, selected: items[Math.min(index, items.length - 1)]?.id ?? null, inner: 0 };
}
