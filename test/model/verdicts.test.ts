import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { type Outcome, outcomes, type State, stateOf, worst } from "../../src/model/verdict.ts";
import { joinVerdicts, readVerdicts } from "../../src/report/found-verdicts.ts";
import { pageReport } from "../../src/report/page-report.ts";
import { sourceText } from "../../src/text/decode.ts";

describe("several outcomes are the worst of them", () => {
	// The order is the rule: a green verdict may hide nothing.
	const order: readonly Outcome[] = ["pass", "attested", "pending", "unknown", "fail"];

	it.each(order.flatMap((one, at) => order.map((other, than) => [one, other, order[Math.max(at, than)]] as const)))(
		"%s and %s",
		(one, other, both) => {
			expect(worst([one, other])).toBe(both);
			expect(worst([other, one, one])).toBe(both);
		},
	);

	it("and of none unknown", () => expect(worst([])).toBe("unknown"));
});

describe("the state of an item", () => {
	it.each<[Outcome | null, State, State]>([
		["pass", "confirmed", "ready"],
		["attested", "confirmed", "ready"],
		["pending", "unsettled", "open"],
		["fail", "regressed", "open"],
		["unknown", "unverified", "unverified"],
		[null, "claimed", "open"],
	])("%s is %s where it is checked off, and %s where it is not", (outcome, checked, unchecked) => {
		expect(stateOf({ checked: true, skipped: false }, outcome)).toBe(checked);
		expect(stateOf({ checked: false, skipped: false }, outcome)).toBe(unchecked);
		expect(stateOf({ checked: true, skipped: true }, outcome)).toBe("skipped");
	});
});

const now = new Date("2026-11-24T12:00:00Z");
const page = (text: string) => pageReport(readDocument(sourceText(text)), { path: "x.md", history: [], verdicts: null, now });

describe("verdicts that were kept", () => {
	const one = { id: "1/a", text: "a", outcome: "pass", message: "m", hint: "h" };
	const kept = {
		schemaVersion: 1,
		contexts: ["c", 7, "d"],
		observedAt: "2026-11-01T00:00:00Z",
		recording: "r.json",
		items: [one],
	};

	it("are read with what they say, and without what they do not", () => {
		expect(readVerdicts(kept)).toEqual({
			contexts: ["c", "d"],
			observedAt: "2026-11-01T00:00:00Z",
			recording: "r.json",
			items: [{ ...one, reason: "", parked: false }],
			criteria: [],
		});
		expect(readVerdicts({ ...kept, criteria: [{ ...one, reason: "Gone", parked: true }] })?.criteria).toEqual([
			{ ...one, reason: "Gone", parked: true },
		]);
		expect(readVerdicts({ ...kept, recording: 7, items: [{ ...one, hint: 7, outcome: "unbound" }] })).toMatchObject({
			recording: null,
			items: [{ hint: null, outcome: "unbound" }],
		});
		for (const outcome of outcomes)
			expect(readVerdicts({ ...kept, items: [{ ...one, outcome }] })?.items[0]?.outcome).toBe(outcome);
	});

	it.each<[string, unknown]>([
		["nothing", null],
		["a text", "{}"],
		["another version", { ...kept, schemaVersion: 2 }],
		["without a time", { ...kept, observedAt: undefined }],
		["of no time", { ...kept, observedAt: 20261101 }],
		["of a year", { ...kept, observedAt: 2026 }],
		["of an unreadable time", { ...kept, observedAt: "lately" }],
		["without contexts", { ...kept, contexts: "c" }],
		["without items", { ...kept, items: {} }],
		["with a list for an item", { ...kept, items: [one, []] }],
		["with nothing for an item", { ...kept, items: [one, null] }],
		["with an item without an id", { ...kept, items: [{ ...one, id: 1 }] }],
		["with an item without words", { ...kept, items: [{ ...one, text: null }] }],
		["with an item without a message", { ...kept, items: [{ ...one, message: undefined }] }],
		["with an outcome that is a state", { ...kept, items: [{ ...one, outcome: "confirmed" }] }],
	])("are not read where they are %s", (_what, json) => expect(readVerdicts(json)).toBeNull());

	it("are held against the items of today: what was not asked about is counted, skipped items apart", () => {
		const found = readVerdicts({
			...kept,
			items: [one, { ...one, id: "1/validation/v", text: "v", outcome: "unbound" }, { ...one, id: "1/gone" }],
		});
		if (found === null) throw new Error("not read");
		const { status } = page("## Phase 1: x\n- [x] a\n- [ ] b\n- [ ] ~~c~~ (N/A: d)\n### Phase 1 Validation\n- [x] v\n");
		const { byItem, outdated, unasked, ...rest } = joinVerdicts(found, status);
		expect(
			[...byItem].map(([id, { state, outcome, message, hint, item }]) => [id, state, outcome, message, hint, item.text]),
		).toEqual([
			["1/a", "confirmed", "pass", "m", "h", "a"],
			["1/validation/v", "claimed", "unbound", "m", "h", "v"],
		]);
		expect([outdated, unasked]).toEqual([1, 1]);
		expect(rest).toEqual({
			contexts: ["c", "d"],
			observedAt: "2026-11-01T00:00:00Z",
			recording: "r.json",
			byCriterion: new Map(),
		});
	});

	it("do not apply to an item that was reworded, skipped or removed", () => {
		const items = [
			{ ...one, text: "a, as it was" },
			{ ...one, id: "1/b", text: "b" },
			{ ...one, id: "1/c", text: "c" },
		];
		const found = readVerdicts({ ...kept, items });
		if (found === null) throw new Error("not read");
		const { status } = page("## Phase 1: x\n- [x] a\n- [ ] ~~b~~ (N/A: d)\n- [ ] e\n");
		const { byItem, outdated, unasked } = joinVerdicts(found, status);
		expect([...byItem].map(([id, { state }]) => `${id} ${state}`)).toEqual(["1/b skipped"]);
		expect([outdated, unasked]).toEqual([2, 2]);
	});
});

