import type { Status } from "../../model/status.ts";
import type { Drawing } from "./chart.ts";
import { type Content, type Markup, markup } from "./markup.ts";

/** A part of the page, with the place in the table of contents that its title gets. */
export interface Part {
	readonly id: string;
	readonly title: string;
	readonly body: Markup;
}

export function statusPill(status: Status, word: string): Markup {
	return markup`<span class="pill s-${status}">${word}</span>`;
}

/** A bar for the eye; what it says stands beside it as text. Attributes, because the page forbids inline styles. */
export function bar(percent: number, status: Status): Markup {
	return markup`<svg class="bar s-${status}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="track" width="100" height="8"/><rect class="fill" width="${percent}" height="8"/></svg>`;
}

/** A table that scrolls by itself where it is too wide, with the keyboard too. */
export function table(caption: string, header: readonly Content[], rows: readonly (readonly Content[])[], kind = ""): Markup {
	return markup`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table class="${kind}"><caption class="unseen">${caption}</caption>
<thead><tr>${header.map((cell) => markup`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map(
		([first = "", ...cells]) => markup`<tr><th scope="row">${first}</th>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>
`,
	)}</tbody></table></div>`;
}

export function figure(id: string, { width, height, title, description, body }: Drawing): Markup {
	return markup`<div class="scroll" role="region" aria-label="${title}" tabindex="0"><svg class="drawing" role="img" aria-labelledby="${id}-title ${id}-text" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><title id="${id}-title">${title}</title><desc id="${id}-text">${description}</desc>${body}</svg></div>`;
}

/** `today`, `1 day ago`, `41 days ago`. */
export function ago(days: number): string {
	if (days < 0) return "dated in the future";
	return days === 0 ? "today" : days === 1 ? "1 day ago" : `${days} days ago`;
}
