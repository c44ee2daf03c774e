import { Failure } from "../model/failure.ts";
import type { PhaseId } from "../model/phase-id.ts";
import { rollUp } from "../model/roll-up.ts";
import { addBlocker, removeBlockers } from "./blocker-list.ts";
import type { Change, Signature } from "./change.ts";
import { setDate } from "./date-cells.ts";
import { restateDerived, transitions } from "./derived-cells.ts";
import { writableText } from "./escape.ts";
import { describeBlocked, describeDates, describeMove, describeUnblocked } from "./history-words.ts";
import { addNote } from "./note-list.ts";
import { recordHistory } from "./record-history.ts";
import type { Revision } from "./revision.ts";

type PhaseChange = Exclude<Change, { items: readonly string[] } | { kind: "risk-add" | "risk-state" }>;

/** Plans a change of phases. Returns why nothing changes, in case nothing does. */
export function planPhase(revision: Revision, change: PhaseChange, by: Signature): string {
	if (change.kind === "sync") {
		restateDerived(revision, "all");
		return "every derived cell is right";
	}
	revision.phase(change.phase);
	switch (change.kind) {
		case "block":
			return block(revision, change.phase, writableText(change.reason, "the reason"), by);
		case "unblock":
			return unblock(revision, change.phase, by);
		case "dates":
			return setDates(revision, change, by);
		case "note":
			addNote(revision, change.phase, writableText(change.text, "the note"));
			return "the note already exists";
		case "review":
			return review(revision, change.phase, writableText(change.text, "the review"), by);
	}
}

function block(revision: Revision, id: PhaseId, reason: string, by: Signature): string {
	if (rollUp(revision.before, revision.today).some(({ phase, status }) => phase.id === id && status === "complete"))
		throw new Failure("refused", `Phase ${id} is complete: nothing can block it`, "uncheck what is not done after all");
	if (addBlocker(revision, id, reason, by.day)) {
		restateDerived(revision, new Set([id]));
		record(revision, id, describeBlocked(reason), by);
	}
	return `Phase ${id} is blocked by this already`;
}

function unblock(revision: Revision, id: PhaseId, by: Signature): string {
	const reasons = removeBlockers(revision, id);
	const called = [revision.row(id)?.status, revision.phase(id).status].some((written) => written?.status === "blocked");
	if (reasons.length > 0 || called) {
		restateDerived(revision, new Set([id]), id);
		record(revision, id, describeUnblocked(reasons, transitions(revision).get(id)), by);
	}
	return `Phase ${id} is not blocked`;
}

function setDates(revision: Revision, { phase, start, target }: Extract<Change, { kind: "dates" }>, by: Signature): string {
	const written = {
		start: start === null ? null : setDate(revision, phase, "start", start),
		target: target === null ? null : setDate(revision, phase, "target", target),
	};
	if (written.start === null && written.target === null) return `Phase ${phase} has these dates already`;
	const row = revision.row(phase);
	const [from, to] = [row?.start?.value, row?.target?.value];
	if (from?.kind === "day" && to?.kind === "day" && to.day < from.day)
		throw new Failure(
			"refused",
			`Phase ${phase} would have its target ${to.day} before its start ${from.day}`,
			"give both dates: --start DAY --target DAY",
		);
	const moved = transitions(revision).get(phase);
	restateDerived(revision, new Set([phase]));
	record(revision, phase, describeDates(written.start, written.target) + describeMove(moved), by);
	return "";
}

/** The same words of the same person on the same day are one review. */
function review(revision: Revision, id: PhaseId, text: string, by: Signature): string {
	const { history } = revision.before;
	if (history === null)
		throw new Failure(
			"refused",
			"the document has no review history to write to",
			"run it with --create, or add a table under ## Review History: | Date | Reviewer | Phase | Status Update |",
		);
	const reviewer = writableText(by.reviewer, "the reviewer's name");
	const known = history.rows.some(
		({ date, reviewer: who, phases, change }) =>
			date.value.kind === "day" &&
			date.value.day === by.day &&
			(who === null || who.value === reviewer) &&
			(phases.length === 0 || phases.includes(id)) &&
			change?.value === text,
	);
	if (!known) recordHistory(revision, new Map([[id, [text]]]), new Map(), by);
	return "the review already exists";
}

function record(revision: Revision, id: PhaseId, words: string, by: Signature): void {
	const text = by.message === null ? words : writableText(by.message, "the message");
	recordHistory(revision, new Map([[id, [text]]]), transitions(revision), by);
}
