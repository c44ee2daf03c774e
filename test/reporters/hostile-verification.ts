import fc from "fast-check";
import { type Observation, outcomes } from "../../src/model/verdict.ts";
import type { Verification } from "../../src/report/verification.ts";
import { hostile, type Said, verificationOf } from "./verifications.ts";

const fragments = [
	"::error::owned",
	"::error file=a,line=1::owned",
	"##[error]owned",
	"\n",
	"\r\n",
	"\u001b[2J",
	"\u0000",
	"\u0085",
	"\u2028",
	"\u202e",
	"\u2066",
	"\ufffe",
	"\ud800",
	"]]>",
	"-->",
	"<!--",
	"<script>alert(1)</script>",
	"</details>",
	"</failure>",
	"<?xml?>",
	"&amp;",
	"&#0;",
	"|",
	"`",
	"```",
	"~~~",
	"**",
	"_",
	"- ",
	"1. ",
	"# ",
	"=== ",
	"> ",
	"@octocat",
	"#1",
	"https://e.vil",
	"www.e.vil",
	"me@e.vil",
	"[a](http://e.vil)",
	"![a](http://e.vil)",
	"[^1]: x",
	"$x$",
	" # SKIP",
	" # TODO x",
	"Bail out!",
	"ok 1",
	"1..0",
	"---",
	"...",
	"\\",
	'"',
	"'",
	"{0}",
	"{",
	"%",
	"%0A",
	":",
	",",
	" ",
	"  ",
	"\t",
	"é",
	"日本",
	"👩‍💻",
	hostile,
] as const;

const anyText = fc.oneof(
	fc.array(fc.constantFrom(...fragments), { maxLength: 6 }).map((parts) => parts.join("")),
	fc.string({ unit: "binary", maxLength: 12 }),
	fc.string({ unit: "grapheme-ascii", maxLength: 20 }),
);
/** Half surrogate pairs among them, which a Markdown reader drops. */
const orNull = fc.option(anyText, { nil: null });

const observation: fc.Arbitrary<Observation> = fc.record({
	kind: anyText,
	namespace: orNull,
	name: anyText,
	uid: orNull,
	resourceVersion: orNull,
	expected: anyText,
	found: anyText,
	observedAt: fc.constantFrom("2026-11-24T00:00:00Z", "2026-11-24T00:00:00.123+01:00"),
});

const outcome = fc.constantFrom<Said["outcome"]>(...outcomes, "unbound");

const said: fc.Arbitrary<Said> = fc
	.record({
		id: anyText,
		text: anyText,
		checked: fc.boolean(),
		optional: fc.boolean(),
		skipped: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
		outcome,
		reason: anyText,
		message: anyText,
		hint: orNull,
		evidence: fc.array(observation, { maxLength: 2 }),
		contexts: fc.array(
			fc.record({ context: anyText, outcome, reason: anyText, message: anyText, hint: orNull, evidence: fc.constant([]) }),
			{ maxLength: 2 },
		),
	})
	.map(({ hint, ...rest }) => (hint === null ? rest : { ...rest, hint }));

/** A verification with any text in every field. Ids stay unique, as a document's are. */
export const anyVerification: fc.Arbitrary<Verification> = fc
	.record({
		all: fc.array(said, { maxLength: 6 }),
		document: anyText,
		contexts: fc.array(anyText, { maxLength: 3 }),
		recording: orNull,
		phase: anyText,
		title: anyText,
		exitCode: fc.constantFrom(0, 1, 3),
	})
	.map(({ all, document, contexts, recording, phase, title, exitCode }) => {
		const unique = all.map((one, index) => ({
			...one,
			id: `${index}${one.id}`,
			contexts: (one.contexts ?? []).map((context, at) => ({ ...context, context: `${at}${context.context}` })),
		}));
		const whole = verificationOf(unique, { document, contexts, recording, exitCode });
		const items = whole.items.map((item) => ({ ...item, phase }));
		return {
			...whole,
			items,
			phases: [{ id: phase, title, counted: 3, claimed: 2, verified: 1, claimedPercent: 66, verifiedPercent: 33 }],
			criteria: items.slice(0, 2).map(({ id, text, line, outcome, reason, message, hint, evidence, contexts }) => ({
				id: `${id}/criteria`,
				phase,
				text,
				line,
				outcome,
				reason,
				message,
				hint,
				evidence,
				contexts,
			})),
		};
	});
