import { dayOf, type WrittenDate } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import { type Attestation, attestations } from "../model/evidence/attestation.ts";
import type { OwnerRule } from "../model/owners.ts";
import { byWeight, isClosed, weightOf } from "../model/risk.ts";
import { rollUp } from "../model/roll-up.ts";
import type { Status } from "../model/status.ts";
import { writtenAs } from "../model/words/vocabulary.ts";
import { forecast } from "./forecast.ts";
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
	/** How many items that count were verified on some days, by a log of verdicts; the last one is by `verdicts`. */
	readonly verified: readonly { readonly at: string; readonly done: number }[];
	/** When it may be complete, at the pace of the last weeks. */
	readonly forecast: PageForecast;
	/** In front of a line's number, the address of the document's lines on its Git hosting site; null where there is none. */
	readonly lineUrl: string | null;
	/** Null: nothing was verified, boxes are claims. */
	readonly verdicts: JoinedVerdicts | null;
	readonly risks: readonly RiskReport[];
	readonly attestations: readonly Attestation[];
	/** Newest first. */
	readonly reviews: readonly ReviewReport[];
	/** When it was made, ISO 8601. */
	readonly madeAt: string;
}

/** Days by which 10, 50 and 90 of 100 simulated futures are complete; null where there is no saying. */
export interface PageForecast {
	readonly early: string | null;
	readonly middle: string | null;
	readonly late: string | null;
	/** How many whole weeks it is extrapolated from. */
	readonly weeks: number;
	readonly why: string | null;
}

export interface RiskReport {
	readonly id: string;
	readonly risk: string;
	readonly impact: string;
	readonly probability: string;
	readonly mitigation: string;
	/** Of the optional columns; empty without. */
	readonly owner: string;
	readonly state: string;
	/** Impact times probability, 1 to 25; null where they cannot be weighed. */
	readonly weight: number | null;
	readonly closed: boolean;
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
	readonly verified?: readonly { readonly at: string; readonly done: number }[];
	readonly lineUrl?: string | null;
	/** The owners of items that name none. */
	readonly owners?: readonly OwnerRule[];
	readonly now: Date;
}

export function pageReport(document: StatusDocument, sources: PageSources): PageReport {
	const { path, history, verdicts, now } = sources;
	const status = reportStatus(document, rollUp(document, dayOf(now)), path, sources.owners);
	const { done, counted } = status.total;
	const phases = new Map(status.phases.map((phase) => [phase.id, { done: phase.done, counted: phase.counted }]));
	// A clock that was ahead must not put the past after now.
	const progress = daily([
		...history.filter(({ at }) => Date.parse(at) <= now.getTime()),
		{ at: now.toISOString(), done, counted, phases },
	]);
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
		progress,
		verified: sources.verified ?? [],
		forecast: forecastOf(progress, counted - done, now),
		lineUrl: sources.lineUrl ?? null,
		verdicts: verdicts === null ? null : joinVerdicts(verdicts, status),
		risks: byWeight(document.risks?.rows ?? []).map((row) => ({
			id: row.id,
			risk: row.risk.value,
			impact: row.impact?.value ?? "",
			probability: row.probability?.value ?? "",
			mitigation: row.mitigation?.value ?? "",
			owner: row.owner?.value ?? "",
			state: row.state?.value ?? "",
			weight: weightOf(row),
			closed: isClosed(row),
		})),
		attestations: attestations(document, dayOf(now)),
		reviews: (document.history?.rows ?? [])
			.filter((row) => !row.placeholder)
			.map((row) => ({
				date: dateText(row.date.value),
				reviewer: row.reviewer?.value ?? "",
				phase: row.phase?.value ?? "",
				change: row.change?.value ?? "",
			}))
			.reverse(),
		madeAt: now.toISOString(),
	};
}

function dateText(date: WrittenDate): string {
	return date.kind === "day" ? date.day : date.kind === "unreadable" || date.kind === "vague" ? date.text : "";
}

const week = 7 * 24 * 3_600_000;

/** The forecast of `history`, by the days of the burn-up: what was done in each whole week back from now, since the first item was. */
function forecastOf(progress: readonly ProgressPoint[], remaining: number, now: Date): PageForecast {
	const first = progress.find(({ done }) => done > 0);
	const weeks = first === undefined ? 0 : Math.max(0, Math.floor((now.getTime() - Date.parse(first.at)) / week));
	// The end of a day: the point of a day is its last.
	const doneAt = (time: number): number => progress.findLast(({ at }) => Date.parse(at) <= time)?.done ?? 0;
	const weekly = Array.from({ length: weeks }, (_, index) => {
		const end = now.getTime() - (weeks - 1 - index) * week;
		return doneAt(end) - doneAt(end - week);
	});
	const found = forecast(weekly, remaining);
	if (found.kind === "none") return { early: null, middle: null, late: null, weeks, why: found.why };
	const after = (count: number): string => dayOf(new Date(now.getTime() + count * week));
	const { early, middle, late } = found.weeks;
	return { early: after(early), middle: after(middle), late: late === null ? null : after(late), weeks, why: null };
}
