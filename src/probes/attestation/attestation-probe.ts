import { type Day, dayOf } from "../../model/date.ts";
import { describeDuration } from "../../model/duration.ts";
import { contraryWords } from "../../model/evidence/contrary-evidence.ts";
import { attested, type Evidence } from "../../model/item.ts";
import type { Observation } from "../../model/verdict.ts";
import { commandLine } from "../../text/command-line.ts";
import { few } from "../../text/wording.ts";
import { define } from "../define.ts";
import { durationIn } from "../file/probe-fields.ts";
import type { ProbeResult, ReadAndJudge } from "../probe.ts";
import { probeResult } from "../shared/results.ts";

export interface AttestationSpec {
	readonly ask: string;
	/** Milliseconds; null where evidence without an end of its own never ends. */
	readonly expires: number | null;
	/** Who may attest; empty: anyone. */
	readonly by: readonly string[];
}

export interface AttestationEvidence {
	/** Null for a success criterion, under which no evidence is read. */
	readonly item: { readonly id: string; readonly evidence: readonly Evidence[] } | null;
	readonly today: Day;
	readonly now: string;
}

const attestation: ReadAndJudge<AttestationSpec, AttestationEvidence> = {
	name: "attestation",
	proves: "a person signed it off in the document, recently enough",
	specify(fields) {
		const by = fields.strings("by") ?? [];
		if (fields.has("by") && by.length === 0) throw fields.fault('"by" of attestation is empty, so no one could attest');
		const ask = fields.required("ask", fields.string("ask"));
		return { ask, expires: durationIn(fields, "expires"), by };
	},
	describe: ({ ask, by }) => `${by.length === 0 ? "a person" : few(by)} signs off: ${ask}`,
	asks: ({ ask }) => ask,
	rights: () => [],
	isLocal: true,
	read: async (_, { item, today, now }) => ({ item, today, now }),
	judge: judgeAttestation,
};

function judgeAttestation({ item, today, now }: AttestationEvidence, spec: AttestationSpec): ProbeResult {
	const { ask, by } = spec;
	if (item === null)
		return {
			...probeResult("unknown", "NotAttested", ask, []),
			outcome: "unbound",
			hint: "evidence can only be added to task list items: write the criterion as one, or bind it to an item",
		};
	const hint = commandLine`boulder-migrate check-off ${item.id} --evidence TEXT`;
	const written = attested(item);
	const allowed = written.filter(
		({ text, reviewer }) => text.trim() !== "" && (by.length === 0 || by.some((name) => sameName(name, reviewer))),
	);
	const past = allowed.filter(({ day }) => day.value <= today);
	if (past.length === 0) {
		const why =
			allowed.length > 0
				? `the evidence is dated ${allowed[0]?.day.value}, in the future`
				: written.length > 0 && by.length > 0
					? `only ${few(by)} may sign off, not ${few(written.map(({ reviewer }) => reviewer))}`
					: "needs sign-off";
		return { ...probeResult("unknown", "NotAttested", `${why}: ${ask}`, [], hint), outcome: "unbound" };
	}
	const latest = past.reduce((a, b) => (b.day.value >= a.day.value ? b : a));
	const contrary = contraryWords(latest.text);
	if (contrary !== null) {
		const words = `needs sign-off: the evidence of ${latest.day.value} says "${contrary}": ${ask}`;
		return probeResult("pending", "EvidenceContradicts", words, [], hint);
	}
	const sorted = past
		.filter(({ text }) => contraryWords(text) === null)
		.map((evidence) => ({ evidence, end: endOf(evidence, spec.expires) }))
		.sort((a, b) => (a.evidence.day.value < b.evidence.day.value ? 1 : -1));
	const newest = sorted.find(({ end }) => end === null || end >= today) ?? sorted[0];
	if (newest === undefined) return { ...probeResult("unknown", "NotAttested", ask, [], hint), outcome: "unbound" };
	const { evidence, end } = newest;
	const words = `signed off by ${evidence.reviewer} on ${evidence.day.value}: ${evidence.text}`;
	const seen: Observation = {
		kind: "Evidence",
		namespace: null,
		name: item.id,
		uid: null,
		resourceVersion: null,
		expected: ask,
		found: words,
		observedAt: now,
	};
	if (end !== null && end < today) {
		const ago = describeDuration(Date.parse(today) - Date.parse(end));
		return probeResult(
			"pending",
			"EvidenceExpired",
			`needs sign-off again: the evidence of ${evidence.reviewer} expired on ${end}, ${ago} ago: ${ask}`,
			[seen],
			hint,
		);
	}
	return probeResult("attested", "Attested", `${words}${end === null ? "" : ` (until ${end})`}`, [seen]);
}

/** The last day that evidence counts; its own end goes before the probe's. Null where it has none. */
function endOf({ day, until }: Evidence, expires: number | null): Day | null {
	if (until !== null) return until.value;
	if (expires === null) return null;
	const end = Date.parse(day.value) + expires;
	// A year of five digits breaks the comparison of dates as text, so a date beyond 9999 counts as no expiry.
	return end < Date.parse("9999-12-31") ? dayOf(new Date(end)) : null;
}

function sameName(a: string, b: string): boolean {
	return a.trim().toLowerCase() === b.trim().toLowerCase();
}

export const attestationProbe = define(attestation);
