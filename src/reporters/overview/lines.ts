import { type Overview, problemsIn } from "../../report/overview.ts";
import type { StatusReport } from "../../report/status-report.ts";
import { count, listed } from "../../text/wording.ts";
import { overdueWords } from "../status/assignment-words.ts";

/** The verdict in one sentence. Not escaped. */
export function overviewHeadline({ documents, total }: Overview): string {
	const [worst] = documents;
	const counted = `${count(documents.length, "document")}: ${total.done} of ${total.counted} items done (${total.completion}%)`;
	const state = worst === undefined ? null : problemWords(worst);
	return state === null || worst === undefined ? `${counted}.` : `${counted}. ${worst.document} first: ${state}.`;
}

/** `Phase 4 blocked; Phase 3 12 days overdue`; null where nothing is wrong. Not escaped. */
export function problemWords(report: StatusReport): string | null {
	const { blocked, overdue, overdueDays, itemsOverdue, contradictions, irregularities } = problemsIn(report);
	const parts = [
		blocked.length === 0 ? null : `${phases(blocked)} blocked`,
		overdue.length === 0 ? null : `${phases(overdue)} ${overdue.length === 1 ? "" : "up to "}${overdueWords(overdueDays)}`,
		itemsOverdue === 0 ? null : `${count(itemsOverdue, "item")} overdue`,
		contradictions === 0 ? null : `${count(contradictions, "contradiction")}`,
		irregularities === 0 ? null : `${count(irregularities, "place")} could not be read`,
	].filter((part) => part !== null);
	return parts.length === 0 ? null : parts.join("; ");
}

/** The state of each phase, with the document's own marks: `2 🟢  3 🟡 14%`. Not escaped. */
export function phaseMarks({ phases: all }: StatusReport): string {
	return all.map(({ id, statusLabel, completion }) => `${id} ${statusLabel.split(" ")[0] ?? ""} ${completion}%`).join("  ");
}

function phases(ids: readonly string[]): string {
	return `${ids.length === 1 ? "Phase" : "Phases"} ${listed(ids)}`;
}
