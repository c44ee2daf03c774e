import { groupBy } from "./group-by.ts";
import { counts, type Item } from "./item.ts";
import { memoize } from "./memoize.ts";
import { everyItem, type Phase } from "./phase.ts";

/** How the review history names items, and how an item is found there again. */

const checkedOff = "Checked off";
/** Up to this many items are listed individually, even if they are a whole group. */
const fewItems = 3;
/** A row with more characters is split: a cell of a table takes 4,000, and escapes may double them. */
const maxNames = 1500;

/** One thing that a row names: an item, or a whole group. */
interface Named {
	readonly text: string;
	readonly items: readonly Item[];
}

/**
 * Names every item, in as many parts as rows are needed: `SA-1 Deployment`, and `Group 1 (7 of 7)` where all counted items of a group are
 * among them. `withBox`: those that were checked off until then are marked.
 */
export function namesOf(
	items: readonly Item[],
	phase: Phase,
	withBox = false,
): readonly { readonly items: readonly Item[]; readonly text: string }[] {
	const named = items.length <= fewItems ? items.map((item) => single(item, phase, withBox)) : grouped(items, phase, withBox);
	const parts: Named[][] = [];
	let length = 0;
	for (const one of named) {
		const last = parts.at(-1);
		if (last === undefined || length + one.text.length > maxNames) {
			parts.push([one]);
			length = one.text.length;
		} else {
			last.push(one);
			length += one.text.length + 2;
		}
	}
	return parts.map((part) => {
		const own = part.flatMap((one) => one.items);
		const text = listed(part.map((one) => one.text));
		return { items: own, text: own.length <= fewItems ? text : `${own.length} items: ${text}` };
	});
}

function single(item: Item, phase: Phase, withBox: boolean): Named {
	return { text: nameOf(item, phase) + (withBox && item.box.value ? " (was checked off)" : ""), items: [item] };
}

function grouped(items: readonly Item[], phase: Phase, withBox: boolean): Named[] {
	const chosen = new Set(items.map(({ id }) => id));
	const named: Named[] = [];
	const names = new Set<string>();
	const whole = new Map<readonly Item[], boolean>();
	for (const item of items) {
		if (names.has(item.id)) continue;
		const group = membersOf(item, phase);
		const label = labelOf(item, phase);
		if (!whole.has(group))
			whole.set(
				group,
				group.every(({ id }) => chosen.has(id)),
			);
		const isWhole = !withBox && label !== null && group.length > 1 && counts(item) && whole.get(group) === true;
		const one = isWhole ? { text: `${label} (${group.length} of ${group.length})`, items: group } : single(item, phase, withBox);
		for (const { id } of one.items) names.add(id);
		named.push(one);
	}
	return named;
}

/** What naming items asks of their phase as a whole, which may have thousands of them. */
interface NamesInPhase {
	/** The counted items of each group of each list. */
	readonly members: ReadonlyMap<string, readonly Item[]>;
	/** How many items have a name. */
	readonly sameTitle: ReadonlyMap<string, number>;
}

const namesIn = memoize((phase: Phase): NamesInPhase => {
	const sameTitle = new Map<string, number>();
	for (const item of everyItem(phase)) {
		const name = plainName(item.text.value);
		sameTitle.set(name, (sameTitle.get(name) ?? 0) + 1);
	}
	return { members: groupBy(everyItem(phase).filter(counts), groupKey), sameTitle };
});

function groupKey({ list, group }: Item): string {
	return JSON.stringify([list, group]);
}

/** The counted items in the same group of the same list. */
function membersOf(item: Item, phase: Phase): readonly Item[] {
	return namesIn(phase).members.get(groupKey(item)) ?? [];
}

/** `Group 1` of `Group 1: Core Storage`, where no other group begins so; null for an item in none. */
function labelOf({ list, group }: Item, phase: Phase): string | null {
	if (group === null) return list === "validation" ? "validation list" : null;
	const short = beginningOf(group);
	return shortened(short === "" || (groupsBeginning(phase).get(short) ?? 0) > 1 ? group : short);
}

/** How many groups of a phase have each beginning. */
const groupsBeginning = memoize(({ groups }: Phase) => {
	const counts = new Map<string, number>();
	for (const { title } of groups) counts.set(beginningOf(title), (counts.get(beginningOf(title)) ?? 0) + 1);
	return counts;
});

function beginningOf(title: string): string {
	return title.split(":")[0]?.trim() ?? "";
}

/** Without a trailing parenthesis; with its group if another item has the same name. */
function nameOf(item: Item, phase: Phase): string {
	const own = plainName(item.text.value);
	const isAlone = (namesIn(phase).sameTitle.get(own) ?? 0) < 2;
	const label = isAlone ? null : labelOf(item, phase);
	return label === null ? own : `${label} › ${own}`;
}

function plainName(text: string): string {
	return shortened(/^(.*\S)\s*\([^()]*\)$/.exec(text)?.[1] ?? text);
}

export function listed(names: readonly string[]): string {
	return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Shortened to fit into a cell. */
export function shortened(text: string): string {
	return text.length <= 80
		? text
		: `${text
				.slice(0, 79)
				.replace(/[\ud800-\udbff]$/, "")
				.trimEnd()}…`;
}

/** Whether a row of the review history is what `check-off` writes. */
export function recordsCheckOff(change: string): boolean {
	return change.startsWith(`${checkedOff} `) || /\(checked off .*\)(?:; forced .*)?$/s.test(change);
}

/** Whether a row that records a check-off is about an item, by its name or that of its whole group. */
export function namesItem(change: string, item: Item, phase: Phase): boolean {
	return recordsCheckOff(change) && isNamed(change, item, phase);
}

/** Whether a row that records an unchecking, or a skip, which unchecks as well, names an item. */
export function namesUnchecked(change: string, item: Item, phase: Phase): boolean {
	return /^(?:Unchecked|Skipped) /.test(change) && isNamed(change, item, phase);
}

function isNamed(change: string, item: Item, phase: Phase): boolean {
	const size = membersOf(item, phase).length;
	const label = labelOf(item, phase);
	return hasName(change, nameOf(item, phase)) || (label !== null && hasName(change, `${label} (${size} of ${size})`));
}

/** As a whole: the text before and after it is what `namesOf` puts there. */
function hasName(change: string, name: string): boolean {
	const line = oneLine(change);
	const wanted = oneLine(name);
	for (let at = line.indexOf(wanted); at >= 0 && wanted !== ""; at = line.indexOf(wanted, at + 1)) {
		const isStart = /(?:checked off|unchecked|skipped|:|,| and) $/i.test(line.slice(0, at));
		const isEnd = /^(?:$|,| and | \(|\)|;|:)/.test(line.slice(at + wanted.length));
		if (isStart && isEnd) return true;
	}
	return false;
}

function oneLine(text: string): string {
	return text.replace(/\s+/g, " ").trim();
}
