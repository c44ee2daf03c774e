import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { applyChange } from "../../src/edits/apply-change.ts";
import type { Change, Signature } from "../../src/edits/change.ts";
import { createPart } from "../../src/edits/create-part.ts";
import { Failure } from "../../src/model/failure.ts";
import { everyItem } from "../../src/model/phase.ts";
import { sourceText } from "../../src/text/decode.ts";

const day = "2026-11-24";
const by: Signature = { reviewer: "Ana", day, message: null, force: "test", secondReviewer: false, evidence: "none" };
const reread = (text: string) => readDocument(sourceText(text));

const word = fc.constantFrom("Phase", "Wave", "Etappe", "Étape", "Фаза", "阶段", "フェーズ");
/** Numbers, letters, Roman numerals, and letters with numbers. */
const ids = fc.constantFrom(["1", "2", "3", "4"], ["A", "B", "C", "D"], ["I", "II", "III", "IV"], ["F0", "F1", "F2", "F3"]);
const status = fc.constantFrom(
	"🔴 Not Started",
	"⏳ Pending",
	"In Progress",
	"✅ Done",
	"⏸️ Deferred",
	"DOCUMENTED",
	"🚫 Cancelled",
	"Läuft",
	"(40%)",
	"",
);
const prose = fc.constantFrom(
	"Some text.",
	"| a | b |\n|---|---|\n| 1 | ✅ Fixed |",
	"> quoted: Phase 9",
	"1. **Bold**: text",
	"Week 3",
	"",
);
const phase = fc.record({
	title: fc.constantFrom("Base", "Mail & more", "Настройка"),
	status,
	boxes: fc.array(fc.boolean(), { maxLength: 3 }),
	prose,
	after: prose,
});

/** Documents of foreign shapes: headings, a table or none, statuses known and unknown, text in between. */
const foreign = fc
	.record({
		word,
		ids,
		phases: fc.array(phase, { minLength: 1, maxLength: 4 }),
		table: fc.boolean(),
		bold: fc.boolean(),
		ending: fc.constantFrom("\n", "\r\n"),
	})
	.map(({ word: name, ids: numbers, phases, table, bold, ending }) => {
		const rows = phases.map(
			(one, at) => `| ${name} ${numbers[at]} | ${one.title} | ${one.status} | ${one.boxes.length > 0 ? "33%" : "12/40 points"} |`,
		);
		const head = table
			? ["## Status Summary", "", `| ${name} | Title | Status | Progress |`, "|---|---|---|---|", ...rows, ""]
			: [];
		const sections = phases.flatMap((one, at) => {
			const title = `${name} ${numbers[at]}: ${one.title}`;
			const items = one.boxes.map((done, index) => `- [${done ? "x" : " "}] item ${at}-${index}`);
			return [
				bold ? `**${title}**` : `## ${title}`,
				"",
				...(table ? [] : [`**Status:** ${one.status} | **Owner:** Ben`, ""]),
				one.prose,
				"",
				...items,
				"",
				one.after,
				"",
			];
		});
		return [...head, ...sections].join("\n").replaceAll("\n", ending);
	});

const planned = (text: string, change: Change): string | null => {
	try {
		const document = reread(text);
		const created = createPart(document, change, day, reread);
		const applied = applyChange(created === null ? document : reread(created.text), change, by, reread);
		return applied.kind === "changed" ? applied.text : text;
	} catch (problem) {
		if (problem instanceof Failure) return null;
		throw problem;
	}
};

const body = (text: string): string[] => text.split(/\r\n|\n/).filter((line) => !line.startsWith("<!-- boulder-migrate-restore"));

describe("any document", () => {
	it("keeps the lines that state nothing that a command is about", () => {
		fc.assert(
			fc.property(
				foreign,
				fc.nat(),
				fc.constantFrom("check-off", "sync", "note", "block", "review", "skip", "dates", "unblock", "unskip", "uncheck"),
				(text, pick, kind) => {
					const document = reread(text);
					const items = document.phases.flatMap(everyItem).filter(({ box }) => !box.value);
					const item = items[pick % Math.max(1, items.length)];
					const id = document.phases[pick % Math.max(1, document.phases.length)]?.id;
					const done = document.phases.flatMap(everyItem).find(({ box }) => box.value);
					if (id === undefined || (["check-off", "skip", "unskip"].includes(kind) && item === undefined)) return;
					if (kind === "uncheck" && done === undefined) return;
					const changes: Readonly<Record<typeof kind, Change>> = {
						"check-off": { kind: "check-off", items: [item?.id ?? ""], evidence: null },
						sync: { kind: "sync" },
						note: { kind: "note", phase: id, text: "a lesson" },
						block: { kind: "block", phase: id, reason: "disk" },
						review: { kind: "review", phase: id, text: "looked at" },
						skip: { kind: "skip", items: [item?.id ?? ""], reason: "not ours" },
						unskip: { kind: "unskip", items: [item?.id ?? ""] },
						uncheck: { kind: "uncheck", items: [done?.id ?? ""] },
						unblock: { kind: "unblock", phase: id },
						dates: { kind: "dates", phase: id, start: { kind: "day", day: "2026-11-02" }, target: null },
					};
					const after = planned(text, changes[kind]);
					if (after === null) return;
					const left = body(after);
					for (const line of body(text)) {
						const states = /Status:\*\*|^\||^- \[[ x]\]|^#.*%/.test(line) && !line.includes("Fixed");
						if (!states) expect(left, line).toContain(line);
						// A table that --create adds has the word once more.
						for (const unknown of ["Deferred", "DOCUMENTED", "Cancelled"])
							if (line.includes(unknown))
								expect(after.split(unknown).length, line).toBeGreaterThanOrEqual(text.split(unknown).length);
					}
				},
			),
			{ numRuns: 40 },
		);
	});

	it("is what it was after check-off and uncheck", () => {
		fc.assert(
			fc.property(foreign, fc.nat(), (text, pick) => {
				const items = reread(text)
					.phases.flatMap(everyItem)
					.filter(({ box }) => !box.value);
				const item = items[pick % Math.max(1, items.length)];
				if (item === undefined) return;
				// What a check-off corrects was wrong before: start from a document that is right.
				const right = planned(text, { kind: "sync" });
				if (right === null) return;
				const checked = planned(right, { kind: "check-off", items: [item.id], evidence: null });
				if (checked === null) return;
				expect(planned(checked, { kind: "uncheck", items: [item.id] })).toBe(right);
			}),
			{ numRuns: 40 },
		);
	});
});
