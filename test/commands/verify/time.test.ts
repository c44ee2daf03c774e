import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { boulderMigrate, folderWith, projectFolder } from "../../command-line.ts";
import { parsePrometheus } from "../../reporters/parsers/prometheus.ts";

const day = 86_400_000;
const of2024 = "2024-03-01T12:00:00.500Z";
const ago = (milliseconds: number): string => new Date(Date.now() - milliseconds).toISOString();

const document = `## Phase 1: Start

- [ ] Pod runs
- [ ] Drill
  - Evidence: we did it (Ana, 2026-11-01)
- [ ] Answers
`;
const probes = `schemaVersion: 1
defaults: { namespace: a }
probes:
  1/pod-runs: { resources: { apiVersion: v1, kind: Pod, expect: "object.metadata.name == 'aaa'" } }
  1/drill: { attestation: { ask: Who did it? } }
  1/answers: { http: { service: gone:80, path: /, status: 200 } }
`;

function context(name: string, uid: string | undefined, readAt: string): object {
	return {
		name,
		...(uid === undefined ? {} : { uid }),
		reads: [
			{
				ask: "list",
				question: { apiVersion: "v1", kind: "Pod", namespace: "a" },
				answer: {
					objects: [{ apiVersion: "v1", kind: "Pod", metadata: { name: "aaa", namespace: "a" } }],
					observedAt: readAt,
					consistent: true,
				},
			},
			{
				ask: "http",
				question: {
					target: { kind: "service", namespace: "a", name: "gone", port: "80", scheme: "http" },
					method: "GET",
					path: "/",
					query: [],
					headers: [],
				},
				problem: { kind: "unreachable", message: 'services "gone" not found', asked: null },
			},
		],
	};
}

function recorded(at: string, uid: string | undefined = "5c0b"): string {
	return JSON.stringify({ schemaVersion: 1, recordedAt: at, contexts: [context("staging", uid, at)] });
}

const folder = (at: string, uid?: string): string =>
	folderWith({ "PHASE-STATUS.md": document, "probes.yaml": probes, "cluster.json": recorded(at, uid) });
const inside = (where: string, ...words: string[]) => boulderMigrate(words, { folder: where });
const verify = (where: string, ...words: string[]) => inside(where, "verify", "--snapshot", "cluster.json", ...words);
const textOf = (where: string): string => readFileSync(join(where, "PHASE-STATUS.md"), "utf8");

describe("a recording of 2024", () => {
	const old = folder(of2024);
	const headline = /the recording is \d+ days old/;

	it("is of 2024 in text, with its age in the first line", () => {
		const { stdout } = verify(old);
		expect(stdout.split("\n")[0]).toMatch(headline);
		expect(stdout).toContain(`observed ${of2024}`);
	});

	it("is of 2024 in JSON, with its age", () => {
		const json = JSON.parse(verify(old, "-o", "json").stdout);
		expect(json.observedAt).toBe(of2024);
		expect(json.age).toMatch(/^\d+ days old$/);
		expect(json.ageHours).toBeGreaterThanOrEqual(Math.floor((Date.now() - Date.parse(of2024)) / 3_600_000) - 1);
		expect(json.clusters).toEqual([{ context: "staging", uid: "5c0b", readAt: of2024 }]);
		// The evidence of the document has a time of its own, and so has that of the recording: a refused request is not of today.
		const seen = (id: string): string[] =>
			json.items.find((item: { id: string }) => item.id === id).evidence.map((one: { observedAt: string }) => one.observedAt);
		expect(Date.now() - Date.parse(seen("1/drill")[0] ?? "")).toBeLessThan(day);
		for (const at of [...seen("1/pod-runs"), ...seen("1/answers")]) expect(at).toBe(of2024);
	});

	it("is of 2024 in JUnit, Prometheus, TAP, Markdown, SARIF, GitHub annotations, YAML and in-toto", () => {
		const junit = verify(old, "-o", "junit").stdout;
		expect(junit).toContain('timestamp="2024-03-01T12:00:00"');
		expect(junit).toMatch(headline);
		const samples = parsePrometheus(verify(old, "-o", "prometheus").stdout);
		const times = samples.filter(({ name }) => name.endsWith("_timestamp_seconds"));
		expect(times.map(({ value }) => value)).toEqual([Date.parse(of2024) / 1000, Date.parse(of2024) / 1000]);
		for (const format of ["tap", "markdown", "sarif", "github"]) {
			const { stdout } = verify(old, "-o", format);
			expect(stdout, format).toMatch(headline);
			expect(stdout.replaceAll("\\", ""), format).toContain("2024-03-01T12");
		}
		expect(verify(old, "-o", "yaml").stdout).toContain(`observedAt: "${of2024}"`);
		const { predicate, subject } = JSON.parse(verify(old, "-o", "in-toto").stdout);
		expect(predicate.observedAt).toBe(of2024);
		expect(`sha256:${subject[0].digest.sha256}`).toBe(predicate.digests.document);
	});

	it("is of 2024 on the page", () => {
		verify(old, "-o", "json=verdicts.json");
		for (const file of ["-.html", "-.md"]) {
			const page = inside(old, "report", "--verdicts", "verdicts.json", "-o", file).stdout.replaceAll("\\", "");
			expect(page).toContain("observed 2024-03-01 12:00 UTC");
			expect(page).toMatch(/The verdicts are \d+ days old\./);
			expect(page).not.toContain("(today)");
		}
	});

	it.each([
		["verify", "--update", "--reviewer", "Ana"],
		["verify", "--demote", "--reviewer", "Ana"],
		["check-off", "1/pod-runs", "--verify", "--reviewer", "Ana"],
	])("updates nothing: %s %s", (...words) => {
		const { code, stdout, stderr } = inside(old, ...words, "--snapshot", "cluster.json");
		expect([code, stdout]).toEqual([5, ""]);
		expect(stderr).toMatch(
			/the recording cluster\.json is \d+ days old .*: *a recording older than a day updates nothing|and a recording older than a day updates nothing/,
		);
		expect(stderr).toContain("boulder-migrate snapshot -o cluster.json");
		expect(textOf(old)).toBe(document);
	});

	it("updates what the user lets it, by saying how old it may be", () => {
		const allowed = folder(of2024);
		expect(
			inside(
				allowed,
				"check-off",
				"1/pod-runs",
				"--verify",
				"--snapshot",
				"cluster.json",
				"--max-age",
				"9999d",
				"--reviewer",
				"Ana",
			).code,
		).toBe(0);
		expect(textOf(allowed)).toContain("- [x] Pod runs");
		expect(verify(allowed, "--update", "--max-age", "9999d", "--reviewer", "Ana").code).toBe(0);
		expect(textOf(allowed)).toContain("- [x] Drill");
	});
});

