import type { Dependency, DependencyKind } from "../model/dependency.ts";
import type { PhaseId } from "../model/phase.ts";
import type { Vocabulary } from "../model/vocabulary.ts";
import type { Span } from "../text/span.ts";
import { alternatives, phasePatterns, phasesOfList } from "./phase-references.ts";

export type ReadDependency =
	| { readonly kind: "edges"; readonly edges: readonly Dependency[] }
	/** "Phase 2 has no dependencies". */
	| { readonly kind: "none" }
	| { readonly kind: "unreadable"; readonly why: string };

type Verb = DependencyKind | "reverse";

interface Grammar {
	readonly verb: RegExp;
	readonly kinds: ReadonlyMap<string, Verb>;
	readonly nothing: RegExp;
}

const grammars = new WeakMap<Vocabulary, Grammar>();

function grammar(vocabulary: Vocabulary): Grammar {
	const known = grammars.get(vocabulary);
	if (known !== undefined) return known;
	const kinds = new Map<string, Verb>();
	for (const kind of ["hard", "soft", "reverse"] as const) {
		for (const words of vocabulary.dependency[kind]) kinds.set(squeezed(words), kind);
	}
	const made: Grammar = {
		kinds,
		verb: new RegExp(
			`^(?:(?:also|only|still|then|therefore)\\s+)?(${alternatives([...kinds.keys()])})(?![\\p{L}\\p{N}])\\s*`,
			"iu",
		),
		nothing:
			/^(?:has|have)\s+no\s+(?:dependenc(?:y|ies)|prerequisites?)\b|^(?:depends?\s+on|requires?|needs?)\s+(?:nothing|none|no\s+other\s+phase)\b/i,
	};
	grammars.set(vocabulary, made);
	return made;
}

/**
 * Reads one sentence about phases, such as `Phase 6 requires Phases 2-4 (stable services)`.
 * In a list that belongs to a phase (`subject`), the prerequisites may stand alone: `Phases 2 and 3`.
 */
export function readDependency(sentence: string, span: Span, vocabulary: Vocabulary, subject: PhaseId | null): ReadDependency {
	const patterns = phasePatterns(vocabulary);
	const { verb, kinds, nothing } = grammar(vocabulary);
	const text = sentence.trim().replace(/\.$/, "");
	const first = patterns.listAtStart.exec(text);
	if (first === null) {
		const own = subject === null ? null : verb.exec(text);
		if (own !== null && subject !== null)
			return readObject(text.slice(own[0].length), [subject], kinds.get(squeezed(own[1] ?? "")) ?? "hard");
		return { kind: "unreadable", why: "it does not start with a phase" };
	}
	const phases = phasesOfList(first[0], vocabulary);
	if (phases === null) return { kind: "unreadable", why: `the range in "${first[0]}" cannot be read` };
	const rest = text.slice(first[0].length).trim();
	if (nothing.test(rest)) return { kind: "none" };
	const found = verb.exec(rest);
	if (found?.[1] === undefined) {
		if (subject !== null && (rest === "" || remark.test(rest)))
			return edges([subject], phases, "hard", remarkOf(rest), isRange(first[0]));
		return { kind: "unreadable", why: `no known relation follows "${first[0]}"` };
	}
	return readObject(rest.slice(found[0].length), phases, kinds.get(squeezed(found[1])) ?? "hard");

	function readObject(after: string, left: readonly PhaseId[], relation: Verb): ReadDependency {
		const object = after.replace(/^(?:the\s+)?(?:completion|end)\s+of\s+/i, "");
		const list = patterns.listAtStart.exec(object);
		if (list === null) return { kind: "unreadable", why: "no phase follows the relation" };
		const right = phasesOfList(list[0], vocabulary);
		if (right === null) return { kind: "unreadable", why: `the range in "${list[0]}" cannot be read` };
		const tail = object
			.slice(list[0].length)
			.replace(/^\s*(?:'s\s+)?(?:(?:to\s+be|being|is|are)\s+)?(?:completion|completed?|finished|done)\b/i, "")
			.trim();
		if (tail !== "" && !remark.test(tail)) return { kind: "unreadable", why: `"${tail}" is not understood` };
		const outside = tail.replace(/\([^()]*\)/g, "");
		if (new RegExp(`(?:${alternatives(vocabulary.phase)})s?\\s*\\d|\\b(?:unless|except|but)\\b`, "iu").test(outside)) {
			return { kind: "unreadable", why: `"${tail}" adds a condition` };
		}
		const reason = remarkOf(tail);
		if (relation === "reverse") return edges(right, left, "hard", reason, isRange(object.slice(0, list[0].length)));
		return edges(left, right, relation, reason, isRange(list[0]));
	}

	function edges(
		left: readonly PhaseId[],
		right: readonly PhaseId[],
		kind: DependencyKind,
		reason: string | null,
		ranged: boolean,
	): ReadDependency {
		const made = left.flatMap((phase) => right.map((on): Dependency => ({ phase, on, kind, reason, span, named: !ranged })));
		return { kind: "edges", edges: made };
	}
}

/** What may follow: a reason in brackets, after a dash, colon or comma, or with its own conjunction. */
const remark = /^(?:\(.*\)|[-\u2013\u2014:;,].*|(?:because|since|so that|as|for)\s.*)$/iu;

function remarkOf(tail: string): string | null {
	const bracketed = /^\((.*)\)$/.exec(tail)?.[1];
	const reason = (bracketed ?? tail.replace(/^[-\u2013\u2014:;,\s]+/u, "")).trim();
	return reason === "" ? null : reason;
}

function isRange(list: string): boolean {
	return /\d\s*(?:[-\u2013\u2014]|\p{L}+)\s*\d/u.test(list.replace(/\s+(?:and|or)\s+/gi, ","));
}

function squeezed(words: string): string {
	return words.toLowerCase().replace(/\s+/g, " ");
}
