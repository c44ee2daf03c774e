import { readDocument } from "../../src/document/read-document.ts";
import type { StatusDocument } from "../../src/model/document.ts";
import type { OwnerRule } from "../../src/model/owners.ts";
import { rollUp } from "../../src/model/roll-up.ts";
import { reportStatus, type StatusReport } from "../../src/report/status-report.ts";
import { sourceText } from "../../src/text/decode.ts";

export const today = "2026-11-24";

export const read = (text: string): StatusDocument => readDocument(sourceText(text));

export function statusOf(text: string, path = "PHASE-STATUS.md", owners: readonly OwnerRule[] = []): StatusReport {
	const document = read(text);
	return reportStatus(document, rollUp(document, today), path, owners);
}
