import type { RunBudget } from "../cel/run-budget.ts";
import type { Cluster, ListRequest } from "../cluster/cluster.ts";
import type { Day } from "../model/date.ts";
import type { Item } from "../model/item.ts";
import type { ProbePorts } from "../model/item-ports.ts";
import type { Cause, MissingObject, Observation, Outcome } from "../model/verdict.ts";
import type { Fields } from "../yaml/fields.ts";
import type { Place, Tree } from "../yaml/tree.ts";

/** The result of a probe. `unbound`: it needs sign-off and has none; this is the absence of a verdict. */
export interface ProbeResult {
	readonly outcome: Outcome | "unbound";
	readonly reason: string;
	readonly message: string;
	readonly hint: string | null;
	readonly evidence: readonly Observation[];
	/** Only with `pending`: it is parked (suspended, paused, scaled to zero). */
	readonly parked?: true;
	/** Only with `pending` and `unknown`: the probe itself passes, and only `greenFor` keeps it from passing. */
	readonly soaking?: true;
	/** Only with `fail`: what was looked for does not exist. A misspelled name does not exist either, so `not` needs more than this. */
	readonly absence?: Absence;
	/** Only with `fail`: the object whose absence is the reason. */
	readonly missing?: MissingObject;
	/** Of several objects with one reason: the message without their names, for a sentence about several lists. */
	readonly brief?: string;
	/** Only with `unknown`: the permission, kind of resource or namespace that is missing. */
	readonly lacks?: string;
	/** Of a combination: the reasons of its parts. Absent where the message is the only reason. */
	readonly causes?: readonly Cause[];
	/** The item that the finding is about, as another item names it. */
	readonly subject?: string;
	/** Only with `fail`: what nevertheless is as the probe expects, so that `not` of it does not hold for every object. */
	readonly exception?: string;
	/** The cluster did not respond: `verify` ends with exit code 3, whether or not the item is checked. */
	readonly unanswered?: boolean;
}

export interface Absence {
	readonly name: string;
	/** An existing name that this one probably is a misspelling of. */
	readonly typo: string | null;
	/** The probe has `absent: true`. */
	readonly isExpected: boolean;
}

/** A way in which a probe can hold without proving anything, for `probes lint`. */
export interface Trap {
	readonly rule: "field-selector" | "holds-for-nothing" | "zero-for-nothing" | "absent-metric" | "not-of-a-name";
	readonly place: Place;
	/** What is wrong, in one sentence. */
	readonly message: string;
	/** The better expression. */
	readonly better: string;
}

/** A right that a probe needs, in the terms of RBAC. `namespace` null: cluster-wide. */
export interface Right {
	readonly group: string;
	/** Plural, with subresource: `pods`, `services/proxy`; for a kind that only the cluster can name, `kind:Kind` with its apiVersion. */
	readonly resource: string | { readonly apiVersion: string; readonly kind: string };
	readonly verbs: readonly string[];
	readonly namespace: string | null;
	readonly names?: readonly string[];
	/** Without it, verdicts are the same, but with less detail. */
	readonly optional?: boolean;
}

/** A workload that a probe is about. */
export interface Mention {
	/** Null for all namespaces. */
	readonly namespace: string | null;
	readonly kind: string;
	/** A name, or the beginning of one with a `*` behind it. */
	readonly name: string;
}

/** What probes read besides the cluster and the document. */
export interface WorkTree {
	/** The folder that paths in the probes file are relative to. */
	readonly root: string;
	/** The text of a file below the root; null if it does not exist. Throws a Failure for a path that leaves the root. */
	readText(path: string): string | null;
	/** Paths below the root that match a pattern with `*` and `**`. */
	find(pattern: string): readonly string[];
	/** Runs a program without a shell, its input closed. Null where there is no such program. */
	run(words: readonly string[], options: { readonly timeoutMilliseconds: number; readonly path?: string }): Promise<Ran | null>;
}

