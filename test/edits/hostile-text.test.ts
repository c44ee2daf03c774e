import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText } from "../../src/document/inline.ts";
import type { Change, Signature } from "../../src/edits/change.ts";
import { escapeMarkdown, maxTextLength, normalisedText } from "../../src/edits/escape.ts";
import { factsOf } from "../../src/edits/verify-edit.ts";
import { Failure } from "../../src/model/failure.ts";
import { runs } from "../runs.ts";
import { apply, by, day, edited, migration, read } from "./editing.ts";

/** How many strings. `HOSTILE_STRINGS=20000` takes a minute; before the escaping is changed, it is to be run. */
const strings = runs({ fast: 500, thorough: 20_000 });

const pieces = fc.constantFrom(
	..."\\`*_{}[]()<>#+-.!|~$&@:;,=^\"'/?%\t\n\r\0 ".split(""),
	..."abcxyz0123456789".split(""),
	"\u202e",
	"\u200b",
	"\u2028",
	"\ufeff",
	"\u00a0",
	"\ud800",
	"é",
	"日本",
	"🔴",
	"👩‍💻",
	"`code`",
	"**bold**",
	"_em_",
	"a_b_c",
	"~~",
	"~~gone~~",
	"[x]",
	"- [ ] x",
	"[link](http://x.y)",
	"![i](j)",
	"[^1]",
	"[a]: b",
	"<!-- id: x -->",
	"<!--",
	"-->",
	"<b>",
	"</details>",
	"<http://x.y>",
	"http://h.example/a_b?c=*d*",
	"https://h.example/a_(b)",
	"www.h.example/_x_",
	"jo@h.example",
	"j_o*@h.example",
	"mailto:a@b.c",
	"&amp;",
	"&#124;",
	"&copy",
	"| a | b |",
	"|---|",
	"# Heading",
	"## Phase 9: Fake",
	"1. ",
	"2) ",
	"---",
	"***",
	"===",
	"```",
	"> ",
	"$x$",
	"(since 2026-01-01)",
	"(N/A: no)",
	"N/A: no",
	"None",
	"Evidence: ",
	"(Al, 2026-01-01)",
	", 2026-01-01",
	", until 2026-01-01",
	"Phase 2",
	"Phases 2-4: ",
	"(optional)",
	"Optional: ",
	"*Last Updated: never*",
	"boulder-migrate-ignore x: y",
	"<<<<<<< ours",
	"(To be added)",
	"Start date set to 2026-01-01",
	"Checked off",
	" ",
	" ",
);
const hostile = fc.oneof(
	{ weight: 6, arbitrary: fc.array(pieces, { minLength: 1, maxLength: 9 }).map((some) => some.join("")) },
	{ weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
	{ weight: 1, arbitrary: fc.string({ unit: "grapheme-ascii", maxLength: 20 }) },
);

/** Small, so that many strings can be tried: with each place that text of people is written to. */
const small = [
	"# T",
	"",
	"| Phase | Status | Start | Done |",
	"|---|---|---|---|",
	"| Phase 1 | Not Started | - | 0% |",
	"",
	"## Phase 1: One",
	"### Status: Not Started",
	"- [ ] first",
	"- [ ] second",
	"",
	"### Success Criteria",
	"- good",
	"",
	"## Current Blockers",
	"None",
	"",
	"## Phase 1 Notes",
	"- seen",
	"",
	"## Review History",
	"",
	"| Date | Reviewer | Phase | Change |",
	"|---|---|---|---|",
	"| 2026-01-01 | Al | Phase 1 | kick-off |",
	"",
	"*Last Updated: 2026-01-01*",
	"",
].join("\n");

interface Written {
	readonly change: (text: string) => Change;
	readonly signature?: (text: string) => Partial<Signature>;
	/** What the document says afterwards in the text's place. */
	readonly readBack: (document: ReturnType<typeof read>) => string | undefined;
}

const places: Readonly<Record<string, Written>> = {
	"the reason of a skip": {
		change: (reason) => ({ kind: "skip", items: ["1/first"], reason }),
		readBack: (document) => document.phases[0]?.items[0]?.notApplicable?.value,
	},
	"the reason of a blocker": {
		change: (reason) => ({ kind: "block", phase: "1", reason }),
		readBack: (document) => document.blockers?.blockers[0]?.reason,
	},
	"a note": {
		change: (text) => ({ kind: "note", phase: "1", text }),
		readBack: (document) => document.phases[0]?.notes?.notes.at(-1)?.value,
	},
	"a review": {
		change: (text) => ({ kind: "review", phase: "1", text }),
		readBack: (document) => document.history?.rows.at(-1)?.change?.value,
	},
	"a reviewer": {
		change: () => ({ kind: "review", phase: "1", text: "seen" }),
		signature: (reviewer) => ({ reviewer }),
		readBack: (document) => document.history?.rows.at(-1)?.reviewer?.value,
	},
	"a message": {
		change: () => ({ kind: "check-off", items: ["1/first"], evidence: null }),
		signature: (message) => ({ message }),
		readBack: (document) => document.history?.rows.at(-1)?.change?.value.replace(/ \(checked off first \(50% complete\).*$/, ""),
	},
	evidence: {
		change: (text) => ({ kind: "check-off", items: ["1/first"], evidence: { text, until: null } }),
		readBack: (document) => document.phases[0]?.items[0]?.evidence[0]?.text,
	},
	"the reviewer of evidence": {
		change: () => ({ kind: "check-off", items: ["1/first"], evidence: { text: "run (1)", until: "2027-01-01" } }),
		signature: (reviewer) => ({ reviewer }),
		readBack: (document) => document.phases[0]?.items[0]?.evidence[0]?.reviewer,
	},
};

describe("hostile text", () => {
	// Every place takes its share; applyChange itself holds every other fact of the document against what was meant, and throws.
	it.each(Object.entries(places))("as %s reads back, and changes nothing else", (name, { change, signature, readBack }) => {
		const wanted = factsOf(read(edited(small, change("plain"), signature?.("plain"))));
		fc.assert(
			fc.property(hostile, (text) => {
				const normal = normalisedText(text);
				let now: string;
				try {
					now = edited(small, change(text), signature?.(text));
				} catch (error) {
					if (!(error instanceof Failure)) throw error;
					const unpaired = name === "the reviewer of evidence" && /[()]/.test(normal);
					expect(normal === "" || unpaired || error.message.includes("garbled"), error.message).toBe(true);
					return;
				}
				const document = read(now);
				const already = name === "a note" && normal === "seen";
				expect(readBack(document)).toBe(normal);
				// Only the facts that say the text may say something else than they do of a plain word.
				const said = factsOf(document);
				if (!already) expect(said.map((fact) => fact.split(" ")[0])).toEqual(wanted.map((fact) => fact.split(" ")[0]));
				const different = said.filter((fact, index) => fact !== wanted[index]);
				expect(different.length).toBeLessThanOrEqual(2);
			}),
			{ numRuns: Math.ceil(strings / Object.keys(places).length) },
		);
	});

	it("of every kind of normal form is one line without control characters", () => {
		fc.assert(
			fc.property(hostile, (text) => {
				const normal = normalisedText(text);
				expect(normal).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]/u);
				expect(normalisedText(normal)).toBe(normal);
				const escaped = escapeMarkdown(normal);
				expect(plainText(escaped, { start: 0, end: escaped.length })).toBe(normal);
			}),
			{ numRuns: 2000 },
		);
	});

	it.each([
		["nothing left", "\u200b\n"],
		["more than anybody reads", "x".repeat(maxTextLength + 1)],
	])("is refused with %s", (_what, reason) =>
		expect(() => apply(migration, { kind: "block", phase: "4", reason })).toThrow(Failure),
	);

	it("that would make the document look garbled is refused", () =>
		expect(() => apply(migration, { kind: "note", phase: "4", text: "ðŸ”´ Ã©tÃ©" })).toThrow(Failure));

	it("is escaped only where it must be", () => {
		const plain = 'Moved to CI (run 12), see https://ci.example/a_b/12?x=1&y=2#top: 50% faster - R&D agrees; it\'s "fine" a_b_c!';
		expect(escapeMarkdown(plain)).toBe(plain);
		expect(escapeMarkdown("1. go")).toBe("1\\. go");
		expect(escapeMarkdown("- go - on")).toBe("\\- go - on");
		expect(escapeMarkdown("2026-11-24 #3 > 2")).toBe("2026-11-24 #3 > 2");
		expect(escapeMarkdown("a|b *c* [d] <e> _f_ &amp; $g")).toBe("a\\|b \\*c\\* \\[d\\] \\<e> \\_f\\_ \\&amp; \\$g");
		expect(escapeMarkdown("www.h.example/_x_")).toBe("www\\.h\\.example\\/\\_x\\_");
	});

	it("in a message leaves the day and the phase of its row alone", () => {
		const row = read(edited(small, { kind: "unblock", phase: "1" }, { message: "|" })).history?.rows.length;
		expect(row).toBe(1);
		const rows = read(edited(small, places["a message"]?.change("") ?? { kind: "sync" }, { message: "| x | y |" })).history?.rows;
		expect(rows?.at(-1)).toMatchObject({
			date: { value: { kind: "day", day } },
			reviewer: { value: by.reviewer },
			phases: ["1"],
		});
	});
});
