import { describe, expect, it } from "vitest";
import { runsOf, soakShortfall, usualGap } from "../../src/report/soak.ts";
import type { RecordedRun, RecordedVerdict, VerdictLog } from "../../src/report/verdict-log.ts";

const hour = 3_600_000;
const start = Date.parse("2026-11-20T00:00:00Z");
const at = (hours: number): number => start + hours * hour;

/** A run `hours` after the start; null: it did not observe the item. */
function run(hours: number, outcome: RecordedVerdict["outcome"] | null, more: Partial<RecordedRun> = {}): RecordedRun {
	return {
		at: at(hours),
		from: at(hours),
		runs: 1,
		widestGap: 0,
		cluster: "5c0b",
		clusters: [{ context: "staging", uid: "5c0b", readAt: null }],
		recording: false,
		document: "status/PHASE-STATUS.md",
		version: "1",
		digests: { document: "d", probes: null },
		verdictOf: (id) => (id !== "1/a" || outcome === null ? null : { state: null, outcome, isSoaking: false }),
		reasonOf: () => null,
		...more,
	};
}

const soak = (hours: number, gap = hours) => ({ duration: hours * hour, maxGap: gap * hour });
const shortfall = (runs: readonly RecordedRun[], now: number, required: ReturnType<typeof soak>) =>
	soakShortfall("1/a", runs, at(now), required);

describe("what must have been green for some time", () => {
	it("was if every run of that time had it", () => {
		expect(shortfall([run(0, "pass"), run(12, "pass")], 24, soak(24))).toBeNull();
		expect(shortfall([run(0, "attested"), run(12, "pass")], 24, soak(24))).toBeNull();
		expect(shortfall([run(0, "pass"), run(12, "pass")], 23, soak(24))).toEqual({
			reason: "NotGreenLongEnough",
			message: "green for 23 h of the required 24 h: the log has no earlier run that observed it",
		});
	});

	it("is not known to have been without a run", () => {
		expect(shortfall([], 24, soak(24))).toMatchObject({
			reason: "NotGreenLongEnough",
			message: expect.stringMatching(/^green for 0 \w+ of the required 24 h/),
		});
		expect(soakShortfall("1/b", [run(0, "pass")], at(24), soak(24))?.reason).toBe("NotGreenLongEnough");
	});

	it.each(["fail", "pending", "unknown", "unbound"] as const)("restarts after a run with %s, and reports when", (outcome) => {
		const runs = [run(0, "pass"), run(20, outcome), run(21, "pass")];
		expect(shortfall(runs, 30, soak(24))).toEqual({
			reason: "NotGreenThroughout",
			message: `green for 9 h of the required 24 h: not green at 2026-11-20 20:00Z (${outcome})`,
		});
		expect(shortfall(runs, 45, soak(24))).toBeNull();
	});

	it("gives the reason that the log has", () => {
		const failed = run(20, "fail", { reasonOf: (id) => (id === "1/a" ? "CrashLoopBackOff" : null) });
		expect(shortfall([run(0, "pass"), failed], 21, soak(24))?.message).toContain("(CrashLoopBackOff)");
	});

	it("does not blame a run that lies before the required time", () => {
		const runs = [run(0, "fail"), run(30, "pass")];
		expect(shortfall(runs, 36, soak(24))?.reason).toBe("NotGreenLongEnough");
		expect(shortfall([run(12, "fail"), run(30, "pass")], 36, soak(24))?.reason).toBe("NotGreenThroughout");
	});

	it("is neither interrupted nor kept up by a run that did not observe it", () => {
		expect(shortfall([run(0, "pass"), run(12, null), run(14, "pass")], 24, soak(24))).toBeNull();
		expect(shortfall([run(0, "pass"), run(12, null)], 24, soak(24, 20))?.reason).toBe("GapInRuns");
	});

	it("counts as green what only greenFor keeps back", () => {
		const soaking = run(0, null, { verdictOf: () => ({ state: null, outcome: "pending", isSoaking: true }) });
		expect(shortfall([soaking], 24, soak(24))).toBeNull();
	});
});

