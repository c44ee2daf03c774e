import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { applyChange } from "../../src/edits/apply-change.ts";
import type { Applied, Change, Signature } from "../../src/edits/change.ts";
import type { StatusDocument } from "../../src/model/document.ts";
import { Failure } from "../../src/model/failure.ts";
import { rollUp } from "../../src/model/roll-up.ts";
import { readVocabularySection } from "../../src/probes/file/vocabulary-section.ts";
import { sourceText } from "../../src/text/decode.ts";
import { generatedDocument } from "../generated-document.ts";
import { by, checkOff, fixtures, itemsOf, migration, read, uncheck } from "./editing.ts";

const forced: Signature = { ...by, force: "a test" };
type Read = (text: string) => StatusDocument;

/** Null where the change is refused: a refusal has no bytes. */
function tryChange(document: StatusDocument, change: Change, readAgain: Read, signature: Signature = forced): Applied | null {
	try {
		return applyChange(document, change, signature, readAgain);
	} catch (error) {
		if (error instanceof Failure) return null;
		throw error;
	}
}

/** The change undone again, for those that have an opposite. */
function opposite(change: Change): Change | null {
	switch (change.kind) {
		case "check-off":
			return uncheck(...change.items);
		case "skip":
			return { kind: "unskip", items: change.items };
		case "block":
			return { kind: "unblock", phase: change.phase };
		default:
			return null;
	}
}

function changesOf(document: StatusDocument): Change[] {
	const items = itemsOf(document);
	const phases = document.phases.map(({ id }) => id);
	return [
		...items.flatMap(({ id }): Change[] => [
			checkOff(id),
			{ kind: "check-off", items: [id], evidence: { text: "run 7 | green", until: null } },
			uncheck(id),
			{ kind: "skip", items: [id], reason: "not (here)" },
			{ kind: "unskip", items: [id] },
		]),
		checkOff(...items.filter(({ notApplicable }) => notApplicable === null).map(({ id }) => id)),
		uncheck(...items.map(({ id }) => id)),
		...phases.flatMap((phase): Change[] => [
			{ kind: "block", phase, reason: "no quota" },
			{ kind: "unblock", phase },
			{ kind: "note", phase, text: "learned *this*" },
			{ kind: "review", phase, text: "seen | done" },
			{ kind: "dates", phase, start: { kind: "day", day: "2026-03-01" }, target: { kind: "day", day: "2027-03-01" } },
			{ kind: "dates", phase, start: { kind: "none" }, target: { kind: "undecided" } },
		]),
		{ kind: "sync" },
	];
}

/** Lines that a change may touch, by what stands in them. Whatever differs elsewhere is damage. */
function untouched(text: string): string[] {
	return text
		.split(/(?<=\n)/)
		.filter(
			(line) =>
				!/^[\s>]*(?:[-*+]|\d+[.)]) |\||Status|Stand|Statut|Updated|geändert|None|Keine|<!-- boulder-migrate-restore /.test(line),
		);
}

function holds(document: StatusDocument, change: Change, readAgain: Read): void {
	const { text } = document.source;
	const applied = tryChange(document, change, readAgain);
	if (applied?.kind !== "changed") return;
	expect(untouched(applied.text)).toEqual(untouched(text));
	expect(/[\r\n]$/.test(applied.text)).toBe(/[\r\n]$/.test(text));
	// Endings are those of the neighbours: no kind of them comes in new.
	for (const ending of ["\r\n", "\n"]) {
		const count = (of: string): number => of.split(ending).length - (ending === "\n" ? of.split("\r\n").length : 1);
		if (count(text) === 0) expect(count(applied.text) <= (text.includes("\n") ? 0 : 9)).toBe(true);
	}
	const now = readAgain(applied.text);
	// Once more, nothing is left to do.
	const again = tryChange(now, change, readAgain);
	expect(again?.kind, `${JSON.stringify(change)} twice`).not.toBe("changed");
	// Whatever the cells said before, those of a phase that was touched are right.
	if (change.kind === "sync") {
		for (const one of rollUp(now, "2026-11-24")) {
			const blockedByNobody = (status: string | null | undefined): boolean => status === "blocked" && one.blockers.length === 0;
			for (const written of [one.row?.status, one.phase.status]) {
				if (written != null && !blockedByNobody(written.status)) expect(written.status).toBe(one.status);
			}
		}
	}
	const back = opposite(change);
	if (back === null) return;
	const undone = tryChange(now, back, readAgain);
	if (undone?.kind !== "changed") throw new Error(`${JSON.stringify(back)} changes nothing`);
	const restored = readAgain(undone.text);
	if (change.kind === "check-off" && change.items.every((id) => !itemsOf(document).find((item) => item.id === id)?.box.value)) {
		expect(derivedCells(restored)).toEqual(derivedCells(synced(document, readAgain)));
	}
	expect(itemsOf(restored).map((item) => [item.id, item.text.value])).toEqual(
		itemsOf(document).map((item) => [item.id, item.text.value]),
	);
}

