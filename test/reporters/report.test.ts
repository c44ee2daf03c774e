import fc from "fast-check";
import { type DefaultTreeAdapterTypes, type ParserError, parse } from "parse5";
import { describe, expect, it } from "vitest";
import { joinVerdicts, readVerdicts } from "../../src/report/found-verdicts.ts";
import type { PageReport } from "../../src/report/page-report.ts";
import { daily } from "../../src/report/progress.ts";
import { type ReportFormat, reportReporters } from "../../src/reporters/report/index.ts";
import { markup } from "../../src/reporters/report/markup.ts";
import { pageScript } from "../../src/reporters/report/page-script.ts";
import { expectGolden } from "../golden.ts";
import { processorSeconds } from "../processor-time.ts";
import { parseXml, type Element as XmlElement } from "./parsers/xml.ts";
import { layout } from "./report-layout.ts";
import { halfWay, largeDocument, pageOf, points } from "./report-pages.ts";
import { hostile } from "./verifications.ts";

const formats = ["html", "svg", "md", "mmd"] as const satisfies readonly ReportFormat[];
const rich = pageOf(halfWay, { verdicts: true, withHistory: true });

async function rendered(format: ReportFormat, page: PageReport): Promise<string> {
	return (await reportReporters[format]())(page, layout);
}

interface Element {
	readonly name: string;
	readonly attributes: ReadonlyMap<string, string>;
	readonly text: string;
}

/** The elements as a browser reads them, and what it would complain about. */
function read(html: string): {
	readonly elements: readonly Element[];
	readonly errors: readonly string[];
	readonly comments: number;
} {
	const errors: string[] = [];
	const elements: Element[] = [];
	let comments = 0;
	const textOf = (node: DefaultTreeAdapterTypes.ChildNode): string =>
		"value" in node ? node.value : "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
	const visit = (node: DefaultTreeAdapterTypes.Node): void => {
		if (node.nodeName === "#comment") comments += 1;
		if ("tagName" in node)
			elements.push({
				name: node.tagName,
				attributes: new Map(node.attrs.map(({ name, value }) => [name, value])),
				text: textOf(node),
			});
		if ("childNodes" in node) for (const child of node.childNodes) visit(child);
	};
	visit(parse(html, { onParseError: (problem: ParserError) => errors.push(problem.code) }));
	return { elements, errors, comments };
}

/** The page with a text in every place that people, the cluster or git fill. */
function filled(text: string, page: PageReport): PageReport {
	const item = <T extends { readonly text: string }>(one: T): T => ({
		...one,
		id: text,
		text,
		group: text,
		line: 1,
		owners: [text],
		due: text,
	});
	return {
		...page,
		lineUrl: "https://git.example/a?plain=1#L",
		statusWords: { "not-started": text, "in-progress": text, complete: text, blocked: text, closed: text },
		status: {
			...page.status,
			document: text,
			title: text,
			lastUpdated: text,
			phases: page.status.phases.map((phase) => ({
				...phase,
				id: `${text}${phase.id}`,
				title: text,
				goal: text,
				statusLabel: text,
				start: text,
				blockers: [{ reason: text, since: null, line: 1 }],
				waitsFor: [text],
				dependencies: phase.dependencies.map((one) => ({ ...one, phase: `${text}${one.phase}` })),
				contradictions: [text],
				next: [text],
				items: phase.items.map(item),
				validation: { ...phase.validation, items: phase.validation.items.map(item) },
			})),
		},
		verdicts:
			page.verdicts === null
				? null
				: {
						...page.verdicts,
						contexts: [text],
						byItem: new Map(
							[...page.verdicts.byItem].map(([id, one]) => [id, { ...one, item: item(one.item), message: text, hint: text }]),
						),
					},
		risks: page.risks.map((one) => ({
			...one,
			risk: text,
			impact: text,
			probability: text,
			mitigation: text,
			owner: text,
			state: text,
		})),
		attestations: page.attestations.map((one) => ({ ...one, item: text, itemText: text, text, reviewer: text })),
		reviews: page.reviews.map(() => ({ date: text, reviewer: text, phase: text, change: text })),
	};
}

