import { describe, expect, it } from "vitest";
import { compile } from "../../../src/cel/compile.ts";
import type { HttpAnswer } from "../../../src/cluster/cluster.ts";
import { metricsProbe } from "../../../src/probes/metrics/metrics-probe.ts";
import { queryTrap, queryTraps } from "../../../src/probes/metrics/query-traps.ts";
import { now } from "../objects.ts";
import { verdict } from "../verdict-words.ts";

const asked = Date.parse(now) / 1000;
const zero = "samples.all(s, s.value == 0.0)";
const one = "samples.all(s, s.value == 1.0)";
const anything = "samples.size() > 0";

function vector(...values: readonly number[]): HttpAnswer {
	const result = values.map((value) => ({ metric: {}, value: [asked, String(value)] }));
	return {
		status: 200,
		headers: {},
		body: JSON.stringify({ status: "success", data: { resultType: "vector", result } }),
		observedAt: now,
	};
}

/** The verdict of a Prometheus that answers a query, and others as `answers` says: with no samples where it does not. */
async function judged(query: string, expected: string, value: number, answers: Readonly<Record<string, HttpAnswer>>) {
	const asks: string[] = [];
	const found = await verdict(metricsProbe, JSON.stringify({ service: "p:9090", query, expect: expected }), {
		http: ({ query: [first] }) => {
			const wanted = first?.[1] ?? "";
			if (wanted.startsWith("timestamp(")) return vector(asked - 5);
			if (wanted === query) return vector(value);
			asks.push(wanted);
			return answers[wanted] ?? vector();
		},
	});
	return { found, asks };
}

describe("a metric that nothing measures is not green", () => {
	const refused: HttpAnswer = { status: 400, headers: {}, body: '{"status":"error","error":"bad"}', observedAt: now };

	it.each<[string, string, number, string, string]>([
		["sum(errors) or vector(0)", zero, 0, "sum(errors)", '"or vector(…)" answers in place of a metric that nothing scrapes'],
		[
			"absent(errors)",
			one,
			1,
			"last_over_time(errors[15d])",
			"absent(…) is also 1 for a misspelled name: nothing shows that errors ever existed",
		],
	])("%s", async (query, expected, value, witness, words) => {
		for (const answers of [{}, { [witness]: vector() }, { [witness]: refused }]) {
			const { found, asks } = await judged(query, expected, value, answers);
			expect(found).toContain(`unknown NothingMeasured: ${words} > better: `);
			expect(asks).toEqual([witness]);
		}
		const seen = await judged(query, expected, value, { [witness]: vector(7) });
		expect(seen.found).toMatch(/^pass AsExpected/);
	});

	it("nor is an object that cannot be looked up", async () => {
		const { found, asks } = await judged("absent(sum(errors))", one, 1, {});
		expect(found).toContain(
			"unknown NothingMeasured: absent(…) is also 1 for a misspelled name: nothing shows that its argument",
		);
		expect(asks).toEqual([]);
	});

	it("and one that is not as expected is red, even if nothing was measured", async () => {
		expect((await judged("sum(errors) or vector(0)", zero, 3, {})).found).toMatch(/^fail UnexpectedSamples/);
		expect((await judged("sum(errors)", zero, 0, {})).found).toMatch(/^pass AsExpected/);
	});
});

