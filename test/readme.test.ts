import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "../src/commands/index.ts";
import { probeTypes } from "../src/probes/types/index.ts";
import { findingsReporters } from "../src/reporters/findings/index.ts";
import { statusReporters } from "../src/reporters/status/index.ts";
import { verdictReporters } from "../src/reporters/verdicts/index.ts";
import { rules } from "../src/rules/index.ts";
import { boulderMigrate, folderWith, projectFolder } from "./command-line.ts";

const readme = readFileSync(join(projectFolder, "README.md"), "utf8");

/** Made by `snapshot` of the tests' control plane. */
const recording = "staging.recording.json";

function blocks(language: string): string[] {
	return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map((match) => match[1] ?? "");
}

/** As a shell splits a line. */
function wordsOf(line: string): string[] {
	return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

describe("README", () => {
	it.each(blocks("console").map((block) => [block.split("\n", 1)[0] ?? "", block]))(
		"shows what is printed by %s",
		(_prompt, block) => {
			// In a copy, one after the other: some of them write.
			const folder = folderWith({});
			cpSync(join(projectFolder, "status"), join(folder, "status"), { recursive: true });
			cpSync(join(projectFolder, "test", "fixtures", recording), join(folder, recording));
			for (const [, line = "", output] of block.matchAll(/^\$ boulder-migrate ?(.*)\n((?:(?!\$ boulder-migrate).*\n)*)/gm)) {
				const { stdout, stderr } = boulderMigrate(wordsOf(line), { folder, env: { GIT_AUTHOR_NAME: "Ana Lee" } });
				expect(stderr).toBe("");
				expect(stdout.replaceAll(new Date().toISOString().slice(0, 10), "2026-11-24")).toBe(output);
			}
		},
	);

	it.each([...readme.matchAll(/`(?:boulder-migrate )?((?:status|validate)(?: [^`|]+)?)`/g)].map((match) => match[1] ?? ""))(
		"names a command that works: %s",
		(line) => {
			const words = line.split(" ");
			if (words.includes("--watch")) return;
			const folder = folderWith({ "PHASE-STATUS.md": readFileSync(join(projectFolder, "status", "PHASE-STATUS.md")) });
			const { code, stderr } = boulderMigrate(words, line.includes("--fix") ? { folder } : {});
			expect(stderr).toBe("");
			expect([0, 1]).toContain(code);
		},
	);

	it("has the two commands of a fresh machine as scripts", () => {
		const { scripts } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
		expect(blocks("sh")[0]).toBe("npm ci && npm start\nnpm ci && npm test\n");
		expect(scripts).toMatchObject({ start: "node status/demo/start.cjs", test: "vitest run" });
	});

	it("lists every rule with its severity, and no other", () => {
		const rows = [...readme.matchAll(/^\| `([a-z-]+)` \| (error|warning) \| (.*) \|$/gm)].map(([, name, severity, reports]) => ({
			name,
			severity,
			reports,
		}));
		expect(rows).toEqual(rules.map(({ name, severity, reports }) => ({ name, severity, reports })));
	});

	it("lists every probe type with what it proves, and no other", () => {
		const [, table = ""] = /^\| probe \| proves that \|\n.*\n((?:\|.*\n)*)/m.exec(readme) ?? [];
		expect(table).toBe(probeTypes.map(({ name, proves }) => `| \`${name}\` | ${proves} |\n`).join(""));
	});

	it("lists every format", () => {
		for (const format of Object.keys(statusReporters)) expect(readme).toContain(`| \`${format}\` |`);
		expect(readme).toContain(`-o ${Object.keys(findingsReporters).join("\\|")}`);
	});

	it("lists every format of verify", () => {
		expect(readme).toContain(`-o ${Object.keys(verdictReporters).join("\\|")}`);
	});

	it("links to files that are there", () => {
		for (const [, path = ""] of readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g))
			expect(existsSync(join(projectFolder, path)), path).toBe(true);
	});

	it("has a section for every command", () => {
		for (const { name } of commands) expect(readme).toContain(`### ${name}\n`);
	});

	it("teaches a vocabulary that is understood", () => {
		const folder = folderWith({
			"PHASE-STATUS.md": "## Etappe 1: A\n- [x] a\n\n## Etappe 2: B\n- [ ] b\n\n## Abhängigkeiten\n- Etappe 2 braucht Etappe 1\n",
			"probes.yaml": blocks("yaml")[0] ?? "",
		});
		const { stdout } = boulderMigrate(["status", "-o", "json"], { folder });
		expect(JSON.parse(stdout)).toMatchObject({
			phases: [
				{ status: "complete", statusLabel: "✔ Erledigt" },
				{ statusLabel: "⚪ Offen", dependencies: [{ phase: "1", kind: "hard", satisfied: true }] },
			],
		});
	});
});

describe("folders and their lists", () => {
	it("agree for the rules", () => {
		const files = readdirSync(join(projectFolder, "src", "rules")).filter(
			(file) => !["rule.ts", "index.ts", "check.ts", "fix.ts", "irregularity.ts"].includes(file),
		);
		expect(files.map((file) => file.replace(/\.ts$/, "")).sort()).toEqual(rules.map((rule) => rule.name).sort());
	});

	it("agree for the commands", () => {
		const files = readdirSync(join(projectFolder, "src", "commands"));
		for (const { name } of commands) expect(files).toContain(`${name}.ts`);
	});
});
