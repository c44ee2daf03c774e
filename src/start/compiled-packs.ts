import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { Script } from "node:vm";

const digestLength = 32;
const days = 24 * 60 * 60 * 1000;
const oldest = 60 * days;

interface Anew {
	readonly path: string;
	readonly script: Script;
}

/**
 * A reader of packs that keeps what V8 made of them for the next run: on Node 20, which cannot do it by itself, compiling is a fifth of the
 * time of `verify`. `folder` holds the packs, `build` stands for the content of all of them.
 *
 * V8 believes what it is given: bytes that are not its own end the process. So it is given only what the same program of Node wrote, after
 * its digest was compared, from a folder where nobody else may write. Whatever is wrong with the folder costs time alone.
 */
export function compiledPacks(folder: string, build: string): (name: string) => unknown {
	const cache = cacheFor(build);
	const isOurs = mayBeBelieved(cache);
	let isAccepted = false;
	const anew: Anew[] = [];
	const later = (one: Anew): void => {
		// At the end, when all that was needed has been compiled.
		if (anew.length === 0) {
			const flags = flagsTag();
			process.once("exit", () => keep(cache, anew, flags));
		}
		anew.push(one);
	};
	return (name) => {
		const filename = join(folder, `${name}.cjs`);
		const path = join(cache, name);
		const kept = isOurs ? readKept(path) : null;
		const text = `(function(module){${readFileSync(filename, "utf8")}\n})`;
		const script = new Script(text, { filename, ...(kept === null ? {} : { cachedData: kept }) });
		if (kept !== null && script.cachedDataRejected !== true) isAccepted = true;
		// Under other flags than at the start nothing is accepted: what is kept is none the worse for it.
		else if (kept === null || !isAccepted) later({ path, script });
		const module = { exports: {} };
		script.runInThisContext()(module);
		return module.exports;
	};
}

/** A folder for each program of Node, and in it one for each build. */
function cacheFor(build: string): string {
	const root = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
	const { size, mtimeMs, ino } = statSync(process.execPath);
	const node = [process.version, process.platform, process.arch, size, Math.trunc(mtimeMs), ino].join("-");
	return join(root, "boulder-migrate", "compiled", node, build);
}

function mayBeBelieved(folder: string): boolean {
	try {
		const { uid, mode } = statSync(folder);
		return uid === (process.getuid?.() ?? uid) && (mode & 0o022) === 0;
	} catch {
		return false;
	}
}

/** Null for what is not there, was cut short or has been changed. */
function readKept(path: string): Buffer | null {
	try {
		const all = readFileSync(path);
		const content = all.subarray(digestLength);
		return digestOf(content).equals(all.subarray(0, digestLength)) ? content : null;
	} catch {
		return null;
	}
}

function digestOf(content: Buffer): Buffer {
	return createHash("sha256").update(content).digest();
}

/** Stands for V8 and its flags: what was compiled under others is not accepted. */
function flagsTag(): number {
	return process.getBuiltinModule("node:v8").cachedDataVersionTag();
}

/** The flag that a CEL pattern sets in the course of a run (see cel/pattern.ts); the next run starts without it. */
const machine = "enable-experimental-regexp-engine-on-excessive-backtracks";

function keep(folder: string, anew: readonly Anew[], flags: number): void {
	const { setFlagsFromString } = process.getBuiltinModule("node:v8");
	const isSet = flagsTag() !== flags;
	if (isSet) setFlagsFromString(`--no-${machine}`);
	try {
		if (flagsTag() === flags) write(folder, anew);
	} catch {
		// A folder that cannot be written, a full disk: the next run compiles again.
	}
	if (isSet) setFlagsFromString(`--${machine}`);
}

function write(folder: string, anew: readonly Anew[]): void {
	makeFolder(folder);
	if (!mayBeBelieved(folder)) return;
	for (const { path, script } of anew) {
		const content = script.createCachedData();
		const temporary = `${path}.${process.pid}.tmp`;
		try {
			writeFileSync(temporary, Buffer.concat([digestOf(content), content]), { mode: 0o600, flag: "wx" });
			renameSync(temporary, path);
		} catch (problem) {
			rmSync(temporary, { force: true });
			throw problem;
		}
	}
	removeOld(dirname(folder));
}

/** The folders of the cache are ours to make. Step by step: `recursive` never ends in file systems that have no room for a folder, as /proc. */
function makeFolder(folder: string): void {
	let missing = folder;
	const levels: string[] = [];
	for (; levels.length < 5 && !existsSync(missing); missing = dirname(missing)) levels.push(missing);
	for (const level of levels.reverse()) mkdirSync(level, { mode: 0o700 });
}

/** What earlier builds left. */
function removeOld(folder: string): void {
	for (const name of readdirSync(folder)) {
		const build = join(folder, name);
		if (Date.now() - statSync(build).mtimeMs > oldest) rmSync(build, { recursive: true });
	}
}
