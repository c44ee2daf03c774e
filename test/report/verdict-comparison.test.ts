import { describe, expect, it } from "vitest";
import { type ComparableRun, compareVerdicts, readComparable } from "../../src/report/verdict-comparison.ts";

type Fields = Readonly<Record<string, unknown>>;

const item = (id: string, state: string, outcome: string, more: Fields = {}) => ({
	id,
	text: `text of ${id}`,
	message: `${id} is ${state}`,
	state,
	outcome,
	...more,
});
const criterion = (id: string, outcome: string) => ({ id, text: `text of ${id}`, message: `${id} ${outcome}`, outcome });

const report = (more: Fields = {}): Fields => ({
	schemaVersion: 1,
	observedAt: "2026-11-24T10:00:00Z",
	tool: { name: "boulder-migrate", version: "1" },
	digests: { document: "sha256:d", probes: "sha256:p" },
	clusters: [{ context: "staging", uid: "5c0b", readAt: null }],
	items: [],
	criteria: [],
	...more,
});

function run(more: Fields): ComparableRun {
	const found = readComparable(report(more));
	if (found === null) throw new Error("unreadable");
	return found;
}
const compare = (before: Fields, after: Fields, part = false) =>
	compareVerdicts({ name: "a.json", run: run(before) }, { name: "b.json", run: run(after) }, part);

describe("the JSON of verify", () => {
	it("is read with what a comparison needs", () => {
		const items = [item("1/a", "regressed", "fail"), item("1/b", "unsettled", "unknown", { soaking: true })];
		const risks = [criterion("risks/rain", "pass")];
		expect(readComparable(report({ items, criteria: [criterion("1/criteria/x", "unbound")], risks }))).toEqual({
			observedAt: "2026-11-24T10:00:00Z",
			version: "1",
			probes: "sha256:p",
			clusters: [{ context: "staging", uid: "5c0b" }],
			verdicts: new Map([
				["1/a", { text: "text of 1/a", message: "1/a is regressed", state: "regressed", outcome: "fail", soaking: false }],
				["1/b", { text: "text of 1/b", message: "1/b is unsettled", state: "unsettled", outcome: "unknown", soaking: true }],
				[
					"1/criteria/x",
					{ text: "text of 1/criteria/x", message: "1/criteria/x unbound", state: null, outcome: "unbound", soaking: false },
				],
				["risks/rain", { text: "text of risks/rain", message: "risks/rain pass", state: null, outcome: "pass", soaking: false }],
			]),
		});
	});

	it.each<[what: string, value: unknown]>([
		["nothing", null],
		["a list", []],
		["another schema", report({ schemaVersion: 2 })],
		["no time", report({ observedAt: undefined })],
		["a number for a time", report({ observedAt: 5 })],
		["an unreadable time", report({ observedAt: "soon" })],
		["no items", report({ items: undefined })],
		["items that are no list", report({ items: {} })],
		["no criteria", report({ criteria: undefined })],
		["an item that is none", report({ items: [null] })],
		["an item without an id", report({ items: [{ ...item("1/a", "open", "fail"), id: undefined }] })],
		["an item without a text", report({ items: [{ ...item("1/a", "open", "fail"), text: 1 }] })],
		["an item without a message", report({ items: [{ ...item("1/a", "open", "fail"), message: null }] })],
		["an item in a state that nobody knows", report({ items: [item("1/a", "fine", "pass")] })],
		["an item without a state", report({ items: [criterion("1/a", "pass")] })],
		["an outcome that nobody knows", report({ items: [item("1/a", "open", "good")] })],
		["a criterion with such an outcome", report({ criteria: [criterion("1/criteria/x", "good")] })],
		["a risk with such an outcome", report({ risks: [criterion("risks/x", "good")] })],
	])("is unreadable as a whole with %s", (_what, value) => expect(readComparable(value)).toBeNull());

	it("may be that of a version that said less", () => {
		for (const value of [undefined, null, "x", {}, []])
			expect(readComparable(report({ tool: value, digests: value, clusters: value, risks: value }))).toMatchObject({
				version: null,
				probes: null,
				clusters: [],
			});
		expect(readComparable(report({ tool: { version: 1 }, digests: { probes: null } }))).toMatchObject({
			version: null,
			probes: null,
		});
		const clusters = [null, { context: 1 }, { context: "a", uid: null }, { context: "b", uid: 5 }, { context: "c", uid: "c" }];
		expect(readComparable(report({ clusters }))?.clusters).toEqual([
			{ context: "a", uid: null },
			{ context: "b", uid: null },
			{ context: "c", uid: "c" },
		]);
	});
});

