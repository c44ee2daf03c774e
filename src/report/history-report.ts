import { type Day, dayOf } from "../model/date.ts";
import type { Phase } from "../model/phase.ts";
import type { Tally } from "../model/roll-up.ts";
import { forecast } from "./forecast.ts";
import { type DayForecast, inDays, paceForecast } from "./pace-forecast.ts";
import { everyTally } from "./progress.ts";
import type { CheckOff, ProgressHistory } from "./progress-history.ts";

/** The result of `history`: the shape of its JSON (schemas/history.schema.json). */
export interface HistoryReport {
	readonly schemaVersion: 1;
	readonly document: string;
	/** Only what happened since is listed; throughput and forecast are of the whole history. */
	readonly since: Day | null;
	readonly commits: number;
	/** A shallow clone: what happened before is not known. */
	readonly isComplete: boolean;
	readonly total: Tally;
	readonly checkOffs: readonly ReportedCheckOff[];
	readonly scope: readonly {
		readonly day: Day;
		readonly commit: string;
		readonly author: string;
		readonly added: readonly string[];
		readonly removed: readonly string[];
	}[];
	/** Whole weeks back from now, the oldest first. */
	readonly weeks: readonly { readonly from: Day; readonly done: number; readonly added: number; readonly removed: number }[];
	readonly forecast: DayForecast;
	readonly phases: readonly PhaseForecast[];
}

/** When a phase may be done, by what was done in it. */
export interface PhaseForecast extends Tally {
	readonly id: string;
	readonly title: string;
	/** Done items that a probe confirmed when they were checked off. */
	readonly verified: number;
	/** What the forecast counts: verified check-offs, where the phase has enough of them, else every check-off. */
	readonly basis: "verified" | "checked";
	readonly forecast: DayForecast;
}

export interface ReportedCheckOff {
	readonly id: string;
	readonly text: string;
	readonly phase: string;
	readonly checked: boolean;
	readonly day: Day;
	/** The author and the committer. */
	readonly author: string;
	readonly committer: string;
	/** The reviewer in the review history; null if there is none. */
	readonly reviewer: string | null;
	/** Whether a command wrote it, with a row about the item, or it was edited by hand. */
	readonly by: CheckOff["by"];
	/** Whether a probe confirmed it. */
	readonly verified: boolean;
	readonly commit: string;
	readonly subject: string;
}

const week = 7 * 24 * 3600;

export function reportHistory(
	history: ProgressHistory,
	about: Pick<HistoryReport, "document" | "since" | "commits" | "isComplete" | "total">,
	now: Date,
	phases: readonly Phase[] = [],
): HistoryReport {
	const seconds = now.getTime() / 1000;
	const counted = history.checkOffs.filter((one) => one.counted);
	const first = counted.find(({ checked }) => checked)?.seconds;
	const whole = first === undefined ? 0 : Math.max(0, Math.floor((seconds - first) / week));
	const weeks = Array.from({ length: whole }, (_, index) => ({
		from: day(seconds - (whole - index) * week),
		done: 0,
		added: 0,
		removed: 0,
	}));
	// A week is what came after its start, up to and including its end.
	const weekOf = (when: number): (typeof weeks)[number] | undefined => weeks[whole - Math.floor((seconds - when) / week) - 1];
	for (const one of counted) {
		const current = weekOf(one.seconds);
		if (current !== undefined) current.done += one.checked ? 1 : -1;
	}
	for (const one of history.scope) {
		const current = weekOf(one.seconds);
		if (current === undefined) continue;
		current.added += one.added.length;
		current.removed += one.removed.length;
	}
	const isListed = (one: { readonly seconds: number }): boolean => about.since === null || day(one.seconds) >= about.since;
	const estimate = forecast(
		weeks.map(({ done }) => done),
		about.total.counted - about.total.done,
	);
	return {
		schemaVersion: 1,
		...about,
		checkOffs: history.checkOffs.filter(isListed).map(reported),
		scope: history.scope.filter(isListed).map(({ seconds: when, ...rest }) => ({ day: day(when), ...rest })),
		weeks,
		forecast: inDays(estimate, seconds),
		phases: phases.map((phase) => phaseForecast(phase, counted, seconds)),
	};
}

function phaseForecast(phase: Phase, counted: readonly CheckOff[], now: number): PhaseForecast {
	const changes = counted
		.filter((one) => one.phase === phase.id)
		.map(({ seconds, checked, verified: isProven }) => {
			const by = checked ? 1 : -1;
			return { seconds, done: by, verified: isProven || !checked ? by : 0 };
		});
	const tally = everyTally(phase);
	const { basis, forecast: found } = paceForecast(changes, tally, now);
	return { id: phase.id, title: phase.title.value, ...tally, basis, forecast: found };
}

function reported({ counted: _, seconds, ...one }: CheckOff): ReportedCheckOff {
	return { ...one, day: day(seconds) };
}

function day(seconds: number): Day {
	return dayOf(new Date(seconds * 1000));
}
