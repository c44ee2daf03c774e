import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ReportFormat, reportReporters } from "../../../src/reporters/report/index.ts";
import { layout } from "../../reporters/report-layout.ts";
import { halfWay, largeDocument, pageOf } from "../../reporters/report-pages.ts";

/** Debian's; another can be named. */
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const isThere = existsSync(executablePath);
const isServer = process.env.CI === "true";

const folder = mkdtempSync(join(tmpdir(), "boulder-migrate-report-"));
/** Screenshots are kept where somebody wants to look at them. */
const pictures = process.env.REPORT_PICTURES ?? folder;

const documents = {
	rich: () => pageOf(halfWay, { verdicts: true, withHistory: true }),
	plain: () => pageOf(halfWay),
	large: () => pageOf(largeDocument(50, 100)),
};

async function file(
	document: keyof typeof documents,
	format: ReportFormat = "html",
	change = (text: string): string => text,
): Promise<string> {
	const path = join(folder, `${document}.${format}`);
	writeFileSync(path, change((await reportReporters[format]())(documents[document](), layout)));
	return pathToFileURL(path).href;
}

describe.skipIf(!isThere && !isServer)("the report in a browser", { timeout: 120_000 }, () => {
	let browser: Browser;
	beforeAll(async () => {
		const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
		const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
		browser = await chromium.launch({ executablePath, headless: true, args: [...args, ...quiet] });
	});
	afterAll(async () => {
		await browser.close();
		rmSync(folder, { recursive: true, force: true });
	});

	/** Everything that the page says and asks for is noted. */
	async function open(
		url: string,
		width: number,
		colorScheme: "light" | "dark",
	): Promise<{ readonly page: Page; readonly noted: string[] }> {
		const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
		const noted: string[] = [];
		page.on("console", (message) => noted.push(`console: ${message.text()}`));
		page.on("pageerror", (problem) => noted.push(`error: ${problem.message}`));
		page.on("request", (request) => {
			if (request.url() !== url && !request.url().startsWith("data:")) noted.push(`request: ${request.url()}`);
		});
		await page.goto(url);
		return { page, noted };
	}

	const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
	async function violations(page: Page): Promise<string[]> {
		await page.evaluate(`(() => { ${axe} })()`);
		return page.evaluate(
			`axe.run(document, { resultTypes: ["violations"] }).then((found) => found.violations.flatMap(({ id, nodes }) => nodes.map((node) => id + " " + node.target)))`,
		);
	}

	const looks = [320, 390, 820, 1440].flatMap((width) => (["light", "dark"] as const).map((scheme) => ({ width, scheme })));

	it.each(looks)("is quiet, fits and has no barrier at $width pixels, $scheme", async ({ width, scheme }) => {
		for (const document of ["rich", "plain"] as const) {
			const { page, noted } = await open(await file(document), width, scheme);
			expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
			await page.screenshot({ path: join(pictures, `${document}-${width}-${scheme}.png`), fullPage: true });
			expect(await violations(page)).toEqual([]);
			await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
			expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
			expect(await violations(page)).toEqual([]);
			expect(noted).toEqual([]);
			await page.close();
		}
	});

	/** By how many pixels an element is wider than its place. A text, since the types of the page are not those of Node. */
	const overflow = (page: Page, selector: string): Promise<number> =>
		page.evaluate<number>(`((one) => one.scrollWidth - one.clientWidth)(document.querySelector(${JSON.stringify(selector)}))`);

	/** How large the smallest letters of the drawings are that can be seen, in pixels. */
	const smallest = `Math.min(...[...document.querySelectorAll("svg.drawing text")].filter((one) => one.getClientRects().length > 0).map(
		(one) => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a))`;

	it.each(["rich", "large"] as const)(
		"has drawings that are readable on every screen, and a note if they are scrolled: %s",
		async (document) => {
			for (const width of [320, 390, 640, 820, 1100, 1440]) {
				const { page } = await open(await file(document), width, "light");
				expect(await page.evaluate(smallest), `at ${width} pixels`).toBeGreaterThanOrEqual(8);
				const isScrolled = (await overflow(page, "#gates .scroll")) > 0;
				expect(await page.locator(".sideways").isVisible(), `at ${width} pixels`).toBe(isScrolled);
				await page.close();
			}
		},
	);

	it("draws the burn-up for a phone so that today is on it", async () => {
		for (const [width, seen, unseen] of [
			[390, "#burn-up .narrow", "#burn-up .broad"],
			[820, "#burn-up .broad", "#burn-up .narrow"],
		] as const) {
			const { page } = await open(await file("rich"), width, "light");
			expect([await page.locator(seen).isVisible(), await page.locator(unseen).isVisible()]).toEqual([true, false]);
			expect(await overflow(page, seen)).toBeLessThanOrEqual(0);
			await page.close();
		}
	});

	it("looks different in the dark", async () => {
		const background = async (scheme: "light" | "dark"): Promise<unknown> => {
			const { page } = await open(await file("rich"), 820, scheme);
			const colour = await page.evaluate("getComputedStyle(document.body).backgroundColor");
			await page.close();
			return colour;
		};
		expect([await background("light"), await background("dark")]).toEqual(["rgb(246, 247, 249)", "rgb(16, 20, 26)"]);
	});

	it("forbids scripts, styles, pictures and frames that it did not bring", async () => {
		const asked: string[] = [];
		const attacker = createServer((request, response) => {
			asked.push(request.url ?? "");
			response.end();
		});
		await new Promise<void>((done) => attacker.listen(0, "127.0.0.1", done));
		const address = attacker.address();
		const place = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
		const foreign = `<script>document.title = "owned"</script><p id="styled" style="color: rgb(1, 2, 3)" onclick="document.title = 'owned'">x</p>
<style>#styled { color: rgb(1, 2, 3) }</style><img src="${place}/pixel.png"><iframe src="${place}/"></iframe>
<link rel="stylesheet" href="${place}/style.css">`;
		const url = await file("rich", "html", (html) => html.replace("<footer>", `${foreign}<footer>`));
		const { page, noted } = await open(url, 820, "light");
		await page.click("#styled");
		expect(await page.title()).toBe("Move of the shop to Kubernetes");
		expect(await page.evaluate("getComputedStyle(document.querySelector('#styled')).color")).not.toBe("rgb(1, 2, 3)");
		expect(noted.filter((one) => /Content.Security.Policy/i.test(one)).length).toBeGreaterThanOrEqual(6);
		expect(asked).toEqual([]);
		attacker.close();
		// Its own style is let in all the same.
		expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(246, 247, 249)");
		await page.close();
	});

	it("can be used with the keyboard alone", async () => {
		const { page } = await open(await file("rich"), 820, "light");
		const focused = (): Promise<string> => page.evaluate("document.activeElement.textContent.trim()");
		await page.keyboard.press("Tab");
		expect(await focused()).toBe("Skip to the report");
		await page.keyboard.press("Enter");
		expect(await page.evaluate("document.activeElement.id")).toBe("content");
		for (let step = 0; step < 40 && !(await focused()).startsWith("Phase 2"); step += 1) await page.keyboard.press("Tab");
		await page.keyboard.press("Enter");
		expect(await page.evaluate("document.activeElement.parentElement.open")).toBe(true);
		await page.close();
	});

	it("filters the items by words and status, and shows them again", async () => {
		const { page, noted } = await open(await file("rich"), 820, "light");
		const shown = (): Promise<string[]> => page.locator("#items li:visible").allInnerTexts();
		expect(await shown()).toEqual([]);
		await page.fill("input[type=search]", "SERVICE deployed");
		expect(await shown()).toEqual([expect.stringMatching(/Storage service deployed/)]);
		expect(await page.locator(".filter output").innerText()).toBe("1 found");
		await page.fill("input[type=search]", "");
		expect(await shown()).toEqual([]);
		await page.selectOption(".filter select", "regressed");
		expect((await shown()).every((text) => text.includes("regressed"))).toBe(true);
		expect((await shown()).length).toBe(2);
		expect(noted).toEqual([]);
		await page.close();
		// Without scripts it is as complete, and shows no field that would do nothing.
		const context = await browser.newContext({ javaScriptEnabled: false });
		const plain = await context.newPage();
		await plain.goto(await file("rich"));
		expect(await plain.locator(".filter").isVisible()).toBe(false);
		expect(await plain.locator("#items details.phase").count()).toBe(5);
		await context.close();
	});

	it("shows five thousand items in reasonable time", async () => {
		const url = await file("large");
		const started = performance.now();
		const { page, noted } = await open(url, 1440, "light");
		expect(await page.locator("li.checked, li.open").count()).toBe(5000);
		expect(performance.now() - started).toBeLessThan(20_000);
		await page.screenshot({ path: join(pictures, "large.png") });
		expect(noted).toEqual([]);
		await page.close();
	});

	it("prints on a few pages, without what only a screen needs", async () => {
		const { page } = await open(await file("rich"), 1440, "dark");
		const pdf = await page.pdf({ format: "A4", path: join(pictures, "rich.pdf") });
		const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
		expect(pages).toBeGreaterThanOrEqual(2);
		expect(pages).toBeLessThanOrEqual(4);
		await page.emulateMedia({ media: "print" });
		await page.setViewportSize({ width: 718, height: 1000 });
		await page.screenshot({ path: join(pictures, "rich-print.png"), fullPage: true });
		expect(await page.locator("nav").isVisible()).toBe(false);
		expect(await page.evaluate("getComputedStyle(document.body).color")).toBe("rgb(0, 0, 0)");
		expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
		await page.close();
	});

	it("can be drawn as a picture alone", async () => {
		const svg = await file("rich", "svg");
		const path = join(folder, "picture.html");
		writeFileSync(path, `<img id="picture" src="${svg}">`);
		const { page } = await open(pathToFileURL(path).href, 1300, "light");
		expect(await page.evaluate("document.querySelector('#picture').naturalWidth")).toBeGreaterThan(700);
		await page.screenshot({ path: join(pictures, "rich-svg.png"), fullPage: true });
		await page.close();
	});
});
