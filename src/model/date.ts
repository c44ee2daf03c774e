/** A calendar day, `YYYY-MM-DD`: compares as a string. */
export type Day = string;

/** The value of a date cell. */
export type WrittenDate =
	| { readonly kind: "none" }
	| { readonly kind: "undecided" }
	/** `other`: in a notation that is not YYYY-MM-DD and can mean this day only. */
	| { readonly kind: "day"; readonly day: Day; readonly other?: true }
	/** In the author's own terms: `Week 3`, `Q1 2027`, `2027-01-15 (est.)`. It is left alone. */
	| { readonly kind: "vague"; readonly text: string }
	/** A day that does not exist. */
	| { readonly kind: "unreadable"; readonly text: string };

/** What a command can write. */
export type SettableDate = Exclude<WrittenDate, { kind: "unreadable" | "vague" }>;

/** Reads a date cell: `-` or nothing, a word of `undecided` such as `TBD` with or without brackets, a day, or something else. */
export function readDate(text: string, undecided: readonly string[]): WrittenDate {
	const trimmed = text.trim();
	if (/^[-–—]*$/.test(trimmed) || /^n\/?a$/i.test(trimmed)) return { kind: "none" };
	const bare = trimmed.replace(/^\((.*)\)$/, "$1").toLowerCase();
	if (/^\?+$/.test(bare) || undecided.some((word) => word.toLowerCase() === bare)) return { kind: "undecided" };
	if (isDay(trimmed)) return { kind: "day", day: trimmed };
	// A remark that does not make the day uncertain: `2026-01-05 (actual)`, `2026-01-05 ✅`.
	const certain =
		/^(\d{4}-\d{2}-\d{2})\s*(?:\((?:actual|done|met|final|fixed|confirmed|hard deadline)\)|[\u2705\u2713\u2714]\ufe0f?)$/i.exec(
			trimmed,
		)?.[1];
	if (certain !== undefined && isDay(certain)) return { kind: "day", day: certain };
	const other = readOtherNotation(trimmed);
	if (other === null) return { kind: "vague", text: trimmed };
	return other === "none" ? { kind: "unreadable", text: trimmed } : { kind: "day", day: other, other: true };
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

/**
 * Unambiguous notations: `2026/11/4`, `4.11.2026`, `25/12/2026`, `4 Nov 2026`, `November 4, 2026`; never `04/11/2026`. "none": a
 * date in such a notation that does not exist; null: not a date.
 */
function readOtherNotation(text: string): Day | "none" | null {
	const iso = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text);
	if (iso !== null) return day(Number(iso[1]), Number(iso[3]), Number(iso[4]));
	const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text);
	if (dotted !== null) return day(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
	const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
	if (slashed !== null) return readSlashed(Number(slashed[1]), Number(slashed[2]), Number(slashed[3]));
	const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})$/i.exec(text);
	if (dayFirst !== null && month(dayFirst[2] ?? "") > 0)
		return day(Number(dayFirst[3]), month(dayFirst[2] ?? ""), Number(dayFirst[1]));
	const monthFirst = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i.exec(text);
	if (monthFirst !== null && month(monthFirst[1] ?? "") > 0)
		return day(Number(monthFirst[3]), month(monthFirst[1] ?? ""), Number(monthFirst[2]));
	return null;
}

/** Day and month in either order: certain only where one of them is no month. */
function readSlashed(first: number, second: number, year: number): Day | "none" | null {
	if (first > 12) return day(year, second, first);
	return second > 12 ? day(year, first, second) : null;
}

function month(name: string): number {
	return months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function day(year: number, monthOfYear: number, dayOfMonth: number): Day | "none" {
	if (!exists(year, monthOfYear, dayOfMonth)) return "none";
	const two = (n: number): string => String(n).padStart(2, "0");
	return `${String(year).padStart(4, "0")}-${two(monthOfYear)}-${two(dayOfMonth)}`;
}
