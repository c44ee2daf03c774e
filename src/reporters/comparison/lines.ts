import type { ComparedVerdict, VerdictComparison } from "../../report/verdict-comparison.ts";

/** What comes first in a chat message, and how much of each. */
export interface ComparisonSection {
	readonly title: string;
	readonly mark: string;
	readonly changes: readonly ComparedVerdict[];
	/** Whether the message is of interest: what is fine needs none. */
	readonly explained: boolean;
}

export const maxItems = 20;

export function sectionsOf(comparison: VerdictComparison): readonly ComparisonSection[] {
	const { newlyRed, fixed, newlyVerified, noLongerGreen, noLongerObserved } = comparison;
	const sections: readonly ComparisonSection[] = [
		{ title: "Newly red", mark: "✗", changes: newlyRed, explained: true },
		{ title: "No longer green", mark: "~", changes: noLongerGreen, explained: true },
		{ title: "No longer observed", mark: "?", changes: noLongerObserved, explained: true },
		{ title: "Fixed", mark: "✓", changes: fixed, explained: false },
		{ title: "Newly verified", mark: "✓", changes: newlyVerified, explained: false },
	];
	return sections.filter(({ changes }) => changes.length > 0);
}

/** The verdict in one sentence. Not escaped. */
export function comparisonHeadline(comparison: VerdictComparison): string {
	const parts = sectionsOf(comparison).map(({ title, changes }) => `${changes.length} ${title.toLowerCase()}`);
	const { from, to, stillRed, stillGreen } = comparison;
	const still = `${stillGreen} still green, ${stillRed} still red`;
	return `${parts.length === 0 ? "nothing changed" : parts.join(", ")}; ${still} (${minute(from.observedAt)} to ${minute(to.observedAt)})`;
}

/** Messages such as `it was not observed` come from the older run if the newer one has none. */
export function reasonOf({ to, message }: ComparedVerdict): string {
	return to === null ? "not asked about now" : message;
}

function minute(instant: string): string {
	return new Date(instant)
		.toISOString()
		.replace(/:\d\d\.\d+Z$/, "Z")
		.replace("T", " ");
}