export interface Ran {
	/** Null where it was ended: by the time limit or a signal. */
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface ProbeContext {
	readonly cluster: Cluster;
	readonly workTree: WorkTree;
	/** Null for a success criterion. */
	readonly item: Item | null;
	readonly today: Day;
	/** This machine's clock, ISO 8601: only for what has no clock of its own. */
	readonly now: string;
	readonly allowExec: boolean;
	/** The results of other items' probes; a pattern such as `2/*` may match several. */
	resultsOf(pattern: string): Promise<readonly ProbeResult[]>;
}

/** A probe that was read from the probes file, ready to be asked. */
export interface Probe {
	readonly type: string;
	/** In half a sentence: what it proves. */
	readonly proves: string;
	readonly rights: readonly Right[];
	/** The probes that it combines. */
	readonly parts: readonly Probe[];
	/** Patterns of the items whose verdicts it combines. */
	readonly refersTo: readonly string[];
	readonly mentions: readonly Mention[];
	/** The question for a person, if only a person can decide. */
	readonly asks: string | null;
	/** Whether it reads files next to the probes file, without its parts: it cannot run where these are missing. */
	readonly readsFiles?: boolean;
	/** Whether it reads no cluster, including its parts. */
	readonly isLocal?: boolean;
	/** The ports that it asks for, its parts apart. */
	readonly ports?: ProbePorts;
	/** Findings of lint about it, without those about its parts. */
	readonly traps?: () => readonly Trap[];
	/** The name of the object that it looks up, if any; `not` needs to know whether absence is expected. */
	readonly looksFor?: string | null;
	/** The lists that it always reads, without those of its parts: they can be requested before anything else is known. */
	readonly lists?: readonly ListRequest[];
	/** May throw ClusterProblem; anything else that it throws is a bug. */
	run(context: ProbeContext): Promise<ProbeResult>;
}

/** Applies where a probe has no setting of its own. */
export interface Defaults {
	readonly namespace: string | null;
	readonly timeoutMilliseconds: number;
	/** For a list with all its pages; null where the probes file sets no timeout: as long as any list may take. */
	readonly listMilliseconds: number | null;
	readonly stableMilliseconds: number;
}

export interface Reading {
	readonly file: string;
	/** Shared by all expressions in the file; each run reads the file again. */
	readonly expressions: RunBudget;
	readonly defaults: Defaults;
	readonly lists: ReadonlyMap<string, readonly Tree[]>;
	/** Probes with references to the elements of a list, for forEach. */
	readonly templates: ReadonlyMap<string, Tree>;
	/** Reads a probe nested in another. */
	probe(tree: Tree): Probe;
}

export interface ProbeType {
	readonly name: string;
	/** For docs/probes.md and `probes explain`: what it proves. */
	readonly proves: string;
	/** `tree` is the value after the type's name; most types take a map. */
	read(tree: Tree, reading: Reading): Probe;
}

/** A probe type whose specification is a map of fields. Reading the cluster and judging what was read are separate. */
export interface ReadAndJudge<Spec, Evidence> {
	readonly name: string;
	readonly proves: string;
	specify(fields: Fields, reading: Reading): Spec;
	describe(spec: Spec): string;
	mentions?(spec: Spec): readonly Mention[];
	/** The question for a person, if only a person can decide. */
	asks?(spec: Spec): string;
	/** The name of the object that it is about; only types that look up an object accept `absent`. Null without a name. */
	looksFor?(spec: Spec): string | null;
	/** Why it can never be evaluated; null if it can. */
	impossible?(spec: Spec): Trap | null;
	/** Further findings of lint about it. `place` returns the position of a field. */
	traps?(spec: Spec, place: (field: string) => Place): readonly Trap[];
	/** Whether it reads files next to the probes file. */
	readsFiles?(spec: Spec): boolean;
	/** Whether it never asks the cluster. */
	readonly isLocal?: true;
	rights(spec: Spec): readonly Right[];
	/** The lists that `read` always requests. Without it, nothing is prefetched. */
	lists?(spec: Spec): readonly ListRequest[];
	read(spec: Spec, context: ProbeContext): Promise<Evidence>;
	/** Pure: the same evidence gives the same finding, here or elsewhere, now or later. */
	judge(evidence: Evidence, spec: Spec): ProbeResult;
}
