import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import GithubSlugger from "github-slugger";
import { describe, expect, it } from "vitest";
import { commands } from "../src/commands/index.ts";
import { probeTypes } from "../src/probes/index.ts";
import { findingsReporters } from "../src/reporters/findings/index.ts";
import { statusReporters } from "../src/reporters/status/index.ts";
import { verdictReporters } from "../src/reporters/verdicts/index.ts";
import { rules } from "../src/rules/index.ts";
import { keyTable } from "../src/terminal/keys.ts";
import { boulderMigrate, folderWith, projectFolder } from "./command-line.ts";

const pages = [
	"README.md",
	...readdirSync(join(projectFolder, "docs"), { recursive: true, encoding: "utf8" })
		.filter((name) => name.endsWith(".md"))
		.map((name) => `docs/${name}`)
		.sort(),
];

/** Made by `snapshot` of the tests' control plane. */
const recording = "staging.recording.json";

/** What `UPDATE_GOLDEN=1` writes between `<!-- generated: NAME -->` and `<!-- /generated: NAME -->`. */
const generated: Readonly<Record<string, string>> = {
	rules: table(
		["rule", "severity", "reports"],
		rules.map(({ name, severity, reports }) => [`\`${name}\``, severity, reports]),
	),
	keys: table(
		["key", "action"],
		keyTable.map(({ keys, does }) => [
			keys
				.split(/ +/)
				.map((key) => `\`${key}\``)
				.join(" "),
			does,
		]),
	),
	"probe types": table(
		["probe", "proves that"],
		probeTypes.map(({ name, proves }) => [`\`${name}\``, proves]),
	),
};

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
	return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

function read(page: string): string {
	return readFileSync(join(projectFolder, page), "utf8");
}

function blocks(page: string, language: string): string[] {
	return [...read(page).matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map((match) => match[1] ?? "");
}

/** As a shell splits a line. */
function wordsOf(line: string): string[] {
	return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

/** Runs the commands of a console block in a copy of the project's documents, one after the other, since some of them write. */
function replay(block: string): string {
	const folder = folderWith({});
	cpSync(join(projectFolder, "status"), join(folder, "status"), { recursive: true });
	cpSync(join(projectFolder, "test", "fixtures", recording), join(folder, recording));
	const lines = [...block.matchAll(/^\$ boulder-migrate ?(.*)$/gm)].map((match) => match[1] ?? "");
	return lines
		.map((line) => {
			const { stdout, code } = boulderMigrate(wordsOf(line), { folder, env: { GIT_AUTHOR_NAME: "Ana Lee" } });
			expect([0, 1], line).toContain(code);
			const prompt = `$ boulder-migrate ${line}`.trimEnd();
			return `${prompt}\n${asOnTheDay(stdout)}`;
		})
		.join("");
}

/** The pages were written six days after the recording was made. */
function asOnTheDay(output: string): string {
	const today = new Date().toISOString().slice(0, 10);
	return output.replaceAll(today, "2026-11-24").replace(/the recording is \d+ days old/g, "the recording is 6 days old");
}

/** The page with every console block and every generated table as the program of today would have them. */
function upToDate(page: string): string {
	return read(page)
		.replace(/^```console\n([\s\S]*?)^```/gm, (_all, block: string) => `\`\`\`console\n${replay(block)}\`\`\``)
		.replace(/^<!-- generated: (.*) -->\n[\s\S]*?^<!-- \/generated: \1 -->/gm, (_all, name: string) => {
			const content = generated[name];
			if (content === undefined) throw new Error(`${page}: nothing generates ${name}`);
			return `<!-- generated: ${name} -->\n\n${content}\n<!-- /generated: ${name} -->`;
		});
}

/** The anchors that GitHub gives the headings of a page. */
function anchors(page: string): Set<string> {
	const slugger = new GithubSlugger();
	return new Set([...read(page).matchAll(/^#+ (.*)$/gm)].map((match) => slugger.slug((match[1] ?? "").replaceAll("`", ""))));
}

describe.each(pages)("%s", (page) => {
	it("shows what the program prints today", () => {
		const expected = upToDate(page);
		if (process.env.UPDATE_GOLDEN === "1") writeFileSync(join(projectFolder, page), expected);
		expect(read(page)).toBe(expected);
	});

	it("links to files and headings that exist", () => {
		for (const [, link = ""] of read(page).matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
			const [path = "", anchor] = link.split("#");
			const target = path === "" ? page : join(dirname(page), path);
			expect(existsSync(join(projectFolder, target)), link).toBe(true);
			if (anchor !== undefined) expect(anchors(target), link).toContain(anchor);
		}
	});

	it("names commands that work", () => {
		for (const [, line = ""] of read(page).matchAll(
			/`(?:boulder-migrate )((?:status|validate|probes (?:list|coverage|lint|rbac))(?: [^`|]+)?)`/g,
		)) {
			const words = line.split(" ");
			if (words.some((word) => ["--watch", "FILE", "--workloads", "--staged", "--since"].includes(word) || /^[A-Z]+$/.test(word)))
				continue;
			const folder = folderWith({});
			cpSync(join(projectFolder, "status"), join(folder, "status"), { recursive: true });
			expect([0, 1], line).toContain(boulderMigrate(words, { folder }).code);
		}
	});
});

describe("README.md", () => {
	it("has the two commands of a fresh machine as scripts", () => {
		const { scripts } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
		expect(blocks("README.md", "sh")[0]).toBe("npm ci && npm start\nnpm ci && npm test\n");
		expect(scripts.start).toBe("node status/demo/start.cjs");
		expect(scripts.test).toMatch(/^vitest run/);
	});

	it("has at most 300 lines", () => {
		expect(read("README.md").split("\n").length).toBeLessThanOrEqual(300);
	});
});

describe("docs", () => {
	it("list every format", () => {
		const text = read("docs/commands.md");
		for (const format of Object.keys(statusReporters)) expect(text).toContain(`| \`${format}\` |`);
		expect(text).toContain(`-o ${Object.keys(findingsReporters).join("\\|")}`);
		expect(text).toContain(`-o ${Object.keys(verdictReporters).join("\\|")}`);
	});

	it("have a section for every command", () => {
		for (const { name } of commands) expect(read("docs/commands.md")).toContain(`### ${name}\n`);
	});

	it("list every decision", () => {
		const index = read("docs/decisions/README.md");
		for (const name of readdirSync(join(projectFolder, "docs", "decisions")))
			if (name !== "README.md") expect(index).toContain(`](${name})`);
	});

	it("teach a vocabulary that is understood", () => {
		const folder = folderWith({
			"PHASE-STATUS.md": "## Etappe 1: A\n- [x] a\n\n## Etappe 2: B\n- [ ] b\n\n## Abhängigkeiten\n- Etappe 2 braucht Etappe 1\n",
			"probes.yaml": blocks("docs/document-format.md", "yaml")[0] ?? "",
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
		const paths = readdirSync(join(projectFolder, "src", "commands"), { recursive: true, encoding: "utf8" });
		const files = paths.map((path) => basename(path));
		for (const { name } of commands) expect(files).toContain(`${name}.ts`);
	});
});
