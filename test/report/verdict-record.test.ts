import { describe, expect, it } from "vitest";
import { halvesOf, readRecord, recordLine, recordOf, type VerdictRecord } from "../../src/report/verdict-record.ts";
import type { CriterionVerdict, ItemVerdict, Verification } from "../../src/report/verification.ts";
import { plain, rich } from "../reporters/verifications.ts";

const [anyItem] = rich.items;
const [anyCriterion] = rich.criteria;
if (anyItem === undefined || anyCriterion === undefined) throw new Error("no example");

const item = (id: string, more: Partial<ItemVerdict>): ItemVerdict => ({ ...anyItem, id, ...more });
const criterion = (id: string, more: Partial<CriterionVerdict>): CriterionVerdict => ({ ...anyCriterion, id, ...more });
const ranAt = "2026-11-25T00:00:00Z";
const record = (more: Partial<Verification>): VerdictRecord => recordOf({ ...plain, items: [], criteria: [], ...more }, ranAt);

describe("what a log keeps of a run", () => {
	it("is the id of each item by its state and outcome, and of each criterion by its outcome, in their order", () => {
		const { items, criteria } = record({
			items: [
				item("1/a", { state: "confirmed", outcome: "pass" }),
				item("1/b", { state: "confirmed", outcome: "attested" }),
				item("1/c", { state: "confirmed", outcome: "pass" }),
				item("1/d", { state: "claimed", outcome: "unbound" }),
				item("1/e", { state: "skipped", outcome: "unbound" }),
			],
			criteria: [
				criterion("1/criteria/x", { outcome: "pass" }),
				criterion("1/criteria/y", { outcome: "fail" }),
				criterion("1/criteria/z", { outcome: "pass" }),
			],
		});
		expect(items).toEqual({ confirmed: { pass: ["1/a", "1/c"], attested: ["1/b"] }, claimed: { unbound: ["1/d"] } });
		expect(criteria).toEqual({ pass: ["1/criteria/x", "1/criteria/z"], fail: ["1/criteria/y"] });
	});

	it("has the reason of what is contradicted or could not be verified, and not of what is just open", () => {
		const { reasons } = record({
			items: [
				item("1/a", { state: "regressed", outcome: "fail", reason: "CrashLoopBackOff" }),
				item("1/b", { state: "unverified", outcome: "unknown", reason: "Forbidden" }),
				item("1/c", { state: "open", outcome: "fail", reason: "NotFound" }),
				item("1/d", { state: "confirmed", outcome: "pass", reason: "RolledOut" }),
			],
			criteria: [
				criterion("1/criteria/x", { outcome: "fail", reason: "TooSlow" }),
				criterion("1/criteria/y", { outcome: "unknown", reason: "Timeout" }),
				criterion("1/criteria/z", { outcome: "pending", reason: "Waiting" }),
			],
		});
		expect(reasons).toEqual({
			"1/a": "CrashLoopBackOff",
			"1/b": "Forbidden",
			"1/criteria/x": "TooSlow",
			"1/criteria/y": "Timeout",
		});
	});

	it("names what only greenFor keeps from passing", () => {
		const { soaking } = record({
			items: [
				item("1/a", { state: "open", outcome: "pending", soaking: true }),
				item("1/b", { state: "open", outcome: "pending" }),
			],
			criteria: [
				criterion("1/criteria/x", { outcome: "pending", soaking: true }),
				criterion("1/criteria/y", { outcome: "pass" }),
			],
		});
		expect(soaking).toEqual(["1/a", "1/criteria/x"]);
		expect(record({}).soaking).toEqual([]);
	});

	it("distinguishes a recording from a live cluster, and when both were read from when the program ran", () => {
		expect(record({ recording: "cluster.json" })).toMatchObject({ recording: true, ranAt, observedAt: plain.observedAt });
		expect(record({ recording: null }).recording).toBe(false);
	});
});

const full: VerdictRecord = {
	schemaVersion: 1,
	observedAt: "2026-11-24T10:00:00Z",
	ranAt: "2026-11-24T10:00:05Z",
	document: "PHASE-STATUS.md",
	clusters: [
		{ context: "staging", uid: "5c0b", readAt: "2026-11-24T10:00:00Z" },
		{ context: "prod", uid: null, readAt: null },
	],
	recording: false,
	version: "1",
	digests: { document: "sha256:0", probes: "sha256:1" },
	exitCode: 1,
	items: { regressed: { fail: ["1/a"] } },
	criteria: { pass: ["1/criteria/x"] },
	soaking: ["1/b"],
	reasons: { "1/a": "CrashLoopBackOff" },
	span: { from: "2026-11-24T09:00:00Z", runs: 2, widestGap: 3600 },
};
const changed = (more: Readonly<Record<string, unknown>>) => readRecord(JSON.stringify({ ...full, ...more }));

