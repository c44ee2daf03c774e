import type { Span } from "../text/span.ts";
import type { Day } from "./date.ts";
import type { Proof } from "./evidence/proof.ts";
import type { Located } from "./located.ts";
import type { PhaseId } from "./phase-id.ts";

/** A task list item of a phase's own section, of its validation list, or of its success criteria. */
export interface Item {
	/** `2/sa-1-deployment`, `2/validation/all-services-healthy`. */
	readonly id: string;
	/** Fixed by a comment `<!-- id: x -->`. */
	readonly pinned: boolean;
	readonly list: "phase" | "validation" | "criteria";
	readonly phase: PhaseId;
	/** As rendered: no markup, no comment, without the reason of a skipped item and without the assignment. */
	readonly text: Located<string>;
	/** The item with everything nested in it. */
	readonly span: Span;
	/** The one character between the brackets. */
	readonly box: Located<boolean>;
	/** The heading above it; null directly under the phase's heading. */
	readonly group: string | null;
	/** Id of the item it is nested in. */
	readonly parent: string | null;
	readonly optional: boolean;
	/** Struck through, with the reason. */
	readonly notApplicable: Located<string> | null;
	/** Struck through, whether or not a reason is given. */
	readonly struck: Span | null;
	/** Its owners, with the `@`; without those that the probes file sets for its group. */
	readonly owners: readonly string[];
	readonly due: Located<Day> | null;
	readonly evidence: readonly Evidence[];
}

/** A success criterion without a checkbox: it may be probed, and has nothing to check off. */
export interface Criterion {
	readonly id: string;
	readonly phase: PhaseId;
	readonly text: Located<string>;
	readonly span: Span;
	readonly owners: readonly string[];
	readonly due: Located<Day> | null;
}

/** `- Evidence: TEXT (REVIEWER, YYYY-MM-DD[, until YYYY-MM-DD])`, nested in its item. */
export interface Evidence {
	readonly span: Span;
	readonly text: string;
	readonly reviewer: string;
	readonly day: Located<Day>;
	readonly until: Located<Day> | null;
	/** Where the program wrote it for a verified check-off. It attests nothing. */
	readonly proof: Proof | null;
}

/** What people attest: without the proofs that the program wrote itself. */
export function attested({ evidence }: Pick<Item, "evidence">): readonly Evidence[] {
	return evidence.filter(({ proof }) => proof === null);
}

/** Whether the item counts in its phase's completion. */
export function counts(item: Item): boolean {
	return !item.optional && item.notApplicable === null;
}

export function isDone(item: Item): boolean {
	return item.box.value;
}
