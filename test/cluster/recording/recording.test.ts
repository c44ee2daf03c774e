import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cluster, GrpcHealthRequest, HttpRequest, ListRequest, ObjectList } from "../../../src/cluster/cluster.ts";
import { ClusterProblem, problemKinds } from "../../../src/cluster/problem.ts";
import { readRecording } from "../../../src/cluster/recording/read-recording.ts";
import { RecordedCluster, recordedCluster } from "../../../src/cluster/recording/recorded-cluster.ts";
import type { Recording } from "../../../src/cluster/recording/recording.ts";
import { RecordingCluster } from "../../../src/cluster/recording/recording-cluster.ts";
import { RecordingError } from "../../../src/cluster/recording/recording-fields.ts";
import { sharedCluster } from "../../../src/cluster/shared-cluster.ts";
import { projectFolder } from "../../command-line.ts";
import { problemOf } from "../api-server.ts";

const observedAt = "2026-11-24T10:00:00.000Z";
const schema: unknown = JSON.parse(readFileSync(join(projectFolder, "schemas/recording.schema.json"), "utf8"));
const matches = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(Object(schema));

/** Answers by the name of what is asked, and counts. */
class Told implements Cluster {
	readonly context = "told";
	readonly asked: string[] = [];

	async list(request: ListRequest): Promise<ObjectList> {
		this.asked.push(`${request.kind} ${request.namespace}`);
		await Promise.resolve();
		if (request.kind === "Forbidden") {
			throw new ClusterProblem("forbidden", "jane does not have the right", { verb: "list", resource: "x", namespace: "shop" });
		}
		if (request.namespace === "nowhere") throw new ClusterProblem("namespace-not-found", "there is no namespace nowhere");
		const namespaces = request.namespace === null ? ["shop", "bank"] : [request.namespace];
		const objects = namespaces.map((namespace) => ({
			apiVersion: request.apiVersion,
			kind: request.kind,
			metadata: { name: "a", namespace },
			spec: { replicas: 1 },
		}));
		return { objects: request.kind === "Empty" ? [] : objects, observedAt, consistent: true };
	}

	async http(
		request: HttpRequest,
	): Promise<{ status: number; headers: Record<string, string>; body: string; observedAt: string }> {
		this.asked.push(`http ${request.path}`);
		return {
			status: request.headers.Authorization === "Bearer CANARY-2" ? 401 : 200,
			headers: { a: "b" },
			body: "{}",
			observedAt,
		};
	}

	async grpcHealth(request: GrpcHealthRequest): Promise<{ kind: "health"; status: "SERVING"; observedAt: string }> {
		this.asked.push(`grpc ${request.pod}`);
		return { kind: "health", status: "SERVING", observedAt };
	}
}

const pods = { apiVersion: "v1", kind: "Pod", namespace: "shop" };
const http: HttpRequest = {
	target: { kind: "service", namespace: "shop", name: "web", port: "80", scheme: "http" },
	method: "GET",
	path: "/a",
	query: [["token", "CANARY"]],
	headers: { Accept: "*/*", Authorization: "Bearer CANARY-1" },
	timeoutMilliseconds: 1_000,
};
const grpc: GrpcHealthRequest = {
	namespace: "shop",
	pod: "sa-1",
	port: 9395,
	service: "",
	tls: { authority: "CA", certificate: "CERT", key: "CANARY", serverName: "sa" },
	timeoutMilliseconds: 1_000,
};

describe("a shared cluster", () => {
	it("asks once for all callers, and shares problems as well", async () => {
		const told = new Told();
		const shared = sharedCluster(told);
		await Promise.all([1, 2, 3].flatMap(() => [shared.list(pods), shared.http(http), shared.grpcHealth(grpc)]));
		await shared.list({ ...pods });
		const forbidden = { ...pods, kind: "Forbidden" };
		const problems = await Promise.all([problemOf(shared.list(forbidden)), problemOf(shared.list(forbidden))]);
		expect(problems[0]).toBe(problems[1]);
		expect(told.asked).toEqual(["Pod shop", "http /a", "grpc sa-1", "Forbidden shop"]);
	});

	it("answers for a namespace from a list of all, but not that there is nothing in it", async () => {
		const told = new Told();
		const shared = sharedCluster(told);
		await shared.list({ ...pods, namespace: null });
		const part = await shared.list(pods);
		expect(part.objects.map((object) => object.metadata.namespace)).toEqual(["shop"]);
		expect(told.asked).toEqual(["Pod null"]);
		expect(await problemOf(shared.list({ ...pods, namespace: "nowhere" }))).toMatchObject({ kind: "namespace-not-found" });
	});

	it("asks for a namespace alone where all may not be listed", async () => {
		const told = new Told();
		const shared = sharedCluster({
			...told,
			context: "t",
			http: told.http,
			grpcHealth: told.grpcHealth,
			list: (request) =>
				request.namespace === null ? Promise.reject(new ClusterProblem("forbidden", "no")) : told.list(request),
		});
		expect(await problemOf(shared.list({ ...pods, namespace: null }))).toMatchObject({ kind: "forbidden" });
		expect((await shared.list(pods)).objects).toHaveLength(1);
	});
});

