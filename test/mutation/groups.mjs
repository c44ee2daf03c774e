import { readdirSync, statSync } from "node:fs";

/**
 * What is changed, and the tests that should notice, the first ones first: those that call the sources, start no other program, and take
 * milliseconds. A folder stands for all in it.
 */
export const groups = {
	// The tables of words in the vocabulary are static: a hundred texts that test/model/words.test.ts goes through one by one.
	model: {
		sources: ["src/model/**/*.ts", "src/report/**/*.ts"],
		tests: [
			"model/words",
			"model",
			"report",
			"rules",
			"document",
			"verify",
			"edits",
			"probes/nothing-proven",
			"commands/compare",
		],
		ignoreStatic: true,
	},
	rules: { sources: ["src/rules/*.ts"], tests: ["rules", "document/fixtures", "document/suppressions"] },
	edits: { sources: ["src/edits/*.ts"], tests: ["edits", "rules"] },
	judges: {
		sources: ["src/probes/*/*.ts", "!src/probes/file/*.ts"],
		tests: ["probes", "field", "verify/parked"],
	},
};

/** These take seconds, and are about speed, the parser, or documents as they come. */
const leftOut = ["generated", "long-lines", "nothing-is-lost", "plain-blocks"].map((name) => `document/${name}`);
leftOut.push("edits/bytes", "edits/migration", "verify/one-screen");

export function testsOf(group) {
	const named = group.tests.flatMap((name) => {
		if (!isFolder(name)) return [name];
		const files = readdirSync(`test/${name}`, { recursive: true }).filter((file) => file.endsWith(".test.ts"));
		return files.map((file) => `${name}/${file.replace(".test.ts", "")}`);
	});
	return [...new Set(named)].filter((name) => !leftOut.includes(name)).map((name) => `test/${name}.test.ts`);
}

function isFolder(name) {
	return statSync(`test/${name}`, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
