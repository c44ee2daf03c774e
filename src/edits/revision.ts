import type { Day } from "../model/date.ts";
import type { StatusDocument, SummaryRow } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import type { Item } from "../model/item.ts";
import { everyItem, type Phase } from "../model/phase.ts";
import type { PhaseId } from "../model/phase-id.ts";
import { replace, type TextEdit } from "../text/edits.ts";
import type { Span } from "../text/span.ts";
import { replaceCell } from "./table-cell.ts";

/**
 * A change in progress: the edits of the text, and the document as it is expected to read afterwards. The edited text
 * is compared with that before anything is written. All spans, including those of `expected`, are positions in the original text.
 */
export class Revision {
	readonly before: StatusDocument;
	readonly today: Day;
	#meant: StatusDocument;
	/**
	 * Changes of items that are not yet in the expected document, by id. They are applied together: each application copies the items of a
	 * phase.
	 */
	#itemChanges = new Map<string, Partial<Item>>();
	readonly edits: TextEdit[] = [];
	/** What the document remembers from now on, and no more: see `memory.ts`. */
	readonly remembered = new Map<string, string>();
	readonly forgotten = new Set<string>();
	/** A line for each thing that changes, for people. */
	readonly changes: string[] = [];

	/** `today`: the day of the change, until which a start date has come. */
	constructor(document: StatusDocument, today: Day) {
		this.today = today;
		this.before = document;
		this.#meant = document;
	}

	get expected(): StatusDocument {
		if (this.#itemChanges.size > 0) this.#meant = withChanges(this.#meant, this.#itemChanges);
		this.#itemChanges = new Map();
		return this.#meant;
	}

	set expected(document: StatusDocument) {
		this.#meant = document;
	}

	get text(): string {
		return this.before.source.text;
	}

	edit(edit: TextEdit): void {
		this.edits.push(edit);
	}

	/** Replaces a span if its text differs. */
	rewrite(span: Span, replacement: string): void {
		this.edits.push(replace(this.text, span, replacement));
	}

	/** Replaces the content of a cell of the summary table, with the padding of its column. */
	rewriteCell(content: Span, replacement: string): void {
		const { summary } = this.before;
		if (summary !== null) this.edit(replaceCell(this.text, summary, content, replacement));
	}

	/** A comment that switches a rule off is removed together with its surroundings. */
	forget(gone: Span): void {
		const suppressions = this.expected.suppressions.filter(({ span }) => span.end <= gone.start || span.start >= gone.end);
		this.expected = { ...this.expected, suppressions };
	}

	phase(id: PhaseId): Phase {
		const found = this.expected.phases.find((phase) => phase.id === id);
		if (found === undefined) throw new Failure("usage", `the document has no Phase ${id}`);
		return found;
	}

	/** The summary's row about a phase: the first, where there are several. */
	row(id: PhaseId): SummaryRow | null {
		return this.expected.summary?.rows.find((row) => row.phase.value === id) ?? null;
	}

	item(id: string): Item {
		for (const phase of this.expected.phases) for (const item of everyItem(phase)) if (item.id === id) return item;
		throw new Failure("usage", `the document has no item ${id}`);
	}

	/** The items in document order, each once. */
	itemsOf(ids: readonly string[]): Item[] {
		const wanted = new Set(ids);
		const found = this.expected.phases.flatMap(everyItem).filter((item) => wanted.has(item.id));
		const known = new Set(found.map((item) => item.id));
		for (const id of ids) if (!known.has(id)) this.item(id);
		return found;
	}

	meanItem(id: string, change: Partial<Item>): void {
		this.#itemChanges.set(id, { ...this.#itemChanges.get(id), ...change });
	}

	meanPhase(id: PhaseId, change: Partial<Phase>): void {
		this.expected = {
			...this.expected,
			phases: this.expected.phases.map((phase) => (phase.id === id ? { ...phase, ...change } : phase)),
		};
	}

	meanRow(row: SummaryRow, change: Partial<SummaryRow>): void {
		const { summary } = this.expected;
		if (summary === null) return;
		const rows = summary.rows.map((one) => (one.span.start === row.span.start ? { ...one, ...change } : one));
		this.expected = { ...this.expected, summary: { ...summary, rows } };
	}
}

/** The document with changed items, in any list of their phases. */
function withChanges(document: StatusDocument, changes: ReadonlyMap<string, Partial<Item>>): StatusDocument {
	const changed = (items: readonly Item[]): readonly Item[] =>
		items.some(({ id }) => changes.has(id)) ? items.map((item) => ({ ...item, ...changes.get(item.id) })) : items;
	const phases = document.phases.map((phase) => {
		const items = changed(phase.items);
		const validation = phase.validation === null ? null : { ...phase.validation, items: changed(phase.validation.items) };
		return { ...phase, items, validation, criterionItems: changed(phase.criterionItems) };
	});
	return { ...document, phases };
}
