import type { StatusDocument } from "../model/document.ts";
import { rollUp } from "../model/roll-up.ts";
import { reportStatus, type StatusReport } from "../model/status-report.ts";
import { usualName } from "./parse.ts";

/**
 * What the boxes, dates, blockers and dependencies of a document amount to, whatever its cells say: what `status -o json` prints.
 *
 * @param document What `parse` gave.
 * @param file How the document is called in the report.
 */
export function status(document: StatusDocument, file: string = usualName): StatusReport {
	return reportStatus(document, rollUp(document), file);
}
