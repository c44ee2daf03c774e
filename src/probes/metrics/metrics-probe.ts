import type { Expression } from "../../cel/expression.ts";
import type { HttpAnswer, HttpTarget } from "../../cluster/cluster.ts";
import { describeDuration } from "../../model/duration.ts";
import { count } from "../../text/wording.ts";
import { define } from "../define.ts";
import { expectation, messageOf, quoted } from "../expressions/expectation.ts";
import { sizeHint } from "../expressions/object-rule.ts";
import { quantifierTraps } from "../expressions/quantifier-traps.ts";
import { durationIn, expressionIn } from "../file/probe-fields.ts";
import { describeTarget, targetOf, targetRights } from "../http/http-target.ts";
import type { ProbeResult, ReadAndJudge } from "../probe.ts";
import { probeResult } from "../shared/results.ts";
import { describeSeries, readQueryAnswer, type Sample } from "./prometheus.ts";
import { queryTrap, queryTraps } from "./query-traps.ts";

export interface MetricsSpec {
	readonly target: HttpTarget;
	readonly query: string;
	readonly expect: Expression;
	/** The message if the expectation is not met. */
	readonly message: Expression | null;
	/** Milliseconds that a sample may be old. */
	readonly maxAge: number;
	readonly timeoutMilliseconds: number;
}

export interface MetricsEvidence {
	readonly answer: HttpAnswer;
	/**
	 * When each sample was scraped: the evaluation alone has only the time of the query. Null if the first response left nothing to query.
	 */
	readonly taken: HttpAnswer | null;
	/** Samples without which the response would be the same for a metric that does not exist. */
	readonly witnessed: HttpAnswer | null;
}

const metrics: ReadAndJudge<MetricsSpec, MetricsEvidence> = {
	name: "metrics",
	proves: "the samples of a PromQL query are as expected, and fresh",
	specify: (fields, reading) => ({
		target: fields.required("service", targetOf(fields, reading)),
		query: fields.required("query", fields.string("query")),
		expect: fields.required("expect", expressionIn(fields, "expect", ["samples"], reading.expressions)),
		message: expressionIn(fields, "message", ["samples"], reading.expressions),
		maxAge: durationIn(fields, "maxAge") ?? 120_000,
		timeoutMilliseconds: durationIn(fields, "timeout") ?? reading.defaults.timeoutMilliseconds,
	}),
	traps: ({ query, expect }, place) => [
		...queryTraps(query, expect, place("query")),
		...quantifierTraps(expect, place("expect"), new Map()),
	],
	describe: ({ query, expect }) => `the samples of ${shortened(query)} meet ${quoted(expect)}`,
	rights: ({ target }) => targetRights(target),
	async read({ target, query, expect, timeoutMilliseconds }, { cluster }) {
		const ask = (words: string): Promise<HttpAnswer> =>
			cluster.http({
				target,
				method: "GET",
				path: "/api/v1/query",
				query: [["query", words]],
				headers: { Accept: "application/json" },
				timeoutMilliseconds,
			});
		const answer = await ask(query);
		const read = readQueryAnswer(answer);
		const askAgain = read.kind === "samples" && read.type === "vector" && read.samples.length > 0;
		// Its own line, so that a comment at the query's end does not swallow the bracket.
		const trap = queryTrap(query, expect);
		const witness = trap === null || !askAgain ? null : trap.kind === "zero" ? trap.alone : trap.seen;
		const witnessed = witness === null ? null : await ask(witness);
		return { answer, witnessed, taken: askAgain ? await ask(`timestamp((\n${query}\n))`) : null };
	},
	judge: judgeMetrics,
};

