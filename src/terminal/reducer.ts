import { type ActionKind, type Asking, answered, needsText, progress, refusal, type ViewAction } from "./action.ts";
import { type Key, statusOfKey } from "./keys.ts";
import { jumped, moved, nextProblem, toggledFold, toggledFolds } from "./move.ts";
import { reselected, selectedItem, selectedPhase, type ViewState } from "./view-state.ts";

/** What a key requests that the view cannot do on its own. */
export type Effect =
	| { readonly kind: "quit" | "interrupt" | "suspend" | "refresh" }
	| { readonly kind: "act"; readonly action: ViewAction }
	| { readonly kind: "edit"; readonly line: number }
	| { readonly kind: "copy"; readonly text: string };

export interface Pressed {
	readonly state: ViewState;
	readonly effect: Effect | null;
}

/** What a key makes of the view. */
export function reduce(state: ViewState, key: Key): Pressed {
	if (key.kind === "interrupt" || key.kind === "suspend") return { state, effect: { kind: key.kind } };
	const quiet = { ...state, notice: null };
	switch (state.mode) {
		case "help":
			return only(inHelp(quiet, key));
		case "confirm":
			return confirmed(quiet, key);
		case "text":
			return written(quiet, key);
		case "filter":
			return only(filtered(quiet, key));
		case "list":
			return key.kind === "text" ? command(quiet, key.text) : only({ ...moved(quiet, key.kind), digits: "" });
	}
}

function only(state: ViewState): Pressed {
	return { state, effect: null };
}

function inHelp(state: ViewState, key: Key): ViewState {
	if (key.kind === "down" || key.kind === "pageDown") return { ...state, inner: state.inner + (key.kind === "down" ? 1 : 10) };
	if (key.kind === "up" || key.kind === "pageUp")
		return { ...state, inner: Math.max(0, state.inner - (key.kind === "up" ? 1 : 10)) };
	return { ...state, mode: "list", inner: 0 };
}

/** Only a single y confirms: text typed or pasted before the prompt was visible does not. */
function confirmed(state: ViewState, key: Key): Pressed {
	const { asking } = state;
	const isYes = key.kind === "text" && (key.text === "y" || key.text === "Y");
	const action = asking !== null && isYes ? answered(asking, "") : null;
	return action === null ? only(withdrawn(state)) : acting(state, action);
}

function written(state: ViewState, key: Key): Pressed {
	switch (key.kind) {
		case "text":
			// A paste may hold line ends: what is asked for is one line.
			return only({ ...state, typed: state.typed + key.text.replace(/\s+/g, " ") });
		case "backspace":
			return only({ ...state, typed: [...state.typed].slice(0, -1).join("") });
		case "escape":
			return only(withdrawn(state));
		case "enter": {
			const text = state.typed.trim();
			if (text === "") return only({ ...state, notice: { text: "Type a text first, or Esc to cancel", isBad: true } });
			const action = state.asking === null ? null : answered(state.asking, text);
			return action === null ? only(withdrawn(state)) : acting(state, action);
		}
		default:
			return only(state);
	}
}

function withdrawn(state: ViewState): ViewState {
	return { ...state, mode: "list", asking: null, typed: "", notice: { text: "Nothing was changed", isBad: false } };
}

function acting(state: ViewState, action: ViewAction): Pressed {
	const name = "item" in action ? action.item.id : `Phase ${action.phase.id}`;
	const doing = `${progress(action.kind)} ${name}`;
	return {
		state: { ...state, mode: "list", asking: null, typed: "", doing, isActing: true },
		effect: { kind: "act", action },
	};
}

function filtered(state: ViewState, key: Key): ViewState {
	const by = (filter: string): ViewState => reselected({ ...state, filter, top: 0 }, 0);
	switch (key.kind) {
		case "text":
			return by(state.filter + key.text);
		case "backspace":
			return by([...state.filter].slice(0, -1).join(""));
		case "escape":
			return { ...by(""), mode: "list" };
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

/** Letters typed faster than they could be processed arrive together; a prompt accepts no input from before it appeared. */
function command(state: ViewState, text: string): Pressed {
	let now = state;
	for (const letter of text) {
		const { state: next, effect } = letterPressed(now, letter);
		if (effect !== null || next.mode !== "list") return { state: next, effect };
		now = next;
	}
	return only(now);
}

function letterPressed(before: ViewState, letter: string): Pressed {
	if (/^[0-9]$/.test(letter)) return only(jumped(before, letter));
	const state = { ...before, digits: "" };
	const status = statusOfKey(letter);
	if (status !== null) return only(reselected({ ...state, only: state.only === status ? null : status, top: 0 }, 0));
	switch (letter) {
		case "j":
			return only(moved(state, "down"));
		case "k":
			return only(moved(state, "up"));
		case "n":
			return only(nextProblem(state, 1));
		case "p":
			return only(nextProblem(state, -1));
		case " ":
			return only(moved(state, "enter"));
		case "z":
			return only(toggledFold(state));
		case "Z":
			return only(toggledFolds(state));
		case "/":
			return only({ ...state, mode: "filter" });
		case "?":
			return only({ ...state, mode: "help", inner: 0 });
		case "r":
			return { state, effect: { kind: "refresh" } };
		case "q":
			return { state, effect: { kind: "quit" } };
		case "c":
			return only(askedAboutItem(state, "check-off"));
		case "u":
			return only(askedAboutItem(state, "uncheck"));
		case "s":
			return only(askedAboutItem(state, selectedItem(state)?.box === "n/a" ? "unskip" : "skip"));
		case "b":
			return only(askedAboutPhase(state, selectedPhase(state)?.blocked == null ? "block" : "unblock"));
		case "m":
			return only(askedAboutPhase(state, "note"));
		case "e":
			return { state, effect: { kind: "edit", line: (selectedItem(state) ?? selectedPhase(state))?.line ?? 1 } };
		// Not y: that answers a prompt, which may have been withdrawn a moment ago.
		case "x":
			return copied(state);
		default:
			return only(state);
	}
}

function askedAboutItem(state: ViewState, kind: ActionKind): ViewState {
	const item = selectedItem(state);
	if (item === null)
		return selectedPhase(state) === null
			? state
			: { ...state, notice: { text: "Select an item: z unfolds this phase", isBad: false } };
	const no = refusal(kind, item);
	if (no !== null) return { ...state, notice: { text: `${item.id}: ${no}`, isBad: false } };
	return asked(state, { kind, subject: { item } });
}

function askedAboutPhase(state: ViewState, kind: ActionKind): ViewState {
	const phase = selectedPhase(state);
	return phase === null ? state : asked(state, { kind, subject: { phase } });
}

function asked(state: ViewState, asking: Asking): ViewState {
	if (state.isActing) return state;
	return { ...state, mode: needsText(asking.kind) ? "text" : "confirm", asking, typed: "" };
}

function copied(state: ViewState): Pressed {
	const item = selectedItem(state);
	if (item === null) return only(state);
	if (item.command === null) return only({ ...state, notice: { text: "There is no command to copy here", isBad: false } });
	return {
		state: { ...state, notice: { text: `Copied: ${item.command}`, isBad: false } },
		effect: { kind: "copy", text: item.command },
	};
}
