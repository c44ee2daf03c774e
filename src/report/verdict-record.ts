import { type Outcome, outcomes, type State, states } from "../model/verdict.ts";
import { isRecord } from "../text/record.ts";
import type { Verification } from "./verification.ts";

/**
 * One run of `verify` in a log of verdicts: a line of JSON (schemas/verdict-record.schema.json). Each line is independent, so that git
 * can merge two logs by taking the lines of both, in any order.
 */
export interface VerdictRecord {
	readonly schemaVersion: 1;
	/** When the clusters were read, which for a recording is when it was made; never when the program ran. */
	readonly observedAt: string;
	/** When the program ran. */
	readonly ranAt: string;
	readonly document: string;
	readonly clusters: Verification["clusters"];
	/** A recording was judged instead of a live cluster. */
	readonly recording: boolean;
	readonly version: string;
	readonly digests: Verification["digests"];
	readonly exitCode: number;
	/** The ids of the items that were observed, by state and outcome. What is not listed was not observed. */
	readonly items: Readonly<Partial<Record<State, Readonly<Partial<Record<ItemOutcome, readonly string[]>>>>>>;
	readonly criteria: Readonly<Partial<Record<ItemOutcome, readonly string[]>>>;
	/** Ids whose probe passes, and that only `greenFor` keeps from passing: they count as green for the start of the green period. */
	readonly soaking: readonly string[];
	/** Why, in one CamelCase word, of each id that regressed, failed or could not be verified; not of items that are merely open. */
	readonly reasons: Readonly<Record<string, string>>;
	/** This line represents several runs with equal results, of which it is the last. Absent: one run. */
	readonly span?: RecordSpan;
}

export interface RecordSpan {
	/** `observedAt` of the first run. */
	readonly from: string;
	readonly runs: number;
	/** The longest time between two of them, in seconds. */
	readonly widestGap: number;
}

export type ItemOutcome = Outcome | "unbound";
export const itemOutcomes: readonly ItemOutcome[] = [...outcomes, "unbound"];

/** What a log keeps of a run. */
export function recordOf(verification: Verification, ranAt: string): VerdictRecord {
	const { observedAt, document, clusters, recording, tool, digests, exitCode } = verification;
	const items: Partial<Record<State, Partial<Record<ItemOutcome, string[]>>>> = {};
	const criteria: Partial<Record<ItemOutcome, string[]>> = {};
	const reasons: Record<string, string> = {};
	const soaking: string[] = [];
	for (const item of verification.items) {
		// It was not asked about.
		if (item.state === "skipped") continue;
		const byOutcome = items[item.state] ?? {};
		items[item.state] = byOutcome;
		byOutcome[item.outcome] = [...(byOutcome[item.outcome] ?? []), item.id];
		if (item.soaking === true) soaking.push(item.id);
		if (item.state === "regressed" || item.state === "unverified") reasons[item.id] = item.reason;
	}
	for (const criterion of verification.criteria) {
		criteria[criterion.outcome] = [...(criteria[criterion.outcome] ?? []), criterion.id];
		if (criterion.soaking === true) soaking.push(criterion.id);
		if (criterion.outcome === "fail" || criterion.outcome === "unknown") reasons[criterion.id] = criterion.reason;
	}
	return {
		schemaVersion: 1,
		observedAt,
		ranAt,
		document,
		clusters,
		recording: recording !== null,
		version: tool.version,
		digests,
		exitCode,
		items,
		criteria,
		soaking,
		reasons,
	};
}

