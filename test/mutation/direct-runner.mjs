// Runs tests for Stryker within its own process. A vitest of its own for each of thousands of mutants takes a second; this takes milliseconds.
import fastCheck from "fast-check";
import { bundles, startsProgram } from "./bundles.mjs";
import { registration } from "./registration.mjs";
import { isSampled } from "./sample.mjs";

/** A property looks at so many examples at most: a number, and no time, so that a busy machine gives the same answer. */
const examples = 20;
const briefFastCheck = {
	...fastCheck,
	assert: (property, { numRuns = examples, ...rest } = {}) =>
		fastCheck.assert(property, { ...rest, numRuns: Math.min(numRuns, examples) }),
};

class DirectRunner {
	#outside = new Map([["fast-check", { ...briefFastCheck, default: briefFastCheck }]]);
	#files = new Map();
	/** Tests that start the built program. */
	#leftOut = new Set();
	/** Where the changed sources look up which change is on, and count what they run. */
	#state;

	constructor() {
		globalThis.__stryker__ ??= {};
		this.#state = globalThis.__stryker__;
	}

	capabilities() {
		return { reloadEnvironment: true };
	}

	async init() {
		this.#files = await bundles((process.env.MUTATION_TESTS ?? "").split(","), this.#outside);
	}

	/** The tests of a file, whose sources have just been evaluated anew. */
	#testsOf(file) {
		const { tests, vitest } = registration(file, this.#outside.get("vitest"));
		this.#files.get(file)((name) => (name === "vitest" ? vitest : this.#outside.get(name)));
		return tests.filter(({ id }) => !this.#leftOut.has(id));
	}

	async #run(tests, bail) {
		const results = [];
		for (const { id, title, body } of tests) {
			const start = performance.now();
			let failed = {};
			this.#state.currentTestId = id;
			try {
				await body();
			} catch (error) {
				failed = { failureMessage: String(error?.message ?? error) };
			}
			this.#state.currentTestId = undefined;
			const status = failed.failureMessage === undefined ? 0 : 1;
			results.push({ id, name: title, fileName: id.split("#")[0], timeSpentMs: performance.now() - start, status, ...failed });
			if (status === 1 && bail) break;
		}
		return results;
	}

	async dryRun() {
		let results = [];
		for (const file of [...this.#files.keys()]) {
			try {
				results.push(...(await this.#run(this.#testsOf(file), false)));
			} catch (error) {
				if (error?.message !== startsProgram) throw error;
				this.#files.delete(file);
			}
		}
		for (const { id, failureMessage } of results) if (failureMessage === startsProgram) this.#leftOut.add(id);
		results = results.filter(({ id }) => !this.#leftOut.has(id));
		return { status: "complete", tests: results, mutantCoverage: this.#state.mutantCoverage };
	}

	async mutantRun({ activeMutant, mutantActivation, testFilter, hitLimit }) {
		if (!isSampled(activeMutant.id, Number(process.env.MUTATION_SAMPLE ?? 1)))
			return { status: "error", errorMessage: "not in the sample" };
		const state = this.#state;
		let count = 0;
		try {
			for (const file of this.#files.keys()) {
				if (testFilter !== undefined && !testFilter.some((id) => id.startsWith(`${file}#`))) continue;
				Object.assign(state, {
					hitCount: 0,
					hitLimit,
					activeMutant: mutantActivation === "static" ? activeMutant.id : undefined,
				});
				const wanted = this.#testsOf(file).filter(({ id }) => testFilter?.includes(id) ?? true);
				state.activeMutant = activeMutant.id;
				const results = await this.#run(wanted, true);
				count += results.length;
				if (hitLimit !== undefined && state.hitCount > hitLimit) return { status: "timeout", reason: "hit limit" };
				const failed = results.find(({ status }) => status === 1);
				if (failed !== undefined)
					return { status: "killed", killedBy: [failed.id], failureMessage: failed.failureMessage, nrOfTests: count };
			}
		} catch (error) {
			// A static mutant that keeps a module from being evaluated.
			return { status: "killed", killedBy: ["the file itself"], failureMessage: String(error), nrOfTests: count };
		} finally {
			Object.assign(state, { hitCount: undefined, hitLimit: undefined, activeMutant: undefined });
		}
		return { status: "survived", nrOfTests: count };
	}
}

const factory = Object.assign(() => new DirectRunner(), { inject: [] });
export const strykerPlugins = [{ kind: "TestRunner", name: "direct", factory }];
