import { type Attestation, attestations } from "../model/attestation.ts";
import { dayOf, type WrittenDate } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import type { OwnerRule } from "../model/owners.ts";
import { rollUp } from "../model/roll-up.ts";
import type { Status } from "../model/status.ts";
import { writtenAs } from "../model/vocabulary.ts";
import { type FoundVerdicts, type JoinedVerdicts, joinVerdicts } from "./found-verdicts.ts";
import { daily, type ProgressPoint } from "./progress.ts";
import { reportStatus, type StatusReport } from "./status-report.ts";

/** Everything that a report to managers says, before it has a form. */
export interface PageReport {
	readonly status: StatusReport;
	/** What the document calls each status, without its mark. */
	readonly statusWords: Readonly<Record<Status, string>>;
	/** A point a day, oldest first; the last one is now. */
	readonly progress: readonly ProgressPoint[];
	/** Null: nothing was verified, boxes are claims. */
	readonly verdicts: JoinedVerdicts | null;
	readonly risks: readonly RiskReport[];
	readonly attestations: readonly Attestation[];
	/** Newest first. */
	readonly reviews: readonly ReviewReport[];
	/** When it was made, ISO 8601. */
	readonly madeAt: string;
}

export interface RiskReport {
	readonly risk: string;
	readonly impact: string;
	readonly probability: string;
	readonly mitigation: string;
}

export interface ReviewReport {
	readonly date: string;
	readonly reviewer: string;
	readonly phase: string;
	readonly change: string;
}

export interface PageSources {
	/** As the document is shown to the user. */
	readonly path: string;
	/** Earlier states of the document; what it says now is added. */
	readonly history: readonly ProgressPoint[];
	readonly verdicts: FoundVerdicts | null;
	/** The owners of items that name none. */
	readonly owners?: readonly OwnerRule[];
	readonly now: Date;
}

export function pageReport(document: StatusDocument, { path, history, verdicts, owners, now }: PageSources): PageReport {
	const status = reportStatus(document, rollUp(document, dayOf(now)), path, owners);
	const { done, counted } = status.total;
	const word = (one: Status): string => writtenAs(document.vocabulary, one).word;
	return {
		status,
		statusWords: {
			"not-started": word("not-started"),
			"in-progress": word("in-progress"),
			complete: word("complete"),
			blocked: word("blocked"),
			closed: word("closed"),
		},
		// A clock that was ahead must not put the past after now.
		progress: daily([...history.filter(({ at }) => Date.parse(at) <= now.getTime()), { at: now.toISOString(), done, counted }]),
		verdicts: verdicts === null ? null : joinVerdicts(verdicts, status),
		risks: (document.risks?.rows ?? []).map((row) => ({
			risk: row.risk.value,
			impact: row.impact?.value ?? "",
			probability: row.probability?.value ?? "",
			mitigation: row.mitigation?.value ?? "",
		})),
		attestations: attestations(document, dayOf(now)),
		reviews: (document.history?.rows ?? [])
			.filter((row) => !row.placeholder)
			.map((row) => ({
				date: shownDate(row.date.value),
				reviewer: row.reviewer?.value ?? "",
				phase: row.phase?.value ?? "",
				change: row.change?.value ?? "",
			}))
			.reverse(),
		madeAt: now.toISOString(),
	};
}

function shownDate(date: WrittenDate): string {
	return date.kind === "day" ? date.day : date.kind === "unreadable" || date.kind === "vague" ? date.text : "";
}
