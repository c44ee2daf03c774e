import { Failure } from "../model/failure.ts";
import { type State, states } from "../model/verdict.ts";
import { clusterKey } from "./cluster-key.ts";
import {
	halvesOf,
	type ItemOutcome,
	itemOutcomes,
	parsed,
	type RecordAbout,
	type RecordResults,
	readAbout,
	readRecord,
	readResults,
	type VerdictRecord,
} from "./verdict-record.ts";

/** What a run observed of an item, or of a success criterion, which has no box and so no state. */
export interface RecordedVerdict {
	readonly state: State | null;
	readonly outcome: ItemOutcome;
	/** Its probe passes, and only `greenFor` keeps it from passing. */
	readonly isSoaking: boolean;
}

/** A run in the log. A line for several equal runs is one of these. */
export interface RecordedRun {
	/** When the clusters were read; of several runs, the last time. Milliseconds since 1970. */
	readonly at: number;
	/** Of several equal runs the first time; else the same. */
	readonly from: number;
	readonly runs: number;
	/** The longest time between two of them, in milliseconds. */
	readonly widestGap: number;
	/** Which clusters were asked: runs with the same can be compared. */
	readonly cluster: string;
	readonly clusters: VerdictRecord["clusters"];
	readonly recording: boolean;
	readonly document: string;
	readonly version: string;
	readonly digests: VerdictRecord["digests"];
	/** Null: this run did not observe it. */
	verdictOf(id: string): RecordedVerdict | null;
	reasonOf(id: string): string | null;
}

export interface VerdictLog {
	/** The oldest first. */
	readonly runs: readonly RecordedRun[];
	/** Every id that some run observed. */
	readonly ids: readonly string[];
	/** Lines that are not records: cut off, or conflict markers. */
	readonly unreadable: number;
	/** Runs dated in the future: they are ignored. */
	readonly future: number;
}

/** Whether the probe of an item was satisfied. */
export function isGreen({ outcome, isSoaking }: RecordedVerdict): boolean {
	return outcome === "pass" || outcome === "attested" || (isSoaking && outcome !== "fail");
}

/** A log has a byte a run and id; more than this belongs to no migration. */
const maxCells = 64_000_000;
/** How far the clock of another writer may be ahead. */
const maxSkew = 300_000;

const maxRecent = 32;

/** What a run found: a code for each id, by the index of the id. */
interface Results {
	readonly cells: Uint8Array;
	readonly reasons: ReadonlyMap<number, string>;
}

/** Takes the lines of a log in any order, and keeps a byte for each id of each run. */
export class VerdictLogReader {
	readonly #now: number;
	readonly #runs: StoredRun[] = [];
	readonly #known = new Set<string>();
	readonly #indexOf = new Map<string, number>();
	readonly #interned = new Map<string, string>();
	readonly #recent = new Map<string, Results>();
	#cells = 0;
	#unreadable = 0;
	#future = 0;

	constructor(now: Date) {
		this.#now = now.getTime();
	}

