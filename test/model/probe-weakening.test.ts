import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PlainValue, weakening } from "../../src/model/probe-weakening.ts";

const pods = (expect: string): PlainValue => ({ pods: { expect } });

/** What a probe asked, what it asks now, and what is said of it. */
const easier: readonly (readonly [before: PlainValue, after: PlainValue, said: string])[] = [
	[{ workload: { minReplicas: 3 } }, { workload: { minReplicas: 2 } }, "minReplicas: 3 → 2"],
	[{ workload: { minReplicas: 3 } }, { workload: {} }, "minReplicas: 3 → -"],
	[{ workload: {} }, { workload: { minReplicas: 0 } }, "minReplicas: - → 0"],
	[{ resources: { atLeast: 2 } }, { resources: {} }, "atLeast: 2 → -"],
	[{ logs: { minPods: 2 } }, { logs: { minPods: 1 } }, "minPods: 2 → 1"],
	[{ resources: { exactly: 2 } }, { resources: {} }, "exactly: 2 → -"],
	[{ resources: { exactly: 2 } }, { resources: { exactly: 1 } }, "exactly: 2 → 1"],
	[{ workload: { minReplicas: 3 } }, { workload: { minReplicas: "$(n)" } }, "minReplicas: 3 → $(n)"],
	[{ pods: { sample: 5 } }, { pods: { sample: 4 } }, "sample: 5 → 4"],
	[{ greenFor: "7d" }, { greenFor: "1d" }, "greenFor: 7d → 1d"],
	[{ greenFor: "7d" }, {}, "greenFor: 7d → -"],
	[{ stableFor: "30s" }, {}, "stableFor: 30s → -"],
	[{}, { stableFor: "5s" }, "stableFor: - → 5s"],
	[{ maxGap: "2h" }, {}, "maxGap: 2h → -"],
	[{}, { maxGap: "27h" }, "maxGap: - → 27h"],
	[{ within: "1h" }, { within: "2h" }, "within: 1h → 2h"],
	[{ within: "1h" }, {}, "within: 1h → -"],
	[{ expires: "90d" }, { expires: "never" }, "expires: 90d → never"],
	[{ maxAge: "1d" }, { maxAge: "2d" }, "maxAge: 1d → 2d"],
	[{ workload: { ports: [80, 443] } }, { workload: { ports: [80] } }, "ports has fewer entries"],
	[{ crd: { names: ["a", "b"] } }, { crd: { names: ["a"] } }, "names has fewer entries"],
	[{ http: { status: [200] } }, { http: { status: [200, 500] } }, "status has other entries"],
	[{ attestation: { by: ["ana"] } }, { attestation: { by: ["bo"] } }, "by has other entries"],
	[{ policy: { except: ["a"] } }, { policy: { except: ["a", "b"] } }, "except has other entries"],
	[{ any: [{ job: {} }] }, { any: [{ job: {} }, { dns: {} }] }, "any has other entries"],
	[{ workload: { image: "x:1" } }, { workload: {} }, "image is gone"],
	[{ workload: { service: "a" } }, { workload: {} }, "service is gone"],
	[{ workload: {} }, { workload: { absent: true } }, "absent is new"],
	[{ policy: {} }, { policy: { except: ["kube-system"] } }, "except is new"],
	[{ policy: {} }, { policy: { only: ["a"] } }, "only is new"],
	[{ policy: {} }, { policy: { assumeEnforced: true } }, "assumeEnforced is new"],
	[{ workload: {} }, { attestation: { ask: "ok?" } }, "it is now proven by attestation"],
	[{ workload: {} }, { exec: { command: ["true"] } }, "it is now proven by exec"],
	[{ workload: {} }, { repository: { files: [] } }, "it is now proven by repository"],
	[{ job: {} }, { any: [{ job: {} }, { dns: {} }] }, "one of several is now enough"],
	[{ all: [{ job: {} }, { dns: {} }] }, { job: {} }, "parts of all are gone"],
	[{ all: [{ job: {} }, { dns: {} }] }, { all: [{ job: {} }] }, "all has fewer entries"],
	[{ all: [{ greenFor: "2d" }] }, { all: [{ greenFor: "1d" }] }, "greenFor: 2d → 1d"],
	[{ greenFor: "2d" }, { all: [{ greenFor: "1d" }, { greenFor: "1h" }] }, "greenFor: 2d → 1d"],
	[pods("a && b"), pods("a"), "expect: a && b → a"],
	[pods("a && b"), pods("b&&a || c"), "expect: a && b → b&&a || c"],
	[pods("a"), pods("true"), "expect: a → true"],
	[pods("abc && def"), pods("abc"), "expect: abc && def → abc"],
	[{ workload: { minReplicas: 3 } }, { workload: { minReplicas: [1] } }, "minReplicas: 3 → [1]"],
	[{ workload: { name: "x", minReplicas: 2 } }, { workload: { name: "x", minReplicas: 1 } }, "minReplicas: 2 → 1"],
	[pods("a"), pods("(true)"), "expect: a → (true)"],
	[pods("a || b"), pods("true || a"), "expect: a || b → true || a"],
];

