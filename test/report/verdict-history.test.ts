import { describe, expect, it } from "vitest";
import { verdictHistory } from "../../src/report/verdict-history.ts";
import { at, read, run } from "./log-lines.ts";

const historyOf = (...lines: string[]) => verdictHistory(read(lines), "log");
const itemIn = (...lines: string[]) => historyOf(...lines).clusters[0]?.items.find(({ id }) => id === "1/a");
const prod = (hours: number) => ({ clusters: [{ context: "prod", uid: "77aa", readAt: at(hours) }] });

describe("the history of a cluster", () => {
	it("has its contexts and uids, and all runs from the first to the last, however many a line stands for", () => {
		const joined = run(5, "pass", { span: { from: at(1), runs: 3, widestGap: 7200 } });
		expect(historyOf(run(2, "pass"), joined, run(6, "pass")).clusters[0]).toMatchObject({
			contexts: ["staging"],
			uids: ["5c0b"],
			runs: 5,
			from: at(1),
			to: at(6),
		});
		expect(historyOf()).toEqual({ schemaVersion: 1, log: "log", leftOut: 0, clusters: [] });
	});

	it("stands before those of clusters that were asked earlier", () => {
		const contexts = (...lines: string[]) => historyOf(...lines).clusters.map(({ contexts: [one] }) => one);
		expect(contexts(run(1, "pass", prod(1)), run(2, "pass"))).toEqual(["staging", "prod"]);
		expect(contexts(run(1, "pass"), run(2, "pass", prod(2)))).toEqual(["prod", "staging"]);
		expect(contexts(run(1, "pass"), run(1, "pass", prod(1)))).toEqual(["staging", "prod"]);
		expect(contexts(run(1, "pass", prod(1)), run(1, "pass"))).toEqual(["prod", "staging"]);
	});

	it("reports how many lines were left out, cut off or in the future", () => {
		expect(historyOf(run(1, "pass"), "<<<<<<<", "=======", run(9999, "pass")).leftOut).toBe(3);
	});

	it("reports when other probes judged from then on, as when another version did", () => {
		const probes = (hours: number, digest: string | null) =>
			run(hours, "pass", { digests: { document: `sha256:${hours}`, probes: digest } });
		const { changes } = historyOf(probes(0, null), probes(1, "a"), probes(2, "a"), probes(3, null)).clusters[0] ?? {};
		expect(changes).toEqual([
			{ at: at(0), version: "1", probes: null },
			{ at: at(1), version: "1", probes: "a" },
			{ at: at(3), version: "1", probes: null },
		]);
	});

	it("has what needs attention on top: red, not seen, not verified, not green, green; then what flapped more; then by id", () => {
		const all = (fail: string[], unknown: string[], pass: string[], pending: string[] = []) => ({
			items: { regressed: { fail }, unverified: { unknown }, confirmed: { pass }, unsettled: { pending } },
			criteria: {},
			reasons: {},
		});
		const lines = [
			run(0, "-", all([], [], ["1/calm", "1/flap", "1/open", "1/red", "1/also-calm", "1/gone", "1/blind"], ["1/wait"])),
			run(1, "-", all(["1/flap"], [], ["1/calm", "1/also-calm", "1/open", "1/red"], ["1/wait"])),
			run(2, "-", all(["1/red"], ["1/blind"], ["1/calm", "1/flap", "1/also-calm"], ["1/wait"])),
		];
		expect(historyOf(...lines).clusters[0]?.items.map(({ id }) => id)).toEqual([
			"1/red",
			"1/gone",
			"1/open",
			"1/blind",
			"1/wait",
			"1/flap",
			"1/also-calm",
			"1/calm",
		]);
	});

	it("does not put on top what fails and was never green: it is open", () => {
		const lines = [run(0, "-", { items: { open: { fail: ["1/open"] }, unverified: { unknown: ["1/blind"] } }, criteria: {} })];
		expect(historyOf(...lines).clusters[0]?.items.map(({ id }) => id)).toEqual(["1/blind", "1/open"]);
	});
});

