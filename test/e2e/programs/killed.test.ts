import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../../src/document/read-document.ts";
import { applyChange } from "../../../src/edits/apply-change.ts";
import { sourceText } from "../../../src/text/decode.ts";
import { boulderMigrate, folderWith, launcher } from "../../command-line.ts";
import { itemIds, longDocument } from "../../writing/long-document.ts";

const reviewer = "Jo";
const day = "2026-11-24";

/** What checking off makes of a text. */
function checkedOff(text: string, id: string): string {
	const reread = (other: string) => readDocument(sourceText(other));
	const by = { reviewer, day, message: null, force: null, secondReviewer: false, evidence: "verified" as const };
	const applied = applyChange(reread(text), { kind: "check-off", items: [id], evidence: null }, by, reread);
	return applied.kind === "changed" ? applied.text : text;
}

/** Loaded first: kills the process for good at its n-th call of the file system after it began to write; a write is cut in half. */
const killAt = `
const fs = require("node:fs");
let left = null;
for (const name of ["openSync", "closeSync", "writeSync", "writeFileSync", "linkSync", "unlinkSync", "renameSync", "fsyncSync", "fchmodSync", "readFileSync", "readdirSync", "statSync"]) {
	const real = fs[name];
	fs[name] = (...words) => {
		if (left === null && name === "writeFileSync") left = Number(process.env.KILL_AT);
		if (left !== null && left-- <= 0) {
			if (name === "writeSync") real(words[0], words[1], 0, words[1].length >> 1);
			if (name === "writeFileSync") real(words[0], words[1].slice(0, words[1].length >> 1), words[2]);
			process.kill(process.pid, "SIGKILL");
			for (;;);
		}
		return real(...words);
	};
}`;

interface Moment {
	/** Milliseconds after the start. */
	readonly delay: number | null;
	/** Calls of the file system after it began to write. */
	readonly call: number | null;
}

async function killedCheckOff(folder: string, id: string, { delay, call }: Moment): Promise<boolean> {
	const preload = join(folder, "..", "kill-at.cjs");
	const words = ["check-off", id, "--reviewer", reviewer, "--date", day];
	const child = spawn(process.execPath, [...(call === null ? [] : ["--require", preload]), launcher, ...words], {
		cwd: folder,
		stdio: "ignore",
		env: { PATH: process.env.PATH, HOME: process.env.HOME, KILL_AT: String(call) },
	});
	if (delay !== null) setTimeout(() => child.kill("SIGKILL"), delay);
	return new Promise<boolean>((resolve) => child.on("close", (_code, signal) => resolve(signal === "SIGKILL")));
}

describe("kill -9 during a check-off", () => {
	it("leaves the old or the new document at 200 moments, and the next command works without help", async () => {
		const outer = folderWith({ "kill-at.cjs": killAt });
		const folder = join(outer, "document");
		mkdirSync(folder);
		const path = join(folder, "PHASE-STATUS.md");
		writeFileSync(path, longDocument(2, 12));
		const checkOff = (id: string) => boulderMigrate(["check-off", id, "--reviewer", reviewer, "--date", day], { folder });
		const began = performance.now();
		checkOff("1/validation/all-healthy");
		const usual = performance.now() - began;
		let killed = 0;
		let withRemains = 0;
		let written = 0;
		for (const [round, id] of itemIds(2, 12).slice(0, 200).entries()) {
			const old = readFileSync(path, "utf8");
			const moment =
				round % 4 === 0
					? { delay: usual * (0.4 + 0.6 * Math.random()), call: null }
					: { delay: null, call: Math.floor(28 * Math.random()) };
			if (await killedCheckOff(folder, id, moment)) killed += 1;
			const now = readFileSync(path, "utf8");
			if (now !== old) {
				written += 1;
				expect(now).toBe(checkedOff(old, id));
			}
			if (readdirSync(folder).length === 1) continue;
			withRemains += 1;
			if (withRemains % 5 !== 0) continue;
			const next = checkOff(id);
			expect([next.code, next.stderr]).toEqual([
				0,
				expect.stringMatching(/^(?:nothing to change: .*\n|.*: Phase .* items done\nnext: .*\n)?$/),
			]);
			expect(readFileSync(path, "utf8")).toBe(checkedOff(old, id));
		}
		// A ticket without content may be of somebody who is just about to write it.
		await new Promise((resolve) => setTimeout(resolve, 2100));
		expect(checkOff("2/validation/all-healthy").code).toBe(0);
		expect(readdirSync(folder)).toEqual(["PHASE-STATUS.md"]);
		process.stdout.write(`killed ${killed} of 200: ${written} had written, ${withRemains} left a lock or a temporary file\n`);
		// Otherwise the test would prove nothing.
		expect(killed).toBeGreaterThan(120);
		expect(withRemains).toBeGreaterThan(40);
		expect(written).toBeGreaterThan(3);
	}, 900_000);
});
