import type { Risk, StatusDocument } from "../model/document.ts";
import type { Criterion, Item } from "../model/item.ts";
import { everyItem } from "../model/phase.ts";
import type { Probe } from "../probes/probe.ts";
import type { Bindings } from "./bind.ts";

/** What can prove that an item is done. */
export const sources = ["cluster", "metric", "repository", "person", "command"] as const;
export type CoverageSource = (typeof sources)[number];

export interface CoveredItem {
	readonly id: string;
	readonly text: string;
	readonly line: number;
	/** Empty where nothing is bound. */
	readonly sources: readonly CoverageSource[];
	readonly proves: string | null;
	readonly asks: string | null;
	/** The line of the probes file; null where nothing is bound. */
	readonly boundAt: number | null;
}

export interface Coverage {
	readonly items: readonly CoveredItem[];
	readonly bound: number;
	/** The number of items by combination of sources: `cluster`, `cluster and person`. */
	readonly by: ReadonlyMap<string, number>;
}

export function coverage(document: StatusDocument, bindings: Bindings): Coverage {
	const items = document.phases.flatMap(everyItem).map((item) => cover(item, document, bindings));
	const by = new Map<string, number>();
	for (const item of items) {
		const words = item.sources.length === 0 ? "nothing" : item.sources.join(" and ");
		by.set(words, (by.get(words) ?? 0) + 1);
	}
	return { items, bound: items.filter((item) => item.sources.length > 0).length, by };
}

function cover(item: Item, document: StatusDocument, bindings: Bindings): CoveredItem {
	return coverOne(item, document.source.lineOf(item.box.span.start), bindings);
}

export function coverCriterion(criterion: Criterion, document: StatusDocument, bindings: Bindings): CoveredItem {
	return coverOne(criterion, document.source.lineOf(criterion.span.start), bindings);
}

export function coverRisk({ id, risk, span }: Risk, document: StatusDocument, bindings: Bindings): CoveredItem {
	return coverOne({ id, text: risk }, document.source.lineOf(span.start), bindings);
}

function coverOne({ id, text }: Pick<Item | Criterion, "id" | "text">, line: number, bindings: Bindings): CoveredItem {
	const binding = bindings.of.get(id);
	return {
		id,
		text: text.value,
		line,
		sources: binding === undefined ? [] : sourcesOf(binding.probe),
		proves: binding?.probe.proves ?? null,
		asks: binding?.probe.asks ?? null,
		boundAt: binding?.place.line ?? null,
	};
}

function sourcesOf(probe: Probe): readonly CoverageSource[] {
	const found = new Set<CoverageSource>();
	const visit = (one: Probe): void => {
		if (one.parts.length > 0) for (const part of one.parts) visit(part);
		else found.add(sourceOf(one.type));
	};
	visit(probe);
	return sources.filter((source) => found.has(source));
}

function sourceOf(type: string): CoverageSource {
	switch (type) {
		case "metrics":
			return "metric";
		case "repository":
			return "repository";
		case "attestation":
			return "person";
		case "exec":
			return "command";
		default:
			return "cluster";
	}
}
