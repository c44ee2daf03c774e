import { groupBy } from "../model/group-by.ts";
import type { PhaseId } from "../model/phase-id.ts";
import { normalised, normalisedWords, type SectionName, type Vocabulary } from "../model/words/vocabulary.ts";
import type { Block } from "./blocks.ts";
import type { OutlineSection } from "./outline.ts";
import { type NamedPhase, phaseOfHeading } from "./phase-references.ts";
import { sectionsIn } from "./section-names.ts";

/** The headings that start a phase's own section. Others that name a phase only mention it. */
export type PhaseHeadings = ReadonlyMap<OutlineSection, NamedPhase>;

interface Candidate {
	readonly section: OutlineSection;
	readonly named: NamedPhase;
	readonly parent: OutlineSection | null;
	/** Under a heading that is about something else than the work: a timeline, a rollback plan. */
	readonly aside: boolean;
	readonly boxes: boolean;
}

/** In lower case: a pattern that folds the case of other letters than Latin ones takes milliseconds to compile. */
const asides =
	/\b(?:timelines?|schedules?|gantt|calendar|roll-?\s?backs?|estimat\w*|efforts?|budgets?|costs?|staffing|teams?|resources?|resourcing|appendix|faq|glossary|history|change ?log|risks?|dependenc\w+|blockers?|notes|lessons|metrics|kpis?|communications?|contingency|zeitplan|terminplan|calendrier|cronograma|calendario)\b|график|сроки|откат|时间表|回滚|スケジュール|ロールバック|일정|롤백/;

/** Headings of phases, outside the lists and notes about phases. */
function candidatesIn(root: OutlineSection, vocabulary: Vocabulary): Candidate[] {
	const found: Candidate[] = [];
	const visit = (
		section: OutlineSection,
		parent: OutlineSection | null,
		within: ReadonlySet<SectionName>,
		aside: boolean,
	): void => {
		const isTitle = parent === null && section === root.children[0] && section.heading?.depth === 1;
		const named = phaseOfHeading(section.title, vocabulary);
		let names = within;
		let isAside = aside;
		if (named === null) {
			const own = isTitle ? new Set<SectionName>() : sectionsIn(section.title, vocabulary);
			if (own.size > 0) names = own;
			isAside = aside || (!isTitle && asides.test(section.title.toLowerCase()));
		} else if (kindOfHeading(named, within, vocabulary) !== "phase") return;
		else {
			found.push({ section, named, parent, aside, boxes: hasBoxes(section) });
			names = new Set();
			isAside = false;
		}
		for (const child of section.children) visit(child, section, names, isAside);
	};
	for (const section of root.children) visit(section, null, new Set(), false);
	return found;
}

/** `Phase 2 Validation`, or `Phase 2` under `Validation Checklist`, is a list about the phase and not the phase itself. */
export function kindOfHeading(
	{ rest, separated }: NamedPhase,
	within: ReadonlySet<SectionName>,
	vocabulary: Vocabulary,
): "phase" | "validation" | "notes" {
	if (within.has("validation")) return "validation";
	if (within.has("notes")) return "notes";
	if (separated) return "phase";
	const words = normalised(rest);
	const is = (name: SectionName): boolean => normalisedWords(vocabulary.sections[name]).has(words);
	return is("validation") ? "validation" : is("notes") ? "notes" : "phase";
}

/**
 * Which headings start the section of a phase. They are together, under one heading of the document; other headings about the same phases
 * (`### Phase 1 (weeks 1-2)` of a timeline, `## Phase 1 Rollback`) only mention them.
 */
export function phaseHeadings(root: OutlineSection, vocabulary: Vocabulary): PhaseHeadings {
	const all = candidatesIn(root, vocabulary);
	const title = titleOf(root, all);
	const candidates = title === null ? all : all.filter((one) => one !== title);
	const groups = groupBy(candidates, ({ parent }) => parent);
	let main: readonly Candidate[] = [];
	let best = 0;
	for (const group of groups.values()) {
		const worth = worthOf(group);
		if (worth > best) [main, best] = [group, worth];
	}
	const isMain = new Set(main);
	const usual = main.filter(isOwn).length * 2 > main.length;
	const first = new Map<PhaseId, Candidate>();
	for (const one of main) if (!first.has(one.named.phase) || isOwn(one)) first.set(one.named.phase, firstOf(first, one));
	const found = new Map<OutlineSection, NamedPhase>();
	for (const one of candidates) {
		const known = first.get(one.named.phase);
		const starts = isMain.has(one)
			? known === one || isOwn(one) || (known !== undefined && !isOwn(known))
			: known === undefined
				? !(one.aside && main.length > 0) && (isOwn(one) || !usual)
				: !one.aside && one.boxes && isSamePart(known, one);
		if (starts) found.set(one.section, one.named);
	}
	return found;
}

/** A phase whose items are under several headings: `### Phase 1: Base` under `## Done`, and again under `## Open`. */
function isSamePart({ named: known }: Candidate, { named }: Candidate): boolean {
	const bare = (rest: string): string => normalised(rest.replace(/[([].*$/, ""));
	return named.separated && bare(known.rest) === bare(named.rest);
}

/** The title of the document, where it names a larger phase than the ones that it is about: `# Phase 1.3` above `## Phase A` and `## Phase B`. */
function titleOf(root: OutlineSection, candidates: readonly Candidate[]): Candidate | null {
	const [first, ...more] = candidates;
	if (first === undefined || first.section !== root.children[0] || first.section.heading?.depth !== 1) return null;
	const isOnly = root.children.every((section) => section === first.section || (section.heading?.depth ?? 1) > 1);
	const others = new Set(more.map(({ named }) => named.phase).filter((phase) => phase !== first.named.phase));
	return isOnly && others.size > 1 && !hasBoxesOfItsOwn(first.section) ? first : null;
}

function hasBoxesOfItsOwn({ blocks }: OutlineSection): boolean {
	return blocks.some(blockHasBox);
}

/** The first heading of a phase with its own title, otherwise the first heading. */
function firstOf(known: ReadonlyMap<PhaseId, Candidate>, one: Candidate): Candidate {
	const before = known.get(one.named.phase);
	return before !== undefined && isOwn(before) ? before : one;
}

function worthOf(group: readonly Candidate[]): number {
	const worth = new Map<PhaseId, number>();
	for (const one of group) {
		const value = (1 + (isOwn(one) ? 1 : 0) + (one.boxes ? 2 : 0)) * (one.aside ? 0.5 : 1);
		worth.set(one.named.phase, Math.max(worth.get(one.named.phase) ?? 0, value));
	}
	return [...worth.values()].reduce((sum, value) => sum + value, 0);
}

/** `Phase 2: Title` and `Phase 2` alone; `Phase 2 Rollback` may be about the phase without being it. */
function isOwn({ named }: Candidate): boolean {
	return named.separated || named.rest === "";
}

function hasBoxes(section: OutlineSection): boolean {
	return section.blocks.some(blockHasBox) || section.children.some(hasBoxes);
}

function blockHasBox(block: Block): boolean {
	if (block.type === "quote") return block.children.some(blockHasBox);
	return block.type === "list" && block.items.some((item) => item.box !== null || item.children.some(blockHasBox));
}
