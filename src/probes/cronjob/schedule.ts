import { Cron } from "croner";
import { readDuration } from "../../model/duration.ts";

/** The times of a CronJob's schedule. */
export interface Schedule {
	/** The last time that is not after an instant; null where there was none in the last years. */
	lastBefore(instant: number): number | null;
	/** How many times there were after one instant, up to another, counted up to `most`. */
	countBetween(after: number, until: number, max: number): number;
	/** Whether it has any time after an instant: 30 February never comes. */
	hasTimeAfter(instant: number): boolean;
}

/**
 * Reads a schedule as the CronJob controller does: five fields, macros, `@every`, and a zone in front of it that older clusters accept.
 * Null where it is none. https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export function readSchedule(text: string, timeZone: string | null, knownStart: number | null): Schedule | null {
	const [, zone = timeZone ?? "UTC", expression = ""] = /^(?:(?:CRON_)?TZ=(\S+)\s+)?(.*)$/.exec(text.trim()) ?? [];
	const every = /^@every\s+(\S+)$/.exec(expression)?.[1];
	if (every !== undefined) {
		const period = readDuration(every);
		return period === null || period <= 0 ? null : ofPeriod(period, knownStart ?? 0);
	}
	const cron = parse(expression, zone);
	if (cron === null) return null;
	// Without a time zone, the controller uses that of its machine, which is derived from the last run.
	const offset = timeZone === null && knownStart !== null ? offsetOf(cron, knownStart) : 0;
	return {
		lastBefore: (instant) => {
			// It is strictly before; a schedule has whole minutes.
			const [found] = cron.previousRuns(1, new Date(instant + offset + 1000));
			return found === undefined ? null : found.getTime() - offset;
		},
		countBetween(after, until, max) {
			let count = 0;
			let from = after + offset;
			while (count < max) {
				const next = cron.nextRun(new Date(from));
				if (next === null || next.getTime() - offset > until) break;
				count += 1;
				from = next.getTime();
			}
			return count;
		},
		hasTimeAfter: (instant) => cron.nextRun(new Date(instant)) !== null,
	};
}

function parse(expression: string, zone: string): Cron | null {
	if (!/^@\w+$/.test(expression) && expression.split(/\s+/).length !== 5) return null;
	try {
		const cron = new Cron(expression, { timezone: zone, paused: true });
		// croner looks up a time zone only when it computes the first time.
		cron.nextRun(new Date(0));
		return cron;
	} catch {
		return null;
	}
}

function ofPeriod(period: number, start: number): Schedule {
	const countUntil = (instant: number): number => Math.floor((instant - start) / period);
	return {
		lastBefore: (instant) => start + countUntil(instant) * period,
		countBetween: (after, until, max) => Math.max(0, Math.min(max, countUntil(until) - countUntil(after))),
		hasTimeAfter: () => true,
	};
}

const quarter = 15 * 60_000;

/** What has to be added to UTC for an instant to be a time of the schedule; 0 where nothing makes it one. */
function offsetOf(cron: Cron, instant: number): number {
	const minute = instant - (instant % 60_000);
	for (let steps = 0; steps <= 56; steps += 1)
		for (const offset of steps === 0 ? [0] : [steps * quarter, -steps * quarter]) {
			const next = cron.nextRun(new Date(minute + offset - 1000));
			if (next !== null && next.getTime() === minute + offset) return offset;
		}
	return 0;
}
