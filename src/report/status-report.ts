import type { WrittenDate } from "../model/date.ts";
import type { StatusDocument, WrittenCompletion } from "../model/document.ts";
import { completionStands, contradicts } from "../model/evidence/agreement.ts";
import { counts, type Item } from "../model/item.ts";
import { daysLate, type OwnerRule, type OwnersOf, ownersIn } from "../model/owners.ts";
import { percentageOf } from "../model/percent-status.ts";
import { type DerivedPhase, isOpen, percentage, type Tally } from "../model/roll-up.ts";
import type { Status, WrittenStatus } from "../model/status.ts";
import { writtenAs } from "../model/words/vocabulary.ts";

/** The result of `status`: the shape of its JSON, which scripts rely on (schemas/status.schema.json). */
export interface StatusReport {
	readonly schemaVersion: 1;
	readonly document: string;
	readonly title: string | null;
	readonly lastUpdated: string | null;
	readonly total: Tally & { readonly completion: number; readonly validation: Tally };
	/** Places in the document that could not be understood, including checkboxes that are not counted. */
	readonly irregularities: number;
	readonly phases: readonly PhaseReport[];
}

export interface PhaseReport {
	readonly id: string;
	readonly title: string;
	readonly goal: string | null;
	readonly line: number;
	readonly status: Status;
	/** The status in the words and marks of the document's legend. */
	readonly statusLabel: string;
	readonly statusInDocument: Status | null;
	readonly completion: number;
	readonly completionInDocument: number | null;
	readonly done: number;
	readonly counted: number;
	readonly validation: Tally & { readonly items: readonly ItemReport[] };
	/** Success criteria with a checkbox: they count toward `complete`, not toward the percentage. */
	readonly criteriaChecks: Tally & { readonly items: readonly ItemReport[] };
	readonly start: string | null;
	readonly target: string | null;
	/** Whole days since the target date, while the phase is not complete; null where it is not late. */
	readonly overdueDays: number | null;
	readonly blockers: readonly { readonly reason: string; readonly since: string | null; readonly line: number }[];
	/** Ids of the phases that keep its gate closed. */
	readonly waitsFor: readonly string[];
	readonly dependencies: readonly { readonly phase: string; readonly kind: "hard" | "soft"; readonly satisfied: boolean }[];
	/** Where the document's cells contradict its items. */
	readonly contradictions: readonly string[];
	/** Ids of the items to do next: open ones, while the gate is open. */
	readonly next: readonly string[];
	readonly items: readonly ItemReport[];
	/** The success criteria: they may be probed, but have no checkbox. */
	readonly criteria: readonly CriterionReport[];
}

export interface CriterionReport {
	readonly id: string;
	readonly text: string;
	readonly line: number;
	readonly owners: readonly string[];
	readonly due: string | null;
}

export interface ItemReport {
	readonly id: string;
	readonly text: string;
	readonly group: string | null;
	readonly line: number;
	readonly checked: boolean;
	readonly optional: boolean;
	readonly skipped: boolean;
	/** Its own owners, otherwise those of its group or phase in the probes file. Empty: not assigned. */
	readonly owners: readonly string[];
	readonly due: string | null;
	/** Whole days since it was due, while it is open; null where it is not late. */
	readonly overdueDays: number | null;
}

/** The report on the selected phases. `path` is for display; `defaults` are the owners in the probes file. */
export function reportStatus(
	document: StatusDocument,
	derived: readonly DerivedPhase[],
	path: string,
	defaults: readonly OwnerRule[] = [],
): StatusReport {
	const ownersOf = ownersIn(document, defaults);
	// What was set aside does not count.
	const open = derived.filter(({ status }) => status !== "closed");
	const sum = (pick: (one: DerivedPhase) => Tally): Tally => ({
		done: open.reduce((total, one) => total + pick(one).done, 0),
		counted: open.reduce((total, one) => total + pick(one).counted, 0),
	});
	const own = sum((one) => one.own);
	return {
		schemaVersion: 1,
		document: path,
		title: document.title?.value ?? null,
		lastUpdated: document.footer?.day?.value ?? null,
		total: { ...own, completion: percentage(own), validation: sum((one) => one.validation) },
		irregularities: document.irregularities.length,
		phases: derived.map((one) => reportPhase(document, one, ownersOf)),
	};
}