const hostileTexts = fc
	.oneof(
		fc.constant(hostile),
		fc.string({ unit: "binary", maxLength: 40 }),
		fc
			.array(
				fc.constantFrom(
					"<",
					">",
					"&",
					'"',
					"'",
					"`",
					"</style>",
					"</title>",
					"<script>",
					"<!--",
					"-->",
					"]]>",
					"<img src=x onerror=alert(1)>",
					"javascript:",
					"&lt;",
					"&#x3c;",
					"\u0000",
					"\ud800",
					"\u202e",
					"\ufffe",
					"\ufdd0",
					"\u{1ffff}",
					"\n",
					"\r",
					"\u2028",
					"%%{init}%%",
					'"]',
					"end",
					"```",
					"|",
					"日本",
				),
				{ maxLength: 8 },
			)
			.map((parts) => parts.join("")),
	)
	// Parts without any text are left out, which would be another structure.
	.map((text) => `x${text}`);

describe("the report", () => {
	it.each(formats)("as %s, of a migration in the middle of it and of a plain document", async (format) => {
		expectGolden(`report-half-way.${format}`, await rendered(format, rich));
		expectGolden(
			`report-plain.${format}`,
			await rendered(format, pageOf("# Small\n\n## Phase 1: Only\n\n- [x] One\n- [ ] Two\n")),
		);
	});

	it("keeps hostile text text, in HTML", async () => {
		const usual = read(await rendered("html", filled("word", rich)));
		expect(usual.errors).toEqual([]);
		const names = (elements: readonly Element[]): string[] =>
			elements.map((one) => `${one.name} ${[...one.attributes.keys()].join(" ")}`);
		// How many lines a title takes in a box depends on the title.
		const structure = (elements: readonly Element[]): string[] => names(elements.filter((one) => one.name !== "text"));
		await fc.assert(
			fc.asyncProperty(hostileTexts, async (text) => {
				const { elements, errors, comments } = read(await rendered("html", filled(text, rich)));
				expect(errors).toEqual([]);
				expect(comments).toBe(0);
				expect(structure(elements)).toEqual(structure(usual.elements));
				// Only the script that the policy names by its hash.
				expect(elements.filter(({ name }) => name === "script").map((one) => one.text)).toEqual([pageScript]);
				for (const { name, attributes } of elements) {
					expect(name).not.toMatch(/^(?:img|iframe|object|embed|base)$/);
					for (const [attribute, value] of attributes) {
						expect(attribute).not.toMatch(/^on|^style$|^srcdoc$/);
						if (/href|src/.test(attribute))
							expect(value).toMatch(/^(?:#[a-z0-9-]+|data:,|https:\/\/git\.example\/a\?plain=1#L\d+)$/);
					}
				}
			}),
			{ numRuns: 30 },
		);
	});

	it("shows what it was given: an item's text is on the page, character by character", async () => {
		const text = `<b>bold</b> & "quoted" 'text' </title><script>alert(1)</script>`;
		const { elements } = read(await rendered("html", filled(text, rich)));
		expect(elements.find((one) => one.name === "h1")?.text).toBe(text);
		expect(elements.filter((one) => one.name === "li" && one.text.includes(text)).length).toBeGreaterThan(20);
	});

	it("keeps hostile text text, in SVG", async () => {
		await fc.assert(
			fc.asyncProperty(hostileTexts, async (text) => {
				const svg = await rendered("svg", filled(text, rich));
				const names = (element: XmlElement): string[] => [element.name, ...element.children.flatMap(names)];
				const usual = ["svg", "title", "desc", "style", "rect", "text", "g", "line", "path", "circle"];
				expect(names(parseXml(svg)).filter((name) => !usual.includes(name))).toEqual([]);
			}),
			{ numRuns: 30 },
		);
	});

	it("keeps hostile text text, in Mermaid and inside the Markdown's fence", async () => {
		const line =
			/^(?:flowchart LR| {2}n\d+\["(?:[^"\u0000-\u001f[\]{}|<>`]|<br\/>)*"\]:::[a-z-]+| {2}n\d+ (?:-->|-\.->)\|"(?:open|must be complete|must be started)"\| n\d+| {2}classDef [a-z-]+ [a-z0-9#:, -]+|)$/;
		await fc.assert(
			fc.asyncProperty(hostileTexts, async (text) => {
				const page = filled(text, rich);
				const diagram = await rendered("mmd", page);
				for (const one of diagram.split("\n")) expect(one).toMatch(line);
				const markdown = await rendered("md", page);
				expect(markdown.split("\n").filter((one) => one.startsWith("```"))).toEqual(["```mermaid", "```"]);
				expect(markdown).toContain(`\`\`\`mermaid\n${diagram}\`\`\`\n`);
			}),
			{ numRuns: 30 },
		);
	});

	it("states that nothing was verified if there are no verdicts", async () => {
		for (const format of ["html", "md"] as const) {
			const text = (await rendered(format, pageOf(halfWay))).replaceAll("\\", "");
			expect(text).toContain("nothing on this page was verified");
			expect(text).not.toContain("items verified");
		}
	});

	it("folds thousands of items by phase, and draws a graph of fifty phases", { timeout: 30_000 }, async () => {
		const page = pageOf(largeDocument(50, 100));
		const started = processorSeconds();
		const { elements } = read(await rendered("html", page));
		expect(processorSeconds() - started).toBeLessThan(10);
		expect(elements.filter((one) => one.name === "details" && one.attributes.get("class") === "phase").length).toBe(50);
		expect(
			elements.filter((one) => /^(?:checked|open)$/.test(one.attributes.get("class") ?? "") && one.name === "li").length,
		).toBe(5000);
		expect(elements.filter((one) => one.attributes.get("class")?.startsWith("node ")).length).toBe(50);
	});

	it("draws what was verified by the log, else by the proofs of check-offs, and nothing where there is neither", async () => {
		const unverified = pageOf(halfWay, { withHistory: true });
		const line = async (page: PageReport): Promise<string | undefined> =>
			/class="verified" d="([^"]*)"/.exec(await rendered("html", page))?.[1];
		expect(await line(unverified)).toBeUndefined();
		const proven = { ...unverified, progress: unverified.progress.map((point, index) => ({ ...point, proven: index })) };
		const verified = unverified.progress.map(({ at }) => ({ at, done: 2 }));
		const [byProof, byLog] = [await line(proven), await line({ ...proven, verified })];
		expect([byProof, byLog]).toEqual([expect.stringMatching(/^M/), expect.stringMatching(/^M/)]);
		expect(byLog).not.toBe(byProof);
		// A log of the time before the document, or of the future, draws nothing.
		expect(
			await line({
				...unverified,
				verified: [
					{ at: "2020-01-01", done: 1 },
					{ at: "2030-01-01", done: 9 },
				],
			}),
		).toBeUndefined();
	});

	it("says when it may be complete, and draws it", async () => {
		const html = await rendered("html", pageOf(halfWay, { withHistory: true }));
		expect(html).toMatch(
			/Forecast: 10% by \d{4}-\d\d-\d\d, 50% by [\d-]+, .*at the pace of the last \d+ weeks, scope unchanged\./,
		);
		expect(html).toContain('class="cone"');
		expect(await rendered("html", pageOf(halfWay))).not.toContain('class="cone"');
	});

	it("shows how late a phase is, in the table, in the roadmap and among what needs attention", async () => {
		const late = pageOf(halfWay.replace("| 2026-10-01 | 2026-11-30 |", "| 2026-10-01 | 2026-11-09 |"));
		const html = await rendered("html", late);
		expect(html.match(/15 days overdue/g)?.length).toBeGreaterThanOrEqual(3);
		expect(await rendered("html", pageOf(halfWay))).not.toContain("overdue</");
	});

	it("shows each item with one status, and a criterion with its own", async () => {
		const { elements } = read(await rendered("html", rich));
		const items = elements.filter((one) => one.attributes.has("data-status"));
		const statusOf = (text: string): (string | undefined)[] =>
			items.filter((one) => one.text.includes(text)).map((one) => one.attributes.get("data-status"));
		expect(statusOf("Storage service replicated")).toEqual(["regressed"]);
		expect(statusOf("Storage service deployed")).toEqual(["confirmed"]);
		expect(statusOf("disruption budget")).toEqual(["ready"]);
		expect(statusOf("Old proxy")).toEqual(["skipped"]);
		for (const one of items) expect(one.text.match(/regressed|confirmed|failing/g)?.length ?? 0).toBeLessThanOrEqual(2);
	});

	it("counts the gates of fifty phases, and stands later ones below earlier ones", async () => {
		const page = pageOf(largeDocument(50, 1));
		expect(await rendered("html", page)).toContain("49 of 49 gates are closed.");
		const four = pageOf(
			"## Phase 2: A\n- [ ] a\n## Phase 3: B\n- [ ] b\n## Phase 4: C\n- [ ] c\n## Phase 5: D\n- [ ] d\n## Phase 6: E\n- [ ] e\n\n" +
				"## Dependencies and Blockers\n### Dependencies Between Phases\n- Phase 3 depends on Phase 2\n- Phase 4 depends on Phase 2\n" +
				"- Phase 5 depends on Phase 2\n- Phase 6 requires Phases 2-4\n",
		);
		const top = (id: number, svg: string): number =>
			Number(new RegExp(`<text class="name" x="[\\d.]+" y="([\\d.]+)">Phase ${id}<`).exec(svg)?.[1]);
		const svg = await rendered("svg", four);
		expect(top(3, svg)).toBeLessThan(top(4, svg));
		expect(top(4, svg)).toBeLessThan(top(5, svg));
	});

	it("draws no line through a single day, nor a graph without edges or of too many phases", async () => {
		expect(await rendered("html", pageOf(halfWay))).toContain("known on one day only");
		expect(await rendered("svg", pageOf("## Phase 1: One\n- [ ] A\n"))).not.toContain("<path");
		const many = pageOf(largeDocument(160, 1));
		expect(await rendered("html", many)).toContain("a drawing shows at most 150 phases");
	});
});

