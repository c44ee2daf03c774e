import { describe, expect, it } from "vitest";
import type { Evidence, Item } from "../../../src/model/item.ts";
import { attestationProbe } from "../../../src/probes/attestation/attestation-probe.ts";
import { item as attested, said } from "../attested.ts";
import { verdict } from "../verdict-words.ts";

const item = (...evidence: readonly Evidence[]): Item => ({ ...attested(...evidence), id: "1/a" });
const judged = (yaml: string, ...evidence: readonly Evidence[]): Promise<string> =>
	verdict(attestationProbe, `{ ask: Sign it${yaml} }`, { item: item(...evidence) });
const good = (day: string, who = "Ana", until: string | null = null): Evidence => said(day, who, until, "drill of the week");
const bad = (day: string, who = "Ana"): Evidence => said(day, who, null, "the drill failed");

const contrary = (day: string): string =>
	`pending EvidenceContradicts: needs sign-off: the evidence of ${day} says "failed": Sign it > boulder-migrate check-off 1/a --evidence TEXT`;
const signed = (who: string, day: string): string => `attested Attested: signed off by ${who} on ${day}: drill of the week`;

describe("evidence that says the contrary", () => {
	it.each<[string, string, readonly Evidence[], string]>([
		["signs nothing off", "", [bad("2026-11-01")], contrary("2026-11-01")],
		["speaks against what was signed before", "", [good("2026-11-01"), bad("2026-11-02")], contrary("2026-11-02")],
		["speaks against it wherever it stands", "", [bad("2026-11-02"), good("2026-11-01")], contrary("2026-11-02")],
		["speaks against it on its day, if it stands last", "", [good("2026-11-02"), bad("2026-11-02")], contrary("2026-11-02")],
		["is settled on its day by what stands last", "", [bad("2026-11-02"), good("2026-11-02")], signed("Ana", "2026-11-02")],
		["is settled by what was signed later", "", [bad("2026-11-01"), good("2026-11-02")], signed("Ana", "2026-11-02")],
		["of a day to come does not count yet", "", [good("2026-11-01"), bad("2026-11-25")], signed("Ana", "2026-11-01")],
		["of today counts", "", [good("2026-11-01"), bad("2026-11-24")], contrary("2026-11-24")],
		[
			"of somebody who is not asked does not count",
			", by: [Bo]",
			[good("2026-11-01", "Bo"), bad("2026-11-02")],
			signed("Bo", "2026-11-01"),
		],
		["of one who is asked counts", ", by: [Bo, Ana]", [good("2026-11-01", "Bo"), bad("2026-11-02")], contrary("2026-11-02")],
		[
			"takes no place of what has ended",
			"",
			[bad("2026-10-01"), good("2026-11-01", "Ana", "2026-11-02")],
			"pending EvidenceExpired: needs sign-off again: the evidence of Ana expired on 2026-11-02, 22 days ago: Sign it > boulder-migrate check-off 1/a --evidence TEXT",
		],
	])("%s", async (_what, yaml, evidence, wanted) => expect(await judged(yaml, ...evidence)).toBe(wanted));

	it("does not decide between two signed ones: the newer is used", async () => {
		expect(await judged("", good("2026-10-01", "Bo"), bad("2026-10-15"), good("2026-11-01", "Al"))).toBe(
			signed("Al", "2026-11-01"),
		);
	});
});