describe("a query answers for nothing", () => {
	const trapOf = (query: string, expected: string): string | null => {
		const found = queryTrap(query, compile(expected, ["samples"]));
		if (found === null) return null;
		return found.kind === "zero" ? `zero ${found.alone}` : `absent ${found.selector} ${found.seen ?? "-"}`;
	};

	it.each<[string, string, string]>([
		["a OR VECTOR(0)", zero, "zero a"],
		["a or vector( 0 )", zero, "zero a"],
		["a or vector(0.0)  ", zero, "zero a"],
		["a or vector(-1)", "samples.all(s, s.value < 0.0)", "zero a"],
		["a or vector(1e3)", "samples.all(s, s.value == 1000.0)", "zero a"],
		["a or (vector(0))", zero, "zero a"],
		["a or ( vector ( 0 ) )", zero, "zero a"],
		["a or on (job) vector(0)", zero, "zero a"],
		["a or ignoring(job, pod) vector(0)", zero, "zero a"],
		["a\n  or\n  vector(0)", zero, "zero a"],
		["a or vector(0) # none", zero, "zero a"],
		["a or vector(5) or vector(0)", one, "zero a"],
		["(a or vector(0)) > 5", one, "zero (a) > 5"],
		['a{b="x # y"} or vector(0)', zero, 'zero a{b="x # y"}'],
		["a{b='it\\'s'} or vector(0)", zero, "zero a{b='it\\'s'}"],
		["absent(a)", one, "absent a last_over_time(a[15d])"],
		["ABSENT ( a )", one, "absent a last_over_time(a[15d])"],
		["absent(a:b:c_total)", one, "absent a:b:c_total last_over_time(a:b:c_total[15d])"],
		['absent({job="x"})', one, 'absent {job="x"} last_over_time({job="x"}[15d])'],
		['absent(a{job="x", b="(y)"})', one, 'absent a{job="x", b="(y)"} last_over_time(a{job="x", b="(y)"}[15d])'],
		['absent(a {job="x"})', one, 'absent a {job="x"} last_over_time(a {job="x"}[15d])'],
		["absent_over_time(a[5m])", one, "absent a last_over_time(a[15d])"],
		["absent_over_time( a [ 5m ] )", one, "absent a last_over_time(a[15d])"],
		["absent(a offset 1h)", one, "absent a last_over_time(a[15d])"],
		["absent(rate(a[5m]))", one, "absent its argument -"],
		["absent(a) and on () (count(last_over_time(b[7d])) > 0)", one, "absent a last_over_time(a[15d])"],
		["absent(a) and on () (count(b) > 0)", one, "absent a last_over_time(a[15d])"],
		["absent(a) or on () (count(last_over_time(a[7d])) > 0)", one, "absent a last_over_time(a[15d])"],
		["absent(a)", anything, "absent a last_over_time(a[15d])"],
	])("%s", (query, expected, wanted) => expect(trapOf(query, expected)).toBe(wanted));

	it.each<[string, string]>([
		["a or vector(1)", zero],
		["a or b", zero],
		["a or vector(x)", zero],
		["vector(0)", zero],
		['a{b=" or vector(0)"}', zero],
		["a{b=' or vector(0)'}", zero],
		["a{b=` or vector(0)`}", zero],
		['a{b="\\" or vector(0)"}', zero],
		["a # or vector(0)\n", zero],
		["absent(a)", zero],
		["absentee(a)", one],
		["is_absent(a)", one],
		['a{b="absent(c)"}', one],
		["a # absent(c)", one],
		["absent(a) and on () (count(last_over_time(a[7d])) > 0)", one],
		["absent(a) unless on () (count(max_over_time( a [7d])) == 0)", one],
		['absent(a{b="x"}) and on () (count(last_over_time(a{b="x"}[7d])) > 0)', one],
	])("and not %s where %s is expected", (query, expected) => expect(trapOf(query, expected)).toBeNull());

	it("and that is named where the query stands", () => {
		const place = { line: 7, column: 3 };
		const traps = (query: string, expected: string) => queryTraps(query, compile(expected, ["samples"]), place);
		expect(traps("sum(\n  a\n) or vector(0)", zero)).toEqual([
			{
				rule: "zero-for-nothing",
				place,
				message: '"or vector(…)" answers in place of a metric that nothing scrapes',
				better: "sum( a ), with samples.size() > 0 in expect, or the number of targets that are up next to it",
			},
		]);
		expect(traps("absent(a)", one)).toEqual([
			{
				rule: "absent-metric",
				place,
				message: "absent(…) is also 1 for a misspelled name: nothing shows that a ever existed",
				better: "absent(a) and on () (count(last_over_time(a[7d])) > 0)",
			},
		]);
		expect(traps("a", one)).toEqual([]);
	});
});
