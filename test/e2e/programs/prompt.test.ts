import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, launcher, realDocument } from "../../command-line.ts";
import { has } from "../../installed.ts";
import { onTerminal } from "../../on-terminal.ts";

const text = readFileSync(realDocument, "utf8");

function prompted(words: readonly string[], keys: readonly string[], document = text) {
	const folder = folderWith({ "PHASE-STATUS.md": document });
	const program = [process.execPath, launcher, ...words, "--reviewer", "Jo", "--date", "2026-11-24"].join("\n");
	const { status, stdout, stderr } = spawnSync("python3", ["-c", onTerminal, program, ...keys], {
		cwd: folder,
		encoding: "utf8",
		env: { PATH: process.env.PATH, HOME: process.env.HOME, TERM: "xterm" },
	});
	return { code: status, stdout, screen: stderr, after: readFileSync(join(folder, "PHASE-STATUS.md"), "utf8") };
}

describe.runIf(has("python3", "needed"))("on a terminal, without an item", () => {
	it("check-off offers what is open, finds by words, and takes several; the result alone goes to standard output", () => {
		const { code, stdout, after, screen } = prompted(
			["check-off"],
			["Check off", "ra sct", "Provider-2", "\t", "◼", "\u001b[B", "", "\t", "", "\r"],
		);
		expect([code, screen]).toEqual([0, expect.anything()]);
		expect(stdout.split("\n").slice(0, 2)).toEqual([
			"2/ra-sct-provider-1-deployment: checked off",
			"2/ra-sct-provider-2-deployment: checked off",
		]);
		expect(after).toContain("- [x] RA-SCT-Provider-1");
		expect(after).toContain("- [x] RA-SCT-Provider-2");
		expect(stdout).not.toContain("\u001b");
	});

	it("uncheck offers what is done, and nothing else", () => {
		const { code, stdout, after } = prompted(
			["uncheck"],
			["SFE Deployment", "\t", "", "\r"],
			text.replace("- [ ] SFE", "- [x] SFE"),
		);
		expect(code).toBe(0);
		expect(stdout).toContain("2/sfe-deployment: unchecked");
		expect(after).toContain("- [ ] SFE");
	});

	it.each([
		["Ctrl-C", "\u0003"],
		["Escape", "\u001b"],
	])("%s cancels with 130 and writes nothing", (_name, key) => {
		const { code, stdout, after } = prompted(["check-off"], ["Check off", key]);
		expect([code, stdout]).toEqual([130, ""]);
		expect(after).toBe(text);
	});
});
