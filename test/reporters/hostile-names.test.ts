import { spawnSync } from "node:child_process";
import { chmodSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { boulderMigrate, folderWith } from "../command-line.ts";

/** One or more of each range of the class, tab and line break left out: those lay a text out. */
const invisibles = [
	..."\u0000\u0007\u001b\u007f\u0085\u009b\u00ad\u034f\u061c\u115f\u17b4\u180e\u200b\u200c\u200e\u2028\u2029\u202e\u2060\u2066\u206a\u3164",
	..."\ufeff\uffa0\ufff9\ufffb\u{1bca0}\u{1d173}\u{e0041}\u{e0100}",
];
/** Without NUL, which Markdown replaces. */
const name = `x${invisibles.slice(1).join("y")}z`;

const document = `# Move ${name}

## Phase Status Summary

| Phase | Description | Status | Completion | Start Date | Notes |
| --- | --- | --- | --- | --- | --- |
| **Phase 1** | Rooms ${name} | 🟡 In Progress | 40% | 2026-01-01 | ${name} |

## Phase 1: Rooms ${name}

### Group ${name}

- [x] Move ${name} <!-- id: pinned-1 -->
- [ ] Role ${name}

### Success Criteria

- It works ${name}

## Dependencies and Blockers

### Current Blockers

- Phase 1: waits ${name} (since 2026-01-01)

## Risk Register

| Risk | Mitigation |
| --- | --- |
| Fire ${name} | Water ${name} |

## Review History

| Date | Reviewer | Phase | Changes |
| --- | --- | --- | --- |
| 2026-01-01 | Ana ${name} | Phase 1 | Began ${name} |
`;

const raw =
	/[^\P{Cc}\n\t]|[\u00ad\u034f\u061c\u115f\u17b4\u180e\u200b\u200c\u200e\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]/u;
const rawAbove = /[\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/u;

const commands: readonly (readonly string[])[] = [
	...["table", "json", "yaml", "markdown", "prometheus"].map((format) => ["status", "-o", format]),
	["status", "1"],
	...["text", "json", "sarif", "github"].map((format) => ["validate", "-o", format]),
	...["html", "svg", "md", "mmd"].map((format) => ["report", "-o", `-.${format}`]),
	...["text", "json", "yaml", "markdown", "junit", "sarif", "github", "tap", "prometheus", "in-toto"].map((format) => [
		"verify",
		"--snapshot",
		"r.json",
		"-o",
		format,
	]),
	["verify", "1", "--snapshot", "r.json"],
	["probes", "list"],
	["probes", "list", "-o", "json"],
	["probes", "coverage"],
	["probes", "explain", "pinned-1"],
	["probes", "lint"],
	["check-off", "role", "-o", "json"],
	["uncheck", "pinned-1", "--reviewer", "Ana", "-o", "json"],
];

/** A recording in which each object of a kind has such a name. */
function recordingOf(names: readonly string[]): string {
	const objects = names.map((one) => ({
		apiVersion: "rbac.authorization.k8s.io/v1",
		kind: "Role",
		metadata: { name: one, namespace: "a", uid: `u-${one.length}`, resourceVersion: "1" },
		rules: [],
	}));
	const question = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", namespace: "a" };
	const reads = [{ ask: "list", question, answer: { objects, observedAt: "2026-11-24T00:00:00Z", consistent: true } }];
	return JSON.stringify({ schemaVersion: 1, recordedAt: "2026-11-24T00:00:00Z", contexts: [{ name: "c", uid: "u", reads }] });
}

const probes = `schemaVersion: 1
defaults: { namespace: a }
probes:
  1/pinned-1:
    resources: { apiVersion: rbac.authorization.k8s.io/v1, kind: Role, expect: object.rules.size() > 0 }
`;

describe("names that hold every invisible character", () => {
	it.each(commands)("are escaped by %s %s %s %s %s", (...words) => {
		const folder = folderWith({ "PHASE-STATUS.md": document, "probes.yaml": probes, "r.json": recordingOf([name]) });
		const { code, stdout, stderr } = boulderMigrate(words, { folder });
		expect([70, null]).not.toContain(code);
		for (const text of [stdout, stderr]) {
			expect(raw.exec(text)?.[0].codePointAt(0)?.toString(16)).toBeUndefined();
			expect(rawAbove.exec(text)?.[0].codePointAt(0)?.toString(16)).toBeUndefined();
		}
	});

	it("are reported by validate, each line once", () => {
		for (const one of invisibles.slice(1)) {
			const text = `## Phase 1: Rooms\n- [ ] Move${one}it\n`;
			const { stdout } = boulderMigrate(["validate", "-"], { input: text });
			expect(stdout, one.codePointAt(0)?.toString(16)).toContain("2:11: warning: invisible character U+");
		}
	});
});

describe("commands that are printed to be typed", () => {
	const names = [
		"x;touch $HOME/pwned;$(id)",
		"it's `id`",
		"a b\\c",
		"a'b\"c",
		"-o=x",
		"*",
		"a&&touch pwned",
		"$IFS",
		"~root",
		"!x",
	];

	it.each(names)("name %s and nothing else", (one) => {
		const folder = folderWith({ "PHASE-STATUS.md": document, "probes.yaml": probes, "r.json": recordingOf([one]) });
		const { stdout } = boulderMigrate(["verify", "pinned-1", "--snapshot", "r.json"], { folder });
		const line = /next: (kubectl .*)$/m.exec(stdout)?.[1] ?? "";
		const bin = folderWith({ kubectl: '#!/bin/sh\nprintf "%s\\n" "$@"\n' });
		chmodSync(join(bin, "kubectl"), 0o755);
		const home = folderWith({});
		const ran = spawnSync("sh", ["-c", line], {
			cwd: home,
			encoding: "utf8",
			env: { PATH: `${bin}:${process.env.PATH}`, HOME: home },
		});
		expect(ran.stdout.split("\n")).toEqual(["get", "-n", "a", `role/${one}`, "-o", "yaml", ""]);
		expect(readdirSync(home)).toEqual([]);
	});

	it("are left out where they cannot be typed as they are shown", () => {
		const folder = folderWith({ "PHASE-STATUS.md": document, "probes.yaml": probes, "r.json": recordingOf(["a\u202eb"]) });
		const { stdout } = boulderMigrate(["verify", "pinned-1", "--snapshot", "r.json", "-o", "json"], { folder });
		const { items } = JSON.parse(stdout);
		expect(items[0]).toMatchObject({ outcome: "fail", hint: null });
		expect(readFileSync(join(folder, "PHASE-STATUS.md"), "utf8")).toBe(document);
	});

	it.each([
		[["verify", "--snapshot", "r.json", "--against"], "boulder-migrate verify -o 'json="],
		[["validate", "--baseline"], "boulder-migrate validate --baseline '"],
		[["history", "--verdicts"], "boulder-migrate verify --record '"],
	])("quote the file that %s names and that is not there", (words, command) => {
		const folder = folderWith({ "PHASE-STATUS.md": document, "probes.yaml": probes, "r.json": recordingOf([name]) });
		spawnSync("git", ["init", "-q"], { cwd: folder });
		const { stderr } = boulderMigrate([...words, "no;touch pwned $(id)"], { folder });
		expect(stderr).toContain(`${command}no;touch pwned $(id)'`);
		expect(boulderMigrate([...words, "a\u202eb"], { folder }).stderr).not.toMatch(/make it|write it|start one/);
	});

	it("name the file that was named", () => {
		const file = "a b;touch pwned $(id).md";
		const items = Array.from({ length: 9 }, (_, index) => `- [ ] Item ${index}\n`).join("");
		const folder = folderWith({ [file]: `## Phase 1: Rooms\n${items}` });
		const { stdout } = boulderMigrate(["status", "--file", file], { folder });
		expect(stdout).toContain(`more: boulder-migrate status 1 --file '${file}'\n`);
		const hidden = "a\u202eb.md";
		const other = folderWith({ [hidden]: `## Phase 1: Rooms\n${items}` });
		expect(boulderMigrate(["status", "--file", hidden], { folder: other }).stdout).toMatch(/more$/m);
	});
});
