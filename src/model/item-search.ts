import { distance } from "fastest-levenshtein";
import type { Item } from "./item.ts";
import { everyItem, type Phase } from "./phase.ts";
import type { PhaseId } from "./phase-id.ts";
import { phasesNamed } from "./phase-range.ts";
import { normalised } from "./words/vocabulary.ts";

/** The items that a query matches. */
export type Found =
	/** `several`: by a range or a `*`, not individually. */
	| { readonly kind: "items"; readonly items: readonly Item[]; readonly several: boolean }
	| { readonly kind: "ambiguous"; readonly candidates: readonly { readonly id: string; readonly text: string }[] }
	| { readonly kind: "none"; readonly nearest: Item | null }
	/** The ends of a range are in different lists. */
	| { readonly kind: "apart"; readonly from: Item; readonly to: Item };

/** Finds what one argument means: an id or a part of one, words of a text in any order, a range `a..b` in a group, a group or phase `x/*`. */
export function searchItems(query: string, phases: readonly Phase[]): Found {
	const all = phases.flatMap(everyItem);
	const exact = all.filter((item) => item.id.toLowerCase() === query.trim().toLowerCase());
	if (exact.length === 1) return { kind: "items", items: exact, several: false };
	const range = /^(.*?[^.])\.\.([^.].*)$/.exec(query);
	if (range !== null) return searchRange(range[1] ?? "", range[2] ?? "", phases, all);
	const whole = /^(.*?)\s*\/\s*\*$/.exec(query);
	if (whole !== null) return searchWhole(whole[1] ?? "", phases);
	return searchOne(query, phases);
}

/** If several match in one way and none in a better one, it is ambiguous, regardless of worse matches. */
function searchOne(query: string, phases: readonly Phase[]): Found {
	const { within, rest } = narrowed(query, phases);
	const wanted = normalised(rest);
	if (wanted === "") return { kind: "none", nearest: null };
	for (const scope of within === phases ? [phases] : [within, phases]) {
		const items = scope.flatMap(everyItem);
		const words = scope === phases ? normalised(query) : wanted;
		// The last part of an id does not distinguish items of several groups, lists or phases, even if one of them also matches in another
		// way.
		const sameSlug = items.filter((item) => normalised(item.id.slice(item.id.lastIndexOf("/") + 1)) === words);
		if (sameSlug.length > 1) return { kind: "ambiguous", candidates: sameSlug.map(candidate) };
		for (const matches of ways) {
			const found = items.filter((item) => matches(words, item, scope === phases ? query : rest));
			if (found.length === 1) return { kind: "items", items: found, several: false };
			if (found.length > 1) return { kind: "ambiguous", candidates: found.map(candidate) };
		}
	}
	return { kind: "none", nearest: nearestItem(wanted, within.flatMap(everyItem)) };
}

/**
 * `2/sa-1`, `2 sa 1` and `phase 2 sa-1` start with a phase. `2/` matches nothing in it, and no item with a 2 in its words. Without a phase,
 * `within` is `phases` itself.
 */
function narrowed(query: string, phases: readonly Phase[]): { readonly within: readonly Phase[]; readonly rest: string } {
	const leading = /^\s*(?:phase[\s-]*)?([^\s/,]+)(?:\s*\/\s*(.*)|\s+(.+))$/is.exec(query);
	const named = leading === null ? null : phasesNamed(leading[1] ?? "", idsOf(phases));
	if (leading === null || named === null || named.length === 0) return { within: phases, rest: query };
	return { within: phases.filter((phase) => named.includes(phase.id)), rest: leading[2] ?? leading[3] ?? "" };
}

type Way = (wanted: string, item: Item, query: string) => boolean;

/** From the surest to the loosest. Whole words come first: `ra-1` is RA-1, not RA-SCT-Provider-1. */
const ways: readonly Way[] = [
	(wanted, item) => normalised(item.text.value) === wanted || ownId(item) === wanted,
	(wanted, item) => ` ${normalised(item.text.value)} `.includes(` ${wanted} `) || ` ${ownId(item)} `.includes(` ${wanted} `),
	(wanted, item) => everyWord(wanted, wordsOf(item), (word, of) => word === of),
	(wanted, item) => everyWord(wanted, [...wordsOf(item), ...groupWords(item)], (word, of) => word === of),
	(wanted, item) => everyWord(wanted, wordsOf(item), begins),
	(wanted, item) => everyWord(wanted, [...wordsOf(item), ...groupWords(item)], begins),
	(_, item, query) => item.id.toLowerCase().includes(query.trim().toLowerCase()),
	(wanted, item) => squeezed(normalised(item.text.value)).includes(squeezed(wanted)),
];

function ownId(item: Item): string {
	return normalised(item.id.slice(item.id.indexOf("/") + 1));
}

