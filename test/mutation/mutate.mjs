// Changes the sources a little, many times, and tells which changes no test notices: npm run mutate -- GROUP [--concurrency N] [--file PART]
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { groups, testsOf } from "./groups.mjs";
import { listed, tallied } from "./tally.mjs";

const { positionals, values } = parseArgs({
	allowPositionals: true,
	options: { concurrency: { type: "string", default: "2" }, file: { type: "string", multiple: true } },
});
const [name = ""] = positionals;
const group = groups[name];
if (group === undefined) throw new Error(`npm run mutate -- ${Object.keys(groups).join(" | ")}`);

const folder = "coverage/mutation";
mkdirSync(folder, { recursive: true });
process.env.MUTATION_TESTS = testsOf(group).join(",");

const results = await new Stryker({
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
	incremental: true,
	incrementalFile: `${folder}/${name}.incremental.json`,
	reporters: ["html", "progress-append-only"],
	htmlReporter: { fileName: `${folder}/${name}.html` },
	allowConsoleColors: false,
	timeoutMS: 15_000,
	logLevel: "info",
}).runMutationTest();

writeFileSync(`${folder}/${name}.txt`, listed(results));
process.stdout.write(`${tallied(name, results)}\n`);
