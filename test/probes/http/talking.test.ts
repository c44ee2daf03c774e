import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GrpcHealthAnswer, HttpAnswer, HttpRequest } from "../../../src/cluster/cluster.ts";
import { ClusterProblem } from "../../../src/cluster/problem.ts";
import { grpcProbe } from "../../../src/probes/grpc/grpc-probe.ts";
import { httpProbe } from "../../../src/probes/http/http-probe.ts";
import { metricsProbe } from "../../../src/probes/metrics/metrics-probe.ts";
import { ask, changed, deployment, now, pod, type World, waitingStatus } from "../objects.ts";
import { prometheus } from "../passing.ts";

function answer(status: number, body = "", headers: Readonly<Record<string, string>> = {}): HttpAnswer {
	return { status, headers, body, observedAt: now };
}

function refused(message: string, kind: ClusterProblem["kind"] = "unreachable"): World {
	return {
		http: () => {
			throw new ClusterProblem(
				kind,
				`cannot get services/proxy in boulder-staging: service boulder-wfe2 is unreachable: ${message}`,
			);
		},
	};
}

describe("http", () => {
	const yaml =
		'{ service: "boulder-wfe2:4001", path: "/directory?x=a b", header: { Replay-Nonce: "*" }, expect: "has(body.newNonce) && status == 200" }';
	const good = answer(200, '{"newNonce":"/acme/new-nonce"}', { "replay-nonce": "abc" });

	it("asks what was written, and passes on the answer that was expected", async () => {
		let asked: HttpRequest | null = null;
		const found = await ask(httpProbe, yaml, {
			http: (request) => {
				asked = request;
				return good;
			},
		});
		expect(found).toMatchObject({ outcome: "pass", reason: "Answered" });
		expect(found.message).toBe("Service boulder-wfe2:4001 answered GET /directory?x=a b with 200, as expected");
		expect(found.evidence).toMatchObject([
			{ kind: "Service", namespace: "boulder-staging", name: "boulder-wfe2", observedAt: now },
		]);
		expect(asked).toEqual({
			target: { kind: "service", namespace: "boulder-staging", name: "boulder-wfe2", port: "4001", scheme: "http" },
			method: "GET",
			path: "/directory",
			query: [["x", "a b"]],
			headers: {},
			timeoutMilliseconds: 10_000,
		});
	});

	const cases: readonly (readonly [string, HttpAnswer, string, string, RegExp])[] = [
		["another status", answer(503, "<html>"), "fail", "UnexpectedStatus", /with 503, not 200/],
		[
			"a redirect is not followed",
			answer(301, "", { location: "https://elsewhere.example/" }),
			"fail",
			"UnexpectedStatus",
			/301 \(to https:\/\/elsewhere/,
		],
		["no header", answer(200, '{"newNonce":1}'), "fail", "HeaderMissing", /without the header replay-nonce/],
		["an empty header", answer(200, '{"newNonce":1}', { "replay-nonce": "" }), "fail", "HeaderMissing", /./],
		["JSON without the field", answer(200, "{}", { "replay-nonce": "a" }), "fail", "UnexpectedAnswer", /but not as expected$/],
		[
			"no JSON where a field is asked for",
			answer(200, "<html>", { "replay-nonce": "a" }),
			"unknown",
			"ExpectationError",
			/which the probe cannot evaluate/,
		],
	];
	it.each(cases)("%s", async (_, given, outcome, reason, words) => {
		const found = await ask(httpProbe, yaml, { http: () => given });
		expect(found).toMatchObject({ outcome, reason });
		expect(found.message).toMatch(words);
	});

	it.each([
		['no endpoints available for service "boulder-wfe2"', "NoEndpoints"],
		['services "boulder-wfe2" not found', "NotFound"],
		['no service port "4001" found for service "boulder-wfe2"', "PortNotFound"],
		["error trying to reach service: dial tcp 10.244.0.9:4001: connect: connection refused", "NotAnswering"],
	])("fails by what the API server says: %s", async (message, reason) => {
		const found = await ask(httpProbe, yaml, refused(message));
		expect(found).toMatchObject({ outcome: "fail", reason });
		expect(found.evidence[0]?.observedAt).toBe(now);
	});

	it.each([
		["error trying to reach service: dial tcp 10.244.0.9:4001: i/o timeout", "unreachable"],
		["error trying to reach service: context deadline exceeded", "unreachable"],
		["connection to the API server was refused", "unreachable"],
		['no endpoints available for service "boulder-wfe2"', "forbidden"],
	] as const)("gives no verdict where it was not answered at all: %s", async (message, kind) => {
		await expect(ask(httpProbe, yaml, refused(message, kind))).rejects.toBeInstanceOf(ClusterProblem);
	});

	it("compares headers and takes one of several statuses", async () => {
		const wanted = '{ url: "https://acme.example.org", status: [200, 204], header: { Content-Type: application/json } }';
		const given = (type: string): World => ({ http: () => answer(204, "", { "content-type": type }) });
		expect(await ask(httpProbe, wanted, given("application/json"))).toMatchObject({ outcome: "pass" });
		expect(await ask(httpProbe, wanted, given("text/html"))).toMatchObject({ outcome: "fail", reason: "UnexpectedHeader" });
	});

	it("compares an answer with objects of the cluster", async () => {
		const consul = (address: string): World => ({
			objects: deployment("boulder-sa-1", 1),
			http: () => answer(200, JSON.stringify([{ Address: address }])),
		});
		const own = consul("").objects?.find(({ kind }) => kind === "Pod");
		const expected = '"body.all(e, variables.pods.exists(p, p.metadata.name == e.Address))"';
		const wanted = `{ service: "bconsul:8500", with: { pods: { apiVersion: v1, kind: Pod } }, expect: ${expected} }`;
		expect(await ask(httpProbe, wanted, consul(own?.metadata.name ?? ""))).toMatchObject({ outcome: "pass" });
		expect(await ask(httpProbe, wanted, consul("10.77.77.77"))).toMatchObject({ outcome: "fail" });
		const idle = '{ service: "bconsul:8500", with: { pods: { apiVersion: v1, kind: Pod } } }';
		expect(() => ask(httpProbe, idle, consul(""))).toThrow("nothing uses the lists");
	});

	it("asks every ready pod of a workload, and takes the worst", async () => {
		const objects = deployment("boulder-wfe2", 3);
		const world: World = {
			objects,
			http: ({ target }) => answer(target.kind === "pod" && target.name.endsWith("-2") ? 500 : 200),
		};
		expect(await ask(httpProbe, "{ workload: Deployment/boulder-wfe2, port: 4001 }", world)).toMatchObject({
			outcome: "fail",
			reason: "UnexpectedStatus",
		});
		const down = objects.map((each) =>
			each.kind === "Pod"
				? pod(each.metadata.name, { metadata: { ...each.metadata }, status: waitingStatus("CrashLoopBackOff", "", 4) })
				: each,
		);
		const found = await ask(httpProbe, "{ workload: Deployment/boulder-wfe2, port: 4001 }", { objects: down });
		expect(found).toMatchObject({ outcome: "fail", reason: "NoReadyPods" });
		expect(found.message).toContain("CrashLoopBackOff");
	});
});

describe("metrics", () => {
	const yaml = `{ service: "monitoring/prometheus:9090", query: up, expect: "samples.size() >= 2 && samples.all(s, s.value == 1.0)" }`;
	const json = (body: unknown, status = 200): World => ({ http: () => answer(status, JSON.stringify(body)) });
	const asked = Date.parse(now) / 1000;

	it("passes on fresh samples that are as expected", async () => {
		const queries: string[] = [];
		const http = prometheus();
		const found = await ask(metricsProbe, yaml, {
			http: (request) => {
				queries.push(request.query[0]?.[1] ?? "");
				expect(request).toMatchObject({
					path: "/api/v1/query",
					target: { namespace: "monitoring", name: "prometheus", port: "9090" },
				});
				return http(request);
			},
		});
		expect(found).toMatchObject({ outcome: "pass", reason: "AsExpected" });
		expect(queries).toEqual(["up", "timestamp((\nup\n))"]);
	});

	const cases: readonly (readonly [string, World, string, string, RegExp])[] = [
		[
			"a target that is down",
			{ http: prometheus(["1", "0"]) },
			"fail",
			"UnexpectedSamples",
			/up\{instance="10\.244\.0\.1:8003", job="boulder"\} is 0/,
		],
		["too few targets", { http: prometheus(["1"]) }, "fail", "UnexpectedSamples", /1 sample of up/],
		["no sample: nothing is scraped", { http: prometheus([]) }, "fail", "NoSamples", /no samples for up/],
		["NaN", { http: prometheus(["1", "NaN"]) }, "fail", "NotANumber", /is NaN/],
		["infinite", { http: prometheus(["+Inf", "1"]) }, "fail", "NotANumber", /is Infinity/],
		["stale samples", { http: prometheus(["1", "1"], 240) }, "pending", "Stale", /last seen 4 min ago \(at most 2 min allowed\)/],
		[
			"an error in the query",
			json({ status: "error", errorType: "bad_data", error: 'invalid parameter "query": 1:3: parse error' }, 400),
			"unknown",
			"QueryFailed",
			/bad_data: invalid parameter/,
		],
		[
			"a range",
			json({ status: "success", data: { resultType: "matrix", result: [] } }),
			"unknown",
			"BadAnswer",
			/remove the \[5m\]/,
		],
		[
			"a text",
			json({ status: "success", data: { resultType: "string", result: [asked, "x"] } }),
			"unknown",
			"BadAnswer",
			/a text/,
		],
		[
			"a histogram",
			json({ status: "success", data: { resultType: "vector", result: [{ metric: {}, histogram: [asked, {}] }] } }),
			"unknown",
			"BadAnswer",
			/histogram_quantile/,
		],
		["HTML of a login page", { http: () => answer(200, "<html>Log in</html>") }, "unknown", "BadAnswer", /not JSON: <html>/],
		["an empty answer", { http: () => answer(200) }, "unknown", "BadAnswer", /it is empty/],
		[
			"a status of failure with a body of success",
			json({ status: "success", data: { resultType: "vector", result: [] } }, 502),
			"unknown",
			"BadAnswer",
			/502/,
		],
		["another program's JSON", json({ ok: true }), "unknown", "BadAnswer", /not one of Prometheus/],
		[
			"values that are numbers already",
			json({ status: "success", data: { resultType: "vector", result: [{ metric: {}, value: [asked, 1] }] } }),
			"unknown",
			"BadAnswer",
			/cannot be read/,
		],
		[
			"a cached answer",
			json({ status: "success", data: { resultType: "vector", result: [{ metric: {}, value: [asked - 3600, "1"] }] } }),
			"pending",
			"Stale",
			/away from the clock of the server/,
		],
	];
	it.each(cases)("%s", async (_, world, outcome, reason, words) => {
		const found = await ask(metricsProbe, yaml, world);
		expect(found).toMatchObject({ outcome, reason });
		expect(found.message).toMatch(words);
	});

	it("neither passes nor fails on a response with warnings", async () => {
		const http = prometheus();
		const warned = (request: HttpRequest): HttpAnswer => {
			const given = http(request);
			return { ...given, body: given.body.replace('"data"', '"warnings":["PromQL warning: partial response"],"data"') };
		};
		const found = await ask(metricsProbe, yaml, { http: warned });
		expect(found).toMatchObject({ outcome: "unknown", reason: "PartialAnswer" });
		expect(found.message).toContain("partial response");
	});

	it("accepts a scalar, and does not pass if the age of samples is not known", async () => {
		const scalar = json({ status: "success", data: { resultType: "scalar", result: [asked, "25"] } });
		const wanted = '{ url: "http://prometheus.example", query: "scalar(count(up))", expect: "samples[0].value >= 25.0" }';
		expect(await ask(metricsProbe, wanted, scalar)).toMatchObject({ outcome: "pass" });
		const http = prometheus();
		const silent: World = {
			http: (request) =>
				request.query[0]?.[1].startsWith("timestamp") === true ? answer(400, '{"status":"error","error":"no"}') : http(request),
		};
		expect(await ask(metricsProbe, yaml, silent)).toMatchObject({ outcome: "unknown", reason: "FreshnessUnknown" });
		const gone: World = {
			http: (request) => (request.query[0]?.[1].startsWith("timestamp") === true ? prometheus(["1"])(request) : http(request)),
		};
		expect(await ask(metricsProbe, yaml, gone)).toMatchObject({ outcome: "pending", reason: "Stale" });
	});

	it("neither throws nor passes on a modified response, unless its meaning is the same", async () => {
		const tampered = fc.tuple(fc.nat(), fc.string({ minLength: 1, maxLength: 5 }));
		await fc.assert(
			fc.asyncProperty(tampered, fc.boolean(), async ([where, text], second) => {
				const http = prometheus();
				const world: World = {
					http: (request) => {
						const given = http(request);
						if ((request.query[0]?.[1].startsWith("timestamp") === true) !== second) return given;
						const cut = where % given.body.length;
						return { ...given, body: given.body.slice(0, cut) + text + given.body.slice(cut + 1) };
					},
				};
				const found = await ask(metricsProbe, yaml, world);
				expect(["pass", "fail", "pending", "unknown"]).toContain(found.outcome);
				expect(found.message).not.toMatch(/undefined/);
			}),
		);
		await fc.assert(
			fc.asyncProperty(fc.jsonValue(), async (body) => {
				expect((await ask(metricsProbe, yaml, json(body))).outcome).toBe("unknown");
			}),
		);
	});

	it("keeps hostile labels as text", async () => {
		const http = prometheus();
		const hostile = (request: HttpRequest): HttpAnswer => {
			const given = http(request);
			return { ...given, body: given.body.replaceAll('"job":"boulder"', '"__proto__":"x","constructor":"\\u001b[2J"') };
		};
		const wanted = `{ service: "p:9090", query: up, expect: "samples.all(s, s.metric.constructor.size() == 4)" }`;
		expect(await ask(metricsProbe, wanted, { http: hostile })).toMatchObject({ outcome: "pass" });
	});
});

describe("grpc", () => {
	const yaml = "{ workload: Deployment/boulder-sa-1, port: 9395 }";
	const objects = deployment("boulder-sa-1", 2);
	const health = (status: "SERVING" | "NOT_SERVING" | "SERVICE_UNKNOWN" | "UNKNOWN"): GrpcHealthAnswer => ({
		kind: "health",
		status,
		observedAt: now,
	});
	const error = (code: string): GrpcHealthAnswer => ({ kind: "error", code, message: "said so", observedAt: now });

	it("notes that an unnamed health is that of the server as a whole", async () => {
		const found = await ask(grpcProbe, yaml, { objects, grpc: () => health("SERVING") });
		expect(found).toMatchObject({ outcome: "pass", reason: "Serving" });
		expect(found.message).toMatch(
			/2 pods of Deployment boulder-sa-1 report SERVING; this is the status of the server as a whole/,
		);
		expect(found.evidence).toHaveLength(2);
		const named = await ask(grpcProbe, "{ workload: Deployment/boulder-sa-1, port: 9395, service: sa.StorageAuthority }", {
			objects,
			grpc: () => health("SERVING"),
		});
		expect(named.message).toMatch(/SERVING for sa\.StorageAuthority$/);
	});

	const cases: readonly (readonly [string, GrpcHealthAnswer, string, RegExp])[] = [
		["not serving", health("NOT_SERVING"), "NotServing", /reports NOT_SERVING for the server as a whole/],
		["unknown", health("UNKNOWN"), "HealthUnknown", /unknown/],
		["a service that the watch does not know", health("SERVICE_UNKNOWN"), "ServiceUnknown", /has no health status/],
		["a service that the check does not know", error("NOT_FOUND"), "ServiceUnknown", /has no health status/],
		["no health service", error("UNIMPLEMENTED"), "NoHealthService", /not grpc\.health\.v1/],
		["another error", error("UNAUTHENTICATED"), "HealthCheckFailed", /UNAUTHENTICATED: said so/],
		[
			"TLS wanted",
			{ kind: "no-connection", message: "tls: certificate required", observedAt: now },
			"NoConnection",
			/port 9395: tls: certificate required/,
		],
	];
	it.each(cases)("fails where one pod of two says: %s", async (_, given, reason, words) => {
		const found = await ask(grpcProbe, yaml, { objects, grpc: (name) => (name.endsWith("-1") ? given : health("SERVING")) });
		expect(found).toMatchObject({ outcome: "fail", reason });
		expect(found.message).toMatch(words);
		expect(found.evidence).toHaveLength(2);
	});

	it("fails where no pod is ready, and asks none that is not", async () => {
		const [owner, set, first, second] = objects;
		if (owner === undefined || set === undefined || first === undefined || second === undefined) throw new Error("four objects");
		const down = pod(second.metadata.name, { metadata: { ...second.metadata }, status: waitingStatus("ImagePullBackOff") });
		const asked: string[] = [];
		const grpc = (name: string): GrpcHealthAnswer => {
			asked.push(name);
			return health("SERVING");
		};
		expect(await ask(grpcProbe, yaml, { objects: [owner, set, first, down], grpc })).toMatchObject({ outcome: "pass" });
		expect(asked).toEqual([first.metadata.name]);
		const found = await ask(grpcProbe, yaml, { objects: [owner, set, down], grpc });
		expect(found).toMatchObject({ outcome: "fail", reason: "NoReadyPods" });
		expect(found.message).toContain("ImagePullBackOff");
	});

	it("asks one pod by name", async () => {
		const one = pod("sa");
		const grpc = (): GrpcHealthAnswer => health("SERVING");
		expect(await ask(grpcProbe, "{ pod: sa, port: 9395 }", { objects: [one], grpc })).toMatchObject({ outcome: "pass" });
		expect(await ask(grpcProbe, "{ pod: sb, port: 9395 }", { objects: [one], grpc })).toMatchObject({
			outcome: "fail",
			reason: "NotFound",
		});
		const ending = changed(one, ["metadata", "deletionTimestamp"], now);
		expect(await ask(grpcProbe, "{ pod: sa, port: 9395 }", { objects: [ending], grpc })).toMatchObject({
			outcome: "fail",
			reason: "Terminating",
		});
	});

	it("reads certificates from the work tree, and names a missing one", async () => {
		const tls =
			"{ pod: sa, port: 9395, tls: { authority: certs/ca.pem, certificate: certs/c.pem, key: certs/k.pem, serverName: sa.boulder } }";
		const world: World = { objects: [pod("sa")], grpc: () => health("SERVING") };
		expect(
			await ask(grpcProbe, tls, { ...world, files: { "certs/ca.pem": "A", "certs/c.pem": "B", "certs/k.pem": "C" } }),
		).toMatchObject({ outcome: "pass" });
		const found = await ask(grpcProbe, tls, { ...world, files: { "certs/ca.pem": "A", "certs/c.pem": "B" } });
		expect(found).toMatchObject({ outcome: "unknown", reason: "TlsFileMissing" });
		expect(found.message).toContain("certs/k.pem");
	});
});
