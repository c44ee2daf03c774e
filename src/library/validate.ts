import type { Day } from "../model/date.ts";
import { type ReportedFinding, reportFinding } from "../reporters/findings/finding-report.ts";
import { check } from "../rules/check.ts";
import { dayOr } from "./day-or-today.ts";
import { type ParseOptions, reader, usualName } from "./parse.ts";

export interface ValidateOptions extends ParseOptions {
	/** The day, `YYYY-MM-DD`, on which dates count as passed; default: today in UTC. */
	readonly today?: Day | undefined;
}

/**
 * Checks a document against the rules of `validate`, and returns its output for `-o json`: no findings for a document without errors. Rules
 * that compare the document with its probes file or with an earlier commit are not included: use the command line for these.
 *
 * @param text The text, or the bytes of a file.
 * @throws Failure if it is not UTF-8 or has more than 16 MB, and if `today` is not a date.
 */
export function validate(text: string | Uint8Array, options: ValidateOptions = {}): ReportedFinding[] {
	const document = reader(options)(text);
	const found = check(document, dayOr(options.today));
	return found.map((finding) => reportFinding(finding, document.source, options.file ?? usualName));
}
