import { dayOf, type WrittenDate } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import { type Attestation, attestations } from "../model/evidence/attestation.ts";
import type { OwnerRule } from "../model/owners.ts";
import { byWeight, isClosed, weightOf } from "../model/risk.ts";
import { rollUp } from "../model/roll-up.ts";
import type { Status } from "../model/status.ts";
import { writtenAs } from "../model/words/vocabulary.ts";
import { type FoundVerdicts, type JoinedVerdicts, joinVerdicts } from "./found-verdicts.ts";
import { type DayForecast, type PaceForecast, type ProgressChange, paceForecast } from "./pace-forecast.ts";
import { daily, type EveryTally, everyTally, type PhaseTally, type ProgressPoint } from "./progress.ts";
import { reportStatus, type StatusReport } from "./status-report.ts";

/** The content of a report to managers, independent of its format. */
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
	/** The same for each phase, with its checks. */
	readonly phaseForecasts: ReadonlyMap<string, PaceForecast>;
	/** The address of the document's lines on its Git hosting site, in front of the line number; null if there is none. */
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

/** Days by which 10, 50 and 90 of 100 simulations are complete; null if there is no forecast. */
export interface PageForecast extends DayForecast {
	/** What is counted: verified check-offs, where there are enough of them. */
	readonly basis: PaceForecast["basis"];
	/** How many whole weeks it is extrapolated from. */
	readonly weeks: number;
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
	/** The path for display. */
	readonly path: string;
	/** Earlier states of the document; its current state is added. */
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
	const every = new Map(document.phases.map((phase) => [phase.id, everyTally(phase)]));
	const phases = new Map(
		status.phases.map(({ id, done, counted }): [string, PhaseTally] => {
			const all = every.get(id);
			return [id, { done, counted, ...(all === undefined ? {} : { every: all }) }];
		}),
	);
	const proven = document.phases.reduce(
		(sum, { items }) => sum + everyTally({ items, validation: null, criterionItems: [] }).verified,
		0,
	);
	// A clock that was ahead must not put the past after now.
	const progress = daily([
		...history.filter(({ at }) => Date.parse(at) <= now.getTime()),
		{ at: now.toISOString(), done, counted, proven, phases },
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
		...forecastsOf(progress, document, now),
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

/** The forecast of `history`, by the days of the burn-up. */
function forecastsOf(
	progress: readonly ProgressPoint[],
	document: StatusDocument,
	now: Date,
): Pick<PageReport, "forecast" | "phaseForecasts"> {
	const seconds = now.getTime() / 1000;
	const changesOf = (tallyOf: (point: ProgressPoint) => Omit<EveryTally, "counted"> | null): ProgressChange[] => {
		const known = progress.flatMap((point) => {
			const tally = tallyOf(point);
			return tally === null ? [] : [{ at: Date.parse(point.at) / 1000, ...tally }];
		});
		return known.map(({ at, done, verified }, index) => {
			const before = known[index - 1] ?? { done: 0, verified: 0 };
			return { seconds: at, done: done - before.done, verified: verified - before.verified };
		});
	};
	const own = document.phases.map((phase) => everyTally({ items: phase.items, validation: null, criterionItems: [] }));
	const sum = (of: keyof EveryTally): number => own.reduce((total, tally) => total + tally[of], 0);
	const whole = { counted: sum("counted"), done: sum("done"), verified: sum("verified") };
	const { basis, weeks, forecast } = paceForecast(
		changesOf(({ done, proven }) => ({ done, verified: proven ?? 0 })),
		whole,
		seconds,
	);
	const phases = document.phases.map((phase): [string, PaceForecast] => [
		phase.id,
		paceForecast(
			changesOf(({ phases }) => phases?.get(phase.id)?.every ?? (phases === undefined ? null : { done: 0, verified: 0 })),
			everyTally(phase),
			seconds,
		),
	]);
	return { forecast: { ...forecast, basis, weeks }, phaseForecasts: new Map(phases) };
}