describe("markup", () => {
	it("escapes what closes an attribute, and takes back what it made itself", () => {
		const text = `"' onclick="x" <b> &amp;`;
		const { elements } = read(
			`<!doctype html>${markup`<p title="${text}">${markup`<i>${text}</i>`}${[text, 1.234, null]}</p>`.markup}`,
		);
		const found = elements.find((one) => one.name === "p");
		expect([...(found?.attributes ?? [])]).toEqual([["title", text]]);
		expect(found?.text).toBe(`${text}${text}1.23`);
		expect(elements.filter((one) => one.name === "i").length).toBe(1);
		expect(markup`<p title='${"'"}'>`.markup).toBe("<p title='&#39;'>");
	});
});

describe("the points of the burn-up", () => {
	it("are one a day, the last of it in UTC, from any order and offset", () => {
		const points = daily([
			{ at: "2026-11-02T09:00:00Z", done: 3, counted: 9 },
			{ at: "2026-11-01T23:30:00-02:00", done: 2, counted: 9 },
			{ at: "2026-11-01", done: 1, counted: 9 },
		]);
		expect(points).toEqual([
			{ at: "2026-11-01", done: 1, counted: 9 },
			{ at: "2026-11-02", done: 3, counted: 9 },
		]);
	});
});

describe("the history of the page", () => {
	it("ends now, with the current document, for any clock of a commit", () => {
		const { progress } = pageOf(halfWay, { withHistory: true });
		expect(progress.at(-1)).toMatchObject({ at: "2026-11-24", done: 7, counted: 16 });
		expect(progress.map(({ at }) => at)).not.toContain("2027-01-01");
		expect(progress.length).toBe(points.length);
	});
});

