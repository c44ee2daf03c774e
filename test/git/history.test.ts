import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { DocumentDiff } from "../../src/report/document-diff.ts";
import type { HistoryReport } from "../../src/report/history-report.ts";
import { projectFolder } from "../command-line.ts";
import { migration } from "../edits/editing.ts";
import { documentPath, Repository } from "./repository.ts";

function holds(name: string, value: unknown): void {
	const schema: object = JSON.parse(readFileSync(join(projectFolder, "schemas", `${name}.schema.json`), "utf8"));
	const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
	expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
}

function historyOf(one: Repository, ...words: string[]): HistoryReport {
	const { code, stdout, stderr } = one.tool("history", "-o", "json", ...words);
	expect([code, stderr]).toEqual([0, ""]);
	const report: HistoryReport = JSON.parse(stdout);
	holds("history", report);
	return report;
}

function diffOf(one: Repository, ...words: string[]): DocumentDiff {
	const { code, stdout } = one.tool("diff", "-o", "json", ...words);
	expect(code).toBe(0);
	const diff: DocumentDiff = JSON.parse(stdout);
	holds("diff", diff);
	return diff;
}

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

function start(days = 0): Repository {
	const one = new Repository();
	one.git("init", "-q");
	one.write(documentPath, migration);
	one.commit("start", "--date", daysAgo(days));
	return one;
}

describe("history", () => {
	it("lists who checked off what and when, across a renamed file and a reworded item", () => {
		const one = start();
		one.tool("check-off", "create deployment manifests");
		one.commit("manifests", "--author", "Bo <bo@example.org>", "--date", "2026-03-01T12:00:00Z");
		one.tool("check-off", "sa-2");
		one.commit("SA-2", "--date", "2026-03-02T12:00:00Z");
		renameSync(join(one.folder, documentPath), join(one.folder, "PHASE-STATUS.md"));
		one.commit("move", "--date", "2026-03-03T12:00:00Z");
		one.write(
			"PHASE-STATUS.md",
			one
				.read("PHASE-STATUS.md")
				.replace("Create deployment manifests for each service", "Create deployment manifests for every service"),
		);
		one.commit("reword", "--date", "2026-03-04T12:00:00Z");
		one.tool("uncheck", "sa-2");
		one.commit("not yet", "--date", "2026-03-05T12:00:00Z");
		const report = historyOf(one);
		expect(report.checkOffs.map(({ id, checked, day, author, subject }) => [id, checked, day, author, subject])).toEqual([
			["2/create-deployment-manifests-for-every-service", true, "2026-03-01", "Bo", "manifests"],
			["2/sa-2-deployment", true, "2026-03-02", "Ana Lee", "SA-2"],
			["2/sa-2-deployment", false, "2026-03-05", "Ana Lee", "not yet"],
		]);
		expect(report.scope).toEqual([]);
		expect(historyOf(one, "--since", "2026-03-02").checkOffs.length).toBe(2);
	});

	it("does not take branches side by side for ticks and unticks", () => {
		const one = start();
		one.tool("git", "install", "--merge-driver");
		one.commit("driver");
		one.git("branch", "side");
		for (const item of ["sa-1", "va-1"]) {
			one.tool("check-off", item);
			one.commit(item);
		}
		one.git("checkout", "-q", "side");
		for (const item of ["sa-2", "va-2"]) {
			one.tool("check-off", item);
			one.commit(item);
		}
		one.git("merge", "-q", "--no-edit", "main");
		const { checkOffs, total } = historyOf(one);
		expect(checkOffs.map(({ id, checked, subject }) => `${id} ${checked} ${subject}`).sort()).toEqual([
			"2/sa-1-deployment true sa-1",
			"2/sa-2-deployment true sa-2",
			"2/va-1-deployment true va-1",
			"2/va-2-deployment true va-2",
		]);
		expect(total.done).toBe(4);
	});

	it("shows changes of scope apart, and forecasts a range from three weeks on", () => {
		const one = start(60);
		const items = ["sa-1", "sa-2", "va-1", "va-2", "ca-1", "ca-2"];
		items.forEach((item, index) => {
			one.tool("check-off", item, "--date", "2026-01-05");
			one.commit(item, "--date", daysAgo(30 - 5 * index));
		});
		one.write(
			documentPath,
			one.read(documentPath).replace("- [ ] RA-1 Deployment", "- [ ] RA-0 Deployment\n- [ ] RA-1 Deployment"),
		);
		one.commit("one more", "--date", daysAgo(2));
		const report = historyOf(one);
		expect(report.scope).toMatchObject([{ added: ["2/ra-0-deployment"], removed: [] }]);
		expect(report.weeks.length).toBe(4);
		expect(report.weeks.reduce((sum, { done }) => sum + done, 0)).toBeGreaterThan(3);
		const { early, middle, late, remaining } = report.forecast;
		expect(remaining).toBe(99);
		expect([early, middle, late].sort()).toEqual([early, middle, late]);
		expect(one.tool("history").stdout).toContain("as likely as not");
	});

	it("forecasts nothing from less than three weeks", () => {
		const one = start(20);
		one.tool("check-off", "sa-1");
		one.commit("SA-1", "--date", daysAgo(16));
		expect(historyOf(one).forecast).toMatchObject({ early: null, middle: null, late: null });
		expect(one.tool("history").stdout).toContain("No forecast: 2 whole weeks of progress; a forecast needs");
	});

	it.each([
		[["history", "--since", "yesterday"], 2],
		[["history", "-f", "-"], 2],
		[["diff", "no-such-revision"], 2],
		[["diff", "--", "--output=x"], 2],
	])("explains a wrong command line: %j", (words, code) => {
		expect(start().tool(...words)).toMatchObject({ code, stdout: "" });
	});

	it("reports what is missing: a repository, a commit, a revision", () => {
		const one = new Repository();
		one.write(documentPath, migration);
		for (const words of [["diff"], ["history"], ["git", "install"]])
			expect(one.tool(...words)).toMatchObject({
				code: 4,
				stderr: expect.stringContaining("is not in a git repository\n  run it"),
			});
		one.git("init", "-q");
		for (const command of ["diff", "history"])
			expect(one.tool(command)).toMatchObject({
				code: 4,
				stderr: expect.stringContaining("no commit yet\n  commit the document"),
			});
		one.commit("start");
		expect(one.tool("diff", "x")).toMatchObject({
			code: 2,
			stderr: expect.stringContaining("unknown revision x\n  name a"),
		});
	});

	it("keeps hostile names and subjects in their place", () => {
		const one = start();
		one.tool("check-off", "sa-1");
		one.commit("x\u0001y \u001b[31m", "--author", "Eve\u001b]0;x\u0007 <e@example.org>");
		expect(historyOf(one).checkOffs).toMatchObject([{ id: "2/sa-1-deployment" }]);
		expect(one.tool("history").stdout).not.toContain("\u001b");
	});
});

