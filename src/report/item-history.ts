import { type Day, dayOf } from "../model/date.ts";
import type { ItemEvent } from "./item-trace.ts";
import type { VerdictHistory } from "./verdict-history.ts";

/** The result of `probes explain ITEM --history`: an audit trail from git and the log alone (schemas/item-history.schema.json). */
export interface ItemHistoryReport {
	readonly schemaVersion: 1;
	readonly document: string;
	readonly id: string;
	readonly text: string;
	readonly checked: boolean;
	/** Whether the checkbox is the same in the newest commit. */
	readonly committed: boolean;
	/** The check-off of the item; null if it is not checked in the newest commit. */
	readonly checkOff: ReportedEvent | null;
	/** Whether a probe confirmed that check-off. */
	readonly verified: boolean;
	/** What happened to the item in git since that check-off. */
	readonly since: readonly ReportedEvent[];
	/** How its probe differs from the one at that time: null for the same, or where there is no check-off. */
	readonly probe: { readonly from: string | null; readonly to: string | null } | null;
	/** All that happened, the oldest first. */
	readonly events: readonly ReportedEvent[];
	/** The entries in the log of verdicts, one for each cluster; empty without a log. */
	readonly verdicts: readonly ReportedVerdicts[];
	/** A shallow clone: what happened before is not known. */
	readonly isComplete: boolean;
}

export interface ReportedEvent extends Omit<ItemEvent, "seconds"> {
	readonly day: Day;
}

export interface ReportedVerdicts {
	readonly uids: readonly (string | null)[];
	readonly contexts: readonly string[];
	readonly state: string | null;
	readonly green: boolean;
	readonly reason: string | null;
	readonly since: string;
	readonly lastObserved: string;
	readonly runs: number;
	readonly flaps: number;
	readonly firstRed: string | null;
	readonly lastRed: string | null;
	/** Times at which another version or other probes judged from then on. */
	readonly judgedAnew: readonly string[];
}

export function reportEvents(events: readonly ItemEvent[]): readonly ReportedEvent[] {
	return events.map(({ seconds, ...event }) => ({ ...event, day: dayOf(new Date(seconds * 1000)) }));
}

/** The check-off that is still valid, and its index among the events; null if the item was unchecked since. */
export function currentCheckOff(events: readonly ItemEvent[]): number | null {
	const at = events.findLastIndex(({ kind }) => kind === "checked" || kind === "unchecked");
	return events[at]?.kind === "checked" ? at : null;
}

export function verdictsOf(history: VerdictHistory | null, id: string): readonly ReportedVerdicts[] {
	return (history?.clusters ?? []).flatMap(({ uids, contexts, changes, items }) => {
		const item = items.find((one) => one.id === id);
		if (item === undefined) return [];
		const { state, green, reason, since, lastObserved, runs, flaps, firstRed, lastRed } = item;
		const judgedAnew = changes.slice(1).map(({ at }) => at);
		return [{ uids, contexts, state, green, reason, since, lastObserved, runs, flaps, firstRed, lastRed, judgedAnew }];
	});
}
