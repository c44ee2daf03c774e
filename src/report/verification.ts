import type { Gate } from "../model/gate.ts";
import type { Cause, Observation, Outcome, State } from "../model/verdict.ts";
import type { VerdictComparison } from "./verdict-comparison.ts";

/** The result of `verify`: the shape of its JSON, which scripts rely on (schemas/verify.schema.json). */
export interface Verification {
	readonly schemaVersion: 1;
	readonly document: string;
	readonly contexts: readonly string[];
	/** When the cluster was read, by its own clock; for a recording, when it was made. The oldest of several; now if none was read. */
	readonly observedAt: string;
	/** `6 days old`: the age of the data if it is over an hour; null for younger data, and for live clusters, which are read now. */
	readonly age: string | null;
	/** The same in whole hours. */
	readonly ageHours: number;
	readonly tool: { readonly name: "boulder-migrate"; readonly version: string };
	/** `sha256:…` of the bytes of the document and of the probes file; null without one. */
	readonly digests: { readonly document: string; readonly probes: string | null };
	/** One entry for each of `contexts`. */
	readonly clusters: readonly ClusterRead[];
	/** The recording that was judged instead of a live cluster. */
	readonly recording: string | null;
	/** How many items are in each state. Includes criteria and optional items, which `phases` does not. */
	readonly summary: Readonly<Record<State, number>>;
	readonly phases: readonly PhaseVerification[];
	/** In document order: a phase's own items, then its validation list. */
	readonly items: readonly ItemVerdict[];
	/** Success criteria that have a probe; they have no box. */
	readonly criteria: readonly CriterionVerdict[];
	/** Risks of the register that have a probe: one that fails is a finding. Absent where none has. */
	readonly risks?: readonly RiskVerdict[];
	/** Keys of the probes file, about what was asked, that match no item. */
	readonly orphans: readonly OrphanProbe[];
	/** With `--require complete`: what keeps the phases that were asked about from being complete. Null without. */
	readonly gate: Gate | null;
	/** With `--against`: what changed since that run. Absent without. */
	readonly comparison?: VerdictComparison;
	readonly exitCode: number;
}

export interface OrphanProbe {
	readonly key: string;
	readonly file: string;
	readonly line: number;
	readonly column: number;
	/** The most similar key. */
	readonly nearest: string | null;
}

export interface ClusterRead {
	readonly context: string;
	/** The uid of the namespace kube-system, which identifies the cluster; null if it could not be read. */
	readonly uid: string | null;
	/** When it was read; null if nothing was. */
	readonly readAt: string | null;
}

/** Claims compared with the cluster, over the counted items of the phase's own section that were verified. */
export interface PhaseVerification {
	readonly id: string;
	readonly title: string;
	readonly counted: number;
	readonly claimed: number;
	readonly verified: number;
	/** Whole percent, by the rule of the completion column. */
	readonly claimedPercent: number;
	readonly verifiedPercent: number;
}

/** The result of one cluster, if there are several. */
export interface ContextVerdict {
	readonly context: string;
	readonly outcome: Outcome | "unbound";
	readonly reason: string;
	readonly message: string;
	readonly hint: string | null;
	readonly evidence: readonly Observation[];
	/** Present where the outcome is `pending` because it is suspended, paused or scaled to zero on purpose. */
	readonly parked?: true;
	/** The single reasons behind the message of a combination that does not pass; absent where the message is the only one. */
	readonly causes?: readonly Cause[];
}

/** The verdict on a success criterion or an item. */
export interface CriterionVerdict {
	readonly id: string;
	readonly phase: string;
	readonly text: string;
	readonly line: number;
	readonly outcome: Outcome | "unbound";
	/** CamelCase, stable: scripts may rely on it. */
	readonly reason: string;
	/** One sentence that a tired person understands. It may hold text of the cluster as it is: escape it where you print it. */
	readonly message: string;
	/** What to do next, usually a command. */
	readonly hint: string | null;
	readonly evidence: readonly Observation[];
	/** Present where the outcome is `pending` because it is suspended, paused or scaled to zero on purpose. */
	readonly parked?: true;
	/** Present where the probe passes, and only `greenFor` keeps it from passing: it has not been green for so long. */
	readonly soaking?: true;
	/** The single reasons behind the message of a combination that does not pass; absent where the message is the only one. */
	readonly causes?: readonly Cause[];
	/** One entry a context where there are several; empty where there is one. */
	readonly contexts: readonly ContextVerdict[];
	/** Its own owners, otherwise those in the probes file. Empty: not assigned. */
	readonly owners?: readonly string[];
	/** The day on which it is due; null: none. */
	readonly due?: string | null;
}

/** The verdict on a risk: its probe passes while the risk has not occurred. */
export type RiskVerdict = Omit<CriterionVerdict, "phase">;

export interface ItemVerdict extends CriterionVerdict {
	readonly list: "phase" | "validation" | "criteria";
	readonly group: string | null;
	readonly checked: boolean;
	readonly optional: boolean;
	readonly state: State;
}