function shortened(query: string): string {
	const line = query.replace(/\s+/g, " ").trim();
	return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

function judgeMetrics({ answer, taken, witnessed }: MetricsEvidence, spec: MetricsSpec): ProbeResult {
	const { target, query, expect, message: own, maxAge } = spec;
	const server = describeTarget(target);
	const report = (
		outcome: "pass" | "pending" | "fail" | "unknown",
		reason: string,
		message: string,
		hint: string | null = null,
	): ProbeResult => {
		const where =
			target.kind === "url"
				? { kind: "URL", namespace: null, name: target.origin }
				: { kind: "Service", namespace: target.namespace, name: target.name };
		const seen = {
			...where,
			uid: null,
			resourceVersion: null,
			expected: `${shortened(query)}: ${quoted(expect)}`,
			found: message,
			observedAt: answer.observedAt,
		};
		return probeResult(outcome, reason, message, [seen], hint);
	};
	const read = readQueryAnswer(answer);
	if (read.kind === "refused")
		return report("unknown", "QueryFailed", `${server} rejects the query ${shortened(query)}: ${read.message}`, "fix the query");
	if (read.kind === "unreadable")
		return report("unknown", "BadAnswer", `the answer of ${server} cannot be used: ${read.message}`);
	// https://thanos.io/tip/components/query.md/#partial-response: what is missing may be what matters, for a failure as for a pass.
	const partial = [read, taken === null ? null : readQueryAnswer(taken)].find(
		(one) => one?.kind === "samples" && one.warnings.length > 0,
	);
	if (partial?.kind === "samples" && partial.warnings.length > 0)
		return report(
			"unknown",
			"PartialAnswer",
			`${server} may have answered incompletely: ${partial.warnings.join("; ").slice(0, 120)}`,
			`check which of its stores do not answer`,
		);
	const { samples } = read;
	if (samples.length === 0)
		return report(
			"fail",
			"NoSamples",
			`no samples for ${shortened(query)}`,
			`check the targets of ${server} (/targets): is anything scraped under that name?`,
		);
	const odd = samples.find(({ value }) => !Number.isFinite(value));
	if (odd !== undefined) return report("fail", "NotANumber", `${describeSeries(odd)} is ${odd.value}`);
	const stale = staleness(samples, taken, answer, maxAge);
	if (stale !== null) return report(stale.outcome, stale.reason, `${stale.words}`);
	const found = expectation(expect, { samples });
	if (found.kind === "error")
		return report(
			"unknown",
			"ExpectationError",
			`the probe cannot evaluate ${count(samples.length, "sample")}: ${found.message}`,
		);
	const words = `${count(samples.length, "sample")} of ${shortened(query)}`;
	if (found.kind === "empty")
		return report(
			"unknown",
			"HoldsForNothing",
			`the expectation holds only because ${found.list} is empty`,
			sizeHint(found.list),
		);
	if (found.kind === "unmet") {
		const explanation = messageOf(own, { samples });
		return report(
			"fail",
			"UnexpectedSamples",
			explanation ?? `${words} ${samples.length === 1 ? "is" : "are"} not as expected: ${values(samples)}`,
		);
	}
	const trap = queryTrap(query, expect);
	if (trap !== null && !hasSamples(witnessed)) {
		const [problem] = queryTraps(query, expect, { line: 1, column: 1 });
		return report("unknown", "NothingMeasured", problem?.message ?? "", `better: ${problem?.better ?? ""}`);
	}
	return report("pass", "AsExpected", `${words} ${samples.length === 1 ? "is" : "are"} as expected`);
}

function hasSamples(answer: HttpAnswer | null): boolean {
	const read = answer === null ? null : readQueryAnswer(answer);
	return read?.kind === "samples" && read.samples.length > 0;
}

function values(samples: readonly Sample[]): string {
	const examples = samples.slice(0, 3).map((sample) => `${describeSeries(sample)} is ${sample.value}`);
	return samples.length > 3 ? `${examples.join(", ")}, and ${samples.length - 3} more` : examples.join(", ");
}

interface Stale {
	readonly outcome: "pending" | "unknown";
	readonly reason: string;
	readonly words: string;
}

/** Relative to the clock of the server that responds: neither an old sample nor a cached response may pass. */
function staleness(samples: readonly Sample[], taken: HttpAnswer | null, answer: HttpAnswer, maxAge: number): Stale | null {
	const old = (words: string): Stale => ({ outcome: "pending", reason: "Stale", words });
	const asked = Date.parse(answer.observedAt) / 1000;
	const ages = samples.map(({ timestamp }) => asked - timestamp);
	const age = Math.max(...ages) * 1000;
	if (Number.isNaN(age) || Math.abs(age) > maxAge || Math.min(...ages) * -1000 > maxAge)
		return old(`the samples are ${describeDuration(Math.abs(age))} away from the clock of the server`);
	if (taken === null) return null;
	const again = readQueryAnswer(taken);
	const unclear = (words: string): Stale => ({
		outcome: "unknown",
		reason: "FreshnessUnknown",
		words: `the age of the samples is unknown: ${words}`,
	});
	if (again.kind !== "samples") return unclear(again.message);
	if (again.samples.length < samples.length) return old("some samples disappeared between two queries");
	const oldest = again.samples.reduce((a, b) => (ageOf(b) > ageOf(a) ? b : a));
	if (!again.samples.every((sample) => Number.isFinite(ageOf(sample)))) return unclear("their timestamp is not a number");
	if (ageOf(oldest) * 1000 <= maxAge) return null;
	return old(
		`${describeSeries(oldest)} was last seen ${describeDuration(ageOf(oldest) * 1000)} ago (at most ${describeDuration(maxAge)} allowed)`,
	);
}

/** Seconds between a sample's time, which is the value, and its evaluation. */
function ageOf({ value, timestamp }: Sample): number {
	return timestamp - value;
}

export const metricsProbe = define(metrics);
