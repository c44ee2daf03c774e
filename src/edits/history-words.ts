import type { Item } from "../model/item.ts";
import type { PhaseId } from "../model/phase-id.ts";
import type { DerivedPhase } from "../model/roll-up.ts";
import type { Transition } from "./derived-cells.ts";

/** What the review history says of a change, and how it is recognised there again. */

const checkedOff = "Checked off";
const startSet = "Start date set to";

export type ItemDeed = "Checked off" | "Unchecked" | "Skipped" | "Unskipped" | "Added evidence for";

/** `Checked off SA-1 Deployment (3% complete); now in progress`. */
export function describeItems(
	deed: ItemDeed,
	items: readonly Item[],
	phase: DerivedPhase,
	moved: Transition | undefined,
	why: string | null = null,
): string {
	const own = items.some((item) => item.list === "phase");
	const validation = items.some((item) => item.list === "validation");
	const standing = [
		own ? `${phase.completion}% complete` : "",
		validation ? `validation ${phase.validation.done} of ${phase.validation.counted}` : "",
	].filter(Boolean);
	const reason = why === null ? "" : `: ${why}`;
	return `${deed} ${names(items, deed === "Skipped")}${reason} (${standing.join(", ")})${describeMove(moved)}`;
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
	const said = [
		start === null ? "" : start === "-" ? "Start date removed" : `${startSet} ${start}`,
		target === null ? "" : target === "-" ? "Target date removed" : `Target date set to ${target}`,
	].filter(Boolean);
	return said.map((part, index) => (index === 0 ? part : part.charAt(0).toLowerCase() + part.slice(1))).join(", ");
}

/** With a message in place of the words, a check-off is still to be found where a policy asks who did it. */
export function withMessage(message: string, words: string): string {
	return `${message} (${words.charAt(0).toLowerCase()}${words.slice(1)})`;
}

export function recordsCheckOff(change: string): boolean {
	return change.startsWith(`${checkedOff} `) || /\(checked off .*\)(?:; forced .*)?$/.test(change);
}

/** A start date that somebody set, and not the first check-off. */
export function recordsStart(change: string): boolean {
	return change.startsWith(`${startSet} `);
}

/** A few by name, of more the number and the first. `withBox`: those that were checked off until then are marked. */
function names(items: readonly Item[], withBox: boolean): string {
	const shown = items.map((item) => nameOf(item.text.value) + (withBox && item.box.value ? " (was checked off)" : ""));
	if (shown.length <= 3) return listed(shown);
	return `${shown.length} items: ${shown.slice(0, 3).join(", ")} and ${shown.length - 3} more`;
}

export function listed(names: readonly string[]): string {
	return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Without what stands in a trailing parenthesis. */
function nameOf(text: string): string {
	return shortened(/^(.*\S)\s*\([^()]*\)$/.exec(text)?.[1] ?? text);
}

/** No longer than a cell can take. */
function shortened(text: string): string {
	return text.length <= 80
		? text
		: `${text
				.slice(0, 79)
				.replace(/[\ud800-\udbff]$/, "")
				.trimEnd()}…`;
}
