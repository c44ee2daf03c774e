import { describe, expect, it } from "vitest";
import type { HttpAnswer, HttpTarget } from "../../../src/cluster/cluster.ts";
import { ClusterProblem } from "../../../src/cluster/problem.ts";
import { parseProbesFile } from "../../../src/probes/file/probes-yaml.ts";
import { httpProbe } from "../../../src/probes/http/http-probe.ts";
import { refusalIn, splitPath } from "../../../src/probes/http/http-target.ts";
import { describeSeries, readQueryAnswer } from "../../../src/probes/metrics/prometheus.ts";
import { now, reading } from "../objects.ts";

const answer = (body: unknown, status = 200): HttpAnswer => ({
	status,
	headers: {},
	body: typeof body === "string" ? body : JSON.stringify(body),
	observedAt: now,
});
const vector = (...result: unknown[]): unknown => ({ status: "success", data: { resultType: "vector", result } });

describe("an answer of Prometheus", () => {
	const value = (text: string): unknown => {
		const read = readQueryAnswer(answer(vector({ metric: {}, value: [7, text] })));
		return read.kind === "samples" ? read.samples[0]?.value : read.message;
	};

	it.each([
		["1", 1],
		["-0.5", -0.5],
		["+12.25", 12.25],
		["1.", 1],
		[".25", 0.25],
		["1e3", 1000],
		["1.5E-12", 1.5e-12],
		["2e+10", 2e10],
		["NaN", Number.NaN],
		["Inf", Number.POSITIVE_INFINITY],
		["+Inf", Number.POSITIVE_INFINITY],
		["-Inf", Number.NEGATIVE_INFINITY],
	])("holds the number %s", (text, number) => expect(value(text)).toBe(number));

	it.each([
		"",
		" 1",
		"1 ",
		"0x10",
		"one",
		"1e",
		"e3",
		".",
		"--1",
		"1,5",
		"Infinity",
		"xInf",
		"Infx",
		"-NaN",
		"1.x",
		".x",
		"1ex",
		"1e12x",
		"x1",
	])("holds no number in %j", (text) => expect(value(text)).toBe("a sample cannot be read"));

	it("holds samples with their labels and times, and warnings that are texts", () => {
		const body = { ...Object(vector({ metric: { job: "sa" }, value: [7, "1"] })), warnings: ["slow", 7] };
		expect(readQueryAnswer(answer(body))).toEqual({
			kind: "samples",
			type: "vector",
			samples: [{ metric: { job: "sa" }, value: 1, timestamp: 7 }],
			warnings: ["slow"],
		});
		expect(readQueryAnswer(answer({ status: "success", data: { resultType: "scalar", result: [7, "2"] } }))).toEqual({
			kind: "samples",
			type: "scalar",
			samples: [{ metric: {}, value: 2, timestamp: 7 }],
			warnings: [],
		});
	});

	it.each<[string, unknown, number, string]>([
		["refuses", { status: "error", errorType: "bad_data", error: "parse error" }, 400, "refused: bad_data: parse error"],
		["refuses without a type", { status: "error", error: "parse error" }, 400, "refused: parse error"],
		["refuses at length", { status: "error", error: "x".repeat(400) }, 400, `refused: ${"x".repeat(300)}`],
		["is no JSON", `  <html>${"x".repeat(100)}`, 200, `unreadable: the answer (status 200) is not JSON: <html>${"x".repeat(74)}`],
		["is empty", " ", 204, "unreadable: the answer (status 204) is not JSON: it is empty"],
		["has another status", vector(), 503, "unreadable: the status is 503, not 200"],
		["is another's", { ok: true }, 200, "unreadable: the answer is not one of Prometheus"],
		[
			"must be a string",
			{ status: "success", data: { resultType: "string", result: [7, "x"] } },
			200,
			"unreadable: the query gives a text, and no samples",
		],
		[
			"is of a type to come",
			{ status: "success", data: { resultType: "streams", result: [] } },
			200,
			"unreadable: the answer holds no samples",
		],
		[
			"holds no list",
			{ status: "success", data: { resultType: "vector", result: {} } },
			200,
			"unreadable: the answer holds no samples",
		],
		[
			"holds a histogram",
			vector({ metric: {}, histogram: [7, {}] }),
			200,
			"unreadable: a sample is a histogram: put histogram_quantile() around it",
		],
		["tells no time", vector({ metric: {}, value: ["7", "1"] }), 200, "unreadable: a sample cannot be read"],
		["tells no labels", vector({ metric: [], value: [7, "1"] }), 200, "unreadable: a sample cannot be read"],
		["holds a number that is one already", vector({ metric: {}, value: [7, 1] }), 200, "unreadable: a sample cannot be read"],
	])("that %s", (_what, body, status, expected) => {
		const read = readQueryAnswer(answer(body, status));
		expect(read.kind === "samples" ? read : `${read.kind}: ${read.message}`).toBe(expected);
	});

	it("names its series, no longer than can be read", () => {
		const say = (metric: Readonly<Record<string, string>>): string => describeSeries({ metric, value: 1, timestamp: 7 });
		expect(say({ __name__: "up", job: "sa" })).toBe('up{job="sa"}');
		expect(say({})).toBe("{}");
		expect(say({ a: "1", b: "2", c: "3", d: "4" })).toBe('{a="1", b="2", c="3", d="4"}');
		expect(say({ a: "1", b: "2", c: "3", d: "4", e: "5" })).toBe('{a="1", b="2", c="3", d="4", …}');
		expect(say({ a: "x".repeat(61) })).toBe(`{a="${"x".repeat(60)}"}`);
	});
});

