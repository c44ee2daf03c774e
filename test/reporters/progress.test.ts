import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AskedItem, progressLine } from "../../src/reporters/verdicts/progress.ts";
import { displayWidth } from "../../src/text/width.ts";

const asked = (number: number, doing: string | null = null): AskedItem => ({ asked: number, total: 105, doing });

/** What a terminal's line shows after these writes: a carriage return goes back to its start, everything else writes over. */
function screen(written: string): string {
	const cells: string[] = [];
	let at = 0;
	for (const character of written) {
		if (character === "\r") at = 0;
		else {
			cells[at] = character;
			at += 1;
		}
	}
	return cells.join("").trimEnd();
}

describe("the progress line", () => {
	it("is empty without a terminal", () => {
		const line = progressLine({ isTerminal: false, columns: null });
		expect(line.show(asked(1, "reading pods in boulder-staging"), 0) + line.show(asked(2), 1000) + line.clear()).toBe("");
	});

	it("rewrites itself, and leaves nothing behind", () => {
		const line = progressLine({ isTerminal: true, columns: 80 });
		let written = line.show(asked(12, "reading pods in boulder-staging"), 0);
		expect(screen(written)).toBe("12 of 105 asked, reading pods in boulder-staging");
		written += line.show(asked(13), 1000);
		expect(screen(written)).toBe("13 of 105 asked");
		written += line.clear();
		expect(screen(written)).toBe("");
		expect(written.endsWith("\r")).toBe(true);
		expect(line.clear()).toBe("");
		expect(screen(written + line.show(asked(13), 1001))).toBe("13 of 105 asked");
	});

	it("is calm: not oftener than ten times a second, and never the same twice", () => {
		const line = progressLine({ isTerminal: true, columns: 80 });
		expect(line.show(asked(1), 0)).not.toBe("");
		expect(line.show(asked(2), 50)).toBe("");
		expect(line.show(asked(2), 100)).not.toBe("");
		expect(line.show(asked(2), 500)).toBe("");
	});

	it("stays on one line of the terminal, with any names in the cluster", () => {
		const name = fc.oneof(
			fc.string({ unit: "binary" }),
			fc.string({ unit: "grapheme" }),
			fc.constant("\u001b[2J\n::error::x日本"),
		);
		fc.assert(
			fc.property(fc.array(name, { maxLength: 4 }), fc.integer({ min: 2, max: 60 }), (names, columns) => {
				const line = progressLine({ isTerminal: true, columns });
				names.forEach((doing, index) => {
					for (const part of line.show(asked(index, doing), index * 1000).split("\r")) {
						expect(part).not.toMatch(/\p{Cc}/u);
						expect(displayWidth(part)).toBeLessThan(columns);
					}
				});
				expect(line.clear()).toMatch(/^(?:\r *\r)?$/);
			}),
		);
	});
});
