import { join } from "node:path";
import { compiledPacks, plainPacks } from "./compiled-packs.ts";

/**
 * The build puts them here: the name of the pack that holds a module, what is exported by modules that are loaded by their first use, and
 * what stands for the content of all packs.
 */
declare const packOf: Readonly<Record<string, string>>;
declare const lateExports: Readonly<Record<string, readonly string[]>>;
declare const build: string;

type Loaded = ReturnType<typeof require>;
type Definition = (module: { exports: unknown }, exports: unknown, load: (path: string) => Loaded) => void;

const isCacheWanted = !process.env.BOULDER_MIGRATE_NO_CACHE;
const folder = join(__dirname, "packs");
const readPack = packReader();
const defined = new Map<string, Definition>();
const loaded = new Map<string, { exports: unknown }>();

/** Where the user wants nothing kept, or has no place for it, the packs are compiled each time. */
function packReader(): (name: string) => Loaded {
	if (process.env.NODE_DISABLE_COMPILE_CACHE || !isCacheWanted) return plainPacks(folder);
	try {
		return compiledPacks(folder, build, () => [...loaded.keys()]);
	} catch {
		return plainPacks(folder);
	}
}

/** What `require` is to the modules in the packs. */
function load(path: string): Loaded {
	if (!path.startsWith(".")) return require(path);
	const name = path.slice(path.lastIndexOf("/") + 1);
	const late = lateExports[name];
	if (late === undefined) return loadNow(name);
	const exports = {};
	for (const each of late) Object.defineProperty(exports, each, { enumerable: true, get: () => loadNow(name)[each] });
	return exports;
}

function loadNow(name: string): Loaded {
	const known = loaded.get(name);
	if (known !== undefined) return known.exports;
	if (!defined.has(name))
		for (const [each, definition] of Object.entries<Definition>(readPack(packOf[name] ?? ""))) defined.set(each, definition);
	const module = { exports: {} };
	loaded.set(name, module);
	defined.get(name)?.(module, module.exports, load);
	return module.exports;
}

const program: { main(build: string | null): Promise<void> } = load("./main.cjs");

export function main(): Promise<void> {
	return program.main(isCacheWanted ? build : null);
}
