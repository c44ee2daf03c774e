import type { Day } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import { rollUp } from "../model/roll-up.ts";
import { reportStatus, type StatusReport } from "../report/status-report.ts";
import { dayOr } from "./day-or-today.ts";
import { usualName } from "./parse.ts";

/**
 * The status derived from the checkboxes, dates, blockers and dependencies of a document, regardless of its cells: the output of `status -o
 * json`.
 *
 * @param document The result of `parse`.
 * @param file The document's name in the report.
 * @param today The day, `YYYY-MM-DD`, until which a start date has passed; default: today in UTC.
 */
export function status(document: StatusDocument, file: string = usualName, today?: Day): StatusReport {
	return reportStatus(document, rollUp(document, dayOr(today)), file);
}
