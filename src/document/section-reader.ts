import type { Dependency } from "../model/dependency.ts";
import type {
	Blocker,
	BlockerList,
	Footer,
	NoBlockers,
	ReviewHistory,
	ReviewRows,
	RiskRegister,
	StatusDocument,
	Summary,
} from "../model/document.ts";
import type { Located } from "../model/located.ts";
import type { ParseIssue } from "../model/parse-issue.ts";
import type { PhaseId } from "../model/phase-id.ts";
import type { SectionName } from "../model/words/vocabulary.ts";
import { type Span, slice } from "../text/span.ts";
import { isNone, readBlocker } from "./blockers.ts";
import type { Block, ListItem } from "./blocks.ts";
import { noteStrayItems } from "./checklist.ts";
import { phasesMentioned, readDependency, readOwnDependency } from "./dependencies.ts";
import { footerOfLastPhase, readFooter } from "./footer.ts";
import { bestHistory, readHistory, reviewRows } from "./history.ts";
import { readInline } from "./inline.ts";
import { allBlocks, type OutlineSection } from "./outline.ts";
import { listsPhases, phasesOfCheckboxes } from "./phase-checkboxes.ts";
import { draftsOfRows, onlyMention, PhaseDraft, type ReadContext } from "./phase-draft.ts";
import { kindOfHeading } from "./phase-headings.ts";
import { type NamedPhase, phaseOfHeading } from "./phase-references.ts";
import { readPhaseSection } from "./phase-section.ts";
import { continues, titleOf } from "./phase-title.ts";
import { readRisks } from "./risks.ts";
import { sectionsIn } from "./section-names.ts";
import { sentences } from "./sentences.ts";
import { factsIn } from "./status-line.ts";
import { bestSummary, type PlacedTable, readSummary } from "./summary.ts";

type Place = Pick<OutlineSection, "span"> & { readonly heading: Span };

/** Walks the outline and passes each section to the reader of its kind, at any depth and in any order. */
export class SectionReader {
	readonly #text: string;
	readonly #context: ReadContext;
	readonly #drafts = new Map<PhaseId, PhaseDraft>();
	/** Validation lists and notes may come before their phase's section, or have none. */
	readonly #later: (() => void)[] = [];
	/** Blocks outside every phase, whose checkboxes are counted nowhere. */
	readonly #strays: (readonly Block[])[] = [];
	readonly #tables: PlacedTable[] = [];
	#title: Located<string> | null = null;
	#summary: Summary | null = null;
	#risks: RiskRegister | null = null;
	#history: ReviewHistory | null = null;
	#footer: Footer | null = null;
	#validation: Place | null = null;
	#notes: Place | null = null;
	#dependencies: { span: Span; edges: Dependency[] } | null = null;
	#blockers: { lists: BlockerList[]; blockers: Blocker[]; nones: NoBlockers[] } | null = null;

	constructor(text: string, context: ReadContext) {
		this.#text = text;
		this.#context = context;
	}

