import { describe, expect, it } from "vitest";
import { states } from "../../src/model/verdict.ts";
import { palette } from "../../src/reporters/palette.ts";
import { type VerdictFormat, verdictReporters } from "../../src/reporters/verdicts/index.ts";
import { expectGolden } from "../golden.ts";
import { layout, plain, rich, statesOfRich } from "./verifications.ts";

const endings: Readonly<Record<VerdictFormat, string>> = {
	text: "txt",
	json: "json",
	yaml: "yaml",
	markdown: "md",
	junit: "junit.xml",
	sarif: "sarif",
	github: "github",
	tap: "tap",
	prometheus: "prom",
	"in-toto": "in-toto.json",
};

function isFormat(name: string): name is VerdictFormat {
	return Object.hasOwn(endings, name);
}

const formats = Object.keys(verdictReporters).filter(isFormat);

describe("what verify prints", () => {
	it("is shown for every state", () => {
		expect(statesOfRich).toEqual([...states]);
		expect(formats).toEqual(Object.keys(verdictReporters));
	});

	it.each(formats)("as %s, on a quiet day and on a bad one", async (format) => {
		const render = await verdictReporters[format]();
		expectGolden(`verify-plain.${endings[format]}`, render(plain, layout));
		expectGolden(`verify-rich.${endings[format]}`, render(rich, layout));
	});

	it("as text, in detail, narrow, and in colour", async () => {
		const render = await verdictReporters.text();
		expectGolden("verify-rich-detailed.txt", render(rich, { ...layout, detailed: true }));
		expectGolden("verify-rich-60.txt", render(rich, { ...layout, width: 60 }));
		expectGolden("verify-rich-colour.txt", render(rich, { ...layout, paint: await palette(1) }));
	});
});
