import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/cel/compile.ts";
import { ExpressionError } from "../../src/cel/expression.ts";
import { loadPatterns } from "../../src/cel/pattern.ts";
import { resolveContexts } from "../../src/cluster/kubeconfig/resolve-contexts.ts";
import { ClusterProblem } from "../../src/cluster/problem.ts";
import { readRecording } from "../../src/cluster/recording/read-recording.ts";
import { recordedCluster } from "../../src/cluster/recording/recorded-cluster.ts";
import { RecordingError } from "../../src/cluster/recording/recording-fields.ts";
import { readDocument } from "../../src/document/read-document.ts";
import { applyChange } from "../../src/edits/apply-change.ts";
import type { Change } from "../../src/edits/change.ts";
import type { StatusDocument } from "../../src/model/document.ts";
import { Failure } from "../../src/model/failure.ts";
import { everyItem } from "../../src/model/phase.ts";
import { rollUp } from "../../src/model/roll-up.ts";
import { readPolicySection } from "../../src/probes/file/policy-section.ts";
import { type ProbesFile, readProbes } from "../../src/probes/file/read-probes.ts";
import { readVocabularySection } from "../../src/probes/file/vocabulary-section.ts";
import { reportStatus } from "../../src/report/status-report.ts";
import type { Verification } from "../../src/report/verification.ts";
import { reportFinding } from "../../src/reporters/findings/finding-report.ts";
import { findingsReporters } from "../../src/reporters/findings/index.ts";
import { palette } from "../../src/reporters/palette.ts";
import { statusReporters } from "../../src/reporters/status/index.ts";
import { verdictReporters } from "../../src/reporters/verdicts/index.ts";
import { check } from "../../src/rules/check.ts";
import { rules } from "../../src/rules/index.ts";
import { quoted } from "../../src/text/command-line.ts";
import { decode, sourceText } from "../../src/text/decode.ts";
import { bind } from "../../src/verify/bind.ts";
import { runProbes } from "../../src/verify/run-probes.ts";
import { verification } from "../../src/verify/verification.ts";
import { madeUpOutside } from "../cluster/kubeconfig/environment.ts";
import { projectFolder } from "../command-line.ts";
import { probeContext } from "../probes/objects.ts";
import { bounded, hours, runs } from "./bounded.ts";
import { enlarged, mutated } from "./mutations.ts";
import { anyExpression, changedJson } from "./values.ts";

await loadPatterns();

const read = (...path: string[]): Buffer => readFileSync(join(projectFolder, ...path));
const all = (folder: string, ending: string): Buffer[] =>
	readdirSync(join(projectFolder, folder))
		.filter((name) => name.endsWith(ending))
		.map((name) => read(folder, name));
const text = (bytes: Buffer): string => bytes.toString("utf8");

const documents = [
	...all("test/fixtures/documents", ".md"),
	read("test/fixtures/PHASE-STATUS.garbled.md"),
	read("status/PHASE-STATUS.md"),
];

