import type { StatusDocument } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import { applyEdits } from "../text/edits.ts";
import type { Applied, Change, Signature } from "./change.ts";
import { stampFooter } from "./footer.ts";
import { memoryEdits } from "./memory.ts";
import { planItems } from "./plan-items.ts";
import { planPhase } from "./plan-phase.ts";
import { planRisk } from "./plan-risk.ts";
import { refuseConflict } from "./refuse-conflict.ts";
import { Revision } from "./revision.ts";
import { verifyEdit } from "./verify-edit.ts";

/**
 * The text of the document after a change, with everything that follows from it: derived cells, history, footer. The rest stays
 * identical; the result is read again by `reread` (which gets the text without the byte order mark) and compared with the expected
 * document.
 *
 * Throws a Failure if the change is refused, and an Error if the result differs from what is expected although all of the document was
 * readable.
 */
export function applyChange(
	document: StatusDocument,
	change: Change,
	by: Signature,
	reread: (text: string) => StatusDocument,
): Applied {
	if (document.source.garbling !== null) {
		throw new Failure(
			"refused",
			`the document is garbled (UTF-8 that was read as ${document.source.garbling.codePage}), and an edit would mix two encodings`,
			"run validate --fix first: it repairs the encoding",
		);
	}
	refuseConflict(document);
	const revision = new Revision(document, by.day);
	const nothing = plan(revision, change, by);
	if (revision.edits.every((edit) => edit.expected === edit.replacement)) return { kind: "unchanged", why: nothing };
	stampFooter(revision, by.day);
	// A sync is not undone: it corrects wrong values.
	if (change.kind === "sync") revision.remembered.clear();
	for (const edit of memoryEdits(revision)) revision.edit(edit);
	const text = applyEdits(revision.text, revision.edits);
	const after = reread(text);
	if (after.source.garbling !== null) {
		throw new Failure(
			"refused",
			"with this text the document would read as if its encoding were garbled",
			"write it without characters such as those of an encoding gone wrong",
		);
	}
	try {
		verifyEdit(revision.text, revision.edits, after, revision.expected);
	} catch (problem) {
		if (!(problem instanceof Error) || !isDoubtful(document)) throw problem;
		throw new Failure(
			"refused",
			`this edit would change more of the document than it should, because ${doubtfulPlace(document)} cannot be read; nothing was written`,
			"run validate, correct what it names at that line, and try again",
		);
	}
	return { kind: "changed", text, document: after, changes: revision.changes };
}

/** Plans the edits of a change. Returns why nothing changes, in case nothing does. */
function plan(revision: Revision, change: Change, by: Signature): string {
	if ("items" in change) return planItems(revision, change, by);
	return change.kind === "risk-add" || change.kind === "risk-state"
		? planRisk(revision, change, by)
		: planPhase(revision, change, by);
}

/** The position of the first text that could not be understood. */
function doubtfulPlace({ irregularities, phases, summary, source }: StatusDocument): string {
	const written = [...phases.map(({ status }) => status), ...(summary?.rows ?? []).map(({ status }) => status)];
	const unknown = written.find((status) => status !== null && status.raw !== "" && status.status === null);
	const place = irregularities[0]?.span ?? unknown?.span;
	return place === undefined ? "a part of it" : `line ${source.lineOf(place.start)}`;
}

/** Whether something in it could not be understood: an edit next to it may go wrong, so it must be fixed in the document. */
function isDoubtful({ irregularities, phases, summary }: StatusDocument): boolean {
	const written = [...phases.map(({ status }) => status), ...(summary?.rows ?? []).map(({ status }) => status)];
	return irregularities.length > 0 || written.some((status) => status !== null && status.raw !== "" && status.status === null);
}
