import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { projectFolder } from "../command-line.ts";
import { nodeVersions } from "../e2e/requirements.mjs";

interface Job {
	readonly "timeout-minutes"?: number;
	readonly strategy?: { readonly matrix: { readonly node: readonly (string | number)[] } };
	readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
}
interface Workflow {
	readonly permissions?: Readonly<Record<string, string>>;
	readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(projectFolder, ".github", "workflows");
const workflows = readdirSync(folder).map((file): [string, Workflow] => [file, parse(readFileSync(join(folder, file), "utf8"))]);
const { scripts, engines } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));

describe.each(workflows)("the workflow %s", (_, { permissions, jobs }) => {
	it("may only read by default, and ends", () => {
		expect(permissions).toEqual({ contents: "read" });
		for (const job of Object.values(jobs)) expect(job["timeout-minutes"]).toBeLessThanOrEqual(60);
	});

	it("names the version of each action, and runs scripts that package.json has", () => {
		for (const { uses, run } of Object.values(jobs).flatMap(({ steps }) => steps)) {
			if (uses !== undefined) expect(uses).toMatch(/@(?:v\d+|[0-9a-f]{40})$/);
			for (const [, name = ""] of (run ?? "").matchAll(/npm (?:run )?(test|(?<=run )[\w:]+)/g))
				expect(scripts).toHaveProperty(name);
			// An expression in a script could be chosen by whoever opens a pull request.
			expect(run ?? "").not.toContain("${{");
		}
	});
});

it("CI runs the fast suite on the supported versions of Node, from the oldest", () => {
	const versions = workflows.flatMap(([, { jobs }]) =>
		Object.values(jobs).flatMap(({ strategy }) => strategy?.matrix.node ?? []),
	);
	expect(versions.map((version) => Number.parseInt(String(version), 10))).toEqual(
		nodeVersions.map((version) => Number.parseInt(version, 10)),
	);
	expect(`>=${nodeVersions[0]}`.replace(/\.0$/, "")).toBe(engines.node);
});
