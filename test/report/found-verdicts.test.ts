import { describe, expect, it } from "vitest";
import { type FoundVerdict, type FoundVerdicts, joinVerdicts, readVerdicts } from "../../src/report/found-verdicts.ts";
import { statusOf } from "./reading.ts";

const verdict = (id: string, text: string, more: Partial<FoundVerdict> = {}): FoundVerdict => ({
	id,
	text,
	outcome: "pass",
	reason: "",
	parked: false,
	message: "m",
	hint: null,
	...more,
});
const found = (more: Partial<FoundVerdicts>): FoundVerdicts => ({
	contexts: ["staging"],
	observedAt: "2026-11-01T00:00:00Z",
	recording: null,
	items: [],
	...more,
});
const status = statusOf(`## Phase 1: x
- [x] a
- [ ] b

### Success Criteria
- Fast
- [ ] Green

### Phase 1 Validation
- [ ] c
`);

describe("verdicts that were kept", () => {
	const kept = { schemaVersion: 1, contexts: ["staging"], observedAt: "2026-11-01T00:00:00Z", items: [] };
	const timesIn = (clusters: unknown) => readVerdicts({ ...kept, clusters })?.readAt;

	it("say when each context was read, and of which that is not known", () => {
		const at = "2026-11-01T00:00:00Z";
		const clusters = [
			{ context: "a", readAt: at },
			{ context: "b", readAt: null },
			{ context: "c", readAt: "lately" },
			{ context: "d", readAt: 20261101 },
			{ context: 5, readAt: at },
			null,
		];
		expect(timesIn(clusters)).toEqual(
			new Map([
				["a", at],
				["b", null],
				["c", null],
				["d", null],
			]),
		);
	});

	it("say no time where the version that wrote them did not", () => {
		for (const clusters of [undefined, null, {}, "a", [], [null]]) expect(timesIn(clusters)).toBeUndefined();
		expect(readVerdicts(kept)).not.toHaveProperty("readAt");
	});

	it("are unreadable as a whole where a criterion is", () => {
		const { reason: _, parked: __, ...written } = verdict("1/criteria/fast", "Fast");
		expect(readVerdicts({ ...kept, criteria: [written] })?.criteria).toHaveLength(1);
		expect(readVerdicts({ ...kept, criteria: [written, { ...written, id: 1 }] })).toBeNull();
	});
});

describe("verdicts held against the document as it is now", () => {
	it("give every item its state and status: of the phase, its checks, and its criteria with a checkbox", () => {
		const { byItem, outdated, unasked } = joinVerdicts(
			found({
				items: [
					verdict("1/a", "a", { outcome: "fail" }),
					verdict("1/b", "b", { outcome: "unbound" }),
					verdict("1/criteria/green", "Green"),
					verdict("1/validation/c", "c", { outcome: "pending", parked: true, hint: "wait" }),
				],
			}),
			status,
		);
		expect([...byItem].map(([id, one]) => [id, one.state, one.status, one.hint])).toEqual([
			["1/a", "regressed", "regressed", null],
			["1/b", "open", "open", null],
			["1/criteria/green", "ready", "ready", null],
			["1/validation/c", "open", "parked", "wait"],
		]);
		expect([outdated, unasked]).toEqual([0, 0]);
	});

	it("report what needs sign-off by its reason, and what an older version stored without one", () => {
		const statusIs = (more: Partial<FoundVerdict>) =>
			joinVerdicts(found({ items: [verdict("1/b", "b", { outcome: "pending", ...more })] }), status).byItem.get("1/b")?.status;
		expect(statusIs({ reason: "NotAttested" })).toBe("needs-sign-off");
		const { reason: _, parked: __, ...old } = verdict("1/b", "b", { outcome: "pending" });
		expect(joinVerdicts(found({ items: [old] }), status).byItem.get("1/b")?.status).toBe("in-progress");
	});

	it("give each success criterion its status, as far as it still says the same", () => {
		const join = (...criteria: FoundVerdict[]) => {
			const { byCriterion, outdated } = joinVerdicts(found({ criteria }), status);
			return [[...byCriterion].map(([id, one]) => [id, one.text, one.status, one.message, one.hint]), outdated];
		};
		expect(join(verdict("1/criteria/fast", "Fast", { hint: "h" }))).toEqual([
			[["1/criteria/fast", "Fast", "confirmed", "m", "h"]],
			0,
		]);
		expect(join(verdict("1/criteria/fast", "Faster"), verdict("1/criteria/small", "Small"))).toEqual([[], 2]);
		expect(join(verdict("1/criteria/fast", "Fast", { outcome: "pending", reason: "NotAttested" }))).toMatchObject([
			[["1/criteria/fast", "Fast", "needs-sign-off", "m", null]],
			0,
		]);
		const { reason: _, parked: __, ...old } = verdict("1/criteria/fast", "Fast", { outcome: "pending" });
		expect(join(old)).toMatchObject([[["1/criteria/fast", "Fast", "in-progress", "m", null]], 0]);
		expect(join()).toEqual([[], 0]);
	});

	it("keep where and when they were seen, and none of the lists that were held", () => {
		const readAt = new Map([["staging", "2026-11-01T00:00:00Z"]]);
		const { byItem: _, byCriterion: __, ...rest } = joinVerdicts(found({ readAt, recording: "r.json" }), status);
		expect(rest).toEqual({
			contexts: ["staging"],
			readAt,
			observedAt: "2026-11-01T00:00:00Z",
			recording: "r.json",
			outdated: 0,
			unasked: 4,
		});
	});
});
