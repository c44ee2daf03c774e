import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Cluster, HttpRequest } from "../../src/cluster/cluster.ts";
import { ClusterProblem } from "../../src/cluster/problem.ts";
import { readRecording } from "../../src/cluster/recording/read-recording.ts";
import { recordedCluster } from "../../src/cluster/recording/recorded-cluster.ts";
import { unavailableCluster } from "../../src/cluster/unavailable-cluster.ts";
import { readDocument } from "../../src/document/read-document.ts";
import { everyItem } from "../../src/model/phase.ts";
import { loadProbes } from "../../src/probes/file/read-probes.ts";
import type { Verification } from "../../src/report/verification.ts";
import { amounts } from "../../src/reporters/verdicts/layout.ts";
import { renderVerdictsText } from "../../src/reporters/verdicts/text.ts";
import { sourceText } from "../../src/text/decode.ts";
import { askClusters } from "../../src/verify/ask-clusters.ts";
import { bind } from "../../src/verify/bind.ts";
import { projectFolder } from "../command-line.ts";
import { layout } from "../reporters/verifications.ts";

/*
 * What `verify` prints of the real probes in six clusters. The default output of each fits on a screen, and nobody has to read an
 * expression of the probes file in it.
 */

const now = "2026-11-24T20:00:00Z";
const read = (...path: readonly string[]): string => readFileSync(join(projectFolder, ...path), "utf8");
const demoDocument = read("status", "demo", "PHASE-STATUS.md");
const realDocument = read("status", "PHASE-STATUS.md");

async function verified(text: string, cluster: Cluster, phase: string | null = null): Promise<Verification> {
	const document = readDocument(sourceText(text));
	const probes = await loadProbes(read("status", "probes.yaml"), "status/probes.yaml");
	const phases = document.phases.filter(({ id }) => phase === null || id === phase);
	return askClusters(
		{
			document,
			displayPath: "status/PHASE-STATUS.md",
			items: phases.flatMap(everyItem),
			criteria: phases.flatMap(({ criteria }) => criteria),
			phases: phases.map(({ id }) => id),
			named: new Set<string>(),
			findings: [],
			recording: null,
			requireComplete: false,
			version: "1.0.0",
			digests: { document: `sha256:${"0".repeat(64)}`, probes: null },
			maxAge: null,
			probes,
			bindings: bind(document, probes),
			context: {
				workTree: { root: projectFolder, readText: () => null, find: () => [], run: async () => null },
				today: "2026-11-24",
				now,
				allowExec: false,
				bug: ({ id, thrown }) => expect.fail(`${id}: ${thrown}`),
			},
		},
		[{ cluster, uid: async () => "c5f0" }],
	);
}

function missingService({ target }: HttpRequest): Promise<never> {
	if (target.kind === "url") return Promise.reject(new ClusterProblem("unreachable", `${target.origin} is unreachable`));
	const message = `cannot get services/proxy in ${target.namespace}: service ${target.name} is unreachable: services "${target.name}" not found`;
	const asked = { verb: "get", resource: "services/proxy", namespace: target.namespace };
	return Promise.reject(new ClusterProblem("unreachable", message, asked));
}

const noGrpc = (): Promise<never> => Promise.reject(new ClusterProblem("unreachable", "there is no pod"));
const isCustom = (apiVersion: string): boolean => apiVersion.includes(".") && !/\.k8s\.io\/|^apps\/|^batch\//.test(apiVersion);

const unreachable = unavailableCluster(
	"staging",
	new ClusterProblem("unreachable", "the API server 10.0.0.1:6443 is unreachable: connection refused"),
);

const forbidden: Cluster = {
	context: "staging",
	list: ({ apiVersion, kind, namespace }) => {
		const group = apiVersion.includes("/") ? `.${apiVersion.split("/")[0]}` : "";
		const asked = { verb: "list", resource: `${kind.toLowerCase()}s${group}`, namespace };
		const message = `ci cannot list ${asked.resource} in ${namespace}`;
		return Promise.reject(new ClusterProblem("forbidden", message, asked));
	},
	http: ({ target }) => {
		const namespace = target.kind === "url" ? null : target.namespace;
		const asked = { verb: "get", resource: "services/proxy", namespace };
		return Promise.reject(new ClusterProblem("forbidden", `ci cannot get services/proxy in ${namespace}`, asked));
	},
	grpcHealth: noGrpc,
};

const wrong: Cluster = {
	context: "staging",
	list: async ({ apiVersion, kind, namespace }) => {
		const resource = `${kind.toLowerCase()}s`;
		if (isCustom(apiVersion)) {
			const message = `cannot list ${resource}: the cluster does not serve ${resource} (404 page not found)`;
			throw new ClusterProblem("unknown-kind", message, { verb: "list", resource, namespace });
		}
		if (namespace === null) return { objects: [], observedAt: now, consistent: true };
		throw new ClusterProblem("namespace-not-found", `namespace ${namespace} does not exist in the cluster`, {
			verb: "list",
			resource,
			namespace,
		});
	},
	http: missingService,
	grpcHealth: noGrpc,
};

