import { expect, test } from "vitest";
import { countedStatus, criterionStatusOf, itemStatuses, itemStatusOf, statusWording } from "../../src/model/item-status.ts";
import { stateOf } from "../../src/model/verdict.ts";

const item = { checked: false, skipped: false, reason: "Any" };

test.each([
	["pass", false, "ready"],
	["pass", true, "confirmed"],
	["attested", false, "ready"],
	["attested", true, "confirmed"],
	["fail", false, "failing"],
	["fail", true, "regressed"],
	["unknown", false, "unverified"],
	["unknown", true, "unverified"],
	["pending", false, "in-progress"],
	["pending", true, "in-progress"],
	["unbound", false, "open"],
	["unbound", true, "checked"],
] as const)("%s with checked=%s is %s", (outcome, checked, status) => {
	expect(itemStatusOf({ ...item, checked, outcome })).toBe(status);
});

test("what only a person can confirm needs sign-off, and what is stopped on purpose is parked", () => {
	expect(itemStatusOf({ ...item, outcome: "unbound", reason: "NotAttested" })).toBe("needs-sign-off");
	expect(itemStatusOf({ ...item, checked: true, outcome: "pending", reason: "EvidenceExpired" })).toBe("needs-sign-off");
	expect(itemStatusOf({ ...item, outcome: "pending", parked: true })).toBe("parked");
	expect(itemStatusOf({ ...item, skipped: true, outcome: "unbound" })).toBe("skipped");
});

test("a success criterion is never ready: it has no checkbox to check off", () => {
	expect(criterionStatusOf({ outcome: "pass", reason: "Any" })).toBe("confirmed");
	expect(criterionStatusOf({ outcome: "fail", reason: "Any" })).toBe("failing");
});

test("only positive evidence is green, in words as in states", () => {
	for (const outcome of ["pending", "fail", "unknown", "unbound"] as const)
		for (const checked of [true, false]) {
			const status = itemStatusOf({ ...item, checked, outcome });
			expect(statusWording[status].tone, `${outcome} ${checked}`).not.toBe("good");
			expect(["confirmed", "ready"]).not.toContain(stateOf({ checked, skipped: false }, outcome === "unbound" ? null : outcome));
		}
});

test("each word is used once, and counts read as English", () => {
	expect(new Set(itemStatuses.map((status) => statusWording[status].word)).size).toBe(itemStatuses.length);
	expect(countedStatus(1, "needs-sign-off")).toBe("1 needs sign-off");
	expect(countedStatus(2, "needs-sign-off")).toBe("2 need sign-off");
});
