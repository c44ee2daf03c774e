import { describe, expect, it } from "vitest";
import { escapeMarkdown, maxTextLength, normalisedText, writableText } from "../../src/edits/escape.ts";
import { exitCode, Failure } from "../../src/model/failure.ts";

describe("a first word gets a backslash", () => {
	it.each([
		["10. done", "10\\. done"],
		["123456789) done", "123456789\\) done"],
		["-- done", "\\-- done"],
		["+ done", "\\+ done"],
		["### done", "\\### done"],
		["###### done", "\\###### done"],
		["> done", "\\> done"],
		[">done", "\\>done"],
	])("where it would begin a block: %s", (text, escaped) => expect(escapeMarkdown(text)).toBe(escaped));

	it.each([
		"v1. done",
		"1.5 GB",
		"1)x",
		"1234567890. done",
		"-5 degrees",
		"--force it",
		"x- y",
		"#3 is done",
		"####### done",
		"a> b",
	])("and none where it would not: %s", (text) => expect(escapeMarkdown(text)).toBe(text));
});

describe("text becomes one line", () => {
	it.each([
		["a\u0007b", "a b"],
		["a\r\n\tb", "a b"],
		[" a  b ", "a b"],
		["\u202ea\u200b", "a"],
		["a\u{e0041}b", "a b"],
	])("%j", (text, normal) => expect(normalisedText(text)).toBe(normal));
});

it("text of the greatest length is taken, and what is longer or empty is the caller's fault", () => {
	expect(writableText("x".repeat(maxTextLength), "the note")).toBe("x".repeat(maxTextLength));
	for (const text of ["x".repeat(maxTextLength + 1), " \n"]) {
		const failure = (): unknown => {
			try {
				return writableText(text, "the note");
			} catch (problem) {
				return problem instanceof Failure ? problem.exitCode : problem;
			}
		};
		expect(failure()).toBe(exitCode.usage);
	}
});
