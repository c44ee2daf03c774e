import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, projectFolder } from "../command-line.ts";
import { longDocument } from "./long-document.ts";

/**
 * Checks off again and again in one process, each time from the old document. From the moment it begins to write, the n-th call of the
 * file system fails; with `ever`, so do all later ones that would write. A write that fails for want of room has written half.
 */
const failAtEach = `
const fs = require("node:fs");
const { basename, dirname } = require("node:path");
const [, main, path, code, ever, most] = process.argv;
const old = fs.readFileSync(path, "utf8");
let at = null, count = 0, failed = null;
const writing = ["openSync", "writeSync", "writeFileSync", "linkSync", "renameSync", "fsyncSync", "fchmodSync"];
const real = { ...fs };
// Opening to read has numeric flags, all of which include O_RDONLY.
const isReading = (name, words) => name === "openSync" && typeof words[1] === "number";
for (const name of [...writing, "closeSync", "unlinkSync", "readSync", "fstatSync", "readdirSync", "statSync", "lstatSync", "accessSync", "realpathSync"]) {
	fs[name] = (...words) => {
		// Programs and their libraries load by the same calls.
		if (at === null || (typeof words[0] === "string" && words[0] !== dirname(path) && !basename(words[0]).includes("PHASE-STATUS"))) return real[name](...words);
		if (count === 0 && !(name === "openSync" && words[1] === "wx")) return real[name](...words);
		count += 1;
		if (count === at || (ever === "ever" && count > at && writing.includes(name) && !isReading(name, words))) {
			failed ??= name;
			if (name === "writeSync") real.writeSync(words[0], words[1], 0, words[1].length >> 1);
			if (name === "writeFileSync") real.writeFileSync(words[0], "", words[2]);
			throw Object.assign(new Error(code + ": made up, " + name), { code });
		}
		return real[name](...words);
	};
}
fs.statSync = Object.assign(fs.statSync, real.statSync);
// The program is a module: it sees the functions as they were unless told.
require("node:module").syncBuiltinESMExports();
process.setMaxListeners(0);
process.stdout.setMaxListeners(0);
const results = [];
let said = "";
process.stderr.write = (text) => { said += text; return true; };
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
(async () => {
	const { main: run } = await import(require("node:url").pathToFileURL(main));
	process.argv = [process.argv[0], "boulder-migrate", "check-off", "1/service-1-1-1-deployment", "--reviewer", "Jo", "--date", "2026-11-24", "--lock-timeout", "300ms", "--file", path];
	const folder = require("node:path").dirname(path);
	for (let n = 1; n <= Number(most); n += 1) {
		for (const name of real.readdirSync(folder)) real.unlinkSync(folder + "/" + name);
		real.writeFileSync(path, old);
		said = ""; failed = null; count = 0; at = n; process.exitCode = 0;
		await run();
		at = null;
		const now = real.existsSync(path) ? real.readFileSync(path, "utf8") : "";
		results.push({ n, failed, code: process.exitCode, said, left: real.readdirSync(folder).filter((name) => name !== "PHASE-STATUS.md"), is: now === old ? "old" : now });
	}
	process.exitCode = 0;
	print(JSON.stringify(results));
})();
`;

interface Result {
	readonly n: number;
	readonly failed: string | null;
	readonly code: number;
	readonly said: string;
	readonly left: readonly string[];
	readonly is: string;
}

function checkOffs(code: string, ever: boolean): Result[] {
	const folder = folderWith({ "PHASE-STATUS.md": longDocument(1, 3) });
	const main = join(projectFolder, "dist", "main.mjs");
	const words = [main, join(folder, "PHASE-STATUS.md"), code, ever ? "ever" : "once", "40"];
	const { stdout, stderr } = spawnSync(process.execPath, ["-e", failAtEach, ...words], { encoding: "utf8", timeout: 100_000 });
	expect(stderr).toBe("");
	return JSON.parse(stdout);
}

describe("a file system that fails in the middle of a check-off", () => {
	it.each([
		["ENOSPC", false],
		["ENOSPC", true],
		["EIO", false],
		["EIO", true],
		["EDQUOT", true],
		["EROFS", true],
		["EACCES", true],
		["EXDEV", false],
		["EBUSY", false],
		["ENOENT", false],
	])("with %s (permanently: %s) leaves the old or the new document, and nothing next to it", (code, ever) => {
		const results = checkOffs(code, ever);
		const whole = results.filter(({ failed }) => failed === null);
		// Otherwise it would prove nothing: fewer calls than were counted, and they did it.
		expect(whole.length).toBeGreaterThan(0);
		expect(results.length - whole.length).toBeGreaterThan(5);
		expect(new Set(whole.map(({ code: ended }) => ended))).toEqual(new Set([0]));
		const changed = whole[0]?.is;
		for (const { n, failed, code: ended, said, left, is } of results) {
			const told = `call ${n}, ${failed}: exit code ${ended}, left ${left.join(", ")}\n${said}`;
			expect(is === "old" || is === changed, told).toBe(true);
			expect([0, 4, 5], told).toContain(ended);
			if (ended !== 0 && is === "old") expect(said, told).toMatch(/^boulder-migrate: .+/);
			if (ended === 0) expect(is, told).toBe(changed);
			// Where a name is said not to be there, nobody removes it. What cannot be removed stays: a lock is told of, with the way out; the next command sweeps the rest away.
			if (left.includes("PHASE-STATUS.md.lock") && code !== "ENOENT")
				expect(said, told).toMatch(/cannot be removed: .*\n .*remove it: rm /);
			else if (failed !== "unlinkSync" && code !== "ENOENT") expect(left, told).toEqual([]);
		}
	});
});