describe("a line of the log", () => {
	it("is read as it was written, with any other content", () => {
		expect(readRecord(recordLine(full))).toEqual(full);
		const { span: _, ...alone } = full;
		expect(readRecord(recordLine(alone))).toEqual(alone);
		expect(changed({ more: 1 })).toEqual(full);
		expect(changed({ digests: { document: "sha256:0", probes: null } })?.digests.probes).toBeNull();
	});

	it.each<[field: string, ...values: unknown[]]>([
		["schemaVersion", 2, "1", null],
		["observedAt", "soon", 5, null],
		["ranAt", "soon", 5, null],
		["document", 1, null],
		["version", 1, null],
		["recording", "no", null],
		["exitCode", "0", null],
		["clusters", {}, "ab", null, [1], [{}], [{ context: 1, uid: null, readAt: null }]],
		[
			"clusters",
			[{ context: "a", uid: 1, readAt: null }],
			[{ context: "a", readAt: null }],
			[{ context: "a", uid: null, readAt: "soon" }],
		],
		["clusters", [{ context: "a", uid: null, readAt: 5 }], [{ context: "a", uid: null }]],
		["digests", null, "x", {}, { document: 1, probes: null }, { document: "x", probes: 1 }, { document: "x" }],
		["items", null, [], { open: null }, { open: { fail: "1/a" } }, { open: { fail: [1] } }, { done: {} }, { open: { good: [] } }],
		["criteria", null, [], { pass: "1/a" }, { pass: [1] }, { good: ["1/a"] }],
		["soaking", null, "1/a", [1]],
		["reasons", null, [], { "1/a": 1 }],
	])("is no record with another %s", (field, ...values) => {
		for (const value of values) expect(changed({ [field]: value }), JSON.stringify(value)).toBeNull();
		expect(readRecord(JSON.stringify({ ...full, [field]: undefined }))).toBeNull();
	});

	it("has its two halves, each of them JSON, as far as it was written by the program", () => {
		const halves = halvesOf(recordLine(full));
		const { items, criteria, soaking, reasons, ...about } = full;
		expect(JSON.parse(halves?.about ?? "")).toEqual(about);
		expect(JSON.parse(halves?.results ?? "")).toEqual({ items, criteria, soaking, reasons });
		expect(halvesOf('{"schemaVersion":1, "items": {}}')).toBeNull();
		expect(halvesOf(',"items":{')).not.toBeNull();
	});

	it("has them, though a name in it looks like the seam", () => {
		const strange = { ...full, document: ',"items":{"', version: '"items":{' };
		const halves = halvesOf(recordLine(strange));
		expect(JSON.parse(halves?.about ?? "").document).toBe(strange.document);
		expect(JSON.parse(halves?.results ?? "").items).toEqual(full.items);
	});
});

describe("a line that stands for several runs", () => {
	const span = (from: unknown, runs: unknown, widestGap: unknown) => changed({ span: { from, runs, widestGap } });
	const before = "2026-11-24T09:00:00Z";

	it.each<[from: unknown, runs: unknown, widestGap: unknown]>([
		[before, 2, 3600],
		[before, 2, 3599],
		[before, 61, 59],
		[before, 3, 1800.5],
		[full.observedAt, 1, 0],
		[full.observedAt, 2, 0],
	])("may have begun at %s with %s runs that are %s seconds apart at most", (...said) => expect(span(...said)).not.toBeNull());

	it.each<[from: unknown, runs: unknown, widestGap: unknown]>([
		[before, 2, 3598],
		[before, 1, 3600],
		[before, 60, 60],
		[before, 2.5, 3600],
		[before, 0, 3600],
		[before, -1, -9999],
		[before, 9, -1],
		["2026-11-24T10:00:01Z", 2, 3600],
		["2026-11-24T10:00:01Z", 1, 0],
		["soon", 2, 3600],
		[5, 2, 3600],
		[before, "2", 3600],
		[before, 2, "3600"],
		[before, 2, null],
		[full.observedAt, 0, 0],
	])("was forged where it began at %s with %s runs that are %s seconds apart", (...said) => expect(span(...said)).toBeNull());

	it("is no record where that is something else", () => {
		for (const value of [null, "x", []]) expect(changed({ span: value })).toBeNull();
	});
});
