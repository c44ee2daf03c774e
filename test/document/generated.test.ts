import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slug } from "../../src/document/ids.ts";
import { readInline } from "../../src/document/inline.ts";
import { readDocument } from "../../src/document/read-document.ts";
import type { Item } from "../../src/model/item.ts";
import { rollUp } from "../../src/model/roll-up.ts";
import { reportStatus } from "../../src/report/status-report.ts";
import { check } from "../../src/rules/check.ts";
import { fix } from "../../src/rules/fix.ts";
import { decode, encode, sourceText } from "../../src/text/decode.ts";
import { type Generated, generatedDocument } from "../generated-document.ts";

const today = "2026-11-24";
const read = (text: string): ReturnType<typeof readDocument> => readDocument(sourceText(text));

describe("generated documents", () => {
	it("are read as what was put into them", () => {
		fc.assert(
			fc.property(generatedDocument({ lie: false }), ({ markdown, phases }) => {
				const document = read(markdown);
				const shape = (item: Item): unknown => ({
					text: item.text.value,
					checked: item.box.value,
					optional: item.optional,
					reason: item.notApplicable?.value ?? null,
					group: item.group,
					evidence: item.evidence.length,
				});
				expect(
					document.phases.map((phase) => ({
						id: phase.id,
						title: phase.title.value,
						items: phase.items.map(shape),
						validation: (phase.validation?.items ?? []).map(shape),
						criteria: phase.criteria.map((criterion) => criterion.text.value),
					})),
				).toEqual(phases);
				expect(document.summary?.rows.map((row) => row.phase.value)).toEqual(phases.map((phase) => phase.id));
				expect(document.history?.rows).toHaveLength(1);
				expect(document.footer?.day?.value).toBe("2026-03-04");
				expect(document.irregularities).toEqual([]);
			}),
			{ numRuns: 300 },
		);
	});

	it("have ids that are unique and change neither with the order of the items nor with their boxes", () => {
		fc.assert(
			fc.property(generatedDocument({ lie: false }), fc.boolean(), ({ markdown }, upsideDown) => {
				const before = idsByText(markdown);
				expect(new Set(before.all).size).toBe(before.all.length);
				const eol = markdown.includes("\r\n") ? "\r\n" : "\n";
				const toggled = markdown.replace(/\[[ xX]\]/g, (box) => (box === "[ ]" ? "[x]" : "[ ]"));
				expect(idsByText(toggled).all).toEqual(before.all);
				if (!upsideDown) return;
				// Lists of items that differ may be turned around: each keeps its id.
				const lines = markdown.split(eol);
				const items = lines.map((line, at) => ({ line, at })).filter(({ line }) => /^[-*+] \[[ xX]\]/.test(line));
				const loose = items.filter(({ at }) => !/^\s+[-*+]/.test(lines[at + 1] ?? ""));
				for (let i = 0; i + 1 < loose.length; i += 1) {
					const [one, other] = [loose[i], loose[i + 1]];
					if (one !== undefined && other !== undefined && other.at === one.at + 1) {
						lines[one.at] = other.line;
						lines[other.at] = one.line;
						break;
					}
				}
				const after = idsByText(lines.join(eol));
				for (const [text, ids] of before.byText) if (ids.length === 1) expect(after.byText.get(text)).toEqual(ids);
			}),
			{ numRuns: 200 },
		);
	});

	it("have spans that slice back to what they are about", () => {
		fc.assert(
			fc.property(generatedDocument({ lie: true }), ({ markdown }) => expectTrueSpans(markdown)),
			{ numRuns: 200 },
		);
	});

	it("have no findings if nothing is wrong", () => {
		fc.assert(
			fc.property(generatedDocument({ lie: false }), ({ markdown }) => {
				const expected = new Set(["duplicate-item", "empty-phase", "checked-and-skipped", "missing-start"]);
				const findings = check(read(markdown), today).filter((finding) => !expected.has(finding.rule));
				expect(findings).toEqual([]);
			}),
			{ numRuns: 200 },
		);
	});

	it("are fixed once and for all, and only in wrong cells", () => {
		fc.assert(
			fc.property(generatedDocument({ lie: true }), (generated: Generated) => {
				const judge = (document: ReturnType<typeof read>): ReturnType<typeof check> => check(document, today);
				const once = fix(read(generated.markdown), read, judge);
				expect(once.left.filter((finding) => finding.fix !== null)).toEqual([]);
				expect(once.left.filter((finding) => finding.severity === "error" && finding.rule !== "duplicate-item")).toEqual([]);
				expect(fix(read(once.text), read, judge).text).toBe(once.text);
				const rows = (text: string): string[] => text.split(/\r?\n/).filter((line) => !line.startsWith("|"));
				expect(rows(once.text)).toEqual(rows(generated.markdown));
			}),
			{ numRuns: 200 },
		);
	});

	it("never make the reader throw, with any bytes", () => {
		const mutation = fc.record({ at: fc.nat(), remove: fc.nat(20), put: fc.uint8Array({ maxLength: 6 }) });
		fc.assert(
			fc.property(
				generatedDocument({ lie: true }),
				fc.array(mutation, { minLength: 1, maxLength: 8 }),
				({ markdown }, mutations) => {
					let bytes = encode(markdown, false);
					for (const { at, remove, put } of mutations) {
						const start = at % (bytes.length + 1);
						bytes = Uint8Array.from([...bytes.subarray(0, start), ...put, ...bytes.subarray(start + remove)]);
					}
					const decoded = decode(bytes);
					if (decoded.kind === "invalid") {
						expect(decoded.problem).not.toBe("");
						return;
					}
					const document = readDocument(decoded.source);
					reportStatus(document, rollUp(document, "2026-11-24"), "x");
					for (const finding of check(document, today)) {
						expect(finding.span.end).toBeGreaterThanOrEqual(finding.span.start);
						expect(finding.span.end).toBeLessThanOrEqual(decoded.source.text.length);
					}
					expectTrueSpans(decoded.source.text);
				},
			),
			{ numRuns: 400 },
		);
	});
});

