import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shortenLog } from "../../src/report/shorten-log.ts";
import { verdictHistory } from "../../src/report/verdict-history.ts";
import { readRecord } from "../../src/report/verdict-record.ts";
import { at, read, run } from "./log-lines.ts";

describe("a log that reached its limit", () => {
	it("says the same with fewer lines", () => {
		const outcomes = fc.array(fc.constantFrom("pass", "pass", "fail", "pending", "unknown", "-"), {
			minLength: 1,
			maxLength: 40,
		});
		fc.assert(
			fc.property(outcomes, (all) => {
				const lines = all.map((outcome, index) => run(index, outcome));
				const short = shortenLog(lines, 1_000_000);
				expect(short.length).toBeLessThanOrEqual(lines.length);
				expect(verdictHistory(read(short), "log")).toEqual(verdictHistory(read(lines), "log"));
				// A second time changes nothing.
				expect(shortenLog(short, 1_000_000)).toEqual(short);
			}),
		);
	});

	it("drops the oldest runs where that is not enough, never the newest", () => {
		const lines = Array.from({ length: 100 }, (_, index) => run(index, index % 2 === 0 ? "pass" : "fail"));
		const short = shortenLog(lines, 10_000);
		expect(short.join("\n").length).toBeLessThan(10_000);
		expect(short.at(-1)).toBe(lines.at(-1));
		expect(shortenLog(lines, 10)).toEqual([lines.at(-1)]);
	});

	const all = 1_000_000;
	const spans = (lines: readonly string[]) => lines.map((line) => readRecord(line)?.span ?? null);

	it("has one line for runs with equal results that follow each other: how many, since when, how far apart", () => {
		const [first, second, ...more] = shortenLog([run(0, "pass"), run(1, "pass"), run(5, "pass"), run(6, "fail")], all);
		expect(more).toEqual([]);
		expect(readRecord(first ?? "")).toMatchObject({ observedAt: at(5), span: { from: at(0), runs: 3, widestGap: 4 * 3600 } });
		expect(second).toBe(run(6, "fail"));
	});

	it("adds to a line that stands for several runs already, before it or behind it", () => {
		const joined = run(4, "pass", { span: { from: at(2), runs: 3, widestGap: 3600 } });
		expect(spans(shortenLog([joined, run(6, "pass")], all))).toEqual([{ from: at(2), runs: 4, widestGap: 7200 }]);
		expect(spans(shortenLog([run(1, "pass"), joined], all))).toEqual([{ from: at(1), runs: 4, widestGap: 3600 }]);
		const later = run(9, "pass", { span: { from: at(7), runs: 2, widestGap: 7200 } });
		expect(spans(shortenLog([joined, later], all))).toEqual([{ from: at(2), runs: 5, widestGap: 3 * 3600 }]);
	});

	it("sorts its lines by time, from any order that a merge left", () => {
		const lines = [run(0, "pass"), run(1, "fail"), run(2, "pass"), run(3, "pass")];
		const expected = shortenLog(lines, all);
		expect(expected).toHaveLength(3);
		for (const order of [
			[3, 2, 1, 0],
			[1, 3, 0, 2],
			[2, 0, 3, 1],
		])
			expect(
				shortenLog(
					order.map((index) => lines[index] ?? ""),
					all,
				),
			).toEqual(expected);
	});

	it("keeps the order of two runs of one time by when the program ran", () => {
		const [first, second] = [run(0, "pass", { ranAt: at(1) }), run(0, "fail", { ranAt: at(2) })];
		expect(shortenLog([second, first], all)).toEqual([first, second]);
	});

	it("counts a line that is there twice once, and a recording that was judged twice as two runs", () => {
		expect(shortenLog([run(0, "pass"), run(0, "pass")], all)).toEqual([run(0, "pass")]);
		const again = run(0, "pass", { ranAt: at(3) });
		expect(spans(shortenLog([run(0, "pass"), again], all))).toEqual([{ from: at(0), runs: 2, widestGap: 0 }]);
	});

	it("joins no runs of other clusters, documents, versions, probes or outcomes", () => {
		const others = [
			{ clusters: [{ context: "staging", uid: "77aa", readAt: null }] },
			{ clusters: [{ context: "renamed", uid: "5c0b", readAt: null }] },
			{ document: "other.md" },
			{ version: "2" },
			{ digests: { document: "sha256:1", probes: "sha256:2" } },
			{ exitCode: 3 },
			{ recording: true },
			{ soaking: ["1/a"] },
			{ criteria: {} },
		];
		for (const other of others)
			expect(shortenLog([run(0, "pass"), run(1, "pass", other)], all), JSON.stringify(other)).toHaveLength(2);
	});

	it("joins the runs of each cluster though those of another stand between them, and sorts what is left by its end", () => {
		const prod = (hours: number) => run(hours, "pass", { clusters: [{ context: "prod", uid: "77aa", readAt: null }] });
		const short = shortenLog([run(0, "pass"), prod(1), run(2, "pass"), prod(3), run(4, "pass")], all);
		expect(short.map((line) => readRecord(line)?.observedAt)).toEqual([at(3), at(4)]);
		expect(spans(short).map((span) => span?.runs)).toEqual([2, 3]);
	});

	it("has the size of its bytes, with the line feeds, and room for a third more", () => {
		const lines = Array.from({ length: 4 }, (_, index) => run(index, index % 2 === 0 ? "pass" : "fail", { document: "дом.md" }));
		const bytes = lines.slice(1).reduce((sum, line) => sum + Buffer.byteLength(`${line}\n`), 0);
		expect(shortenLog(lines, bytes / 0.75)).toEqual(lines.slice(1));
		expect(shortenLog(lines, (bytes - 1) / 0.75)).toEqual(lines.slice(2));
	});

	it("leaves out what is no record", () => {
		expect(shortenLog(["<<<<<<< ours", run(0, "pass"), "", run(1, "pass").slice(0, 40)], all)).toEqual([run(0, "pass")]);
		expect(shortenLog([], all)).toEqual([]);
	});
});
