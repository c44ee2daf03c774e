import type { StatusDocument } from "../model/document.ts";
import { everyItem } from "../model/phase.ts";
import { applyEdits, replace, type TextEdit } from "../text/edits.ts";
import type { Applied, Change, Signature } from "./change.ts";

export function applyChange(
	document: StatusDocument,
	change: Change,
	_by: Signature,
	_reread: (text: string) => StatusDocument,
): Applied {
	if (change.kind !== "check-off" && change.kind !== "uncheck") return { kind: "unchanged", why: "temporary" };
	const edits: TextEdit[] = [];
	const changes: string[] = [];
	for (const item of document.phases.flatMap(everyItem)) {
		if (!change.items.includes(item.id) || item.box.value === (change.kind === "check-off")) continue;
		edits.push(replace(document.source.raw, item.box.span, change.kind === "check-off" ? "x" : " "));
		changes.push(`${change.kind} ${item.id}`);
	}
	if (edits.length === 0) return { kind: "unchanged", why: "all of it was so" };
	return { kind: "changed", text: applyEdits(document.source.raw, edits), changes };
}
