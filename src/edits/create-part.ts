import type { Day } from "../model/date.ts";
import type { StatusDocument } from "../model/document.ts";
import { Failure } from "../model/failure.ts";
import type { PhaseId } from "../model/phase-id.ts";
import { rollUp } from "../model/roll-up.ts";
import { usualWord } from "../model/words/vocabulary.ts";
import { wordsToWrite } from "../model/words/words-to-write.ts";
import { Lines, splitLines } from "../text/lines.ts";
import { slice } from "../text/span.ts";
import type { Change } from "./change.ts";
import { escapeMarkdown } from "./escape.ts";
import { endingOf, lineEnd, lineStart, nextLine } from "./line.ts";
import { isMemory } from "./memory.ts";
import { labelOf } from "./status.ts";
import { factsOf } from "./verify-edit.ts";

/** A text with a part that a change writes to and the document lacked. */
export interface CreatedPart {
	readonly text: string;
	/** For people: what was added. */
	readonly added: string;
}

/**
 * Adds the section, table or column that a change needs and the document lacks, with the heading levels, words and line endings
 * of the document. Null if nothing is missing. Throws a Failure if the document would otherwise change its meaning.
 */
export function createPart(
	document: StatusDocument,
	change: Change,
	today: Day,
	reread: (text: string) => StatusDocument,
): CreatedPart | null {
	const created = partFor(document, change, today);
	if (created === null) return null;
	const after = factsOf(reread(created.text));
	const known = new Map<string, number>();
	for (const fact of after) known.set(fact, (known.get(fact) ?? 0) + 1);
	const lost = factsOf(document).find((fact) => {
		const left = known.get(fact) ?? 0;
		known.set(fact, left - 1);
		return left < 1 && !/^(?:sections|notes|summary|row|dates|completion|history|no blockers|blockers|risks) /.test(fact);
	});
	if (lost === undefined) return created;
	throw new Failure(
		"refused",
		`"${created.added}" cannot be added: the rest of the document would be read differently`,
		"add it by hand where it belongs, then run the command again without --create",
	);
}

function partFor(document: StatusDocument, change: Change, today: Day): CreatedPart | null {
	switch (change.kind) {
		case "note":
			return document.phases.find(({ id }) => id === change.phase)?.notes == null ? notesFor(document, change.phase) : null;
		case "block":
			return document.blockers === null || document.blockers.lists.length === 0 ? blockerList(document) : null;
		case "review":
			return document.history === null ? reviewHistory(document) : null;
		case "dates": {
			if (document.summary === null) return summaryTable(document, today);
			const wanted = (["start", "target"] as const).filter(
				(column) => change[column] !== null && document.summary?.table.columns[column] === undefined,
			);
			return wanted.length === 0 ? null : dateColumns(document, wanted);
		}
		case "risk-add":
			return document.risks === null ? riskRegister(document, change.owner !== null) : null;
		default:
			return null;
	}
}

function notesFor(document: StatusDocument, phase: PhaseId): CreatedPart {
	const { text } = document.source;
	const { vocabulary, notes } = document;
	const own = wordsToWrite(document);
	const title = `${usualWord(vocabulary.phase)} ${phase} ${own.phaseNotes}`;
	const depth = notes === null ? topDepth(text) : depthAt(text, notes.heading.start);
	const heading = `${"#".repeat(Math.min(6, depth + 1))} ${title}`;
	if (notes !== null) return { text: insertedAt(text, notes.span.end, [heading]), added: title };
	const above = `${"#".repeat(depth)} ${own.section("notes")}`;
	return { text: insertedAt(text, endOf(document), [above, "", heading]), added: title };
}

function blockerList(document: StatusDocument): CreatedPart {
	const { text } = document.source;
	const own = wordsToWrite(document);
	const title = own.section("blockers");
	const lines = [`${"#".repeat(topDepth(text))} ${title}`, "", own.none];
	return { text: insertedAt(text, endOf(document), lines), added: title };
}

function reviewHistory(document: StatusDocument): CreatedPart {
	const { text } = document.source;
	const own = wordsToWrite(document);
	const title = own.section("history");
	const header = (["date", "reviewer", "phase", "change"] as const).map((name) => own.column(name));
	const lines = [`${"#".repeat(topDepth(text))} ${title}`, "", row(header), row(header.map((cell) => "-".repeat(cell.length)))];
	return { text: insertedAt(text, endOf(document), lines), added: title };
}

/** `owned`: a column for who watches each risk is wanted, too. */
function riskRegister(document: StatusDocument, owned: boolean): CreatedPart | null {
	const { text } = document.source;
	const own = wordsToWrite(document);
	const title = own.section("risks");
	const names = ["risk", "impact", "probability", "mitigation"] as const;
	const header = [...names, ...(owned ? (["owner"] as const) : [])].map((name) => own.column(name));
	const lines = [`${"#".repeat(topDepth(text))} ${title}`, "", row(header), row(header.map((cell) => "-".repeat(cell.length)))];
	return { text: insertedAt(text, endOf(document), lines), added: title };
}

function summaryTable(document: StatusDocument, today: Day): CreatedPart {
	const { text } = document.source;
	const own = wordsToWrite(document);
	const title = own.section("summary");
	const header = (["phase", "description", "status", "start", "target", "completion"] as const).map((name) => own.column(name));
	const rows = rollUp(document, today).map(({ phase, status, own: items, completion }) => {
		const label = labelOf(document, status);
		const written = phase.status?.status === null ? phase.status.raw : `${label.mark} ${label.word}`.trim();
		const cells = [
			`${usualWord(document.vocabulary.phase)} ${phase.id}`,
			escapeMarkdown(phase.title.value),
			written.replaceAll("|", "\\|"),
			"-",
			"-",
		];
		return row([...cells, items.counted === 0 ? "-" : `${completion}%`]);
	});
	const lines = [
		`${"#".repeat(topDepth(text))} ${title}`,
		"",
		row(header),
		row(header.map((cell) => "-".repeat(cell.length))),
		...rows,
	];
	return { text: insertedAt(text, firstSection(document), lines), added: title };
}

