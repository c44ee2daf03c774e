import { describe, expect, it } from "vitest";
import type { SuppressedFinding } from "../../src/model/finding.ts";
import type { RuleSettings } from "../../src/model/rule-names.ts";
import { check } from "../../src/rules/check.ts";
import { changed, read, sound, today } from "./sound.ts";

const phase2 = "| **Phase 2** | Services | 🟡 In Progress | 2026-02-02 | 2026-12-24 | 50% |";
const late = phase2.replace("2026-12-24", "2026-03-01");
const note = (rule: string, until = ""): string => `<!-- boulder-migrate-ignore ${rule}${until}: agreed -->`;

/** `line rule (hint)` of every finding, and what a comment accepts. */
function judged(text: string, settings: RuleSettings = new Map(), parent: string | null = null) {
	const document = read(text);
	const suppressed: SuppressedFinding[] = [];
	const findings = check(document, today, null, parent === null ? null : read(parent), null, settings, suppressed);
	const lineOf = ({ span }: { readonly span: { readonly start: number } }): number => document.source.lineOf(span.start);
	return {
		left: findings.map((one) => `${lineOf(one)} ${one.rule}`),
		hints: findings.map(({ hint }) => hint),
		severities: findings.map(({ severity }) => severity),
		accepted: suppressed.map((one) => `${lineOf(one)} ${one.rule}: ${one.why}`),
	};
}

describe("a suppression of one line", () => {
	const tick = (comment: string, line = "- [ ] Pay\n- [ ] Search\n- [x] Search") =>
		changed(sound, [["- [ ] Search", `${line} ${comment}`]]);

	it("accepts what its rule reports there, and nothing else", () => {
		expect(judged(tick(note("duplicate-item")))).toMatchObject({ left: [], accepted: ["30 duplicate-item: agreed"] });
		expect(judged(tick(note("overdue")))).toMatchObject({ left: ["30 duplicate-item", "30 suppression-unused"], accepted: [] });
		expect(judged(tick("")).left).toEqual(["30 duplicate-item"]);
	});

	it("holds on its last day, and is reported as expired from the next day on", () => {
		expect(judged(tick(note("duplicate-item", " until 2026-11-24"))).left).toEqual([]);
		const { left, hints, accepted } = judged(tick(note("duplicate-item", " until 2026-11-23")));
		expect([left, accepted]).toEqual([["30 duplicate-item"], []]);
		expect(hints[0]).toMatch(/.; its suppression expired on 2026-11-23$/);
	});

	it("says only that it expired where the finding has no hint", () => {
		const hintsOf = (comment: string) =>
			check(read(changed(sound, [["until 2027-03-01)", `until 2026-02-01)${comment}`]])), today)
				.filter(({ rule }) => rule === "date-order")
				.map(({ hint }) => hint);
		expect(hintsOf("")).toEqual([null]);
		expect(hintsOf(` ${note("date-order", " until 2026-11-23")}`)).toEqual(["its suppression expired on 2026-11-23"]);
	});

	it("holds next to another one that expired", () => {
		const both = `${note("duplicate-item", " until 2026-11-23")} ${note("duplicate-item")}`;
		expect(judged(tick(both))).toMatchObject({ left: [], accepted: ["30 duplicate-item: agreed"] });
	});

	it("has no effect without a reason, or until a day that does not exist", () => {
		for (const faulty of ["<!-- boulder-migrate-ignore duplicate-item -->", note("duplicate-item", " until 2026-02-30")])
			expect(judged(tick(faulty))).toMatchObject({ left: ["30 duplicate-item", "30 suppression-faulty"], accepted: [] });
	});
});

describe("a suppression above a table", () => {
	const head = "| Phase | Description | Status | Start Date | Target Date | Completion |";
	const table = (comment: string, row = late) =>
		changed(sound, [
			[head, `${comment}\n${head}`],
			[phase2, row],
		]);

	it("accepts what its rule reports anywhere in it, and not outside of it", () => {
		expect(judged(table(note("overdue")))).toMatchObject({ left: [], accepted: ["9 overdue: agreed"] });
		expect(judged(table(note("date-order"), phase2.replace("2026-12-24", "2026-01-01")))).toMatchObject({
			left: ["9 overdue"],
			accepted: ["9 date-order: agreed"],
		});
		const outside = table(note("duplicate-item")).replace("- [ ] Search", "- [ ] Pay\n- [ ] Search\n- [x] Search");
		expect(judged(outside)).toMatchObject({ left: ["5 suppression-unused", "9 overdue", "31 duplicate-item"], accepted: [] });
	});

	it("accepts what is in its first and in its last row", () => {
		const wrong = changed(sound, [
			[head, `${note("bad-date")}\n${head}`],
			["2026-01-05 | 2026-02-01", "2026-01-05 | 2026-02-30"],
			["| - | TBD | 0% |", "| - | 2026-02-30 | 0% |"],
		]);
		expect(judged(wrong)).toMatchObject({ left: [], accepted: ["8 bad-date: agreed", "10 bad-date: agreed"] });
	});

	it("of which there are two holds where one of them does", () => {
		expect(judged(table(`${note("overdue", " until 2026-11-23")}\n${note("overdue")}`)).left).toEqual([]);
		expect(judged(table(`${note("overdue")}\n${note("date-order")}`)).left).toEqual(["6 suppression-unused"]);
	});
});

describe("the rules that a probes file sets", () => {
	const text = changed(sound, [[phase2, late]]);
	const set = (rule: string, setting: "off" | "warning" | "error"): RuleSettings => new Map([[rule, setting]]);

	it("report nothing where they are off, and with the severity that is set", () => {
		expect(judged(text)).toMatchObject({ left: ["8 overdue"], severities: ["warning"] });
		expect(judged(text, set("overdue", "error"))).toMatchObject({ left: ["8 overdue"], severities: ["error"] });
		expect(judged(text, set("overdue", "off")).left).toEqual([]);
		const dates = changed(sound, [["| 2026-02-02 |", "| 2026/2/2 |"]]);
		expect(judged(dates).severities).toEqual(["warning"]);
		expect(judged(dates, set("bad-date", "error")).severities).toEqual(["error"]);
	});

	it("do not make a suppression useless that would be needed without them", () => {
		const quiet = changed(text, [["2026-03-01 | 50% |", `2026-03-01 | 50% ${note("overdue")} |`]]);
		expect(judged(quiet).left).toEqual([]);
		expect(judged(quiet, set("overdue", "off")).left).toEqual([]);
	});
});

describe("an unresolved merge conflict", () => {
	it("is all that is reported until it is resolved, wherever it stands", () => {
		const conflict = changed(sound, [
			[phase2, late],
			["## Risk Register", "<<<<<<< HEAD\n## Risk Register\n=======\n>>>>>>> other"],
		]);
		expect([...new Set(judged(conflict).left.map((one) => one.replace(/^\d+ /, "")))]).toEqual(["conflict-marker"]);
	});
});

describe("a suppression that a commit brings", () => {
	const suppressed = (rule: string): string => changed(sound, [["- [ ] Search", `- [ ] Search\n${note(rule)}`]]);

	it("is reported without a review where its rule reports errors or keeps a gate closed, not where it only warns", () => {
		const eased = (rule: string) =>
			judged(suppressed(rule), new Map(), sound).left.filter((one) => one.endsWith("eased-without-review"));
		expect(eased("port-mismatch")).toHaveLength(1);
		expect(eased("blocker-unreadable")).toHaveLength(1);
		expect(eased("dependency-unreadable")).toHaveLength(1);
		expect(eased("overdue")).toEqual([]);
	});
});
