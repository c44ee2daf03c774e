import { type ItemStatus, itemStatuses, statusWording } from "../model/item-status.ts";

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
				| "tab"
				| "backTab"
				| "interrupt"
				| "suspend";
	  };

/** The key that shows only the items of one status. Capitals, so that no key of a filter is close to one that changes the document. */
export const statusKeys: Readonly<Record<ItemStatus, string>> = {
	regressed: "R",
	failing: "F",
	unverified: "U",
	"in-progress": "I",
	parked: "P",
	"needs-sign-off": "S",
	checked: "K",
	ready: "Y",
	confirmed: "C",
	open: "O",
	skipped: "X",
};

export function statusOfKey(key: string): ItemStatus | null {
	return itemStatuses.find((status) => statusKeys[status] === key) ?? null;
}

/** Every key and what it does, in the order of the help: the only table of them. */
export const keyTable: readonly { readonly keys: string; readonly does: string }[] = [
	{ keys: "↑ ↓  k j", does: "previous item, next item" },
	{ keys: "PgUp PgDn Home End", does: "by pages, to the ends" },
	{ keys: "n  p", does: "next problem, previous problem" },
	{ keys: "0-9  Tab", does: "jump to a phase by its number, to the next phase (Shift-Tab: back)" },
	{ keys: "Enter  →  ←", does: "show or hide evidence, verdict and gate of the item" },
	{ keys: "z  Z", does: "fold the phase, fold all; again unfolds" },
	{ keys: "/", does: "filter by words, in any order; Esc clears" },
	{
		keys: Object.values(statusKeys).join(" "),
		does: `show only ${itemStatuses.map((one) => statusWording[one].word).join(", ")}`,
	},
	{ keys: "c  u", does: "check off, uncheck the item; asks first" },
	{ keys: "s", does: "skip the item as not applicable, or make it applicable again" },
	{ keys: "b  m", does: "block the phase (or unblock it); add a note to it" },
	{ keys: "e", does: "open the document at this line in $VISUAL or $EDITOR" },
	{ keys: "x", does: "copy the next command; it is also printed at the end" },
	{ keys: "r", does: "read (and verify) again now" },
	{ keys: "Ctrl-Z", does: "suspend; fg returns" },
	{ keys: "?", does: "this help" },
	{ keys: "q  Ctrl-C", does: "quit" },
];
