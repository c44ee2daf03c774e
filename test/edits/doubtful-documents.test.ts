import { describe, expect, it } from "vitest";
import { applyChange } from "../../src/edits/apply-change.ts";
import { exitCode, Failure } from "../../src/model/failure.ts";
import { apply, by, checkOff, migration, read } from "./editing.ts";

it("a status with bars around it, which is not understood, is left as it is", () => {
	const document = "## Phase 1: Dual\n\n### Status: | 100% | ✅ Done | 0 |\n\n- [x] a\n- [ ] b\n";
	expect(apply(document, { kind: "sync" }).kind).toBe("unchanged");
});

/** What is thrown where the edited text reads as if it had another title. */
function thrown(text: string): unknown {
	const lying = (now: string) => ({ ...read(now), title: { value: "Lies", span: { start: 0, end: 0 } } });
	try {
		return applyChange(read(text), checkOff("1/one"), by, lying);
	} catch (problem) {
		return problem;
	}
}

describe("an edit that comes out otherwise than meant", () => {
	const item = "- [ ] one\n";
	const table = (status: string): string => `| Phase | Status |\n|---|---|\n| 1 | Not Started |\n| 2 | ${status} |\n\n`;
	const plain = `## Phase 1: a\n${item}\n## Phase 2: b\n- [ ] two\n`;

	it.each([
		["a stray item", `${plain}\n## End\n- [ ] stray\n`],
		["a status in a row that nobody knows", table("Wobbly") + plain],
		["a status in a section that nobody knows", plain.replace("a\n", "a\n### Status: Wobbly\n")],
	])("is refused next to %s", (_what, text) => {
		expect(thrown(text)).toBeInstanceOf(Failure);
		expect(thrown(text)).toMatchObject({
			exitCode: exitCode.refused,
			message: expect.stringMatching(
				/^this edit would change more of the document than it should, because line \d+ cannot be read; nothing was written$/,
			),
			hint: "run validate, correct what it names at that line, and try again",
		});
	});

	it.each([
		["nothing odd", plain],
		["statuses that are known, and none", table("") + plain],
		["a status that is known", table("Done") + plain.replace("a\n", "a\n### Status: Not Started\n")],
	])("is a bug of the program next to %s", (_what, text) => {
		expect(thrown(text)).not.toBeInstanceOf(Failure);
		expect(String(thrown(text))).toMatch(/^Error: the edited document would say\n/);
	});

	it("is not judged where the reading failed otherwise", () => {
		const text = `${plain}\n## End\n- [ ] stray\n`;
		const failing = (): never => {
			throw new Error("no memory");
		};
		expect(() => applyChange(read(text), checkOff("1/one"), by, failing)).toThrow(/^no memory$/);
	});
});

describe("encodings that went wrong", () => {
	const caught = (action: () => unknown): unknown => {
		try {
			return action();
		} catch (problem) {
			return problem;
		}
	};

	it("are not mixed with another one", () => {
		const garbled = migration.replaceAll("🔴", "ðŸ”´");
		expect(caught(() => apply(garbled, { kind: "sync" }))).toMatchObject({
			exitCode: exitCode.refused,
			message: expect.stringMatching(
				/^the document is garbled \(UTF-8 that was read as [^)]+\), and an edit would mix two encodings$/,
			),
			hint: "run validate --fix first: it repairs the encoding",
		});
	});

	it("are not written", () =>
		expect(caught(() => apply(migration, { kind: "note", phase: "4", text: "ðŸ”´ Ã©tÃ©" }))).toMatchObject({
			exitCode: exitCode.refused,
			message: "with this text the document would read as if its encoding were garbled",
			hint: "write it without characters such as those of an encoding gone wrong",
		}));
});
