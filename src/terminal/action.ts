import type { ItemRow, PhaseRow } from "./page.ts";

/** A change of the document that the user requests. */
export type ViewAction =
	| { readonly kind: "check-off" | "uncheck" | "unskip"; readonly item: ItemRow }
	| { readonly kind: "skip"; readonly item: ItemRow; readonly reason: string }
	| { readonly kind: "unblock"; readonly phase: PhaseRow }
	| { readonly kind: "block" | "note"; readonly phase: PhaseRow; readonly text: string };

/** The action before its prompt is answered: a required text is still missing. */
export type ActionKind = ViewAction["kind"];

export interface Asking {
	readonly kind: ActionKind;
	/** The subject of the prompt. */
	readonly subject: { readonly item: ItemRow } | { readonly phase: PhaseRow };
}

/** Whether a key can ask for it; a sentence where it cannot. */
export function refusal(kind: ActionKind, item: ItemRow): string | null {
	if (kind !== "check-off" && kind !== "uncheck" && kind !== "skip" && kind !== "unskip") return null;
	if (item.box === " - ") return "a success criterion has no checkbox; a probe or evidence confirms it";
	switch (kind) {
		case "check-off":
			return item.box === "[x]" ? "already checked off" : item.box === "n/a" ? "not applicable: s makes it count again" : null;
		case "uncheck":
			return item.box === "[x]" ? null : "not checked off";
		case "skip":
			return item.box === "[x]" ? "checked off: uncheck it first" : null;
		case "unskip":
			return null;
	}
}

/** The prompt, in one sentence; the answer is y or n, or a text. */
export function question({ kind, subject }: Asking): string {
	const name = "item" in subject ? subject.item.id : `Phase ${subject.phase.id}`;
	switch (kind) {
		case "check-off": {
			const warning = "item" in subject ? subject.item.warning : null;
			return `Check off ${name}${warning === null ? "" : `, although ${warning}`}?`;
		}
		case "uncheck":
			return `Uncheck ${name}?`;
		case "unskip":
			return `Make ${name} applicable again?`;
		case "unblock":
			return `Remove the blockers of ${name}${"phase" in subject && subject.phase.blocked !== null ? ` (${subject.phase.blocked})` : ""}?`;
		case "skip":
			return `Why is ${name} not applicable?`;
		case "block":
			return `What blocks ${name}?`;
		case "note":
			return `Note for ${name}:`;
	}
}

export function needsText(kind: ActionKind): kind is "skip" | "block" | "note" {
	return kind === "skip" || kind === "block" || kind === "note";
}

/** The keys that are displayed during the prompt. */
export function answers(kind: ActionKind): string {
	switch (kind) {
		case "check-off":
			return "y check off   any other key: leave it";
		case "uncheck":
			return "y uncheck   any other key: leave it";
		case "unskip":
			return "y make applicable   any other key: leave it";
		case "unblock":
			return "y remove   any other key: leave it";
		case "skip":
			return "Enter skips the item   Esc cancels";
		case "block":
			return "Enter adds the blocker   Esc cancels";
		case "note":
			return "Enter adds the note   Esc cancels";
	}
}

/** While it goes on. */
export function progress(kind: ActionKind): string {
	const words: Readonly<Record<ActionKind, string>> = {
		"check-off": "checking off",
		uncheck: "unchecking",
		skip: "skipping",
		unskip: "making applicable",
		block: "adding a blocker to",
		unblock: "removing the blockers of",
		note: "adding a note to",
	};
	return words[kind];
}

/** The action for an answer to a prompt; null if the answer is not valid. */
export function answered({ kind, subject }: Asking, text: string): ViewAction | null {
	if ("item" in subject) {
		const { item } = subject;
		if (kind === "skip") return { kind, item, reason: text };
		return kind === "check-off" || kind === "uncheck" || kind === "unskip" ? { kind, item } : null;
	}
	const { phase } = subject;
	if (kind === "block" || kind === "note") return { kind, phase, text };
	return kind === "unblock" ? { kind, phase } : null;
}