async function recordAll(): Promise<Recording> {
	const recording = new RecordingCluster(sharedCluster(new Told()));
	await Promise.all([
		recording.list(pods),
		recording.list({ ...pods, kind: "Empty" }),
		recording.http(http),
		recording.grpcHealth(grpc),
	]);
	await recording.list({ ...pods, kind: "Widget", namespace: null });
	await problemOf(recording.list({ ...pods, kind: "Forbidden" }));
	return { schemaVersion: 1, recordedAt: observedAt, contexts: [recording.recorded("uid-1")] };
}

function replayed(recording: Recording): RecordedCluster {
	const [context] = readRecording(JSON.stringify(recording)).contexts;
	if (context === undefined) throw new Error("no context");
	return new RecordedCluster(context, recording.recordedAt);
}

describe("a recording", () => {
	it("answers as the cluster did, and matches its schema", async () => {
		const recording = await recordAll();
		expect(matches(JSON.parse(JSON.stringify(recording))), JSON.stringify(matches.errors)).toBe(true);
		const told = new Told();
		const recorded = replayed(recording);
		expect(recorded.context).toBe("told");
		expect(await recorded.uid()).toBe("uid-1");
		expect(await recorded.list(pods)).toEqual(await told.list(pods));
		expect(await recorded.list({ ...pods, kind: "Empty" })).toMatchObject({ objects: [] });
		expect(await recorded.http({ ...http, timeoutMilliseconds: 5 })).toEqual(await told.http(http));
		expect(await recorded.grpcHealth(grpc)).toEqual(await told.grpcHealth(grpc));
		const problem = await problemOf(recorded.list({ ...pods, kind: "Forbidden" }));
		expect(problem).toMatchObject({
			kind: "forbidden",
			message: "jane does not have the right",
			asked: { verb: "list", resource: "x", namespace: "shop" },
		});
	});

	it("is found by its context", async () => {
		const recording = await recordAll();
		const [first] = recording.contexts;
		if (first === undefined) throw new Error("no context");
		expect(recordedCluster(recording, null).context).toBe("told");
		expect(recordedCluster(recording, "told").context).toBe("told");
		expect(() => recordedCluster(recording, "other")).toThrow("the recording holds no context other: told");
		const two = { ...recording, contexts: [first, { ...first, name: "b" }] };
		expect(recordedCluster(two, "b").context).toBe("b");
		expect(() => recordedCluster(two, null)).toThrow("the recording holds several contexts: told, b");
	});

	it("does not answer what was not asked", async () => {
		const recorded = replayed(await recordAll());
		for (const question of [
			recorded.list({ ...pods, namespace: "bank" }),
			recorded.list({ ...pods, apiVersion: "v2" }),
			recorded.http({ ...http, method: "HEAD" }),
			recorded.http({ ...http, query: [] }),
			recorded.grpcHealth({ ...grpc, service: "x" }),
			recorded.grpcHealth({ ...grpc, tls: null }),
		]) {
			expect(await problemOf(question)).toMatchObject({ kind: "not-recorded" });
		}
		expect((await recorded.list({ ...pods, kind: "Widget", namespace: "shop" })).objects).toHaveLength(1);
		expect(await problemOf(recorded.list({ ...pods, kind: "Widget", namespace: "empty" }))).toMatchObject({
			kind: "not-recorded",
		});
	});

	it("holds no credential of a request, and has no answer where only that made the difference", async () => {
		expect(JSON.stringify(await recordAll())).not.toContain("CANARY");
		const recording = new RecordingCluster(new Told());
		const other = { ...http, headers: { ...http.headers, Authorization: "Bearer CANARY-2" } };
		expect([(await recording.http(http)).status, (await recording.http(other)).status]).toEqual([200, 401]);
		await recording.http(http);
		const recorded = new RecordedCluster(recording.recorded(null), observedAt);
		expect(await problemOf(recorded.http(http))).toMatchObject({ kind: "not-recorded" });
	});

	it("answers a list that several probes read, each with a choice of its own", async () => {
		const recording = new RecordingCluster(new Told());
		for (const names of [["a"], ["b"]]) await recording.list({ ...pods, ...{ names } });
		const again = new RecordedCluster(recording.recorded(null), observedAt);
		expect((await again.list(pods)).objects).toHaveLength(1);
	});

	it("is the same for any order of requests", async () => {
		const one = new RecordingCluster(new Told());
		await one.list(pods);
		await one.http(http);
		const two = new RecordingCluster(new Told());
		await two.http(http);
		await two.list(pods);
		expect(one.recorded(null)).toEqual(two.recorded(null));
	});
});