describe("a gap in the runs", () => {
	it("proves nothing of what was so in between", () => {
		const runs = [run(0, "pass"), run(30, "pass")];
		expect(shortfall(runs, 40, soak(40, 29))).toEqual({
			reason: "GapInRuns",
			message:
				"green for 10 h of the required 40 h: no run from 2026-11-20 00:00Z to 2026-11-21 06:00Z, and at most 29 h may pass between two",
		});
		expect(shortfall(runs, 40, soak(40, 30))).toBeNull();
	});

	it("is also one between the last run and now", () => {
		expect(shortfall([run(0, "pass"), run(5, "pass")], 40, soak(40, 34))).toMatchObject({
			reason: "GapInRuns",
			message: expect.stringContaining("no run from 2026-11-20 05:00Z to 2026-11-21 16:00Z"),
		});
		expect(shortfall([run(0, "pass"), run(5, "pass")], 40, soak(40, 35))).toBeNull();
	});

	it("within a line that stands for several runs counts", () => {
		const joined = run(40, "pass", { from: at(0), runs: 3, widestGap: 30 * hour });
		expect(shortfall([joined], 41, soak(41, 30))).toBeNull();
		expect(shortfall([joined], 41, soak(41, 29))).toMatchObject({
			reason: "GapInRuns",
			message: expect.stringMatching(/green for 60 min of .*: no run from 2026-11-20 10:00Z to 2026-11-21 16:00Z/),
		});
	});

	it("is forgotten where it was red after it", () => {
		const runs = [run(0, "pass"), run(30, "pass"), run(31, "fail"), run(32, "pass")];
		expect(shortfall(runs, 40, soak(40, 10))?.reason).toBe("NotGreenThroughout");
	});

	it("is none where the runs overlap: two writers kept the log", () => {
		const joined = run(20, "pass", { from: at(0), runs: 3, widestGap: 10 * hour });
		expect(shortfall([joined, run(5, "pass")], 25, soak(25, 10))).toBeNull();
		expect(shortfall([run(3, "fail"), joined], 25, soak(25, 10))).toBeNull();
	});

	it("is counted from the last run, green or not", () => {
		const joined = run(20, "pass", { from: at(0), runs: 3, widestGap: 10 * hour });
		expect(shortfall([joined, run(15, "fail"), run(28, "pass")], 30, soak(2, 10))).toBeNull();
	});

	it("lets a run be of after now: the clock of the cluster is ahead", () => {
		expect(shortfall([run(0, "pass"), run(24, "pass")], 23, soak(24))).toBeNull();
	});

	it("is a day and two hours where days are asked for, else half of what is asked for", () => {
		expect(usualGap(7 * 24 * hour)).toBe(26 * hour);
		expect(usualGap(52 * hour)).toBe(26 * hour);
		expect(usualGap(4 * hour)).toBe(2 * hour);
	});
});

describe("the runs that say something of a document and its clusters", () => {
	const clusters = [{ context: "staging", uid: "5c0b", readAt: null }];
	const log = (...runs: readonly RecordedRun[]): VerdictLog => ({ runs, ids: ["1/a"], unreadable: 0, future: 0 });
	const outcomes = (path: string | null, ...runs: readonly RecordedRun[]) =>
		runsOf(log(...runs), clusters, path).map((one) => one.verdictOf("1/a")?.outcome ?? null);

	it("asked the same clusters", () => {
		const other = run(1, "fail", { cluster: "77aa" });
		expect(outcomes(null, run(0, "pass"), other)).toEqual(["pass"]);
	});

	it("may have learned no uid: then that it was green does not count, and that it was not does", () => {
		const byName = { cluster: "context staging" };
		const runs = (["pass", "attested", "fail", "unknown", null] as const).map((outcome, index) => run(index, outcome, byName));
		expect(outcomes(null, ...runs)).toEqual([null, null, "fail", "unknown", null]);
		const reasoned = run(0, "fail", { ...byName, reasonOf: () => "CrashLoopBackOff" });
		const [kept] = runsOf(log(reasoned), clusters, null);
		expect(kept?.reasonOf("1/a")).toBe("CrashLoopBackOff");
		expect(kept).toMatchObject({ at: at(0), from: at(0), runs: 1, widestGap: 0, cluster: "context staging", version: "1" });
	});

	it("never count a run of another context whose uid is not known", () => {
		expect(outcomes(null, run(0, "fail", { cluster: "context prod" }))).toEqual([]);
	});

	it.each<[recorded: string, path: string, isSame: boolean]>([
		["PHASE-STATUS.md", "status/PHASE-STATUS.md", true],
		["status/PHASE-STATUS.md", "status/PHASE-STATUS.md", true],
		["./status/PHASE-STATUS.md", "../x/status/PHASE-STATUS.md", true],
		["../status/PHASE-STATUS.md", "status/PHASE-STATUS.md", true],
		["/home/ci/checkout/status/PHASE-STATUS.md", "/home/ana/work/status/PHASE-STATUS.md", true],
		["/home/ci/checkout/other/PHASE-STATUS.md", "/home/ana/work/status/PHASE-STATUS.md", false],
		["C:\\ci\\status\\PHASE-STATUS.md", "/home/ana/status/PHASE-STATUS.md", true],
		["\\\\host\\ci\\status\\PHASE-STATUS.md", "/home/ana/status/PHASE-STATUS.md", true],
		["status//PHASE-STATUS.md", "status/PHASE-STATUS.md", true],
		["status\\PHASE-STATUS.md", "C:\\work\\status\\PHASE-STATUS.md", true],
		["web/status/PHASE-STATUS.md", "/home/ana/status/PHASE-STATUS.md", false],
		["/document/anything.md", "status/PHASE-STATUS.md", true],
		["PHASE-STATUS.md", "status/OTHER.md", false],
		["status", "status/PHASE-STATUS.md", false],
		["", "status/PHASE-STATUS.md", false],
		[".", "status/PHASE-STATUS.md", false],
	])("were about the same document: %j for %j is %s", (document, path, isSame) => {
		expect(outcomes(path, run(0, "pass", { document }))).toEqual(isSame ? ["pass"] : []);
		expect(outcomes(null, run(0, "pass", { document }))).toEqual(["pass"]);
	});
});
