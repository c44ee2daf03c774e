import { describe, expect, it } from "vitest";
import { clusterKey } from "../../src/report/cluster-key.ts";
import { isGreen, type RecordedRun, VerdictLogReader } from "../../src/report/verdict-log.ts";
import { at, now, read, run } from "./log-lines.ts";

const only = (...lines: string[]): RecordedRun => {
	const [one, ...more] = read(lines).runs;
	if (one === undefined || more.length > 0) throw new Error("not one run");
	return one;
};
/** The same record as another program may write it. */
const otherwise = (line: string): string => JSON.stringify(JSON.parse(line), null, 1).replaceAll("\n", " ");

describe("a run in a log of verdicts", () => {
	it("keeps when, where and by what it was judged", () => {
		const clusters = [
			{ context: "staging", uid: "5c0b", readAt: at(2) },
			{ context: "prod", uid: null, readAt: null },
		];
		const digests = { document: "sha256:1", probes: "sha256:2" };
		const line = run(2, "pass", {
			clusters,
			digests,
			version: "3",
			recording: true,
			span: { from: at(1), runs: 2, widestGap: 3600 },
		});
		for (const one of [only(line), only(otherwise(line))])
			expect(one).toMatchObject({
				at: Date.parse(at(2)),
				from: Date.parse(at(1)),
				runs: 2,
				widestGap: 3_600_000,
				cluster: "5c0b + context prod",
				clusters,
				recording: true,
				document: "PHASE-STATUS.md",
				version: "3",
				digests,
			});
		expect(only(run(2, "pass"))).toMatchObject({ runs: 1, widestGap: 0, from: Date.parse(at(2)), digests: { probes: null } });
	});

	it("has what it observed of each item and criterion, why, and what it did not observe", () => {
		const one = only(
			run(0, "-", {
				items: { regressed: { fail: ["1/a"] }, open: { pending: ["1/b", "1/c"] }, claimed: { unbound: ["1/d"] } },
				criteria: { unknown: ["1/criteria/x"] },
				soaking: ["1/c"],
				reasons: { "1/a": "CrashLoopBackOff" },
			}),
		);
		expect(["1/a", "1/b", "1/c", "1/d", "1/criteria/x", "1/e"].map((id) => one.verdictOf(id))).toEqual([
			{ state: "regressed", outcome: "fail", isSoaking: false },
			{ state: "open", outcome: "pending", isSoaking: false },
			{ state: "open", outcome: "pending", isSoaking: true },
			{ state: "claimed", outcome: "unbound", isSoaking: false },
			{ state: null, outcome: "unknown", isSoaking: false },
			null,
		]);
		expect(["1/a", "1/b", "1/e"].map((id) => one.reasonOf(id))).toEqual(["CrashLoopBackOff", null, null]);
	});

	it("did not observe what only a later run did", () => {
		const log = read([run(0, "-"), run(1, "-", { items: { open: { fail: ["1/later"] } }, reasons: { "1/later": "NotFound" } })]);
		expect(log.runs.map((one) => [one.verdictOf("1/later")?.outcome ?? null, one.reasonOf("1/later")])).toEqual([
			[null, null],
			["fail", "NotFound"],
		]);
		expect(log.ids).toEqual(["1/criteria/x", "1/later"]);
	});

	it("stands behind those of before, and of equal times behind the one that began earlier", () => {
		const joined = run(5, "pass", { ranAt: at(6), span: { from: at(1), runs: 9, widestGap: 3600 } });
		for (const lines of [
			[run(5, "fail"), joined, run(0, "pass")],
			[joined, run(0, "pass"), run(5, "fail")],
		])
			expect(read(lines).runs.map((one) => [one.at, one.from])).toEqual(
				[
					[0, 0],
					[5, 1],
					[5, 5],
				].map(([end = 0, from = 0]) => [Date.parse(at(end)), Date.parse(at(from))]),
			);
	});

	it("is another one where only the exit code, the document, or the time that the program ran differs", () => {
		const others = [{ exitCode: 1 }, { document: "other.md" }, { ranAt: at(3) }].map((more) => run(0, "pass", more));
		expect(read([run(0, "pass"), ...others, ...others, run(0, "pass")]).runs).toHaveLength(4);
	});
});

describe("a line of the log that is no record", () => {
	const line = run(0, "pass");

	it.each([
		["has a half that is not JSON", line.replace('"recording":false', "recording")],
		["has another half that is not JSON", line.slice(0, -2)],
		["says nothing of when it was", line.replace('"observedAt"', '"seenAt"')],
		["has an outcome that nobody knows", line.replace('"confirmed":{"pass"', '"confirmed":{"good"')],
		["was written by another program, and has no time", otherwise(line.replace('"observedAt"', '"seenAt"'))],
		["was written by another program, with another outcome", otherwise(line.replace('"pass"', '"good"'))],
	])("%s: it is counted, and nothing else", (_what, faulty) => {
		expect(read([faulty, run(1, "pass")])).toMatchObject({ unreadable: 1, future: 0, runs: [{ at: Date.parse(at(1)) }] });
	});

	it("is none where it is blank", () => expect(read(["", "  ", "\t"])).toMatchObject({ unreadable: 0, runs: [] }));
});

describe("a run that is dated in the future", () => {
	const dated = (milliseconds: number) => {
		const observedAt = new Date(now.getTime() + milliseconds).toISOString();
		const log = read([run(0, "pass", { observedAt })]);
		return [log.runs.length, log.future];
	};

	it("says nothing, unless the clock of its writer may have been ahead: five minutes", () => {
		expect(dated(300_000)).toEqual([1, 0]);
		expect(dated(300_001)).toEqual([0, 1]);
		expect(dated(0)).toEqual([1, 0]);
	});
});

describe("a log that is too large to be read", () => {
	it("is refused before it takes all memory", () => {
		const reader = new VerdictLogReader(now);
		const ids = Array.from({ length: 64_000 }, (_, index) => `1/${index}`);
		reader.add(run(0, "-", { items: { open: { fail: ids } } }));
		const add = (from: number, to: number): void => {
			for (let index = from; index < to; index += 1) reader.add(run(1, "-", { reasons: { "1/0": `R${index}` } }));
		};
		add(0, 900);
		expect(() => add(900, 1100)).toThrow("the log of verdicts has more runs and items than can be read");
	});
});

describe("the key of some clusters", () => {
	it("has their uids, or the names of contexts without one, in one order", () => {
		const [staging, prod, local] = [
			{ context: "staging", uid: "5c0b" },
			{ context: "prod", uid: "07aa" },
			{ context: "local", uid: null },
		];
		expect(clusterKey([staging, prod, local])).toBe("07aa + 5c0b + context local");
		expect(clusterKey([local, prod, staging])).toBe("07aa + 5c0b + context local");
		expect(clusterKey([])).toBe("");
	});
});

describe("a verdict is green", () => {
	it.each([
		["pass", false, true],
		["attested", false, true],
		["pending", false, false],
		["pending", true, true],
		["unknown", false, false],
		["fail", false, false],
		["fail", true, false],
		["unbound", false, false],
	] as const)("%s, kept back by greenFor alone: %s is %s", (outcome, isSoaking, green) => {
		expect(isGreen({ state: null, outcome, isSoaking })).toBe(green);
	});
});
