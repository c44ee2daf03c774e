import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";

const digestLength = 32;
const oldest = 60 * 24 * 60 * 60 * 1000;

/**
 * What costs time to work out again, in a folder of the user's: never anything that cannot be. Whatever is wrong with it costs that time, and
 * nothing else; so nothing here throws for it.
 */
export class CacheFolder {
	readonly #path: string;
	readonly #isOurs: boolean;

	/** Throws where the user has no home. */
	constructor(...names: readonly string[]) {
		const wanted = process.env.XDG_CACHE_HOME ?? "";
		// A relative one would lie in somebody's checkout.
		this.#path = join(isAbsolute(wanted) ? wanted : join(homedir(), ".cache"), "boulder-migrate", ...names);
		this.#isOurs = mayBeBelieved(this.#path);
	}

	/** Null for what is not there, was cut short or changed, or lies where somebody else may write. */
	read(name: string): Buffer | null {
		if (!this.#isOurs) return null;
		try {
			const all = readFileSync(join(this.#path, name));
			const content = all.subarray(digestLength);
			return digestOf(content).equals(all.subarray(0, digestLength)) ? content : null;
		} catch {
			return null;
		}
	}

	/** At once or not at all, for nobody else to read. */
	write(name: string, content: Buffer): void {
		const temporary = join(this.#path, `${name}.${process.pid}.tmp`);
		try {
			makeFolder(this.#path);
			if (!mayBeBelieved(this.#path)) return;
			writeFileSync(temporary, Buffer.concat([digestOf(content), content]), { mode: 0o600, flag: "wx" });
			renameSync(temporary, join(this.#path, name));
		} catch {
			// A folder that cannot be written, a full disk: it is worked out again next time.
			removeIfThere(temporary);
		}
	}

	/** Removes what was written two months ago, and beyond so many the oldest. */
	tidy(most: number): void {
		try {
			const all = readdirSync(this.#path)
				.map((name) => ({ path: join(this.#path, name), at: statSync(join(this.#path, name)).mtimeMs }))
				.sort((a, b) => b.at - a.at);
			for (const [index, { path, at }] of all.entries())
				if (index >= most || Date.now() - at > oldest) rmSync(path, { recursive: true });
		} catch {
			// Another run tidies, too.
		}
	}
}

function mayBeBelieved(folder: string): boolean {
	try {
		const { uid, mode } = statSync(folder);
		// Windows knows neither; there the home is its user's.
		return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
	} catch {
		return false;
	}
}

function digestOf(content: Buffer): Buffer {
	return createHash("sha256").update(content).digest();
}

/** The folders of the cache are ours to make. Step by step: `recursive` never ends where a file system has no room for a folder, as /proc. */
function makeFolder(folder: string): void {
	const levels: string[] = [];
	for (let missing = folder; levels.length < 6 && !existsSync(missing); missing = dirname(missing)) levels.push(missing);
	for (const level of levels.reverse()) mkdirSync(level, { mode: 0o700 });
}

function removeIfThere(path: string): void {
	try {
		rmSync(path, { force: true });
	} catch {}
}