describe("any bytes as", () => {
	it(
		"a document: it is read or refused, judged, shown in every format, and an edit changes what it must or nothing",
		async () => {
			const plain = await palette(0);
			const reread = (now: string): StatusDocument => readDocument(sourceText(now));
			await fc.assert(
				fc.asyncProperty(
					fc.oneof({ weight: 19, arbitrary: mutated(documents) }, { weight: 1, arbitrary: enlarged(documents) }),
					fc.nat(),
					async (bytes, which) => {
						await bounded([Failure], async () => {
							const decoded = decode(bytes);
							if (decoded.kind === "invalid") return expect(decoded.problem).not.toBe("");
							const document = readDocument(decoded.source);
							const report = reportStatus(document, rollUp(document, "2026-11-24"), "x.md");
							for (const format of Object.values(statusReporters))
								expect((await format())(report, { width: 80, paint: plain, detailed: true, sameDocument: quoted`` })).not.toBe(
									"",
								);
							const found = check(document, "2026-11-24").map((finding) => reportFinding(finding, document.source, "x.md"));
							for (const format of Object.values(findingsReporters))
								(await format())({ schemaVersion: 1, findings: found }, { paint: plain, files: 1, version: "0", rules });
							const change = changeOf(document, which);
							if (change !== null) applyChange(document, change, signature, reread);
						});
					},
				),
				runs(60),
			);
		},
		hours,
	);

	it(
		"a probes file: it is read or refused with a place, and bound",
		async () => {
			const files = [...singleProbes(), ...all("test/fixtures/documents", ".yaml"), ...documentedProbes()];
			const document = readDocument(sourceText(text(read("status/PHASE-STATUS.md"))));
			await fc.assert(
				fc.asyncProperty(
					fc.oneof({ weight: 19, arbitrary: mutated(files) }, { weight: 1, arbitrary: enlarged(files) }),
					async (bytes) => {
						const written = text(bytes);
						const sections: readonly (() => unknown)[] = [
							() => readVocabularySection(written, "probes.yaml"),
							() => readPolicySection(written, "probes.yaml"),
							() => bind(document, readProbes(written, "probes.yaml")),
						];
						for (const section of sections) await bounded([Failure], section);
					},
				),
				runs(60),
			);
		},
		hours,
	);

	it(
		"a recording: it is read or refused, and no probe trips over it",
		async () => {
			const whole = JSON.parse(text(read("status/demo/cluster.json")));
			const document = readDocument(sourceText(text(read("status/demo/PHASE-STATUS.md"))));
			const probes = readProbes(text(read("status/probes.yaml")), "probes.yaml");
			const corpus = partsOf(whole);
			await fc.assert(
				fc.asyncProperty(
					fc.oneof(mutated(corpus).map(text), changedJson(corpus.map((one) => JSON.parse(text(one))))),
					async (recording) => {
						const judged = await bounded([RecordingError, ClusterProblem], () => judge(recording, document, probes));
						if (judged === null) return;
						for (const format of Object.values(verdictReporters))
							expect((await format())(judged, await layout())).not.toBe(undefined);
					},
				),
				runs(30),
			);
		},
		hours,
	);

	it(
		"a kubeconfig: it is understood or refused",
		async () => {
			await fc.assert(
				fc.asyncProperty(
					fc.oneof({ weight: 19, arbitrary: mutated(kubeconfigs) }, { weight: 1, arbitrary: enlarged(kubeconfigs) }),
					async (bytes) => {
						const outside = madeUpOutside({ "/work/config": bytes, "/work/ca.pem": "x" }, { HOME: "/home" });
						const options = { kubeconfig: "/work/config", contexts: [], namespace: null, arePluginsAllowed: false };
						await bounded([ClusterProblem], async () => {
							for (const { credentials } of resolveContexts(outside, options)) await credentials.identity();
						});
					},
				),
				runs(150),
			);
		},
		hours,
	);

	it(
		"an expression: it is compiled or refused, and never answers but in time",
		async () => {
			const object = { metadata: { name: "a", labels: { app: "b" } }, spec: { replicas: 3, list: [1, "a", null, { x: 1.5 }] } };
			await fc.assert(
				fc.asyncProperty(fc.oneof(mutated(expressions()).map(text), anyExpression), async (source) => {
					await bounded([ExpressionError], () => {
						const evaluation = compile(source, ["object", "objects", "variables"]).evaluate({
							object,
							objects: [object],
							variables: {},
						});
						expect(["value", "error"]).toContain(evaluation.kind);
					});
				}),
				runs(400),
			);
		},
		hours,
	);
});

const signature = {
	reviewer: "Ana",
	day: "2026-11-24",
	message: null,
	force: "fuzz",
	secondReviewer: false,
	evidence: "verified",
} as const;

function changeOf(document: StatusDocument, which: number): Change | null {
	const phase = document.phases[which % Math.max(1, document.phases.length)];
	const item = phase === undefined ? undefined : everyItem(phase)[which % Math.max(1, everyItem(phase).length)];
	if (phase === undefined || item === undefined) return { kind: "sync" };
	const changes: readonly Change[] = [
		{ kind: "sync" },
		{ kind: "check-off", items: [item.id], evidence: { text: "seen [x](y) | `z`", until: null } },
		{ kind: "uncheck", items: [item.id] },
		{ kind: "skip", items: [item.id], reason: "not | needed" },
		{ kind: "block", phase: phase.id, reason: "a (b)" },
		{ kind: "note", phase: phase.id, text: "<b> *c*" },
		{ kind: "review", phase: phase.id, text: "| d" },
	];
	return changes[which % changes.length] ?? null;
}

