import type { StatusDocument } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import { everyItem } from "../model/phase.ts";
import { applyEdits, overlaps, type TextEdit } from "../text/edits.ts";

export interface Fixed {
	/** The text after every fix, without the byte order mark. */
	readonly text: string;
	/** The fixed findings, in the order of the fixes. */
	readonly applied: readonly Finding[];
	/** What is left. */
	readonly left: readonly Finding[];
}

/** More rounds than fixes can follow from each other: a box restored changes a percentage, that a status, that the next phase's. */
const maxRounds = 50;

/**
 * Fixes what can be derived until no such finding is left. Fixes that touch each other wait for the next round. A round that would remove
 * an item, a row or a phase is discarded, and its findings are left. `read` parses a text as the document, `judge` applies the rules.
 */
export function fix(
	document: StatusDocument,
	read: (text: string) => StatusDocument,
	judge: (document: StatusDocument) => readonly Finding[],
): Fixed {
	const applied: Finding[] = [];
	let current = document;
	let findings = judge(current);
	// A garbled text that can be repaired is fixed by reading it: the model already has the repaired text.
	const garbled = findings.find((finding) => finding.fix === "mend-encoding");
	if (current.source.garbling !== null) {
		if (garbled === undefined) return { text: current.source.raw, applied, left: findings };
		applied.push(garbled);
		current = read(current.source.text);
		findings = judge(current);
	}
	for (let round = 0; round < maxRounds; round += 1) {
		const taken = compatible(findings);
		if (taken.length === 0) break;
		const next = read(applyEdits(current.source.text, taken.flatMap(editsOf)));
		if (!keepsEverything(current, next)) break;
		for (const one of taken) applied.push(one);
		current = next;
		findings = judge(next);
	}
	return { text: current.source.text, applied, left: findings };
}

/** The findings whose fixes can be applied together, in the order of their places. */
function compatible(findings: readonly Finding[]): Finding[] {
	const edits: TextEdit[] = [];
	const taken: Finding[] = [];
	for (const finding of findings) {
		const own = editsOf(finding).filter((edit) => edit.expected !== edit.replacement);
		if (own.length === 0 || own.some((edit) => edits.some((other) => overlaps(edit, other)))) continue;
		for (const one of own) edits.push(one);
		taken.push(finding);
	}
	return taken;
}

function editsOf(finding: Finding): readonly TextEdit[] {
	return finding.fix === null || finding.fix === "mend-encoding" ? [] : finding.fix;
}

/** A fixed checkbox adds an item; no existing one may disappear or change its text or its state. */
function keepsEverything(before: StatusDocument, after: StatusDocument): boolean {
	const items = (document: StatusDocument): string[] =>
		document.phases.flatMap((phase) =>
			everyItem(phase).map((item) => JSON.stringify([item.list, item.phase, item.text.value, item.box.value])),
		);
	const left = new Map<string, number>();
	for (const item of items(after)) left.set(item, (left.get(item) ?? 0) + 1);
	for (const item of items(before)) {
		const count = left.get(item) ?? 0;
		if (count === 0) return false;
		left.set(item, count - 1);
	}
	return (
		before.phases.every((phase, index) => phase.id === after.phases[index]?.id) &&
		before.summary?.rows.length === after.summary?.rows.length &&
		before.history?.rows.length === after.history?.rows.length &&
		before.risks?.rows.length === after.risks?.rows.length
	);
}