	add(line: string): void {
		if (line.trim() === "") return;
		const halves = halvesOf(line);
		const record = halves === null ? readRecord(line) : readAbout(parsed(halves.about));
		const results = record === null ? null : halves === null ? this.#resultsOf(line) : this.#resultsOf(halves.results);
		if (record === null || results === null) {
			this.#unreadable += 1;
			return;
		}
		const at = Date.parse(record.observedAt);
		if (at > this.#now + maxSkew) {
			this.#future += 1;
			return;
		}
		// A merge may bring the same line twice.
		const key = `${record.observedAt} ${record.ranAt} ${record.exitCode} ${clusterKey(record.clusters)} ${record.document}`;
		if (this.#known.has(key)) return;
		this.#known.add(key);
		this.#runs.push(this.#keep(record, results, at));
	}

	/** Runs without changes share their results: most of a log equals the previous line. */
	#resultsOf(json: string): Results | null {
		const known = this.#recent.get(json);
		if (known !== undefined) return known;
		const read = readResults(parsed(json));
		if (read === null) return null;
		const results = this.#encode(read);
		if (this.#recent.size >= maxRecent) this.#recent.clear();
		this.#recent.set(json, results);
		return results;
	}

	finish(): VerdictLog {
		const runs = this.#runs.sort((a, b) => a.at - b.at || a.from - b.from);
		return { runs, ids: [...this.#indexOf.keys()], unreadable: this.#unreadable, future: this.#future };
	}

	#encode(record: RecordResults): Results {
		const soaking = new Set(record.soaking);
		let cells = new Uint8Array(this.#indexOf.size);
		const put = (ids: readonly string[] | undefined, state: number, outcome: number): void => {
			if (ids === undefined) return;
			const [usual, kept] = [encode(state, outcome, false), encode(state, outcome, true)];
			for (const id of ids) {
				const index = this.#index(id);
				if (index >= cells.length) {
					const longer = new Uint8Array(Math.max(index + 1, cells.length * 2));
					longer.set(cells);
					cells = longer;
				}
				cells[index] = soaking.size > 0 && soaking.has(id) ? kept : usual;
			}
		};
		for (const [at, state] of states.entries()) {
			const byOutcome = record.items[state];
			if (byOutcome !== undefined) for (const [outcome, name] of itemOutcomes.entries()) put(byOutcome[name], at + 1, outcome);
		}
		for (const [outcome, name] of itemOutcomes.entries()) put(record.criteria[name], 0, outcome);
		this.#cells += cells.length;
		if (this.#cells > maxCells) throw new Failure("unusable", "the log of verdicts has more runs and items than can be read");
		const reasons = Object.entries(record.reasons).map(([id, reason]): [number, string] => [
			this.#index(id),
			this.#intern(reason),
		]);
		return { cells, reasons: new Map(reasons) };
	}

	#keep(record: RecordAbout, { cells, reasons }: Results, at: number): StoredRun {
		const span = record.span;
		return new StoredRun(
			{
				at,
				from: span === undefined ? at : Date.parse(span.from),
				runs: span?.runs ?? 1,
				widestGap: (span?.widestGap ?? 0) * 1000,
				cluster: this.#intern(clusterKey(record.clusters)),
				clusters: record.clusters.map(({ context, uid, readAt }) => ({
					context: this.#intern(context),
					uid: uid === null ? null : this.#intern(uid),
					readAt,
				})),
				recording: record.recording,
				document: this.#intern(record.document),
				version: this.#intern(record.version),
				digests: {
					document: this.#intern(record.digests.document),
					probes: record.digests.probes === null ? null : this.#intern(record.digests.probes),
				},
			},
			cells,
			reasons,
			this.#indexOf,
		);
	}

	#index(id: string): number {
		const known = this.#indexOf.get(id);
		if (known !== undefined) return known;
		const index = this.#indexOf.size;
		this.#indexOf.set(id, index);
		return index;
	}

	/** Ten thousand runs name the same few clusters, versions and reasons. */
	#intern(text: string): string {
		const known = this.#interned.get(text);
		if (known !== undefined) return known;
		this.#interned.set(text, text);
		return text;
	}
}

type About = Omit<RecordedRun, "verdictOf" | "reasonOf">;

class StoredRun implements RecordedRun {
	readonly at: number;
	readonly from: number;
	readonly runs: number;
	readonly widestGap: number;
	readonly cluster: string;
	readonly clusters: VerdictRecord["clusters"];
	readonly recording: boolean;
	readonly document: string;
	readonly version: string;
	readonly digests: VerdictRecord["digests"];
	readonly #cells: Uint8Array;
	readonly #reasons: ReadonlyMap<number, string>;
	readonly #indexOf: ReadonlyMap<string, number>;

	constructor(about: About, cells: Uint8Array, reasons: ReadonlyMap<number, string>, indexOf: ReadonlyMap<string, number>) {
		this.at = about.at;
		this.from = about.from;
		this.runs = about.runs;
		this.widestGap = about.widestGap;
		this.cluster = about.cluster;
		this.clusters = about.clusters;
		this.recording = about.recording;
		this.document = about.document;
		this.version = about.version;
		this.digests = about.digests;
		this.#cells = cells;
		this.#reasons = reasons;
		this.#indexOf = indexOf;
	}

	verdictOf(id: string): RecordedVerdict | null {
		const index = this.#indexOf.get(id);
		const code = index === undefined ? 0 : (this.#cells[index] ?? 0);
		return decode(code);
	}

	reasonOf(id: string): string | null {
		const index = this.#indexOf.get(id);
		return index === undefined ? null : (this.#reasons.get(index) ?? null);
	}
}

/** Zero: not observed. Below 108: nine states (none for a criterion), six outcomes, and whether it is soaking. */
function encode(state: number, outcome: number, isSoaking: boolean): number {
	return 1 + (state * itemOutcomes.length + outcome) * 2 + Number(isSoaking);
}

const decoded: readonly (RecordedVerdict | null)[] = [
	null,
	...[null, ...states].flatMap((state) =>
		itemOutcomes.flatMap((outcome) => [false, true].map((isSoaking): RecordedVerdict => ({ state, outcome, isSoaking }))),
	),
];

function decode(code: number): RecordedVerdict | null {
	return decoded[code] ?? null;
}