/** The YAML examples of the documentation. */
function documentedProbes(): Buffer[] {
	return [...text(read("docs/document-format.md")).matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) =>
		Buffer.from(match[1] ?? ""),
	);
}

/** One probe a file: a change to one of sixty kilobytes would seldom hit anything. */
function singleProbes(): Buffer[] {
	const [head = "", ...entries] = text(read("status/probes.yaml")).split(/^(?= {2}\d+\/)/m);
	return entries.map((entry) => Buffer.from(head + entry));
}

function expressions(): Buffer[] {
	const written = [...text(read("status/probes.yaml")).matchAll(/expect: (.+)/g)].map((match) => match[1] ?? "");
	return [...written, "object.spec.list.all(x, x == 1) && objects.size() > 0", "has(object.a) ? 1 : dyn('a')"].map((one) =>
		Buffer.from(one),
	);
}

/** Recordings of a few reads each: a change to one of a megabyte would seldom hit anything. */
function partsOf(whole: { contexts: { reads: unknown[] }[] }): Buffer[] {
	const [context] = whole.contexts;
	const reads = context?.reads ?? [];
	const of = (chosen: readonly unknown[]): Buffer =>
		Buffer.from(JSON.stringify({ ...whole, contexts: [{ ...context, reads: chosen }] }));
	return [...reads.map((one) => of([one])), of(reads.slice(0, 6))].filter((part) => part.length < 200_000);
}

async function judge(recording: string, document: StatusDocument, probes: ProbesFile): Promise<Verification> {
	const cluster = recordedCluster(readRecording(recording), null);
	const items = document.phases.flatMap(everyItem);
	const ids = items.filter((item) => item.notApplicable === null).map((item) => item.id);
	const findings = await runProbes(ids, new Map(items.map((item) => [item.id, item])), bind(document, probes), {
		...probeContext({}),
		cluster,
		bug: ({ id, thrown }) => {
			throw new Error(`the probe of ${id} has a bug`, { cause: thrown });
		},
	});
	const question = {
		document,
		displayPath: "x.md",
		items,
		criteria: [],
		recording: "r.json",
		judgedAt: "2026-11-24T00:00:00Z",
		version: "0",
		digests: { document: "sha256:0", probes: null },
		requireComplete: true,
		phases: [],
		findings: [],
		orphans: [],
		isBound: () => true,
		named: new Set<string>(),
	};
	return verification(question, [{ context: "a", uid: null, readAt: null, isAnswered: true, findings }]);
}

async function layout() {
	return {
		width: null,
		paint: await palette(0),
		detailed: true,
		verbosity: "everything" as const,
		requireComplete: false,
		version: "0",
		sameDocument: quoted``,
		sameCluster: quoted``,
		documentSha256: "0",
	};
}

const kubeconfigs = [
	`apiVersion: v1
kind: Config
current-context: a
clusters: [{ name: a, cluster: { server: "https://127.0.0.1:6443", certificate-authority: ca.pem, tls-server-name: x, proxy-url: "http://p:1" } }]
users:
- name: u
  user: { token: canary-of-the-token }
contexts: [{ name: a, context: { cluster: a, user: u, namespace: shop } }]
`,
	`apiVersion: v1
current-context: b
clusters:
- name: b
  cluster:
    server: https://[::1]:6443/prefix
    certificate-authority-data: LS0t
    insecure-skip-tls-verify: false
users:
- name: u
  user:
    client-certificate-data: LS0t
    client-key-data: LS0t
    username: a
    password: canary-of-the-token
    as: jane
    as-groups: [x]
    as-user-extra: { k: [v] }
contexts:
- name: b
  context: { cluster: b, user: u }
`,
	JSON.stringify({
		apiVersion: "v1",
		"current-context": "c",
		clusters: [{ name: "c", cluster: { server: "http://localhost" } }],
		users: [
			{
				name: "e",
				user: {
					exec: {
						apiVersion: "client.authentication.k8s.io/v1",
						command: "x",
						args: ["y"],
						env: [{ name: "A", value: "b" }],
						interactiveMode: "Never",
					},
				},
			},
		],
		contexts: [{ name: "c", context: { cluster: "c", user: "e" } }],
	}),
].map((one) => Buffer.from(one));
