import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/cel/compile.ts";
import { ExpressionError } from "../../src/cel/expression.ts";
import { loadPatterns } from "../../src/cel/pattern.ts";
import { Failure } from "../../src/model/failure.ts";
import { shortenLog } from "../../src/report/shorten-log.ts";
import { soakShortfall } from "../../src/report/soak.ts";
import { compareVerdicts, readComparable } from "../../src/report/verdict-comparison.ts";
import { verdictHistory } from "../../src/report/verdict-history.ts";
import { type VerdictLog, VerdictLogReader } from "../../src/report/verdict-log.ts";
import { recordLine, recordOf } from "../../src/report/verdict-record.ts";
import { isRecord } from "../../src/text/record.ts";
import { parseYaml, type YamlRules } from "../../src/yaml/parse-yaml.ts";
import { plain as plainValue } from "../../src/yaml/tree.ts";
import { YamlError } from "../../src/yaml/yaml-error.ts";
import { boulderMigrate, folderWith } from "../command-line.ts";
import { plain, rich } from "../reporters/verifications.ts";
import { bounded, hours, runs } from "./bounded.ts";
import { enlarged, mutated } from "./mutations.ts";
import { anyPattern, changedJson, patternText } from "./values.ts";

await loadPatterns();

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");
const few = <T>(usual: fc.Arbitrary<T>, large: fc.Arbitrary<T>): fc.Arbitrary<T> =>
	fc.oneof({ weight: 19, arbitrary: usual }, { weight: 1, arbitrary: large });

describe("whatever bytes come in as", () => {
	it(
		"YAML: it is read or refused, by each set of rules",
		async () => {
			const sets: readonly YamlRules[] = [
				{ maxBytes: 4_000_000, maxDepth: 50, maxNodes: 200_000, aliases: false, likeKubectl: false },
				{ maxBytes: 4_000_000, maxDepth: 50, maxNodes: 200_000, aliases: true, likeKubectl: true },
			];
			await fc.assert(
				fc.asyncProperty(few(mutated(yamlFiles), enlarged(yamlFiles)), async (bytes) => {
					for (const rules of sets) await bounded([YamlError], () => JSON.stringify(plainValue(parseYaml(bytes, rules))));
				}),
				runs(100),
			);
		},
		hours,
	);

	it(
		"a pattern: it is compiled or refused, and answers in time",
		async () => {
			await fc.assert(
				fc.asyncProperty(
					anyPattern,
					patternText,
					fc.constantFrom("matches", "find", "findAll"),
					async (pattern, subject, name) => {
						await bounded([ExpressionError], () => {
							const { kind } = compile(`object.${name}(${JSON.stringify(pattern)})`, ["object"]).evaluate({ object: subject });
							expect(["value", "error"]).toContain(kind);
						});
					},
				),
				runs(300),
			);
		},
		hours,
	);

	it(
		"a log of verdicts: a line is a whole record or left out, nothing is green that no record says, and shortening loses nothing",
		async () => {
			const changed = fc
				.array(fc.oneof(mutated(logLines).map(text), changedJson(logLines.map((line) => JSON.parse(text(line))))), {
					minLength: 1,
					maxLength: 6,
				})
				.map((lines) => lines.join("\n"));
			await fc.assert(
				fc.asyncProperty(few(changed, enlarged(logLines).map(text)), async (written) => {
					await bounded([Failure], () => {
						const lines = written.split("\n");
						const log = readLog(lines);
						const listed = greenIds(lines);
						for (const item of verdictHistory(log, "log").clusters.flatMap(({ items }) => items))
							if (item.green) expect(listed).toContain(item.id);
						const [id = ""] = log.ids;
						soakShortfall(id, log.runs, now.getTime(), { duration: 3_600_000, maxGap: 1_800_000 });
						const shortened = readLog(shortenLog(lines, 1e9));
						expect(greenIn(shortened)).toEqual(greenIn(log));
					});
				}),
				runs(60),
			);
		},
		hours,
	);

	it(
		"the verdicts of another run: they are read or refused, and what was green by them is green in them",
		async () => {
			const files = [rich, plain].map((one) => Buffer.from(JSON.stringify(one)));
			const changed = fc.oneof(mutated(files).map(text), changedJson([rich, plain]));
			await fc.assert(
				fc.asyncProperty(few(changed, enlarged(files).map(text)), async (written) => {
					await bounded([], () => {
						const read = readComparable(parsed(written));
						if (read === null) return;
						const named = { name: "x", run: read };
						const same = compareVerdicts(named, named, false);
						expect([same.newlyRed, same.fixed, same.newlyVerified, same.noLongerGreen]).toEqual([[], [], [], []]);
						expect(same.stillGreen).toBeLessThanOrEqual(written.split(/"outcome":"(?:pass|attested)"/).length - 1);
					});
				}),
				runs(60),
			);
		},
		hours,
	);

	it(
		"a document and a probes file to adopt: the document stays as it is, and what is written is read",
		async () => {
			const both = fc.record({ document: mutated(foreign), probes: fc.option(mutated(smallProbes)) });
			await fc.assert(
				fc.asyncProperty(both, async ({ document, probes }) => {
					const folder = folderWith({ "PLAN.md": document, ...(probes === null ? {} : { "probes.yaml": probes }) });
					const there = (name: string): Buffer => readFileSync(join(folder, name));
					const adopted = boulderMigrate(["adopt", "PLAN.md"], { folder });
					expect([0, 4, 5], adopted.stderr).toContain(adopted.code);
					expect(Buffer.compare(there("PLAN.md"), document)).toBe(0);
					if (!adopted.stderr.includes("wrote vocabulary")) {
						if (probes !== null) expect(Buffer.compare(there("probes.yaml"), probes)).toBe(0);
					} else {
						if (probes !== null) expect(Buffer.compare(there("probes.yaml").subarray(0, probes.length), probes)).toBe(0);
						const again = boulderMigrate(["adopt", "PLAN.md", "-o", "json"], { folder });
						expect([again.code, again.stderr]).toEqual([0, "no vocabulary is needed: nothing was written\n"]);
					}
					rmSync(folder, { recursive: true });
				}),
				runs(25),
			);
		},
		hours,
	);
});

