import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, launcher } from "../../command-line.ts";
import { has } from "../../installed.ts";
import { onTerminal } from "../../on-terminal.ts";
import { shop } from "../../scaffold/recorded-shop.ts";

describe.runIf(has("python3", "needed"))("init on a terminal", () => {
	function prompted(words: readonly string[], keys: readonly string[]) {
		const folder = folderWith({ "shop.json": shop });
		const { status, stdout, stderr } = spawnSync(
			"python3",
			["-c", onTerminal, [process.execPath, launcher, ...words].join("\n"), ...keys],
			{
				cwd: folder,
				encoding: "utf8",
				env: { PATH: process.env.PATH, HOME: process.env.HOME, TERM: "xterm" },
			},
		);
		const written = join(folder, "status", "PHASE-STATUS.md");
		return { code: status, stdout, stderr, document: existsSync(written) ? readFileSync(written, "utf8") : null };
	}

	it("asks for what the options do not say", () => {
		const { code, stdout, stderr, document } = prompted(
			["init", "--snapshot", "shop.json"],
			[
				"What is migrated",
				"Shop\r",
				"Its phases",
				"Foundation; Moving; Cutover\r",
				"In which of them",
				"\u001b[B",
				"Moving",
				"\r",
				"In which namespaces",
				"shop shop-jobs\r",
			],
		);
		expect([code, stderr]).toEqual([0, expect.anything()]);
		expect(stdout).toBe("status/PHASE-STATUS.md: 3 phases, 8 workloads\nstatus/probes.yaml: 24 probes\n");
		expect(document).toMatch(/^# Shop - Phase Status\n/);
		expect(document).toMatch(/## Phase 2: Moving\n(?:.*\n)*### Namespace shop\n- \[ \] Deployment api/);
	});

	it("asks nothing with --yes, and writes nothing when it is cancelled", () => {
		expect(prompted(["init", "--yes"], [])).toMatchObject({ code: 2, document: null });
		expect(prompted(["init", "--snapshot", "shop.json"], ["What is migrated", "\u0003"])).toMatchObject({
			code: 130,
			stdout: "",
			document: null,
		});
	});
});
