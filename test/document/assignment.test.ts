import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { everyItem } from "../../src/model/phase.ts";
import { sourceText } from "../../src/text/decode.ts";

/** The item of a line, and what could not be read. */
function read(line: string) {
	const document = readDocument(
		sourceText(
			`| Phase | Status |\n|---|---|\n| 1 | Done |\n\n## Phase 1: x\n\n${line}\n\n### Success Criteria\n- Works (@eve, due 2026-12-24)\n`,
		),
	);
	const item = document.phases.flatMap(everyItem)[0];
	if (item === undefined) throw new Error("no item");
	const { id, text, owners, due, optional, notApplicable } = item;
	const dueText = due === null ? null : document.source.text.slice(due.span.start, due.span.end);
	expect(dueText).toBe(due?.value ?? null);
	return {
		id,
		text: text.value,
		owners,
		due: due?.value ?? null,
		optional,
		reason: notApplicable?.value ?? null,
		faults: document.irregularities.map(({ kind }) => kind),
		criteria: document.phases[0]?.criteria.map((one) => [one.id, one.text.value, one.owners, one.due?.value]),
	};
}

describe("the assignment of an item", () => {
	it.each<[string, readonly string[], string | null]>([
		["(@ana)", ["@ana"], null],
		["(due 2026-12-01)", [], "2026-12-01"],
		["(@ana, due 2026-12-01)", ["@ana"], "2026-12-01"],
		["(due 2026-12-01, @ana)", ["@ana"], "2026-12-01"],
		["(due: 2026-12-01; @ana)", ["@ana"], "2026-12-01"],
		["(@ana, @org/dba-team, due 2026-12-01)", ["@ana", "@org/dba-team"], "2026-12-01"],
		["(@ana @bo)", ["@ana", "@bo"], null],
		["(@ana, Due 2026-12-01)", ["@ana"], "2026-12-01"],
		["(@józef.k, fällig 2026-12-01)", ["@józef.k"], "2026-12-01"],
		["**(@ana, due 2026-12-01)**", ["@ana"], "2026-12-01"],
		["(@ana, due 2026-12-01) <!-- owner -->", ["@ana"], "2026-12-01"],
	])("%s is read, and changes neither text nor id", (assignment, owners, due) => {
		const plain = read("- [ ] SA-1 Deployment (port 9395)");
		const assigned = read(`- [ ] SA-1 Deployment (port 9395) ${assignment}`);
		expect(assigned).toEqual({ ...plain, owners, due });
		expect(assigned.id).toBe("1/sa-1-deployment");
		// A remark may stand on either side.
		expect(read(`- [ ] SA-1 Deployment ${assignment} (port 9395)`)).toMatchObject({
			id: plain.id,
			text: plain.text,
			owners,
			due,
		});
	});

	it("may be next to the mark of an optional or skipped item", () => {
		for (const line of ["Mesh (optional) (@ana)", "Mesh (@ana) (optional)", "Optional: Mesh (@ana)"])
			expect(read(`- [ ] ${line}`), line).toMatchObject({ optional: true, owners: ["@ana"] });
		for (const line of ["~~Mesh (@ana)~~ (N/A: no need)", "~~Mesh~~ (N/A: no need) (@ana)", "~~Mesh~~ (@ana) (N/A: no need)"])
			expect(read(`- [ ] ${line}`), line).toMatchObject({ text: "Mesh", reason: "no need", owners: ["@ana"], id: "1/mesh" });
		expect(read("- [ ] ~~Mesh~~ (@ana)")).toMatchObject({ text: "Mesh", reason: null, owners: ["@ana"] });
	});

	it("is also read for success criteria", () => {
		expect(read("- [ ] a").criteria).toEqual([["1/criteria/works", "Works", ["@eve"], "2026-12-24"]]);
	});

	it.each([
		"(port 9395)",
		"(see #12)",
		"(2026)",
		"(due to a bug)",
		"(mail ana@example.org)",
		"(ask @ana first)",
		"(N/A)",
		"(v1.2, 2026-12-01)",
	])("%s is a remark", (remark) => {
		expect(read(`- [ ] Deploy ${remark}`)).toMatchObject({ text: `Deploy ${remark}`, owners: [], due: null, faults: [] });
	});

	it.each([
		"(due 2026-02-30)",
		"(due 2026/12/01)",
		"(@ana, due soon)",
		"(@ana and @bo)",
		"(@ana, due 2026-12-01, due 2026-12-02)",
	])("%s is reported and left in the text", (remark) => {
		expect(read(`- [ ] Deploy ${remark}`)).toMatchObject({
			id: "1/deploy",
			text: `Deploy ${remark}`,
			owners: [],
			due: null,
			faults: ["unreadable-assignment"],
		});
	});

	it("never is the whole text of an item", () => {
		expect(read("- [ ] (@ana)")).toMatchObject({ text: "(@ana)", owners: [] });
	});

	it("survives any text in front of it", () => {
		const words = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ().,/-]{0,40}[A-Za-z0-9.]$/);
		fc.assert(
			fc.property(words, (text) => {
				const plain = read(`- [ ] ${text}`);
				expect(read(`- [ ] ${text} (@ana, due 2026-12-01)`)).toEqual({ ...plain, owners: ["@ana"], due: "2026-12-01" });
			}),
		);
	});
});
