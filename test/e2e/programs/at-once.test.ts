import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../../src/document/read-document.ts";
import { everyItem } from "../../../src/model/phase.ts";
import { check } from "../../../src/rules/check.ts";
import { sourceText } from "../../../src/text/decode.ts";
import { folderWith, projectFolder } from "../../command-line.ts";
import { itemIds, longDocument } from "../../writing/long-document.ts";

/** Runs the built program once for each id, one after the other in one process: without the pauses that starting would put between them. */
const checkOffAll = `
const ids = process.argv.slice(2);
(async () => {
	const { main } = await import(require("node:url").pathToFileURL(process.argv[1]));
	process.setMaxListeners(0);
	process.stdout.setMaxListeners(0);
	for (const id of ids) {
		process.argv = [process.argv[0], "boulder-migrate", "check-off", id, "--reviewer", "Jo", "--date", "2026-11-24", "--lock-timeout", "5m"];
		await main();
		if (process.exitCode !== 0) process.exit(process.exitCode);
	}
})();`;

function inProcess(folder: string, ids: readonly string[]): Promise<{ code: number | null; stderr: string }> {
	const child = spawn(process.execPath, ["-e", checkOffAll, join(projectFolder, "dist", "main.mjs"), ...ids], {
		cwd: folder,
		stdio: ["ignore", "ignore", "pipe"],
		env: { PATH: process.env.PATH, HOME: process.env.HOME },
	});
	let stderr = "";
	child.stderr.on("data", (part) => {
		stderr += part;
	});
	return new Promise((resolve) => child.on("close", (code) => resolve({ code, stderr })));
}

describe("sixteen processes at once", () => {
	it("keep all of 400 check-offs, each with its row, and leave a valid document", async () => {
		const folder = folderWith({ "PHASE-STATUS.md": longDocument(4, 10) });
		const ids = itemIds(4, 10);
		const shares = Array.from({ length: 16 }, (_, index) => ids.filter((_id, at) => at % 16 === index));
		const ended = await Promise.all(shares.map((share) => inProcess(folder, share)));
		// The new total and the next step, after each edit, and nothing else.
		expect(ended).toEqual(
			shares.map(() => ({ code: 0, stderr: expect.stringMatching(/^(?:PHASE-STATUS\.md: .* items done\nnext: .*\n)+$/) })),
		);
		const text = readFileSync(join(folder, "PHASE-STATUS.md"), "utf8");
		const document = readDocument(sourceText(text));
		const done = document.phases.flatMap(everyItem).filter((item) => item.box.value);
		expect(done.map((item) => item.id).sort()).toEqual([...ids].sort());
		const rows = (document.history?.rows ?? []).filter((row) => !row.placeholder);
		expect(rows).toHaveLength(400);
		for (const id of ids) {
			const words = id.slice(2).replace("service-", "Service ").replace("-deployment", " Deployment");
			expect(rows.filter((row) => `${row.change?.value} `.includes(`${words} `))).toHaveLength(1);
		}
		expect(check(document, "2026-11-24").filter((finding) => finding.severity === "error")).toEqual([]);
		expect(readdirSync(folder)).toEqual(["PHASE-STATUS.md"]);
	}, 300_000);
});
