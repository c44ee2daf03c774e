import type { PhaseId } from "../model/phase-id.ts";
import { insert, replace, type TextEdit } from "../text/edits.ts";
import { type Span, slice } from "../text/span.ts";
import { endingOf } from "./line.ts";
import type { Revision } from "./revision.ts";

/*
 * What a change overwrites and could not be computed again: an author's own word for a status that no other row uses, a percentage that
 * was rounded. It is kept in a comment at the end of the document, which is not rendered, until the change is undone: the document is the
 * only database.
 */

const marker = "boulder-migrate-restore";

/** Whether a line holds what is remembered. */
export function isMemory(line: string): boolean {
	return line.startsWith(`<!-- ${marker} `);
}

/** What is remembered: which fact of which phase, and in which state the words were right. */
export interface Memory {
	readonly phase: PhaseId | null;
	readonly fact: "status" | "section" | "heading" | "completion" | "start" | "blockers";
	/** The status, or the count of the items. */
	readonly state: string;
}

interface Remembered {
	readonly key: string;
	readonly raw: string;
	readonly start: number;
	readonly end: number;
}

function keyOf({ phase, fact, state }: Memory): string {
	return `${phase ?? "-"} ${fact} ${state}`;
}

function rememberedIn(text: string): Remembered[] {
	if (!text.includes(marker)) return [];
	const pattern = new RegExp(`^<!-- ${marker} (\\S+ \\S+ \\S+): ?(.*?) ?-->[ \\t]*$`, "gm");
	return [...text.matchAll(pattern)].map((match) => ({
		key: match[1] ?? "",
		raw: match[2] ?? "",
		start: match.index,
		end: match.index + match[0].length,
	}));
}

/** Whether the value of a fact in that state is stored. */
export function isRemembered({ text }: Revision, memory: Memory): boolean {
	const key = keyOf(memory);
	return rememberedIn(text).some((one) => one.key === key);
}

/** The value of a fact when it was last in that state; null if nothing is stored. This change removes it. */
export function recall(revision: Revision, memory: Memory): string | null {
	const key = keyOf(memory);
	const found = rememberedIn(revision.text).find((one) => one.key === key);
	if (found === undefined) return null;
	revision.forgotten.add(key);
	return found.raw;
}

/** Stores the value of a fact in the state that it leaves. */
export function remember(revision: Revision, memory: Memory, raw: string): void {
	// An open fence would swallow the comment; these would end it.
	if (/--!?>|[\r\n]/.test(raw) || revision.before.irregularities.some(({ kind }) => kind === "unclosed")) return;
	revision.remembered.set(keyOf(memory), raw);
}

/** The edits that bring the comments at the end of the document up to date. */
export function memoryEdits(revision: Revision): TextEdit[] {
	const { text } = revision;
	const gone: Span[] = [];
	for (const { key, raw, start, end } of rememberedIn(text)) {
		if (!revision.forgotten.has(key) && revision.remembered.get(key) !== undefined && revision.remembered.get(key) !== raw)
			revision.forgotten.add(key);
		else if (!revision.forgotten.has(key)) {
			revision.remembered.delete(key);
			continue;
		}
		const ending = /^(?:\r\n|\r|\n)/.exec(text.slice(end, end + 2))?.[0].length ?? 0;
		const last = gone.at(-1);
		if (last?.end === start) gone[gone.length - 1] = { start: last.start, end: end + ending };
		else gone.push({ start, end: end + ending });
	}
	const lines = [...revision.remembered].map(([key, raw]) => `<!-- ${marker} ${key}: ${raw} -->`);
	const ending = endingOf(text, text.length);
	const closed = text === "" || /[\r\n]$/.test(slice(text, { start: text.length - 1, end: text.length }));
	const added = lines.map((line) => (closed ? line + ending : ending + line)).join("");
	const edits = gone.map((span) => {
		if (span.end < text.length) return replace(text, span, "");
		// The last line takes the line ending before it along where none follows.
		const before = closed ? 0 : (/(?:\r\n|\r|\n)$/.exec(text.slice(0, span.start))?.[0].length ?? 0);
		return replace(text, { start: span.start - before, end: span.end }, added);
	});
	if (added === "" || gone.at(-1)?.end === text.length) return edits;
	return [...edits, insert(text.length, added)];
}
