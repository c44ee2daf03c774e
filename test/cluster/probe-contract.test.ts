import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import type { LiveCluster } from "../../src/cluster/live-cluster.ts";
import { builtInResource } from "../../src/cluster/objects/built-in-kinds.ts";
import type { KubeObject } from "../../src/cluster/objects/object.ts";
import { readDocument } from "../../src/document/read-document.ts";
import { everyItem } from "../../src/model/phase.ts";
import { readProbes } from "../../src/probes/file/read-probes.ts";
import { probeTypes } from "../../src/probes/index.ts";
import type { ProbeResult } from "../../src/probes/probe.ts";
import { sourceText } from "../../src/text/decode.ts";
import { bind } from "../../src/verify/bind.ts";
import { runProbes } from "../../src/verify/run-probes.ts";
import { verification } from "../../src/verify/verification.ts";
import { changed, cond, deployment, namespace, now, object, probeContext } from "../probes/objects.ts";
import { type Passing, passing, prometheus } from "../probes/passing.ts";
import { ApiServer, type Handler, json, list, liveCluster, status } from "./api-server.ts";
import { Authority } from "./certificates.ts";

/** A probe of a type, and a cluster in which it passes. */
interface Row {
	readonly probe: string;
	readonly objects: readonly KubeObject[];
	/** Whose deletion or staleness is meant; null where the probe talks to something that the API server hides then. */
	readonly subject: number | null;
	readonly http?: (request: { readonly query: readonly (readonly [string, string])[] }) => { readonly body: string };
	/** Whose generation is meant, where the subject's kind has none. */
	readonly stale?: number;
	/** Of the whole cluster: there is no namespace that could be missing. */
	readonly isClusterWide?: true;
	/** It looks elsewhere: whatever befalls the cluster, its verdict stays, and nothing is asked. */
	readonly asksNoCluster?: true;
	/** It cannot come to its end here: a port-forward is all that is seen. */
	readonly endsIn?: "portforward";
}

const available = [cond("Available", "True", "MinimumReplicasAvailable"), cond("Progressing", "True", "NewReplicaSetAvailable")];
const web = changed(deployment("web", 2), [0, "status", "conditions"], available);
const workload = "workload: { kind: Deployment, name: web, stableFor: 10s }";
const served = [
	object({
		apiVersion: "v1",
		kind: "Service",
		name: "web",
		metadata: { generation: 1 },
		spec: { type: "ClusterIP", selector: { app: "web" }, ports: [{ name: "http", port: 4001, targetPort: 4001 }] },
	}),
	object({
		apiVersion: "discovery.k8s.io/v1",
		kind: "EndpointSlice",
		name: "web-1",
		metadata: { labels: { "kubernetes.io/service-name": "web" } },
		addressType: "IPv4",
		endpoints: [0, 1].map((index) => ({
			addresses: [`10.244.0.${index}`],
			conditions: { ready: true, serving: true, terminating: false },
			targetRef: { kind: "Pod", name: `web-7d9f-${index}`, namespace, uid: `uid-Pod-web-7d9f-${index}` },
		})),
		ports: [{ name: "http", port: 4001, protocol: "TCP" }],
	}),
];

function known(name: string, type: string): Row {
	const found: Passing | undefined = passing[name];
	if (found === undefined) throw new Error(`nothing passes as ${name}`);
	return { probe: `${type}: ${found.yaml}`, objects: found.world.objects, subject: found.subject };
}

const onWeb = (probe: string): Row => ({ probe, objects: web, subject: 0 });

const rows: Readonly<Record<string, Row>> = {
	workload: onWeb(workload),
	service: {
		probe: "service: { name: web, port: 4001, workload: Deployment/web }",
		objects: [...served, ...web],
		subject: 0,
		stale: 2,
	},
	resources: onWeb("resources: { apiVersion: apps/v1, kind: Deployment, name: web }"),
	job: known("job", "job"),
	cronjob: known("cronjob", "cronjob"),
	hpa: known("hpa", "hpa"),
	pdb: known("pdb", "pdb"),
	networkpolicy: known("networkpolicy", "networkpolicy"),
	ingress: known("ingress", "ingress"),
	pvc: known("pvc", "pvc"),
	crd: { ...known("crd", "crd"), isClusterWide: true },
	metrics: {
		probe: 'metrics: { service: "monitoring/prometheus:9090", query: up, expect: "samples.size() >= 2" }',
		objects: [],
		subject: null,
		http: ({ query }) => prometheus()(anyRequest(query)),
	},
	http: {
		probe: "http: { workload: Deployment/web, port: 4001, path: /directory, expect: has(body.newNonce) }",
		objects: web,
		subject: 0,
		http: () => ({ body: '{"newNonce":"x"}' }),
	},
	grpc: { ...onWeb("grpc: { workload: Deployment/web, port: 9395 }"), endsIn: "portforward" },
	repository: { probe: "repository: { files: [here] }", objects: [], subject: null, asksNoCluster: true },
	exec: { probe: "exec: { command: [look] }", objects: [], subject: null, asksNoCluster: true },
	attestation: { probe: "attestation: { ask: Was it done? }", objects: [], subject: null, asksNoCluster: true },
	all: onWeb(`all: [{ repository: { files: [here] } }, { ${workload} }]`),
	any: onWeb(`any: [{ ${workload} }, { repository: { files: [missing] } }]`),
	// Twice, so that what is well passes: a single one is below.
	not: onWeb(`not: { not: { ${workload} } }`),
	forEach: onWeb("forEach: { list: names, probe: { workload: { kind: Deployment, name: $(each.name) } } }"),
	items: onWeb("items: [1/other]"),
};

