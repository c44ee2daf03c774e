import { resolve } from "node:path";
import { dayOf } from "../model/date.ts";
import { Failure } from "../model/failure.ts";
import { type Overview, overview } from "../report/overview.ts";
import type { StatusReport } from "../report/status-report.ts";
import { locateDocument } from "./locate-document.ts";
import { openDocument } from "./open-document.ts";
import type { DocumentOptions } from "./options.ts";
import type { Ports } from "./ports/ports.ts";
import { readStatus } from "./read-status.ts";

/** The words that name documents, and those that name phases. A document has the ending of Markdown, or a path of a file that is there. */
export function splitDocuments(
	words: readonly string[],
	options: DocumentOptions,
	ports: Ports,
): { readonly documents: readonly string[]; readonly words: readonly string[] } {
	const isDocument = (word: string): boolean =>
		/\.(?:md|markdown)$/i.test(word) || (word.includes("/") && ports.files.exists(resolve(ports.invocation.directory, word)));
	const documents = [...new Set(words.filter(isDocument))];
	if (documents.length > 0 && options.file !== undefined)
		throw new Failure("usage", "documents are named twice", "leave out --file, or the names");
	if (documents.length > 1 && options.probes !== undefined)
		throw new Failure("usage", "--probes is about one document", "with several documents, each uses the probes file next to it");
	return { documents, words: words.filter((word) => !isDocument(word)) };
}

/** Reads several documents, each with the probes file next to it. */
export async function readSeveral(ports: Ports, documents: readonly string[], words: readonly string[]): Promise<Overview> {
	const reports: StatusReport[] = [];
	for (const file of documents) {
		const { at, document, owners } = await openDocument(ports, locateDocument(ports, file));
		reports.push(readStatus(words, document, at.displayPath, dayOf(ports.clock.now()), { owners }).report);
	}
	return overview(reports);
}
