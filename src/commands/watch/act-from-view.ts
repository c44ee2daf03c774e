import { editDocument } from "../../app/edit-document.ts";
import type { DocumentOptions } from "../../app/options.ts";
import type { Ports } from "../../app/ports/ports.ts";
import type { Change } from "../../edits/change.ts";
import { dayOf } from "../../model/date.ts";
import type { StatusDocument } from "../../model/document.ts";
import { Failure } from "../../model/failure.ts";
import { everyItem } from "../../model/phase.ts";
import type { ViewAction } from "../../terminal/action.ts";

/** The result of an action in a view: a sentence. */
export interface ActionResult {
	readonly text: string;
	readonly isBad: boolean;
}

/**
 * Makes the change that a key asked for, the way the command of that name does: its gates, the lock, the row of the review history. Never
 * on another item or phase than the one that was looked at: an id may have come to mean something else.
 */
export async function actFromView(
	ports: Ports,
	options: DocumentOptions & { readonly reviewer?: string },
	action: ViewAction,
): Promise<ActionResult> {
	const output: string[] = [];
	const listening = { isTerminal: false, columns: null, write: (text: string): unknown => output.push(text) };
	const quiet: Ports = { ...ports, output: { ...ports.output, stdout: listening, stderr: listening } };
	const { file, probes, reviewer } = options;
	const named = {
		...(file === undefined ? {} : { file }),
		...(probes === undefined ? {} : { probes }),
		...(reviewer === undefined ? {} : { reviewer }),
	};
	try {
		await editDocument(
			quiet,
			{ ...named, date: dayOf(ports.clock.now()), output: "text", lockTimeout: 10_000 },
			{ command: action.kind, force: null, decide: ({ document }) => changeOf(action, document) },
		);
	} catch (problem) {
		if (!(problem instanceof Failure)) throw problem;
		return { text: problem.message, isBad: true };
	}
	// The first line is about what was asked; what changed with it, in tables and history, is in the document.
	return { text: output.join("").split("\n")[0] ?? "", isBad: false };
}

function changeOf(action: ViewAction, document: StatusDocument): Change {
	switch (action.kind) {
		case "check-off":
			return { kind: action.kind, items: [sameItem(action.item, document)], evidence: null };
		case "uncheck":
		case "unskip":
			return { kind: action.kind, items: [sameItem(action.item, document)] };
		case "skip":
			return { kind: action.kind, items: [sameItem(action.item, document)], reason: action.reason };
		case "block":
			return { kind: action.kind, phase: samePhase(action.phase, document), reason: action.text };
		case "unblock":
			return { kind: action.kind, phase: samePhase(action.phase, document) };
		case "note":
			return { kind: action.kind, phase: samePhase(action.phase, document), text: action.text };
	}
}

function sameItem(seen: { readonly id: string; readonly text: string }, document: StatusDocument): string {
	const item = document.phases.flatMap(everyItem).find(({ id }) => id === seen.id);
	if (item?.text.value === seen.text) return item.id;
	throw new Failure("refused", `${seen.id} has changed meanwhile: nothing was written`);
}

function samePhase(seen: { readonly id: string; readonly title: string }, document: StatusDocument): string {
	const phase = document.phases.find(({ id }) => id === seen.id);
	if (phase?.title.value === seen.title) return phase.id;
	throw new Failure("refused", `Phase ${seen.id} has changed meanwhile: nothing was written`);
}