describe("diff", () => {
	it("lists phases and items, not lines", () => {
		const one = start();
		one.tool("check-off", "sa-1", "--date", "2026-03-01");
		one.commit("SA-1");
		one.tool("skip", "sfe", "--reason", "no");
		one.tool("block", "4", "--reason", "no vault");
		expect(diffOf(one, "HEAD~1", "HEAD").phases).toMatchObject([
			{
				id: "2",
				status: { from: "not-started", to: "in-progress" },
				completion: { from: 0, to: 3 },
				start: { from: null, to: "2026-03-01" },
				items: [{ id: "2/sa-1-deployment", changes: ["checked"], was: null }],
			},
		]);
		const now = diffOf(one);
		expect(now.phases.map(({ id, items, blockers }) => [id, items.map(({ changes }) => changes), blockers.added])).toEqual([
			["2", [["skipped"]], []],
			["4", [], ["no vault"]],
		]);
		expect(now.reviews.added.length).toBe(2);
		expect(one.tool("diff", "HEAD~1", "HEAD").stdout).toContain("  checked: SA-1 Deployment (port 9395)\n");
		expect(one.tool("diff", "HEAD~1", "HEAD", "-o", "markdown").stdout).toContain("- checked\\: SA-1 Deployment");
		expect(one.tool("diff", "HEAD", "HEAD")).toMatchObject({ code: 0, stdout: "", stderr: "no phase and no item changed\n" });
	});

	it("finds the document under its former name", () => {
		const one = start();
		renameSync(join(one.folder, documentPath), join(one.folder, "PHASE-STATUS.md"));
		one.tool("check-off", "sa-1");
		one.commit("move and tick");
		expect(diffOf(one, "HEAD~1").phases).toMatchObject([{ items: [{ id: "2/sa-1-deployment" }] }]);
	});
});