function wordsOf(item: Item): readonly string[] {
	return [...normalised(item.text.value).split(" "), ...ownId(item).split(" ")];
}

function groupWords(item: Item): readonly string[] {
	return item.group === null ? [] : normalised(item.group).split(" ");
}

function everyWord(wanted: string, words: readonly string[], matches: (word: string, of: string) => boolean): boolean {
	return wanted.split(" ").every((word) => words.some((of) => matches(word, of)));
}

/** Words may be cut short, numbers not: `va-9` is not the one on port 9392. */
function begins(word: string, of: string): boolean {
	return /^\d+$/.test(word) ? of === word : of.startsWith(word);
}

function squeezed(text: string): string {
	return text.replaceAll(" ", "");
}

/** From one item to another of the same group, in the order of the document, in either direction. */
function searchRange(from: string, to: string, phases: readonly Phase[], all: readonly Item[]): Found {
	const first = searchOne(from, phases);
	if (first.kind !== "items" || first.items[0] === undefined) return first;
	const start = first.items[0];
	const siblings = all.filter((item) => sameList(item, start));
	const near = searchOne(to, [listOf(start, siblings, phases)].flat());
	if (near.kind === "ambiguous") return near;
	const end = near.kind === "items" ? near.items[0] : undefined;
	if (end === undefined) {
		const far = searchOne(to, phases);
		return far.kind === "items" && far.items[0] !== undefined ? { kind: "apart", from: start, to: far.items[0] } : far;
	}
	const [a, b] = [siblings.indexOf(start), siblings.indexOf(end)].sort((one, other) => one - other);
	return { kind: "items", items: siblings.slice(a, (b ?? 0) + 1), several: true };
}

function sameList(item: Item, other: Item): boolean {
	return item.phase === other.phase && item.list === other.list && item.group === other.group;
}

/** The phase of an item as if it had only these. */
function listOf(item: Item, items: readonly Item[], phases: readonly Phase[]): readonly Phase[] {
	return phases.filter((phase) => phase.id === item.phase).map((phase) => ({ ...phase, items, validation: null }));
}

/** `2/*` is the phase's own items, `2/validation/*` its validation list, `2/group-1/*` a group by its id or words of its title. */
function searchWhole(name: string, phases: readonly Phase[]): Found {
	const named = phasesNamed(name, idsOf(phases));
	if (named !== null && named.length > 0) {
		const items = phases.filter((phase) => named.includes(phase.id)).flatMap((phase) => phase.items);
		return items.length > 0 ? { kind: "items", items, several: true } : { kind: "none", nearest: null };
	}
	const { within, rest } = narrowed(name, phases);
	const wanted = normalised(rest);
	if (wanted === "validation" && within !== phases) {
		const items = within.flatMap((phase) => phase.validation?.items ?? []);
		return items.length > 0 ? { kind: "items", items, several: true } : { kind: "none", nearest: null };
	}
	const groups = within.flatMap((phase) =>
		[...new Map(phase.groups.map((group) => [group.id, group])).values()].map((group) => ({ ...group, phase })),
	);
	const matching: readonly ((title: string, id: string) => boolean)[] = [
		(title, id) => id === name.trim().toLowerCase() || title === wanted,
		(title) => ` ${title} `.includes(` ${wanted} `),
		(title) => everyWord(wanted, title.split(" "), begins),
	];
	for (const matches of matching) {
		const found = groups.filter((group) => matches(normalised(group.title), group.id.toLowerCase()));
		const only = found[0];
		if (only === undefined) continue;
		if (found.length > 1)
			return { kind: "ambiguous", candidates: found.map(({ id, title }) => ({ id: `${id}/*`, text: title })) };
		const titles = new Set(only.phase.groups.filter((group) => group.id === only.id).map((group) => group.title));
		const items = only.phase.items.filter((item) => item.group !== null && titles.has(item.group));
		if (items.length > 0) return { kind: "items", items, several: true };
	}
	return { kind: "none", nearest: null };
}

function idsOf(phases: readonly Phase[]): readonly PhaseId[] {
	return phases.map((phase) => phase.id);
}

function candidate(item: Item): { readonly id: string; readonly text: string } {
	return { id: item.id, text: item.text.value };
}

/** The most similar item: compared with as much of its text or id as was typed. */
function nearestItem(wanted: string, items: readonly Item[]): Item | null {
	const count = wanted.split(" ").length;
	let best: Item | null = null;
	let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
	for (const item of items) {
		for (const text of [normalised(item.text.value), ownId(item)]) {
			for (const part of [text, text.split(" ").slice(0, count).join(" ")]) {
				const cost = distance(wanted, part);
				if (cost < least) [best, least] = [item, cost];
			}
		}
	}
	return best;
}
