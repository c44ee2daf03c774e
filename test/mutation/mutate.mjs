// Changes the sources a little, many times, and tells which changes no test notices: npm run mutate -- GROUP [--concurrency N] [--file PART] [--sample N]
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { groups, testsOf } from "./groups.mjs";
import { isSampled } from "./sample.mjs";
import { listed, tallied } from "./tally.mjs";

const { positionals, values } = parseArgs({
	allowPositionals: true,
	options: {
		concurrency: { type: "string", default: "2" },
		file: { type: "string", multiple: true },
		sample: { type: "string", default: "1" },
	},
});
const [name = ""] = positionals;
const group = groups[name];
if (group === undefined) throw new Error(`npm run mutate -- ${Object.keys(groups).join(" | ")}`);

const folder = "coverage/mutation";
mkdirSync(folder, { recursive: true });
// Every Nth change only: where a group takes hours, a sample tells its score to a point or two.
const sample = Number(values.sample);
process.env.MUTATION_SAMPLE = values.sample;
process.env.MUTATION_TESTS = testsOf(group).join(",");

const all = await new Stryker({
	mutate: values.file ?? group.sources,
	testRunner: "direct",
	plugins: [fileURLToPath(new URL("direct-runner.mjs", import.meta.url))],
	coverageAnalysis: "perTest",
	ignoreStatic: group.ignoreStatic ?? false,
	concurrency: Number(values.concurrency),
	ignorePatterns: ["coverage", "dist", "*.tgz", "bin"],
	tempDirName: "coverage/.mutants",
	disableTypeChecks: false,
	// The sandbox needs none, and Stryker cannot read one with TypeScript 7.
	tsconfigFile: "none",
	checkers: [],
	// What a sample leaves out counts as asked, and would not be asked again.
	incremental: sample === 1,
	incrementalFile: `${folder}/${name}.incremental.json`,
	reporters: ["html", "progress-append-only"],
	htmlReporter: { fileName: `${folder}/${name}.html` },
	allowConsoleColors: false,
	dryRunTimeoutMinutes: 30,
	timeoutMS: 15_000,
	logLevel: "info",
}).runMutationTest();
const results = all.filter(({ id }) => isSampled(id, sample));

writeFileSync(`${folder}/${name}.txt`, listed(results));
process.stdout.write(`${tallied(name, results)}\n`);