function anyRequest(query: readonly (readonly [string, string])[]): Parameters<ReturnType<typeof prometheus>>[0] {
	const target = { kind: "service", namespace, name: "x", port: "1", scheme: "http" } as const;
	return { target, method: "GET", path: "/", query, headers: {}, timeoutMilliseconds: 1 };
}

/** An API server that holds these objects, and hides what is being deleted or is new behind its proxy. */
function answering({ objects, http }: Row, subject: readonly KubeObject[] = objects, isProxyUp = true): Handler {
	return (request, response) => {
		response.setHeader("Date", new Date(now).toUTCString());
		const { pathname, searchParams } = new URL(request.url ?? "", "https://127.0.0.1");
		if (pathname.includes("/proxy/")) {
			if (!isProxyUp) return json(response, status(503, "ServiceUnavailable", "no endpoints available for service"), 503);
			const { body } = http?.({ query: [...searchParams] }) ?? { body: "" };
			response.writeHead(200, { "Content-Type": "application/json" }).end(body);
			return;
		}
		const within = /\/namespaces\/([^/]+)\/[^/]+$/.exec(pathname)?.[1] ?? null;
		if (/^\/api\/v1\/namespaces\/[^/]+$/.test(pathname)) return json(response, { metadata: { name: "x" } });
		const [, apiVersion = ""] = /^\/apis?\/(v1|[^/]+\/[^/]+)\//.exec(pathname) ?? [];
		const plural = pathname.split("/").at(-1);
		const of = subject.filter(
			(each) =>
				each.apiVersion === apiVersion &&
				builtInResource(each.apiVersion, each.kind)?.plural === plural &&
				(within === null || each.metadata.namespace === within),
		);
		const kind = kindOf(apiVersion, plural ?? "");
		if (kind === null) return json(response, status(404, "NotFound", "not found"), 404);
		json(response, list(kind, apiVersion, of));
	};
}

function kindOf(apiVersion: string, plural: string): string | null {
	const candidates = [
		"Pod",
		"Service",
		"Event",
		"Secret",
		"Namespace",
		"Node",
		"ConfigMap",
		"PersistentVolumeClaim",
		"Deployment",
		"ReplicaSet",
		"StatefulSet",
		"DaemonSet",
		"ControllerRevision",
		"Job",
		"CronJob",
		"HorizontalPodAutoscaler",
		"PodDisruptionBudget",
		"NetworkPolicy",
		"Ingress",
		"IngressClass",
		"EndpointSlice",
		"CustomResourceDefinition",
		"PersistentVolume",
		"StorageClass",
	];
	return candidates.find((kind) => builtInResource(apiVersion, kind)?.plural === plural) ?? null;
}

const always =
	(answer: (response: ServerResponse, request: IncomingMessage) => void): ((row: Row) => Handler) =>
	() =>
	(request, response) => {
		response.setHeader("Date", new Date(now).toUTCString());
		answer(response, request);
	};

/** What the verdict may be, and what the exit code is then, for a checked item and one that is not. */
type Wanted = "unanswered" | "unknown" | "negative";

interface Fault {
	readonly wanted: Wanted;
	readonly reason?: RegExp;
	readonly handler: (row: Row) => Handler;
	readonly milliseconds?: number;
	readonly trust?: "nobody";
	readonly stopped?: true;
}

const truncated: Handler = (_, response) => {
	response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "5000" });
	response.write('{"kind":"PodList","apiVersion":"v1","metadata":{},"items":[]}', () => response.destroy());
};

