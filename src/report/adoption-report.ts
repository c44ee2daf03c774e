import type { StatusDocument } from "../model/document.ts";
import { everyItem } from "../model/phase.ts";
import type { DerivedPhase } from "../model/roll-up.ts";
import { type Status, statuses, type WrittenStatus } from "../model/status.ts";
import { usualStatus } from "../model/words/usual-statuses.ts";
import { usualWord } from "../model/words/vocabulary.ts";
import type { Span } from "../text/span.ts";

/** The result of `adopt`: what is understood, what is left alone, and what the probes file needs. */
export interface AdoptionReport {
	readonly schemaVersion: 1;
	readonly document: string;
	readonly phases: {
		readonly word: string;
		readonly found: readonly { readonly id: string; readonly title: string; readonly line: number; readonly status: Status }[];
		readonly items: number;
		readonly done: number;
	};
	readonly statuses: {
		readonly understood: readonly { readonly word: string; readonly status: Status; readonly times: number }[];
		/** Left as they are written. */
		readonly unknown: readonly { readonly word: string; readonly line: number; readonly means: Status | null }[];
	};
	readonly summary: { readonly line: number; readonly reason: string } | null;
	readonly history: { readonly line: number; readonly reason: string } | null;
	/** What no command writes to. */
	readonly untouched: readonly { readonly line: number; readonly what: string }[];
	/** What a writing command lacks, and the command that adds it. */
	readonly lacking: readonly { readonly what: string; readonly command: string }[];
	/** The words that the probes file needs; null where it needs none. */
	readonly vocabulary: {
		readonly phase: string | null;
		readonly statuses: Readonly<Partial<Record<Status, readonly string[]>>>;
	} | null;
}

/** `word`: a word for the phases that the vocabulary lacks. `tables`: every table of the document. */
export function reportAdoption(
	document: StatusDocument,
	derived: readonly DerivedPhase[],
	path: string,
	{ word, tables }: { readonly word: string | null; readonly tables: readonly Span[] },
): AdoptionReport {
	const { source, summary, history, phases, vocabulary, blockers } = document;
	const lineOf = ({ start }: Span): number => source.lineOf(start);
	const written = [...(summary?.rows ?? []).map(({ status }) => status), ...phases.map(({ status }) => status)].filter(
		(status): status is WrittenStatus => status !== null && status.raw !== "",
	);
	const wordOf = ({ word: known, raw }: WrittenStatus): string => known?.value ?? raw;
	const times = new Map<string, { word: string; status: Status; times: number }>();
	for (const one of written) {
		if (one.status === null) continue;
		const known = times.get(wordOf(one)) ?? { word: wordOf(one), status: one.status, times: 0 };
		known.times += 1;
		times.set(wordOf(one), known);
	}
	const unknown = [...new Map(written.filter(({ status }) => status === null).map((one) => [wordOf(one), one])).values()].map(
		(one) => ({ word: wordOf(one), line: lineOf(one.span), means: usualStatus(wordOf(one)) }),
	);
	const own = new Set([summary?.table.span.start, history?.table.span.start, document.risks?.table.span.start]);
	const items = phases.flatMap(everyItem);
	const first = phases[0]?.id;
	const known: Partial<Record<Status, readonly string[]>> = {};
	for (const status of statuses) {
		const words = unknown.filter(({ means }) => means === status).map((one) => one.word);
		if (words.length === 0) continue;
		// The first word is the one that is written from now on: that stays the one that the document uses most.
		const [mostUsed] = [...times.values()].filter((one) => one.status === status).sort((a, b) => b.times - a.times);
		const usual = mostUsed?.word ?? usualWord(vocabulary.statuses[status].words);
		known[status] = usual === "" ? words : [usual, ...words];
	}
	return {
		schemaVersion: 1,
		document: path,
		phases: {
			word: usualWord(vocabulary.phase),
			found: derived.map(({ phase, status }) => ({
				id: phase.id,
				title: phase.title.value,
				line: lineOf(phase.heading),
				status,
			})),
			items: items.length,
			done: items.filter(({ box }) => box.value).length,
		},
		statuses: { understood: [...times.values()], unknown },
		summary: summary === null ? null : { line: lineOf(summary.table.span), reason: summary.reason },
		history: history === null ? null : { line: lineOf(history.table.span), reason: history.reason },
		untouched: [
			...tables
				.filter(({ start }) => !own.has(start))
				.map((table) => ({ line: lineOf(table), what: "a table about something else" })),
			...document.irregularities.flatMap((one) =>
				one.kind === "stray-item" ? [{ line: lineOf(one.span), what: "checkboxes that belong to no phase" }] : [],
			),
			...(summary?.rows ?? []).flatMap(({ completion }) =>
				completion?.value.kind === "other" ? [{ line: lineOf(completion.span), what: "progress in units of its own" }] : [],
			),
		].sort((a, b) => a.line - b.line),
		lacking:
			first === undefined
				? []
				: [
						...(summary === null ? [{ what: "a summary table with dates", command: `phase ${first} --start DAY --create` }] : []),
						...(history === null ? [{ what: "a review history", command: `review ${first} TEXT --create` }] : []),
						...(blockers === null || blockers.lists.length === 0
							? [{ what: "a list of blockers", command: `block ${first} --reason TEXT --create` }]
							: []),
						...(phases.every(({ notes }) => notes === null)
							? [{ what: "notes of the phases", command: `note ${first} TEXT --create` }]
							: []),
					],
		vocabulary: word === null && Object.keys(known).length === 0 ? null : { phase: word, statuses: known },
	};
}
