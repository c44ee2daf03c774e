import type { StatusDocument } from "../model/document.ts";
import { everyItem } from "../model/phase.ts";
import type { WrittenStatus } from "../model/status.ts";
import type { TextEdit } from "../text/edits.ts";

/**
 * Compares an edited text with the expected document, fact by fact and in order, and its bytes with the original
 * ones. Throws an Error if they differ: that is a bug, and nothing may be written.
 */
export function verifyEdit(before: string, edits: readonly TextEdit[], after: StatusDocument, expected: StatusDocument): void {
	const { text } = after.source;
	if (text !== after.source.raw) throw new Error("the edited text reads as if it were garbled");
	verifyBytes(before, edits, text);
	verifyReadable(after, expected);
	const facts = factsOf(after);
	const wanted = factsOf(expected);
	for (let index = 0; index < Math.max(facts.length, wanted.length); index += 1) {
		if (facts[index] === wanted[index]) continue;
		throw new Error(
			`the edited document would say\n  ${facts[index] ?? "nothing"}\nwhere this is meant:\n  ${wanted[index] ?? "nothing"}`,
		);
	}
}

/** What could be read before can be read still. That something has become readable is no damage. */
function verifyReadable(after: StatusDocument, expected: StatusDocument): void {
	const known = new Map<string, number>();
	for (const { kind } of expected.irregularities) known.set(kind, (known.get(kind) ?? 0) + 1);
	for (const { kind, span } of after.irregularities) {
		const left = known.get(kind) ?? 0;
		if (left === 0)
			throw new Error(`the edited document could not be read as meant in line ${after.source.lineOf(span.start)}: ${kind}`);
		// Only the first of a list of stray items is reported, and where a long list is split for the parser depends on its length.
		if (kind !== "stray-item") known.set(kind, left - 1);
	}
}

/** All text between two edits is unchanged. */
function verifyBytes(before: string, edits: readonly TextEdit[], after: string): void {
	let from = 0;
	let to = 0;
	const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
	for (const { span, replacement } of ordered) {
		const unchanged = before.slice(from, span.start);
		if (!after.startsWith(unchanged, to)) throw new Error(`the text before offset ${span.start} would change as well`);
		to += unchanged.length + replacement.length;
		from = span.end;
	}
	if (after.slice(to) !== before.slice(from)) throw new Error(`the text behind offset ${from} would change as well`);
}

/** All facts of the document, without their positions. */
export function factsOf(document: StatusDocument): string[] {
	const facts: string[] = [];
	const add = (what: string, ...values: readonly unknown[]): void => {
		facts.push(`${what} ${JSON.stringify(values)}`);
	};
	add("title", document.title?.value);
	add(
		"legend",
		document.legend?.entries.map(({ mark, word, status }) => [mark, word, status]),
	);
	add("summary", Object.entries(document.summary?.table.columns ?? {}), document.summary?.table.header.length);
	for (const row of document.summary?.rows ?? []) {
		add("row", row.phase.value, row.description?.value, statusFact(row.status), row.cells.length);
		add("dates", row.phase.value, row.start?.value, row.target?.value);
		add("completion", row.phase.value, completionFact(row.completion?.value));
	}
	for (const phase of document.phases) addPhase(phase, add);
	for (const { phase, on, kind, reason } of document.dependencies?.edges ?? []) add("dependency", phase, on, kind, reason);
	// Blockers are ordered by position, which has no meaning.
	const blockers = (document.blockers?.blockers ?? []).map(({ phase, reason, since }) => [phase, reason, since?.value ?? null]);
	add("blockers", blockers.map((one) => JSON.stringify(one)).sort());
	const nones = (document.blockers?.nones ?? []).map(({ value, phase }) => [phase, value]);
	add("no blockers", nones.map((one) => JSON.stringify(one)).sort());
	add("risks", Object.entries(document.risks?.table.columns ?? {}));
	for (const { risk, impact, probability, mitigation, owner, state, struck, cells } of document.risks?.rows ?? [])
		add(
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
	add("sections", document.validation !== null, document.notes !== null, document.history !== null, document.footer !== null);
	add("history", Object.entries(document.history?.table.columns ?? {}), document.history?.table.header.length);
	for (const { date, reviewer, phase, phases, change, cells, placeholder } of document.history?.rows ?? [])
		add("review", date.value, reviewer?.value, phase?.value, phases, change?.value, cells.length, placeholder);
	add("footer", document.footer?.text.value, document.footer?.day?.value);
	for (const { rule, until, reason } of document.suppressions) add("suppression", rule.value, until, reason);
	return facts;
}

function addPhase(phase: StatusDocument["phases"][number], add: (what: string, ...values: readonly unknown[]) => void): void {
	add(
		"phase",
		phase.id,
		phase.title.value,
		phase.goal?.value,
		statusFact(phase.status),
		statusFact(phase.headingStatus),
		phase.repeated.length,
	);
	for (const { id, title, optional } of phase.groups) add("group", id, title, optional);
	for (const item of everyItem(phase)) {
		const { id, pinned, list, text, box, group, parent, optional, notApplicable, struck } = item;
		add("item", id, list, text.value, box.value, group, parent, optional, pinned);
		add("skipped", id, notApplicable?.value ?? null, struck !== null);
		for (const { text: words, reviewer, day, until } of item.evidence)
			add("evidence", id, words, reviewer, day.value, until?.value ?? null);
	}
	for (const { id, text } of phase.criteria) add("criterion", id, text.value);
	add("validation", phase.id, phase.validation !== null);
	add(
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
