import { readdirSync } from "node:fs";

/** What is changed, and the folders whose tests should notice: those that call the sources, and start no other program. */
export const groups = {
	model: {
		sources: ["src/model/*.ts"],
		tests: ["model", "rules", "document", "verify", "reporters", "edits"],
		without: ["edits/hostile-text"],
	},
	rules: { sources: ["src/rules/*.ts"], tests: ["rules", "document"] },
	edits: { sources: ["src/edits/*.ts"], tests: ["edits", "rules"] },
	judges: {
		sources: ["src/probes/judging/*.ts", "src/probes/types/*.ts", "src/probes/combine.ts"],
		tests: ["probes", "probes/file"],
	},
};

/** These take seconds, and are about speed, the parser or a browser. */
const leftOut = [
	"document/generated",
	"document/long-lines",
	"document/nothing-is-lost",
	"document/plain-blocks",
	"edits/bytes",
	"edits/migration",
	"reporters/report-browser",
	"reporters/progress",
];

export function testsOf(group) {
	return group.tests.flatMap((folder) =>
		readdirSync(`test/${folder}`)
			.filter(
				(name) =>
					name.endsWith(".test.ts") &&
					![...leftOut, ...(group.without ?? [])].includes(`${folder}/${name.replace(".test.ts", "")}`),
			)
			.map((name) => `test/${folder}/${name}`),
	);
}