describe("--max-age", () => {
	it("makes what is older unknown, and lets the evidence of the document stand", () => {
		const json = JSON.parse(verify(folder(ago(2 * 3_600_000)), "--max-age", "1h", "-o", "json").stdout);
		const found = json.items.map(({ id, outcome, reason }: Record<string, string>) => [id, outcome, reason]);
		expect(found).toEqual([
			["1/pod-runs", "unknown", "StaleEvidence"],
			["1/drill", "attested", "Attested"],
			["1/answers", "unknown", "StaleEvidence"],
		]);
		expect(json.exitCode).toBe(3);
	});

	it("changes nothing for what is younger", () => {
		const young = folder(ago(1_800_000));
		const { stdout } = verify(young, "--max-age", "1h", "-o", "json");
		expect(JSON.parse(stdout).items[0]).toMatchObject({ id: "1/pod-runs", outcome: "pass" });
		expect(verify(young).stdout).not.toMatch(/is \d+ .* old/);
	});

	it("checks nothing off that is older", () => {
		const old = folder(ago(2 * 3_600_000));
		const { code, stderr } = inside(old, "check-off", "1/pod-runs", "--verify", "--snapshot", "cluster.json", "--max-age", "1h");
		expect(code).toBe(3);
		expect(stderr).toMatch(/the recording is 2 h old .* at most 60 min are allowed/);
		expect(textOf(old)).toBe(document);
	});

	it("takes a recording that is dated in the future for no evidence, with it and without", () => {
		const future = folder(ago(-30 * day));
		expect(JSON.parse(verify(future, "--max-age", "1h", "-o", "json").stdout).items[0].reason).toBe("StaleEvidence");
		expect(verify(future).stdout.split("\n")[0]).toContain("the recording is dated in the future");
		expect(verify(future, "--update", "--reviewer", "Ana").code).toBe(5);
	});

	it("is a duration, and belongs to --verify", () => {
		expect(verify(folder(of2024), "--max-age", "soon").code).toBe(2);
		expect(inside(folder(of2024), "check-off", "1/pod-runs", "--max-age", "1h").code).toBe(2);
	});
});

describe("the report of a run", () => {
	const validate = new Ajv2020({ allowUnionTypes: true }).compile(
		JSON.parse(readFileSync(join(projectFolder, "schemas", "verify.schema.json"), "utf8")),
	);
	const sha256 = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`;

	it("states the version, the digests of what was read, and the cluster", () => {
		const json = JSON.parse(verify(folder(ago(0)), "-o", "json").stdout);
		expect(validate(json), JSON.stringify(validate.errors)).toBe(true);
		expect(json.tool.version).toBe(inside(projectFolder, "--version").stdout.trim());
		expect(json.digests).toEqual({ document: sha256(document), probes: sha256(probes) });
	});

	it("has no uid where the recording has none, and is judged all the same", () => {
		const json = JSON.parse(verify(folder(ago(0), ""), "-o", "json").stdout);
		expect(json.clusters[0].uid).toBe("");
		const where = folderWith({
			"PHASE-STATUS.md": document,
			"probes.yaml": probes,
			"cluster.json": JSON.stringify({ schemaVersion: 1, recordedAt: ago(0), contexts: [context("staging", undefined, ago(0))] }),
		});
		const found = JSON.parse(verify(where, "-o", "json").stdout);
		expect(found.clusters[0].uid).toBe(null);
		expect(found.items[0].outcome).toBe("pass");
	});

	it("is as old as the oldest of several clusters, and says when each was read", () => {
		const at = ago(2 * 3_600_000);
		const where = folderWith({
			"PHASE-STATUS.md": document,
			"probes.yaml": probes,
			"cluster.json": JSON.stringify({
				schemaVersion: 1,
				recordedAt: at,
				contexts: [context("a", "1", at), context("b", "2", at)],
			}),
		});
		const json = JSON.parse(verify(where, "-o", "json").stdout);
		expect(json.observedAt).toBe(at);
		expect(json.clusters).toEqual([
			{ context: "a", uid: "1", readAt: at },
			{ context: "b", uid: "2", readAt: at },
		]);
	});
});
