import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { thinned } from "../../src/git/progress.ts";
import { boulderMigrate, folderWith } from "../command-line.ts";

const text = (marks: string): string =>
	`# Small\n\n## Phase 1: Only\n\n${[...marks].map((mark, index) => `- [${mark}] Item ${index + 1}\n`).join("")}`;

function git(folder: string, words: readonly string[], day = "2026-11-01"): void {
	const env = {
		PATH: process.env.PATH,
		HOME: folder,
		GIT_AUTHOR_DATE: `${day}T12:00:00Z`,
		GIT_COMMITTER_DATE: `${day}T12:00:00Z`,
	};
	const config = ["-c", "user.name=Ana", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
	execFileSync("git", [...config, ...words], { cwd: folder, env, stdio: "ignore" });
}

/** The rows of the burn-up's table: the day, done, in scope, done since the day before. */
function burnUp(folder: string, name = "a.html"): (string | undefined)[][] {
	const page = readFileSync(join(folder, name), "utf8");
	return [...page.matchAll(/<th scope="row" role="rowheader">(\d{4}-\d\d-\d\d)<\/th>(.*?)<\/tr>/g)].map(([, day, cells]) => [
		day,
		...[...(cells ?? "").matchAll(/>(\d+)</g)].map((cell) => cell[1]),
	]);
}

function committed(states: Readonly<Record<string, string>>): string {
	const folder = folderWith({});
	git(folder, ["init", "-q"]);
	for (const [day, marks] of Object.entries(states)) {
		writeFileSync(join(folder, "PHASE-STATUS.md"), text(marks));
		git(folder, ["add", "."]);
		git(folder, ["commit", "-q", "-m", day], day);
	}
	return folder;
}

describe("report", () => {
	it("makes what the extension says, several at once, and prints nothing", () => {
		const folder = folderWith({ "PHASE-STATUS.md": text("x ") });
		const { code, stdout, stderr } = boulderMigrate(["report", "-o", "a.html", "-o", "b.svg", "-o", "c.md", "-o", "d.mmd"], {
			folder,
		});
		expect([code, stdout]).toEqual([0, ""]);
		expect(stderr).toBe("a.html: written\nb.svg: written\nc.md: written\nd.mmd: written\n");
		const start = (name: string): string => readFileSync(join(folder, name), "utf8").slice(0, 15);
		expect(["a.html", "b.svg", "c.md", "d.mmd"].map(start)).toEqual([
			"<!doctype html>",
			'<?xml version="',
			"### Small\n\n1 of",
			"flowchart LR\n  ",
		]);
	});

	it("prints where the file is a dash", () => {
		const { stdout } = boulderMigrate(["report", "--file", "-", "-o", "-.mmd"], { input: text("x ") });
		expect(stdout).toContain("flowchart LR\n");
	});

	it("draws the burn-up from the commits of the document, with a scope that grew", () => {
		const folder = committed({ "2026-10-01": "  ", "2026-10-05": "x ", "2026-10-09": "xx  " });
		writeFileSync(join(folder, "PHASE-STATUS.md"), text("xxx "));
		boulderMigrate(["report", "-o", "a.html"], { folder });
		expect(burnUp(folder)).toEqual([
			["2026-10-01", "0", "2", "2"],
			["2026-10-05", "1", "2", "1"],
			["2026-10-09", "2", "4", "2"],
			[new Date().toISOString().slice(0, 10), "3", "4", "1"],
		]);
	});

	it("keeps the burn-up of a document that was renamed, more than once", () => {
		const folder = committed({ "2026-10-01": "    ", "2026-10-05": "x   " });
		mkdirSync(join(folder, "status"));
		renameSync(join(folder, "PHASE-STATUS.md"), join(folder, "status", "plan.md"));
		git(folder, ["add", "-A"]);
		git(folder, ["commit", "-qm", "move"], "2026-10-06");
		renameSync(join(folder, "status", "plan.md"), join(folder, "status", "PHASE-STATUS.md"));
		writeFileSync(join(folder, "status", "PHASE-STATUS.md"), text("xx  "));
		git(folder, ["add", "-A"]);
		git(folder, ["commit", "-qm", "move back, and tick"], "2026-10-09");
		boulderMigrate(["report", "-o", "a.html"], { folder: join(folder, "status") });
		expect(burnUp(join(folder, "status")).slice(0, -1)).toEqual([
			["2026-10-01", "0", "4", "4"],
			["2026-10-05", "1", "4", "3"],
			["2026-10-06", "1", "4", "3"],
			["2026-10-09", "2", "4", "2"],
		]);
	});

	it("follows the branch: work on another one counts from the day on which it was merged", () => {
		const folder = committed({ "2026-10-01": "      " });
		git(folder, ["checkout", "-qb", "side"]);
		for (const [day, marks] of [
			["2026-10-02", "    x "],
			["2026-10-04", "    xx"],
		] as const) {
			writeFileSync(join(folder, "PHASE-STATUS.md"), text(marks));
			git(folder, ["commit", "-qam", marks], day);
		}
		git(folder, ["checkout", "-q", "-"]);
		writeFileSync(join(folder, "PHASE-STATUS.md"), text("x     "));
		git(folder, ["commit", "-qam", "main"], "2026-10-03");
		git(folder, ["merge", "-q", "--no-edit", "side"], "2026-10-05");
		boulderMigrate(["report", "-o", "a.html"], { folder });
		expect(burnUp(folder).slice(0, -1)).toEqual([
			["2026-10-01", "0", "6", "6"],
			["2026-10-03", "1", "6", "5"],
			["2026-10-05", "3", "6", "3"],
		]);
	});

	it("knows the commits of a document in another repository", () => {
		const folder = committed({ "2026-10-01": "  ", "2026-10-05": "x " });
		const elsewhere = folderWith({});
		boulderMigrate(["report", "--file", join(folder, "PHASE-STATUS.md"), "-o", "a.html"], { folder: elsewhere });
		expect(burnUp(elsewhere).length).toBe(3);
	});

	it("reads a year of daily commits with four processes of git", () => {
		const folder = folderWith({});
		git(folder, ["init", "-q", "-b", "main"]);
		const start = Date.parse("2025-10-01T12:00:00Z") / 1000;
		const stream = Array.from({ length: 365 }, (_, day) => {
			const content = text("x".repeat(day) + " ".repeat(365 - day));
			const data = `data ${content.length}\n${content}\n`;
			return `commit refs/heads/main\ncommitter Ana <a@example.org> ${start + 86_400 * day} +0000\ndata 0\nM 644 inline PHASE-STATUS.md\n${data}`;
		});
		execFileSync("git", ["fast-import", "--quiet"], { cwd: folder, input: stream.join("") });
		git(folder, ["checkout", "-qf", "main"]);
		const real = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
		const counting = folderWith({ git: `#!/bin/sh\necho "$*" >> "$COUNTED"\nexec "${real}" "$@"\n` });
		chmodSync(join(counting, "git"), 0o755);
		const env = { PATH: `${counting}:${process.env.PATH}`, COUNTED: join(counting, "calls") };
		boulderMigrate(["report", "-o", "a.html"], { folder, env });
		const rows = burnUp(folder);
		expect([rows[0], rows.at(-2)]).toEqual([
			["2025-10-01", "0", "365", "365"],
			["2026-09-30", "364", "365", "1"],
		]);
		const calls = readFileSync(env.COUNTED, "utf8").trim().split("\n");
		expect(calls.map((call) => /(rev-parse|log|cat-file|config) /.exec(call)?.[1])).toEqual([
			"log",
			"cat-file",
			"rev-parse",
			"config",
		]);
	});

	it("has no burn-up without git, and reports it", () => {
		const folder = folderWith({ "PHASE-STATUS.md": text("x") });
		const { code, stderr } = boulderMigrate(["report", "-o", "a.html"], { folder, env: { PATH: "/nowhere" } });
		expect([code, stderr]).toEqual([0, "no burn-up: git is not installed, or not in the PATH\na.html: written\n"]);
		expect(readFileSync(join(folder, "a.html"), "utf8")).toContain("known on one day only");
	});

	it("compares verdicts with the document as it is", () => {
		const item = (id: string, words: string, outcome: string) => ({
			id,
			text: words,
			outcome,
			message: "what was seen",
			hint: null,
		});
		const verdicts = {
			schemaVersion: 1,
			contexts: ["staging"],
			observedAt: "2026-11-01T00:00:00Z",
			recording: null,
			items: [item("1/item-1", "Item 1", "fail"), item("1/item-2", "Item two", "pass")],
		};
		const folder = folderWith({ "PHASE-STATUS.md": text("xx"), "v.json": JSON.stringify(verdicts) });
		expect(boulderMigrate(["report", "--verdicts", "v.json", "-o", "a.md"], { folder }).code).toBe(0);
		const page = readFileSync(join(folder, "a.md"), "utf8").replaceAll("\\", "");
		expect(page).toContain("Regressed");
		expect(page).toContain("- **Item 1**: what was seen");
		expect(page).toContain("100% (2/2) | 0% (0/2)");
		expect(page).toContain("1 verdict left out, because the document no longer has their items");
	});

	it("takes what verify writes", () => {
		const folder = folderWith({
			"PHASE-STATUS.md": text("x "),
			"probes.yaml": "schemaVersion: 1\nprobes:\n  1/item-1: { attestation: { ask: Who says so } }\n",
		});
		const contexts = [{ name: "staging", uid: null, reads: [] }];
		writeFileSync(
			join(folder, "recording.json"),
			JSON.stringify({ schemaVersion: 1, recordedAt: "2026-11-24T00:00:00Z", contexts }),
		);
		const verified = boulderMigrate(["verify", "--snapshot", "recording.json", "-o", "json=v.json"], { folder });
		const { code, stderr } = boulderMigrate(["report", "--verdicts", "v.json", "-o", "a.html"], { folder });
		expect([verified.stderr, code, stderr]).toEqual(["", 0, "a.html: written\n"]);
		expect(readFileSync(join(folder, "a.html"), "utf8")).toContain("items verified");
	});

	it.each([
		["an unknown extension", ["-o", "a.pdf"], 2, /\.html, \.svg, \.mmd, \.md/],
		["no file", [], 2, /required option/],
		["the same file twice", ["-o", "a.md", "-o", "./a.md"], 2, /named twice/],
		["two to standard output", ["-o", "-.md", "-o", "-.svg"], 2, /Only one/],
		["the document itself", ["-o", "PHASE-STATUS.md"], 2, /is the document itself/],
		["no verdicts", ["-o", "a.md", "--verdicts", "none.json"], 4, /there is no file/],
		["no JSON", ["-o", "a.md", "--verdicts", "PHASE-STATUS.md"], 4, /is not JSON/],
		["other JSON", ["-o", "a.md", "--verdicts", "other.json"], 4, /does not hold the verdicts/],
	] as const)("refuses %s, and writes nothing", (_, words, expected, message) => {
		const folder = folderWith({ "PHASE-STATUS.md": text("x"), "other.json": "{}" });
		const { code, stderr, stdout } = boulderMigrate(["report", ...words], { folder });
		expect([code, stdout]).toEqual([expected, ""]);
		expect(stderr).toMatch(message);
		expect(readdirSync(folder).sort()).toEqual(["PHASE-STATUS.md", "other.json"]);
		expect(readFileSync(join(folder, "PHASE-STATUS.md"), "utf8")).toBe(text("x"));
	});

	it("refuses a document without a phase", () => {
		const { code } = boulderMigrate(["report", "-o", "a.md"], { folder: folderWith({ "PHASE-STATUS.md": "# Nothing\n" }) });
		expect(code).toBe(4);
	});

	it("reads five thousand items with their history in reasonable time", { timeout: 60_000 }, () => {
		const folder = folderWith({});
		git(folder, ["init", "-q"]);
		const large = (done: number): string =>
			Array.from(
				{ length: 50 },
				(_, phase) =>
					`## Phase ${phase + 1}: P\n\n${Array.from({ length: 100 }, (__, item) => `- [${item < done ? "x" : " "}] Step ${item} of it\n`).join("")}\n`,
			).join("");
		for (let day = 1; day <= 28; day += 1) {
			writeFileSync(join(folder, "new.md"), large(day));
			renameSync(join(folder, "new.md"), join(folder, "PHASE-STATUS.md"));
			git(folder, ["add", "."]);
			git(folder, ["commit", "-q", "-m", "more"], `2026-10-${String(day).padStart(2, "0")}`);
		}
		const started = performance.now();
		expect(boulderMigrate(["report", "-o", "a.html"], { folder }).code).toBe(0);
		expect(performance.now() - started).toBeLessThan(25_000);
		expect(readFileSync(join(folder, "a.html"), "utf8")).toContain(">1400 done<");
	});

	it("thins out evenly and keeps both ends", () => {
		expect(thinned([1, 2, 3, 4, 5, 6, 7, 8, 9], 3)).toEqual([1, 5, 9]);
		expect(thinned([1, 2], 3)).toEqual([1, 2]);
	});
});
