import type { StatusDocument } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import type { Item } from "../model/item.ts";
import { type Found, searchItems } from "../model/item-search.ts";
import { everyItem, type Phase } from "../model/phase.ts";
import { phasesNamed } from "../model/phase-range.ts";
import { advice, commandLine, quotedWords } from "../text/command-line.ts";

export interface Selection {
	readonly items: readonly Item[];
	/** Those that a range or a `*` has, and may not take along. */
	readonly leftOut: readonly Item[];
}

const maxListed = 12;

/**
 * The items that the arguments select. Leading phases narrow the rest: `2 "ra sct 1"`. Arguments that match nothing individually may be the
 * words of one item: `rollback tested`. Throws a usage Failure that lists the candidates. `takes`: what a range or a `*` may
 * include; any item can be selected by name.
 */
export function selectItems(words: readonly string[], document: StatusDocument, takes: (item: Item) => boolean): Selection {
	const { phases, queries } = scopeOf(words, document.phases);
	if (queries.length === 0) {
		const named = phases.map((phase) => `Phase ${phase.id}`).join(", ");
		const first = phases[0]?.id ?? "2";
		throw new Failure("usage", `${named} has ${phases.flatMap(everyItem).length} items`, `name some of them, or all: ${first}/*`);
	}
	const found = queries.map((query) => ({ query, found: searchItems(query, phases) }));
	const unclear = found.find((one) => one.found.kind !== "items");
	if (unclear !== undefined && queries.length > 1) {
		const joined = searchItems(queries.join(" "), phases);
		if (joined.kind === "items" && !joined.several) return { items: joined.items, leftOut: [] };
	}
	const chosen = new Set<Item>();
	const leftOut = new Set<Item>();
	for (const one of found) {
		if (one.found.kind !== "items") throw unclearFailure(one.query, one.found, document, phases);
		for (const item of one.found.items) (one.found.several && !takes(item) ? leftOut : chosen).add(item);
	}
	return { items: [...chosen], leftOut: [...leftOut].filter((item) => !chosen.has(item)) };
}

function scopeOf(
	words: readonly string[],
	all: readonly Phase[],
): { readonly phases: readonly Phase[]; readonly queries: readonly string[] } {
	const ids = all.map((phase) => phase.id);
	const scope = new Set<string>();
	let next = 0;
	for (; next < words.length; next += 1) {
		const word = words[next] ?? "";
		if (/^phases?$/i.test(word)) continue;
		const named = phasesNamed(word, ids);
		if (named === null || named.length === 0) break;
		for (const id of named) scope.add(id);
	}
	const queries = words.slice(next).filter((word) => word.trim() !== "");
	return { phases: scope.size === 0 ? all : all.filter((phase) => scope.has(phase.id)), queries };
}

function unclearFailure(
	query: string,
	found: Exclude<Found, { kind: "items" }>,
	document: StatusDocument,
	scope: readonly Phase[],
): Failure {
	switch (found.kind) {
		case "ambiguous": {
			const { candidates } = found;
			const width = Math.min(60, Math.max(...candidates.slice(0, maxListed).map(({ id }) => id.length)));
			const lines = candidates.slice(0, maxListed).map(({ id, text }) => `${id.padEnd(width)}  ${oneLine(text)}`);
			if (candidates.length > maxListed) lines.push(`… ${candidates.length - maxListed} more`);
			return new Failure("usage", `"${query}" matches ${candidates.length} items; use an id`, lines.join("\n"));
		}
		case "apart":
			return new Failure(
				"usage",
				`"${query}" is not a range: ${found.from.id} and ${found.to.id} are in different groups`,
				"a range is from one item to another of the same group",
			);
		case "none": {
			const wanted = query.trim().toLowerCase();
			const criterion = document.phases.flatMap((phase) => phase.criteria).find(({ id }) => id.toLowerCase() === wanted);
			if (criterion !== undefined)
				return new Failure("usage", `${criterion.id} is a success criterion`, "it can be verified, but has no checkbox");
			const narrowed = scope.length < document.phases.length;
			const hint =
				found.nearest === null
					? narrowed
						? advice(
								"",
								commandLine`boulder-migrate status ${quotedWords(scope.map(({ id }) => id))}`,
								" lists the items with their ids",
							)
						: "boulder-migrate list shows the items with their ids"
					: `did you mean ${found.nearest.id} (${oneLine(found.nearest.text.value)})?`;
			return new Failure(
				"usage",
				`there is no item "${query}"${narrowed ? ` in Phase ${scope.map(({ id }) => id).join(", ")}` : ""}`,
				hint,
			);
		}
	}
}

export function oneLine(text: string): string {
	return text.replace(/\s+/g, " ");
}
