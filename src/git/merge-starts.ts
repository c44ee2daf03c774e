import { setDate } from "../edits/date-cells.ts";
import type { Revision } from "../edits/revision.ts";
import type { StatusDocument } from "../model/document.ts";
import { everyItem } from "../model/phase.ts";

/** What is merged: two versions of a document, and their common ancestor. */
export interface Versions {
	readonly base: StatusDocument;
	readonly ours: StatusDocument;
	readonly theirs: StatusDocument;
}

/** One side may have unchecked the last item, and dropped the start date with it, while the other checked off another one. */
export function restoreStarts(revision: Revision, { base, ours, theirs }: Versions): void {
	for (const phase of revision.expected.phases) {
		const row = revision.row(phase.id);
		if (row?.start == null || row.start.value.kind === "day") continue;
		if (!everyItem(phase).some((item) => item.box.value)) continue;
		const days = [ours, theirs, base].flatMap((one) => startOf(one, phase.id)).sort();
		const first = days[0];
		if (first !== undefined) setDate(revision, phase.id, "start", { kind: "day", day: first });
	}
}

function startOf(document: StatusDocument, phase: string): string[] {
	const start = document.summary?.rows.find((row) => row.phase.value === phase)?.start?.value;
	return start?.kind === "day" ? [start.day] : [];
}
