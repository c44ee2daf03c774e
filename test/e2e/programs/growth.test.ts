import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, launcher } from "../../command-line.ts";
import { Repository } from "../../git/repository.ts";

const measure = `process.on("exit", () => {
	const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
	require("node:fs").writeFileSync(process.env.MEASURED, JSON.stringify({ megabytes: maxRSS / 1024, seconds: (userCPUTime + systemCPUTime) / 1e6 }));
});`;

/** Processor time and memory of a run: a busy machine changes neither much. */
function cost(
	words: readonly string[],
	files: Readonly<Record<string, string>>,
	at?: string,
): { readonly seconds: number; readonly megabytes: number } {
	const folder = folderWith({ ...files, "measure.cjs": measure });
	const measured = join(folder, "measured.json");
	const { status, stderr } = spawnSync(process.execPath, ["--require", join(folder, "measure.cjs"), launcher, ...words], {
		cwd: at ?? folder,
		env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: "UTC", MEASURED: measured },
		maxBuffer: 1e9,
	});
	// A run that fails early is cheap, and shows nothing: findings (1) are a result, the rest is none.
	expect([0, 1], stderr.toString()).toContain(status);
	return JSON.parse(readFileSync(measured, "utf8"));
}

/** Others on the machine only ever make a run dearer. */
function leastOf(measured: () => ReturnType<typeof cost>): ReturnType<typeof cost> {
	const [one, other] = [measured(), measured()];
	return one.seconds < other.seconds ? one : other;
}

/** Twice the work takes at most 1.2 times twice as long; quadratic would be four times. Starting the program is part of both. */
const mostGrowth = 2.4;

const lines = (count: number, line: (index: number) => string): string =>
	Array.from({ length: count }, (_, i) => line(i)).join("\n");
const summary = (rows: string): string =>
	`# M\n\n## Phase Status Summary\n\n| Phase | Description | Status | Start Date | Target Date | Completion % |\n|---|---|---|---|---|---|\n${rows}\n`;
const onePhase = (count: number, checked = -1): string =>
	`${summary("| Phase 1 | X | 🔴 Not Started | - | - | 0% |")}\n## Phase 1: X\n\n${lines(count, (i) => `- [${i === checked ? "x" : " "}] item number ${i} of the list, in words`)}\n`;

describe("cost grows with the work", () => {
	it.each<[string, number, (size: number) => [readonly string[], Readonly<Record<string, string>>]]>([
		[
			"merges of 1.6 MB",
			35_000,
			(n) => [["git", "merge", "o", "a", "b"], { o: onePhase(n), a: onePhase(n, 3), b: onePhase(n, n - 3) }],
		],
		["check-off of a phase", 16_000, (n) => [["check-off", "1/*", "--reviewer", "me"], { "PHASE-STATUS.md": onePhase(n) }]],
		[
			"phases that are all wrong",
			2_400,
			(n) => [
				["validate", "-o", "json"],
				{
					"PHASE-STATUS.md": `${summary(lines(n, (i) => `| Phase ${i} | X | 🟢 Complete | - | - | 50% |`))}\n${lines(n, (i) => `## Phase ${i}: Y\n\n**Status:** 🟡 In Progress\n\n- [ ] item ${i}\n`)}`,
				},
			],
		],
		[
			"orphaned probes",
			8_000,
			(n) => [
				["probes", "lint"],
				{
					"PHASE-STATUS.md": onePhase(n),
					"probes.yaml": `schemaVersion: 1\nprobes:\n${lines(n, (i) => `  1/itm-nmber-${i}-of-list: { attestation: { ask: a } }`)}\n`,
				},
			],
		],
		[
			"a full graph",
			100,
			(n) => [
				["report", "-o", "page.html"],
				{
					"PHASE-STATUS.md": `${summary(lines(n, (i) => `| Phase ${i + 1} | X | 🔴 Not Started | - | - | 0% |`))}\n${lines(n, (i) => `## Phase ${i + 1}: X\n\n- [ ] item\n`)}\n## Dependencies and Blockers\n\n### Dependencies\n\n${lines(n - 1, (i) => `- Phase ${i + 2} requires Phases 1-${i + 1}`)}\n`,
				},
			],
		],
	])("%s", { timeout: 120_000 }, (_, size, work) => {
		const half = leastOf(() => cost(...work(size / 2)));
		const whole = leastOf(() => cost(...work(size)));
		expect(whole.seconds).toBeLessThan(5);
		expect(whole.megabytes).toBeLessThan(400);
		expect(whole.seconds / half.seconds).toBeLessThan(mostGrowth);
	});
});

describe("cost of what git keeps", () => {
	/** A repository of these versions, one a commit, and what `words` cost in it. */
	const costOver = (versions: number, text: (index: number) => string, words: readonly string[]): ReturnType<typeof cost> => {
		const one = new Repository();
		one.git("init", "-q");
		const stream = Array.from({ length: versions }, (_, index) => {
			const content = text(index);
			const data = `data ${Buffer.byteLength(content)}\n${content}\n`;
			return `commit refs/heads/main\ncommitter A <a@example.org> ${1_700_000_000 + 3600 * index} +0000\ndata 0\nM 644 inline PHASE-STATUS.md\n${data}`;
		});
		execFileSync("git", ["fast-import", "--quiet"], { cwd: one.folder, input: stream.join("") });
		one.git("checkout", "-qf", "main");
		return cost(words, {}, one.folder);
	};

	it("history holds a few versions, however many there are", { timeout: 120_000 }, () => {
		// Every version has 60 kB more than an item each: all of them together would be 36 MB, and their models several times that.
		const text = (index: number): string => onePhase(1200, index);
		const half = costOver(300, text, ["history", "-o", "json"]);
		const whole = costOver(600, text, ["history", "-o", "json"]);
		expect(whole.megabytes).toBeLessThan(300);
		expect(whole.seconds / half.seconds).toBeLessThan(mostGrowth);
	});

	it("history of 3,000 commits, each with a row of reviews, of a document that grows to 134 kB", { timeout: 400_000 }, () => {
		const text = (index: number): string => {
			const rows = lines(index + 1, (row) => `| 2026-11-24 | Ana Lee | Phase 1 | checked n${row} |`);
			const head = `${onePhase(80, index % 80)}\n## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n`;
			return `${head}${rows}\n`;
		};
		expect(text(2999).length).toBeGreaterThan(134_000);
		const { seconds, megabytes } = costOver(3000, text, ["history", "-o", "json"]);
		expect(seconds).toBeLessThan(60);
		expect(megabytes).toBeLessThan(300);
	});

	it("diff of thousands of blockers", { timeout: 60_000 }, () => {
		const text = (count: number, version: number): string =>
			`${onePhase(1)}\n## Dependencies and Blockers\n\n### Current Blockers\n\n${lines(count, (i) => `- Phase 1: reason ${version * count + i}`)}\n`;
		const blockers = (count: number): ReturnType<typeof cost> =>
			costOver(2, (index) => text(count, index), ["diff", "HEAD~1", "-o", "json"]);
		const half = leastOf(() => blockers(4_000));
		const whole = leastOf(() => blockers(8_000));
		expect(whole.seconds).toBeLessThan(5);
		expect(whole.megabytes).toBeLessThan(400);
		expect(whole.seconds / half.seconds).toBeLessThan(mostGrowth);
	});
});
