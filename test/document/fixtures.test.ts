import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/document/read-document.ts";
import type { StatusDocument } from "../../src/model/document.ts";
import type { Item } from "../../src/model/item.ts";
import { rollUp } from "../../src/model/roll-up.ts";
import { builtInVocabulary } from "../../src/model/words/built-in-words.ts";
import { extendVocabulary } from "../../src/model/words/vocabulary.ts";
import { readVocabularySection } from "../../src/probes/file/vocabulary-section.ts";
import { check } from "../../src/rules/check.ts";
import { fix } from "../../src/rules/fix.ts";
import { decode, sourceText } from "../../src/text/decode.ts";
import { projectFolder } from "../command-line.ts";
import { expectGolden } from "../golden.ts";

const folder = join(projectFolder, "test", "fixtures", "documents");
const names = readdirSync(folder).filter((name) => name.endsWith(".md"));
const today = "2026-11-24";

function read(name: string): { document: StatusDocument; again: (text: string) => StatusDocument } {
	const decoded = decode(readFileSync(join(folder, name)));
	if (decoded.kind === "invalid") throw new Error(decoded.problem);
	const probes = join(folder, name.replace(/\.md$/, ".probes.yaml"));
	const words = existsSync(probes)
		? extendVocabulary(builtInVocabulary, readVocabularySection(readFileSync(probes, "utf8"), probes))
		: builtInVocabulary;
	return { document: readDocument(decoded.source, words), again: (text) => readDocument(sourceText(text), words) };
}

/** The model in a form that can be read and compared line by line with the document. */
function projection(document: StatusDocument): string {
	const { source } = document;
	const lines: string[] = [`title: ${document.title?.value ?? "-"}`];
	if (source.byteOrderMark) lines.push("byte order mark");
	if (source.garbling !== null)
		lines.push(`garbled: ${source.garbling.codePage}, ${source.garbling.lossless ? "lossless" : "lossy"}`);
	const item = (one: Item): string => {
		const flags = [
			one.optional ? "optional" : "",
			one.notApplicable === null ? "" : `n/a: ${one.notApplicable.value}`,
			one.pinned ? "pinned" : "",
			one.parent === null ? "" : `in ${one.parent}`,
			...one.evidence.map((evidence) => `evidence: ${evidence.text} by ${evidence.reviewer} on ${evidence.day.value}`),
		];
		return [`  [${one.box.value ? "x" : " "}] ${one.id}`, one.text.value, one.group ?? "-", ...flags.filter(Boolean)].join(" | ");
	};
	for (const { phase, row, status, completion, own, blockers, waitsFor } of rollUp(document, "2026-11-24")) {
		lines.push("", `phase ${phase.id}: ${phase.title.value}`);
		if (phase.goal !== null) lines.push(`  goal: ${phase.goal.value}`);
		const start = row?.start?.value;
		lines.push(
			`  written: table ${row?.status?.status ?? "-"}, section ${phase.status?.status ?? "-"}, start ${start?.kind === "day" ? start.day : (start?.kind ?? "-")}`,
		);
		lines.push(`  derived: ${status}, ${own.done}/${own.counted}, ${completion}%`);
		for (const blocker of blockers)
			lines.push(
				`  blocker: ${blocker.reason}${blocker.since === null ? "" : `, since ${source.text.slice(blocker.since.span.start, blocker.since.span.end)}`}`,
			);
		for (const edge of waitsFor) lines.push(`  waits for ${edge.on} (${edge.kind})`);
		lines.push(
			...phase.items.map(item),
			...(phase.validation?.items ?? []).map(item),
			...phase.criteria.map((criterion) => `  criterion ${criterion.id} | ${criterion.text.value}`),
		);
	}
	const edges = (document.dependencies?.edges ?? []).map(
		(edge) => `${edge.phase}${edge.kind === "hard" ? "=>" : "~>"}${edge.on}`,
	);
	lines.push("", `dependencies: ${edges.join(" ") || "-"}`);
	for (const review of document.history?.rows ?? [])
		lines.push(`review: ${source.text.slice(review.span.start, review.span.end)} (phases ${review.phases.join(", ")})`);
	if (document.footer !== null) lines.push(`last updated: ${document.footer.day?.value ?? document.footer.text.value}`);
	lines.push("");
	for (const finding of check(document, today)) {
		const { line, column } = source.at(finding.span.start);
		lines.push(
			`${line}:${column} ${finding.severity} ${finding.rule}${finding.fix === null ? "" : " (fixable)"}: ${finding.message}`,
		);
	}
	return `${lines.join("\n")}\n`;
}

describe.each(names)("%s", (name) => {
	it("is read as a person reads it", () =>
		expectGolden(join("documents", name.replace(/\.md$/, ".txt")), projection(read(name).document)));

	it("is fixed once and for all", () => {
		const { document, again } = read(name);
		const judge = (one: StatusDocument): ReturnType<typeof check> => check(one, today);
		const once = fix(document, again, judge);
		expect(once.left.filter((finding) => finding.fix !== null)).toEqual([]);
		expect(fix(again(once.text), again, judge).text).toBe(once.text);
		expectGolden(join("documents", name.replace(/\.md$/, ".fixed.md")), once.text);
	});
});

it("spelling does not change what is read", () => {
	const shape = (name: string): string =>
		projection(read(name).document)
			.split("\n")
			.filter((line) => !/^(?:garbled|byte order|\d+:)/.test(line))
			.join("\n");
	const plain = shape("postgres-from-zero.md");
	for (const name of ["crlf.md", "bom-no-newline.md", "mixed-endings.md", "garbled-windows-1252.md"])
		expect(shape(name), name).toBe(plain);
});