const empty: Cluster = {
	context: "staging",
	list: async () => ({ objects: [], observedAt: now, consistent: true }),
	http: missingService,
	grpcHealth: noGrpc,
};

/** A finished migration: every item is checked off, and every probe passes. */
async function finished(): Promise<Verification> {
	const text = realDocument.replaceAll("- [ ]", "- [x]");
	const one = await verified(text, unreachable);
	const holds = { outcome: "pass" as const, reason: "RolledOut", message: "is rolled out", hint: null, evidence: [] };
	return {
		...one,
		items: one.items.map(({ causes: _, ...item }) => ({ ...item, ...holds, state: "confirmed" as const })),
		criteria: one.criteria.map(({ causes: _, ...criterion }) => ({ ...criterion, ...holds })),
		phases: one.phases.map((phase) => ({ ...phase, verified: phase.counted, verifiedPercent: 100 })),
	};
}

const recordingOfDemo = recordedCluster(readRecording(read("status", "demo", "cluster.json")), null);

let verificationOfDemo: Promise<Verification> | null = null;
function demo(): Promise<Verification> {
	verificationOfDemo ??= verified(demoDocument, recordingOfDemo);
	return verificationOfDemo;
}

/** What no default output may contain: CEL, or what looks like it to whoever wrote none. */
const expression =
	/\b(?:object|objects|samples|variables|body)\.(?!json|yaml)\??\w|\.(?:exists|all|filter|map|orValue|matches)\(|cel\.bind/;

function expectScreen(text: string, maxLines: number): void {
	const lines = text.trimEnd().split("\n");
	expect(lines.filter((line) => line.length > 200)).toEqual([]);
	expect(lines.filter((line) => expression.test(line))).toEqual([]);
	expect(lines.length, text).toBeLessThanOrEqual(maxLines);
}

describe("the default output of verify fits on a screen", () => {
	it.each<[string, number, () => Promise<Verification>]>([
		["the demo", 60, demo],
		["a finished migration", 30, finished],
		["an empty cluster", 20, () => verified(realDocument, empty)],
		["an unreachable cluster", 20, () => verified(realDocument, unreachable)],
		["a cluster that forbids everything", 20, () => verified(realDocument, forbidden)],
		["the wrong cluster", 20, () => verified(realDocument, wrong)],
		["the wrong cluster, with items checked off", 20, () => verified(demoDocument, wrong)],
	])("of %s", async (_, maxLines, verification) => {
		const text = renderVerdictsText(await verification(), layout);
		if (process.env.SHOW_SCREENS) process.stderr.write(`${text}\n`);
		expectScreen(text, maxLines);
	});

	it("of one phase of the demo, with each of its items", async () => {
		const verification = await verified(demoDocument, recordingOfDemo, "2");
		const text = renderVerdictsText(verification, { ...layout, detailed: true });
		expectScreen(text, 90);
		for (const { id } of [...verification.items, ...verification.criteria]) expect(text).toContain(id);
	});
});

describe("each cause is printed once", () => {
	it("with the number of items behind it and one next step", async () => {
		const text = renderVerdictsText(await verified(realDocument, unreachable), layout);
		expect(text.match(/connection refused/g)).toHaveLength(1);
		expect(text).toMatch(
			/\? \d+ items, \d+ success criteria: the API server 10\.0\.0\.1:6443 is unreachable: connection refused/,
		);
		expect(text.match(/next:/g)).toHaveLength(1);
	});

	it("for all permissions and all objects of a namespace that are missing", async () => {
		const denied = renderVerdictsText(await verified(realDocument, forbidden), layout);
		expect(denied).toMatch(/\d+ permissions are missing: list /);
		expect(denied).toContain("next: boulder-migrate probes rbac | kubectl apply -f -");
		const bare = renderVerdictsText(await verified(realDocument, empty), layout);
		expect(bare).toMatch(/\d+ objects do not exist in boulder-staging: /);
	});
});

describe("how much is printed", () => {
	it("grows from -q to -vv, always from the verdict on", async () => {
		const verification = await demo();
		const texts = amounts.map((amount) => renderVerdictsText(verification, { ...layout, verbosity: amount }));
		const sizes = texts.map((text) => text.length);
		expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
		for (const text of texts) expect(text.startsWith(texts[0] ?? "-")).toBe(true);
		expect(texts[1]).not.toContain("resourceVersion");
		expect(texts[2]).not.toContain("resourceVersion");
		expect(texts[2]).not.toMatch(/expected object\./);
		expect(texts[3]).toMatch(/expected .*found .*resourceVersion/);
	});
});
