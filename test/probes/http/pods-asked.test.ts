import { describe, expect, it } from "vitest";
import type { GrpcHealthAnswer, HttpAnswer } from "../../../src/cluster/cluster.ts";
import { grpcProbe } from "../../../src/probes/grpc/grpc-probe.ts";
import { httpProbe } from "../../../src/probes/http/http-probe.ts";
import { ask, changed, deployment, now, pod, type World, waitingStatus } from "../objects.ts";
import { verdict } from "../verdict-words.ts";

const answer = (status: number, body: unknown = "", headers: Readonly<Record<string, string>> = {}): HttpAnswer => ({
	status,
	headers,
	body: typeof body === "string" ? body : JSON.stringify(body),
	observedAt: now,
});

describe("several pods that are asked", () => {
	const six = deployment("sa", 6);
	const first = "sa-7d9f-0";
	const http = (statuses: Readonly<Record<string, number>>): World => ({
		objects: six,
		http: ({ target }) => answer(target.kind === "pod" ? (statuses[target.name.slice(-1)] ?? 200) : 0),
	});
	const yaml = "{ workload: Deployment/sa, port: 80 }";

	it("answer as one, each of them", async () => {
		expect(await verdict(httpProbe, yaml, http({}))).toBe(
			`pass Answered: Pod ${first}:80 answered GET / with 200, and so do 5 more of its ready pods`,
		);
		expect(await verdict(httpProbe, yaml, http({ 5: 500 }))).toBe(
			"fail UnexpectedStatus: Pod sa-7d9f-5:80 answered GET / with 500, not 200",
		);
		const some = "{ workload: Deployment/sa, port: 80, sample: 3 }";
		expect(await verdict(httpProbe, some, http({ 5: 500 }))).toBe(
			`pass Answered: Pod ${first}:80 answered GET / with 200, and so do 2 more of its ready pods (3 of 6 were asked)`,
		);
		expect(await verdict(httpProbe, some, http({ 4: 500 }))).toMatch(/^fail UnexpectedStatus: Pod sa-7d9f-4/);
		expect(await verdict(httpProbe, yaml, http({ 4: 500 }))).toBe(
			"fail UnexpectedStatus: Pod sa-7d9f-4:80 answered GET / with 500, not 200",
		);
		const found = await ask(httpProbe, yaml, http({}));
		expect(found.evidence.map(({ kind, name, expected }) => `${kind} ${name} ${expected}`)).toEqual(
			[0, 1, 2, 3, 4, 5].map((index) => `Pod sa-7d9f-${index} GET /: status 200`),
		);
		const one = { ...http({}), objects: deployment("sa", 1) };
		expect(await verdict(httpProbe, yaml, one)).toBe(`pass Answered: Pod ${first}:80 answered GET / with 200`);
	});

	it("are as bad as the worst: a failure before an unknown", async () => {
		const wanted = '{ workload: Deployment/sa, port: 80, expect: "body.ok == true" }';
		const bodies = (made: Readonly<Record<string, unknown>>): World => ({
			objects: six,
			http: ({ target }) => answer(200, target.kind === "pod" ? (made[target.name.slice(-1)] ?? { ok: true }) : ""),
		});
		expect(await verdict(httpProbe, wanted, bodies({}))).toMatch(/^pass Answered: .* with 200, as expected, and so do 5 more/);
		expect(await verdict(httpProbe, wanted, bodies({ 1: "down" }))).toMatch(
			/^unknown ExpectationError: Pod sa-7d9f-1:80 answered GET \/ with 200, which the probe cannot evaluate: .* > guard fields that may be missing with has\(\)$/,
		);
		expect(await verdict(httpProbe, wanted, bodies({ 1: "down", 3: { ok: false } }))).toBe(
			"fail UnexpectedAnswer: Pod sa-7d9f-3:80 answered GET / with 200, but not as expected",
		);
		const saying = (message: string) => wanted.replace(" }", `, message: "${message}" }`);
		expect(await verdict(httpProbe, saying("'it is ' + string(body.ok)"), bodies({ 3: { ok: false } }))).toBe(
			"fail UnexpectedAnswer: it is false",
		);
		// A message that cannot be worked out hides nothing.
		expect(await verdict(httpProbe, saying("body.none"), bodies({ 3: { ok: false } }))).toMatch(/but not as expected$/);
		await expect(verdict(httpProbe, "{ workload: Deployment/sa, port: 80, message: \"'no'\" }", bodies({}))).rejects.toThrow(
			/add expect|names no workload|has no expect/,
		);
	});

	it("report that they serve, and their state if they do not", async () => {
		const health = (status: "SERVING" | "NOT_SERVING"): GrpcHealthAnswer => ({ kind: "health", status, observedAt: now });
		const grpc = (made: Readonly<Record<string, GrpcHealthAnswer>>): World => ({
			objects: six,
			grpc: (name) => made[name.slice(-1)] ?? health("SERVING"),
		});
		const asked = "{ workload: Deployment/sa, port: 1, service: sa.SA }";
		expect(await verdict(grpcProbe, asked, grpc({}))).toBe("pass Serving: 6 pods of Deployment sa report SERVING for sa.SA");
		expect(await verdict(grpcProbe, asked, grpc({ 5: health("NOT_SERVING") }))).toBe(
			"fail NotServing: pod sa-7d9f-5 reports NOT_SERVING for the service sa.SA > kubectl logs … pod/sa-7d9f-5",
		);
		expect(await verdict(grpcProbe, asked.replace(" }", ", sample: 1 }"), grpc({ 5: health("NOT_SERVING") }))).toMatch(
			/^pass Serving: pod sa-7d9f-0 reports SERVING for sa.SA \(1 of 6 were asked\)/,
		);
		expect(await verdict(grpcProbe, asked, grpc({ 2: health("NOT_SERVING") }))).toBe(
			"fail NotServing: pod sa-7d9f-2 reports NOT_SERVING for the service sa.SA > kubectl logs … pod/sa-7d9f-2",
		);
		expect(await verdict(grpcProbe, asked, grpc({ 2: { kind: "error", code: "CANCELLED", message: "", observedAt: now } }))).toBe(
			"fail HealthCheckFailed: pod sa-7d9f-2 answered the health check with CANCELLED > kubectl logs … pod/sa-7d9f-2",
		);
		expect(await verdict(grpcProbe, "{ pod: sa, port: 1 }", { objects: [pod("sa")], grpc: () => health("SERVING") })).toBe(
			"pass Serving: pod sa reports SERVING; this is the status of the server as a whole, which may not include its dependencies",
		);
		const [owner] = six;
		const stale = six.map((each) => (each === owner ? changed(each, ["metadata", "generation"], 3) : each));
		expect(await verdict(grpcProbe, asked, { ...grpc({}), objects: stale })).toMatch(/^pending StaleGeneration/);
		expect(await verdict(httpProbe, yaml, { ...http({}), objects: stale })).toMatch(/^pending StaleGeneration/);
		expect(await verdict(httpProbe, yaml, { ...http({}), objects: six.slice(1) })).toMatch(
			/^fail NotFound: Deployment sa does not exist in boulder-staging/,
		);
		const down = six.map((each) =>
			each.kind === "Pod"
				? { ...each, status: waitingStatus(each.metadata.name.endsWith("-3") ? "ImagePullBackOff" : "ContainerCreating") }
				: each,
		);
		expect(await verdict(httpProbe, yaml, { ...http({}), objects: down })).toBe(
			"fail NoReadyPods: Deployment sa has no ready pod to ask: pod sa-7d9f-3 is in ImagePullBackOff: container main > kubectl describe … pod/sa-7d9f-3",
		);
		expect(await verdict(httpProbe, yaml, { ...http({}), objects: six.slice(0, 2) })).toBe(
			"fail NoReadyPods: Deployment sa has no ready pod to ask > kubectl describe … deployment/sa",
		);
	});

	it("one address: where it sends to, and what its header says", async () => {
		const of = (given: HttpAnswer, more = ""): Promise<string> =>
			verdict(httpProbe, `{ url: "http://sa"${more} }`, { http: () => given });
		expect(await of(answer(301, "", { location: "/x" }))).toBe(
			"fail UnexpectedStatus: http://sa answered GET / with 301 (to /x), not 200",
		);
		expect(await of(answer(300, "", { location: "/x" }))).toContain("with 300 (to /x), not");
		expect(await of(answer(399))).toBe("fail UnexpectedStatus: http://sa answered GET / with 399, not 200");
		expect(await of(answer(400, "", { location: "/x" }))).toBe(
			"fail UnexpectedStatus: http://sa answered GET / with 400, not 200",
		);
		expect(await of(answer(201, "", { location: "/x" }))).toBe(
			"fail UnexpectedStatus: http://sa answered GET / with 201, not 200",
		);
		expect(await of(answer(200, "", { a: "b".repeat(101) }), ", header: { A: c }")).toBe(
			`fail UnexpectedHeader: http://sa answered GET / with the header a: ${"b".repeat(100)}, not c`,
		);
		expect(await of(answer(200, "plain"), ", expect: 'body == \"plain\"'")).toMatch(/^pass/);
		const found = await ask(httpProbe, '{ url: "http://sa" }', { http: () => answer(200) });
		expect(found.evidence).toMatchObject([{ kind: "URL", namespace: null, name: "http://sa", expected: "GET /: status 200" }]);
	});
});