describe("where a request goes", () => {
	const target = (yaml: string): unknown => {
		const probe = httpProbe.read(parseProbesFile(`{ ${yaml} }`, "probes.yaml"), reading);
		return `${probe.proves.replace(/ answers.*/, "")} by ${probe.rights.map(({ resource, verbs, namespace }) => `${verbs.join()} ${String(resource)} in ${namespace}`).join(", ") || "no right"}`;
	};

	it.each([
		['service: "sa:80"', "GET / of Service sa:80 by get services/proxy in boulder-staging"],
		['service: "other/sa:http"', "GET / of Service sa:http by get services/proxy in other"],
		['service: "other/sa:80", namespace: other', "GET / of Service sa:80 by get services/proxy in other"],
		['service: "sa:80", namespace: other', "GET / of Service sa:80 by get services/proxy in other"],
		["pod: sa-1, port: 80", "GET / of Pod sa-1:80 by get pods/proxy in boulder-staging"],
		['url: "https://acme.example.org//", path: /directory', "GET /directory of https://acme.example.org by no right"],
		['url: "http://acme.example.org/a/b", method: HEAD', "HEAD / of http://acme.example.org/a/b by no right"],
	])("%s", (yaml, expected) => expect(target(yaml)).toBe(expected));

	it.each([
		['service: "sa"', /a name and a port/],
		['service: "x y/sa:80"', /a name and a port/],
		['service: "sa:80/x"', /a name and a port/],
		['service: "SA:80"', /a name and a port/],
		['service: "-sa:80"', /a name and a port/],
		['service: "other/sa:80", namespace: third', /two namespaces: other and third/],
		['url: "acme.example.org"', /starts with http/],
		['url: "xhttp://acme.example.org"', /starts with http/],
		['url: "httpx://acme.example.org"', /starts with http/],
		['url: "http://jo@acme.example.org"', /holds a credential/],
		['url: "http://:secret@acme.example.org"', /holds a credential/],
		['url: "http://acme.example.org/?a=b"', /ends before the "\?"/],
		['url: "http://acme.example.org/#a"', /ends before the "\?"/],
	])("not to %s", (yaml, words) => expect(() => target(yaml)).toThrow(words));

	it("has parameters behind the first question mark", () => {
		expect(splitPath("/a?b=c&d=e%20f")).toEqual({
			path: "/a",
			query: [
				["b", "c"],
				["d", "e f"],
			],
		});
		expect(splitPath("/a?b=c?d")).toEqual({ path: "/a", query: [["b", "c?d"]] });
		expect(splitPath("/a")).toEqual({ path: "/a", query: [] });
	});
});

describe("that nothing answers", () => {
	const service: HttpTarget = { kind: "service", namespace: "n", name: "sa", port: "80", scheme: "http" };
	const url: HttpTarget = { kind: "url", origin: "http://sa" };
	const told = (message: string, to: HttpTarget = service): unknown => refusalIn(new ClusterProblem("unreachable", message), to);

	it.each<[string, unknown]>([
		['no endpoints available for service "sa"', { reason: "NoEndpoints", message: "it has no ready endpoint for that port" }],
		['services "sa" not found', { reason: "NotFound", message: "it does not exist" }],
		['pods "sa-1" not found', { reason: "NotFound", message: "it does not exist" }],
		['no service port "80" found for service "sa"', { reason: "PortNotFound", message: "it has no such port" }],
		["error trying to reach service: connection refused", { reason: "NotAnswering", message: "connection refused" }],
		[`error trying to reach service: ${"x\n".repeat(200)}`, { reason: "NotAnswering", message: "x\n".repeat(150) }],
		["error trying to reach service: i/o timeout", null],
		["error trying to reach service: request timed out", null],
		["error trying to reach service: time out", null],
		["error trying to reach service: context deadline exceeded", null],
		["the API server is not there", null],
	])("%s", (message, expected) => expect(told(message)).toEqual(expected));

	it("says nothing about an external address, or if the problem is ours", () => {
		expect(told("error trying to reach service: connection refused", url)).toBeNull();
		expect(refusalIn(new ClusterProblem("forbidden", 'services "sa" not found'), service)).toBeNull();
		expect(refusalIn(new Error('services "sa" not found'), service)).toBeNull();
	});
});
