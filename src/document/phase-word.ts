import type { Vocabulary } from "../model/words/vocabulary.ts";
import type { Block } from "./blocks.ts";
import { plainText } from "./inline.ts";
import { allBlocks, type OutlineSection } from "./outline.ts";
import { type PhaseHeadings, phaseHeadings } from "./phase-headings.ts";
import { phaseOfCell, phaseOfHeading } from "./phase-references.ts";
import { stepWords } from "./step-words.ts";
import { shapeOf } from "./tables.ts";

/** What a document calls its phases, and where they are. */
export interface PhaseWord {
	readonly vocabulary: Vocabulary;
	readonly headings: PhaseHeadings;
}

/**
 * Finds the word for a phase: the one of the vocabulary, or, where that starts no section, the step word that starts several sections of
 * this document, rows of a table or checkboxes in the same way.
 */
export function findPhaseWord(text: string, root: OutlineSection, words: Vocabulary): PhaseWord {
	const own = withPhaseColumn(words);
	const headings = phaseHeadings(root, own);
	const isTitleOnly = [...headings.keys()].every((section) => section === root.children[0] && section.heading?.depth === 1);
	if (headings.size > 0 && !isTitleOnly && ![...headings.keys()].every((section) => isUnder(root, section)))
		return { vocabulary: own, headings };
	let best: (PhaseWord & { readonly depth: number; readonly count: number }) | null = null;
	for (const forms of usedIn(titlesIn(root))) {
		const vocabulary = withPhaseWord(words, forms);
		const found = phaseHeadings(root, vocabulary);
		const count = new Set([...found.values()].map(({ phase }) => phase)).size;
		if (count < 2 || (headings.size > 1 && count < headings.size)) continue;
		const depth = Math.min(...[...found.keys()].map((section) => section.heading?.depth ?? 6));
		if (best === null || depth < best.depth || (depth === best.depth && count > best.count))
			best = { vocabulary, headings: found, depth, count };
	}
	if (best !== null) return { vocabulary: best.vocabulary, headings: best.headings };
	if (headings.size > 0) return { vocabulary: own, headings };
	return { vocabulary: wordOfRows(text, root, words) ?? own, headings };
}

/** Rows or checkboxes that start with the same step word and different ids. */
function wordOfRows(text: string, root: OutlineSection, words: Vocabulary): Vocabulary | null {
	const headed = wordOfColumn(text, root, words);
	if (headed !== null) return headed;
	const starts = [...startsOfRows(text, allBlocks(root))];
	const counted = (vocabulary: Vocabulary): number =>
		new Set(starts.flatMap((start) => phaseOfHeading(start, vocabulary)?.phase ?? [])).size;
	if (counted(words) > 0) return null;
	let best: { readonly vocabulary: Vocabulary; readonly count: number } | null = null;
	for (const forms of usedIn(starts)) {
		const vocabulary = withPhaseWord(words, forms);
		const count = counted(vocabulary);
		if (count > 1 && count > (best?.count ?? 0)) best = { vocabulary, count };
	}
	return best?.vocabulary ?? null;
}

/** A column headed by a step word may hold the ids alone. Null where the word of the vocabulary heads one. */
function wordOfColumn(text: string, root: OutlineSection, words: Vocabulary): Vocabulary | null {
	for (const block of allBlocks(root)) {
		if (block.type !== "table") continue;
		const header = (block.rows[0]?.cells ?? []).map((cell) => plainText(text, cell));
		for (const vocabulary of [words, ...usedIn(header).map((forms) => withPhaseWord(words, forms))]) {
			const column = shapeOf(text, block, ["phase"], vocabulary).columns.phase ?? -1;
			const ids = block.rows.slice(1).flatMap((row) => {
				const cell = row.cells[column];
				return cell === undefined ? [] : (phaseOfCell(plainText(text, cell), vocabulary)?.phase ?? []);
			});
			if (new Set(ids).size > 1) return vocabulary === words ? null : vocabulary;
		}
	}
	return null;
}

function* startsOfRows(text: string, blocks: readonly Block[]): Generator<string> {
	for (const block of blocks) {
		if (block.type === "table") {
			for (const row of block.rows.slice(1))
				for (const cell of row.cells.slice(0, 2))
					yield plainText(text, { start: cell.start, end: Math.min(cell.end, cell.start + 200) });
		} else if (block.type === "list") {
			for (const item of block.items) {
				const head = item.children[0];
				if (item.box !== null && head?.type === "paragraph")
					yield plainText(text, { start: item.box.span.end + 1, end: head.span.end });
			}
		}
	}
}

function titlesIn(section: OutlineSection): string[] {
	return section.children.flatMap((child) => [child.title, ...titlesIn(child)]);
}

/** The step words that occur in the texts, so that few patterns are compiled. */
function usedIn(texts: readonly string[]): (readonly string[])[] {
	const all = texts.join("\n").toLowerCase();
	return stepWords.filter((forms) => forms.some((word) => all.includes(word.toLowerCase())));
}

const columned = new WeakMap<Vocabulary, Vocabulary>();
const worded = new WeakMap<Vocabulary, Map<string, Vocabulary>>();

/** The column of phases may also be headed by the word for a phase. */
function withPhaseColumn(vocabulary: Vocabulary): Vocabulary {
	const known = columned.get(vocabulary);
	if (known !== undefined) return known;
	const missing = vocabulary.phase.filter((word) => !vocabulary.columns.phase.includes(word));
	const phase = [...vocabulary.columns.phase, ...missing.flatMap((word) => [word, `${word}s`])];
	const made = missing.length === 0 ? vocabulary : { ...vocabulary, columns: { ...vocabulary.columns, phase } };
	columned.set(vocabulary, made);
	return made;
}

/** The same object for the same word, because patterns are compiled once for each vocabulary. */
function withPhaseWord(vocabulary: Vocabulary, phase: readonly string[]): Vocabulary {
	const made = worded.get(vocabulary) ?? new Map<string, Vocabulary>();
	worded.set(vocabulary, made);
	const key = phase.join("|");
	const known = made.get(key) ?? withPhaseColumn({ ...vocabulary, phase });
	made.set(key, known);
	return known;
}

/** Whether every mention is under a heading about something else: then another word may be the word for phases. */
function isUnder(root: OutlineSection, section: OutlineSection): boolean {
	const path = (within: OutlineSection): readonly OutlineSection[] | null => {
		if (within === section) return [];
		for (const child of within.children) {
			const below = path(child);
			if (below !== null) return [within, ...below];
		}
		return null;
	};
	return (path(root) ?? []).some(({ title }) => /timeline|schedule|rollback|roll back/i.test(title));
}
