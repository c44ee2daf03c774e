import type { StatusDocument } from "../model/document.ts";
import type { Item } from "../model/item.ts";
import { everyItem } from "../model/phase.ts";
import { slice } from "../text/span.ts";
import type { Revision } from "./revision.ts";

/** Ticks a box, or unticks it: the one character between the brackets. */
export function setBox(revision: Revision, item: Item, checked: boolean): void {
	revision.rewrite(item.box.span, checked ? usualTick(revision.before) : " ");
	revision.meanItem(item.id, { box: { value: checked, span: item.box.span } });
	revision.changes.push(`${item.id}: ${checked ? "checked off" : "unchecked"}`);
}

const known = new WeakMap<StatusDocument, string>();

/** `x` or `X`, as most of the document's boxes have it. All are looked at once, not for each that is ticked. */
function usualTick(document: StatusDocument): string {
	const before = known.get(document);
	if (before !== undefined) return before;
	const ticks = document.phases
		.flatMap(everyItem)
		.filter((item) => item.box.value)
		.map((item) => slice(document.source.text, item.box.span));
	const usual = ticks.filter((tick) => tick === "X").length * 2 > ticks.length ? "X" : "x";
	known.set(document, usual);
	return usual;
}
