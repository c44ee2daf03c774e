import { expect } from "vitest";

interface Amount {
	readonly numRuns: number;
	readonly interruptAfterTimeLimit?: number;
	readonly markInterruptAsFailure?: false;
}

/** How many of each kind: seconds in an ordinary run. FUZZ_RUNS=100000 takes an hour; FUZZ_MINUTES=2 looks for so long in each reader. */
export function runs(few: number): Amount {
	const { FUZZ_RUNS: number, FUZZ_MINUTES: minutes } = process.env;
	if (minutes !== undefined)
		return { numRuns: 1_000_000_000, interruptAfterTimeLimit: Number(minutes) * 60_000, markInterruptAsFailure: false };
	return { numRuns: number === undefined ? few : Number(number) };
}

export const hours = 24 * 60 * 60 * 1000;
const longest = 5_000;
/** Of the JavaScript heap, beside what the test runner holds. */
const maxMemory = 300 * 1024 * 1024;

/** Whatever comes in, the way out is one that is meant, and soon. */
export async function bounded<T>(
	expected: readonly (abstract new (...words: never[]) => Error)[],
	run: () => T | Promise<T>,
): Promise<T | null> {
	// Of the processor: others may keep it from us.
	const began = process.cpuUsage();
	const before = process.memoryUsage().heapUsed;
	try {
		return await run();
	} catch (problem) {
		if (!expected.some((kind) => problem instanceof kind)) throw problem;
		if (problem instanceof Error) expect(problem.message).not.toBe("");
		return null;
	} finally {
		const { user, system } = process.cpuUsage(began);
		expect((user + system) / 1000).toBeLessThan(longest);
		expect(process.memoryUsage().heapUsed - before).toBeLessThan(maxMemory);
	}
}
