import { describe, expect, it } from "vitest";
import { verifiedByDay } from "../../src/report/progress.ts";
import type { RecordedRun, RecordedVerdict, VerdictLog } from "../../src/report/verdict-log.ts";

const run = (at: string, outcomes: Readonly<Record<string, RecordedVerdict["outcome"]>>, recording = false): RecordedRun => ({
	at: Date.parse(at),
	from: Date.parse(at),
	runs: 1,
	widestGap: 0,
	cluster: "c",
	clusters: [],
	recording,
	document: "a.md",
	version: "1",
	digests: { document: "d", probes: null },
	verdictOf: (id) => {
		const outcome = outcomes[id];
		return outcome === undefined ? null : { state: null, outcome, isSoaking: false };
	},
	reasonOf: () => null,
});
const log = (...runs: readonly RecordedRun[]): VerdictLog => ({ runs, ids: [], unreadable: 0, future: 0 });

describe("what was verified, by day", () => {
	it("is the last run of a day, of the items that count, by a cluster that was read then", () => {
		const runs = log(
			run("2026-11-01T08:00:00Z", { a: "pass", b: "pass", c: "pass" }),
			run("2026-11-01T20:00:00Z", { a: "pass", b: "fail", c: "attested" }),
			run("2026-11-02T08:00:00Z", { a: "pass", b: "pass", c: "pass" }, true),
			// A run about one of four items says nothing of the whole.
			run("2026-11-03T08:00:00Z", { a: "pass" }),
			run("2026-11-04T08:00:00Z", { a: "pass", b: "unknown", other: "pass" }),
		);
		expect(verifiedByDay(runs, ["a", "b", "c", "d"])).toEqual([
			{ at: "2026-11-01", done: 2 },
			{ at: "2026-11-04", done: 1 },
		]);
	});
});
