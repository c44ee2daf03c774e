import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import { applyChange } from "../../src/edits/apply-change.ts";
import type { Change } from "../../src/edits/change.ts";
import type { StatusDocument } from "../../src/model/document.ts";
import { Failure } from "../../src/model/failure.ts";
import { searchItems } from "../../src/model/item-search.ts";
import { everyItem } from "../../src/model/phase.ts";
import { rollUp } from "../../src/model/roll-up.ts";
import { builtInVocabulary } from "../../src/model/words/built-in-words.ts";
import { extendVocabulary } from "../../src/model/words/vocabulary.ts";
import { check } from "../../src/rules/check.ts";
import { sourceText } from "../../src/text/decode.ts";
import { projectFolder } from "../command-line.ts";

/** Documents in the shapes that people write, each with what must be read and found in it. The commands on them are run by the field runner. */
const folder = join(projectFolder, "test", "fixtures", "field");
const today = "2026-11-24";

interface Expected {
	readonly phases?: readonly {
		readonly id: string;
		readonly title?: string;
		readonly items?: number;
		readonly done?: number;
		readonly status?: string;
		readonly written?: string;
		readonly percent?: number;
		readonly blockers?: number;
	}[];
	readonly phasesAre?: boolean;
	readonly findings?: {
		readonly noErrors?: boolean;
		readonly errorsAllowed?: readonly number[];
		readonly noneAt?: readonly number[];
		readonly must?: readonly { readonly lines: readonly number[] }[];
	};
}

const names = readdirSync(folder)
	.filter((name) => name.endsWith(".md"))
	.map((name) => name.replace(/\.md$/, ""));

const read = (name: string, text: string): StatusDocument => {
	const words = name.startsWith("50-") ? extendVocabulary(builtInVocabulary, { phase: ["Milestone"] }) : builtInVocabulary;
	return readDocument(sourceText(text), words);
};
const textOf = (name: string): string => readFileSync(join(folder, `${name}.md`), "utf8");

describe.each(names)("%s", (name) => {
	const wanted: Expected = JSON.parse(readFileSync(join(folder, `${name}.expect.json`), "utf8"));
	const document = read(name, textOf(name));
	const derived = rollUp(document, today);

	it("is read as its author means it", () => {
		const found = derived.map(({ phase, row, own, status, completion, blockers }) => ({
			id: phase.id.toLowerCase(),
			title: phase.title.value,
			items: own.counted,
			done: own.done,
			status,
			written: row?.status?.status ?? phase.status?.status ?? null,
			percent: completion,
			blockers: blockers.length,
		}));
		for (const one of wanted.phases ?? [])
			expect(found).toContainEqual(expect.objectContaining({ ...one, id: one.id.toLowerCase() }));
		if (wanted.phasesAre === true)
			expect(found.map(({ id }) => id).sort()).toEqual((wanted.phases ?? []).map(({ id }) => id.toLowerCase()).sort());
	});

	it("has the findings that are true, and no others", () => {
		const found = check(document, today).map((finding) => ({
			line: document.source.lineOf(finding.span.start),
			severity: finding.severity,
		}));
		const { findings } = wanted;
		if (findings === undefined) return;
		if (findings.noErrors === true)
			expect(
				found.filter(({ line, severity }) => severity === "error" && findings.errorsAllowed?.includes(line) !== true),
			).toEqual([]);
		expect(found.filter(({ line }) => findings.noneAt?.includes(line) === true)).toEqual([]);
		for (const { lines } of findings.must ?? []) expect(found.some(({ line }) => lines.includes(line))).toBe(true);
	});

	it("is restored when every check-off is undone", () => {
		const text = textOf(name);
		const reread = (changed: string): StatusDocument => read(name, changed);
		const by = {
			reviewer: "A Reviewer",
			day: today,
			message: null,
			force: "a test",
			secondReviewer: false,
			evidence: "verified" as const,
		};
		for (const item of document.phases.flatMap(everyItem)) {
			if (item.box.value || item.notApplicable !== null) continue;
			const change = (kind: "check-off" | "uncheck"): Change =>
				kind === "uncheck" ? { kind, items: [item.id] } : { kind, items: [item.id], evidence: null };
			const done = applyChange(document, change("check-off"), by, reread);
			if (done.kind !== "changed") throw new Failure("refused", `${item.id} was not checked off`);
			const undone = applyChange(done.document, change("uncheck"), by, reread);
			if (undone.kind !== "changed") throw new Failure("refused", `${item.id} was not unchecked`);
			// What was wrong before is corrected, and stays so.
			const derivedBefore = derived.find(({ phase }) => phase.id === item.phase);
			const isRight = check(document, today).every(({ rule }) => !["status-mismatch", "completion-mismatch"].includes(rule));
			if (derivedBefore !== undefined && isRight) expect(bare(undone.text)).toBe(bare(text));
		}
	});
});

/** Without the rows of the review history and the day of the footer. */
function bare(text: string): string {
	return text.replace(/^\| 2026-11-24 .*\n/gm, "").replace(/Last Updated:.*/, "");
}

it("finds an item by words wherever it stands in a phase", () => {
	const document = read("01", textOf("01-open-boxes-under-prerequisites"));
	const found = searchItems("vpn", document.phases);
	expect(JSON.stringify(found)).toContain("1/vpn-access-for-the-team");
});
