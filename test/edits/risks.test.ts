import { describe, expect, it } from "vitest";
import type { Change } from "../../src/edits/change.ts";
import { exitCode } from "../../src/model/failure.ts";
import { byWeight, isClosed, strangeWords, weightOf } from "../../src/model/risk.ts";
import { apply, changedLines, edited, migration, read } from "./editing.ts";

const history = "\n## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n";
const plain = `## Phase 1: x\n- [ ] a\n\n## Risk Register\n\n| Risk | Impact | Probability | Mitigation |\n|------|--------|-------------|------------|\n| Rain | High | Low | Tarpaulin |\n| Cost | Low | Medium | Ask |\n${history}`;
const rich = plain
	.replace("| Mitigation |\n|------|", "| Mitigation | Owner | Status |\n|------|")
	.replace("|------------|\n", "|------------|-------|--------|\n")
	.replace("Tarpaulin |", "Tarpaulin | Ann | Open |")
	.replace("Ask |", "Ask | - | Mitigated |");
const add = (text: string, more: Partial<Extract<Change, { kind: "risk-add" }>> = {}): Change => ({
	kind: "risk-add",
	text,
	impact: null,
	probability: null,
	mitigation: null,
	owner: null,
	...more,
});
const set = (risk: string, state: "open" | "closed", reason: string | null = null): Change => ({
	kind: "risk-state",
	risk,
	state,
	reason,
});

describe("a risk", () => {
	it("is added in the columns of the table, and reported", () => {
		const now = edited(plain, add("Frost | ice", { impact: "High", mitigation: "Wait" }));
		expect(changedLines(plain, now)).toEqual([
			"+| Frost \\| ice | High | - | Wait |",
			"+| 2026-11-24 | Jo Doe | - | Added the risk Frost \\| ice |",
		]);
		expect(read(now).risks?.rows.map(({ id }) => id)).toEqual(["risks/rain", "risks/cost", "risks/frost--ice"]);
		expect(apply(now, add("Frost | ice")).kind).toBe("unchanged");
		expect(edited(rich, add("Frost", { owner: "Bo" }))).toContain("| Frost | - | - | - | Bo | Open |");
		expect(() => apply(plain, add("Frost", { owner: "Bo" }))).toThrow(expect.objectContaining({ exitCode: exitCode.refused }));
		expect(() => apply("## Phase 1: x\n- [ ] a\n", add("Frost"))).toThrow("has no risk register");
	});

	it("keeps the columns of the document at work aligned, and every other byte", () => {
		const now = edited(migration, add("Clock skew", { impact: "Low", probability: "Low", mitigation: "NTP" }));
		expect(changedLines(migration, now).filter((line) => line.includes("Clock"))).toHaveLength(2);
		expect(changedLines(migration, now).filter((line) => line.startsWith("-") && line.includes("| High"))).toEqual([]);
	});

	it("is closed in the words of its column, and opened again", () => {
		const now = edited(rich, set("risks/rain", "closed", "roof is on"));
		expect(changedLines(rich, now)).toEqual([
			"-| Rain | High | Low | Tarpaulin | Ann | Open |",
			"+| Rain | High | Low | Tarpaulin | Ann | Mitigated |",
			"+| 2026-11-24 | Jo Doe | - | Closed the risk Rain: roof is on |",
		]);
		expect(apply(now, set("risks/rain", "closed"))).toEqual({ kind: "unchanged", why: 'the risk "Rain" is closed already' });
		expect(edited(now, set("risks/rain", "open"))).toContain("| Ann | Open |");
	});

	it("is struck through without a status column", () => {
		const now = edited(plain, set("risks/rain", "closed"));
		expect(now).toContain("| ~~Rain~~ | High | Low | Tarpaulin |");
		expect(edited(now, set("risks/rain", "open"))).toContain("| Rain | High | Low | Tarpaulin |");
		expect(() => apply(plain, set("risks/snow", "closed"))).toThrow("the document has no risk risks/snow");
	});

	it("weighs what its words say: closed ones last, the heaviest first", () => {
		const rows = read(
			rich.replace(
				history,
				`| Fire | 5 | 80% | - | - | 🟢 open |\n| Ghosts | Spooky | High | - | - | ✅ |\n| Flood | 🔴 High | High | - | - | |\n${history}`,
			),
		).risks?.rows;
		expect((rows ?? []).map((one) => [one.risk.value, weightOf(one), isClosed(one)])).toEqual([
			["Rain", 8, false],
			["Cost", 6, true],
			["Fire", 20, false],
			["Ghosts", null, true],
			["Flood", 16, false],
		]);
		expect(byWeight(rows ?? []).map(({ risk }) => risk.value)).toEqual(["Fire", "Flood", "Rain", "Cost", "Ghosts"]);
	});

	it("has the words of its column, if these are its own", () => {
		const words = (...impacts: string[]): string[] => {
			const rows = impacts.map((impact, index) => `| r${index} | ${impact} | Low | - |\n`).join("");
			const risks = read(plain.replace(/\| Rain[\s\S]*Ask \|\n/, rows)).risks;
			return risks === null ? [] : strangeWords(risks).map(({ word, nearest }) => `${word} ${nearest}`);
		};
		expect(words("High", "Low", "Hig", "-", "TBD")).toEqual(["Hig High"]);
		expect(words("groß", "groß", "klein", "klein", "kleim")).toEqual(["kleim klein"]);
		expect(words("a lot of money", "the whole team", "High")).toEqual([]);
		expect(words("3", "4", "9")).toEqual(["9 3"]);
	});
});