function idsByText(markdown: string): { all: string[]; byText: Map<string, string[]> } {
	const items = read(markdown).phases.flatMap((phase) => [...phase.items, ...(phase.validation?.items ?? [])]);
	const byText = new Map<string, string[]>();
	// Texts of one slug, and only these, are told apart by their order.
	for (const item of items) {
		const key = JSON.stringify([item.phase, item.list, item.group, slug(item.text.value)]);
		byText.set(key, [...(byText.get(key) ?? []), item.id]);
	}
	return { all: items.map((item) => item.id), byText };
}

function expectTrueSpans(markdown: string): void {
	const source = sourceText(markdown);
	const { text } = source;
	const document = readDocument(source);
	for (const phase of document.phases) {
		expect(readInline(text, phase.heading).text).toContain(phase.id);
		for (const item of [...phase.items, ...(phase.validation?.items ?? [])]) {
			expect(text.slice(item.box.span.start - 1, item.box.span.end + 1)).toMatch(item.box.value ? /^\[[xX]\]$/ : /^\[[ \t]\]$/);
			const inline = readInline(text, item.text.span);
			expect([inline.text, inline.struck?.text, inline.struck?.rest]).toContain(item.text.value);
			expect(item.span.start).toBeLessThan(item.box.span.start);
			expect(item.span.end).toBeGreaterThanOrEqual(item.text.span.end);
			for (const { day, until } of item.evidence) {
				expect(text.slice(day.span.start, day.span.end)).toBe(day.value);
				if (until !== null) expect(text.slice(until.span.start, until.span.end)).toBe(until.value);
			}
		}
	}
	for (const row of document.summary?.rows ?? []) {
		const { completion, status } = row;
		if (completion?.value.kind === "progress" && completion.value.percent !== null) {
			const { span, value } = completion.value.percent;
			expect(Number(text.slice(span.start, span.end).replace(",", "."))).toBe(value);
		}
		if (status?.mark != null) expect(text.slice(status.mark.span.start, status.mark.span.end)).toBe(status.mark.value);
		for (const cell of row.cells) expect(text.slice(cell.start, cell.end)).not.toMatch(/^\s|\s$/);
	}
}
