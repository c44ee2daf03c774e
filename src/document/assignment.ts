import { type Day, isDay } from "../model/date.ts";
import { memoize } from "../model/memoize.ts";
import type { Vocabulary } from "../model/words/vocabulary.ts";
import { alternatives } from "./phase-patterns.ts";

/** Owner and due date of an item: `(@name, due 2026-12-01)`. */
export interface Assignment {
	/** With the `@`, as they are written. */
	readonly owners: readonly string[];
	readonly due: Day | null;
}

export interface AssignedText {
	/** The text without the assignment: the id describes the work, and must not change with its owner. */
	readonly text: string;
	readonly assignment: Assignment;
	/** A parenthesis that begins like an assignment and cannot be read as one. It stays in the text. */
	readonly unreadable: string | null;
}

const unassigned: Assignment = { owners: [], due: null };

/**
 * Splits the assignment off the end of an item's text. Owner and due date may come in either order, one may be missing, and other notes in
 * parentheses may come before or after: `Deploy SA (@ana, due 2026-12-01) (optional)`.
 */
export function splitAssignment(itemText: string, vocabulary: Vocabulary): AssignedText {
	if (!itemText.endsWith(")")) return { text: itemText, assignment: unassigned, unreadable: null };
	let end = itemText.length;
	let unreadable: string | null = null;
	// From the last remark to the first of those that the text ends with.
	while (end > 0 && itemText.charAt(end - 1) === ")") {
		const start = itemText.lastIndexOf("(", end - 1);
		const content = itemText.slice(start + 1, end - 1);
		if (start < 0 || content.includes(")")) break;
		const read = readAssignment(content, vocabulary);
		if (read === "unreadable") unreadable ??= content;
		else if (read !== null) {
			const text = [itemText.slice(0, start).trimEnd(), itemText.slice(end).trimStart()].filter((part) => part !== "").join(" ");
			// An item with no other text is about that person or date.
			if (text === "") break;
			return { text, assignment: read, unreadable: null };
		}
		end = start;
		while (end > 0 && itemText.charAt(end - 1) === " ") end -= 1;
	}
	return { text: itemText, assignment: unassigned, unreadable };
}

const owner = /^@[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?(?:\/[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?)?$/u;

const dueAtStart = memoize(
	(words: readonly string[]) => new RegExp(`^(?:${alternatives(words)})(?:\\s*[:\uff1a]\\s*|\\s+)(\\S.*)$`, "iu"),
);

/** Null: a remark about something else. */
function readAssignment(content: string, vocabulary: Vocabulary): Assignment | "unreadable" | null {
	if (!/[@\d]/.test(content)) return null;
	const due = dueAtStart(vocabulary.due);
	const parts = content.split(/[,;]/).map((part) => part.trim());
	const owners: string[] = [];
	const days: Day[] = [];
	let other = false;
	for (const part of parts) {
		const day = due.exec(part)?.[1];
		if (day !== undefined && isDay(day)) days.push(day);
		else if (part.startsWith("@") && part.split(/\s+/).every((name) => owner.test(name))) owners.push(...part.split(/\s+/));
		else other = true;
	}
	if (!other && days.length <= 1 && owners.length + days.length > 0)
		return { owners: [...new Set(owners)], due: days[0] ?? null };
	// A mere mention of a person or a date is a note; text that begins like an assignment is a misspelled one.
	const [first = ""] = parts;
	const isIntended = owners.length + days.length > 0 || /^@[\p{L}\p{N}]/u.test(first) || /^\d/.test(due.exec(first)?.[1] ?? "");
	return isIntended ? "unreadable" : null;
}