describe("a file given as a recording", () => {
	const list = {
		ask: "list",
		question: { apiVersion: "v1", kind: "Pod", namespace: null },
		answer: { objects: [], observedAt, consistent: true },
	};
	const withReads = (...reads: unknown[]): string =>
		JSON.stringify({ schemaVersion: 1, recordedAt: observedAt, contexts: [{ name: "a", uid: null, reads }] });
	const answer = (more: unknown): unknown => ({ ...list, answer: { ...list.answer, ...Object(more) } });

	it.each<[string, string]>([
		["", "is not valid JSON"],
		["[]", "must be a mapping"],
		["null", "must be a mapping"],
		['{"schemaVersion":2}', "schemaVersion must be 1"],
		['{"schemaVersion":1,"contexts":[]}', "contexts must not be empty"],
		["[".repeat(1_000_000), "more than 200 levels deep"],
		[withReads(list, list), "contexts[0].reads[1] asks a question that was asked before"],
		[withReads({ ...list, problem: null }), "must have either an answer or a problem"],
		[withReads({ ask: "list", question: list.question }), "must have either an answer or a problem"],
		[withReads({ ...list, ask: "write" }), "contexts[0].reads[0].ask must be one of list, http, grpc"],
		[
			withReads(answer({ objects: [{ metadata: { name: 5 } }] })),
			"contexts[0].reads[0].answer.objects[0] is not an object with well-formed metadata",
		],
		[withReads(answer({ objects: [null] })), "is not an object with well-formed metadata"],
		[withReads(answer({ objects: {} })), "answer.objects must be a list"],
		[withReads(answer({ observedAt: "yesterday" })), "answer.observedAt must be a time"],
		[withReads(answer({ observedAt: "2026-99-99T00:00:00Z" })), "answer.observedAt must be a time"],
		[withReads(answer({ consistent: "yes" })), "answer.consistent must be true or false"],
		[withReads({ ...list, question: { kind: "Pod" } }), "question.apiVersion is missing"],
		[
			JSON.stringify({
				schemaVersion: 1,
				recordedAt: observedAt,
				contexts: [1, 2].map(() => ({ name: "a", uid: null, reads: [] })),
			}),
			"contexts names a twice",
		],
	])("%#: %s", (text, expected) => {
		expect(() => readRecording(text)).toThrow(RecordingError);
		expect(() => readRecording(text)).toThrow(expected);
	});

	it("never ends in anything but a recording or a RecordingError", async () => {
		const good: unknown = JSON.parse(JSON.stringify(await recordAll()));
		const paths = leaves(good);
		fc.assert(
			fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
				try {
					for (const context of readRecording(JSON.stringify(replaced(good, path, value))).contexts)
						new RecordedCluster(context, "2026-11-24T00:00:00Z");
				} catch (error) {
					if (!(error instanceof RecordingError)) throw error;
				}
			}),
			{ numRuns: 1_500 },
		);
	});

	it("has the kinds of problems of its schema", () => {
		expect(JSON.stringify(schema)).toContain(JSON.stringify(problemKinds));
	});
});

function leaves(value: unknown, path: readonly string[] = []): (readonly string[])[] {
	if (typeof value !== "object" || value === null) return [path];
	return [path, ...Object.entries(value).flatMap(([name, member]) => leaves(member, [...path, name]))];
}

function replaced(value: unknown, [step, ...rest]: readonly string[], by: unknown): unknown {
	if (step === undefined) return by;
	if (Array.isArray(value)) return value.map((entry, i) => (String(i) === step ? replaced(entry, rest, by) : entry));
	return Object.fromEntries(
		Object.entries(Object(value)).map(([name, member]) => [name, name === step ? replaced(member, rest, by) : member]),
	);
}
