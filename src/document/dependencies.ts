import type { Dependency, DependencyKind } from "../model/dependency.ts";
import type { PhaseId } from "../model/phase-id.ts";
import type { Vocabulary } from "../model/words/vocabulary.ts";
import type { Span } from "../text/span.ts";
import { alternatives } from "./phase-patterns.ts";
import { phaseListOf, phaseListsIn, phasesOfNumbers, startsWithWords } from "./phase-references.ts";

export type ReadDependency =
	| { readonly kind: "edges"; readonly edges: readonly Dependency[] }
	/** "Phase 2 has no dependencies". */
	| { readonly kind: "none" }
	| { readonly kind: "unreadable"; readonly why: string };

interface Relation {
	readonly words: string;
	/** Reverse: the phase before it is the prerequisite. */
	readonly kind: DependencyKind | "reverse";
}

interface Grammar {
	/** Longest first: "partially depends on" before "depends on". */
	readonly relations: readonly Relation[];
	/** After the prerequisites, these words turn a sentence into more than an edge can express. */
	readonly condition: RegExp;
}

const grammars = new WeakMap<Vocabulary, Grammar>();

function grammar(vocabulary: Vocabulary): Grammar {
	const known = grammars.get(vocabulary);
	if (known !== undefined) return known;
	const relations = (["hard", "soft", "reverse"] as const)
		.flatMap((kind) => vocabulary.dependency[kind].map((words): Relation => ({ words: words.toLowerCase(), kind })))
		.sort((a, b) => b.words.length - a.words.length);
	const condition = new RegExp(`(?:${alternatives(vocabulary.phase)})s?\\s*\\d|\\b(?:unless|except|but)\\b`, "i");
	const made: Grammar = { relations, condition };
	grammars.set(vocabulary, made);
	return made;
}

/** "Phase 2 has no dependencies", "depends on nothing". */
const nothing =
	/^(?:[:\uff1a\u2013\u2014-]?\s*(?:(?:ha(?:s|ve) )?no (?:dependenc|prerequisite)|none\b)|(?:depends? on|requires?|needs?) (?:nothing|none|no other phase)\b)/i;
/** In a phase's own list: `Phase 4 complete`, `Phase 4 must be signed off`. */
const isReached =
	/^(?:(?:must|has to|should) be |needs to be |has been |is |being |be )?(?:fully |100% )?(?:complete[d]?|completion|done|finished|signed off|sign-off|delivered|deployed|live|stable|in production|passed|approved|ready)\b/i;
/** What may follow: a reason in brackets, after a dash, colon or comma, or with its own conjunction. */
const remark = /^(?:\(.*\)|[-\u2013\u2014:;,].*|(?:because|since|so that|as|for)\s.*)$/i;

/**
 * Reads one sentence about phases, such as `Phase 6 requires Phases 2-4 (stable services)`.
 * In a list that belongs to a phase (`subject`), the prerequisites may stand alone: `Phases 2 and 3`.
 */
export function readDependency(sentence: string, span: Span, vocabulary: Vocabulary, subject: PhaseId | null): ReadDependency {
	const { relations } = grammar(vocabulary);
	const text = sentence.replace(/\s+/g, " ").trim().replace(/\.$/, "");
	const relationAt = (rest: string): Relation | undefined => {
		const lower = rest.toLowerCase();
		return relations.find(({ words }) => startsWithWords(lower, words));
	};
	// `Foundations (Phase 2): depends on Phase 1`.
	const named =
		phaseListOf(text, vocabulary) === null ? /^[^().:]{1,80}\(([^()]+)\)\s*[:\uff1a\u2013\u2014-]?\s*/.exec(text) : null;
	const bracketed = named?.[1] === undefined ? null : phaseListOf(named[1], vocabulary);
	if (named?.[1] !== undefined && bracketed !== null && bracketed.length === named[1].length)
		return readDependency(`${named[1]} ${text.slice(named[0].length)}`, span, vocabulary, subject);
	const first = phaseListOf(text, vocabulary);
	if (first === null) {
		const own = subject === null ? undefined : relationAt(text);
		if (own === undefined || subject === null) return { kind: "unreadable", why: "it does not start with a phase" };
		return readPrerequisites(text.slice(own.words.length), [subject], own.kind, span, vocabulary);
	}
	const written = text.slice(0, first.length);
	const { phases } = first;
	if (phases === null) return { kind: "unreadable", why: `the range in "${written}" cannot be read` };
	const rest = text
		.slice(first.length)
		.trim()
		.replace(/^(?:also|only|still|then|therefore) /i, "");
	if (nothing.test(rest)) return { kind: "none" };
	const relation = relationAt(rest);
	if (relation !== undefined)
		return readPrerequisites(rest.slice(relation.words.length), phases, relation.kind, span, vocabulary);
	if (subject !== null && (rest === "" || remark.test(rest) || isReached.test(rest)))
		return edges([subject], phases, "hard", remarkOf(rest), span);
	return { kind: "unreadable", why: `no known relation follows "${written}"` };
}