describe("verdicts of an earlier run", () => {
	const status = pageOf("## Phase 1: One\n- [x] A\n- [ ] B\n- [x] C\n").status;
	const verdict = (id: string, text: string, outcome: string): unknown => ({
		id,
		text,
		outcome,
		message: "m",
		hint: null,
		state: "confirmed",
	});
	const json = (items: readonly unknown[]): unknown => ({
		schemaVersion: 1,
		contexts: ["c"],
		observedAt: "2026-11-01T00:00:00Z",
		recording: null,
		items,
	});

	it("are held against the boxes and the words of today: a state is never copied", () => {
		const found = readVerdicts(
			json([verdict("1/a", "A", "fail"), verdict("1/b", "B", "pass"), verdict("1/c", "C, as it was", "pass")]),
		);
		if (found === null) throw new Error("they were not read");
		const joined = joinVerdicts(found, status);
		expect([...joined.byItem].map(([id, one]) => [id, one.state])).toEqual([
			["1/a", "regressed"],
			["1/b", "ready"],
		]);
		expect(joined.outdated).toBe(1);
		expect(joined.unasked).toBe(1);
	});

	it.each([
		["no object", []],
		["another version", { ...{ schemaVersion: 2 }, contexts: [], observedAt: "2026-11-01T00:00:00Z", items: [] }],
		["no date", { schemaVersion: 1, contexts: [], observedAt: "yesterday", items: [] }],
		["an unknown outcome", json([verdict("1/a", "A", "green")])],
		["an item without an id", json([{ text: "A", outcome: "pass", message: "" }])],
		["an item that is none", json([null])],
	])("are refused where they are %s", (_, data) => {
		expect(readVerdicts(data)).toBeNull();
	});
});
