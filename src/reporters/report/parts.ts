import { type ItemStatus, type StatusTone, statusWording } from "../../model/item-status.ts";
import type { Status } from "../../model/status.ts";
import { count } from "../../text/wording.ts";
import type { Drawing } from "./chart.ts";
import { type Content, type Markup, markup } from "./markup.ts";

/** Of the steps of `leastWidth`: 200rem, 3200 pixels. */
export const widest = 40;

/** From this step on a drawing is wider than any page. */
export const widerThanPage = 14;

/** A part of the page, with the place in the table of contents that its title gets. */
export interface ReportPart {
	readonly id: string;
	readonly title: string;
	readonly body: Markup;
}

/** The owner and due date of an item, if it has any. */
export function assigned(one: {
	readonly owners: readonly string[];
	readonly due: string | null;
	readonly overdueDays?: number | null;
}): Markup | null {
	const late = one.overdueDays ?? null;
	if (one.owners.length === 0 && one.due === null) return null;
	return markup`${one.owners.map((owner) => markup` <span class="owner">${owner}</span>`)}${
		one.due === null
			? null
			: late === null
				? markup` <span class="muted nowrap">due ${one.due}</span>`
				: markup` <span class="tag stop">due ${one.due}, ${count(late, "day")} overdue</span>`
	}`;
}

/** A text that leads to its line on the Git hosting site, where there is one. */
export function atLine(lineUrl: string | null, line: number, text: Content): Markup {
	return lineUrl === null ? markup`${text}` : markup`<a class="line" href="${`${lineUrl}${line}`}">${text}</a>`;
}

/** The word for the status of an item, with its mark and color. */
export function statusTag(status: ItemStatus): Markup {
	const { word, tone } = statusWording[status];
	return markup`<span class="tag ${tagTones[tone]}">${word}</span>`;
}

const tagTones: Readonly<Record<StatusTone, string>> = {
	good: "good",
	busy: "busy",
	bad: "stop",
	caution: "ask",
	faint: "",
};

export function statusPill(status: Status, word: string): Markup {
	return markup`<span class="pill s-${status}">${word}</span>`;
}

/** A progress bar; the same value is next to it as text. Attributes, because the page forbids inline styles. */
export function bar(percent: number, status: Status): Markup {
	return markup`<svg class="bar s-${status}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="track" width="100" height="8"/><rect class="fill" width="${percent}" height="8"/></svg>`;
}

/**
 * On a narrow screen each row becomes a block with the column header in front of its cells. The roles keep it a table for screen
 * readers: browsers drop table semantics if the layout differs.
 */
export function table(caption: string, header: readonly string[], rows: readonly (readonly Content[])[], kind = ""): Markup {
	return markup`<table class="${kind}" role="table"><caption class="unseen">${caption}</caption>
<thead role="rowgroup"><tr role="row">${header.map((cell) => markup`<th scope="col" role="columnheader">${cell}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map(
		([
			first = "",
			...cells
		]) => markup`<tr role="row"><th scope="row" role="rowheader">${first}</th>${cells.map((cell, index) => markup`<td role="cell" data-label="${header[index + 1] ?? ""}">${cell}</td>`)}</tr>
`,
	)}</tbody></table>`;
}

/** A drawing that shrinks with the page as long as it can be read, and then scrolls, with the keyboard too. `kind`: the screens it is for. */
export function figure(id: string, { width, height, title, description, body }: Drawing, kind = ""): Markup {
	return markup`<div class="scroll ${kind}" role="group" aria-label="${title}, drawn" tabindex="0"><svg class="drawing least-${leastWidth(width)}" role="img" aria-labelledby="${id}-title ${id}-text" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><title id="${id}-title">${title}</title><desc id="${id}-text">${description}</desc>${body}</svg></div>`;
}

/** A note below a drawing, visible on screens where the drawing is scrolled. */
export function scrolled({ width }: Drawing, words: string): Markup {
	return markup`<p class="muted sideways beyond-${Math.min(widerThanPage, leastWidth(width))}">${words}</p>`;
}

/** Three quarters of a width in steps of 5rem, for the classes of page-style.ts: the page forbids inline styles. */
function leastWidth(width: number): number {
	return Math.min(widest, Math.max(1, Math.floor((width * 0.75) / 80)));
}

/** `today`, `1 day ago`, `41 days ago`. */
export function ago(days: number): string {
	if (days < 0) return "dated in the future";
	return days === 0 ? "today" : days === 1 ? "1 day ago" : `${days} days ago`;
}
