import { describe, expect, it } from "vitest";
import { ClusterProblem } from "../../../src/cluster/problem.ts";
import { ask, every, some } from "../../../src/probes/combinations/combine.ts";
import type { Probe, ProbeResult } from "../../../src/probes/probe.ts";
import { probeContext } from "../objects.ts";

function found(outcome: ProbeResult["outcome"], reason: string = outcome, message = `is ${outcome}`): ProbeResult {
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
	it.each<[ProbeResult[], string]>([
		[[], "unknown"],
		[[pass], "pass"],
		[[attested], "pass"],
		[[pass, attested], "pass"],
		[[pass, pending], "pending"],
		[[pass, unbound], "pending"],
		[[pending, unknown, pass], "unknown"],
		[[unbound, unknown], "unknown"],
		[[unknown, fail, pending, pass], "fail"],
	])("%#", (parts, outcome) => expect(every(parts).outcome).toBe(outcome));

	it("report what decides, how many hold, and show what all of them observed", () => {
		expect(every([pass, found("fail", "Gone", "x is gone"), found("fail", "Late", "y is late"), attested])).toMatchObject({
			reason: "Gone",
			message: "x is gone; y is late",
			hint: "see Gone",
			evidence: [{ name: "pass" }, { name: "Gone" }, { name: "Late" }, { name: "attested" }],
		});
		expect(every([pass, pending]).message).toBe("is pending");
		expect(every(["a", "b", "c"].map((message) => found("fail", message, message))).message).toBe("a; b; and 1 more problem");
		expect(every([unbound])).toMatchObject({ outcome: "pending", reason: "unbound", message: "is unbound" });
		expect(every([])).toMatchObject({
			reason: "NothingToCombine",
			message: "there is nothing to combine, which proves nothing",
			hint: null,
		});
	});

	it("report what holds, each thing once, and not all of many", () => {
		expect(every([found("pass", "Fine", "a is fine")])).toMatchObject({
			reason: "Fine",
			message: "a is fine",
			hint: null,
		});
		expect(every([pass, pass, found("pass", "x", "")])).toMatchObject({
			reason: "AllHold",
			message: "is pass",
		});
		const several = ["a", "b", "c"].map((message) => found("pass", "x", message));
		const items = { kind: "things", things: "items", names: ["a", "b", "c"] } as const;
		expect(every(several, items).message).toBe("all 3 items hold");
		expect(every([pass, pass], items).message).toBe("all 2 items hold: is pass");
	});

	it("count and name the things that fail, and state equal reasons once", () => {
		const services = { kind: "things", things: "services", names: ["wfe", "sa", "sa-1", "ra"] } as const;
		const missing = (name: string): ProbeResult => found("fail", "NotFound", `Deployment ${name} does not exist`);
		expect(every([missing("wfe"), missing("sa"), missing("sa-1"), pass], services).message).toBe(
			"3 of 4 services fail: wfe, sa, sa-1 (Deployment does not exist)",
		);
		expect(
			every([pass, pass, missing("sa-1"), found("fail", "Crash", "pod ra-x is in CrashLoopBackOff")], services),
		).toMatchObject({
			message: "2 of 4 services fail: sa-1 (Deployment does not exist), ra (pod ra-x is in CrashLoopBackOff)",
			causes: [{ reason: "NotFound" }, { reason: "Crash" }],
		});
		const lists: readonly ProbeResult[] = [
			found("fail", "x", "Loki has no logs of wfe"),
			{ ...found("fail", "x", "4 of 4 Pods fail: p, q, r, s (restarted)"), brief: "4 of 4 Pods: restarted" },
		];
		expect(every([...lists, pass, pass], services).message).toBe(
			"2 of 4 services fail: wfe (Loki has no logs), sa (4 of 4 Pods: restarted)",
		);
		expect(every([pass, pass, pass, missing("ra")], services).message).toBe(
			"1 of 4 services fails: ra (Deployment does not exist)",
		);
	});

	it("report a cause outside of them once, without counting", () => {
		const services = { kind: "things", things: "services", names: ["wfe", "sa"] } as const;
		const silent = found("unknown", "Unreachable", "the cluster is unreachable");
		expect(every([silent, silent], services)).toMatchObject({
			message: "the cluster is unreachable",
			causes: [{ reason: "Unreachable", message: "the cluster is unreachable" }],
		});
	});

	it("are unanswered where one is", () => {
		const silent = { ...unknown, unanswered: true };
		expect(every([pass, silent]).unanswered).toBe(true);
		expect(every([pass, unknown]).unanswered).toBe(false);
	});
});

describe("one of several", () => {
	it.each<[ProbeResult[], string]>([
		[[], "unknown"],
		[[fail, pass], "pass"],
		[[unknown, attested], "pass"],
		[[fail, fail], "fail"],
		[[fail, pending], "pending"],
		[[fail, unbound], "pending"],
		[[pending, unknown, fail], "unknown"],
	])("%#", (parts, outcome) => expect(some(parts).outcome).toBe(outcome));

	it("reports what holds, or what keeps it open, and shows what all of them observed", () => {
		expect(some([fail, found("attested", "Told", "Ana saw it")])).toMatchObject({
			outcome: "pass",
			reason: "Told",
			message: "Ana saw it",
			evidence: [{ name: "fail" }, { name: "Told" }],
		});
		expect(some([fail, found("pending", "Late", "it is late")])).toMatchObject({
			reason: "Late",
			message: "it is late",
			hint: "see Late",
			evidence: [{ name: "fail" }, { name: "Late" }],
		});
		expect(some([fail, { ...unknown, unanswered: true }]).unanswered).toBe(true);
		expect(some([fail, unknown]).unanswered).toBe(false);
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
		run: () => Promise.reject(problem),
	});

	it("is unknown, and a fault of ours is none of its verdicts", async () => {
		expect(await ask(probe(new ClusterProblem("forbidden", "no right to list pods")), probeContext({}))).toMatchObject({
			outcome: "unknown",
		});
		await expect(ask(probe(new TypeError("x is undefined")), probeContext({}))).rejects.toThrow("x is undefined");
	});
});
