import { lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { boulderMigrate, folderWith, projectFolder } from "../command-line.ts";

const releases =
	"# Plan\n\n## Release 1: Base\n\n**Status:** In Review\n\n- [x] a\n\n## Release 2: Mail\n\n**Status:** Deferred\n\n- [ ] b\n";
const vocabulary = 'vocabulary:\n  phase: "Release"\n  statuses:\n    in-progress: ["In Progress", "In Review"]\n';
const garbled = readFileSync(join(projectFolder, "test", "fixtures", "PHASE-STATUS.garbled.md"));
const read = (folder: string, name: string): string => readFileSync(join(folder, name), "utf8");

describe("adopt", () => {
	it("writes the vocabulary that a document needs and nothing else; a second run changes nothing", () => {
		const folder = folderWith({ "PLAN.md": releases });
		const first = boulderMigrate(["adopt", "PLAN.md"], { folder });
		expect([first.code, first.stderr]).toEqual([0, "wrote vocabulary: to probes.yaml\n"]);
		expect(first.stdout).toContain("PLAN.md: 2 phases with 2 items, 1 of them done\n");
		expect(first.stdout).toContain('status "Deferred" in line 11: not known, left as it is\n');
		expect(read(folder, "PLAN.md")).toBe(releases);
		expect(read(folder, "probes.yaml")).toBe(`schemaVersion: 1\n${vocabulary}`);
		const status = boulderMigrate(["status", "--file", "PLAN.md", "-o", "json"], { folder });
		expect(JSON.parse(status.stdout).phases.map(({ id }: { id: string }) => id)).toEqual(["1", "2"]);
		const again = boulderMigrate(["adopt", "PLAN.md"], { folder });
		expect([again.code, again.stderr]).toEqual([0, "no vocabulary is needed: nothing was written\n"]);
		expect(read(folder, "probes.yaml")).toBe(`schemaVersion: 1\n${vocabulary}`);
	});

	it.each<[name: string, before: string, after: string]>([
		["without a final newline", "schemaVersion: 1\nprobes: {}", `schemaVersion: 1\nprobes: {}\n${vocabulary}`],
		[
			"with CRLF",
			"schemaVersion: 1\r\nprobes: {}\r\n",
			`schemaVersion: 1\r\nprobes: {}\r\n${vocabulary.replaceAll("\n", "\r\n")}`,
		],
		["with a byte order mark", "\ufeffschemaVersion: 1\n", `\ufeffschemaVersion: 1\n${vocabulary}`],
		["that is empty", "", `schemaVersion: 1\n${vocabulary}`],
		["of comments", "# ours\n", `# ours\nschemaVersion: 1\n${vocabulary}`],
	])("extends a probes file %s by its own line endings", (_name, before, after) => {
		const folder = folderWith({ "PLAN.md": releases, "probes.yaml": before });
		expect(boulderMigrate(["adopt", "PLAN.md"], { folder }).code).toBe(0);
		expect(read(folder, "probes.yaml")).toBe(after);
		expect(boulderMigrate(["validate", "PLAN.md", "--strict"], { folder }).stderr).toBe("");
	});

	it("leaves an existing vocabulary, and prints what to add to it", () => {
		const probes = "schemaVersion: 1\nvocabulary: { none: Nix }\n";
		const folder = folderWith({ "PLAN.md": releases, "probes.yaml": probes });
		const { code, stderr } = boulderMigrate(["adopt", "PLAN.md"], { folder });
		expect(code).toBe(5);
		expect(stderr).toContain("probes.yaml has a vocabulary: already\n");
		expect(stderr).toContain('phase: "Release"');
		expect(read(folder, "probes.yaml")).toBe(probes);
	});

	it.each<[name: string, probes: string, code: number, message: string]>([
		["in braces", '{ "schemaVersion": 1 }\n', 5, "cannot be added at the end of probes.yaml"],
		["that has ended", "---\nschemaVersion: 1\n...\n", 5, "cannot be added at the end of probes.yaml"],
		["with a quoted vocabulary", 'schemaVersion: 1\n"vocabulary": { none: Nix }\n', 5, "probes.yaml has a vocabulary: already"],
		["that is broken", "schemaVersion: 1\nprobes: {\n", 4, "probes.yaml:3:1: invalid YAML"],
	])("leaves a probes file %s as it is", (_name, probes, code, message) => {
		const folder = folderWith({ "PLAN.md": releases, "probes.yaml": probes });
		const ran = boulderMigrate(["adopt", "PLAN.md"], { folder });
		expect([ran.code, read(folder, "probes.yaml"), read(folder, "PLAN.md")]).toEqual([code, probes, releases]);
		expect(ran.stderr).toContain(message);
	});

	it("follows a symbolic link to the probes file, and writes nothing with --dry-run", () => {
		const folder = folderWith({ "PLAN.md": releases });
		mkdirSync(join(folder, "shared"));
		writeFileSync(join(folder, "shared", "probes.yaml"), "schemaVersion: 1\n");
		symlinkSync("shared/probes.yaml", join(folder, "probes.yaml"));
		expect(boulderMigrate(["adopt", "PLAN.md", "--dry-run"], { folder }).code).toBe(0);
		expect(read(folder, "probes.yaml")).toBe("schemaVersion: 1\n");
		expect(boulderMigrate(["adopt", "PLAN.md"], { folder }).code).toBe(0);
		expect(lstatSync(join(folder, "probes.yaml")).isSymbolicLink()).toBe(true);
		expect(read(folder, "shared/probes.yaml")).toBe(`schemaVersion: 1\n${vocabulary}`);
	});

	it.each<[string, string | Uint8Array, number]>([
		["no phases", "# Notes\n\nNothing yet.\n", 4],
		["a garbled encoding", garbled, 0],
		["conflict markers", `${releases}<<<<<<< a\n- [ ] c\n=======\n- [ ] d\n>>>>>>> b\n`, 0],
		[
			"German",
			"# Umzug\n\n## Etappe 1: Basis\n\n**Status:** Erledigt\n\n- [x] a\n\n## Etappe 2: Post\n\n**Status:** Läuft\n\n- [ ] b\n",
			0,
		],
		["French", "# Plan\n\n## Étape 1 : Socle\n\n**Statut :** Terminée\n\n- [x] a\n\n## Étape 2 : Poste\n\n- [ ] b\n", 0],
		["Japanese", "# 移行\n\n## フェーズ1：準備\n\n- [x] 一\n\n## フェーズ2：移行\n\n- [ ] 二\n", 0],
	])("reads a document with %s, and never writes it", (_name, text, code) => {
		const folder = folderWith({ "PLAN.md": text });
		const ran = boulderMigrate(["adopt", "PLAN.md"], { folder });
		expect([ran.code, readFileSync(join(folder, "PLAN.md")).equals(Buffer.from(text))], ran.stderr).toEqual([code, true]);
	});
});

describe("--create", () => {
	const plan = "# Plan\n\n## Phase 1: Base\n\n- [x] a\n\n## Phase 2: Mail\n\n- [ ] b\n";
	const commands: readonly (readonly [string[], string])[] = [
		[["note", "2", "seen"], "- seen"],
		[["review", "2", "seen"], "| 2026-11-24 | Ana | Phase 2 | seen |"],
		[["block", "2", "--reason", "disk"], "- Phase 2: disk (since 2026-11-24)"],
		[["phase", "2", "--target", "2027-01-02"], "| Phase 2 | Mail | 🔴 Not Started | - | 2027-01-02 | 0% |"],
	];
	const signed = ["--reviewer", "Ana", "--date", "2026-11-24"];

	it.each(commands)("%j adds what is lacking, once, and only where it is asked to", (words, line) => {
		for (const [mark, ending] of [
			["", "\n"],
			["\ufeff", "\r\n"],
		] as const) {
			const text = mark + plan.trimEnd().replaceAll("\n", ending);
			const folder = folderWith({ "PLAN.md": text });
			const refused = boulderMigrate([...words, "--file", "PLAN.md", ...signed], { folder });
			expect([refused.code, read(folder, "PLAN.md")], refused.stderr).toEqual([5, text]);
			expect(refused.stderr).toContain("--create");
			const made = boulderMigrate([...words, "--create", "--file", "PLAN.md", ...signed], { folder });
			expect(made.code, made.stderr).toBe(0);
			const after = read(folder, "PLAN.md");
			expect(after.split(ending)).toContain(line);
			expect(after.startsWith(mark)).toBe(true);
			for (const before of text.split(ending)) expect(after.split(ending)).toContain(before);
			expect(boulderMigrate(["validate", "PLAN.md"], { folder }).code).toBe(0);
			expect(boulderMigrate([...words, "--create", "--file", "PLAN.md", ...signed], { folder }).code).toBe(0);
			expect(read(folder, "PLAN.md")).toBe(after);
		}
	});

	it.each(commands)("%j leaves garbled documents and conflicts alone", (words) => {
		const conflict = `${plan}\n<<<<<<< a\n- [ ] c\n=======\n- [ ] d\n>>>>>>> b\n`;
		for (const text of [garbled, conflict]) {
			const folder = folderWith({ "PLAN.md": text });
			const before = readFileSync(join(folder, "PLAN.md"));
			const { code, stderr } = boulderMigrate([...words, "--create", "--file", "PLAN.md", ...signed], { folder });
			expect(code, stderr).toBe(5);
			expect(readFileSync(join(folder, "PLAN.md")).equals(before)).toBe(true);
		}
	});
});

describe("rules:, and comments that end", () => {
	const wrong =
		"# P\n\n## Summary\n\n| Phase | Status | Completion |\n|---|---|---|\n| 1 | Done | 100% |\n\n## Phase 1: Base\n\n- [ ] a\n";
	const rulesOf = (folder: string): string[] => {
		const { stdout } = boulderMigrate(["validate", "P.md", "-o", "json"], { folder });
		const { findings }: { findings: { rule: string; severity: string }[] } = JSON.parse(stdout);
		return findings
			.map(({ rule, severity }) => `${rule} ${severity}`)
			.filter((one) => !one.startsWith("missing-section"))
			.sort();
	};

	it("lower a finding or switch it off", () => {
		expect(rulesOf(folderWith({ "P.md": wrong }))).toEqual(["completion-mismatch error", "status-mismatch error"]);
		const probes = "schemaVersion: 1\nrules:\n  completion-mismatch: off\n  status-mismatch: warning\n";
		expect(rulesOf(folderWith({ "P.md": wrong, "probes.yaml": probes }))).toEqual(["status-mismatch warning"]);
		expect(rulesOf(folderWith({ "P.md": wrong, "probes.yaml": probes.replaceAll("\n", "\r\n") }))).toEqual([
			"status-mismatch warning",
		]);
		const typo = folderWith({ "P.md": wrong, "probes.yaml": "schemaVersion: 1\nrules:\n  completion-mismatsch: off\n" });
		const { code, stderr } = boulderMigrate(["validate", "P.md"], { folder: typo });
		expect(code).toBe(4);
		expect(stderr).toMatch(/probes\.yaml:3:\d+: .*completion-mismatsch[\s\S]*completion-mismatch/);
	});

	it.each<[name: string, comment: (rule: string) => string, accepted: boolean]>([
		["a comment", (rule) => `<!-- boulder-migrate-ignore ${rule}: known -->`, true],
		["until a day that comes", (rule) => `<!-- boulder-migrate-ignore ${rule} until 2999-01-01: known -->`, true],
		["until a day that is over", (rule) => `<!-- boulder-migrate-ignore ${rule} until 2020-01-01: known -->`, false],
		["until no day", (rule) => `<!-- boulder-migrate-ignore ${rule} until 2020-02-31: known -->`, false],
	])("in a row of a table: %s", (_name, comment, accepted) => {
		const row = wrong.replace(
			"| Done | 100% |",
			`| Done ${comment("status-mismatch")} | 100% ${comment("completion-mismatch")} |`,
		);
		const above = wrong.replace(
			"| Phase | Status",
			`${comment("status-mismatch")}\n${comment("completion-mismatch")}\n| Phase | Status`,
		);
		for (const text of [row, above]) {
			const left = rulesOf(folderWith({ "P.md": text })).filter((one) => one.endsWith("error"));
			if (accepted) expect(left, text).toEqual([]);
			else expect(left, text).toEqual(expect.arrayContaining(["completion-mismatch error", "status-mismatch error"]));
		}
	});

	it("a baseline accepts what is there, wherever its lines move to, and nothing else", () => {
		const folder = folderWith({ "P.md": wrong });
		const validate = (...more: string[]) => boulderMigrate(["validate", "P.md", ...more], { folder });
		expect(validate("--baseline", "known.json").code).toBe(4);
		expect(validate("--baseline", "known.json", "--update-baseline").code).toBe(0);
		expect(validate("--baseline", "known.json").code).toBe(0);
		writeFileSync(join(folder, "P.md"), wrong.replace("# P\n", "# P\n\nMore text.\n"));
		expect(validate("--baseline", "known.json").code).toBe(0);
		writeFileSync(join(folder, "P.md"), `${wrong}\n## Phase 2: Mail\n\n**Status:** Done\n\n- [ ] b\n`);
		const { code, stdout } = validate("--baseline", "known.json");
		expect(code).toBe(1);
		expect(stdout).toContain("Phase 2");
		expect(stdout).not.toContain("Phase 1 is");
		writeFileSync(join(folder, "P.md"), `${wrong}\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n`);
		expect(validate("--baseline", "known.json", "--update-baseline").code).toBe(0);
		expect(validate("--baseline", "known.json").code).toBe(1);
		writeFileSync(join(folder, "known.json"), "{}");
		const broken = validate("--baseline", "known.json");
		expect([broken.code, broken.stderr]).toEqual([
			4,
			'boulder-migrate: known.json: not a baseline: it has no "schemaVersion": 1 and no list "accepted"\n  write it again with --update-baseline\n',
		]);
	});
});
