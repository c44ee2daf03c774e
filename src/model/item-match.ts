import { distance } from "fastest-levenshtein";
import type { Item } from "./item.ts";

/** Which item of one version of the document is which of another. */
export interface ItemMatch {
	readonly pairs: readonly { readonly before: Item; readonly after: Item }[];
	readonly gone: readonly Item[];
	readonly added: readonly Item[];
}

/** Of the longer text; below it two texts are two items. */
const leastSimilarity = 0.6;

/** Matches items by id, then by their very text (moved), then by similarity within their group (reworded). */
export function matchItems(before: readonly Item[], after: readonly Item[]): ItemMatch {
	const pairs: { before: Item; after: Item }[] = [];
	const left = new Map(before.map((item) => [item.id, item]));
	const open = new Map(after.map((item) => [item.id, item]));
	const pair = (one: Item, other: Item): void => {
		pairs.push({ before: one, after: other });
		left.delete(one.id);
		open.delete(other.id);
	};
	for (const item of before) {
		const same = open.get(item.id);
		if (same !== undefined) pair(item, same);
	}
	if (left.size > 0 && open.size > 0) {
		const texts = (items: Iterable<Item>): Map<string, Item[]> => {
			const found = new Map<string, Item[]>();
			for (const item of items) found.set(textKey(item), [...(found.get(textKey(item)) ?? []), item]);
			return found;
		};
		const there = texts(open.values());
		for (const [text, items] of texts(left.values())) {
			const same = there.get(text);
			if (items.length === 1 && same?.length === 1 && items[0] !== undefined && same[0] !== undefined) pair(items[0], same[0]);
		}
		for (const { one, other } of similar([...left.values()], [...open.values()]))
			if (left.has(one.id) && open.has(other.id)) pair(one, other);
	}
	return { pairs, gone: [...left.values()], added: [...open.values()] };
}

function textKey(item: Item): string {
	return `${item.list}\n${item.text.value}`;
}

/** Pairs of one group, the most similar first. Texts with other numbers in them are never the same: SA-1 is not SA-2. */
function similar(before: readonly Item[], after: readonly Item[]): { one: Item; other: Item }[] {
	const groups = new Map<string, Item[]>();
	for (const item of after) groups.set(place(item), [...(groups.get(place(item)) ?? []), item]);
	const found: { one: Item; other: Item; score: number }[] = [];
	for (const one of before) {
		for (const other of groups.get(place(one)) ?? []) {
			if (numbers(one) !== numbers(other)) continue;
			const [a, b] = [one.text.value.toLowerCase(), other.text.value.toLowerCase()];
			const longer = Math.max(a.length, b.length);
			const score = longer === 0 ? 0 : 1 - distance(a, b) / longer;
			if (score >= leastSimilarity) found.push({ one, other, score });
		}
	}
	return found.sort((a, b) => b.score - a.score);
}

function place(item: Item): string {
	return JSON.stringify([item.phase, item.list, item.group]);
}

function numbers(item: Item): string {
	return (item.text.value.match(/\d+/g) ?? []).join(" ");
}
