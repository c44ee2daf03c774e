import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Evaluation, Expression } from "../../../src/cel/expression.ts";
import { loadPatterns } from "../../../src/cel/pattern.ts";
import { readRecording } from "../../../src/cluster/recording/read-recording.ts";
import { RecordedCluster } from "../../../src/cluster/recording/recorded-cluster.ts";
import { sharedCluster } from "../../../src/cluster/shared-cluster.ts";
import { failures, truths } from "../../cel/function-cases.ts";
import { acceptedDifferences } from "../../cel/kubernetes/accepted-differences.ts";
import { type Answer, askKubernetes, type Question } from "../../cel/kubernetes/evaluate.ts";
import { policies, variables } from "../../cel/policy-cases.ts";
import { projectFolder } from "../../command-line.ts";
import { has } from "../../installed.ts";
import { probeContext } from "../../probes/objects.ts";

/** What the probes evaluate: noted where they compile their expressions. */
const noted = vi.hoisted(() => ({ compiled: new Map<string, readonly string[]>(), evaluated: [] as unknown[] }));

interface Noted extends Question {
	readonly ours: Evaluation;
}

vi.mock("../../../src/cel/compile.ts", async (original) => {
	const { compile } = await original<typeof import("../../../src/cel/compile.ts")>();
	return {
		compile: (source: string, names: readonly string[]): Expression => {
			const expression = compile(source, names);
			noted.compiled.set(source, names);
			const note = (given: Readonly<Record<string, unknown>>, ours: Evaluation): Evaluation => {
				noted.evaluated.push({ source, variables: given, ours });
				return ours;
			};
			return {
				source,
				quantifiers: expression.quantifiers,
				evaluate: (given, shared) => note(given, expression.evaluate(given, shared)),
				evaluateEach: (all, run) => expression.evaluateEach(all, run).map((ours, index) => note(all[index] ?? {}, ours)),
			};
		},
	};
});

const { compile } = await vi.importActual<typeof import("../../../src/cel/compile.ts")>("../../../src/cel/compile.ts");
await loadPatterns();

function ourAnswer({ source, variables: given }: Question): Answer {
	try {
		return answerOf(compile(source, Object.keys(given)).evaluate(given));
	} catch (problem) {
		return { kind: "none", why: problem instanceof Error ? problem.message : "" };
	}
}

function answerOf(ours: Evaluation): Answer {
	return ours.kind === "value" ? ours : { kind: "none", why: ours.message };
}

/** Whether both give the same value, or neither a value. One without a form in JSON is compared only by being one. */
function isSame(ours: Answer, theirs: Answer | undefined): boolean {
	if (ours.kind === "none" || theirs?.kind !== "value") return ours.kind === theirs?.kind;
	return theirs.value === "opaque" || isDeepStrictEqual(plain(ours.value), plain(theirs.value));
}

/** As JSON has it. */
function plain(value: unknown): unknown {
	return JSON.parse(JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? Number(inner) : inner)));
}

/** One line for each expression that the two see differently, with what each makes of it. */
function differences(asked: readonly (readonly [Question, Answer])[]): readonly string[] {
	const theirs = askKubernetes(asked.map(([question]) => question));
	expect(theirs).toHaveLength(asked.length);
	const found = asked.flatMap(([{ source }, ours], index) => {
		const other = theirs[index];
		if (other === undefined || acceptedDifferences.has(source)) return [];
		return isSame(ours, other)
			? []
			: [`${source}\n  here:       ${JSON.stringify(ours)}\n  Kubernetes: ${JSON.stringify(other)}`];
	});
	return [...new Set(found)];
}

/** No expression is compared over more objects than these: others of the same list are alike. */
const maxObjects = 8;

describe.runIf(has("go", "needed"))("expressions give what they give in Kubernetes", () => {
	let recorded: readonly Noted[] = [];

	beforeAll(async () => {
		// Imported late, so that it compiles with the noting compiler.
		const { loadProbes } = await import("../../../src/probes/file/read-probes.ts");
		const read = (...path: string[]): string => readFileSync(join(projectFolder, ...path), "utf8");
		const { bindings } = await loadProbes(read("status", "probes.yaml"), "probes.yaml");
		const { contexts, recordedAt } = readRecording(read("status", "demo", "cluster.json"));
		for (const context of contexts) {
			const cluster = sharedCluster(new RecordedCluster(context, recordedAt));
			await Promise.all(
				bindings.map(({ probe }) => probe.run({ ...probeContext({}), cluster, now: recordedAt }).catch(() => {})),
			);
		}
		const counts = new Map<string, number>();
		recorded = noted.evaluated.filter((one): one is Noted => {
			const { source } = one as Noted;
			const count = (counts.get(source) ?? 0) + 1;
			counts.set(source, count);
			return count <= maxObjects;
		}) as Noted[];
	});

	it("those of the tests of functions", () => {
		const sources = [...Object.values(truths).flat(), ...failures.map(([source]) => source)];
		const questions = sources.map((source): Question => ({ source, variables: {} }));
		expect(differences(questions.map((question) => [question, ourAnswer(question)]))).toEqual([]);
	});

	it("those of the tests of policies", () => {
		const questions = policies.map(([source]): Question => ({ source, variables }));
		expect(differences(questions.map((question) => [question, ourAnswer(question)]))).toEqual([]);
	});

	it("those of the probes of the real migration, over what was recorded for the demo", () => {
		expect(recorded.length).toBeGreaterThan(100);
		expect(recorded.some(({ ours }) => ours.kind === "value" && ours.value === true)).toBe(true);
		expect(recorded.some(({ ours }) => ours.kind === "value" && ours.value === false)).toBe(true);
		expect(differences(recorded.map((one) => [one, answerOf(one.ours)]))).toEqual([]);
	});

	it("all of those, also the ones that the recording does not reach, compile", () => {
		expect(noted.compiled.size).toBeGreaterThan(20);
		// Over nothing, most fail; a mistake in the expression itself is one of compiling.
		const questions = [...noted.compiled].map(
			([source, names]): Question => ({
				source,
				variables: Object.fromEntries(names.map((name) => [name, null])),
			}),
		);
		const refused = askKubernetes(questions).flatMap((answer, index) =>
			answer.kind === "none" && answer.why.startsWith("ERROR: ") ? [`${questions[index]?.source}\n${answer.why}`] : [],
		);
		expect(refused.filter((one) => !acceptedDifferences.has(one.split("\n")[0] ?? ""))).toEqual([]);
	});

	it("but for the accepted differences, each of which is one", () => {
		const asked = [...acceptedDifferences.keys()].map((source): Question => ({ source, variables: { ...variables } }));
		const theirs = askKubernetes(asked);
		expect(asked.length).toBeGreaterThan(10);
		expect(asked.filter((question, index) => isSame(ourAnswer(question), theirs[index]))).toEqual([]);
	});
});
