import { execFileSync } from "node:child_process";
import { afterAll, describe, expect, it } from "vitest";
import { folderWith, launcher } from "../command-line.ts";
import { Repository } from "../git/repository.ts";
import { longDocument } from "./documents.ts";
import { intoPage, isWanted, milliseconds, tableOf } from "./page.ts";
import { timeAndMemory } from "./processes.ts";

/**
 * What size costs: each row is measured at two sizes, and the growth is that of one doubling. Measured where it is asked for, as it takes
 * minutes; `test/e2e/programs/growth.test.ts` holds limits of the same kind in every run of CI.
 */
const rows: string[][] = [];

interface Work {
	readonly name: string;
	/** The smaller size; the larger one is `times` as large. */
	readonly size: number;
	readonly times: number;
	readonly unit: string;
	readonly words: readonly string[];
	readonly folderOf: (size: number) => string;
}

const lines = (count: number, line: (index: number) => string): string =>
	Array.from({ length: count }, (_, index) => line(index)).join("\n");
const summary =
	"# M\n\n## Phase Status Summary\n\n| Phase | Description | Status | Start Date | Target Date | Completion % |\n|---|---|---|---|---|---|\n| Phase 1 | X | 🔴 Not Started | - | - | 0% |\n";
const onePhase = (count: number, checked: readonly number[] = []): string =>
	`${summary}\n## Phase 1: X\n\n${lines(count, (i) => `- [${checked.includes(i) ? "x" : " "}] item number ${i} of the list, in words`)}\n`;
const reviews = (count: number): string =>
	`\n## Review History\n\n| Date | Reviewer | Phase | Status Update |\n|---|---|---|---|\n${lines(count, (i) => `| 2026-01-01 | Ana Lee | Phase 1 | checked n${i} |`)}\n`;

/** A repository of so many versions of a document, a commit each. */
function commits(count: number): string {
	const repository = new Repository();
	repository.git("init", "-q");
	const stream = Array.from({ length: count }, (_, index) => {
		const content = onePhase(105, [index % 105]);
		const data = `data ${Buffer.byteLength(content)}\n${content}\n`;
		return `commit refs/heads/main\ncommitter A <a@example.org> ${1_700_000_000 + 3600 * index} +0000\ndata 0\nM 644 inline PHASE-STATUS.md\n${data}`;
	});
	execFileSync("git", ["fast-import", "--quiet"], { cwd: repository.folder, input: stream.join("") });
	repository.git("checkout", "-qf", "main");
	return repository.folder;
}

/** Two branches with an edit a week each, over so many weeks, of one document. */
function branches(weeks: number): string {
	const kept = onePhase(2 * weeks + 2);
	const ours = onePhase(
		2 * weeks + 2,
		Array.from({ length: weeks }, (_, week) => 2 * week),
	);
	const theirs = onePhase(2 * weeks + 2, [2 * weeks + 1]);
	return folderWith({ o: `${kept}${reviews(1)}`, a: `${ours}${reviews(weeks)}`, b: `${theirs}${reviews(2)}` });
}

const document = (text: string, probes?: string): string =>
	folderWith({ "PHASE-STATUS.md": text, ...(probes === undefined ? {} : { "probes.yaml": probes }) });
const orphans = (count: number): string =>
	`schemaVersion: 1\nprobes:\n${lines(count, (i) => `  1/itm-nmber-${i}-of-list: { attestation: { ask: a } }`)}\n`;

const works: readonly Work[] = [
	{
		name: "`status` of a document",
		size: 2,
		times: 4,
		unit: "MB",
		words: ["status"],
		folderOf: (megabytes) =>
			document(longDocument(Math.round((megabytes * 1_000_000) / (longDocument(2).length - longDocument(1).length)))),
	},
	{
		name: "`validate` of a document",
		size: 2500,
		times: 4,
		unit: "items",
		words: ["validate"],
		folderOf: (items) => document(onePhase(items)),
	},
	{
		name: "`check-off '1/*'`",
		size: 2500,
		times: 4,
		unit: "items",
		words: ["check-off", "1/*", "--reviewer", "me"],
		folderOf: (items) => document(onePhase(items)),
	},
	{
		name: "`status`, with reviews",
		size: 500,
		times: 4,
		unit: "rows",
		words: ["status"],
		folderOf: (count) => document(`${onePhase(105)}${reviews(count)}`),
	},
	{
		name: "`history` of a repository",
		size: 2500,
		times: 4,
		unit: "commits",
		words: ["history"],
		folderOf: commits,
	},
	{
		name: "`probes lint`, each probe an orphan",
		size: 1250,
		times: 4,
		unit: "probes",
		words: ["probes", "lint"],
		folderOf: (count) => document(onePhase(count), orphans(count)),
	},
	{
		name: "merge driver, a weekly edit on a branch",
		size: 104,
		times: 4,
		unit: "weeks",
		words: ["git", "merge", "o", "a", "b"],
		folderOf: branches,
	},
];

describe.runIf(isWanted)("growth", () => {
	it.each(works.map((work) => [work.name, work] as const))("%s", { timeout: 600_000 }, (_, work) => {
		const { name, size, times, unit, words, folderOf } = work;
		const at = (size: number): { readonly ms: number; readonly mb: number } => {
			// A check-off changes its folder: each run gets its own. Findings end with 1.
			const runs = Array.from({ length: 3 }, () => timeAndMemory(launcher, words, folderOf(size), 1));
			return { ms: Math.min(...runs.map(({ ms }) => ms)), mb: Math.max(...runs.map(({ mb }) => mb)) };
		};
		const [small, large] = [at(size), at(size * times)];
		const doubling = (large.ms / small.ms) ** (1 / Math.log2(times));
		rows.push([
			name,
			`${size.toLocaleString("en")} → ${(size * times).toLocaleString("en")} ${unit}`,
			`${milliseconds(small.ms)} → ${milliseconds(large.ms)}`,
			doubling.toFixed(2),
			`${small.mb.toFixed(0)} → ${large.mb.toFixed(0)} MB`,
		]);
		expect(doubling).toBeLessThanOrEqual(2.4);
	});
});

afterAll(() => {
	const table = tableOf(["work", "size", "time", "× per doubling", "memory at most"], rows);
	if (rows.length > 0) process.stdout.write(`${table}\n`);
	if (isWanted && rows.length === works.length) intoPage("benchmarks of growth", `\n${table}\n\n`);
});