/** A record as a line of the log, without the line feed. */
export function recordLine(record: VerdictRecord): string {
	// JSON leaves these as they are, and some editors and tools end a line there.
	const { items, criteria, soaking, reasons, ...about } = record;
	return JSON.stringify({ ...about, items, criteria, soaking, reasons }).replace(
		/[\u0085\u2028\u2029]/g,
		(one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
	);
}

/** What a run found, without when and where it was: equal for runs between which nothing changed. */
export type RecordResults = Pick<VerdictRecord, "items" | "criteria" | "soaking" | "reasons">;
export type RecordAbout = Omit<VerdictRecord, keyof RecordResults>;

/** Reads a line back; null for anything that is not a record, such as half a line or a conflict marker. */
export function readRecord(line: string): VerdictRecord | null {
	const json = parsed(line);
	const [about, results] = [readAbout(json), readResults(json)];
	return about === null || results === null ? null : { ...about, ...results };
}

/** The halves of a line as `recordLine` writes it, each as JSON of its own, for readers of many equal runs; null for another line. */
export function halvesOf(line: string): { readonly about: string; readonly results: string } | null {
	// Within a string of JSON a quote has a backslash in front.
	const at = line.indexOf(',"items":{');
	return at < 0 ? null : { about: `${line.slice(0, at)}}`, results: `{${line.slice(at + 1)}` };
}

export function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

export function readResults(json: unknown): RecordResults | null {
	if (!isRecord(json)) return null;
	const items = readItems(json.items);
	const criteria = readOutcomes(json.criteria);
	const soaking = readIds(json.soaking);
	const reasons = readReasons(json.reasons);
	return items === null || criteria === null || soaking === null || reasons === null
		? null
		: { items, criteria, soaking, reasons };
}

export function readAbout(json: unknown): RecordAbout | null {
	if (!isRecord(json) || json.schemaVersion !== 1) return null;
	const { observedAt, ranAt, document, recording, version, exitCode } = json;
	if (!isInstant(observedAt) || !isInstant(ranAt) || typeof document !== "string" || typeof version !== "string") return null;
	if (typeof exitCode !== "number" || typeof recording !== "boolean") return null;
	const clusters = readClusters(json.clusters);
	const digests = readDigests(json.digests);
	const span = json.span === undefined ? undefined : readSpan(json.span, observedAt);
	if (clusters === null || digests === null || span === null) return null;
	return {
		schemaVersion: 1,
		observedAt,
		ranAt,
		document,
		clusters,
		recording,
		version,
		digests,
		exitCode,
		...(span === undefined ? {} : { span }),
	};
}

function readClusters(json: unknown): VerdictRecord["clusters"] | null {
	if (!Array.isArray(json)) return null;
	const found = [];
	for (const one of json) {
		if (!isRecord(one) || typeof one.context !== "string") return null;
		const { context, uid, readAt } = one;
		if (!(uid === null || typeof uid === "string") || !(readAt === null || isInstant(readAt))) return null;
		found.push({ context, uid, readAt });
	}
	return found;
}

function readDigests(json: unknown): VerdictRecord["digests"] | null {
	if (!isRecord(json)) return null;
	const { document, probes } = json;
	return typeof document === "string" && (probes === null || typeof probes === "string") ? { document, probes } : null;
}

function readItems(json: unknown): VerdictRecord["items"] | null {
	if (!isRecord(json)) return null;
	const found: Partial<Record<State, VerdictRecord["criteria"]>> = {};
	for (const [key, value] of Object.entries(json)) {
		const state = states.find((known) => known === key);
		const ids = readOutcomes(value);
		if (state === undefined || ids === null) return null;
		found[state] = ids;
	}
	return found;
}

function readOutcomes(json: unknown): VerdictRecord["criteria"] | null {
	if (!isRecord(json)) return null;
	const found: Partial<Record<ItemOutcome, readonly string[]>> = {};
	for (const [key, value] of Object.entries(json)) {
		const outcome = itemOutcomes.find((known) => known === key);
		const ids = readIds(value);
		if (outcome === undefined || ids === null) return null;
		found[outcome] = ids;
	}
	return found;
}

function readIds(json: unknown): readonly string[] | null {
	return Array.isArray(json) && json.every((id) => typeof id === "string") ? json : null;
}

function readReasons(json: unknown): Readonly<Record<string, string>> | null {
	if (!isRecord(json)) return null;
	const found: [string, string][] = [];
	for (const [id, reason] of Object.entries(json)) {
		if (typeof reason !== "string") return null;
		found.push([id, reason]);
	}
	return Object.fromEntries(found);
}

function readSpan(json: unknown, last: string): RecordSpan | null {
	if (!isRecord(json)) return null;
	const { from, runs, widestGap } = json;
	if (!isInstant(from) || typeof runs !== "number" || typeof widestGap !== "number") return null;
	const whole = Date.parse(last) - Date.parse(from);
	// This many runs within the maximum gap cover no longer time.
	const isPossible =
		whole >= 0 && Number.isInteger(runs) && runs >= 1 && widestGap >= 0 && whole <= (runs - 1) * (widestGap + 1) * 1000;
	return isPossible ? { from, runs, widestGap } : null;
}

function isInstant(value: unknown): value is string {
	return typeof value === "string" && !Number.isNaN(Date.parse(value));
}
