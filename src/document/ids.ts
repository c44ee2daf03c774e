import { slug as githubSlug } from "github-slugger";
import type { PhaseId } from "../model/phase-id.ts";
import type { ItemDraft } from "./checklist.ts";

/** Something that gets an id: an item or a success criterion. */
export interface Identified {
	readonly phase: PhaseId;
	readonly list: "phase" | "validation" | "criteria";
	readonly text: string;
	readonly group: string | null;
	readonly parent: ItemDraft | null;
	readonly pinned: string | null;
}

/** GitHub's slug of a heading. Its pattern of all letters takes long to compile, and plain words do not need it. */
export function slug(text: string): string {
	if (!/^[\x20-\x7e]*$/.test(text)) return githubSlug(text);
	return text
		.toLowerCase()
		.replace(/[^a-z0-9 _-]/g, "")
		.replace(/ /g, "-");
}

/** Most slugs have none, and a search for the last ones looks at every hyphen. */
function withoutOuterHyphens(text: string): string {
	return text.startsWith("-") || text.endsWith("-") ? text.replace(/^-+|-+$/g, "") : text;
}

/**
 * The slug of an item's text: GitHub's heading slug, without a trailing parenthesis (a port or a remark may be added to a text later).
 * A text that is nothing but symbols gets `item`.
 */
export function slugOf(text: string): string {
	return withoutOuterHyphens(slug(withoutTrailingParenthesis(text))) || slug(text) || "item";
}

/**
 * Ids that depend neither on the order of different items nor on their checkboxes. Items with equal slugs get the slug of their group
 * as a prefix; if still equal, the slug of the item they are nested in, then the slug of their whole text; only identical items
 * are numbered, in document order.
 */
export function assignIds(all: readonly Identified[]): string[] {
	const ids = new Array<string>(all.length).fill("");
	const taken = new Map<string, number>();
	all.forEach((one, index) => {
		if (one.pinned === null) return;
		ids[index] = free(one.pinned.includes("/") ? one.pinned : prefix(one) + one.pinned, taken);
	});
	let open = all.map((one, index) => ({ one, index, parts: [slugOf(one.text)] })).filter(({ index }) => ids[index] === "");
	const settle = (longer: (one: Identified, parts: readonly string[]) => readonly string[]): void => {
		const uses = new Map<string, number>();
		const keys = open.map(({ one, parts }) => prefix(one) + parts.join("/"));
		for (const key of keys) uses.set(key, (uses.get(key) ?? 0) + 1);
		const next: typeof open = [];
		for (const [position, candidate] of open.entries()) {
			const key = keys[position] ?? "";
			if (uses.get(key) === 1 && !taken.has(key)) {
				taken.set(key, 1);
				ids[candidate.index] = key;
			} else next.push({ ...candidate, parts: [...longer(candidate.one, candidate.parts)] });
		}
		open = next;
	};
	settle((one, parts) => (one.group === null ? parts : [slug(one.group), ...parts]));
	settle((one, parts) =>
		one.parent === null ? parts : [...parts.slice(0, -1), slugOf(one.parent.text.value), parts.at(-1) ?? ""],
	);
	// A different trailing parenthesis distinguishes them; their order must not.
	settle((one, parts) => [...parts.slice(0, -1), withoutOuterHyphens(slug(one.text)) || (parts.at(-1) ?? "")]);
	settle((_one, parts) => parts);
	for (const { one, index, parts } of open) ids[index] = free(prefix(one) + parts.join("/"), taken);
	return ids;
}

function prefix(one: Identified): string {
	return one.list === "phase" ? `${one.phase}/` : `${one.phase}/${one.list}/`;
}

/** The id itself, or numbered. `taken` remembers the last number, so that a thousand equal items do not count up a thousand times. */
function free(wanted: string, taken: Map<string, number>): string {
	let id = wanted;
	for (let n = taken.get(wanted) ?? 0; taken.has(id); n += 1) {
		id = `${wanted}-${n + 1}`;
		taken.set(wanted, n + 1);
	}
	if (!taken.has(id)) taken.set(id, 1);
	return id;
}

/** `SA-1 Deployment (port 9395)` is `SA-1 Deployment`; brackets may be nested. */
function withoutTrailingParenthesis(text: string): string {
	const trimmedText = text.trimEnd();
	if (!trimmedText.endsWith(")")) return trimmedText;
	let depth = 0;
	for (let i = trimmedText.length - 1; i >= 0; i -= 1) {
		const character = trimmedText.charAt(i);
		if (character === ")") depth += 1;
		else if (character === "(") {
			depth -= 1;
			if (depth === 0) return trimmedText.slice(0, i).trimEnd();
		}
	}
	return trimmedText;
}
