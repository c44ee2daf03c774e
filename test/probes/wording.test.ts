import { describe, expect, it } from "vitest";
import type { GrpcHealthAnswer, HttpAnswer, HttpRequest } from "../../src/cluster/cluster.ts";
import type { KubeObject } from "../../src/cluster/object.ts";
import type { ProbeType } from "../../src/probes/probe.ts";
import { cronJobProbe } from "../../src/probes/types/cronjob.ts";
import { execProbe } from "../../src/probes/types/exec.ts";
import { grpcProbe } from "../../src/probes/types/grpc.ts";
import { httpProbe } from "../../src/probes/types/http.ts";
import { jobProbe } from "../../src/probes/types/job.ts";
import { metricsProbe } from "../../src/probes/types/metrics.ts";
import { repositoryProbe } from "../../src/probes/types/repository.ts";
import { ask, changed, cond, deployment, minutesAgo, now, object, ownedBy, pod, type World, waitingStatus } from "./objects.ts";

/** `outcome Reason: message > hint`. */
async function verdict(type: ProbeType, yaml: string, world: World): Promise<string> {
	const { outcome, reason, message, hint } = await ask(type, yaml, world);
	return `${outcome} ${reason}: ${message}${hint === null ? "" : ` > ${hint.replace("-n boulder-staging", "…")}`}`;
}

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

	it("answer as one, and no more than five of them are asked", async () => {
		expect(await verdict(httpProbe, yaml, http({ 5: 500 }))).toBe(
			`pass Answered: Pod ${first}:80 answered GET / with 200, and so do 4 more of its ready pods`,
		);
		expect(await verdict(httpProbe, yaml, http({ 4: 500 }))).toBe(
			"fail UnexpectedStatus: Pod sa-7d9f-4:80 answered GET / with 500, not 200",
		);
		const found = await ask(httpProbe, yaml, http({}));
		expect(found.evidence.map(({ kind, name, expected }) => `${kind} ${name} ${expected}`)).toEqual(
			[0, 1, 2, 3, 4].map((index) => `Pod sa-7d9f-${index} GET /: status 200`),
		);
		const one = { ...http({}), objects: deployment("sa", 1) };
		expect(await verdict(httpProbe, yaml, one)).toBe(`pass Answered: Pod ${first}:80 answered GET / with 200`);
	});

	it("are as bad as the worst: a failure before what cannot be told", async () => {
		const wanted = '{ workload: Deployment/sa, port: 80, expect: "body.ok == true" }';
		const bodies = (made: Readonly<Record<string, unknown>>): World => ({
			objects: six,
			http: ({ target }) => answer(200, target.kind === "pod" ? (made[target.name.slice(-1)] ?? { ok: true }) : ""),
		});
		expect(await verdict(httpProbe, wanted, bodies({}))).toMatch(/^pass Answered: .* with 200, as expected, and so do 4 more/);
		expect(await verdict(httpProbe, wanted, bodies({ 1: "down" }))).toMatch(
			/^unknown ExpectationError: Pod sa-7d9f-1:80 answered GET \/ with 200, but "body.ok == true" cannot be worked out: .* > guard fields that may be missing with has\(\)$/,
		);
		expect(await verdict(httpProbe, wanted, bodies({ 1: "down", 3: { ok: false } }))).toBe(
			"fail UnexpectedAnswer: Pod sa-7d9f-3:80 answered GET / with 200, but not so that body.ok == true",
		);
	});

	it("say that they serve, and how it stands where they do not", async () => {
		const health = (status: "SERVING" | "NOT_SERVING"): GrpcHealthAnswer => ({ kind: "health", status, observedAt: now });
		const grpc = (made: Readonly<Record<string, GrpcHealthAnswer>>): World => ({
			objects: six,
			grpc: (name) => made[name.slice(-1)] ?? health("SERVING"),
		});
		const asked = "{ workload: Deployment/sa, port: 1, service: sa.SA }";
		expect(await verdict(grpcProbe, asked, grpc({ 5: health("NOT_SERVING") }))).toBe(
			"pass Serving: 5 pods of Deployment sa say SERVING for sa.SA",
		);
		expect(await verdict(grpcProbe, asked, grpc({ 2: health("NOT_SERVING") }))).toBe(
			"fail NotServing: pod sa-7d9f-2 says NOT_SERVING for the service sa.SA > kubectl logs … pod/sa-7d9f-2",
		);
		expect(await verdict(grpcProbe, asked, grpc({ 2: { kind: "error", code: "CANCELLED", message: "", observedAt: now } }))).toBe(
			"fail HealthCheckFailed: pod sa-7d9f-2 answered the health check with CANCELLED > kubectl logs … pod/sa-7d9f-2",
		);
		expect(await verdict(grpcProbe, "{ pod: sa, port: 1 }", { objects: [pod("sa")], grpc: () => health("SERVING") })).toBe(
			"pass Serving: pod sa says SERVING; this tells of the server as a whole, which may say so whatever its dependencies do",
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

	it("are as expected, or not, and how", async () => {
		expect(await of(world(["1"]))).toBe("pass AsExpected: 1 sample of up meets samples.all(s, s.value == 1.0)");
		expect(await of(world(["1", "1"]))).toBe("pass AsExpected: 2 samples of up meet samples.all(s, s.value == 1.0)");
		expect(await of(world(["0", "1", "0"]))).toBe(
			'fail UnexpectedSamples: 3 samples of up do not meet samples.all(s, s.value == 1.0): up{job="j0"} is 0, up{job="j1"} is 1, up{job="j2"} is 0',
		);
		expect(await of(world(["0", "1", "0", "1", "1"]))).toMatch(/up\{job="j2"\} is 0, and 2 more$/);
		expect(await of(world([]))).toBe(
			"fail NoSamples: up gives no sample > look at Service p:9090 /targets: whether anything is scraped under that name",
		);
		expect(await of(world(["1"]), '{ service: "p:9090", query: "up", expect: "samples[3].value == 1.0" }')).toMatch(
			/^unknown ExpectationError: "samples\[3\]\.value == 1\.0" cannot be worked out over 1 sample: /,
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
			'pending Stale: {job="j1"} was last seen 2 min ago; 2 min are allowed'.replace("{", "up{"),
		);
		expect(await of(world(["1"], [11]), yaml.replace("expect", "maxAge: 10s, expect"))).toMatch(
			/^pending Stale: .* was last seen 11 s ago; 10 s are allowed/,
		);
		expect(await of(world(["1", "1"], [5]))).toBe("pending Stale: some of the samples were gone when they were asked for again");
		expect(await of(world(["1", "1"], [5, Number.NaN]))).toBe(
			"unknown FreshnessUnknown: how old the samples are cannot be told: their time is no number",
		);
	});

	it("are of the time when they were asked for", async () => {
		expect(await of(world(["1"], [5], 120))).toMatch(/^pass/);
		expect(await of(world(["1"], [5], 121))).toBe(
			"pending Stale: the answer is of another time than the clock of the server that gave it: 2 min apart",
		);
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

describe("a run", () => {
	const cron = (status: object = {}, spec: object = {}): KubeObject =>
		object({
			apiVersion: "batch/v1",
			kind: "CronJob",
			name: "prune",
			spec: { schedule: "0 * * * *", ...spec },
			status: { lastScheduleTime: minutesAgo(30), lastSuccessfulTime: minutesAgo(29), ...status },
		});
	const run = (name: string, minutes: number, condition: object | null, more: object = {}): KubeObject =>
		object({
			apiVersion: "batch/v1",
			kind: "Job",
			name,
			metadata: { ...ownedBy(cron()), creationTimestamp: minutesAgo(minutes) },
			spec: {},
			status: { startTime: minutesAgo(minutes), conditions: condition === null ? [] : [condition], ...more },
		});
	const done = (name: string, minutes: number): KubeObject =>
		run(name, minutes, cond("Complete", "True", "", "", minutesAgo(minutes - 1)));
	const failed = (name: string, minutes: number): KubeObject =>
		run(name, minutes, cond("Failed", "True", "BackoffLimitExceeded", "", minutesAgo(minutes - 1)));
	const of = (objects: readonly KubeObject[], more = ""): Promise<string> =>
		verdict(cronJobProbe, `{ name: prune${more} }`, { objects });
	const list = "kubectl get … jobs --sort-by=.metadata.creationTimestamp";

	it("that completed last is told with its age", async () => {
		expect(await of([cron(), done("a", 90), done("b", 30)])).toBe(
			"pass LastRunCompleted: CronJob prune completed its last finished run, Job b, 29 min ago",
		);
		expect(await of([cron(), done("b", 30), done("a", 90)])).toContain("Job b, 29 min ago");
		expect(await of([cron(), done("b", 30)], ", within: 29m")).toMatch(/^pass/);
		expect(await of([cron(), done("b", 30)], ", within: 28m")).toBe(
			`fail LastSuccessTooOld: CronJob prune completed its last finished run, Job b, 29 min ago, which is more than 28 min > ${list}`,
		);
		expect(await of([cron({ lastSuccessfulTime: minutesAgo(5) }), done("b", 30)])).toContain("Job b, 5 min ago");
		const { evidence } = await ask(cronJobProbe, "{ name: prune }", { objects: [cron(), done("b", 30)] });
		expect(evidence.map(({ kind, name }) => `${kind} ${name}`)).toEqual(["CronJob prune", "Job b"]);
	});

	it("that failed last is red, whatever came before", async () => {
		expect(await of([cron(), done("a", 90), failed("b", 30)])).toBe(
			"fail LastRunFailed: CronJob prune failed in its last finished run: Job b has failed (BackoffLimitExceeded) > kubectl describe … cronjob/prune",
		);
		expect(await of([cron(), failed("a", 90), done("b", 30)])).toMatch(/^pass/);
		expect(await of([cron(), done("a", 30), failed("b", 30)])).toMatch(/^fail LastRunFailed/);
		expect(await of([cron(), failed("b", 30), done("a", 30)])).toMatch(/^fail LastRunFailed/);
		const stranger = changed(failed("x", 10), ["metadata", "ownerReferences"], []);
		expect(await of([cron(), done("b", 30), stranger])).toMatch(/^pass/);
	});

	it("that is not there yet, or no more, is waited for", async () => {
		expect(await of([cron({ lastScheduleTime: undefined, lastSuccessfulTime: undefined })])).toBe(
			`pending NeverFinished: CronJob prune has not started a run yet > ${list}`,
		);
		expect(await of([cron(), run("b", 30, null)])).toBe(
			`pending NeverFinished: CronJob prune has not finished a run yet > ${list}`,
		);
		expect(await of([cron({ lastSuccessfulTime: minutesAgo(31) })])).toMatch(
			/^pending RunNotKept: CronJob prune started a run at .* whose Job is gone; whether it completed is not known > let spec/,
		);
		expect(await of([cron({ lastSuccessfulTime: undefined })])).toMatch(/^pending RunNotKept/);
		expect(await of([cron({ lastSuccessfulTime: minutesAgo(30) })])).toBe(
			"pass LastRunCompleted: CronJob prune completed its last run, whose Job is gone, 30 min ago",
		);
		expect(await of([cron(), done("old", 90)])).toBe(
			"pass LastRunCompleted: CronJob prune completed its last run, whose Job is gone, 29 min ago",
		);
	});

	it("is not started where they are suspended", async () => {
		const off = cron({}, { suspend: true });
		expect(await of([off])).toBe(`pending Suspended: CronJob prune is suspended: it starts no run > ${list}`);
		expect(await of([off, done("b", 30)])).toBe(
			`pending Suspended: CronJob prune is suspended: it starts no run; its last run, b, completed > ${list}`,
		);
		expect(await of([off, failed("b", 30)])).toContain("; its last run, b, failed");
	});

	it("by the newest of a prefix, or by a name", async () => {
		const job = (yaml: string, ...objects: KubeObject[]): Promise<string> => verdict(jobProbe, yaml, { objects });
		expect(await job("{ namePrefix: seed- }", done("seed-a", 90), failed("seed-b", 30), done("sead-c", 5))).toMatch(
			/^fail Failed: Job seed-b has failed/,
		);
		expect(await job("{ namePrefix: seed- }", failed("seed-b", 90), done("seed-a", 30))).toMatch(
			/^pass Complete: Job seed-a completed 29 min ago/,
		);
		const note = "# one with ttlSecondsAfterFinished is deleted after its end, and proves nothing then";
		expect(await job("{ namePrefix: seed- }", done("sead-c", 5))).toBe(
			`fail NotFound: no Job of boulder-staging has a name that begins with seed- > kubectl get … jobs ${note}`,
		);
		expect(await job("{ name: seed-a }", done("seed-b", 5))).toBe(
			`fail NotFound: Job seed-a does not exist in boulder-staging; there is seed-b > kubectl get … jobs ${note}`,
		);
		const event = object({
			apiVersion: "v1",
			kind: "Event",
			name: "e",
			involvedObject: { uid: "uid-Job-seed" },
			type: "Warning",
			reason: "FailedCreate",
			message: "quota",
		});
		expect(await job("{ name: seed }", run("seed", 9, null), event)).toBe(
			"pending NotStarted: Job seed has had no pod for 9 min (FailedCreate: quota) > kubectl describe … job/seed",
		);
	});
});

describe("a work tree", () => {
	const of = (yaml: string, world: World): Promise<string> => verdict(repositoryProbe, `{ ${yaml} }`, world);

	it("has its files, and says which it has not", async () => {
		const files = { "a/x.yaml": "x", "a/y.yaml": " \n", "b/z.yaml": "" };
		expect(await of("files: ['a/*.yaml']", { files })).toBe("pass InWorkTree: a/*.yaml is there");
		expect(await of("files: ['b/*.yaml']", { files })).toBe("fail FileEmpty: b/z.yaml is empty");
		expect(await of("files: [a/x.yaml, c.yaml]", { files })).toBe("fail FileMissing: no file matches c.yaml");
		expect(await of("contains: { file: a/x.yaml, text: x }", { files })).toBe("pass InWorkTree: a/x.yaml is there");
		expect(await of("contains: { file: a/x.yaml, text: y }", { files })).toBe('fail TextMissing: a/x.yaml does not hold "y"');
		expect(await of("contains: { file: c.yaml, text: y }", { files })).toBe("fail FileMissing: there is no file c.yaml");
		const { evidence } = await ask(repositoryProbe, "{ files: ['a/*', 'b/*', 'c/*'], contains: { file: a/x.yaml, text: x } }", {
			files,
		});
		expect(evidence.map(({ name, expected, found }) => `${name}: ${expected}? ${found}`)).toEqual([
			"a/*: a file that is not empty? a/x.yaml",
			"b/*: a file that is not empty? empty files",
			"c/*: a file that is not empty? none",
			"a/x.yaml: holds x? it does",
		]);
	});

	it("builds, with objects in it", async () => {
		const built = (code: number | null, stdout = "", stderr = ""): World => ({
			run: ([program]) => (program === "kustomize" ? { code, stdout, stderr } : null),
		});
		const two = "apiVersion: v1\nkind: ConfigMap\n---\nkind: Secret\n";
		expect(await of("kustomize: [a]", built(0, two))).toBe("pass InWorkTree: a builds");
		const { evidence } = await ask(repositoryProbe, "{ kustomize: [a] }", built(0, `${two}--- \n# empty\n---x\n  kind: no\n`));
		expect(evidence).toMatchObject([{ kind: "Kustomization", name: "a", expected: "builds", found: "exit code 0, 2 objects" }]);
		expect(await of("kustomize: [a]", built(0, "# nothing\n"))).toBe(
			"fail BuildEmpty: a builds, but gives no object > kustomize build ./a",
		);
		expect(await of("kustomize: [./a]", built(1, "", "first\nno such file\n"))).toBe(
			"fail BuildFailed: ./a does not build: no such file > kustomize build ./a",
		);
		expect(await of("kustomize: [a]", built(3))).toBe("fail BuildFailed: a does not build: exit code 3 > kustomize build ./a");
		expect(await of("kustomize: [a]", built(null))).toBe("unknown TimedOut: kustomize build ./a did not end in time");
		expect(await of("kustomize: [a]", { run: () => null })).toBe(
			"unknown NoKustomize: whether a builds cannot be told: neither kustomize nor kubectl is installed",
		);
		expect(await of("files: [x], kustomize: [a]", { run: () => null })).toBe("fail FileMissing: no file matches x");
	});

	it("runs a command as it is expected to end", async () => {
		const ran = (code: number | null, stdout = ""): World => ({ allowExec: true, run: () => ({ code, stdout, stderr: "" }) });
		const exec = (yaml: string, world: World): Promise<string> => verdict(execProbe, `{ command: [make, check]${yaml} }`, world);
		expect(await exec("", ran(0))).toBe("pass Succeeded: make check ended with exit code 0");
		expect(await exec("", ran(2))).toBe("fail Failed: make check ended with exit code 2 > make check");
		expect(await exec("", ran(null))).toBe("unknown Ended: make check did not end by itself; it has 10 s > make check");
		expect(await exec("", { run: () => ({ code: 0, stdout: "", stderr: "" }) })).toBe(
			"unknown ExecNotAllowed: make check was not run: the probes file may come from anyone > look at it, then say verify --allow-exec",
		);
		expect(await exec("", { allowExec: true, run: () => null })).toBe("unknown NoProgram: there is no program make");
		expect(await exec(", expect: 'code == 2'", ran(2))).toBe(
			"pass AsExpected: make check ended with exit code 2, and meets code == 2",
		);
		expect(await exec(", expect: 'json.ok'", ran(0, '{"ok":false}'))).toBe(
			"fail Unexpected: make check ended with exit code 0, and does not meet json.ok > make check",
		);
		expect(await exec(", expect: 'json.ok'", ran(0, "no json"))).toMatch(
			/^unknown ExpectationError: make check ended with exit code 0, and "json.ok" cannot be worked out: /,
		);
	});
});
