/** A calendar day, `YYYY-MM-DD`: compares as a string. */
export type Day = string;

/** What a date cell says. */
export type WrittenDate =
	| { readonly kind: "none" }
	| { readonly kind: "undecided" }
	| { readonly kind: "day"; readonly day: Day }
	| { readonly kind: "unreadable"; readonly text: string; readonly meant: Day | null };

/**
 * Reads a date cell: `-` or nothing, a word of `undecided` such as `TBD` with or without brackets, or a day. `meant` is set where another
 * notation has just one reading.
 */
export function readDate(text: string, undecided: readonly string[]): WrittenDate {
	const trimmed = text.trim();
	if (/^[-–—]*$/.test(trimmed) || /^n\/?a$/i.test(trimmed)) return { kind: "none" };
	const bare = trimmed.replace(/^\((.*)\)$/, "$1").toLowerCase();
	if (/^\?+$/.test(bare) || undecided.some((word) => word.toLowerCase() === bare)) return { kind: "undecided" };
	if (isDay(trimmed)) return { kind: "day", day: trimmed };
	return { kind: "unreadable", text: trimmed, meant: readOtherNotation(trimmed) };
}

/** Whether the text is an existing day: `2026-02-30` is not. */
export function isDay(text: string): boolean {
	const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
	return match !== null && exists(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** The day of an instant in UTC, so that everyone who edits the document writes the same one. */
export function dayOf(instant: Date): Day {
	return instant.toISOString().slice(0, 10);
}

function exists(year: number, month: number, day: number): boolean {
	if (year < 1 || day < 1) return false;
	const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
	const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
	// A month that does not exist has no days.
	return day <= (lengths[month - 1] ?? 0);
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Notations with one reading only: `2026/11/4`, `4.11.2026`, `4 Nov 2026`, `November 4, 2026`; never `04/11/2026`. */
function readOtherNotation(text: string): Day | null {
	const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
	if (yearFirst !== null) return day(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
	const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text);
	if (dotted !== null) return day(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
	const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})$/i.exec(text);
	if (dayFirst !== null) return day(Number(dayFirst[3]), month(dayFirst[2] ?? ""), Number(dayFirst[1]));
	const monthFirst = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i.exec(text);
	if (monthFirst !== null) return day(Number(monthFirst[3]), month(monthFirst[1] ?? ""), Number(monthFirst[2]));
	return null;
}

function month(name: string): number {
	return months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function day(year: number, monthOfYear: number, dayOfMonth: number): Day | null {
	if (!exists(year, monthOfYear, dayOfMonth)) return null;
	const two = (n: number): string => String(n).padStart(2, "0");
	return `${String(year).padStart(4, "0")}-${two(monthOfYear)}-${two(dayOfMonth)}`;
}
