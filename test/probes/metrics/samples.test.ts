import { describe, expect, it } from "vitest";
import type { HttpAnswer, HttpRequest } from "../../../src/cluster/cluster.ts";
import { opposite } from "../../../src/probes/combinations/combine.ts";
import { metricsProbe } from "../../../src/probes/metrics/metrics-probe.ts";
import { ask, now, type World } from "../objects.ts";
import { verdict } from "../verdict-words.ts";

const answer = (status: number, body: unknown = "", headers: Readonly<Record<string, string>> = {}): HttpAnswer => ({
	status,
	headers,
	body: typeof body === "string" ? body : JSON.stringify(body),
	observedAt: now,
});

describe("samples", () => {
	const asked = Date.parse(now) / 1000;
	const vector = (values: readonly (readonly [string, number, string?])[]): HttpAnswer =>
		answer(200, {
			status: "success",
			data: {
				resultType: "vector",
				result: values.map(([value, at, job = "sa"]) => ({ metric: { __name__: "up", job }, value: [at, value] })),
			},
		});
	/** The samples, and when they were taken, in seconds before they were asked for. */
	const world = (values: readonly string[], ages: readonly number[] = values.map(() => 5), clock = 0): World => ({
		http: (request: HttpRequest) =>
			request.query[0]?.[1].startsWith("timestamp") === true
				? vector(ages.map((age, index) => [String(asked - age), asked, `j${index}`]))
				: vector(values.map((value, index) => [value, asked - clock, `j${index}`])),
	});
	const yaml = '{ service: "p:9090", query: "up", expect: "samples.all(s, s.value == 1.0)" }';
	const of = (one: World, more = yaml): Promise<string> => verdict(metricsProbe, more, one);

	it("are as old as the oldest, and none is of the future", async () => {
		const at = (...times: readonly number[]): World => ({
			http: ({ query }) =>
				query[0]?.[1].startsWith("timestamp") === true
					? vector(times.map((_, index) => [String(asked - 5), asked, `j${index}`]))
					: vector(times.map((time, index) => ["1", asked - time, `j${index}`])),
		});
		expect(await of(at(0, 100))).toMatch(/^pass/);
		for (const one of [at(0, 500), at(500, 0), at(0, -500), at(-500, 0)]) expect(await of(one)).toMatch(/^pending Stale/);
	});

	it("are asked for again only where there are any", async () => {
		const requests: HttpRequest[] = [];
		const counted = (inner: World): World => ({
			http: (request) => {
				requests.push(request);
				return inner.http?.(request) ?? answer(500);
			},
		});
		await of(counted(world([])), '{ service: "p:9090", query: "up", expect: "true", timeout: 7s }');
		expect(requests).toMatchObject([
			{
				method: "GET",
				path: "/api/v1/query",
				query: [["query", "up"]],
				headers: { Accept: "application/json" },
				timeoutMilliseconds: 7_000,
			},
		]);
		await of(counted(world(["1"])));
		expect(requests.map(({ timeoutMilliseconds }) => timeoutMilliseconds)).toEqual([7_000, 10_000, 10_000]);
	});

	it("show nothing to the contrary where there are none, or no number", async () => {
		for (const [values, outcome] of [
			[[], "unknown"],
			[["NaN"], "unknown"],
			[["0"], "pass"],
			[["1"], "fail"],
		] as const)
			expect(opposite(await ask(metricsProbe, yaml, world(values))).outcome).toBe(outcome);
	});

	it("are missing in the words of the probe, where it has some", async () => {
		const saying = (message: string) =>
			`{ service: "p:9090", query: "up", expect: "samples.all(s, s.value == 1.0)", message: "${message}" }`;
		const down = "string(samples.filter(s, s.value != 1.0).size()) + ' targets are down'";
		expect(await of(world(["0", "1"]), saying(down))).toBe("fail UnexpectedSamples: 1 targets are down");
		expect(await of(world(["1"]), saying(down))).toBe("pass AsExpected: 1 sample of up is as expected");
		expect(await of(world(["1", "1"]), saying(down))).toBe("pass AsExpected: 2 samples of up are as expected");
		// A message that cannot be worked out, or is no text, hides nothing.
		for (const message of ["samples[7].metric.job", "''", "7"])
			expect(await of(world(["0"]), saying(message))).toMatch(/^fail UnexpectedSamples: 1 sample of up is not as expected/);
	});

	it("are as expected, or not, and how", async () => {
		expect(await of(world(["1"]))).toBe("pass AsExpected: 1 sample of up is as expected");
		expect(await of(world(["1", "1"]))).toBe("pass AsExpected: 2 samples of up are as expected");
		expect(await of(world(["0", "1", "0"]))).toBe(
			'fail UnexpectedSamples: 3 samples of up are not as expected: up{job="j0"} is 0, up{job="j1"} is 1, up{job="j2"} is 0',
		);
		expect(await of(world(["0", "1", "0", "1", "1"]))).toMatch(/up\{job="j2"\} is 0, and 2 more$/);
		expect(await of(world([]))).toBe(
			"fail NoSamples: no samples for up > check the targets of Service p:9090 (/targets): is anything scraped under that name?",
		);
		expect(await of(world(["1"]), '{ service: "p:9090", query: "up", expect: "samples[3].value == 1.0" }')).toMatch(
			/^unknown ExpectationError: the probe cannot evaluate 1 sample: /,
		);
		const found = await ask(metricsProbe, yaml, world(["1"]));
		expect(found.evidence).toMatchObject([
			{
				kind: "Service",
				namespace: "boulder-staging",
				name: "p",
				expected: "up: samples.all(s, s.value == 1.0)",
				observedAt: now,
			},
		]);
		const outside = await ask(metricsProbe, yaml.replace('service: "p:9090"', 'url: "http://p"'), world(["1"]));
		expect(outside.evidence).toMatchObject([{ kind: "URL", namespace: null, name: "http://p" }]);
	});

	it("are fresh until they are two minutes old, the oldest of them", async () => {
		expect(await of(world(["1", "1", "1"], [5, 120, 60]))).toMatch(/^pass/);
		expect(await of(world(["1", "1", "1"], [5, 121, 60]))).toBe(
			'pending Stale: {job="j1"} was last seen 2 min ago (at most 2 min allowed)'.replace("{", "up{"),
		);
		expect(await of(world(["1"], [11]), yaml.replace("expect", "maxAge: 10s, expect"))).toMatch(
			/^pending Stale: .* was last seen 11 s ago \(at most 10 s allowed\)/,
		);
		expect(await of(world(["1", "1"], [5]))).toBe("pending Stale: some samples disappeared between two queries");
		expect(await of(world(["1", "1"], [5, Number.NaN]))).toBe(
			"unknown FreshnessUnknown: the age of the samples is unknown: their timestamp is not a number",
		);
	});

	it("are of the time when they were asked for", async () => {
		expect(await of(world(["1"], [5], 120))).toMatch(/^pass/);
		expect(await of(world(["1"], [5], 121))).toBe("pending Stale: the samples are 2 min away from the clock of the server");
		expect(await of(world(["1"], [5], -120))).toMatch(/^pass/);
		expect(await of(world(["1"], [5], -121))).toMatch(/^pending Stale/);
		const mixed: World = {
			http: () =>
				vector([
					["1", asked, "a"],
					["1", asked + 500, "b"],
				]),
		};
		expect(await of(mixed)).toMatch(/^pending Stale/);
	});
});
