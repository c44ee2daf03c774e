import { listed, namesOf, shortened } from "../model/check-off-words.ts";
import type { Item } from "../model/item.ts";
import type { PhaseId } from "../model/phase-id.ts";
import type { DerivedPhase } from "../model/roll-up.ts";
import type { Transition } from "./derived-cells.ts";

/** The words of the review history for a change, and how they are recognized again. */

const startSet = "Start date set to";

export type ItemAction = "Checked off" | "Unchecked" | "Skipped" | "Unskipped" | "Added evidence for";

/** `Checked off SA-1 Deployment (3% complete); now in progress`: every item is named, in as many rows as that takes. */
export function describeItems(
	action: ItemAction,
	items: readonly Item[],
	phase: DerivedPhase,
	moved: Transition | undefined,
	why: string | null = null,
): readonly string[] {
	const own = items.some((item) => item.list === "phase");
	const validation = items.some((item) => item.list === "validation");
	const status = [
		own ? `${phase.completion}% complete` : "",
		validation ? `validation ${phase.validation.done} of ${phase.validation.counted}` : "",
	].filter(Boolean);
	const reason = why === null ? "" : `: ${why}`;
	const parts = namesOf(items, phase.phase, action === "Skipped");
	return parts.map(({ text }, index) =>
		index < parts.length - 1
			? `${action} ${text}${reason}`
			: `${action} ${text}${reason} (${status.join(", ")})${describeMove(moved)}`,
	);
}

export function describeMove(moved: Transition | undefined): string {
	switch (moved?.to) {
		case undefined:
			return "";
		case "complete":
			return "; now complete";
		case "in-progress":
			if (moved.from === "blocked") return "; in progress";
			return moved.from === "complete" ? "; in progress again" : "; now in progress";
		case "not-started":
			return moved.from === "blocked" ? "; not started yet" : "; not started any more";
		case "blocked":
			return "; now blocked";
		case "closed":
			return "; now closed";
	}
}

/** What becomes of a phase because of others. */
export function describeConsequence(moved: Transition, causes: readonly PhaseId[]): string {
	const others = listed(causes.map((id) => `Phase ${id}`));
	const are = causes.length === 1 ? "is" : "are";
	if (moved.to === "complete") return `Now complete, since ${others} ${are}`;
	if (moved.from === "complete") return `In progress again, since ${others} ${are} not complete any more`;
	const move = describeMove(moved).slice(2);
	return `${move.charAt(0).toUpperCase()}${move.slice(1)} with ${others}`;
}

export function describeBlocked(reason: string): string {
	return `Blocked: ${reason}`;
}

export function describeUnblocked(reasons: readonly string[], moved: Transition | undefined): string {
	const why = reasons.length === 0 ? "" : ` (${reasons.map(shortened).join("; ")})`;
	return `No longer blocked${why}${describeMove(moved)}`;
}

export function describeForce(gate: string, reason: string): string {
	return `; forced past the gate of ${gate}: ${reason}`;
}

export function describeDates(start: string | null, target: string | null): string {
	const parts = [
		start === null ? "" : start === "-" ? "Start date removed" : `${startSet} ${start}`,
		target === null ? "" : target === "-" ? "Target date removed" : `Target date set to ${target}`,
	].filter(Boolean);
	return parts.map((part, index) => (index === 0 ? part : part.charAt(0).toLowerCase() + part.slice(1))).join(", ");
}

/**
 * A message gives the reason, and the words after it the checked items, so that each can be found again; in separate rows if they are long.
 */
export function withMessage(message: string, words: readonly string[]): readonly string[] {
	const [only = "", ...others] = words;
	if (only === "") return [message];
	if (others.length > 0 || only.length > maxBesideMessage) return [...words, message];
	return [`${message} (${only.charAt(0).toLowerCase()}${only.slice(1)})`];
}

const maxBesideMessage = 400;

/** A start date that was set by hand, not by the first check-off. */
export function recordsStart(change: string): boolean {
	return change.startsWith(`${startSet} `);
}
