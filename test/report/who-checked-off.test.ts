import { describe, expect, it } from "vitest";
import { readProgress } from "../../src/document/read-document.ts";
import { type CheckOff, newRows, ProgressReader } from "../../src/report/progress-history.ts";
import { sourceText } from "../../src/text/decode.ts";

const read = (text: string) => readProgress(sourceText(text));
const phase = (...lines: string[]): string => `## Phase 1: x\n${lines.map((line) => `${line}\n`).join("")}`;
const history = (...rows: string[]): string =>
	`\n## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n${rows.map((row) => `| ${row} |\n`).join("")}`;

/** What one commit on top of another one checked off. */
function checkOffs(before: string, after: string): readonly CheckOff[] {
	const reader = new ProgressReader();
	const about = { commit: "c", seconds: 1, author: "Jo", committer: "Jo", subject: "s" };
	reader.add({ ...about, document: read(after), parents: [read(before)] });
	return reader.finish().checkOffs;
}
const [open, checked] = [phase("- [ ] a", "- [ ] b"), phase("- [x] a", "- [ ] b")];
const by = (...rows: string[]) =>
	checkOffs(open + history(), checked + history(...rows)).map((one) => `${one.by} ${one.reviewer}`);

describe("who checked an item off", () => {
	it("is the reviewer of the row that came with it and names the item", () => {
		expect(by("2026-03-01 | Ana | Phase 1 | Checked off a (50% complete)")).toEqual(["command Ana"]);
		expect(
			by("2026-03-01 | Bo | Phase 1 | Talked about it", "2026-03-01 | Ana | Phase 1 | Checked off a (50% complete)"),
		).toEqual(["command Ana"]);
	});

	it("is the person who edited the document if no row has it: a new row about the phase, or about none, shows who", () => {
		expect(by("2026-03-01 | Bo | Phase 1 | Talked about it")).toEqual(["editor Bo"]);
		expect(by("2026-03-01 | Bo | - | Talked about it")).toEqual(["editor Bo"]);
		expect(by("2026-03-01 | Bo | Phase 2 | Checked off a (50% complete)")).toEqual(["editor null"]);
		expect(by("2026-03-01 |  | Phase 1 | Checked off a (50% complete)")).toEqual(["command null"]);
		expect(by()).toEqual(["editor null"]);
		expect(checkOffs(open, checked)).toMatchObject([{ by: "editor", reviewer: null }]);
	});

	it("is not the reviewer of a row about checking it off where it was unchecked", () => {
		const rows = history("2026-03-01 | Ana | Phase 1 | Checked off a (50% complete)");
		expect(checkOffs(checked + history(), open + rows)).toMatchObject([{ checked: false, by: "editor", reviewer: "Ana" }]);
		const unchecked = history("2026-03-01 | Ana | Phase 1 | Unchecked a (0% complete)");
		expect(checkOffs(checked + history(), open + unchecked)).toMatchObject([{ checked: false, by: "command", reviewer: "Ana" }]);
	});

	it("needs no column for what changed", () => {
		const dates = "\n## Review History\n\n| Date | Reviewer | Phase |\n|---|---|---|\n| 2026-03-01 | Ana | Phase 1 |\n";
		expect(checkOffs(open, checked + dates).map((one) => one.by)).toEqual(["editor"]);
	});
});

describe("a check-off is verified", () => {
	const proof =
		"  - Evidence: Verified: rolled out; cluster 5c0b (staging), read 2026-03-01T10:00:00Z, live; boulder-migrate 0.1.0 (Ana, 2026-03-01)";
	const words = "  - Evidence: looks fine (Bo, 2026-03-01)";
	const verified = (before: string, after: string): boolean[] => checkOffs(before, after).map((one) => one.verified);

	it("where one of its pieces of evidence is the proof of a probe", () => {
		expect(verified(open, phase("- [x] a", proof, "- [ ] b"))).toEqual([true]);
		expect(verified(open, phase("- [x] a", words, proof, "- [ ] b"))).toEqual([true]);
	});

	it("but not if several people vouch for it, or none, or if it was undone", () => {
		expect(verified(open, phase("- [x] a", words, "- [ ] b"))).toEqual([false]);
		expect(verified(open, checked)).toEqual([false]);
		expect(verified(phase("- [x] a", proof, "- [ ] b"), phase("- [ ] a", proof, "- [ ] b"))).toEqual([false]);
	});
});

describe("the new rows of a review history", () => {
	const [one, two] = ["2026-03-01 | Ana | 1 | x", "2026-03-02 | Bo | 1 | y"];
	const fresh = (now: string, ...parents: (string | null)[]): string[] =>
		newRows(
			read(open + now),
			parents.map((text) => (text === null ? null : read(open + text))),
		).map(({ change }) => change?.value ?? "");

	it("are those that no parent has", () => {
		expect(fresh(history(one, two), history(one))).toEqual(["y"]);
		expect(fresh(history(one, two), history(one), history(two))).toEqual([]);
		expect(fresh(history(one), null)).toEqual(["x"]);
		expect(fresh(history(one), "")).toEqual(["x"]);
		expect(fresh(history(one))).toEqual(["x"]);
		expect(fresh("", history(one))).toEqual([]);
	});

	it("are not those whose cells are only padded otherwise, nor a placeholder", () => {
		expect(fresh(history("2026-03-01   |  Ana | 1 |  x"), history(one))).toEqual([]);
		expect(fresh(history(one, "(TBD) | - | - | -"), history(one))).toEqual([]);
	});
});
