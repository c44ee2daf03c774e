import { describe, expect, it } from "vitest";
import { currentCheckOff, reportEvents, verdictsOf } from "../../src/report/item-history.ts";
import type { ItemEvent, ItemEventKind } from "../../src/report/item-trace.ts";
import type { ClusterHistory, ItemHistory } from "../../src/report/verdict-history.ts";

const event = (kind: ItemEventKind, seconds = 0): ItemEvent => ({
	kind,
	commit: "c",
	seconds,
	author: "Ana",
	committer: "Bo",
	subject: "s",
	reviewer: null,
	by: null,
	detail: null,
	proof: null,
});
const at = (...kinds: ItemEventKind[]): number | null => currentCheckOff(kinds.map((kind) => event(kind)));

describe("the check-off of an item", () => {
	it("is the newest one", () => {
		expect(at("added", "checked")).toBe(1);
		expect(at("checked", "unchecked", "reworded", "checked", "moved", "evidence-added")).toBe(3);
		expect(at("checked")).toBe(0);
	});

	it("is none where the item was unchecked since, or never checked off", () => {
		expect(at("checked", "unchecked")).toBeNull();
		expect(at("checked", "unchecked", "reworded")).toBeNull();
		expect(at("added", "skipped")).toBeNull();
		expect(at()).toBeNull();
	});
});

describe("an event in the report", () => {
	it("has its day in UTC in place of its seconds", () => {
		const { seconds: _, ...rest } = event("checked");
		expect(reportEvents([event("checked", Date.parse("2026-03-01T23:59:59Z") / 1000)])).toEqual([{ ...rest, day: "2026-03-01" }]);
	});
});

describe("what the log of verdicts says of an item", () => {
	const item = (id: string): ItemHistory => ({
		id,
		state: "confirmed",
		outcome: "pass",
		reason: null,
		green: true,
		observed: true,
		lastObserved: "2026-03-02T00:00:00Z",
		since: "2026-03-01T00:00:00Z",
		widestGap: 60,
		runs: 2,
		flaps: 1,
		firstRed: "2026-02-01T00:00:00Z",
		lastRed: "2026-02-02T00:00:00Z",
	});
	const cluster = (context: string, items: readonly ItemHistory[], ...changes: string[]): ClusterHistory => ({
		contexts: [context],
		uids: [`uid of ${context}`],
		runs: 9,
		from: "2026-01-01T00:00:00Z",
		to: "2026-03-02T00:00:00Z",
		changes: changes.map((when) => ({ at: when, version: "1", probes: null })),
		items,
	});
	const history = (...clusters: ClusterHistory[]) => ({ schemaVersion: 1, log: "log", leftOut: 0, clusters }) as const;

	it("is reported for each cluster that observed it, and for no other item", () => {
		const found = verdictsOf(
			history(cluster("a", [{ ...item("1/b"), runs: 7 }, item("1/a")]), cluster("b", []), cluster("c", [item("1/a")])),
			"1/a",
		);
		expect(found.map(({ contexts }) => contexts)).toEqual([["a"], ["c"]]);
		const { id: _, outcome: __, observed: ___, widestGap: ____, ...told } = item("1/a");
		expect(found[0]).toEqual({ ...told, uids: ["uid of a"], contexts: ["a"], judgedAnew: [] });
	});

	it("reports when other probes or another version judged from then on, which the first never did", () => {
		const [found] = verdictsOf(history(cluster("a", [item("1/a")], "2026-01-01", "2026-01-05", "2026-01-09")), "1/a");
		expect(found?.judgedAnew).toEqual(["2026-01-05", "2026-01-09"]);
	});

	it("is nothing without a log", () => expect(verdictsOf(null, "1/a")).toEqual([]));
});
