import { nearest } from "./did-you-mean.ts";
import type { Risk, RiskRegister } from "./document.ts";

/** The words of impact and probability in ascending order; a number from 1 to 5, or a percentage, means the same. */
const levels: readonly (readonly string[])[] = [
	["negligible", "insignificant", "very low", "minimal", "rare", "none"],
	["low", "minor", "unlikely"],
	["medium", "med", "moderate", "possible", "average"],
	["high", "major", "likely", "significant", "severe", "serious"],
	["very high", "critical", "catastrophic", "extreme", "almost certain", "certain"],
];

/** 1 to 5; null for any other word. Marks around it and case are ignored. */
function levelOf(cell: string): number | null {
	const word = plainWord(cell);
	const percent = /^(\d{1,3})(?:\.\d+)? ?%$/.exec(word)?.[1];
	if (percent !== undefined) return Math.max(1, Math.min(5, Math.ceil(Number(percent) / 20)));
	const number = /^(\d+)(?: ?\/ ?5)?$/.exec(word)?.[1];
	if (number !== undefined) return Number(number) >= 1 && Number(number) <= 5 ? Number(number) : null;
	const at = levels.findIndex((words) => words.includes(word));
	return at < 0 ? null : at + 1;
}

function plainWord(cell: string): string {
	return cell
		.toLowerCase()
		.replace(/[^\p{L}\p{N}%/.]+/gu, " ")
		.trim();
}

/** Impact times probability, 1 to 25; null if either is not a known level. */
export function weightOf({ impact, probability }: Risk): number | null {
	const [one, other] = [levelOf(impact?.value ?? ""), levelOf(probability?.value ?? "")];
	return one === null || other === null ? null : one * other;
}

const closedWords = /^(?:closed|resolved|retired|mitigated|done|expired|obsolete)\b/;

/** By its own column; without one, a risk that is struck through or marked as done. */
export function isClosed({ state, risk, struck }: Risk): boolean {
	if (state !== null) return closedWords.test(plainWord(state.value)) || /^\s*[✅✔☑]/u.test(state.value);
	return struck || /^\s*(?:✅|✔|☑|(?:closed|resolved):)/iu.test(risk.value);
}

/** Open risks first, the heaviest on top; those that cannot be weighed behind the others, as the document has them. */
export function byWeight(risks: readonly Risk[]): readonly Risk[] {
	return [...risks].sort((a, b) => Number(isClosed(a)) - Number(isClosed(b)) || (weightOf(b) ?? 0) - (weightOf(a) ?? 0));
}

const weighed = ["impact", "probability"] as const;

/** A cell whose word is not one that its column uses. */
export interface StrangeWord {
	readonly column: (typeof weighed)[number];
	readonly risk: Risk;
	readonly word: string;
	/** The words of the column, in the order in which it uses them. */
	readonly known: readonly string[];
	readonly nearest: string | null;
}

/**
 * Each column has its own vocabulary: the words that it uses more than once, and the usual ones. Any other word is a typo. A column that
 * does not use such words has none.
 */
export function strangeWords({ rows }: RiskRegister): StrangeWord[] {
	return weighed.flatMap((column) => {
		const cells = rows.flatMap((risk) => {
			const word = risk[column]?.value.trim() ?? "";
			return /^(?:[-\u2013\u2014\s]*|\(?tbd\)?|\?+)$/i.test(word) ? [] : [{ risk, word }];
		});
		const times = new Map<string, number>();
		for (const { word } of cells) times.set(plainWord(word), (times.get(plainWord(word)) ?? 0) + 1);
		const isKnown = (word: string): boolean => levelOf(word) !== null || (times.get(plainWord(word)) ?? 0) > 1;
		const known = [...new Set(cells.filter(({ word }) => isKnown(word)).map(({ word }) => word))];
		const strange = cells.filter(({ word }) => !isKnown(word));
		if (strange.length * 2 > cells.length) return [];
		const usual = [...known, "Low", "Medium", "High"];
		return strange.map(({ risk, word }): StrangeWord => ({ column, risk, word, known, nearest: nearest(word, usual) }));
	});
}
