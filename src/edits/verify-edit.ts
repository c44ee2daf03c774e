import type { StatusDocument } from "../model/document.ts";
import { everyItem } from "../model/phase.ts";
import type { WrittenStatus } from "../model/status.ts";
import type { TextEdit } from "../text/edits.ts";

/**
 * Holds what an edited text says against what it was meant to say, fact by fact and in their order, and its bytes against the ones
 * before. Throws an Error where they differ: that is a fault of this program, and nothing may be written.
 */
export function verifyEdit(before: string, edits: readonly TextEdit[], after: StatusDocument, meant: StatusDocument): void {
	const { text } = after.source;
	if (text !== after.source.raw) throw new Error("the edited text reads as if it were garbled");
	verifyBytes(before, edits, text);
	verifyReadable(after, meant);
	const said = factsOf(after);
	const wanted = factsOf(meant);
	for (let index = 0; index < Math.max(said.length, wanted.length); index += 1) {
		if (said[index] === wanted[index]) continue;
		throw new Error(
			`the edited document would say\n  ${said[index] ?? "nothing"}\nwhere this is meant:\n  ${wanted[index] ?? "nothing"}`,
		);
	}
}

/** What could be read before can be read still. That something has become readable is no damage. */
function verifyReadable(after: StatusDocument, meant: StatusDocument): void {
	const known = new Map<string, number>();
	for (const { kind } of meant.irregularities) known.set(kind, (known.get(kind) ?? 0) + 1);
	for (const { kind, span } of after.irregularities) {
		const left = known.get(kind) ?? 0;
		if (left === 0)
			throw new Error(`the edited document could not be read as meant in line ${after.source.lineOf(span.start)}: ${kind}`);
		// Of a list of stray items the first one is told, and where a long list is cut for the parser depends on its length.
		if (kind !== "stray-item") known.set(kind, left - 1);
	}
}

/** Every stretch between two edits stands in the new text as it did in the old one. */
function verifyBytes(before: string, edits: readonly TextEdit[], after: string): void {
	let from = 0;
	let to = 0;
	const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
	for (const { span, replacement } of ordered) {
		const kept = before.slice(from, span.start);
		if (!after.startsWith(kept, to)) throw new Error(`the text before offset ${span.start} would change as well`);
		to += kept.length + replacement.length;
		from = span.end;
	}
	if (after.slice(to) !== before.slice(from)) throw new Error(`the text behind offset ${from} would change as well`);
}

/** Everything that the document says, without where it says so. */
export function factsOf(document: StatusDocument): string[] {
	const facts: string[] = [];
	const say = (what: string, ...values: readonly unknown[]): void => {
		facts.push(`${what} ${JSON.stringify(values)}`);
	};
	say("title", document.title?.value);
	say(
		"legend",
		document.legend?.entries.map(({ mark, word, status }) => [mark, word, status]),
	);
	say("summary", Object.entries(document.summary?.table.columns ?? {}), document.summary?.table.header.length);
	for (const row of document.summary?.rows ?? []) {
		say("row", row.phase.value, row.description?.value, statusFact(row.status), row.cells.length);
		say("dates", row.phase.value, row.start?.value, row.target?.value);
		say("completion", row.phase.value, completionFact(row.completion?.value));
	}
	for (const phase of document.phases) sayPhase(phase, say);
	for (const { phase, on, kind, reason } of document.dependencies?.edges ?? []) say("dependency", phase, on, kind, reason);
	// Blockers stand in the order of their places, which says nothing.
	const blockers = (document.blockers?.blockers ?? []).map(({ phase, reason, since }) => [phase, reason, since?.value ?? null]);
	say("blockers", blockers.map((one) => JSON.stringify(one)).sort());
	const nones = (document.blockers?.nones ?? []).map(({ value, phase }) => [phase, value]);
	say("no blockers", nones.map((one) => JSON.stringify(one)).sort());
	say("risks", Object.entries(document.risks?.table.columns ?? {}));
	for (const { risk, impact, probability, mitigation, owner, state, struck, cells } of document.risks?.rows ?? [])
		say(
			"risk",
			risk.value,
			impact?.value,
			probability?.value,
			mitigation?.value,
			owner?.value,
			state?.value,
			struck,
			cells.length,
		);
	say("sections", document.validation !== null, document.notes !== null, document.history !== null, document.footer !== null);
	say("history", Object.entries(document.history?.table.columns ?? {}), document.history?.table.header.length);
	for (const { date, reviewer, phase, phases, change, cells, placeholder } of document.history?.rows ?? [])
		say("review", date.value, reviewer?.value, phase?.value, phases, change?.value, cells.length, placeholder);
	say("footer", document.footer?.text.value, document.footer?.day?.value);
	for (const { rule, until, reason } of document.suppressions) say("suppression", rule.value, until, reason);
	return facts;
}

function sayPhase(phase: StatusDocument["phases"][number], say: (what: string, ...values: readonly unknown[]) => void): void {
	say(
		"phase",
		phase.id,
		phase.title.value,
		phase.goal?.value,
		statusFact(phase.status),
		statusFact(phase.headingStatus),
		phase.repeated.length,
	);
	for (const { id, title, optional } of phase.groups) say("group", id, title, optional);
	for (const item of everyItem(phase)) {
		const { id, pinned, list, text, box, group, parent, optional, notApplicable, struck } = item;
		say("item", id, list, text.value, box.value, group, parent, optional, pinned);
		say("skipped", id, notApplicable?.value ?? null, struck !== null);
		for (const { text: shown, reviewer, day, until } of item.evidence)
			say("evidence", id, shown, reviewer, day.value, until?.value ?? null);
	}
	for (const { id, text } of phase.criteria) say("criterion", id, text.value);
	say("validation", phase.id, phase.validation !== null);
	say(
		"notes",
		phase.id,
		phase.notes?.notes.map(({ value }) => value),
	);
}

function statusFact(written: WrittenStatus | null): unknown {
	return written === null ? null : [written.raw, written.status];
}

function completionFact(
	written: NonNullable<NonNullable<StatusDocument["summary"]>["rows"][number]["completion"]>["value"] | undefined,
): unknown {
	if (written?.kind !== "progress") return written ?? null;
	return [written.percent?.value, written.done?.value, written.counted?.value];
}
