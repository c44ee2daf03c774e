import type { Dependency } from "../model/dependency.ts";
import type {
	Blocker,
	BlockerList,
	Footer,
	NoBlockers,
	ReviewHistory,
	RiskRegister,
	StatusDocument,
	Summary,
} from "../model/document.ts";
import type { Fact } from "../model/fact.ts";
import type { PhaseId } from "../model/phase.ts";
import { normalised, type SectionName } from "../model/vocabulary.ts";
import { type Span, slice, trimmed } from "../text/span.ts";
import { readBlocker, saysNone } from "./blockers.ts";
import type { Block, ListItem } from "./blocks.ts";
import { noteStrayItems } from "./checklist.ts";
import { readDependency } from "./dependencies.ts";
import { readFooter } from "./footer.ts";
import { readHistory } from "./history.ts";
import { plainText, readInline } from "./inline.ts";
import type { Section } from "./outline.ts";
import { PhaseDraft, type ReadContext } from "./phase-draft.ts";
import { phaseOfHeading } from "./phase-references.ts";
import { readPhaseSection } from "./phase-section.ts";
import { readRisks } from "./risks.ts";
import { sectionsIn } from "./section-names.ts";
import { readSummary } from "./summary.ts";

type Place = Pick<Section, "span"> & { readonly heading: Span };

/** Walks the outline and gives each section to the reader of its kind, whatever its depth and order. */
export class SectionReader {
	readonly #text: string;
	readonly #context: ReadContext;
	readonly #drafts = new Map<PhaseId, PhaseDraft>();
	/** Validation lists and notes may stand before their phase's section, or have none. */
	readonly #later: (() => void)[] = [];
	#title: Fact<string> | null = null;
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

	read(root: Section): void {
		const first = root.children[0];
		if (first?.heading?.depth === 1) this.#title = { value: first.title, span: first.heading.content };
		this.#readBlocks(root, new Set());
		for (const section of root.children) this.#readSection(section, new Set(), section === first);
		for (const step of this.#later) step();
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

	/** `within`: what the sections around it are. */
	#readSection(section: Section, within: ReadonlySet<SectionName>, isTitle: boolean): void {
		const heading = section.heading;
		if (heading === null) return;
		const named = phaseOfHeading(section.title, this.#context.vocabulary);
		if (named !== null) {
			const kind = this.#kindOfPhaseHeading(named.rest, named.separated, within);
			if (kind === "phase") this.#readPhase(section, named.phase, named.rest);
			else this.#readLater(section, named.phase, kind);
			return;
		}
		const own = isTitle ? new Set<SectionName>() : sectionsIn(section.title, this.#context.vocabulary);
		const names = own.size > 0 ? own : within;
		const place: Place = { heading: heading.span, span: section.span };
		if (own.has("validation")) this.#validation ??= place;
		if (own.has("notes")) this.#notes ??= place;
		this.#readBlocks(section, names);
		for (const child of section.children) this.#readSection(child, names, false);
	}

	/** `Phase 2 Validation`, or `Phase 2` under `Validation Checklist`, is a list about the phase and not the phase itself. */
	#kindOfPhaseHeading(rest: string, separated: boolean, within: ReadonlySet<SectionName>): "phase" | "validation" | "notes" {
		if (within.has("validation")) return "validation";
		if (within.has("notes")) return "notes";
		if (separated) return "phase";
		const words = normalised(rest);
		const is = (name: SectionName): boolean =>
			this.#context.vocabulary.sections[name].some((known) => normalised(known) === words);
		return is("validation") ? "validation" : is("notes") ? "notes" : "phase";
	}

	#readPhase(section: Section, id: PhaseId, rest: string): void {
		const heading = section.heading;
		if (heading === null) return;
		const known = this.#drafts.get(id);
		if (known !== undefined) known.repeated.push(heading.span);
		const title = titleSpan(this.#text, heading.content, rest);
		const draft = known ?? new PhaseDraft(id, heading.span, section.span, { value: rest, span: title });
		this.#drafts.set(id, draft);
		const nested = readPhaseSection(this.#text, section, draft, this.#context, {
			dependencies: (inner) => this.#readDependencies(inner.blocks, inner.span, id),
			blockers: (inner) => this.#readBlockers(inner, id),
		});
		for (const inner of nested) this.#readSection(inner, new Set(), false);
	}

	#readLater(section: Section, id: PhaseId, kind: "validation" | "notes"): void {
		const heading = section.heading?.span;
		if (heading === undefined) return;
		this.#later.push(() => {
			const draft = this.#drafts.get(id);
			if (draft === undefined) {
				this.#context.note({ kind: "unknown-phase", span: heading, phase: id, where: kind });
				return;
			}
			const add = (inner: Section, group: string | null): void => {
				if (kind === "validation") draft.addValidation(this.#text, heading, inner.blocks, group, this.#context);
				else draft.addNotes(this.#text, heading, inner.blocks, this.#context);
				for (const child of inner.children) add(child, child.title);
			};
			add(section, null);
		});
	}

