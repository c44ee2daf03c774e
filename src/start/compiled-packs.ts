import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { CacheFolder } from "./cache-folder.ts";

interface Anew {
	readonly name: string;
	readonly script: Script;
}

/** Of as many builds. */
const mostBuilds = 10;
const mostNodes = 10;

/**
 * A reader of packs that keeps what V8 made of them for the next run: compiling is a fifth of the time of `verify`. With what Node 22
 * and later keep by themselves `verify` took 60 ms more of 200. `folder` holds the packs, `build` stands for the content of all of them.
 *
 * V8 believes what it is given: bytes that are not its own end the process. So it is given only what the same program of Node wrote, after
 * its digest was compared, from a folder where nobody else may write. Throws where the user has no home.
 */
export function compiledPacks(folder: string, build: string): (name: string) => unknown {
	const node = nodeName();
	const cache = new CacheFolder("compiled", node, build);
	let isAccepted = false;
	const anew: Anew[] = [];
	const later = (one: Anew): void => {
		// At the end, when all that was needed has been compiled.
		if (anew.length === 0) {
			const flags = flagsTag();
			process.once("exit", () => {
				keep(cache, anew, flags);
				new CacheFolder("compiled", node).tidy(mostBuilds);
				new CacheFolder("compiled").tidy(mostNodes);
			});
		}
		anew.push(one);
	};
	return (name) => {
		const kept = cache.read(name);
		const script = scriptOf(folder, name, kept);
		if (kept !== null && script.cachedDataRejected !== true) isAccepted = true;
		// Under other flags than at the start nothing is accepted: what is kept is none the worse for it.
		else if (kept === null || !isAccepted) later({ name, script });
		return exportsOf(script);
	};
}

/** A reader of packs that keeps nothing. */
export function plainPacks(folder: string): (name: string) => unknown {
	return (name) => exportsOf(scriptOf(folder, name, null));
}

function scriptOf(folder: string, name: string, kept: Buffer | null): Script {
	const filename = join(folder, `${name}.cjs`);
	// The build writes ASCII alone.
	return new Script(readFileSync(filename, "latin1"), { filename, ...(kept === null ? {} : { cachedData: kept }) });
}

/** The build wrote a function of `module`. */
function exportsOf(script: Script): unknown {
	const module = { exports: {} };
	script.runInThisContext()(module);
	return module.exports;
}

/** Each program of Node has a folder of its own: what another version made may end the process. */
function nodeName(): string {
	const { size, mtimeMs, ino } = statSync(process.execPath);
	return [process.version, process.platform, process.arch, size, Math.trunc(mtimeMs), ino].join("-");
}

/** Stands for V8 and its flags: what was compiled under others is not accepted. */
function flagsTag(): number {
	return process.getBuiltinModule("node:v8").cachedDataVersionTag();
}

/** The flag that a CEL pattern sets in the course of a run (see cel/pattern.ts); the next run starts without it. */
const machine = "enable-experimental-regexp-engine-on-excessive-backtracks";

function keep(cache: CacheFolder, anew: readonly Anew[], flags: number): void {
	const { setFlagsFromString } = process.getBuiltinModule("node:v8");
	const isSet = flagsTag() !== flags;
	if (isSet) setFlagsFromString(`--no-${machine}`);
	if (flagsTag() === flags) for (const { name, script } of anew) cache.write(name, script.createCachedData());
	if (isSet) setFlagsFromString(`--${machine}`);
}
