import { describe, expect, it } from "vitest";
import type { Change } from "../../src/edits/change.ts";
import { apply, edited, read } from "./editing.ts";

const phase = "## Phase 1: a\n- [ ] one\n\n## End\n\n";
const tick: Change = { kind: "check-off", items: ["1/one"], evidence: null };
const stamped = (line: string, day = "2026-11-24"): string => edited(phase + line, tick, { day }).slice(phase.length);

describe("the day of the footer", () => {
	it.each([
		["takes the place of an older one", "Last Updated: 2026-01-01", "Last Updated: 2026-11-24"],
		["takes the place of a sentence", "Last Updated: as we began", "Last Updated: 2026-11-24"],
		["takes the place of the words before a comment", "*Last Updated: soon <!-- c -->*", "*Last Updated: 2026-11-24 <!-- c -->*"],
		["lets the emphasis end before a comment", "*Last Updated: soon* <!-- c -->", "*Last Updated: 2026-11-24* <!-- c -->"],
		["lets a comment go on in the next line", "Last Updated: soon <!-- c\nd -->", "Last Updated: 2026-11-24 <!-- c\nd -->"],
		["is not looked for in a comment", "Last Updated: soon <!-- 2026-01-01 -->", "Last Updated: 2026-11-24 <!-- 2026-01-01 -->"],
		["is found behind a comment", "Last Updated: <!-- c --> 2026-01-01 x", "Last Updated: <!-- c --> 2026-11-24 x"],
		["is no part of a longer number", "Last Updated: 12026-01-011", "Last Updated: 2026-11-24"],
		["stands in emphasis of its own", "**Last Updated**: **2026-01-01**", "**Last Updated**: **2026-11-24**"],
		["stands between underscores", "**Last Updated**: _2026-01-01_ by Al", "**Last Updated**: _2026-11-24_ by Al"],
		["takes the place of words with emphasis of their own", "**Last Updated**: **soon**", "**Last Updated**: 2026-11-24"],
		["stays within emphasis of two kinds", "*__Last Updated: 2026-01-01__*", "*__Last Updated: 2026-11-24__*"],
		["stays within it for a sentence too", "*__Last Updated: soon__*", "*__Last Updated: 2026-11-24__*"],
		["keeps away from a colon", "**Last Updated:**", "**Last Updated:** 2026-11-24"],
		["uses the space that is there", "Last Updated: <!-- c -->", "Last Updated: 2026-11-24<!-- c -->"],
		["is written between the stars", "*Last Updated: *", "*Last Updated: 2026-11-24*"],
	])("%s", (_what, line, wanted) => {
		expect(stamped(line)).toBe(wanted);
		expect(stamped(`${line}\n`)).toBe(`${wanted}\n`);
		expect(read(phase + wanted).footer?.day?.value).toBe("2026-11-24");
	});

	it("stands below the last phase, too, but not where each phase has such a line", () => {
		const text = "## Phase 1: a\n- [ ] one\n\n## Phase 2: b\n- [ ] two\n\n---\n\n*Last Updated: 2026-01-01*\n";
		expect(edited(text, tick, { day: "2026-11-24" })).toContain("*Last Updated: 2026-11-24*");
		const each = text.replace("- [ ] one\n", "- [ ] one\n\n*Last Updated: 2026-01-01*\n");
		expect(edited(each, tick, { day: "2026-11-24" })).not.toContain("2026-11-24");
	});

	it.each(["", "\n"])("stands above what the document remembers below it, behind %j", (gap) => {
		const memory = "<!-- boulder-migrate-restore 1 status complete: Done -->\n";
		const text = `## Phase 1: a\n- [ ] one\n\n*Last Updated: 2026-01-01*\n${gap}${memory}${memory}`;
		expect(edited(text, tick, { day: "2026-11-24" })).toContain("*Last Updated: 2026-11-24*\n");
	});

	it.each([
		["**Last Updated**: soon\n**Owner**: Al", "**Last Updated**: 2026-11-24\n**Owner**: Al"],
		["**Last Updated**: soon  \n**Owner**: Al", "**Last Updated**: 2026-11-24  \n**Owner**: Al"],
		["Last Updated: soon\\\nOwner: Al", "Last Updated: 2026-11-24\\\nOwner: Al"],
		["**Last Updated**:\n**Owner**: Al", "**Last Updated**: 2026-11-24\n**Owner**: Al"],
		["**Last Updated**:\r\n**Due**: 2026-01-01", "**Last Updated**: 2026-11-24\r\n**Due**: 2026-01-01"],
		["Last Updated: soon\nDue: 2026-01-01", "Last Updated: 2026-11-24\nDue: 2026-01-01"],
		["_Last Updated: 2026-01-01_\n_Owner: Al_", "_Last Updated: 2026-11-24_\n_Owner: Al_"],
		["_Last Updated: soon_\n_Owner: Al_", "_Last Updated: 2026-11-24_\n_Owner: Al_"],
	])("leaves the next line alone: %j", (lines, wanted) => expect(stamped(lines)).toBe(wanted));

	it("stands in the next line where the label has its own", () => {
		expect(stamped("Last Updated:\n2026-01-01, Al\nx")).toBe("Last Updated:\n2026-11-24, Al\nx");
		expect(stamped("**Last Updated:**\r\n**2026-01-01**")).toBe("**Last Updated:**\r\n**2026-11-24**");
	});

	it("is reported, and never goes back", () => {
		const changes = (line: string, day?: string): readonly string[] => {
			const applied = apply(phase + line, tick, day === undefined ? {} : { day });
			return applied.kind === "changed" ? applied.changes : [];
		};
		expect(changes("Last Updated: 2026-11-23")).toEqual(["1/one: checked off", "last updated: 2026-11-24"]);
		expect(changes("Last Updated: soon")).toEqual(["1/one: checked off", "last updated: 2026-11-24"]);
		expect(changes("Last Updated: 2026-11-24")).toEqual(["1/one: checked off"]);
		expect(changes("Last Updated: 2026-11-24", "2026-11-25")).toEqual(["1/one: checked off", "last updated: 2026-11-25"]);
		expect(stamped("Last Updated: 2026-11-25")).toBe("Last Updated: 2026-11-25");
	});
});