const faults: Readonly<Record<string, Fault>> = {
	forbidden: {
		wanted: "unanswered",
		reason: /Forbidden/,
		handler: always((response) => json(response, status(403, "Forbidden", 'User "ci" cannot do that'), 403)),
	},
	"a namespace that is not found": {
		wanted: "unanswered",
		handler: (row) => (request, response) => {
			response.setHeader("Date", new Date(now).toUTCString());
			const path = new URL(request.url ?? "", "https://127.0.0.1").pathname;
			if (/\/namespaces\/[^/]+$/.test(path) || path.includes("/proxy/"))
				return json(
					response,
					status(404, "NotFound", `namespaces "${namespace}" not found`, { details: { kind: "namespaces" } }),
					404,
				);
			answering(row, [])(request, response);
		},
	},
	unreachable: { wanted: "unanswered", reason: /Unreachable/, handler: always(() => {}), stopped: true },
	"a failure of TLS": { wanted: "unanswered", reason: /TlsFailed/, handler: answering, trust: "nobody" },
	timeout: { wanted: "unanswered", reason: /TimedOut/, handler: () => () => {}, milliseconds: 400 },
	"429": {
		wanted: "unanswered",
		reason: /Throttled/,
		handler: always((response) => json(response, status(429, "TooManyRequests", "slow down"), 429, { "Retry-After": "60" })),
	},
	"500": {
		wanted: "unanswered",
		reason: /ServerError/,
		handler: always((response) => json(response, status(500, "InternalError", "etcd is away"), 500)),
		milliseconds: 3_000,
	},
	"a truncated body": { wanted: "unanswered", handler: () => truncated },
	"a wrong content type": {
		wanted: "unanswered",
		handler: always((response) => {
			response.writeHead(200, { "Content-Type": "text/html" }).end("<html>Log in</html>");
		}),
	},
	"an empty list": {
		wanted: "negative",
		handler: (row) =>
			answering({ ...row, http: () => ({ body: '{"status":"success","data":{"resultType":"vector","result":[]}}' }) }, []),
	},
	"an unknown kind": {
		wanted: "unknown",
		handler: always((response) =>
			json(response, status(404, "NotFound", "the server could not find the requested resource"), 404),
		),
	},
	terminating: {
		wanted: "negative",
		handler: (row) =>
			answering(row, touched(row, ["metadata", "deletionTimestamp"], "2026-11-24T11:59:00Z"), row.subject !== null),
	},
	"a stale generation": {
		wanted: "negative",
		handler: (row) => {
			const subject = row.stale ?? row.subject;
			const seen = { ...Object(subject === null ? {} : row.objects[subject]?.status), observedGeneration: 6 };
			const stale = touched({ ...row, subject }, ["metadata", "generation"], 7);
			return answering(row, touched({ objects: stale, subject }, ["status"], seen), subject !== null);
		},
	},
};

function touched(
	{ objects, subject }: Pick<Row, "objects" | "subject">,
	path: readonly string[],
	to: unknown,
): readonly KubeObject[] {
	return subject === null ? objects : changed(objects, [subject, ...path], to);
}

const authority = new Authority();
const signed = authority.sign("IP:127.0.0.1,DNS:localhost");
const untrusted = new Authority("somebody-else").certificate;
const open: { stop(): void }[] = [];
afterEach(() => {
	for (const thing of open.splice(0)) thing.stop();
});

const document = readDocument(
	sourceText(
		[
			"## Phase 1: One",
			"- [x] Checked",
			"  - Evidence: seen (Ana, 2026-11-01)",
			"- [ ] Open",
			"  - Evidence: seen (Ana, 2026-11-01)",
			"- [ ] Other",
			"",
		].join("\n"),
	),
);
const items = new Map(document.phases.flatMap(everyItem).map((item) => [item.id, item]));

async function start(handler: Handler, fault: Partial<Fault> = {}): Promise<{ server: ApiServer; cluster: LiveCluster }> {
	const server = await ApiServer.start(signed, handler);
	const { port } = server;
	if (fault.stopped) server.stop();
	const cluster = liveCluster({
		server: `https://127.0.0.1:${port}`,
		address: { authority: fault.trust === "nobody" ? untrusted : authority.certificate },
		requestMilliseconds: fault.milliseconds ?? 10_000,
	});
	open.push({ stop: () => cluster.close() }, server);
	return { server, cluster };
}

