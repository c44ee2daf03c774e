import type { ItemStatus } from "../model/item-status.ts";
import { type Asking, refusal } from "./action.ts";
import type { ItemRow, Page, PhaseRow } from "./page.ts";

export interface ViewState {
	/** Null until the first reading is there. */
	readonly page: Page | null;
	/** Why the latest reading failed; the page is then an older one. */
	readonly problem: string | null;
	/** `confirm` waits for a y, `text` for a reason or a note. */
	readonly mode: "list" | "filter" | "confirm" | "text" | "help";
	readonly filter: string;
	/** Shows only the items of one status; null: all. */
	readonly only: ItemStatus | null;
	/** The subject of the prompt in the modes `confirm` and `text`. */
	readonly asking: Asking | null;
	/** What was typed for it. */
	readonly typed: string;
	/** Id of the selected item; of a collapsed phase, of its first one. Null if there is none. */
	readonly selected: string | null;
	readonly expanded: ReadonlySet<string>;
	/** Ids of collapsed phases, of which only the heading is visible. */
	readonly folded: ReadonlySet<string>;
	/** Digits of the keys before: 1 and 2 are Phase 12 where there is one. */
	readonly digits: string;
	/** Lines by which the details of the selected item, or the help, are scrolled, where they are longer than the screen. */
	readonly inner: number;
	/** The first visible line of the list. */
	readonly top: number;
	/** The latest message; the next key clears it. */
	readonly notice: { readonly text: string; readonly isBad: boolean } | null;
	/** What goes on right now. */
	readonly doing: string | null;
	/** Whether that changes the document: nothing else is asked meanwhile. */
	readonly isActing: boolean;
	readonly columns: number;
	readonly rows: number;
}

export function firstState(columns: number, rows: number): ViewState {
	return {
		page: null,
		problem: null,
		mode: "list",
		filter: "",
		only: null,
		asking: null,
		typed: "",
		selected: null,
		expanded: new Set(),
		folded: new Set(),
		digits: "",
		inner: 0,
		top: 0,
		notice: null,
		doing: null,
		isActing: false,
		columns,
		rows,
	};
}

/**
 * The items that pass the filters: each word of the filter occurs in the text, the id, the heading or the state, in any order; and the
 * status is the selected one.
 */
export function visibleItems({ page, filter, only }: Pick<ViewState, "page" | "filter" | "only">): readonly ItemRow[] {
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	const items = (page?.items ?? []).filter((item) => only === null || item.status === only);
	if (words.length === 0) return items;
	return items.filter((item) => {
		const searched = `${item.text} ${item.id} ${item.heading} ${item.remark}`.toLowerCase();
		return words.every((word) => searched.includes(word));
	});
}

/** A filter shows what it finds, in folded phases too. */
export function isFolded(state: ViewState, phase: string): boolean {
	return state.filter === "" && state.only === null && state.folded.has(phase);
}

/** The items that can be selected: all visible ones, and the first one of a collapsed phase. */
export function stops(state: ViewState): readonly ItemRow[] {
	const seen = new Set<string>();
	return visibleItems(state).filter(({ phase }) => {
		if (!isFolded(state, phase)) return true;
		if (seen.has(phase)) return false;
		seen.add(phase);
		return true;
	});
}

/** Null if none is selected, or a collapsed phase is. */
export function selectedItem(state: ViewState): ItemRow | null {
	const item = stops(state).find(({ id }) => id === state.selected);
	return item === undefined || isFolded(state, item.phase) ? null : item;
}

/** The phase of the selected line. */
export function selectedPhase(state: ViewState): PhaseRow | null {
	const phase = stops(state).find(({ id }) => id === state.selected)?.phase;
	return state.page?.phases.find(({ id }) => id === phase) ?? null;
}

/**
 * The state with new data. The selection stays; if the selected item is gone, the one in its place is selected. A prompt whose subject has
 * changed is withdrawn: the answer would mean something else.
 */
export function withPage(state: ViewState, page: Page): ViewState {
	const before = stops(state).findIndex(({ id }) => id === state.selected);
	const read = reselected({ ...state, page, problem: null }, Math.max(0, before));
	const { asking } = state;
	if (asking === null) return read;
	const subject = sameSubject(asking, page);
	const isStill = "phase" in asking.subject || read.selected === asking.subject.item.id;
	if (subject !== null && isStill) return { ...read, asking: { ...asking, subject } };
	const name = "item" in asking.subject ? asking.subject.item.id : `Phase ${asking.subject.phase.id}`;
	const text = `${name} has changed meanwhile: nothing was written`;
	return { ...read, mode: "list", asking: null, typed: "", notice: { text, isBad: true } };
}

function sameSubject({ kind, subject }: Asking, page: Page): Asking["subject"] | null {
	if ("item" in subject) {
		const now = page.items.find(({ id }) => id === subject.item.id);
		return now?.text === subject.item.text && refusal(kind, now) === null && now.box === subject.item.box ? { item: now } : null;
	}
	const now = page.phases.find(({ id }) => id === subject.phase.id);
	return now?.title === subject.phase.title && now.blocked === subject.phase.blocked ? { phase: now } : null;
}

/** Ensures that a visible item is selected. */
export function reselected(state: ViewState, index: number): ViewState {
	const items = stops(state);
	if (items.some(({ id }) => id === state.selected)) return state;
	// Folding must not move to another phase.
	const phase = state.page?.items.find(({ id }) => id === state.selected)?.phase;
	const folded = phase !== undefined && isFolded(state, phase) ? items.find((item) => item.phase === phase) : undefined;
	return { ...state, selected: (folded ?? items[Math.min(index, items.length - 1)])?.id ?? null, inner: 0 };
}
