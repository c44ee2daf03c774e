import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { boulderMigrate, projectFolder } from "../command-line.ts";
import { demoMigration } from "./demo-migration.ts";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const kept = join(projectFolder, "docs", "pictures");
/** Screenshots of every width and scheme, to look at; they are not kept. */
const all = process.env.REPORT_PICTURES;

let browser: Browser;
beforeAll(async () => {
	browser = await chromium.launch({
		executablePath,
		headless: true,
		args: ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
	});
});
afterAll(() => browser.close());

it("takes pictures of the page", async () => {
	const { folder } = demoMigration();
	const made = boulderMigrate(["report", "--verdicts", "verdicts.json", "-o", "page.html"], { folder });
	expect(made.code, made.stderr).toBe(0);
	const url = pathToFileURL(join(folder, "page.html")).href;
	mkdirSync(kept, { recursive: true });
	for (const colorScheme of ["light", "dark"] as const) {
		const page = await browser.newPage({ viewport: { width: 1000, height: 760 }, colorScheme });
		await page.goto(url);
		await page.screenshot({ path: join(kept, `page-${colorScheme}.png`) });
		if (all !== undefined) {
			for (const width of [320, 390, 820, 1440]) {
				await page.setViewportSize({ width, height: 900 });
				await page.screenshot({ path: join(all, `demo-${width}-${colorScheme}.png`), fullPage: true });
			}
		}
		await page.close();
	}
	if (all === undefined) return;
	const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
	await page.goto(url);
	const pdf = await page.pdf({ format: "A4", path: join(all, "demo.pdf") });
	await page.emulateMedia({ media: "print" });
	await page.setViewportSize({ width: 718, height: 1000 });
	await page.screenshot({ path: join(all, "demo-print.png"), fullPage: true });
	expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(4);
});
