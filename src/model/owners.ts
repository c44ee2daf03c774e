import type { Day } from "./date.ts";
import type { StatusDocument } from "./document.ts";
import type { Criterion, Item } from "./item.ts";
import { itemPatterns } from "./item-patterns.ts";

/** A default owner, from `owners:` in the probes file: an id, a group's or a phase's with `/*`, or `*` for everything. */
export interface OwnerRule {
	readonly key: string;
	readonly owners: readonly string[];
}

/** The owners of an item or criterion: its own, otherwise the nearest default. Empty: not assigned. */
export type OwnersOf = (one: Pick<Item | Criterion, "id" | "owners">) => readonly string[];

/** Of two defaults the nearer one counts: of the item, then of its group or list, then of its phase; of equal ones the later. */
export function ownersIn(document: StatusDocument, rules: readonly OwnerRule[]): OwnersOf {
	if (rules.length === 0) return ({ owners }) => owners;
	const patterns = itemPatterns(document);
	const chosen = new Map<string, { readonly rank: number; readonly owners: readonly string[] }>();
	let everywhere: readonly string[] = [];
	for (const { key, owners } of rules) {
		if (key === "*") everywhere = owners;
		const rank = key.endsWith("/*") ? key.split("/").length : Number.POSITIVE_INFINITY;
		const phase = /^[^/]+\/\*$/.test(key) ? key.slice(0, -1) : null;
		// A phase's owner also owns its checks and criteria.
		const ids = phase === null ? patterns.of(key) : [...patterns.ids].filter((id) => id.startsWith(phase));
		for (const id of ids) if ((chosen.get(id)?.rank ?? 0) <= rank) chosen.set(id, { rank, owners });
	}
	return ({ id, owners }) => (owners.length > 0 ? owners : (chosen.get(id)?.owners ?? everywhere));
}

/** Whether one of the owners is one of these people: handles and names are compared without case, blanks and punctuation. */
export function isOwnedBy(owners: readonly string[], people: readonly string[]): boolean {
	const known = new Set(people.map(plainName).filter((name) => name !== ""));
	return owners.some((owner) => known.has(plainName(owner)));
}

function plainName(name: string): string {
	return name.toLowerCase().replace(/[^\p{L}\p{N}/]/gu, "");
}

/** Whole days by which an open item is late; null where it is done, has no due date, or is not late. */
export function daysLate(due: Day | null, isDone: boolean, today: Day): number | null {
	if (due === null || isDone || due >= today) return null;
	return Math.round((Date.parse(today) - Date.parse(due)) / 86_400_000);
}
