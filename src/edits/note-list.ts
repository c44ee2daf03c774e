import { Failure } from "../model/failure.ts";
import type { PhaseId } from "../model/phase-id.ts";
import { addBulletBehind, addBulletUnder } from "./bullet.ts";
import { escapeMarkdown } from "./escape.ts";
import type { Revision } from "./revision.ts";

/** Adds a bullet to a phase's notes, unless it is there already; one that only holds the place gives way. */
export function addNote(revision: Revision, id: PhaseId, text: string): void {
	const { notes } = revision.phase(id);
	if (notes === null) {
		throw new Failure(
			"refused",
			`the document has no notes of Phase ${id} to write to`,
			`run it with --create, or add a heading: ### Phase ${id} Notes under ## Notes and Lessons Learned`,
		);
	}
	if (notes.notes.some((note) => note.value === text)) return;
	const written = escapeMarkdown(text);
	const held = notes.notes.find((note) => holdsPlace(note.value, revision.before.vocabulary.undecided));
	const real = notes.notes.some((note) => note !== held);
	const last = notes.notes.at(-1);
	const added = { value: text, span: notes.heading };
	if (held !== undefined && !real) {
		revision.rewrite(held.span, written);
		revision.meanPhase(id, { notes: { ...notes, notes: [added] } });
	} else {
		if (last === undefined) addBulletUnder(revision, notes.heading, written);
		else addBulletBehind(revision, last.span, written);
		revision.meanPhase(id, { notes: { ...notes, notes: [...notes.notes, added] } });
	}
	revision.changes.push(`Phase ${id}, notes: ${text}`);
}

/** `(To be added during implementation)`. */
function holdsPlace(note: string, undecided: readonly string[]): boolean {
	const bare = (/^\((.*)\)$/.exec(note)?.[1] ?? note).trim();
	return (
		/^(?:to be (?:added|done|written|determined|decided|filled in)\b.*|none(?: yet)?\.?|n\/a|[-\u2013\u2014\u2026.]*)$/i.test(
			bare,
		) || undecided.some((word) => word.toLowerCase() === bare.toLowerCase())
	);
}
