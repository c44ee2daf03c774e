import type { PhaseId } from "../model/phase-id.ts";
import type { Signature } from "./change.ts";
import type { Transition } from "./derived-cells.ts";
import { writableText } from "./escape.ts";
import { addHistory, type HistoryEntry } from "./history-row.ts";
import { describeConsequence } from "./history-words.ts";
import type { Revision } from "./revision.ts";

/** A row for each phase that was touched (more where one cannot name all its items), and for each whose status follows from that; in the order of the document. */
export function recordHistory(
	revision: Revision,
	rowsOf: ReadonlyMap<PhaseId, readonly string[]>,
	moved: ReadonlyMap<PhaseId, Transition>,
	by: Signature,
): void {
	const reviewer = writableText(by.reviewer, "the reviewer's name");
	// A phase changes because of another only if that one becomes complete, or stops being complete.
	const decisive = [...rowsOf.keys()].filter((id) => moved.get(id)?.to === "complete" || moved.get(id)?.from === "complete");
	const entries = revision.expected.phases.flatMap(({ id }): HistoryEntry[] => {
		const own = rowsOf.get(id);
		if (own !== undefined) return own.map((text) => ({ phase: id, text }));
		const move = moved.get(id);
		if (move === undefined) return [];
		return [{ phase: id, text: describeConsequence(move, decisive) }];
	});
	addHistory(revision, entries, by.day, reviewer);
}