describe("a changed verdict", () => {
	it("is reported with what both runs had, in the words of the newer one", () => {
		const before = { items: [item("1/a", "confirmed", "pass", { text: "old words" })] };
		expect(compare(before, { items: [item("1/a", "regressed", "fail")] }).newlyRed).toEqual([
			{ id: "1/a", text: "text of 1/a", from: "confirmed", to: "regressed", message: "1/a is regressed" },
		]);
	});

	it("is reported in the words of the older run if the newer one lacks it", () => {
		expect(compare({ items: [item("1/a", "confirmed", "pass")] }, {}).noLongerObserved).toEqual([
			{ id: "1/a", text: "text of 1/a", from: "confirmed", to: null, message: "1/a is confirmed" },
		]);
		expect(compare({}, { items: [item("1/a", "regressed", "fail")] }).newlyRed).toMatchObject([{ from: null, to: "regressed" }]);
	});

	it("names the outcome of a criterion, which has no state", () => {
		const [before, after] = [
			{ criteria: [criterion("1/criteria/x", "pass")] },
			{ criteria: [criterion("1/criteria/x", "fail")] },
		];
		expect(compare(before, after).newlyRed).toMatchObject([{ from: "pass", to: "fail" }]);
	});

	it("stands where the newer run has it, and what it lacks at the end", () => {
		const red = (...ids: string[]) => ({ items: ids.map((id) => item(id, "regressed", "fail")) });
		const green = (...ids: string[]) => ({ items: ids.map((id) => item(id, "confirmed", "pass")) });
		expect(compare(green("1/b", "1/a", "1/c"), red("1/a", "1/d", "1/b")).newlyRed.map(({ id }) => id)).toEqual([
			"1/a",
			"1/d",
			"1/b",
		]);
		expect(compare(green("1/c", "1/a", "1/b"), red("1/a")).noLongerObserved.map(({ id }) => id)).toEqual(["1/c", "1/b"]);
	});

	it("is not of an item that became not applicable, with any result of its probe", () => {
		for (const outcome of ["pass", "fail", "unbound"]) {
			const skipped = { items: [item("1/a", "skipped", outcome)] };
			const { newlyRed, newlyVerified, noLongerGreen, stillGreen } = compare(
				{ items: [item("1/a", "confirmed", "pass")] },
				skipped,
			);
			expect([newlyRed, newlyVerified, noLongerGreen, stillGreen]).toEqual([[], [], [], 0]);
			expect(compare(skipped, { items: [item("1/a", "regressed", "fail")] }).newlyRed).toHaveLength(1);
		}
	});

	it("is not lost where only greenFor keeps it back: it is on its way again", () => {
		const soaking = { items: [item("1/a", "unsettled", "unknown", { soaking: true })] };
		expect(compare({ items: [item("1/a", "confirmed", "pass")] }, soaking)).toMatchObject({
			noLongerGreen: [{ id: "1/a" }],
			noLongerObserved: [],
		});
	});

	it("is red for an open item only if it was green before", () => {
		const open = { items: [item("1/a", "open", "fail")] };
		for (const outcome of ["pass", "attested"])
			expect(compare({ items: [item("1/a", "ready", outcome)] }, open).newlyRed).toHaveLength(1);
		for (const outcome of ["pending", "unknown", "unbound", "fail"])
			expect(compare({ items: [item("1/a", "open", outcome)] }, open).newlyRed).toEqual([]);
		expect(compare({}, open).newlyRed).toEqual([]);
	});

	it("is none of an open item that could not be seen any more, and is one where it is gone", () => {
		const open = { items: [item("1/a", "open", "pending")] };
		expect(compare(open, { items: [item("1/a", "unverified", "unknown")] }).noLongerObserved).toEqual([]);
		expect(compare(open, {}).noLongerObserved).toHaveLength(1);
		expect(compare(open, {}, true).noLongerObserved).toEqual([]);
	});
});

describe("a comparison warns", () => {
	const warnings = (before: Fields, after: Fields) => compare(before, after).warnings;
	const prod = { context: "prod", uid: "77aa" };

	it("of another cluster, in any order, and names both", () => {
		const staging = { context: "staging", uid: "5c0b" };
		expect(warnings({ clusters: [staging, prod] }, { clusters: [prod, staging] })).toEqual([]);
		expect(warnings({ clusters: [prod, staging] }, { clusters: [] })).toEqual(["another cluster: 5c0b + 77aa then, none now"]);
		expect(warnings({ clusters: [] }, { clusters: [{ context: "local", uid: null }] })).toEqual([
			"another cluster: none then, context local now",
		]);
		expect(warnings({ clusters: [prod] }, { clusters: [{ ...prod, context: "renamed" }] })).toEqual([]);
	});

	it("of another version, and of one that is not known", () => {
		expect(warnings({ tool: { version: "1" } }, { tool: { version: "2" } })).toEqual([
			"another version of boulder-migrate: 1 then, 2 now",
		]);
		expect(warnings({ tool: null }, {})).toEqual(["another version of boulder-migrate: ? then, 1 now"]);
		expect(warnings({}, { tool: null })).toEqual(["another version of boulder-migrate: 1 then, ? now"]);
	});

	it("of other probes, by the first digits of their digests", () => {
		const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
		expect(warnings({ digests: { probes: digest } }, { digests: { probes: null } })).toEqual([
			"other probes: sha256:0123456789ab then, none now",
		]);
	});

	it("of an order that is not that of time", () => {
		expect(warnings({ observedAt: "2026-11-24T10:00:01Z" }, {})).toEqual([
			"a.json is newer than b.json: the clusters were read at 2026-11-24T10:00:01Z and 2026-11-24T10:00:00Z",
		]);
		expect(warnings({}, { observedAt: "2026-11-24T12:00:00+02:00" })).toEqual([]);
	});
});