function reportPhase(document: StatusDocument, one: DerivedPhase, ownersOf: OwnersOf): PhaseReport {
	const { phase, row } = one;
	const lineOf = (offset: number): number => document.source.lineOf(offset);
	const item = (from: Item): ItemReport => ({
		id: from.id,
		text: from.text.value,
		group: from.group,
		line: lineOf(from.box.span.start),
		checked: from.box.value,
		optional: from.optional,
		skipped: from.notApplicable !== null,
		owners: ownersOf(from),
		due: from.due?.value ?? null,
		overdueDays: daysLate(
			from.due?.value ?? null,
			from.box.value || from.notApplicable !== null || one.status === "closed",
			one.asOf,
		),
	});
	const label = writtenAs(document.vocabulary, one.status);
	const written =
		[row?.status, phase.status, phase.headingStatus].find((one) => one?.status != null) ?? row?.status ?? phase.status;
	const ownWords = written !== null && written.raw !== "" && (written.status === null || one.status === "closed");
	return {
		id: phase.id,
		title: phase.title.value,
		goal: phase.goal?.value ?? null,
		line: lineOf(phase.heading.start),
		status: one.status,
		statusLabel: ownWords ? statusText(written) : `${label.mark} ${label.word}`.trim(),
		statusInDocument: row?.status?.status ?? phase.status?.status ?? phase.headingStatus?.status ?? null,
		completion: one.completion,
		completionInDocument: writtenPercentage(row?.completion?.value),
		...one.own,
		validation: { ...one.validation, items: (phase.validation?.items ?? []).map(item) },
		criteriaChecks: { ...one.criteria, items: phase.criterionItems.map(item) },
		start: day(row?.start?.value),
		target: day(row?.target?.value),
		overdueDays: one.overdueDays,
		blockers: one.blockers.map((blocker) => ({
			reason: blocker.reason,
			since: day(blocker.since?.value),
			line: lineOf(blocker.span.start),
		})),
		waitsFor: [...new Set(one.waitsFor.map((edge) => edge.on))],
		dependencies: one.prerequisites.map((edge) => ({
			phase: edge.on,
			kind: edge.kind,
			satisfied: !one.waitsFor.includes(edge),
		})),
		contradictions: contradictions(one),
		next: nextItems(one).map((next) => next.id),
		items: phase.items.map(item),
		criteria: phase.criteria.map((criterion) => ({
			id: criterion.id,
			text: criterion.text.value,
			line: lineOf(criterion.span.start),
			owners: ownersOf(criterion),
			due: criterion.due?.value ?? null,
		})),
	};
}

function day(written: WrittenDate | undefined): string | null {
	return written?.kind === "day" ? written.day : null;
}

function writtenPercentage(written: WrittenCompletion | undefined): number | null {
	if (written?.kind !== "progress") return null;
	if (written.percent !== null) return written.percent.value;
	return percentage({ done: written.done?.value ?? 0, counted: written.counted?.value ?? 0 });
}

const names: Readonly<Record<Status, string>> = {
	"not-started": "not started",
	"in-progress": "in progress",
	complete: "complete",
	blocked: "blocked",
	closed: "closed",
};

function contradictions(one: DerivedPhase): string[] {
	const found: string[] = [];
	const inTable = one.row?.status;
	const inHeading = one.phase.status;
	const why = explain(one);
	if (differs(inTable, one)) found.push(`the table says ${names[inTable.status]}, but it is ${names[one.status]}: ${why}`);
	if (differs(inHeading, one) && inHeading.status !== inTable?.status) {
		found.push(`its section says ${names[inHeading.status]}, but it is ${names[one.status]}: ${why}`);
	}
	const completion = one.row?.completion?.value;
	const percent = writtenPercentage(completion);
	if (completion !== undefined && percent !== null && !completionStands(completion, one.own)) {
		found.push(
			`the table says ${percent}%, but ${one.own.done} of ${one.own.counted} items are done, which is ${one.completion}%`,
		);
	}
	return found;
}

/** Includes "Blocked" without a listed blocker: it is reported here, although no command rewrites it. */
function differs(
	written: WrittenStatus | null | undefined,
	one: DerivedPhase,
): written is WrittenStatus & { readonly status: Status } {
	if (written?.status == null || written.status === one.status) return false;
	return percentageOf(written) === null || contradicts(written, one);
}

/** In a few words, why a phase has the status that it has. */
export function explain(one: DerivedPhase): string {
	const open = one.own.counted - one.own.done;
	const criteria = one.criteria.counted - one.criteria.done;
	const unchecked = one.validation.counted - one.validation.done;
	switch (one.status) {
		case "complete":
			return isWritten(one) ? "its author wrote so, and it has no items" : "everything in it is checked off";
		case "blocked":
			return one.blockers.map((blocker) => blocker.reason).join("; ");
		case "closed":
			return "its author set it aside";
		case "not-started":
			return isWritten(one) && statesAny(one)
				? "its author wrote so, and it has no items"
				: `nothing in it is checked off and ${one.row?.start?.value.kind === "day" ? "its start date is in the future" : "it has no start date"}`;
		case "in-progress": {
			if (isWritten(one)) return "its author wrote so, and it has no items";
			if (open > 0) return `${open} of ${one.own.counted} items are open${one.own.done === 0 ? ", and it has started" : ""}`;
			if (unchecked > 0) return `${unchecked} of ${one.validation.counted} validation items are open`;
			if (criteria > 0) return `${criteria} of ${one.criteria.counted} success criteria are open`;
			if (one.own.counted === 0) return "it has no items that count";
			return `Phase ${[...new Set(one.prerequisites.map((edge) => edge.on))].join(", Phase ")} must be complete first`;
		}
	}
}

/** The items to do next: open ones that count, of a phase that nothing holds up. */
function nextItems(one: DerivedPhase): readonly Item[] {
	if (!isOpen(one) || one.status === "blocked" || one.status === "closed") return [];
	const own = one.phase.items.filter((item) => counts(item) && !item.box.value);
	if (own.length > 0) return own;
	const checks = [...(one.phase.validation?.items ?? []), ...one.phase.criterionItems];
	return checks.filter((item) => counts(item) && !item.box.value);
}

function statesAny({ row, phase }: DerivedPhase): boolean {
	return [row?.status, phase.status, phase.headingStatus].some((written) => written?.status != null);
}

function isWritten(one: DerivedPhase): boolean {
	return one.basis === "written";
}

/** A status in its author's words, without markup around them. */
function statusText(written: WrittenStatus): string {
	return [written.mark?.value ?? "", written.word?.value ?? ""].join(" ").trim();
}
