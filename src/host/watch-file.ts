import { statSync } from "node:fs";
import { readInput } from "./read-input.ts";

/** What a file looked like. The content is kept only where a change might leave the same stamp. */
interface Look {
	readonly stamp: string;
	readonly isRecent: boolean;
	readonly content: Buffer | null;
}

/** File systems record times in steps of up to two seconds: within one step, a file can be saved twice and look the same. */
const timestampStepMs = 2000;

/**
 * Calls back after each change of a file, until stopped. The state to compare with is taken before this returns, so that no change of
 * a file that is read afterwards is missed (`fs.watchFile` takes it later, in another thread).
 * It polls, which detects every kind of replacement on every file system. A person does not notice a quarter of a second.
 */
export function watchFile(path: string, changed: () => void, intervalMs = 250): { stop(): void } {
	let last = lookAt(path, null);
	const timer = setInterval(() => {
		const now = lookAt(path, last);
		const isSame =
			now.stamp === last.stamp && (now.content === null || last.content === null || now.content.equals(last.content));
		last = now;
		if (!isSame) changed();
	}, intervalMs);
	return { stop: () => clearInterval(timer) };
}

function lookAt(path: string, last: Look | null): Look {
	const { stamp, isRecent } = stampOf(path);
	const mayHideChange = isRecent || (last?.isRecent === true && last.stamp === stamp);
	return { stamp, isRecent, content: mayHideChange ? contentOf(path) : null };
}

/** A file that is missing or not readable has a stamp as well: that it is back is a change. */
function stampOf(path: string): Pick<Look, "stamp" | "isRecent"> {
	try {
		const { dev, ino, size, mtimeNs, ctimeNs, ctimeMs } = statSync(path, { bigint: true });
		return { stamp: [dev, ino, size, mtimeNs, ctimeNs].join(" "), isRecent: Date.now() - Number(ctimeMs) < timestampStepMs };
	} catch (problem) {
		return { stamp: problem instanceof Error && "code" in problem ? String(problem.code) : "unknown", isRecent: false };
	}
}

function contentOf(path: string): Buffer | null {
	try {
		return readInput(path);
	} catch {
		return null;
	}
}
