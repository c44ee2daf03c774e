import type { Key } from "./keys.ts";
import { detailLines, regions } from "./layout.ts";
import type { ItemRow } from "./page.ts";
import { isFolded, reselected, selectedItem, selectedPhase, stops, type ViewState, visibleItems } from "./view-state.ts";

/** What a key without a letter does to the selection. */
export function moved(state: ViewState, kind: Exclude<Key["kind"], "text">): ViewState {
	const items = stops(state);
	const index = items.findIndex(({ id }) => id === state.selected);
	const to = (next: number): ViewState => selected(state, items[Math.max(0, Math.min(items.length - 1, next))]);
	const page = Math.max(1, regions(state).body - 2);
	switch (kind) {
		case "up":
			return state.inner > 0 ? { ...state, inner: state.inner - 1 } : to(index - 1);
		case "down":
			return state.inner < maxInner(state) ? { ...state, inner: state.inner + 1 } : to(index + 1);
		case "pageUp":
			return to(index - page);
		case "pageDown":
			return to(index + page);
		case "home":
			return { ...to(0), top: 0 };
		case "end":
			return to(items.length - 1);
		case "tab":
			return nextPhase(state, 1);
		case "backTab":
			return nextPhase(state, -1);
		case "enter":
			return isOnFold(state)
				? toggledFold(state)
				: { ...state, expanded: toggled(state.expanded, state.selected, null), inner: 0 };
		case "right":
			return isOnFold(state) ? toggledFold(state) : { ...state, expanded: toggled(state.expanded, state.selected, true) };
		case "left":
			return { ...state, expanded: toggled(state.expanded, state.selected, false), inner: 0 };
		case "escape":
			return reselected({ ...state, filter: "", only: null }, 0);
		default:
			return state;
	}
}

function selected(state: ViewState, item: ItemRow | undefined): ViewState {
	return item === undefined || item.id === state.selected ? state : { ...state, selected: item.id, inner: 0 };
}

/** How far the details of the selected item can be scrolled. */
function maxInner(state: ViewState): number {
	const item = selectedItem(state);
	if (item === null || !state.expanded.has(item.id)) return 0;
	return Math.max(0, 1 + detailLines(item, state.columns).length - regions(state).body);
}

function isOnFold(state: ViewState): boolean {
	const phase = selectedPhase(state);
	return phase !== null && isFolded(state, phase.id);
}

/** The first item of the phase with the typed number; without such a phase, of the phase at that position. */
export function jumped(state: ViewState, digit: string): ViewState {
	const phases = state.page?.phases ?? [];
	const named = (digits: string) => phases.find(({ id }) => id === digits);
	const longer = state.digits + digit;
	const digits = named(longer) === undefined ? digit : longer;
	const isNumbered = phases.some(({ id }) => /^\d+$/.test(id));
	const phase = named(digits) ?? (isNumbered ? undefined : phases[Number(digit) - 1]);
	if (phase === undefined) {
		// The first digit of a longer number: 1 where there is only a Phase 10.
		const isStart = phases.some(({ id }) => id.startsWith(longer));
		return isStart
			? { ...state, digits: longer }
			: { ...state, digits: "", notice: { text: `There is no Phase ${digit}`, isBad: false } };
	}
	const item = stops(state).find((one) => one.phase === phase.id);
	if (item === undefined) return { ...state, digits, notice: { text: `No item of Phase ${phase.id} is visible`, isBad: false } };
	return { ...selected(state, item), digits };
}

/** The first item of the next or previous phase that shows any; after the last one comes the first. */
function nextPhase(state: ViewState, by: 1 | -1): ViewState {
	const items = stops(state);
	const phases = [...new Set(items.map(({ phase }) => phase))];
	const at = phases.indexOf(items.find(({ id }) => id === state.selected)?.phase ?? "");
	const phase = phases[(at + by + phases.length) % Math.max(1, phases.length)];
	return selected(
		state,
		items.find((item) => item.phase === phase),
	);
}

/** The next or previous problem; after the last one comes the first. A folded phase that has it is unfolded. */
export function nextProblem(state: ViewState, by: 1 | -1): ViewState {
	const items = visibleItems(state);
	const at = items.findIndex(({ id }) => id === state.selected);
	// From the heading of a folded phase, its own first item is still ahead.
	const from = isOnFold(state) && by === 1 ? at - 1 : at;
	for (let step = 1; step <= items.length; step += 1) {
		const item = items[(((from + by * step) % items.length) + items.length) % items.length];
		if (item?.isProblem !== true) continue;
		const folded = new Set(state.folded);
		folded.delete(item.phase);
		return selected({ ...state, folded }, item);
	}
	return { ...state, notice: { text: "No problem is visible", isBad: false } };
}

export function toggledFold(state: ViewState): ViewState {
	const phase = selectedPhase(state);
	if (phase === null) return state;
	if (state.filter !== "" || state.only !== null)
		return { ...state, notice: { text: "A filter shows folded phases too: Esc clears it", isBad: false } };
	return reselected({ ...state, folded: toggled(state.folded, phase.id, null), inner: 0 }, 0);
}

/** All phases, or none where all are folded. */
export function toggledFolds(state: ViewState): ViewState {
	const phases = (state.page?.phases ?? []).map(({ id }) => id);
	const isAll = phases.every((id) => state.folded.has(id));
	return reselected({ ...state, folded: isAll ? new Set() : new Set(phases), inner: 0, top: 0 }, 0);
}

function toggled(all: ReadonlySet<string>, id: string | null, wanted: boolean | null): ReadonlySet<string> {
	if (id === null) return all;
	const next = new Set(all);
	if (wanted ?? !next.has(id)) next.add(id);
	else next.delete(id);
	return next;
}
