import type { StatusDocument } from "../model/document.ts";
import { Failure } from "../model/failure.ts";

/** Throws a refusal for a document with an unresolved merge conflict: an edit would change one of its sides, or both. */
export function refuseConflict({ irregularities, source }: StatusDocument, displayPath: string | null = null): void {
	const conflict = irregularities.find(({ kind }) => kind === "conflict-marker");
	if (conflict === undefined) return;
	const line = source.lineOf(conflict.span.start);
	throw new Failure(
		"refused",
		`${displayPath === null ? `line ${line}` : `${displayPath}:${line}`}: the document has an unresolved merge conflict`,
		"resolve the conflict, remove its markers, then run the command again",
	);
}