/** Reads what follows the relation: phases, perhaps a reason. */
function readPrerequisites(
	after: string,
	left: readonly PhaseId[],
	kind: Relation["kind"],
	span: Span,
	vocabulary: Vocabulary,
): ReadDependency {
	const object = after.trim().replace(/^(?:the )?(?:completion|end) of /i, "");
	const list = phaseListOf(object, vocabulary);
	if (list === null) return { kind: "unreadable", why: "no phase follows the relation" };
	const right = list.phases;
	if (right === null) return { kind: "unreadable", why: `the range in "${object.slice(0, list.length)}" cannot be read` };
	const tail = object
		.slice(list.length)
		.replace(/^(?:'s)? ?(?:(?:to be|being|is|are) )?(?:completion|completed?|finished|done)\b/i, "")
		.trim();
	if (tail !== "" && !remark.test(tail)) return { kind: "unreadable", why: `"${tail}" is not understood` };
	if (grammar(vocabulary).condition.test(tail.replace(/\([^()]*\)/g, ""))) {
		return { kind: "unreadable", why: `"${tail}" adds a condition` };
	}
	if (kind === "reverse") return edges(right, left, "hard", remarkOf(tail), span);
	return edges(left, right, kind, remarkOf(tail), span);
}

function edges(
	left: readonly PhaseId[],
	right: readonly PhaseId[],
	kind: DependencyKind,
	reason: string | null,
	span: Span,
): ReadDependency {
	return { kind: "edges", edges: left.flatMap((phase) => right.map((on): Dependency => ({ phase, on, kind, reason, span }))) };
}

function remarkOf(tail: string): string | null {
	const bracketed = /^\((.*)\)$/.exec(tail)?.[1];
	const reason = (bracketed ?? tail.replace(/^[-\u2013\u2014:;,\s]+/, "")).trim();
	return reason === "" ? null : reason;
}

/** Labels behind which a phase names what it waits for: `**Depends on:** Phase 1`, `Blocked By: Phase 1`. */
const labels =
	/^(?:depends? (?:up)?on|dependent on|dependency|dependencies|blocked by|requires?|required|needs?|prerequisites?|pre-requisites?|after|waits? for|follows|predecessors?|hängt ab von|abhängig von|abhängigkeit(?:en)?|voraussetzung(?:en)?|benötigt|blockiert durch|dépend de|dépendances?|prérequis|requiert|nécessite|bloqué par|depende de|dependencias?|requisitos(?: previos)?|requiere|bloqueado por|dependências?|pré-requisitos?|requer|зависит от|зависимост[ьи]|требует|блокируется|依赖|依赖于|前置条件|前置|依存|依存関係|前提|前提条件|의존성|의존|선행 조건|선행)$/;

/**
 * Reads a fact of a phase's own text as what it waits for; null where the fact is about something else. A label without a phase behind it
 * (`Requires: Helm 3`) is about tools.
 */
export function readOwnDependency(fact: string, span: Span, vocabulary: Vocabulary, subject: PhaseId): ReadDependency | null {
	const label = /^[*_\s]*([^:\uff1a*_]{2,40}?)[*_\s]*[:\uff1a][*_]*\s*/.exec(fact);
	const sentence = /^[*_\s]*(?:depends on|blocked by|requires)\s+/i.exec(fact);
	const isLabel = label?.[1] !== undefined && labels.test(label[1].trim().toLowerCase());
	const start = isLabel ? label[0].length : (sentence?.[0].length ?? -1);
	if (start < 0) return null;
	const value = fact.slice(start).replace(/\s+/g, " ").trim();
	const bare = value.replace(/\([^()]*\)/g, "").replace(/[.\s]+$/, "");
	if (isLabel && /^#?\d[\d\s,&]*(?:(?:and|und|et|y|e|и)\s*\d+)?$/.test(bare)) {
		const phases = phasesOfNumbers(bare);
		if (phases !== null && phases.length > 0) return edges([subject], phases, "hard", null, span);
	}
	const mentioned: PhaseId[] = [];
	for (const { phases, written } of phaseListsIn(bare, vocabulary)) {
		if (phases === null) return { kind: "unreadable", why: `the range in "${written}" cannot be read` };
		for (const one of phases) mentioned.push(one);
	}
	const others = [...new Set(mentioned)].filter((phase) => phase !== subject);
	if (others.length === 0) return null;
	if (/\b(?:unless|except|or)\b/i.test(bare)) return { kind: "unreadable", why: `"${bare}" adds a condition` };
	const isSoft = /\b(?:in parallel|partially|partly|can start (?:with|during))\b/i.test(value);
	return edges([subject], others, isSoft ? "soft" : "hard", /\(([^()]*)\)/.exec(value)?.[1]?.trim() || null, span);
}

/** All phases in a text; null if there are none. */
export function phasesMentioned(text: string, vocabulary: Vocabulary): readonly PhaseId[] | null {
	const lists = [...phaseListsIn(text, vocabulary)];
	return lists.length === 0 ? null : lists.flatMap(({ phases }) => phases ?? []);
}
