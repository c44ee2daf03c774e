import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { check } from "../../src/rules/check.ts";
import { sourceText } from "../../src/text/decode.ts";

const phase = "## Phase 1: x\n";

/** Text that makes careless patterns and parsers take minutes. */
const bombs: Readonly<Record<string, string>> = {
	"brackets in a line": `${phase}- [ ] ${"[".repeat(100_000)}\n`,
	"stars in a line": `${phase}- [ ] ${"*a".repeat(50_000)}\n`,
	"code spans in a line": `${phase}- [ ] ${"`".repeat(100_000)}\n`,
	"brackets in evidence": `${phase}- [ ] x\n  - Evidence: ${"(a, ".repeat(30_000)}\n`,
	"white space in a status": `${phase}### Status: a${" ".repeat(100_000)}b\n`,
	"dashes in a status": `${phase}### Status: ${"-".repeat(100_000)}x\n`,
	"phases in a dependency": `${phase}## Dependencies\n- Phase 1${" and 2".repeat(20_000)}x\n`,
	"a chain of phases": `${Array.from({ length: 1000 }, (_, i) => `## Phase ${999 - i}: t\n- [x] a\n`).join("")}## Dependencies\n${Array.from({ length: 999 }, (_, i) => `- Phase ${i + 1} depends on Phase ${i}\n`).join("")}`,
	"setext headings without a blank line": `${phase}${"a\n===\n".repeat(10_000)}`,
	"fences that hide headings": `${phase}${"```\n## no\n```\n".repeat(3000)}`,
	"fences left open": `${phase}${"```\n## no\n".repeat(3001)}`,
	"equal items": `${phase}${"- [ ] same\n".repeat(10_000)}`,
	suppressions: `${phase}${"<!-- boulder-migrate-ignore overdue: x -->\n".repeat(5000)}`,
	"open comments": `${phase}- [ ] ${"<!--".repeat(30_000)}\n`,
	"blank lines in a comment": `${phase}<!--${" \n".repeat(400_000)}-->\n`,
	"blank lines in a fence": `${phase}\`\`\`\n${"\n".repeat(800_000)}\`\`\`\n`,
	"pipes in lines that are no table": `* a\n${"| b | c |\nA line | d |\n".repeat(20_000)}`,
	"a table's lines after a list item": `* | a | b |\n|---|---|\n${"| x | y |\nz | w\n".repeat(20_000)}`,
	"a table's lines after a quote": `> | a | b |\n|---|---|\n${"| x | y |\nz | w\n".repeat(20_000)}`,
	"deep quotes": `${phase}${">".repeat(20_000)} x\n`,
};

describe("a document made to be slow", () => {
	it.each(Object.entries(bombs))("is read and judged within seconds: %s", (_name, text) => {
		const start = process.cpuUsage();
		check(readDocument(sourceText(text)), "2026-11-24");
		const { user, system } = process.cpuUsage(start);
		expect(user + system).toBeLessThan(10_000_000);
	});
});
