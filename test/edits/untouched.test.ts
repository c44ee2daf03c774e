import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { applyChange } from "../../src/edits/apply-change.ts";
import type { Change, Signature } from "../../src/edits/change.ts";
import { createPart } from "../../src/edits/create-part.ts";
import { Failure } from "../../src/model/failure.ts";
import { everyItem } from "../../src/model/phase.ts";
import { check } from "../../src/rules/check.ts";
import { fix } from "../../src/rules/fix.ts";
import { sourceText } from "../../src/text/decode.ts";
import { runs } from "../runs.ts";
import { foreign } from "./foreign-documents.ts";

const day = "2026-11-24";
const by: Signature = { reviewer: "Ana", day, message: null, force: "test", secondReviewer: false, evidence: "none" };
const reread = (text: string) => readDocument(sourceText(text));

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

const fixed = (text: string): string => fix(reread(text), reread, (document) => check(document, day)).text;

const kinds = [
	...(["check-off", "sync", "note", "block", "review", "skip", "dates", "unblock", "unskip", "uncheck"] as const),
	...(["risk", "fix"] as const),
];

const body = (text: string): string[] => text.split(/\r\n|\n/).filter((line) => !line.startsWith("<!-- boulder-migrate-restore"));

describe("any document", () => {
	it("keeps the lines that state nothing that a command is about", () => {
		fc.assert(
			fc.property(foreign, fc.nat(), fc.constantFrom(...kinds), (text, pick, kind) => {
				const document = reread(text);
				const items = document.phases.flatMap(everyItem).filter(({ box }) => !box.value);
				const item = items[pick % Math.max(1, items.length)];
				const id = document.phases[pick % Math.max(1, document.phases.length)]?.id;
				const done = document.phases.flatMap(everyItem).find(({ box }) => box.value);
				if (id === undefined || (["check-off", "skip", "unskip"].includes(kind) && item === undefined)) return;
				if (kind === "uncheck" && done === undefined) return;
				const changes: Readonly<Record<Exclude<typeof kind, "fix">, Change>> = {
					"check-off": { kind: "check-off", items: [item?.id ?? ""], evidence: null },
					sync: { kind: "sync" },
					note: { kind: "note", phase: id, text: "a lesson" },
					block: { kind: "block", phase: id, reason: "disk" },
					review: { kind: "review", phase: id, text: "looked at" },
					skip: { kind: "skip", items: [item?.id ?? ""], reason: "not ours" },
					unskip: { kind: "unskip", items: [item?.id ?? ""] },
					uncheck: { kind: "uncheck", items: [done?.id ?? ""] },
					unblock: { kind: "unblock", phase: id },
					risk: { kind: "risk-add", text: "flood", impact: "Low", probability: null, mitigation: null, owner: null },
					dates: { kind: "dates", phase: id, start: { kind: "day", day: "2026-11-02" }, target: null },
				};
				const after = kind === "fix" ? fixed(text) : planned(text, changes[kind]);
				if (after === null) return;
				const left = body(after);
				for (const line of body(text)) {
					const states = /Status:\*\*|^\||^\s*- \[[ x]\]|^#.*%/.test(line) && !line.includes("Fixed");
					if (!states) expect(left, line).toContain(line);
					// A table that --create adds has the word once more.
					for (const unknown of ["Deferred", "DOCUMENTED", "Cancelled"])
						if (line.includes(unknown))
							expect(after.split(unknown).length, line).toBeGreaterThanOrEqual(text.split(unknown).length);
				}
			}),
			{ numRuns: runs({ fast: 60, thorough: 400 }) },
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
			{ numRuns: runs({ fast: 50, thorough: 400 }) },
		);
	});

	it("is what it was after uncheck and check-off, and after block and unblock", () => {
		fc.assert(
			fc.property(foreign, fc.nat(), (text, pick) => {
				const right = planned(text, { kind: "sync" });
				if (right === null) return;
				const { phases } = reread(right);
				const items = phases.flatMap(everyItem).filter(({ box }) => box.value);
				const item = items[pick % Math.max(1, items.length)];
				const unchecked = item === undefined ? null : planned(right, { kind: "uncheck", items: [item.id] });
				if (item !== undefined && unchecked !== null)
					expect(planned(unchecked, { kind: "check-off", items: [item.id], evidence: null })).toBe(right);
				const id = phases[pick % Math.max(1, phases.length)]?.id;
				if (id === undefined || right.includes("Blocked")) return;
				const ending = right.includes("\r\n") ? "\r\n" : "\n";
				const listed = [right.trimEnd(), "", "## Current Blockers", "", "None", ""].join(ending);
				const blocked = planned(listed, { kind: "block", phase: id, reason: "disk" });
				if (blocked !== null) expect(planned(blocked, { kind: "unblock", phase: id })).toBe(listed);
			}),
			{ numRuns: runs({ fast: 50, thorough: 400 }) },
		);
	});
});