	read(root: OutlineSection): void {
		this.#readSections(root);
		this.#footer ??= footerOfLastPhase(this.#text, root, this.#context.vocabulary);
		this.#chooseTables();
		for (const step of this.#later) step();
		for (const blocks of this.#strays) this.#noteStrays(blocks);
	}

	/** What a history of versions needs: the reviews unread, and the other tables only where no section and no checkbox starts a phase. */
	readProgress(root: OutlineSection): ReviewRows | null {
		this.#readSections(root);
		if (![...this.#drafts.values()].some(({ isWorked }) => isWorked)) this.#chooseTables();
		for (const step of this.#later) step();
		const { vocabulary } = this.#context;
		const history = bestHistory(this.#text, this.#tables, vocabulary);
		return history === null ? null : reviewRows(this.#text, history.best.table, vocabulary);
	}

	#readSections(root: OutlineSection): void {
		const first = root.children[0];
		if (first?.heading?.depth === 1) this.#title = { value: first.title, span: first.heading.content };
		this.#readBlocks(root, new Set(), "");
		for (const section of root.children)
			this.#readSection(section, new Set(), "", section === first && section.heading?.depth === 1);
		if (this.#drafts.size === 0)
			for (const draft of phasesOfCheckboxes(this.#text, allBlocks(root), this.#context)) this.#drafts.set(draft.id, draft);
	}

	phases(): PhaseDraft[] {
		return [...this.#drafts.values()];
	}

	result(): Pick<
		StatusDocument,
		"title" | "summary" | "risks" | "history" | "footer" | "validation" | "notes" | "dependencies" | "blockers"
	> {
		return {
			title: this.#title,
			summary: this.#summary,
			risks: this.#risks,
			history: this.#history,
			footer: this.#footer,
			validation: this.#validation,
			notes: this.#notes,
			dependencies: this.#dependencies,
			blockers: this.#blockers,
		};
	}

	/** `within`: the kind of the surrounding sections, and `called`: the title of the one that determines it. */
	#readSection(section: OutlineSection, within: ReadonlySet<SectionName>, called: string, isTitle: boolean): void {
		const { headings, vocabulary } = this.#context;
		const heading = section.heading;
		if (heading === null) return;
		const starts = headings.get(section);
		if (starts !== undefined) {
			this.#readPhase(section, starts);
			return;
		}
		const named = phaseOfHeading(section.title, vocabulary);
		const kind = named === null ? "phase" : kindOfHeading(named, within, vocabulary);
		if (named !== null && kind !== "phase") {
			this.#readLater(section, named.phase, kind);
			return;
		}
		const own = isTitle || named !== null ? new Set<SectionName>() : sectionsIn(section.title, vocabulary);
		const names = own.size > 0 ? own : within;
		const title = own.size > 0 || within.size === 0 ? section.title : called;
		const place: Place = { heading: heading.span, span: section.span };
		if (own.has("validation")) this.#validation ??= place;
		if (own.has("notes")) this.#notes ??= place;
		this.#readBlocks(section, names, isTitle ? "" : title);
		for (const child of section.children) this.#readSection(child, names, title, false);
	}

	#readPhase(section: OutlineSection, { phase: id, rest }: NamedPhase): void {
		const heading = section.heading;
		if (heading === null) return;
		const known = this.#drafts.get(id);
		if (known !== undefined && !continues.test(section.title)) known.repeated.push(heading.span);
		const { title, status } = titleOf(this.#text, heading.content, rest, this.#context.vocabulary);
		const draft = known ?? new PhaseDraft(id, heading.span, section.span, title);
		draft.headingStatus ??= status;
		this.#drafts.set(id, draft);
		const nested = readPhaseSection(this.#text, section, draft, this.#context, {
			dependencies: (inner) => this.#readDependencies(inner.blocks, inner.span, id),
			blockers: (inner) => this.#readBlockers(inner, id),
			line: (line) => this.#readOwnDependencies(line, section.span, id),
		});
		for (const inner of nested) this.#readSection(inner, new Set(), "", false);
	}

	/** `**Depends on:** Phase 1` in a phase's own text. */
	#readOwnDependencies(line: Span, span: Span, id: PhaseId): void {
		for (const fact of factsIn(this.#text, line)) {
			const read = readOwnDependency(slice(this.#text, fact), fact, this.#context.vocabulary, id);
			if (read === null || read.kind === "none") continue;
			this.#dependencies ??= { span, edges: [] };
			if (read.kind === "edges") for (const one of read.edges) this.#dependencies.edges.push(one);
			else
				this.#context.note({
					kind: "unreadable-dependency",
					span: fact,
					text: slice(this.#text, fact),
					why: read.why,
					phases: [id],
				});
		}
	}

	#readLater(section: OutlineSection, id: PhaseId, kind: "validation" | "notes"): void {
		const heading = section.heading?.span;
		if (heading === undefined) return;
		this.#later.push(() => {
			const draft = this.#drafts.get(id);
			if (draft === undefined) {
				this.#context.note({ kind: "unknown-phase", span: heading, phase: id, where: kind });
				return;
			}
			const add = (inner: OutlineSection, group: string | null): void => {
				if (kind === "validation") draft.addValidation(this.#text, heading, inner.blocks, group, this.#context);
				else draft.addNotes(this.#text, heading, inner.blocks, this.#context, false);
				for (const child of inner.children) add(child, child.title);
			};
			add(section, null);
		});
	}

	#readBlocks(section: OutlineSection, names: ReadonlySet<SectionName>, called: string): void {
		for (const block of section.blocks) {
			if (block.type === "table") {
				this.#tables.push({ table: block, heading: called });
				if (names.has("risks")) this.#risks ??= readRisks(this.#text, block, this.#context.vocabulary);
			} else if (block.type === "paragraph")
				this.#footer = readFooter(this.#text, block.span, this.#context.vocabulary) ?? this.#footer;
		}
		if (names.has("dependencies")) this.#readDependencies(section.blocks, section.span, null, names.has("blockers"));
		else if (names.has("blockers")) this.#readBlockers(section, null);
		// Whether a list only shows the phases is known when all of them are.
		else this.#strays.push(section.blocks);
	}

	#noteStrays(blocks: readonly Block[]): void {
		const { vocabulary, note } = this.#context;
		const left = blocks.filter(
			(block) => !listsPhases(this.#text, block, vocabulary, (id) => (this.#drafts.get(id)?.source ?? "checkbox") !== "checkbox"),
		);
		noteStrayItems(this.#text, left, vocabulary, note, (item) =>
			[...this.#drafts.values()].some(
				({ source, span }) => source === "checkbox" && span.start <= item.span.start && item.span.end <= span.end,
			),
		);
	}

	/** The summary and the review history are the tables that fit best; phases without a section are those of the summary's rows. */
	#chooseTables(): void {
		const { vocabulary, note } = this.#context;
		const history = bestHistory(this.#text, this.#tables, vocabulary);
		if (history !== null) {
			this.#history = readHistory(this.#text, history.best.table, history.reason, vocabulary, note);
			for (const { table } of history.others) note({ kind: "extra-section", span: table.span, section: "review history" });
		}
		const left = this.#tables.filter((one) => one !== history?.best);
		const summary = bestSummary(this.#text, left, new Set(this.#drafts.keys()), vocabulary);
		if (summary === null) return;
		this.#summary = readSummary(this.#text, summary.best.table, summary.reason, vocabulary, note);
		for (const { table } of summary.others) note({ kind: "extra-section", span: table.span, section: "summary table" });
		const rows = draftsOfRows(this.#summary);
		if (!onlyMention([...this.#drafts.values()], rows)) return;
		this.#drafts.clear();
		for (const draft of rows) this.#drafts.set(draft.id, draft);
	}

	#readDependencies(blocks: readonly Block[], span: Span, subject: PhaseId | null, blockersToo = false): void {
		const { vocabulary, note } = this.#context;
		const section = this.#dependencies ?? { span, edges: [] };
		this.#dependencies = section;
		const before = section.edges.length;
		const unread: Extract<ParseIssue, { kind: "unreadable-dependency" }>[] = [];
		const understands = (sentence: string): boolean =>
			readDependency(sentence, span, vocabulary, subject).kind !== "unreadable" || phasesMentioned(sentence, vocabulary) === null;
		for (const { sentence, at, item } of sentences(this.#text, blocks, understands)) {
			if (isNone(sentence, vocabulary)) continue;
			const read = readDependency(sentence, at, vocabulary, subject);
			if (read.kind === "edges") for (const one of read.edges) section.edges.push(one);
			else if (read.kind === "unreadable") {
				const phases = subject === null ? (phasesMentioned(sentence, vocabulary) ?? []) : [subject];
				// Prose about one phase is about that phase.
				if (item === null && phases.length < 2) continue;
				// Under a heading for both, only a colon or a dash behind the phase makes a line a blocker.
				if (
					blockersToo &&
					item !== null &&
					/^\P{L}*\p{L}+\s*[\d][^:\u2013\u2014-]*[:\u2013\u2014-]\s/u.test(sentence) &&
					this.#readBlocker(item, at, null)
				)
					continue;
				unread.push({ kind: "unreadable-dependency", span: at, text: sentence, why: read.why, phases });
			}
		}
		// A list of tools and accounts names no phase: it is no list of dependencies between phases.
		const isAboutPhases = subject === null && section.edges.length > before;
		for (const one of unread) if (isAboutPhases || phasesMentioned(one.text, vocabulary) !== null) note(one);
	}

	#readBlockers({ heading, span, blocks }: OutlineSection, subject: PhaseId | null): void {
		const known = this.#blockers ?? { lists: [], blockers: [], nones: [] };
		this.#blockers = known;
		if (heading !== null) known.lists.push({ heading: heading.span, span, phase: subject });
		const { vocabulary, note } = this.#context;
		const unreadable = (at: Span, text: string): void => {
			const phases = subject === null ? (phasesMentioned(text, vocabulary) ?? []) : [subject];
			note({ kind: "unreadable-blocker", span: at, text, phases });
		};
		for (const { sentence, at, item } of sentences(this.#text, blocks)) {
			if (item !== null) {
				if (!this.#readBlocker(item, at, subject)) unreadable(at, sentence);
			} else if (isNone(sentence, vocabulary)) known.nones.push({ value: sentence, span: at, phase: subject });
			else if (/\d/.test(sentence)) unreadable(at, sentence);
		}
	}

	/** Whether the bullet could be read. */
	#readBlocker(item: ListItem, at: Span, subject: PhaseId | null): boolean {
		const section = this.#blockers ?? { lists: [], blockers: [], nones: [] };
		this.#blockers = section;
		const inline = readInline(this.#text, at);
		const read = readBlocker(this.#text, inline, item.box?.checked ?? false, at, this.#context.vocabulary, subject);
		if (read.kind === "blockers") for (const one of read.blockers) section.blockers.push(one);
		else if (read.kind === "none") section.nones.push({ value: inline.text, span: at, phase: subject });
		return read.kind !== "unreadable";
	}
}
