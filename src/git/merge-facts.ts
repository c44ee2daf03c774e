import type { Day } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import { completionStands, contradicts, statesStatus } from "../model/evidence/agreement.ts";
import { everyItem } from "../model/phase.ts";
import type { PhaseId } from "../model/phase-id.ts";
import { rollUp } from "../model/roll-up.ts";
import { rowKey } from "../model/row-change.ts";
import { pick } from "./merge-line.ts";

/** The facts of a document, in a form in which three versions can be merged without comparing lines. */
export interface MergeFacts {
	/** The index in `values` of each fact that occurs once, by name. */
	readonly single: ReadonlyMap<string, number>;
	readonly values: readonly string[];
	/** How often each fact occurs. */
	readonly many: ReadonlyMap<string, number>;
}

type RecordFact = (name: string, value: string) => void;

export function mergeFacts(document: StatusDocument): MergeFacts {
	const single = new Map<string, number>();
	const values: string[] = [];
	const many = readFacts(document, (name, value) => {
		const known = single.get(name);
		if (known === undefined) single.set(name, values.length);
		values[known ?? values.length] = value;
	});
	return { single, values, many };
}

/** Calls `record` for each fact that occurs once, and returns the counts of all others. */
function readFacts(document: StatusDocument, record: RecordFact): Map<string, number> {
	const many = new Map<string, number>();
	const single = (name: string, ...values: readonly unknown[]): void => record(name, JSON.stringify(values));
	const list = (...values: readonly unknown[]): void => {
		const key = JSON.stringify(values);
		many.set(key, (many.get(key) ?? 0) + 1);
	};
	single("title", document.title?.value);
	single(
		"legend",
		document.legend?.entries.map(({ mark, word, status }) => [mark, word, status]),
	);
	single("columns", Object.entries(document.summary?.table.columns ?? {}), Object.entries(document.history?.table.columns ?? {}));
	for (const row of document.summary?.rows ?? []) {
		single(`description ${row.phase.value}`, row.description?.value, row.cells.length);
		single(`start ${row.phase.value}`, row.start?.value);
		single(`target ${row.phase.value}`, row.target?.value);
	}
	for (const phase of document.phases) {
		single(`phase ${phase.id}`, phase.title.value, phase.goal?.value, phase.repeated.length, phase.validation !== null);
		for (const { id, title, optional } of phase.groups) list("group", id, title, optional);
		for (const item of everyItem(phase)) {
			single(`box ${item.id}`, item.box.value);
			const { id, list: where, text, group, parent, optional, pinned, notApplicable, struck } = item;
			single(`item ${id}`, where, text.value, group, parent, optional, pinned, notApplicable?.value, struck !== null);
			for (const { text: words, reviewer, day, until } of item.evidence)
				list("evidence", id, words, reviewer, day.value, until?.value);
		}
		for (const { id, text } of phase.criteria) list("criterion", id, text.value);
		for (const { value } of phase.notes?.notes ?? []) if (!/^\(.*\)$/.test(value)) list("note", phase.id, value);
	}
	for (const { phase, on, kind, reason } of document.dependencies?.edges ?? []) list("dependency", phase, on, kind, reason);
	for (const { phase, reason, since } of document.blockers?.blockers ?? []) list("blocker", phase, reason, since?.value);
	for (const { risk, impact, probability, mitigation, owner, state, struck } of document.risks?.rows ?? [])
		list("risk", risk.value, impact?.value, probability?.value, mitigation?.value, owner?.value, state?.value, struck);
	for (const row of document.history?.rows ?? []) if (!row.placeholder) list("review", rowKey(row));
	for (const { rule, until, reason } of document.suppressions) list("suppression", rule.value, until, reason);
	for (const { kind } of document.irregularities) list("irregularity", kind);
	return many;
}

/** Where a version differs from the base: most facts of a large document are the same in all versions, and are kept once. */
export interface FactChanges {
	/** Undefined if the version no longer has it. */
	readonly single: ReadonlyMap<string, string | undefined>;
	readonly many: ReadonlyMap<string, number>;
}

/** Compares fact by fact, so that the facts of the version are never all in memory. */
export function changesFrom(base: MergeFacts, version: StatusDocument): FactChanges {
	const single = new Map<string, string | undefined>();
	const isPresent = new Uint8Array(base.values.length);
	const many = readFacts(version, (name, value) => {
		const index = base.single.get(name);
		if (index !== undefined) isPresent[index] = 1;
		if (index !== undefined && base.values[index] === value) single.delete(name);
		else single.set(name, value);
	});
	for (const [name, index] of base.single) if (isPresent[index] === 0) single.set(name, undefined);
	for (const [fact, times] of base.many) {
		if (!many.has(fact)) many.set(fact, 0);
		else if (many.get(fact) === times) many.delete(fact);
	}
	return { single, many };
}

/**
 * The names of facts that a merge got wrong: not the base's with the changes of both. `results`: the merged document, or, where a conflict
 * is left, the document with either side's lines in its place; each fact must be right in one of them. What both changed differently has
 * no right value and must be in a conflict. What no version changed is right.
 */
export function wrongFacts(base: MergeFacts, ours: FactChanges, theirs: FactChanges, results: readonly FactChanges[]): string[] {
	const wrong: string[] = [];
	const names = new Set([ours, theirs, ...results].flatMap(({ single }) => [...single.keys()]));
	for (const name of names) {
		const o = base.values[base.single.get(name) ?? -1];
		const value = ({ single }: FactChanges): string | undefined => (single.has(name) ? single.get(name) : o);
		const [a, b] = [value(ours), value(theirs)];
		// The start follows from both: see the merge of rows.
		if (name.startsWith("start ") && o !== a) continue;
		const wanted = o === a ? b : o === b || a === b ? a : null;
		if (wanted === null ? results.length < 2 : !results.some((result) => value(result) === wanted)) wrong.push(name);
	}
	const facts = new Set([ours, theirs, ...results].flatMap(({ many }) => [...many.keys()]));
	for (const fact of facts) {
		const times = ({ many }: FactChanges): number => many.get(fact) ?? base.many.get(fact) ?? 0;
		const [o, a, b] = [base.many.get(fact) ?? 0, times(ours), times(theirs)];
		const wanted = pick(o, a, b) ?? (a > o && b > o ? Math.max(a, b) : Math.max(0, a + b - o));
		const isFault = fact.startsWith('["irregularity"');
		const holds = results.some((result) => (isFault ? times(result) <= wanted : times(result) === wanted));
		if (!holds) wrong.push(fact);
	}
	return wrong;
}

/** The phases whose cells do not match their checkboxes. A phase that is marked blocked with no blocker is left to people. */
export function wronglyDerived(document: StatusDocument, today: Day): ReadonlySet<PhaseId> {
	const wrong = new Set<PhaseId>();
	for (const one of rollUp(document, today)) {
		const { phase, row, own } = one;
		const completion = row?.completion;
		const isWrong = [row?.status, phase.status, phase.headingStatus].some((written) => contradicts(written, one));
		if ((statesStatus(one) && isWrong) || (completion != null && !completionStands(completion.value, own))) wrong.add(phase.id);
	}
	return wrong;
}
