import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { thinned } from "../../src/commands/progress-of.ts";
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
		const page = readFileSync(join(folder, "a.html"), "utf8");
		const rows = [...page.matchAll(/<th scope="row" role="rowheader">(\d{4}-\d\d-\d\d)<\/th>(.*?)<\/tr>/g)].map(
			([, day, cells]) => [day, ...[...(cells ?? "").matchAll(/>(\d+)</g)].map((cell) => cell[1])],
		);
		expect(rows).toEqual([
			["2026-10-01", "0", "2", "2"],
			["2026-10-05", "1", "2", "1"],
			["2026-10-09", "2", "4", "2"],
			[new Date().toISOString().slice(0, 10), "3", "4", "1"],
		]);
	});

	it("has no burn-up without git, and says so", () => {
		const folder = folderWith({ "PHASE-STATUS.md": text("x") });
		boulderMigrate(["report", "-o", "a.html"], { folder, env: { PATH: "/nowhere" } });
		expect(readFileSync(join(folder, "a.html"), "utf8")).toContain("known on one day only");
	});

	it("holds verdicts against the document as it is", () => {
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
		expect(page).toContain("1 verdict left out, being about words that the document no longer has");
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
