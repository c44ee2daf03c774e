import { type VerdictLog, VerdictLogReader } from "../../src/report/verdict-log.ts";
import { recordLine, type VerdictRecord } from "../../src/report/verdict-record.ts";

export const now = new Date("2026-11-30T12:00:00Z");

const hour = 3_600_000;
const start = Date.parse("2026-11-20T00:00:00Z");

/** A run `hours` after the start, in which the item 1/a has this outcome; "-": it was not observed. */
export function run(hours: number, outcome: string, more: Partial<VerdictRecord> = {}): string {
	const at = new Date(start + hours * hour).toISOString();
	const states: Readonly<Record<string, VerdictRecord["items"]>> = {
		pass: { confirmed: { pass: ["1/a"] } },
		fail: { regressed: { fail: ["1/a"] } },
		pending: { unsettled: { pending: ["1/a"] } },
		unknown: { unverified: { unknown: ["1/a"] } },
		open: { open: { fail: ["1/a"] } },
		"-": {},
	};
	return recordLine({
		schemaVersion: 1,
		observedAt: at,
		ranAt: at,
		document: "PHASE-STATUS.md",
		clusters: [{ context: "staging", uid: "5c0b", readAt: at }],
		recording: false,
		version: "1",
		digests: { document: `sha256:${"0".repeat(64)}`, probes: null },
		exitCode: 0,
		items: states[outcome] ?? {},
		criteria: { pass: ["1/criteria/x"] },
		soaking: [],
		reasons: outcome === "fail" ? { "1/a": "CrashLoopBackOff" } : {},
		...more,
	});
}

/** What a log with these lines says. */
export function read(lines: readonly string[]): VerdictLog {
	const reader = new VerdictLogReader(now);
	for (const line of lines) reader.add(line);
	return reader.finish();
}

/** The time so many hours after the start. */
export const at = (hours: number): string => new Date(start + hours * hour).toISOString();