/** The derived cells, as a document that tells no lies has them. */
function derivedCells(document: StatusDocument): unknown[] {
	return rollUp(document, "2026-11-24").map((one) => {
		const start = one.row?.start?.value;
		// What stood in place of a date nobody can know any more: `-` or TBD.
		return [one.phase.id, one.status, one.own, start?.kind === "day" ? start.day : null];
	});
}

function synced(document: StatusDocument, readAgain: Read): StatusDocument {
	const applied = tryChange(document, { kind: "sync" }, readAgain);
	return applied?.kind === "changed" ? readAgain(applied.text) : document;
}

const known = fixtures(readVocabularySection);

describe.each(known)("$name", ({ document, words }) => {
	const readAgain: Read = (text) => readDocument(sourceText(text), words);

	it("keeps every byte that a change is not about", () => {
		for (const change of changesOf(document)) holds(document, change, readAgain);
	});
});

describe("a generated document", () => {
	it("keeps every byte that a change is not about", () => {
		fc.assert(
			fc.property(generatedDocument({ lie: false }), fc.nat(), ({ markdown }, pick) => {
				const document = read(markdown);
				const changes = changesOf(document);
				for (const at of [pick, pick + 3, pick + 11]) {
					const change = changes[at % changes.length];
					if (change !== undefined) holds(document, change, read);
				}
			}),
			{ numRuns: 60 },
		);
	});

	it("that is wrong is corrected by sync, once", () => {
		fc.assert(
			fc.property(generatedDocument({ lie: true }), ({ markdown }) => {
				const document = read(markdown);
				holds(document, { kind: "sync" }, read);
				const now = synced(document, read);
				for (const one of rollUp(now, "2026-11-24")) {
					const percent = one.row?.completion?.value;
					// A document whose other percentages are rounded up has this one rounded, too.
					const shown = percent?.kind === "progress" ? percent.percent?.value : undefined;
					expect([one.completion, one.completion + 1]).toContain(shown);
				}
			}),
			{ numRuns: 40 },
		);
	});
});

describe("the document at work", () => {
	it.each([
		["LF", migration],
		["CRLF", migration.replaceAll("\n", "\r\n")],
		["mixed endings", migration.replaceAll("\n", (_all, at: number) => (at % 3 === 0 ? "\r\n" : "\n"))],
		["star bullets", migration.replaceAll(/^- /gm, "* ")],
		["trailing spaces", migration.replaceAll(/([a-z)|])$/gm, "$1  ")],
	])("with %s has its cells back after check-off and uncheck", (_what, text) => {
		const document = read(text);
		for (const { id } of itemsOf(document).filter((_item, index) => index % 12 === 0)) {
			const done = tryChange(document, checkOff(id), read);
			if (done?.kind !== "changed") throw new Error("nothing was checked off");
			const undone = tryChange(read(done.text), uncheck(id), read);
			if (undone?.kind !== "changed") throw new Error("nothing was unchecked");
			// All of it but the history and the footer is, byte by byte, what it was.
			const upToHistory = (of: string): string => of.slice(0, of.indexOf("## Review History"));
			expect(upToHistory(undone.text)).toBe(upToHistory(text));
		}
	});
});
