import { describe, expect, it } from "vitest";
import { readProgress } from "../../src/document/read-document.ts";
import { type ItemEvent, ItemTrace } from "../../src/report/item-trace.ts";
import { sourceText } from "../../src/text/decode.ts";

const phase = (...lines: string[]): string => `## Phase 1: x\n${lines.map((line) => `${line}\n`).join("")}`;
const history = (...rows: string[]): string =>
	`\n## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n${rows.map((row) => `| ${row} |\n`).join("")}`;

/** One version after another, the oldest first, as git has them: each is the only parent of the next. */
function trace(id: string, ...texts: string[]): readonly ItemEvent[] {
	const documents = texts.map((text) => readProgress(sourceText(text)));
	const one = new ItemTrace(id);
	for (const [index, document] of [...documents.entries()].reverse()) {
		const parent = documents[index - 1];
		one.add(version(`c${index}`, index, document, parent === undefined ? [] : [parent]));
	}
	return one.finish();
}

function version(
	commit: string,
	seconds: number,
	document: ReturnType<typeof readProgress>,
	parents: readonly (ReturnType<typeof readProgress> | null)[],
): Parameters<ItemTrace["add"]>[0] {
	return { commit, seconds, author: `author ${commit}`, committer: `committer ${commit}`, subject: commit, document, parents };
}

const told = (events: readonly ItemEvent[]): string[] =>
	events.map(({ commit, kind, detail }) => `${commit} ${kind}${detail === null ? "" : ` ${detail}`}`);

describe("the trace of an item", () => {
	it("lists who did what to it and in which commit, the oldest first", () => {
		const events = trace("1/a", phase("- [ ] a"), phase("- [x] a"), phase("- [x] a", "- [x] b"), phase("- [ ] a", "- [x] b"));
		expect(told(events)).toEqual(["c0 added a", "c1 checked", "c3 unchecked"]);
		expect(events[1]).toEqual({
			kind: "checked",
			detail: null,
			proof: null,
			commit: "c1",
			seconds: 1,
			author: "author c1",
			committer: "committer c1",
			subject: "c1",
			reviewer: null,
			by: "editor",
		});
	});

	it("follows the item back through other words and another phase", () => {
		const events = trace(
			"2/deploy-the-gateways",
			`${phase("- [ ] Deploy the gateway", "- [ ] z")}## Phase 2: y\n- [ ] c\n`,
			`${phase("- [x] Deploy the gateway", "- [ ] z")}## Phase 2: y\n- [ ] c\n`,
			`${phase("- [ ] z")}## Phase 2: y\n- [ ] c\n- [x] Deploy the gateway\n`,
			`${phase("- [ ] z")}## Phase 2: y\n- [ ] c\n- [x] Deploy the gateways\n`,
		);
		expect(told(events)).toEqual([
			"c0 added Deploy the gateway",
			"c1 checked",
			"c2 moved from Phase 1 to Phase 2",
			"c3 reworded Deploy the gateways",
		]);
	});

	it("lists an item that was added as checked, in the order in which it happened", () => {
		expect(told(trace("1/b", phase("- [ ] a"), phase("- [ ] a", "- [x] b")))).toEqual(["c1 added b", "c1 checked"]);
	});

	it("knows nothing of an item that no version has", () => {
		expect(trace("1/missing", phase("- [ ] a"), phase("- [x] a"))).toEqual([]);
	});

	it("lists when it became not applicable, why, and when it became applicable again", () => {
		const skipped = phase("- [ ] ~~a~~ (N/A: bought)");
		expect(told(trace("1/a", phase("- [ ] a"), skipped, skipped, phase("- [ ] a")))).toEqual([
			"c0 added a",
			"c1 skipped bought",
			"c3 unskipped",
		]);
		expect(told(trace("1/a", phase("- [ ] ~~a~~")))).toEqual(["c0 added a", "c0 skipped"]);
	});

	it("lists added, changed and removed evidence", () => {
		const one = "  - Evidence: order 17 (Ana, 2026-03-01)";
		const longer = "  - Evidence: order 17 (Ana, 2026-03-01, until 2027-03-01)";
		const events = trace(
			"1/a",
			phase("- [ ] a"),
			phase("- [ ] a", one),
			phase("- [ ] a", one, longer),
			phase("- [ ] a", longer),
			phase("- [ ] a", longer.replace("17", "18")),
		);
		expect(told(events)).toEqual([
			"c0 added a",
			"c1 evidence-added order 17 (Ana, 2026-03-01)",
			"c2 evidence-added order 17 (Ana, 2026-03-01, until 2027-03-01)",
			"c3 evidence-removed order 17 (Ana, 2026-03-01)",
			"c4 evidence-added order 18 (Ana, 2026-03-01, until 2027-03-01)",
			"c4 evidence-removed order 17 (Ana, 2026-03-01, until 2027-03-01)",
		]);
		expect(events.slice(1).map(({ by }) => by)).toEqual([null, null, null, null, null]);
	});
});