describe("the history of an item", () => {
	it("is the one of the runs that observed it", () => {
		expect(itemIn(run(0, "-"))).toBeUndefined();
		expect(itemIn(run(0, "pass"), run(1, "fail"), run(2, "-"))).toEqual({
			id: "1/a",
			state: "regressed",
			outcome: "fail",
			reason: "CrashLoopBackOff",
			green: false,
			observed: false,
			lastObserved: at(1),
			since: at(1),
			widestGap: 0,
			runs: 2,
			flaps: 1,
			firstRed: at(1),
			lastRed: at(1),
		});
	});

	it("stops being green where it fails or waits, and not where it could not be seen", () => {
		expect(itemIn(run(0, "pass"), run(1, "fail"))?.flaps).toBe(1);
		expect(itemIn(run(0, "pass"), run(1, "pending"))?.flaps).toBe(1);
		expect(itemIn(run(0, "pass"), run(1, "pending", { soaking: ["1/a"] }))?.flaps).toBe(0);
		expect(itemIn(run(0, "pass"), run(1, "unknown"))?.flaps).toBe(0);
		expect(itemIn(run(0, "pass"), run(1, "fail"), run(2, "fail"), run(3, "pass"), run(4, "pending"))?.flaps).toBe(2);
	});

	it("was red where a checked item failed, or one that had been green, and never where it only waits", () => {
		expect(itemIn(run(0, "fail"), run(1, "pass"), run(2, "fail"))).toMatchObject({ firstRed: at(0), lastRed: at(2) });
		expect(itemIn(run(0, "pass"), run(1, "pending"), run(2, "open"))).toMatchObject({ firstRed: at(2), lastRed: at(2) });
		expect(itemIn(run(0, "pass"), run(1, "pending"), run(2, "unknown"))).toMatchObject({ firstRed: null, lastRed: null });
		const joined = run(5, "fail", { span: { from: at(1), runs: 5, widestGap: 3600 } });
		expect(itemIn(joined)).toMatchObject({ firstRed: at(1), lastRed: at(5), since: at(1), runs: 5 });
	});

	it("was red where a success criterion failed: it has no box", () => {
		const failed = run(1, "-", { criteria: { fail: ["1/a"] } });
		expect(itemIn(failed)).toMatchObject({ state: null, outcome: "fail", firstRed: at(1), lastRed: at(1) });
	});

	it("has said so since the first of the runs that say the same: green, or the same outcome", () => {
		const attested = run(2, "-", { items: { ready: { attested: ["1/a"] } } });
		expect(itemIn(run(0, "fail"), run(1, "pass"), attested, run(3, "pass"))?.since).toBe(at(1));
		expect(itemIn(run(0, "pass"), run(1, "fail"), run(2, "open"), run(3, "fail"))?.since).toBe(at(1));
		expect(itemIn(run(0, "pass"), run(1, "fail"), run(2, "pending"), run(3, "fail"))?.since).toBe(at(3));
		expect(itemIn(run(0, "unknown"), run(1, "pending"))?.since).toBe(at(1));
		expect(itemIn(run(0, "pass"), run(1, "pending"))?.since).toBe(at(1));
		expect(itemIn(run(0, "pending"), run(1, "pass"))?.since).toBe(at(1));
	});

	it("reports the longest time since then without an observation, also within a line that represents several runs", () => {
		expect(itemIn(run(0, "pass"), run(9, "fail"), run(10, "pass"), run(12, "pass"), run(13, "pass"))?.widestGap).toBe(7200);
		const joined = run(20, "pass", { span: { from: at(11), runs: 4, widestGap: 4 * 3600 } });
		expect(itemIn(run(10, "pass"), joined, run(21, "pass"))?.widestGap).toBe(4 * 3600);
		expect(itemIn(run(10, "fail"), joined, run(21, "pass"))?.widestGap).toBe(4 * 3600);
		expect(itemIn(run(5, "pass"), joined, run(21, "pass"))?.widestGap).toBe(6 * 3600);
	});
});
