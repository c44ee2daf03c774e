import { describe, expect, it } from "vitest";
import type { Change } from "../../src/edits/change.ts";
import { readProof, writeProof } from "../../src/model/evidence/proof.ts";
import { exitCode } from "../../src/model/failure.ts";
import { attestationProbe } from "../../src/probes/attestation/attestation-probe.ts";
import { ask } from "../probes/objects.ts";
import { apply, by, edited, itemsOf, read, uncheck } from "./editing.ts";

const proof = (message = "rolled out (1/1)", uid: string | null = "5c0b", objects = "0a1b2c3d"): string =>
	writeProof(
		{ message, clusters: [{ context: "staging", uid }], readAt: "2026-11-24T10:00:00Z", probes: "1a2b3c4d", objects },
		{ version: "0.1.0", age: "live" },
	);
const verified = (text: string, ...items: string[]): Extract<Change, { kind: "check-off" }> => ({
	kind: "check-off",
	items,
	evidence: null,
	proofs: new Map(items.map((id) => [id, text])),
});
const plain = "## Phase 1: a\n- [ ] one\n- [ ] two\n";
const line = `  - Evidence: ${proof()} (Jo Doe, 2026-11-24)\n`;

describe("a proof", () => {
	it.each([
		["of one cluster", [{ context: "staging", uid: "5c0b" }]],
		[
			"of two",
			[
				{ context: "a (old)", uid: "1" },
				{ context: "b", uid: "2" },
			],
		],
		["of a cluster that could not be identified", [{ context: "arn:aws:eks:eu/x", uid: null }]],
		["of the work tree alone", []],
	])("%s reads back as it was written", (_what, clusters) => {
		const written = { message: "a; b (c), d", clusters, readAt: "2026-11-24T10:00:00.5Z", probes: null, objects: "0a1b2c3d" };
		expect(readProof(writeProof(written, { version: "0.1.0", age: "3 days old when verified, from a recording" }))).toEqual(
			written,
		);
	});

	it.each(["Verified: by eye", "Verified: x; cluster 5c0b (a), read today, live; boulder-migrate 1", "drill of the week"])(
		"is not text in a person's own words: %s",
		(text) => expect(readProof(text)).toBeNull(),
	);

	it("keeps a long message short", () => expect(proof("x".repeat(900)).length).toBeLessThan(400));
});

describe("a verified check-off", () => {
	it("carries what was seen, and gives it back when it is unchecked", () => {
		const now = edited(plain, verified(proof(), "1/one"));
		expect(now).toBe(`## Phase 1: a\n- [x] one\n${line}- [ ] two\n`);
		expect(edited(now, uncheck("1/one"))).toBe(plain);
	});

	it.each(["\n", "\r\n"])("does so at the end of a text without a final newline (%j)", (ending) => {
		const text = ["## Phase 1: a", "- [ ] one"].join(ending);
		const now = edited(text, verified(proof(), "1/one"));
		expect(now).toBe(["## Phase 1: a", "- [x] one", line.trimEnd()].join(ending));
		expect(edited(now, uncheck("1/one"))).toBe(text);
	});

	it("leaves what a person wrote, and what is nested in the proof", () => {
		const said = "  - Evidence: run 7 (Al, 2026-11-01)\n";
		const now = edited(plain.replace("one\n", `one\n${said}`), verified(proof(), "1/one"));
		expect(now).toContain(`- [x] one\n${said}${line}`);
		expect(edited(now, uncheck("1/one"))).toContain(`- [ ] one\n${said}- [ ] two`);
		const nested = `${line}    - look at run 7\n`;
		expect(edited(now.replace(line, nested), uncheck("1/one"))).toContain(nested);
	});

	it("changes nothing where the same objects are proven already, and renews the proof of others", () => {
		const now = edited(plain, verified(proof(), "1/one"));
		expect(apply(now, verified(proof("rolled out (2/2)"), "1/one")).kind).toBe("unchanged");
		const other = edited(now, verified(proof("rolled out (1/1)", "other"), "1/one"), { day: "2026-12-01" });
		expect(other).toBe(now.replace(line, `  - Evidence: ${proof("rolled out (1/1)", "other")} (Jo Doe, 2026-12-01)\n`));
	});

	it("writes the words of a person and what was seen side by side", () => {
		const both: Change = { ...verified(proof(), "1/one"), evidence: { text: "run 7", until: null } };
		expect(edited(plain, both)).toContain(`- [x] one\n  - Evidence: run 7 (Jo Doe, 2026-11-24)\n${line}- [ ] two`);
	});

	it("carries nothing if the policy disables it", () =>
		expect(edited(plain, verified(proof(), "1/one"), { evidence: "none" })).toBe(plain.replace("[ ] one", "[x] one")));
});

describe("where the policy requires evidence", () => {
	const required = { ...by, evidence: "required" as const };
	const bare: Change = { kind: "check-off", items: ["1/one", "1/two"], evidence: null };

	it("nothing is checked off without it", () => {
		const refused = expect.objectContaining({
			exitCode: exitCode.refused,
			message: "1/one has no evidence (and 1 more), and the policy of the probes file requires it",
		});
		expect(() => apply(plain, bare, required)).toThrow(refused);
		expect(() => apply(plain, { ...bare, proofs: new Map([["1/two", proof()]]) }, required)).toThrow(
			"1/one has no evidence, and",
		);
	});

	it.each<[string, string, Change]>([
		["what was seen", plain, verified(proof(), "1/one", "1/two")],
		["what somebody says", plain, { ...bare, evidence: { text: "run 7", until: null } }],
		[
			"what somebody wrote before",
			plain.replace("one\n", "one\n  - Evidence: run 7 (Al, 2026-11-01)\n"),
			{ ...bare, items: ["1/one"] },
		],
	])("%s is enough", (_what, text, change) => expect(apply(text, change, required).kind).toBe("changed"));

	it("a proof that was left behind is not", () =>
		expect(() => apply(plain.replace("one\n", `one\n${line}`), { ...bare, items: ["1/one"] }, required)).toThrow(
			"has no evidence",
		));
});

it("a proof attests nothing, so that no item confirms itself", async () => {
	const [item] = itemsOf(read(edited(plain, verified(proof(), "1/one"))));
	expect(item?.evidence).toHaveLength(1);
	const found = await ask(attestationProbe, "{ ask: Sign it }", { item: item ?? null });
	expect(found).toMatchObject({ outcome: "unbound", reason: "NotAttested" });
});