/** Adds columns at the end of the summary table. */
function dateColumns(document: StatusDocument, wanted: readonly ("start" | "target")[]): CreatedPart | null {
	const { summary, source } = document;
	if (summary === null) return null;
	const ragged = summary.rows.find(({ cells }) => cells.length !== summary.table.header.length);
	if (ragged !== undefined)
		throw new Failure(
			"refused",
			`line ${source.lineOf(ragged.span.start)}: the row of Phase ${ragged.phase.value} has ${ragged.cells.length} cells, its table ${summary.table.header.length} columns`,
			"give each row of the table as many cells as it has columns, then try again",
		);
	const names = wanted.map((column) => wordsToWrite(document).column(column));
	const { span } = summary.table;
	let table = "";
	let index = 0;
	for (let at = lineStart(source.text, span.start); at < span.end; at = nextLine(source.text, at)) {
		const end = lineEnd(source.text, at);
		const line = source.text.slice(at, end);
		const cells = names.map((name) => (index === 0 ? name : index === 1 ? "-".repeat(name.length) : "-"));
		const bare = line.trimEnd();
		table += bare.endsWith("|") ? `${bare} ${cells.join(" | ")} |` : `${bare} | ${cells.join(" | ")}`;
		table += line.slice(bare.length) + source.text.slice(end, nextLine(source.text, at));
		index += 1;
	}
	const start = lineStart(source.text, span.start);
	const end = nextLine(source.text, Math.max(span.start, span.end - 1));
	return { text: source.text.slice(0, start) + table + source.text.slice(end), added: `the column ${names.join(" and ")}` };
}

function row(cells: readonly string[]): string {
	return `| ${cells.join(" | ")} |`;
}

/** Lines at a place that starts a line, with a blank line on both sides. */
function insertedAt(text: string, place: number, lines: readonly string[]): string {
	const ending = endingOf(text, Math.max(0, place - 1));
	const before = text.slice(0, place);
	const after = text.slice(place);
	const above = splitLines(before);
	const isClosed = above.pop() === "";
	const isApart = isClosed && (above.at(-1) ?? "").trim() === "";
	const gap = (isClosed ? "" : ending) + (isApart ? "" : ending);
	if (after.trim() !== "") return before + gap + lines.join(ending) + ending + ending + after;
	return before + gap + lines.join(ending) + (/[\r\n]$/.test(text) ? ending : "");
}

/** The end of the document, before what it remembers in comments, and before its footer with the rule above that. */
function endOf({ source, footer, phases }: StatusDocument): number {
	const { text } = source;
	const lines = new Lines(text);
	const line = (number: number): string => slice(text, lines.span(number));
	let end = text.length;
	for (let last = lines.at(text.trimEnd().length).line; isMemory(line(last)); last -= 1) end = lines.startOf(last);
	if (footer === null || phases.some(({ heading }) => heading.start > footer.span.start)) return end;
	end = Math.min(end, lineStart(text, footer.span.start));
	const above = lines.at(text.slice(0, end).trimEnd().length).line;
	// Right below a text, hyphens are the underline of a heading.
	return /^(?:-{3,}|\*{3,}|_{3,})\s*$/.test(line(above)) && line(above - 1).trim() === "" ? lines.startOf(above) : end;
}

/** The position of the first heading of the usual depth, after the title and the introduction. */
function firstSection({ source, phases }: StatusDocument): number {
	const { text } = source;
	const depth = topDepth(text);
	const sections = headingsIn(text).filter((one) => one.depth === depth && one.start > 0);
	return Math.min(
		text.length,
		...[...sections, ...phases.map(({ heading }) => heading)].map(({ start }) => lineStart(text, start)),
	);
}

/** The depth of the main sections: of the first headings below a single title. */
function topDepth(text: string): number {
	const depths = headingsIn(text).map(({ depth }) => depth);
	const titles = depths.filter((depth) => depth === 1).length;
	const below = depths.filter((depth) => depth > 1);
	return titles > 1 ? 1 : below.length === 0 ? 2 : Math.min(...below);
}

function depthAt(text: string, start: number): number {
	return /^#{1,6}/.exec(text.slice(start, start + 6))?.[0].length ?? 2;
}

/** The headings outside front matter, code and comments. */
function headingsIn(text: string): { readonly start: number; readonly depth: number }[] {
	const found: { start: number; depth: number }[] = [];
	const front = /^\ufeff?---[ \t]*(?:\r\n|\r|\n)[\s\S]*?(?:\r\n|\r|\n)---[ \t]*(?=[\r\n]|$)/.exec(text)?.[0].length ?? 0;
	let fence: string | null = null;
	let isComment = false;
	for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
		if (index < front) continue;
		if (isComment || (fence === null && /^ {0,3}<!--/.test(line))) {
			isComment = !line.includes("-->");
			continue;
		}
		const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
		if (fence !== null) {
			if (mark?.startsWith(fence)) fence = null;
		} else if (mark !== undefined) fence = mark;
		else {
			const depth = /^(#{1,6})\s/.exec(line)?.[1]?.length;
			if (depth !== undefined) found.push({ start: index, depth });
		}
	}
	return found;
}
