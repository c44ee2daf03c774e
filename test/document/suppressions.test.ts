import { describe, expect, it } from "vitest";
import type { Block } from "../../src/document/blocks.ts";
import { readSuppressions } from "../../src/document/suppressions.ts";

const read = (text: string) => {
	const block: Block = { type: "html", span: { start: 0, end: text.length } };
	return readSuppressions(text, [block]);
};

describe("suppressions", () => {
	it.each([
		["<!-- boulder-migrate-ignore overdue: agreed with Ops -->", "overdue", "agreed with Ops"],
		["<!--boulder-migrate-ignore\n  overdue  :  agreed\n -->", "overdue", "agreed"],
		["<!-- boulder-migrate-ignore overdue agreed -->", "overdue", "agreed"],
		["<!-- boulder-migrate-ignore overdue -->", "overdue", ""],
	])("reads %j", (text, rule, reason) => {
		const [found] = read(text);
		expect(found).toMatchObject({ rule: { value: rule }, reason });
		expect(text.slice(found?.rule.span.start, found?.rule.span.end)).toBe(rule);
	});

	it("speak of the next line with text, through other comments; of their own where none follows", () => {
		const one = "<!-- boulder-migrate-ignore overdue: x -->";
		expect(read(`${one}\n\n${one}\n<!-- else -->\ntext\n${one}\n${one}\n`).map(({ lines }) => lines.first)).toEqual([5, 5, 6, 7]);
	});

	it("may end on a day", () => {
		expect(read("<!-- boulder-migrate-ignore overdue until 2026-12-31: agreed -->")[0]).toMatchObject({
			rule: { value: "overdue" },
			until: "2026-12-31",
			reason: "agreed",
		});
		expect(read("<!-- boulder-migrate-ignore overdue: until Friday -->")[0]).toMatchObject({
			until: null,
			reason: "until Friday",
		});
	});

	it.each([
		["many in a row", "<!-- boulder-migrate-ignore r: x -->\n"],
		["many with empty lines", "<!-- boulder-migrate-ignore r: x -->\n\n"],
		["openings that nothing closes", "<!-- boulder-migrate-ignore "],
		["white space", " "],
	])("take linear time: %s", (_name, unit) => {
		const text = `<!-- boulder-migrate-ignore r: a${unit.repeat(640_000 / unit.length)}b`;
		const before = process.cpuUsage();
		read(text);
		const { user, system } = process.cpuUsage(before);
		expect((user + system) / 1000).toBeLessThan(2000);
	});
});
