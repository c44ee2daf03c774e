import type { PageReport } from "../../report/page-report.ts";
import { attention } from "./attention.ts";
import { burnUpPart, dependencyPart, roadmapPart } from "./figures.ts";
import { itemsPart, nextPart } from "./items.ts";
import type { ReportLayout } from "./layout.ts";
import { markup } from "./markup.ts";
import { pageHead } from "./page-head.ts";
import { pageScript } from "./page-script.ts";
import type { ReportPart } from "./parts.ts";
import { progressTable } from "./progress-table.ts";
import { attestationsPart, reviewsPart, risksPart } from "./records.ts";
import { summary } from "./summary.ts";

/**
 * One file that needs no network, and no script to be read. The policy lets in the style and the script below by their hashes, and forbids
 * everything else.
 */
export function renderPage(page: PageReport, { version, sha256 }: ReportLayout): string {
	const { status, madeAt } = page;
	const title = status.title ?? status.document;
	const parts = [
		attention(page),
		progressTable(page),
		nextPart(page),
		burnUpPart(page),
		roadmapPart(page),
		dependencyPart(page),
		risksPart(page),
		attestationsPart(page),
		reviewsPart(page),
		itemsPart(page),
	].filter((part): part is ReportPart => part !== null);
	const when = `${madeAt.slice(0, 10)} ${madeAt.slice(11, 16)} UTC`;
	return markup`${pageHead(title, sha256, pageScript)}
<body>
<a class="skip" href="#content">Skip to the report</a>
<header>
<h1>${title}</h1>
${summary(page)}
<nav aria-label="Sections"><ul>${parts.map(({ id, title: name }) => markup`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>
<main id="content" tabindex="-1">
${parts.map(
	({ id, title: name, body }) => markup`<section id="${id}" aria-labelledby="${id}-heading"><h2 id="${id}-heading">${name}</h2>
${body}</section>
`,
)}</main>
<footer><p>Made from <code>${status.document}</code> on ${when} by boulder-migrate ${version}.${status.lastUpdated === null ? "" : ` The document was last updated on ${status.lastUpdated}.`}</p></footer>
<script>${{ markup: pageScript }}</script>
</body>
</html>
`.markup;
}
