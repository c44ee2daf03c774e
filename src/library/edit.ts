import { applyChange } from "../edits/apply-change.ts";
import type { Change, Signature } from "../edits/change.ts";
import type { Day } from "../model/date.ts";
import { dayOr } from "./day-or-today.ts";
import { type ParseOptions, parse, reader } from "./parse.ts";

export interface EditOptions extends ParseOptions {
	/** The reviewer for the review history. */
	readonly reviewer: string;
	/** The day to record, `YYYY-MM-DD`; default: today in UTC. */
	readonly day?: Day | undefined;
	/** In place of the words that the row of the review history would have. */
	readonly message?: string | undefined;
	/** The reason to override a closed gate, recorded in the review history. Without it gates hold. */
	readonly force?: string | undefined;
	/**
	 * The person who completes a phase must not be the one who checked off its last item: `policy.secondReviewer` of a probes file, which is
	 * not read here.
	 */
	readonly secondReviewer?: boolean | undefined;
	/** `policy.evidence` of a probes file, which is not read here: `required` refuses a check-off without evidence. */
	readonly evidence?: "none" | "verified" | "required" | undefined;
}

export interface Edited {
	/** The whole text afterwards, with the byte order mark that it had; the same one where nothing changed. */
	readonly text: string;
	/** A line for each thing that changed, for people; empty where all of it was so already. */
	readonly changes: readonly string[];
}

/**
 * Changes a document as `check-off` and the other editing commands do, with everything that follows from it: status and completion cells,
 * dates, review history, footer. No other character differs: the result is read again and compared with the expected document.
 * Nothing is written to a file, and no cluster is contacted: use `verify` first.
 *
 * @param text The text, or the bytes of a file.
 * @param change Refers to items and phases by their ids, as `parse` returns them.
 * @throws Failure if the change is refused (a closed gate, a garbled document), if there is no such item, and the errors of `parse`.
 */
export function edit(text: string | Uint8Array, change: Change, options: EditOptions): Edited {
	const document = parse(text, options);
	const signature: Signature = {
		reviewer: options.reviewer,
		day: dayOr(options.day),
		message: options.message ?? null,
		force: options.force ?? null,
		secondReviewer: options.secondReviewer ?? false,
		evidence: options.evidence ?? "verified",
	};
	const applied = applyChange(document, change, signature, reader(options));
	const mark = document.source.byteOrderMark ? "\ufeff" : "";
	if (applied.kind === "unchanged") return { text: mark + document.source.raw, changes: [] };
	return { text: mark + applied.text, changes: applied.changes };
}
