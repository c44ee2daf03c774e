import type { Overview } from "../../report/overview.ts";
import { drawingStyle } from "../report/drawing-style.ts";
import type { ReportLayout } from "../report/layout.ts";
import { markup } from "../report/markup.ts";
import { pageStyle } from "../report/page-style.ts";
import { table } from "../report/parts.ts";
import { overviewHeadline, troubleWords } from "./lines.ts";

const header = ["Document", "Done", "Items", "Checks", "Phases", "Attention"];

/** One file for several documents: a table, the worst first. It needs no network and has no script. */
export function renderOverviewPage(overview: Overview, madeAt: string, { version, sha256 }: ReportLayout): string {
	const style = drawingStyle + pageStyle;
	const policy = `default-src 'none'; style-src 'sha256-${sha256(style)}'; img-src data:; base-uri 'none'; form-action 'none'`;
	const rows = overview.documents.map((report) => {
		const { total, document, title, phases } = report;
		const marks = phases.map(({ id, statusLabel, completion }) => markup`<div>Phase ${id}: ${statusLabel}, ${completion}%</div>`);
		return [
			markup`${title ?? document}<br><code>${document}</code>`,
			`${total.completion}%`,
			`${total.done}/${total.counted}`,
			`${total.validation.done}/${total.validation.counted}`,
			marks,
			troubleWords(report) ?? "",
		];
	});
	return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Migration overview</title>
<link rel="icon" href="data:,">
<style>${{ markup: style }}</style>
</head>
<body>
<header><h1>Migration overview</h1><p>${overviewHeadline(overview)}</p></header>
<main id="content">${table("Documents", header, rows)}</main>
<footer><p>Made on ${madeAt.slice(0, 10)} ${madeAt.slice(11, 16)} UTC by boulder-migrate ${version}.</p></footer>
</body>
</html>
`.markup;
}
