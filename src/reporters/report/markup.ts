import { printable } from "../../text/printable.ts";

/** Text that is HTML or SVG already. Only `markup` makes it, so that everything else is escaped. */
export interface Markup {
	readonly markup: string;
}

export type Content = string | number | Markup | null | readonly Content[];

/** The one place where text becomes HTML or SVG: everything between the literal parts of the template is escaped, unless it is markup. */
export function markup(literals: TemplateStringsArray, ...values: readonly Content[]): Markup {
	let made = literals[0] ?? "";
	for (const [index, value] of values.entries()) made += written(value) + (literals[index + 1] ?? "");
	return { markup: made };
}

function written(content: Content): string {
	if (content === null) return "";
	if (typeof content === "number") return Number.isFinite(content) ? String(Math.round(content * 100) / 100) : "0";
	if (typeof content === "string") return escaped(content);
	if ("markup" in content) return content.markup;
	return content.map(written).join("");
}

/**
 * Safe in text and in quoted attributes. Characters that XML or HTML cannot contain, and those that change the direction of a line, are
 * written as escapes.
 */
function escaped(text: string): string {
	return printable(text.replace(/\s+/g, " "))
		.replace(/\p{Noncharacter_Code_Point}/gu, "\ufffd")
		.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
