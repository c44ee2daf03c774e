import type { Span } from "../text/span.ts";
import type { Criterion, Item } from "./item.ts";
import type { Located } from "./located.ts";
import type { PhaseId } from "./phase-id.ts";
import type { WrittenStatus } from "./status.ts";

export interface Phase {
	readonly id: PhaseId;
	readonly heading: Span;
	/** The whole section, to the next heading of its depth. */
	readonly span: Span;
	readonly title: Located<string>;
	readonly goal: Located<string> | null;
	readonly status: WrittenStatus | null;
	/** A status at the end of the heading, where the section states one as well. */
	readonly headingStatus: WrittenStatus | null;
	readonly groups: readonly Group[];
	/** The checklist items of the phase's own section: these make its completion. */
	readonly items: readonly Item[];
	readonly criteria: readonly Criterion[];
	/** Success criteria that are written as task list items: they count toward `complete` and not toward the percentage. */
	readonly criterionItems: readonly Item[];
	readonly validation: ValidationList | null;
	readonly notes: PhaseNotes | null;
	/** Where it is from: a section, a row of the summary table, or a checkbox for the whole phase. */
	readonly source: "section" | "row" | "checkbox";
	/** Headings of further sections that claim the same phase. */
	readonly repeated: readonly Span[];
}

export interface Group {
	/** `2/group-1-core-storage-and-validation`. */
	readonly id: string;
	readonly title: string;
	readonly heading: Span;
	/** The heading marks everything in it as optional. */
	readonly optional: boolean;
}

export interface ValidationList {
	readonly heading: Span;
	readonly items: readonly Item[];
}

export interface PhaseNotes {
	readonly heading: Span;
	readonly notes: readonly Located<string>[];
}

/** The items of the phase, of its validation list, and the criteria that have a checkbox. */
export function everyItem(phase: Pick<Phase, "items" | "validation" | "criterionItems">): readonly Item[] {
	return [...phase.items, ...(phase.validation?.items ?? []), ...phase.criterionItems];
}
