import type { Overview } from "../../report/overview.ts";
import type { ReportLayout } from "../report/layout.ts";
import { markup } from "../report/markup.ts";
import { pageHead } from "../report/page-head.ts";
import { table } from "../report/parts.ts";
import { overviewHeadline, problemWords } from "./lines.ts";

const header = ["Document", "Done", "Items", "Checks", "Phases", "Attention"];

/** One file for several documents: a table, the worst first. It needs no network and has no script. */
export function renderOverviewPage(overview: Overview, madeAt: string, { version, sha256 }: ReportLayout): string {
	const rows = overview.documents.map((report) => {
		const { total, document, title, phases } = report;
		const marks = phases.map(({ id, statusLabel, completion }) => markup`<div>Phase ${id}: ${statusLabel}, ${completion}%</div>`);
		return [
			markup`${title ?? document}<br><code>${document}</code>`,
			`${total.completion}%`,
			`${total.done}/${total.counted}`,
			`${total.validation.done}/${total.validation.counted}`,
			marks,
			problemWords(report) ?? "",
		];
	});
	return markup`${pageHead("Migration overview", sha256, null)}
<body>
<header><h1>Migration overview</h1><p>${overviewHeadline(overview)}</p></header>
<main id="content">${table("Documents", header, rows)}</main>
<footer><p>Made on ${madeAt.slice(0, 10)} ${madeAt.slice(11, 16)} UTC by boulder-migrate ${version}.</p></footer>
</body>
</html>
`.markup;
}
