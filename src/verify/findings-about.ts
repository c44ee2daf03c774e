import type { StatusDocument } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import type { Phase } from "../model/phase.ts";

type Span = Finding["span"];

/** With one of these, the document may differ from what was understood, so they are about every phase. */
const aboutAll: ReadonlySet<string> = new Set(["conflict-marker", "garbled-encoding", "too-deep", "unclosed-block"]);

/** Warnings of `validate` that nevertheless close a gate: the unclear line may be a prerequisite or a blocker. */
const unread: ReadonlySet<string> = new Set(["dependency-unreadable", "blocker-unreadable"]);

/**
 * The errors of `validate` about a phase: in its section and lists, its row, its dependencies, and its blockers. And what may be one of its
 * dependencies or blockers and is not understood.
 */
export function errorsAbout<F extends Pick<Finding, "rule" | "severity" | "span" | "elsewhere">>(
	phase: Phase,
	document: StatusDocument,
	findings: readonly F[],
): readonly F[] {
	const { source } = document;
	const lineOf = (offset: number): number => source.lineOf(offset);
	const lines = new Set<number>();
	const add = (span: Span): void => {
		for (let line = lineOf(span.start); line <= lineOf(span.end); line += 1) lines.add(line);
	};
	const sections = [phase.span, ...phase.repeated];
	if (phase.validation !== null) sections.push(sectionAt(phase.validation.heading, source.text));
	if (phase.notes !== null) sections.push(sectionAt(phase.notes.heading, source.text));
	for (const row of document.summary?.rows ?? []) if (row.phase.value === phase.id) add(row.span);
	for (const edge of document.dependencies?.edges ?? []) if (edge.phase === phase.id) add(edge.span);
	for (const blocker of document.blockers?.blockers ?? []) if (blocker.phase === phase.id) add(blocker.span);
	const isInside = ({ start }: Span): boolean =>
		lines.has(lineOf(start)) || sections.some((section) => section.start <= start && start < section.end);
	const named = unreadAbout(phase, document);
	return findings.filter(({ rule, severity, span, elsewhere }) => {
		if (elsewhere !== null) return false;
		if (unread.has(rule) && named.has(span.start)) return true;
		return severity === "error" && (aboutAll.has(rule) || isInside(span));
	});
}

/** The starts of lines that may be prerequisites of the phase. A blocker without a phase may be about any. */
function unreadAbout({ id }: Phase, { irregularities }: StatusDocument): ReadonlySet<number> {
	const starts = new Set<number>();
	for (const one of irregularities) {
		if (one.kind !== "unreadable-dependency" && one.kind !== "unreadable-blocker") continue;
		const isAny = one.kind === "unreadable-blocker" && one.phases.length === 0;
		if (isAny || one.phases.includes(id)) starts.add(one.span.start);
	}
	return starts;
}

/** From a heading to the next one. */
function sectionAt(heading: Span, text: string): Span {
	const next = /^#{1,6}\s/gm;
	next.lastIndex = heading.end;
	return { start: heading.start, end: next.exec(text)?.index ?? text.length };
}