describe("a check-off in the trace", () => {
	const proof = (time: string): string =>
		`  - Evidence: Verified: rolled out; cluster 5c0b (staging), read 2026-03-01T${time}:00Z, live; boulder-migrate 0.1.0, probes 1a2b3c4d, objects 5e6f7a8b (Ana, 2026-03-01)`;

	it("carries what the probe saw, by the newest proof, and none of the words of people", () => {
		const words = "  - Evidence: looks fine (Bo, 2026-03-01)";
		const [, checked, ...evidence] = trace("1/a", phase("- [ ] a"), phase("- [x] a", proof("10:00"), proof("11:00"), words));
		expect(checked).toMatchObject({ kind: "checked", proof: { message: "rolled out", readAt: "2026-03-01T11:00:00Z" } });
		expect(evidence.map(({ kind, proof: own }) => [kind, own?.readAt ?? null])).toEqual([
			["evidence-added", "2026-03-01T10:00:00Z"],
			["evidence-added", "2026-03-01T11:00:00Z"],
			["evidence-added", null],
		]);
	});

	it("is not proven when it is taken back", () => {
		const events = trace("1/a", phase("- [x] a", proof("10:00")), phase("- [ ] a", proof("10:00")));
		expect(events.at(-1)).toMatchObject({ kind: "unchecked", proof: null });
	});

	it("names the reviewer of the row that came with it", () => {
		const old = "2026-01-01 | Old | Phase 1 | Checked off b (0% complete)";
		const checkedOff = "2026-03-01 | Ana | Phase 1 | Checked off a (100% complete)";
		const unchecked = "2026-03-02 | Bo | Phase 1 | Unchecked a (0% complete)";
		const events = trace(
			"1/a",
			phase("- [ ] a") + history(old),
			phase("- [x] a") + history(old, checkedOff),
			phase("- [ ] a") + history(old, checkedOff, unchecked),
		);
		expect(events.map(({ kind, reviewer, by }) => [kind, reviewer, by])).toEqual([
			["added", "Old", null],
			["checked", "Ana", "command"],
			["unchecked", "Bo", "command"],
		]);
	});

	it("was made by hand where the new row names another item, or is about another phase", () => {
		const about = (row: string) => trace("1/a", phase("- [ ] a") + history(), phase("- [x] a") + history(row)).at(-1);
		expect(about("2026-03-01 | Ana | Phase 1 | Checked off b (50% complete)")).toMatchObject({ reviewer: "Ana", by: "editor" });
		expect(about("2026-03-01 | Ana | Phase 2 | Checked off a (50% complete)")).toMatchObject({ reviewer: null, by: "editor" });
	});
});

describe("a merge in the trace", () => {
	const open = readProgress(sourceText(phase("- [ ] a", "- [ ] b")));
	const checked = readProgress(sourceText(phase("- [x] a", "- [ ] b")));
	const bothChecked = readProgress(sourceText(phase("- [x] a", "- [x] b")));

	function merged(id: string, document: typeof open, ...parents: (typeof open | null)[]): string[] {
		const one = new ItemTrace(id);
		one.add(version("m", 9, document, parents));
		return told(one.finish());
	}

	it("has done only what none of its parents had", () => {
		expect(merged("1/a", checked, open, checked)).toEqual([]);
		expect(merged("1/a", checked, checked, open)).toEqual([]);
		expect(merged("1/b", bothChecked, open, checked)).toEqual(["m checked"]);
	});

	it("has added nothing that one of its parents had, though another one lacked the document", () => {
		expect(merged("1/a", open, null, open)).toEqual([]);
		expect(merged("1/a", open, null, null)).toEqual(["m added a"]);
	});

	it("has done what differs from each parent in another way", () => {
		const [one, other, both] = ["one", "other", "both"].map((words) =>
			readProgress(sourceText(phase(`- [ ] Deploy the gateway ${words} <!-- id: a -->`))),
		);
		if (one === undefined || other === undefined || both === undefined) throw new Error("no versions");
		expect(merged("1/a", both, one, other)).toEqual(["m reworded Deploy the gateway both"]);
	});

	it("has done nothing of what only one parent lacked, though each of them lacked something", () => {
		const [words, other] = ["- [x] Deploy the gateway <!-- id: a -->", "- [x] Deploy the gateways <!-- id: a -->"];
		const [now, unchecked, reworded] = [words, words.replace("[x]", "[ ]"), other].map((line) =>
			readProgress(sourceText(phase(line))),
		);
		if (now === undefined || unchecked === undefined || reworded === undefined) throw new Error("no versions");
		expect(merged("1/a", now, unchecked, reworded)).toEqual([]);
		const [one, two] = ["order 17", "order 18"].map((text) => `  - Evidence: ${text} (Ana, 2026-03-01)`);
		const [both, first, second] = [[one, two], [one], [two]].map((lines) =>
			readProgress(sourceText(phase("- [ ] a", ...lines.map((line) => line ?? "")))),
		);
		if (both === undefined || first === undefined || second === undefined) throw new Error("no versions");
		expect(merged("1/a", both, first, second)).toEqual([]);
	});

	it("leads back to what the item was called on each side", () => {
		const named = (words: string) => readProgress(sourceText(phase(`- [ ] Deploy the ${words}`)));
		const one = new ItemTrace("1/deploy-the-gateways");
		one.add(version("m", 9, named("gateways"), [named("gateway"), named("gatewayz")]));
		one.add(version("b", 8, named("gatewayz"), [named("gatewaya")]));
		one.add(version("a", 7, named("gateway"), [named("gatewayb")]));
		expect(told(one.finish())).toEqual([
			"a reworded Deploy the gateway",
			"b reworded Deploy the gatewayz",
			"m reworded Deploy the gateways",
		]);
	});
});