/** The same, a little harder, or another thing of which nobody can tell. */
const notEasier: readonly (readonly [before: PlainValue, after: PlainValue])[] = [
	[{ workload: { minReplicas: 2 } }, { workload: { minReplicas: 2 } }],
	[{ workload: { minReplicas: 2 } }, { workload: { minReplicas: 3 } }],
	[{ workload: {} }, { workload: { minReplicas: 1 } }],
	[{ workload: { minReplicas: 1 } }, { workload: {} }],
	[{ resources: {} }, { resources: { exactly: 0 } }],
	[{ pods: { sample: 5 } }, { pods: { sample: 6 } }],
	[{ pods: { sample: 5 } }, { pods: { sample: 5 } }],
	[{ pods: { sample: 5 } }, { pods: {} }],
	[{ greenFor: "1d" }, { greenFor: "24h" }],
	[{}, { greenFor: "1d" }],
	[{ stableFor: "10s" }, {}],
	[{ maxGap: "26h" }, {}],
	[{ within: "2h" }, { within: "1h" }],
	[{}, { within: "1h" }],
	[{}, { maxAge: "1d" }],
	[{ maxAge: "1d" }, {}],
	[{ workload: { ports: [80] } }, { workload: { ports: [80, 443] } }],
	[{ workload: { ports: [80] } }, { workload: { ports: [81] } }],
	[{ http: { status: [200, 204] } }, { http: { status: [204] } }],
	[{ attestation: { by: ["ana", "bo"] } }, { attestation: { by: ["bo", "ana"] } }],
	[{ job: { args: ["a", "b"] } }, { job: { args: ["a"] } }],
	[{ policy: { assumeEnforced: true } }, { policy: { assumeEnforced: true } }],
	[{ policy: {} }, { policy: { assumeEnforced: false } }],
	[{ service: {} }, { job: {} }],
	[{ workload: {} }, { workload: { service: "a", image: "x:1" } }],
	[{ attestation: { ask: "ok?" } }, { workload: {} }],
	[{ attestation: { ask: "ok?" } }, { attestation: { ask: "fine?" } }],
	[{ job: {} }, { all: [{ job: {} }, { dns: {} }] }],
	[{ greenFor: "2d" }, { all: [{ greenFor: "1d" }, { greenFor: "2d" }] }],
	[{ any: [{ job: {} }, { dns: {} }] }, { any: [{ job: {} }] }],
	[pods("a && b"), pods("a&&b")],
	[pods("a"), pods("a && b")],
	[pods("a && b"), pods("c")],
	[pods("a || b"), pods("a")],
	[pods("a"), pods("isTrue(truest)")],
	[pods("true"), pods("true ")],
	["a", { job: {} }],
	[{ attestation: { by: ["ana"] } }, { attestation: { by: { ask: "x" } } }],
	[{ pods: { sample: "9" } }, { pods: { sample: 4 } }],
	[{ within: "soon" }, { within: "2h" }],
	[{ greenFor: "soon" }, { greenFor: "later" }],
	[{ pods: { message: "a && b" } }, { pods: { message: "a" } }],
	[{ pods: { expect: 5 } }, pods("true")],
	[pods("a"), { pods: { expect: 5 } }],
	[{ job: { args: [{ minReplicas: 2 }] } }, { job: { args: [{ minReplicas: 1 }, { x: 1 }] } }],
	[pods("a && b && c"), pods("a && x")],
	[["a"], "a"],
	[null, {}],
];

describe("a probe that asks for less", () => {
	it.each(easier)("%j to %j", (before, after, said) => {
		expect(weakening(before, after)).toBe(said);
	});

	it("reports it at any depth", () => {
		const [before, after] = [
			{ forEach: [{ greenFor: "1d" }, { x: { y: [{ minReplicas: 2 }] } }] },
			{ forEach: [{ greenFor: "1d" }, { x: { y: [{ minReplicas: 1 }] } }] },
		];
		expect(weakening(before, after)).toBe("minReplicas: 2 → 1");
		expect(weakening({ a: [] }, { a: [], workload: {} })).toBeNull();
	});
});

describe("a probe that does not ask for less", () => {
	it.each(notEasier)("%j to %j", (before, after) => expect(weakening(before, after)).toBeNull());

	it("is any that stays as it is", () => {
		fc.assert(
			fc.property(fc.jsonValue(), (json) => {
				const value: PlainValue = JSON.parse(JSON.stringify(json));
				expect(weakening(value, value)).toBeNull();
			}),
		);
		for (const [before, after] of easier) for (const one of [before, after]) expect(weakening(one, one)).toBeNull();
	});
});
