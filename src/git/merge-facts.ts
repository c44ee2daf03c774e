import { completionStands, contradicts, statesStatus } from "../model/agreement.ts";
import type { Day } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import { everyItem, type PhaseId } from "../model/phase.ts";
import { rollUp } from "../model/roll-up.ts";
import { rowKey } from "../model/row-change.ts";
import { pick } from "./merge-line.ts";

/** What a document says, in a form in which three versions can be merged without looking at their lines. */
export interface MergeFacts {
	/** One value each. */
	readonly single: ReadonlyMap<string, string>;
	/** How often each is said. */
	readonly many: ReadonlyMap<string, number>;
}

export function mergeFacts(document: StatusDocument): MergeFacts {
	const single = new Map<string, string>();
	const many = new Map<string, number>();
	const say = (name: string, ...values: readonly unknown[]): void => {
		single.set(name, JSON.stringify(values));
	};
	const list = (...values: readonly unknown[]): void => {
		const key = JSON.stringify(values);
		many.set(key, (many.get(key) ?? 0) + 1);
	};
	say("title", document.title?.value);
	say(
		"legend",
		document.legend?.entries.map(({ mark, word, status }) => [mark, word, status]),
	);
	say("columns", Object.entries(document.summary?.table.columns ?? {}), Object.entries(document.history?.table.columns ?? {}));
	for (const row of document.summary?.rows ?? []) {
		say(`description ${row.phase.value}`, row.description?.value, row.cells.length);
		say(`start ${row.phase.value}`, row.start?.value);
		say(`target ${row.phase.value}`, row.target?.value);
	}
	for (const phase of document.phases) {
		say(`phase ${phase.id}`, phase.title.value, phase.goal?.value, phase.repeated.length, phase.validation !== null);
		for (const { id, title, optional } of phase.groups) list("group", id, title, optional);
		for (const item of everyItem(phase)) {
			say(`box ${item.id}`, item.box.value);
			const { id, list: where, text, group, parent, optional, pinned, notApplicable, struck } = item;
			say(`item ${id}`, where, text.value, group, parent, optional, pinned, notApplicable?.value, struck !== null);
			for (const { text: shown, reviewer, day, until } of item.evidence)
				list("evidence", id, shown, reviewer, day.value, until?.value);
		}
		for (const { id, text } of phase.criteria) list("criterion", id, text.value);
		for (const { value } of phase.notes?.notes ?? []) if (!/^\(.*\)$/.test(value)) list("note", phase.id, value);
	}
	for (const { phase, on, kind, reason } of document.dependencies?.edges ?? []) list("dependency", phase, on, kind, reason);
	for (const { phase, reason, since } of document.blockers?.blockers ?? []) list("blocker", phase, reason, since?.value);
	for (const { risk, impact, probability, mitigation } of document.risks?.rows ?? [])
		list("risk", risk.value, impact?.value, probability?.value, mitigation?.value);
	for (const row of document.history?.rows ?? []) if (!row.placeholder) list("review", rowKey(row));
	for (const { rule, reason } of document.suppressions) list("suppression", rule.value, reason);
	for (const { kind } of document.irregularities) list("irregularity", kind);
	return { single, many };
}

/**
 * The names of facts that a merge got wrong: not the base's with the changes of both. `results`: the merged document, or, where a conflict
 * is left, the document with either side's lines in its place; each fact must be right in one of them. What both changed differently has
 * no right value and must be in a conflict.
 */
export function wrongFacts(base: MergeFacts, ours: MergeFacts, theirs: MergeFacts, results: readonly MergeFacts[]): string[] {
	const wrong: string[] = [];
	const names = new Set([base, ours, theirs, ...results].flatMap(({ single }) => [...single.keys()]));
	for (const name of names) {
		const [o, a, b] = [base.single.get(name), ours.single.get(name), theirs.single.get(name)];
		// The start follows from both: see the merge of rows.
		if (name.startsWith("start ") && o !== a) continue;
		const wanted = o === a ? b : o === b || a === b ? a : null;
		if (wanted === null ? results.length < 2 : !results.some(({ single }) => single.get(name) === wanted)) wrong.push(name);
	}
	const sayings = new Set([base, ours, theirs, ...results].flatMap(({ many }) => [...many.keys()]));
	for (const saying of sayings) {
		const times = ({ many }: MergeFacts): number => many.get(saying) ?? 0;
		const [o, a, b] = [times(base), times(ours), times(theirs)];
		const wanted = pick(o, a, b) ?? (a > o && b > o ? Math.max(a, b) : Math.max(0, a + b - o));
		const isFault = saying.startsWith('["irregularity"');
		const holds = results.some((result) => (isFault ? times(result) <= wanted : times(result) === wanted));
		if (!holds) wrong.push(saying);
	}
	return wrong;
}

/** The phases whose cells do not say what the boxes give. A phase that is called blocked with no blocker is left to people. */
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