const now = new Date("2026-11-30T12:00:00Z");

function readLog(lines: readonly string[]): VerdictLog {
	const reader = new VerdictLogReader(now);
	for (const line of lines) reader.add(line);
	return reader.finish();
}

function parsed(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return null;
	}
}

/** For each cluster, what its newest run says is green. */
function greenIn(log: VerdictLog): readonly string[] {
	return verdictHistory(log, "log").clusters.flatMap(({ contexts, items }) =>
		items.filter(({ green }) => green).map(({ id, since }) => `${contexts} ${id} ${since}`),
	);
}

/** Every id that a line of JSON lists among what passed, was attested or is soaking. */
function greenIds(lines: readonly string[]): ReadonlySet<string> {
	const ids = lines.flatMap((line): string[] => {
		const record = parsed(line);
		if (!isRecord(record)) return [];
		const groups = [...Object.values(Object(record.items)), record.criteria];
		return [record.soaking, ...groups.flatMap((group) => (isRecord(group) ? [group.pass, group.attested] : []))].flatMap(
			(list) => (Array.isArray(list) ? list.map(String) : []),
		);
	});
	return new Set(ids);
}

const logLines: readonly Buffer[] = [rich, plain].flatMap((verification) =>
	[0, 1, 2].map((hour) => {
		const observedAt = `2026-11-24T0${hour}:00:00Z`;
		return Buffer.from(recordLine(recordOf({ ...verification, observedAt }, observedAt)));
	}),
);

const foreign = [
	"# Plan\n\n## Release 1: Base\n\n**Status:** In Review\n\n- [x] a\n\n## Release 2: Mail\n\n**Status:** Deferred\n\n- [ ] b\n",
	"# Work\n\n| Step | Status |\n| --- | --- |\n| 1 | Stalled |\n| 2 | Rolling out |\n\n## Step 1: A\n\n- [x] a\n\n## Step 2: B\n\n- [ ] b\n",
	"# X\r\n\r\n## Iteration 1 - A\r\n\r\n### Status: Parked\r\n\r\n- [x] a\r\n\r\n## Iteration 2 - B\r\n\r\n### Status: Shipped\r\n",
].map((one) => Buffer.from(one));

const smallProbes = [
	"schemaVersion: 1\nprobes: {}",
	"schemaVersion: 1\r\ndefaults: { timeout: 5s }\r\nprobes:\r\n  1/a: { job: { name: x } }\r\n",
	'{ "schemaVersion": 1 }\n',
	"# ours\n",
	"schemaVersion: 1\nprobes:\n  1/a:\n    attestation:\n      ask: |\n        a text\n        of two lines\n",
	"---\nschemaVersion: 1\n...\n",
].map((one) => Buffer.from(one));

const yamlFiles = [
	...smallProbes,
	...[
		"a: &x { b: [1, 0x1F, .inf, ~], ? c : d }\ne: *x\n<<: *x\n",
		"k: >-\n  folded\n  text\n\n  more\n- x\n",
		"'q''uoted': \"\\u00e9\\x41\\\n  b\"\nn: !!str 1\n",
		"- - - a\n    - b\n  - c: {d: e}\n",
		"%YAML 1.2\n---\na: |2-\n   x\n...\n---\nb\n",
	].map((one) => Buffer.from(one)),
];