/** The point of the present: one item, checked off without proof. */
const asItIs = {
	at: "2026-11-24",
	done: 1,
	counted: 1,
	proven: 0,
	phases: new Map([["1", { done: 1, counted: 1, every: { done: 1, counted: 1, verified: 0 } }]]),
};

describe("what a report is made of", () => {
	const text = `# T\n\n**Legend**: ⬜ Later | 🚧 Now | ✅ Over | ⛔ Stuck\n\n## Phase 1: x\n- [x] a\n  - Evidence: e (Jo, 2026-11-20)\n\n## Risk Register\n\n| Risk | Impact | Probability | Mitigation |\n|---|---|---|---|\n| r | High | Low | m |\n\n## Review History\n\n| Date | Reviewer | Phase | Change |\n|---|---|---|---|\n| 2026-01-01 | Jo | 1 | first |\n| - | - | - | - |\n| soon | Bo | 1 | second |\n| TBD | Al | 1 | third |\n`;

	const risk = {
		id: "risks/r",
		risk: "r",
		impact: "",
		probability: "",
		mitigation: "",
		owner: "",
		state: "",
		closed: false,
		weight: null,
	};

	it("are the document's own words, its risks, its evidence, and its reviews with the newest on top", () => {
		const { statusWords, risks, attestations, reviews, madeAt, verdicts, progress } = page(text);
		expect(statusWords).toEqual({
			"not-started": "Later",
			"in-progress": "Now",
			complete: "Over",
			blocked: "Stuck",
			closed: "closed",
		});
		expect(risks).toEqual([{ ...risk, impact: "High", probability: "Low", mitigation: "m", weight: 8 }]);
		expect(attestations).toMatchObject([{ item: "1/a", ageDays: 4 }]);
		expect(reviews).toEqual([
			{ date: "", reviewer: "Al", phase: "1", change: "third" },
			{ date: "soon", reviewer: "Bo", phase: "1", change: "second" },
			{ date: "2026-01-01", reviewer: "Jo", phase: "1", change: "first" },
		]);
		expect([madeAt, verdicts]).toEqual(["2026-11-24T12:00:00.000Z", null]);
		expect(progress).toEqual([asItIs]);
	});

	it("are empty where the document has none of it", () => {
		expect(page("## Phase 1: x\n- [ ] a\n")).toMatchObject({ risks: [], attestations: [], reviews: [] });
		const { risks, reviews } = page(
			"## Phase 1: x\n\n## Risk Register\n\n| Risk | Impact |\n|---|---|\n| r | |\n\n## Review History\n\n| Date | Reviewer | Change |\n|---|---|---|\n| 2026-01-01 | | |\n",
		);
		expect(risks).toEqual([risk]);
		expect(reviews).toEqual([{ date: "2026-01-01", reviewer: "", phase: "", change: "" }]);
	});

	it("are empty where a table has no such column, and hold the verdicts that were kept", () => {
		const bare =
			"## Phase 1: x\n- [x] a\n\n## Risk Register\n\n| Risk | Probability |\n|---|---|\n| r | Low |\n\n## Review History\n\n| Date | Change |\n|---|---|\n| 2026-01-01 | z |\n";
		const item = { id: "1/a", text: "a", outcome: "fail" as const, message: "m", hint: null };
		const verdicts = { contexts: ["c"], observedAt: "2026-11-01T00:00:00Z", recording: null, items: [item] };
		const made = pageReport(readDocument(sourceText(bare)), { path: "x.md", history: [], verdicts, now });
		expect(made.risks).toEqual([{ ...risk, probability: "Low" }]);
		expect(made.reviews).toEqual([{ date: "2026-01-01", reviewer: "", phase: "", change: "z" }]);
		expect(made.verdicts?.byItem.get("1/a")?.state).toBe("regressed");
	});

	it("leave out a past that was after now, and keep the one that is now", () => {
		const history = [
			{ at: "2026-11-23T00:00:00Z", done: 0, counted: 1 },
			{ at: "2026-11-24T12:00:01Z", done: 9, counted: 9 },
			{ at: "2026-11-24T12:00:00Z", done: 8, counted: 8 },
		];
		const { progress } = pageReport(readDocument(sourceText(text)), { path: "x.md", history, verdicts: null, now });
		expect(progress).toEqual([{ at: "2026-11-23", done: 0, counted: 1 }, asItIs]);
	});
});
