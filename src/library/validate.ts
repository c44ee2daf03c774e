import type { Day } from "../model/date.ts";
import { type ReportedFinding, reportFinding } from "../reporters/findings/finding-report.ts";
import { check } from "../rules/check.ts";
import { dayOr } from "./day-or-today.ts";
import { type ParseOptions, reader, usualName } from "./parse.ts";

export interface ValidateOptions extends ParseOptions {
	/** The day, `YYYY-MM-DD`, by which dates have passed; this machine's in UTC if it is not said. */
	readonly today?: Day | undefined;
}

/**
 * Judges a document by the rules of `validate`, and gives what it would print with `-o json`: none for a document without a fault. Rules
 * that hold the document against its probes file or against an earlier commit are not asked: the command line has them.
 *
 * @param text The text, or the bytes of a file.
 * @throws Failure where it is not UTF-8 or has more than 16 MB, and where `today` is no day.
 */
export function validate(text: string | Uint8Array, options: ValidateOptions = {}): ReportedFinding[] {
	const document = reader(options)(text);
	const found = check(document, dayOr(options.today));
	return found.map((finding) => reportFinding(finding, document.source, options.file ?? usualName));
}