async function verdicts(probe: string, cluster: LiveCluster, seconds = 10) {
	const text = `schemaVersion: 1
defaults: { namespace: ${namespace}, timeout: ${seconds}s }
lists: { names: [{ name: web }] }
probes:
  1/checked: { ${probe} }
  1/open: { ${probe} }
  1/other: { ${workload} }
`;
	const bindings = bind(document, readProbes(text, "probes.yaml"));
	const bugs: unknown[] = [];
	const { workTree, today } = probeContext({ files: { here: "kept" }, run: () => ({ code: 0, stdout: "", stderr: "" }) });
	const findings = await runProbes(["1/checked", "1/open"], items, bindings, {
		cluster,
		workTree,
		today,
		now,
		allowExec: true,
		bug: ({ thrown }) => bugs.push(thrown),
	});
	expect(bugs).toEqual([]);
	const code = (id: string): number => {
		const chosen = [items.get(id)].filter((item) => item !== undefined);
		const question = {
			document,
			displayPath: "x.md",
			items: chosen,
			criteria: [],
			recording: null,
			judgedAt: now,
			version: "0",
			digests: { document: "sha256:0", probes: null },
			requireComplete: false,
			phases: [],
			findings: [],
			orphans: [],
			isBound: () => true,
			named: new Set<string>(),
		};
		return verification(question, [{ context: "test", uid: null, readAt: now, isAnswered: true, findings }]).exitCode;
	};
	return {
		checked: finding(findings, "1/checked"),
		open: finding(findings, "1/open"),
		codes: [code("1/checked"), code("1/open")],
	};
}

function finding(findings: ReadonlyMap<string, ProbeResult>, id: string): ProbeResult {
	return findings.get(id) ?? expect.fail(`nothing is said of ${id}`);
}

it("has a row for every probe type", () => {
	expect(Object.keys(rows)).toEqual(probeTypes.map((type) => type.name));
});

describe.each(Object.entries(rows))("%s", (type, row) => {
	it("passes where all is well, over the network", async () => {
		const { server, cluster } = await start(answering(row));
		const { checked, open: unchecked, codes } = await verdicts(row.probe, cluster, 2);
		if (row.endsIn !== undefined) return expect(server.paths().join()).toContain(row.endsIn);
		expect(checked, checked.message).toMatchObject({ outcome: expect.stringMatching(/^(?:pass|attested)$/) });
		expect(unchecked.outcome).toBe(checked.outcome);
		expect(codes).toEqual([0, 0]);
		expect(server.asked.length > 0).toBe(row.asksNoCluster !== true);
	});

	it.each(Object.entries(faults))("does not pass with %s, and ends with the right code", async (name, fault) => {
		const { server, cluster } = await start(fault.handler(row), fault);
		const {
			checked,
			open: unchecked,
			codes,
		} = await verdicts(row.probe, cluster, (fault.milliseconds ?? 10_000) < 1_000 ? 1 : 10);
		if (row.asksNoCluster) {
			expect(["pass", "attested"]).toContain(checked.outcome);
			expect(server.asked).toEqual([]);
			return;
		}
		// A Job that is gone may have been removed by its TTL: nothing contradicts a checked item, while an open one is not done.
		const expected = type === "job" && name === "an empty list" ? "fail" : checked.outcome;
		expect(unchecked.outcome).toBe(expected);
		const said = `${checked.outcome} ${checked.reason}: ${checked.message}`;
		expect(said).not.toMatch(/^(?:pass|attested|unbound)/);
		expect(checked.message).not.toMatch(/undefined|\[object/);
		const wanted = name === "a namespace that is not found" && row.isClusterWide ? "negative" : fault.wanted;
		const isOfTarget = row.subject === null && ["500", "a wrong content type"].includes(name);
		if (wanted === "unanswered") {
			expect(said).toMatch(/^unknown/);
			// What stands behind the proxy has errors of its own.
			if (!isOfTarget) expect(checked.reason).toMatch(fault.reason ?? /\w/);
			if (!isOfTarget) expect(checked.unanswered).toBe(true);
		}
		if (wanted === "unknown") expect(said).toMatch(/^(?:unknown|fail)/);
		const code = { fail: 1, unknown: 3 }[checked.outcome === "fail" ? "fail" : "unknown"];
		const isNeither = checked.outcome === "pending";
		expect(codes, said).toEqual([isNeither ? 0 : code, checked.unanswered === true ? 3 : 0]);
	});
});

describe("not", () => {
	const row = onWeb(`not: { ${workload} }`);
	it.each(Object.entries(faults).filter(([name]) => name !== "an empty list"))("is not proven by %s", async (_, fault) => {
		const { cluster } = await start(fault.handler(row), fault);
		const { checked } = await verdicts(row.probe, cluster);
		expect(checked.outcome, checked.message).toMatch(/^(?:unknown|pending)$/);
	});

	it("is not proven by a list that does not hold it, where nothing says that it should be absent", async () => {
		const { cluster } = await start(answering(row, []));
		expect((await verdicts(row.probe, cluster)).checked).toMatchObject({ outcome: "unknown", reason: "NeverSeen" });
	});
});
