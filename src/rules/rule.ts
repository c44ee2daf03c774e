import type { Day } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import type { Elsewhere, Fix, Severity } from "../model/finding.ts";
import type { ProbePorts } from "../model/item-ports.ts";
import type { ProbeChange } from "../model/probe-settings.ts";
import type { DerivedPhase } from "../model/roll-up.ts";
import type { Suppression } from "../model/suppression.ts";
import type { Span } from "../text/span.ts";

/** What a rule judges by. Nothing here reads a file, a clock or the network. */
export interface RuleContext {
	readonly document: StatusDocument;
	readonly derived: readonly DerivedPhase[];
	/** Today, for dates that have passed. */
	readonly today: Day;
	readonly ruleNames: readonly string[];
	/** The rules that report errors about a document on its own, unless configured otherwise. */
	readonly errorRules: ReadonlySet<string>;
	/** The rules that were not asked this time: a suppression of theirs may still be needed. */
	readonly unasked: readonly string[];
	/** The bindings of the probes file next to the document; null if there is none. */
	readonly bindings: BoundKeys | null;
	/** The document of the parent commit; null if there is none, or the document is checked alone. */
	readonly parent: StatusDocument | null;
	/** The probes file of the parent commit and the present one, where they differ; null otherwise. */
	readonly probes: ProbeChange | null;
	/** The suppressions that hid a finding of the rules so far. */
	readonly suppressed: ReadonlySet<Suppression>;
}

/** The keys of a probes file, with their places in it. */
export interface BoundKeys {
	readonly file: string;
	readonly keys: readonly BoundKey[];
}

export interface BoundKey {
	readonly key: string;
	readonly line: number;
	readonly column: number;
	/** The ports that its probe asks for, where the probes file was parsed. */
	readonly ports?: ProbePorts;
}

export interface Problem {
	readonly span: Span;
	/** Where the fault is not in the document. */
	readonly elsewhere?: Elsewhere;
	/** One sentence: what is wrong. Text of the document in it is escaped when it is printed. */
	readonly message: string;
	readonly hint?: string | null;
	readonly fix?: Fix;
	/** Where it differs from the rule's. */
	readonly severity?: Severity;
}

/** One thing that may be wrong with a document. The name states the fault. */
export interface Rule {
	readonly name: string;
	readonly severity: Severity;
	/** Half a sentence for docs/rules.md and for SARIF: what the rule reports. */
	readonly reports: string;
	/** Checks the changes of a commit: without a parent it reports nothing. */
	readonly needsParent?: true;
	/** No comment in the document accepts what it reports: the commit that breaks it could bring the comment. */
	readonly isFinal?: true;
	check(context: RuleContext): Iterable<Problem>;
}
