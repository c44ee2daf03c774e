import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { Failure, Interrupted } from "../../src/model/failure.ts";
import { comparePhases } from "../../src/model/phase-id.ts";
import { noPhase } from "../../src/model/phase-range.ts";
import { rollUp } from "../../src/model/roll-up.ts";
import { diffDocuments } from "../../src/report/document-diff.ts";
import { daily } from "../../src/report/progress.ts";
import { reportStatus } from "../../src/report/status-report.ts";
import { sourceText } from "../../src/text/decode.ts";

const read = (text: string): ReturnType<typeof readDocument> => readDocument(sourceText(text));
const diff = (before: string, after: string) =>
	diffDocuments(read(before), read(after), { document: "x", from: "a", to: "b" }, "2026-11-24");
const open = "## Phase 1: x\n- [ ] a\n";

describe("the difference of two versions", () => {
	it("lists each item in the order of the document, for any change", () => {
		const [one] = diff("## Phase 1: x\n- [ ] aa\n- [ ] bb\n", "## Phase 1: x\n- [x] new one\n- [ ] aa\n- [x] bb\n").phases;
		expect(one?.items.map(({ id, changes }) => `${id} ${changes}`)).toEqual(["1/new-one added,checked", "1/bb checked"]);
	});

	it("lists an item that moved to another phase, and no group", () => {
		const { phases } = diff(
			`${open}- [ ] one thing\n## Phase 2: y\n- [ ] c\n`,
			`${open}## Phase 2: y\n- [ ] c\n- [ ] one thing\n`,
		);
		expect(phases.map(({ id, items }) => [id, items.map(({ id: item, changes, was }) => `${item} ${changes} ${was}`)])).toEqual([
			["2", ["2/one-thing moved 1/one-thing"]],
		]);
	});

	it("lists a note or a blocker next to an existing one", () => {
		const with_ = (...notes: string[]): string =>
			`${open}## Notes\n### Phase 1 Notes\n${notes.map((note) => `- ${note}\n`).join("")}`;
		expect(diff(with_("old"), with_("old", "new")).phases[0]?.notes).toEqual(["new"]);
		const blocked = (...reasons: string[]): string =>
			`${open}## Blockers\n${reasons.map((one) => `- Phase 1: ${one}\n`).join("")}`;
		expect(diff(blocked("p"), blocked("p", "q")).phases[0]?.blockers).toEqual({ added: ["q"], removed: [] });
		expect(diff(blocked("p", "q"), blocked("q")).phases[0]?.blockers).toEqual({ added: [], removed: ["p"] });
	});

	it("needs no dates in the table", () => {
		const table = (status: string): string => `| Phase | Status |\n|---|---|\n| 1 | ${status} |\n\n${open}`;
		expect(diff(table("Done"), table("Open")).phases).toEqual([]);
		expect(diff(table("Done"), table("Open").replace("[ ]", "[x]")).phases).toMatchObject([{ start: null, target: null }]);
	});

	const history = (head: string, ...rows: string[]): string =>
		`${open}## Review History\n| ${head} |\n|---|---|\n${rows.map((row) => `| ${row} |\n`).join("")}`;

	it("reports rows of a history with other columns", () => {
		expect(diff(history("Date | Change"), history("Date | Change", "2026-01-01 | z")).reviews.added).toEqual(["2026-01-01 | z"]);
	});

	it("does not compare tables without what changed: they are no review histories", () => {
		const [one, two] = ["2026-01-01 | Jo", "2026-01-02 | Jo"];
		expect(diff(history("Date | Reviewer", one), history("Date | Reviewer", one, two)).reviews).toEqual({ added: [], gone: [] });
	});

	it("distinguishes rows by their day and their phase alone, as far as they can be read", () => {
		const rows = (one: string): string =>
			`${open}## Review History\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n| ${one} |\n`;
		const reviews = (before: string, after: string) => diff(rows(before), rows(after)).reviews;
		expect(reviews("2026-01-01 | Jo | 1 | a", "2026-01-02 | Jo | 1 | a")).toEqual({
			added: ["2026-01-02 | Jo | 1 | a"],
			gone: ["2026-01-01 | Jo | 1 | a"],
		});
		expect(reviews("soon | Jo | 1 | a", "late | Jo | 1 | a")).toEqual({
			added: ["undated | Jo | 1 | a"],
			gone: ["undated | Jo | 1 | a"],
		});
		expect(reviews("2026-01-01 | Jo | 1 | a", "2026-01-01 | Jo | 2 | a")).toEqual({
			added: ["2026-01-01 | Jo | 2 | a"],
			gone: ["2026-01-01 | Jo | 1 | a"],
		});
	});
});

describe("the status", () => {
	const report = (text: string) => {
		const document = read(text);
		return reportStatus(document, rollUp(document, "2026-11-24"), "x.md");
	};

	it("does without a day in the footer, a mark in the legend, or what a cell leaves out", () => {
		expect(report(`${open}## Notes\n\n*Last Updated: soon*\n`).lastUpdated).toBeNull();
		expect(report(`**Legend**: Someday | Now\n\n${open}`).phases[0]?.statusLabel).toBe("🔴 Not Started");
		const table = `| Phase | Status |\n|---|---|\n| 1 | Open |\n\n${open}`;
		expect(report(table).phases[0]).toMatchObject({ completionInDocument: null, contradictions: [] });
	});

	it("counts the checks that are open, done ones apart", () => {
		const checks = "## Phase 1: x\n### Status: Complete\n- [x] a\n### Phase 1 Validation\n- [x] b\n- [ ] c\n";
		expect(report(checks).phases[0]?.contradictions).toEqual([
			"its section says complete, but it is in progress: 1 of 2 validation items are open",
		]);
	});

	it("agrees with a correct section next to a wrong table", () => {
		const text = "| Phase | Status |\n|---|---|\n| 1 | Complete |\n\n## Phase 1: x\n### Status: Not Started\n- [ ] a\n";
		expect(report(text).phases[0]?.contradictions).toEqual([
			"the table says complete, but it is not started: nothing in it is checked off and it has no start date",
		]);
	});
});

describe("points of the progress", () => {
	it("are the last of each day, the oldest first, from any order", () => {
		const at = (when: string, done: number) => ({ at: when, done, counted: 9 });
		const points = [at("2026-01-03T09:00:00Z", 3), at("2026-01-01T18:00:00Z", 2), at("2026-01-01T09:00:00Z", 1)];
		expect(daily(points)).toEqual([at("2026-01-01", 2), at("2026-01-03", 3)]);
	});
});

describe("phases", () => {
	it.each([
		["x", "", 1],
		["", "x", -1],
		["2", "2.0", -1],
		["2.0", "2", 1],
	])("%j and %j are in order", (one, other, sign) => expect(Math.sign(comparePhases(one, other))).toBe(sign));
});

describe("a failure", () => {
	it("has a name, a code and a hint", () => {
		expect(new Interrupted("stop").name).toBe("Interrupted");
		const { name, exitCode, message, hint } = noPhase("x.md", "boulder-migrate validate");
		expect([name, exitCode, message, hint]).toEqual([
			"Failure",
			4,
			"x.md has no phase",
			'a phase is a heading such as "## Phase 2: Service Splitting"; boulder-migrate validate shows more',
		]);
		expect(noPhase("x.md", "y")).toBeInstanceOf(Failure);
	});
});
