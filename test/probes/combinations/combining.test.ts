import { describe, expect, it } from "vitest";
import { ClusterProblem } from "../../../src/cluster/problem.ts";
import { ask, every, some } from "../../../src/probes/combinations/combine.ts";
import type { Finding, Probe } from "../../../src/probes/probe.ts";
import { surroundings } from "../objects.ts";

function found(outcome: Finding["outcome"], reason: string = outcome, message = `is ${outcome}`): Finding {
	const seen = {
		kind: "Pod",
		namespace: null,
		name: reason,
		uid: null,
		resourceVersion: null,
		expected: "",
		found: "",
		observedAt: "",
	};
	return { outcome, reason, message, hint: `see ${reason}`, evidence: [seen] };
}

const [pass, attested, pending, unbound, unknown, fail] = [
	found("pass"),
	found("attested"),
	found("pending"),
	found("unbound"),
	found("unknown"),
	found("fail"),
];

describe("all of several", () => {
	it.each<[Finding[], string]>([
		[[], "unknown"],
		[[pass], "pass"],
		[[attested], "pass"],
		[[pass, attested], "pass"],
		[[pass, pending], "pending"],
		[[pass, unbound], "pending"],
		[[pending, unknown, pass], "unknown"],
		[[unbound, unknown], "unknown"],
		[[unknown, fail, pending, pass], "fail"],
	])("%#", (parts, outcome) => expect(every(parts, "parts").outcome).toBe(outcome));

	it("say what decides, how many hold, and show what all of them saw", () => {
		expect(
			every([pass, found("fail", "Gone", "x is gone"), found("fail", "Late", "y is late"), attested], "parts"),
		).toMatchObject({
			reason: "Gone",
			message: "x is gone (2 of 4 parts hold)",
			hint: "see Gone",
			evidence: [{ name: "pass" }, { name: "Gone" }, { name: "Late" }, { name: "attested" }],
		});
		expect(every([pass, pending], "parts").message).toBe("is pending (1 of 2 parts holds)");
		expect(every([unbound], "parts")).toMatchObject({ outcome: "pending", reason: "unbound", message: "is unbound" });
		expect(every([], "parts")).toMatchObject({
			reason: "NothingToCombine",
			message: "nothing is combined here, which proves nothing",
			hint: null,
		});
	});

	it("say what holds, each thing once, and not all of many", () => {
		expect(every([found("pass", "Fine", "a is fine")], "parts")).toMatchObject({
			reason: "Fine",
			message: "a is fine",
			hint: null,
		});
		expect(every([pass, pass, found("pass", "x", "")], "parts")).toMatchObject({
			reason: "AllHold",
			message: "all 3 parts hold: is pass",
		});
		const several = ["a", "b", "c"].map((message) => found("pass", "x", message));
		expect(every(several.slice(0, 2), "items").message).toBe("all 2 items hold: a; b");
		expect(every(several, "items").message).toBe("all 3 items hold: a; b; …");
	});

	it("are unanswered where one is", () => {
		const silent = { ...unknown, unanswered: true };
		expect(every([pass, silent], "parts").unanswered).toBe(true);
		expect(every([pass, unknown], "parts").unanswered).toBe(false);
	});
});

describe("one of several", () => {
	it.each<[Finding[], string]>([
		[[], "unknown"],
		[[fail, pass], "pass"],
		[[unknown, attested], "pass"],
		[[fail, fail], "fail"],
		[[fail, pending], "pending"],
		[[fail, unbound], "pending"],
		[[pending, unknown, fail], "unknown"],
	])("%#", (parts, outcome) => expect(some(parts, "parts").outcome).toBe(outcome));

	it("says what holds, or what keeps it open, and shows what all of them saw", () => {
		expect(some([fail, found("attested", "Told", "Ana saw it")], "parts")).toMatchObject({
			outcome: "pass",
			reason: "Told",
			message: "Ana saw it",
			evidence: [{ name: "fail" }, { name: "Told" }],
		});
		expect(some([fail, found("pending", "Late", "it is late")], "parts")).toMatchObject({
			reason: "Late",
			message: "it is late (0 of 2 parts hold)",
			hint: "see Late",
			evidence: [{ name: "fail" }, { name: "Late" }],
		});
		expect(some([fail, { ...unknown, unanswered: true }], "parts").unanswered).toBe(true);
		expect(some([fail, unknown], "parts").unanswered).toBe(false);
	});
});

describe("a part that cannot be asked", () => {
	const probe = (problem: Error): Probe => ({
		type: "x",
		proves: "x",
		rights: [],
		parts: [],
		refersTo: [],
		mentions: [],
		asks: null,
		examine: () => Promise.reject(problem),
	});

	it("is unknown, and a fault of ours is none of its verdicts", async () => {
		expect(await ask(probe(new ClusterProblem("forbidden", "no right to list pods")), surroundings({}))).toMatchObject({
			outcome: "unknown",
		});
		await expect(ask(probe(new TypeError("x is undefined")), surroundings({}))).rejects.toThrow("x is undefined");
	});
});
