import type { SourceText } from "../text/decode.ts";
import type { Span } from "../text/span.ts";
import type { WrittenDate } from "./date.ts";
import type { Dependency } from "./dependency.ts";
import type { Located } from "./located.ts";
import type { ParseIssue } from "./parse-issue.ts";
import type { Phase } from "./phase.ts";
import type { PhaseId } from "./phase-id.ts";
import type { WrittenStatus } from "./status.ts";
import type { Suppression } from "./suppression.ts";
import type { Vocabulary } from "./words/vocabulary.ts";

/** The rows of the review history, each read when it is asked for; null for one without a date. */
export interface ReviewRows {
	/** As they are written. */
	lines(): readonly string[];
	read(index: number): Review | null;
}

/** The progress that a version of the document reports. */
export interface DocumentProgress {
	readonly phases: readonly Phase[];
	readonly reviews: ReviewRows | null;
}

/** The status document as a typed model: every fact with its place, nothing derived. All but `source` is plain data, as JSON has it. */
export interface StatusDocument {
	readonly source: SourceText;
	/** The built-in words, those of the probes file, and those of the document's own legend. */
	readonly vocabulary: Vocabulary;
	readonly title: Located<string> | null;
	readonly summary: Summary | null;
	readonly legend: Legend | null;
	/** In document order; a phase that has several sections is here once. */
	readonly phases: readonly Phase[];
	readonly dependencies: DependencySection | null;
	readonly blockers: BlockerSection | null;
	readonly risks: RiskRegister | null;
	readonly validation: Section | null;
	readonly notes: Section | null;
	readonly history: ReviewHistory | null;
	readonly footer: Footer | null;
	readonly suppressions: readonly Suppression[];
	/** Text that could not be understood; never dropped silently. */
	readonly irregularities: readonly ParseIssue[];
}

export interface Section {
	readonly heading: Span;
	readonly span: Span;
}

/** A table whose columns are known by what they hold. */
export interface TableShape<Column extends string> {
	readonly span: Span;
	/** Index of each known column in the header. */
	readonly columns: Readonly<Partial<Record<Column, number>>>;
	/** Contents of the header's cells. */
	readonly header: readonly Span[];
}

/** The column of that index, of those that are known. */
export function columnAt<Column extends string>(
	names: readonly Column[],
	table: TableShape<Column>,
	index: number,
): Column | null {
	return names.find((name) => table.columns[name] === index) ?? null;
}

export const summaryColumns = ["phase", "description", "status", "start", "target", "completion"] as const;
export type SummaryColumn = (typeof summaryColumns)[number];

export interface Summary {
	/** Why this table is taken for the summary, for people. */
	readonly reason: string;
	readonly table: TableShape<SummaryColumn>;
	readonly rows: readonly SummaryRow[];
}

export interface SummaryRow {
	readonly span: Span;
	/** Contents of the cells, without pipes and padding. */
	readonly cells: readonly Span[];
	readonly phase: Located<PhaseId>;
	readonly description: Located<string> | null;
	readonly status: WrittenStatus | null;
	readonly start: Located<WrittenDate> | null;
	readonly target: Located<WrittenDate> | null;
	readonly completion: Located<WrittenCompletion> | null;
}

/** The value of a completion cell: `36%`, `12/33`, or both. */
export type WrittenCompletion =
	| { readonly kind: "none" }
	| {
			readonly kind: "progress";
			/** The number alone is the span. */
			readonly percent: Located<number> | null;
			/** How many decimals the percentage is written with. */
			readonly decimals: number;
			readonly done: Located<number> | null;
			readonly counted: Located<number> | null;
	  }
	/** In units of its author, such as `12/40 points`: left alone. */
	| { readonly kind: "other"; readonly text: string };

export interface Legend {
	readonly span: Span;
	readonly entries: readonly LegendEntry[];
}

export interface LegendEntry {
	readonly span: Span;
	readonly mark: string | null;
	readonly word: string | null;
	readonly status: WrittenStatus["status"];
}

export interface DependencySection {
	readonly span: Span;
	readonly edges: readonly Dependency[];
}

export interface BlockerSection {
	/** The document's own, and those in the sections of phases. */
	readonly lists: readonly BlockerList[];
	readonly blockers: readonly Blocker[];
	/** The sentences that declare that there are no blockers: each list may have one. */
	readonly nones: readonly NoBlockers[];
}

export interface BlockerList extends Section {
	/** The phase whose own section contains it. */
	readonly phase: PhaseId | null;
}

export interface NoBlockers extends Located<string> {
	/** The phase whose own list contains it: it does not apply to others. */
	readonly phase: PhaseId | null;
}

export interface Blocker {
	readonly phase: PhaseId;
	readonly reason: string;
	readonly since: Located<WrittenDate> | null;
	readonly span: Span;
}

export const riskColumns = ["risk", "impact", "probability", "mitigation", "owner", "status"] as const;
export type RiskColumn = (typeof riskColumns)[number];

export interface RiskRegister {
	readonly table: TableShape<RiskColumn>;
	readonly rows: readonly Risk[];
}

export interface Risk {
	/** `risks/service-discovery-failures`. */
	readonly id: string;
	readonly span: Span;
	/** Contents of the cells, without pipes and padding. */
	readonly cells: readonly Span[];
	readonly risk: Located<string>;
	/** The text of the risk is struck through. */
	readonly struck: boolean;
	readonly impact: Located<string> | null;
	readonly probability: Located<string> | null;
	readonly mitigation: Located<string> | null;
	/** Of the optional columns Owner and Status. */
	readonly owner: Located<string> | null;
	readonly state: Located<string> | null;
}

export const historyColumns = ["date", "reviewer", "phase", "change"] as const;
export type HistoryColumn = (typeof historyColumns)[number];

export interface ReviewHistory {
	/** Why this table is taken for the review history, for people. */
	readonly reason: string;
	readonly table: TableShape<HistoryColumn>;
	readonly rows: readonly Review[];
}

export interface Review {
	readonly span: Span;
	readonly cells: readonly Span[];
	readonly date: Located<WrittenDate>;
	readonly reviewer: Located<string> | null;
	readonly phase: Located<string> | null;
	/** The phases that the phase cell names. */
	readonly phases: readonly PhaseId[];
	readonly change: Located<string> | null;
	/** Holds the place until the first review: `(TBD) | - | -`. */
	readonly placeholder: boolean;
}

/** `*Last Updated: …*`. */
export interface Footer {
	readonly span: Span;
	/** What follows the colon. */
	readonly text: Located<string>;
	readonly day: Located<string> | null;
}
