import type { Day } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import type { OwnerRule } from "../model/owners.ts";
import { noPhase } from "../model/phase-range.ts";
import { rollUp } from "../model/roll-up.ts";
import { reportStatus, type StatusReport } from "../report/status-report.ts";
import { selectPhases } from "./select-phases.ts";

export interface ReadStatusOptions {
	readonly owners?: readonly OwnerRule[];
	/** Command names, for a suggestion if a word matches no phase. */
	readonly commands?: readonly string[];
}

/** The status of a document, or of the phases that words choose. Throws a Failure where there is no phase, or none of that name. */
export function readStatus(
	words: readonly string[],
	document: StatusDocument,
	displayPath: string,
	today: Day,
	{ owners = [], commands = [] }: ReadStatusOptions = {},
): { readonly report: StatusReport; readonly isChosen: boolean } {
	if (document.phases.length === 0) throw noPhase(displayPath, "boulder-migrate validate");
	const chosen = selectPhases(words, document.phases, commands);
	const derived = rollUp(document, today).filter((one) => chosen.size === 0 || chosen.has(one.phase.id));
	return { report: reportStatus(document, derived, displayPath, owners), isChosen: chosen.size > 0 };
}
