import { editDocument } from "../../app/edit-document.ts";
import type { Host } from "../../app/host.ts";
import type { DocumentOptions } from "../../app/options/document-options.ts";
import { dayOf } from "../../model/date.ts";
import { Failure } from "../../model/failure.ts";
import { itemsOf } from "../../model/item-search.ts";
import type { ItemRow } from "../../terminal/page.ts";

/** What a view answers to a check-off: a sentence. */
export interface Answer {
	readonly text: string;
	readonly isBad: boolean;
}

/**
 * Checks off the item that a view shows, the way `check-off` does: its gates, the lock, the row of the review history. Never another
 * item than the one that was looked at: an id may have come to mean something else.
 */
export async function checkOffShown(
	host: Host,
	options: DocumentOptions & { readonly reviewer?: string },
	shown: ItemRow,
): Promise<Answer> {
	const said: string[] = [];
	const listening = { isTerminal: false, columns: null, write: (text: string): unknown => said.push(text) };
	const quiet: Host = { ...host, stdout: listening, stderr: listening };
	const { file, probes, reviewer } = options;
	const named = {
		...(file === undefined ? {} : { file }),
		...(probes === undefined ? {} : { probes }),
		...(reviewer === undefined ? {} : { reviewer }),
	};
	try {
		await editDocument(
			quiet,
			{ ...named, date: dayOf(host.now()), output: "text", lockTimeout: 10_000 },
			{
				command: "check-off",
				force: null,
				decide: ({ document }) => {
					const item = document.phases.flatMap(itemsOf).find(({ id }) => id === shown.id);
					if (item?.text.value !== shown.text)
						throw new Failure("refused", `${shown.id} is no longer what it was: nothing was checked off`);
					return { kind: "check-off", items: [item.id], evidence: null };
				},
			},
		);
	} catch (problem) {
		if (!(problem instanceof Failure)) throw problem;
		return { text: problem.message, isBad: true };
	}
	// The first line is about the item; what changed with it, in tables and history, is in the document.
	return { text: said.join("").split("\n")[0] ?? "", isBad: false };
}
