import type { PageReport } from "../../report/page-report.ts";
import { displayWidth, truncate } from "../../text/width.ts";
import { headline } from "../status/headline.ts";
import { burnUp, type Drawing } from "./chart.ts";
import { drawingStyle } from "./drawing-style.ts";
import { dependencyGraph } from "./graph.ts";
import { type Markup, markup } from "./markup.ts";

const margin = 24;

/** The drawings of the page as one picture, for a README or a wiki: no link, no script, both colour schemes. */
export function renderSvg(page: PageReport): string {
	const drawings = [burnUp(page), dependencyGraph(page)].filter((drawing) => drawing !== null);
	const title = page.status.title ?? page.status.document;
	const sentence = headline(page.status);
	const width = Math.max(760, ...drawings.map((drawing) => drawing.width)) + 2 * margin;
	// SVG text does not wrap; about seven pixels a column.
	const columns = Math.floor((width - 2 * margin) / 7);
	const lines = wrapped(sentence, columns);
	let top = margin + 40 + lines.length * 19;
	const placed = drawings.map((drawing) => {
		const at = place(drawing, top);
		top += drawing.height + 44;
		return at;
	});
	const height = top + (drawings.length === 0 ? margin : 0);
	const described = [sentence, ...drawings.map((drawing) => drawing.description)].join(" ");
	return markup`<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" class="drawing" role="img" aria-labelledby="title text" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><title id="title">${title}</title><desc id="text">${described}</desc>
<style>${{ markup: drawingStyle }}</style>
<rect class="canvas" width="${width}" height="${height}"/>
<text class="heading" x="${margin}" y="${margin + 16}">${truncate(title.replace(/\s+/g, " "), Math.floor(columns * 0.8))}</text>
${lines.map((line, index) => markup`<text x="${margin}" y="${margin + 44 + index * 19}">${line}</text>`)}
${placed}</svg>
`.markup;
}

function place({ title, body, width, height }: Drawing, top: number): Markup {
	return markup`<g transform="translate(${margin} ${top})"><text class="name" x="0" y="16">${title}</text><svg y="28" width="${width}" height="${height}">${body}</svg></g>
`;
}

function wrapped(text: string, columns: number): string[] {
	const lines: string[] = [];
	let line = "";
	for (const word of text.split(" ")) {
		const longer = line === "" ? word : `${line} ${word}`;
		if (line !== "" && displayWidth(longer) > columns) {
			lines.push(line);
			line = word;
		} else line = longer;
	}
	return [...lines, line].map((one) => truncate(one, columns));
}