	#readBlocks(section: Section, names: ReadonlySet<SectionName>): void {
		for (const block of section.blocks) {
			if (block.type === "table") this.#readTable(block, names);
			else if (block.type === "paragraph")
				this.#footer = readFooter(this.#text, block.span, this.#context.vocabulary) ?? this.#footer;
		}
		if (names.has("dependencies")) this.#readDependencies(section.blocks, section.span, null, names.has("blockers"));
		else if (names.has("blockers")) this.#readBlockers(section, null);
		else noteStrayItems(this.#text, section.blocks, this.#context.vocabulary, this.#context.note);
	}

	#readTable(table: Extract<Block, { type: "table" }>, names: ReadonlySet<SectionName>): void {
		const { vocabulary, note } = this.#context;
		const summary = readSummary(this.#text, table, vocabulary, names.has("history") || this.#summary !== null ? () => {} : note);
		if (summary !== null && !names.has("history")) {
			if (this.#summary === null) this.#summary = summary;
			else if (summary.rows.length > 0) note({ kind: "extra-section", span: table.span, section: "summary table" });
			return;
		}
		const history = readHistory(this.#text, table, vocabulary, note);
		if (history !== null && (names.has("history") || history.table.columns.reviewer !== undefined)) {
			if (this.#history === null) this.#history = history;
			else note({ kind: "extra-section", span: table.span, section: "review history" });
			return;
		}
		if (names.has("risks")) this.#risks ??= readRisks(this.#text, table, vocabulary);
	}

	#readDependencies(blocks: readonly Block[], span: Span, subject: PhaseId | null, blockersToo = false): void {
		const section = this.#dependencies ?? { span, edges: [] };
		this.#dependencies = section;
		for (const { shown, at, item } of sentences(this.#text, blocks)) {
			if (saysNone(shown, this.#context.vocabulary)) continue;
			const read = readDependency(shown, at, this.#context.vocabulary, subject);
			if (read.kind === "edges") section.edges.push(...read.edges);
			else if (read.kind === "unreadable" && item !== null) {
				// Under a heading for both, only a colon or a dash behind the phase makes a line a blocker.
				if (
					blockersToo &&
					/^\P{L}*\p{L}+\s*[\d][^:\u2013\u2014-]*[:\u2013\u2014-]\s/u.test(shown) &&
					this.#readBlocker(item, at, null)
				)
					continue;
				this.#context.note({ kind: "unreadable-dependency", span: at, text: shown, why: read.why });
			}
		}
	}

	#readBlockers({ heading, span, blocks }: Section, subject: PhaseId | null): void {
		const known = this.#blockers ?? { lists: [], blockers: [], nones: [] };
		this.#blockers = known;
		if (heading !== null) known.lists.push({ heading: heading.span, span, phase: subject });
		for (const { shown, at, item } of sentences(this.#text, blocks)) {
			if (item !== null) {
				if (!this.#readBlocker(item, at, subject)) this.#context.note({ kind: "unreadable-blocker", span: at, text: shown });
			} else if (saysNone(shown, this.#context.vocabulary)) known.nones.push({ value: shown, span: at, phase: subject });
			else if (/\d/.test(shown)) this.#context.note({ kind: "unreadable-blocker", span: at, text: shown });
		}
	}

	/** Whether the bullet could be read. */
	#readBlocker(item: ListItem, at: Span, subject: PhaseId | null): boolean {
		const section = this.#blockers ?? { lists: [], blockers: [], nones: [] };
		this.#blockers = section;
		const inline = readInline(this.#text, at);
		const read = readBlocker(this.#text, inline, item.box?.checked ?? false, at, this.#context.vocabulary, subject);
		if (read.kind === "blockers") section.blockers.push(...read.blockers);
		else if (read.kind === "none") section.nones.push({ value: inline.text, span: at, phase: subject });
		return read.kind !== "unreadable";
	}
}

/** The title within the heading; all of it where the words cannot be found as they are. */
function titleSpan(text: string, content: Span, rest: string): Span {
	const at = rest === "" ? -1 : slice(text, content).lastIndexOf(rest);
	return at < 0 ? content : { start: content.start + at, end: content.start + at + rest.length };
}

/** Bullets and paragraphs, each as one sentence. */
function* sentences(text: string, blocks: readonly Block[]): Generator<{ shown: string; at: Span; item: ListItem | null }> {
	for (const block of blocks) {
		if (block.type === "paragraph") yield { shown: plainText(text, block.span), at: block.span, item: null };
		else if (block.type === "quote") yield* sentences(text, block.children);
		else if (block.type === "list") {
			for (const item of block.items) {
				const head = item.children[0];
				if (head?.type !== "paragraph") continue;
				const start = item.box === null ? head.span.start : item.box.span.end + 1;
				const at = trimmed(text, { start, end: head.span.end });
				yield { shown: plainText(text, at), at, item };
				yield* sentences(text, item.children.slice(1));
			}
		}
	}
}
