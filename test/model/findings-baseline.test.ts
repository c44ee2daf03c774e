import { describe, expect, it } from "vitest";
import { baselineOf, readBaseline, siftByBaseline } from "../../src/model/findings-baseline.ts";

const finding = (rule: string, message: string, file = "a.md") => ({ rule, file, message });
const unusable = (text: string): string => {
	try {
		readBaseline(text, "baseline.json");
	} catch (problem) {
		return String(problem);
	}
	return "";
};

describe("a baseline", () => {
	const overdue = finding("overdue", "Phase 1 is overdue in line 7");
	const baseline = baselineOf([overdue, overdue, finding("bad-date", "x"), finding("conflict-marker", "<<<<<<<")]);

	it("counts equal findings, in a fixed order, and accepts no conflict", () => {
		expect(baseline.accepted).toEqual([
			{ rule: "bad-date", file: "a.md", message: "x", times: 1 },
			{ rule: "overdue", file: "a.md", message: "Phase 1 is overdue in line 7", times: 2 },
		]);
		expect(baselineOf([finding("bad-date", "x"), overdue, overdue])).toEqual(baseline);
		expect(baselineOf([finding("suppression-faulty", "y")]).accepted).toEqual([]);
	});

	it("takes lines of any length for the same line", () => {
		const at = (line: number) => finding("overdue", `see line ${line}, line ${line}5 and online 7`);
		expect(siftByBaseline([at(12)], baselineOf([at(345)])).left).toEqual([]);
		expect(siftByBaseline([finding("overdue", "online 8")], baselineOf([finding("overdue", "online 7")])).left).toHaveLength(1);
	});

	it("accepts as many findings as it counted, on any lines", () => {
		const moved = finding("overdue", "Phase 1 is overdue in line 9");
		const sifted = siftByBaseline([moved, moved, moved], baseline);
		expect(sifted).toEqual({ left: [moved], accepted: 2, gone: 1 });
	});

	it.each([
		["another rule", finding("stale", "x")],
		["another file", finding("bad-date", "x", "b.md")],
		["another message", finding("bad-date", "y")],
	])("does not accept %s", (_, one) => expect(siftByBaseline([one], baseline).left).toEqual([one]));

	it.each(["conflict-marker", "suppression-faulty"])("never accepts %s, with any content of its file", (rule) => {
		const forged = readBaseline(
			JSON.stringify({ schemaVersion: 1, accepted: [{ rule, file: "a.md", message: "m", times: 9 }] }),
			"baseline.json",
		);
		expect(siftByBaseline([finding(rule, "m")], forged).left).toHaveLength(1);
	});

	it("is read as it was written", () => expect(readBaseline(JSON.stringify(baseline), "b.json")).toEqual(baseline));

	const entry = { rule: "r", file: "f", message: "m", times: 1 };
	it.each([
		["{", "baseline.json: not JSON"],
		["[]", 'baseline.json: not a baseline: it has no "schemaVersion": 1 and no list "accepted"'],
		['{"schemaVersion":2,"accepted":[]}', "not a baseline"],
		['{"schemaVersion":1}', "not a baseline"],
		['{"schemaVersion":1,"accepted":[1]}', 'entry 1 of "accepted" is not an object'],
		[
			JSON.stringify({ schemaVersion: 1, accepted: [entry, { ...entry, tims: 1 }] }),
			'unknown field "tims" in entry 2; did you mean "times"?',
		],
		...(["rule", "file", "message"] as const).map((name): [string, string] => [
			JSON.stringify({ schemaVersion: 1, accepted: [{ ...entry, [`${name}e`]: 1 }] }),
			`unknown field "${name}e" in entry 1; did you mean "${name}"?`,
		]),
		[JSON.stringify({ schemaVersion: 1, accepted: [{ ...entry, times: 0 }] }), "entry 1 needs"],
		[JSON.stringify({ schemaVersion: 1, accepted: [{ ...entry, times: 1.5 }] }), "entry 1 needs"],
		[JSON.stringify({ schemaVersion: 1, accepted: [{ ...entry, rule: 1 }] }), "entry 1 needs"],
		[JSON.stringify({ schemaVersion: 1, accepted: [{ ...entry, file: null }] }), "entry 1 needs"],
		[JSON.stringify({ schemaVersion: 1, accepted: [{ ...entry, message: [] }] }), "entry 1 needs"],
	])("%s is refused", (text, message) => expect(unusable(text)).toContain(message));
});
