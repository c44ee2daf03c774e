import type { Day } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import { rollUp } from "../model/roll-up.ts";
import { reportStatus, type StatusReport } from "../report/status-report.ts";
import { dayOr } from "./day-or-today.ts";
import { usualName } from "./parse.ts";

/**
 * What the boxes, dates, blockers and dependencies of a document amount to, whatever its cells say: what `status -o json` prints.
 *
 * @param document What `parse` gave.
 * @param file How the document is called in the report.
 * @param today The day, `YYYY-MM-DD`, until which a start date has come; this machine's in UTC if it is not given.
 */
export function status(document: StatusDocument, file: string = usualName, today?: Day): StatusReport {
	return reportStatus(document, rollUp(document, dayOr(today)), file);
}
