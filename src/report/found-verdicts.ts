import { criterionStatusOf, type ItemStatus, itemStatusOf } from "../model/item-status.ts";
import { type Outcome, outcomes, type State, stateOf } from "../model/verdict.ts";
import { isRecord } from "../text/record.ts";
import type { ItemReport, StatusReport } from "./status-report.ts";

/** Verdicts of an earlier `verify -o json`, as they were read back. */
export interface FoundVerdicts {
	readonly contexts: readonly string[];
	/** When each context was read; absent from the verdicts of a version without it. */
	readonly readAt?: ReadonlyMap<string, string | null>;
	readonly observedAt: string;
	readonly recording: string | null;
	readonly items: readonly FoundVerdict[];
	/** Success criteria without a checkbox. */
	readonly criteria?: readonly FoundVerdict[];
}

export interface FoundVerdict {
	readonly id: string;
	readonly text: string;
	readonly outcome: Outcome | "unbound";
	/** CamelCase; empty in the verdicts of a version without it. */
	readonly reason?: string;
	readonly parked?: boolean;
	readonly message: string;
	readonly hint: string | null;
}

/** An item as it is in the document now, with what an earlier verification found. */
export interface JudgedItem {
	readonly item: ItemReport;
	readonly outcome: FoundVerdict["outcome"];
	readonly state: State;
	readonly status: ItemStatus;
	readonly message: string;
	readonly hint: string | null;
}

/** A success criterion with what an earlier verification found. */
export interface JudgedCriterion {
	readonly id: string;
	readonly text: string;
	readonly status: ItemStatus;
	readonly message: string;
	readonly hint: string | null;
}

export interface JoinedVerdicts {
	readonly contexts: readonly string[];
	readonly readAt?: ReadonlyMap<string, string | null>;
	readonly observedAt: string;
	readonly recording: string | null;
	readonly byItem: ReadonlyMap<string, JudgedItem>;
	readonly byCriterion: ReadonlyMap<string, JudgedCriterion>;
	/** Verdicts about items that the document no longer has, or whose text changed: they do not apply. */
	readonly outdated: number;
	/** Items of the document that the verification did not ask about. */
	readonly unasked: number;
}

/** Reads the JSON of `verify`; null for anything else. One invalid verdict makes the whole unreadable. */
export function readVerdicts(json: unknown): FoundVerdicts | null {
	if (!isRecord(json) || json.schemaVersion !== 1 || typeof json.observedAt !== "string" || !Array.isArray(json.items))
		return null;
	if (Number.isNaN(Date.parse(json.observedAt)) || !Array.isArray(json.contexts)) return null;
	const items = foundVerdicts(json.items);
	const criteria = foundVerdicts(Array.isArray(json.criteria) ? json.criteria : []);
	if (items === null || criteria === null) return null;
	return {
		contexts: json.contexts.filter((name) => typeof name === "string"),
		...readTimes(json.clusters),
		observedAt: json.observedAt,
		recording: typeof json.recording === "string" ? json.recording : null,
		items,
		criteria,
	};
}

function foundVerdicts(all: readonly unknown[]): FoundVerdict[] | null {
	const found: FoundVerdict[] = [];
	for (const one of all) {
		const verdict = foundVerdict(one);
		if (verdict === null) return null;
		found.push(verdict);
	}
	return found;
}

function foundVerdict(one: unknown): FoundVerdict | null {
	if (!isRecord(one)) return null;
	const { id, text, message, hint, reason, parked } = one;
	const outcome = [...outcomes, "unbound" as const].find((known) => known === one.outcome);
	if (typeof id !== "string" || typeof text !== "string" || typeof message !== "string" || outcome === undefined) return null;
	return {
		id,
		text,
		outcome,
		reason: typeof reason === "string" ? reason : "",
		parked: parked === true,
		message,
		hint: typeof hint === "string" ? hint : null,
	};
}

function readTimes(clusters: unknown): Pick<FoundVerdicts, "readAt"> {
	const times = new Map<string, string | null>();
	for (const one of Array.isArray(clusters) ? clusters : []) {
		if (!isRecord(one) || typeof one.context !== "string") continue;
		const { readAt } = one;
		times.set(one.context, typeof readAt === "string" && !Number.isNaN(Date.parse(readAt)) ? readAt : null);
	}
	return times.size === 0 ? {} : { readAt: times };
}

/**
 * Joins the verdicts with the current document, whose checkboxes may have changed. A verdict about an item whose text has changed
 * is dropped: it would be green for something that was not verified.
 */
export function joinVerdicts(found: FoundVerdicts, status: StatusReport): JoinedVerdicts {
	const items = status.phases.flatMap((phase) => [...phase.items, ...phase.validation.items, ...phase.criteriaChecks.items]);
	const known = new Map(items.map((item) => [item.id, item]));
	const byItem = new Map<string, JudgedItem>();
	let outdated = 0;
	for (const { id, text, outcome, reason = "", parked = false, message, hint } of found.items) {
		const item = known.get(id);
		if (item === undefined || item.text !== text) {
			outdated += 1;
			continue;
		}
		const state = stateOf(item, outcome === "unbound" ? null : outcome);
		const itemStatus = itemStatusOf({ ...item, outcome, reason, parked });
		byItem.set(id, { item, outcome, state, status: itemStatus, message, hint });
	}
	const bullets = new Map(status.phases.flatMap((phase) => phase.criteria.map((one) => [one.id, one] as const)));
	const byCriterion = new Map<string, JudgedCriterion>();
	for (const { id, text, outcome, reason = "", parked = false, message, hint } of found.criteria ?? []) {
		if (bullets.get(id)?.text !== text) outdated += 1;
		else byCriterion.set(id, { id, text, status: criterionStatusOf({ outcome, reason, parked }), message, hint });
	}
	const unasked = items.filter((item) => !item.skipped && !byItem.has(item.id)).length;
	const { items: _items, criteria: _criteria, ...origin } = found;
	return { ...origin, byItem, byCriterion, outdated, unasked };
}
