import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { CacheFolder } from "./cache-folder.ts";

/** Of as many builds. */
const mostBuilds = 10;
const mostNodes = 10;
/** After so many kinds of runs what is kept holds what nearly all of them need. */
const mostKinds = 64;

/**
 * A reader of packs that keeps what V8 made of them for the next run: compiling is a fifth of the time of `verify`. With what Node 22
 * and later keep by themselves `verify` took 60 ms more of 200. `folder` holds the packs, `build` stands for the content of all of them,
 * `modules` names those that have run by now.
 *
 * V8 compiles a function when it is first called, so that what one run leaves lacks what only others need: without a cluster `verify`
 * never gets to its judges. So each kind of run, known by its modules and its exit code, adds what it compiled.
 *
 * V8 believes what it is given: bytes that are not its own end the process. So it is given only what the same program of Node wrote, after
 * its digest was compared, from a folder where nobody else may write. Throws where the user has no home.
 */
export function compiledPacks(folder: string, build: string, modules: () => readonly string[]): (name: string) => unknown {
	const node = nodeName();
	const cache = new CacheFolder("compiled", node, build);
	let isAccepted = false;
	let isAnyAnew = false;
	const scripts = new Map<string, Script>();
	// At the end, when all that was needed has been compiled.
	process.once("exit", (code) => {
		const kinds = cache.read("kinds")?.toString().split("\n") ?? [];
		const kind = digestOf(`${code} ${[...modules()].sort().join(" ")}`);
		const isNew = !kinds.includes(kind) && kinds.length < mostKinds;
		if (!isNew && !isAnyAnew) return;
		keep(cache, scripts);
		if (isNew) cache.write("kinds", Buffer.from([...kinds, kind].join("\n")));
		new CacheFolder("compiled", node).tidy(mostBuilds);
		new CacheFolder("compiled").tidy(mostNodes);
	});
	return (name) => {
		const kept = cache.read(name);
		const script = scriptOf(folder, name, kept);
		const isOfUse = kept !== null && script.cachedDataRejected !== true;
		if (isOfUse) isAccepted = true;
		// Under other flags than at the start nothing is accepted: what is kept is none the worse for it.
		if (isOfUse || kept === null || !isAccepted) scripts.set(name, script);
		if (!isOfUse && scripts.has(name)) isAnyAnew = true;
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

/** The flag that a CEL pattern sets in the course of a run (see cel/pattern.ts); the next run starts without it. */
const machine = "enable-experimental-regexp-engine-on-excessive-backtracks";

function keep(cache: CacheFolder, scripts: ReadonlyMap<string, Script>): void {
	const { cachedDataVersionTag, setFlagsFromString } = process.getBuiltinModule("node:v8");
	// The tag stands for V8 and its flags.
	const flags = cachedDataVersionTag();
	setFlagsFromString(`--no-${machine}`);
	const wasSet = cachedDataVersionTag() !== flags;
	for (const [name, script] of scripts) cache.write(name, script.createCachedData());
	if (wasSet) setFlagsFromString(`--${machine}`);
}

function digestOf(text: string): string {
	return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
