import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { boulderMigrate, folderWith, projectFolder, realDocument } from "../../command-line.ts";
import { has } from "../../installed.ts";
import { type OnScreen, onScreen, type Step } from "../../on-screen.ts";

const text = readFileSync(realDocument, "utf8");
const probesText = readFileSync(join(projectFolder, "status", "probes.yaml"), "utf8");
const recording = readFileSync(join(projectFolder, "test", "fixtures", "staging.recording.json"));

const status = (steps: readonly Step[], more: Partial<Parameters<typeof onScreen>[2]> & { document?: string } = {}) => {
	const folder = more.folder ?? folderWith({ "PHASE-STATUS.md": more.document ?? text, "probes.yaml": probesText });
	return {
		...onScreen(["status", "--watch"], [{ wait: "read \\d\\d:" }, ...steps], { ...more, folder }),
		after: readFileSync(join(folder, "PHASE-STATUS.md"), "utf8"),
	};
};

const shown = (run: OnScreen, look: string): string => run.looks[look]?.lines.join("\n") ?? "";

/** Nothing of the view is left over. */
function expectGivenBack({ end, modesAsBefore }: OnScreen): void {
	expect([end.isAlternate, end.isCursorShown, modesAsBefore]).toEqual([false, true, true]);
	expect(end.others).toEqual([]);
}

describe.runIf(has("python3", "needed"))("status --watch at a terminal", () => {
	it("shows phases and items on the alternate screen, moves, opens, and leaves nothing behind with q", () => {
		const run = status([
			{ look: "first" },
			{ keys: "j" },
			{ wait: "› \\[ \\] SA-2" },
			{ keys: "\u001b[B\u001b[B" },
			{ wait: "› \\[ \\] VA-2" },
			{ keys: "k" },
			{ wait: "› \\[ \\] VA-1" },
			{ keys: "\r" },
			{ wait: "Gate: Phase 2" },
			{ look: "opened" },
			{ keys: "\u001b[F" },
			{ wait: "Phase 6: Production Features / Validation" },
			{ look: "end" },
			{ keys: "\u001b[H" },
			{ wait: "› \\[ \\] SA-1" },
			{ keys: "\u001b[6~" },
			{ wait: "› \\[ \\] (?!SA-1)" },
			{ look: "paged" },
			{ keys: "q" },
		]);
		expect(run.code).toBe(0);
		const first = run.looks.first?.lines ?? [];
		expect(first[0]).toMatch(/^Boulder Kubernetes Migration.* {2}read \d\d:\d\d:\d\d UTC$/);
		expect(first[1]).toContain("0 of 83 items done (0%)");
		expect(first[3]).toMatch(/^ ▸ 2 {2}Service Splitting +░{10} +0%/);
		expect(first.filter((line) => line.startsWith("›"))).toEqual([expect.stringMatching(/^› \[ \] SA-1 .* 2\/sa-1-deployment$/)]);
		expect(first[28]).toContain("q quit");
		expect(run.looks.first).toMatchObject({ isAlternate: true, isCursorShown: false, others: [] });
		expect(shown(run, "opened")).toMatch(
			/› \[ \] VA-1 .*\n {6}2\/va-1-deployment, line \d+\n {6}No evidence.*\n {6}Probe: proves that .*boulder-va-1/,
		);
		expect(shown(run, "end")).toContain("▸ 6");
		expect((run.looks.paged?.lines ?? []).some((line) => line.startsWith("› [ ] SA-1"))).toBe(false);
		expect(run.end.lines.join("")).toBe("");
		expectGivenBack(run);
	});

	it("filters by words in any order, and shows everything again after Escape", () => {
		const run = status([
			{ keys: "/" },
			{ wait: "Esc clears" },
			{ keys: "provider-2 RA" },
			{ wait: "› \\[ \\] RA-SCT-Provider-2" },
			{ look: "filtered" },
			{ keys: "\r" },
			{ wait: "filter: provider-2 RA" },
			{ keys: "\u001b" },
			{ wait: "SA-1 Deployment" },
			{ look: "all" },
			{ keys: "q" },
		]);
		const items = (run.looks.filtered?.lines ?? []).filter((line) => /\[.\]/.test(line));
		expect(items).toEqual([expect.stringContaining("RA-SCT-Provider-2")]);
		expect(shown(run, "all")).toContain("SA-1 Deployment");
		expect(run.code).toBe(0);
	});

	it("checks off the selected item after a yes, with its row in the history, and shows it", () => {
		const run = status([
			{ keys: "c" },
			{ wait: "Check off 2/sa-1-deployment\\? y/n" },
			{ keys: "y" },
			{ wait: "› \\[x\\] SA-1" },
			{ look: "done" },
			{ keys: "c" },
			{ wait: "already checked off" },
			{ keys: "q" },
		]);
		expect(run.after).toContain("- [x] SA-1 Deployment");
		expect(run.after).toMatch(/\| Jo \|/);
		expect(shown(run, "done")).toContain("1 of 83 items done (1%)");
		expect(shown(run, "done")).toContain("2/sa-1-deployment: checked off");
		// The very bytes that the command writes.
		const folder = folderWith({ "PHASE-STATUS.md": text, "probes.yaml": probesText });
		boulderMigrate(["check-off", "2/sa-1-deployment", "--reviewer", "Jo"], { folder });
		expect(run.after).toBe(readFileSync(join(folder, "PHASE-STATUS.md"), "utf8"));
	});

	it.each([["n"], ["\u001b"], ["\r"], ["yes"]])("checks nothing off after %j", (answer) => {
		const run = status([{ keys: "c" }, { wait: "y/n" }, { keys: answer }, { wait: "Nothing was changed" }, { keys: "q" }]);
		expect([run.code, run.after]).toEqual([0, text]);
	});

	it("takes no yes that was typed before the question was there", () => {
		const run = status([{ keys: "cy" }, { wait: "y/n" }, { keys: "n" }, { wait: "Nothing was changed" }, { keys: "q" }]);
		expect(run.after).toBe(text);
	});

	it("skips an item for a reason that is typed, blocks its phase and notes a lesson, as the commands do", () => {
		const run = status([
			{ keys: "s" },
			{ wait: "Why is 2/sa-1-deployment not applicable\\?" },
			{ keys: "not in staging" },
			{ wait: "in staging" },
			{ keys: "\r" },
			{ wait: "› n/a SA-1" },
			{ keys: "b" },
			{ wait: "What blocks Phase 2\\?" },
			{ keys: "no vault\r" },
			{ wait: "no vault" },
			{ keys: "\r" },
			{ wait: "Phase 2: blocked by no vault" },
			{ keys: "m" },
			{ wait: "Note for Phase 2:" },
			{ keys: "ask earlier" },
			{ wait: "ask earlier" },
			{ keys: "\r" },
			{ wait: "Phase 2, notes: ask earlier" },
			{ keys: "q" },
		]);
		expect(run.code).toBe(0);
		const folder = folderWith({ "PHASE-STATUS.md": text, "probes.yaml": probesText });
		const by = ["--reviewer", "Jo"];
		boulderMigrate(["skip", "2/sa-1-deployment", "--reason", "not in staging", ...by], { folder });
		boulderMigrate(["block", "2", "--reason", "no vault", ...by], { folder });
		boulderMigrate(["note", "2", "ask earlier", ...by], { folder });
		expect(run.after).toBe(readFileSync(join(folder, "PHASE-STATUS.md"), "utf8"));
	});

	it("unchecks the selected item after a yes", () => {
		const run = status(
			[{ keys: "u" }, { wait: "Uncheck 2/sa-1-deployment\\? y/n" }, { keys: "y" }, { wait: "› \\[ \\] SA-1" }, { keys: "q" }],
			{
				document: text.replace("- [ ] SA-1", "- [x] SA-1"),
			},
		);
		expect([run.code, run.after.includes("- [ ] SA-1 Deployment")]).toEqual([0, true]);
	});

	it("opens the editor at the line of the item, gives it the terminal, and shows what it wrote", () => {
		const folder = folderWith({
			"PHASE-STATUS.md": text,
			vi: '#!/bin/sh\nprintf "editing %s %s\\n" "$1" "$2"; read -r line; sed -i "s/SA-1 Deployment/$line/" "$2"\n',
		});
		chmodSync(join(folder, "vi"), 0o755);
		const line = text.split("\n").findIndex((one) => one.includes("SA-2 Deployment")) + 1;
		const run = status(
			[
				{ keys: "j" },
				{ wait: "› \\[ \\] SA-2" },
				{ keys: "e" },
				{ wait: `editing \\+${line} .*PHASE-STATUS.md` },
				{ look: "editing" },
				{ keys: "SA-1 written\n" },
				{ wait: "SA-1 written" },
				{ wait: "1049h[\\s\\S]*SA-1 written" },
				{ look: "after" },
				{ keys: "k" },
				{ wait: "› \\[ \\] SA-1" },
				{ keys: "q" },
			],
			{ folder, env: { VISUAL: `"${join(folder, "vi")}"`, EDITOR: "false" } },
		);
		expect(run.code).toBe(0);
		expect(run.looks.editing).toMatchObject({ isAlternate: false, isCursorShown: true });
		expect(run.looks.after).toMatchObject({ isAlternate: true, isCursorShown: false });
		expectGivenBack(run);
	});

	it("copies the next command by OSC 52, and prints it when the view has ended", () => {
		const run = status([{ keys: "x" }, { wait: "Copied: boulder-migrate" }, { keys: "q" }]);
		const command = "boulder-migrate check-off 2/sa-1-deployment --verify";
		expect(run.raw).toContain(`\u001b]52;c;${Buffer.from(command).toString("base64")}\u0007`);
		expect(run.raw.slice(run.raw.lastIndexOf("\u001b[?1049l"))).toContain(command);
	});

	it("shows the refusal of a closed gate in a sentence, and writes nothing", () => {
		const run = status([
			{ keys: "/" },
			{ wait: "Esc clears" },
			{ keys: "3/" },
			{ wait: "› \\[ \\] .*3/" },
			{ keys: "\r" },
			{ wait: "filter: 3/" },
			{ keys: "c" },
			{ wait: "Check off 3/\\S+\\? y/n" },
			{ keys: "y" },
			{ wait: "Phase 3 cannot be worked on before Phase 2 is complete" },
			{ look: "refused" },
			{ keys: "q" },
		]);
		expect([run.code, run.after]).toEqual([0, text]);
		expect(shown(run, "refused")).toMatch(/3.*Phase 2/);
	});

	it("shows changes by others, and withdraws a prompt about an item that no longer exists", () => {
		const run = status([
			{ keys: "c" },
			{ wait: "y/n" },
			{ write: ["PHASE-STATUS.md", text.replace("- [ ] SA-1 Deployment", "- [ ] Quite another thing")] },
			{ wait: "has changed meanwhile" },
			{ look: "changed" },
			{ keys: "y" },
			{ write: ["PHASE-STATUS.md", text.replace("- [ ] SA-2", "- [x] SA-2")] },
			{ wait: "1 of 83 items done" },
			{ write: ["PHASE-STATUS.md", "no phase"] },
			{ wait: "has no phase; still watching" },
			{ look: "unusable" },
			{ keys: "q" },
		]);
		expect(run.code).toBe(0);
		expect(shown(run, "changed")).toContain("Quite another thing");
		expect(shown(run, "unusable")).toContain("1 of 83 items done");
	});

	it("fits a terminal whose size changes, and scrolls nothing away", () => {
		const run = status([
			{ resize: [16, 44] },
			{ wait: "\u001b\\[2J[\\s\\S]*read \\d\\d:[\\s\\S]*q quit" },
			{ look: "small" },
			{ resize: [40, 150] },
			{ wait: "\u001b\\[2J[\\s\\S]*q quit" },
			{ look: "large" },
			{ keys: "\u001b[F" },
			{ wait: "Phase 6: Production Features / Validation" },
			{ keys: "q" },
		]);
		const small = run.looks.small?.lines ?? [];
		expect(small).toHaveLength(16);
		expect(small[14]).toMatch(/q quit$/);
		expect(small[0]).toMatch(/read \d\d:\d\d:\d\d UTC$/);
		expect(small.filter((line) => line.startsWith("›"))).toHaveLength(1);
		expect(run.looks.large?.lines[38]).toContain("q quit");
		expect(run.looks.large).toMatchObject({ scrolled: 0 });
		expectGivenBack(run);
	});

	it("writes lines that have changed, not the screen", () => {
		const run = status([{ look: "before" }, { keys: "j" }, { wait: "› \\[ \\] SA-2" }, { look: "after" }, { keys: "q" }]);
		const written = (run.written.after ?? 0) - (run.written.before ?? 0);
		expect(written).toBeGreaterThan(40);
		expect(written).toBeLessThan(700);
		expect(run.raw.match(/\u001b\[2J/g)).toHaveLength(1);
	});

	it.each([
		[{ NO_COLOR: "1" }, false],
		[{ NO_COLOR: "" }, true],
		[{ NO_COLOR: "1", FORCE_COLOR: "1" }, true],
	])("takes colours as everything else does: %j", (env, coloured) => {
		expect(/\u001b\[[1-9]\d*m/.test(status([{ keys: "q" }], { env }).raw)).toBe(coloured);
	});

	it("shows the keys with ?", () => {
		const run = status([{ keys: "?" }, { wait: "Ctrl-Z" }, { look: "help" }, { keys: "x" }, { wait: "SA-1" }, { keys: "q" }]);
		expect(shown(run, "help")).toMatch(/check off, uncheck the item; asks first/);
	});

	it("escapes what a document holds, and counts the columns of wide characters", () => {
		const hostile = "Gone \u001b[2J\u001b[31m\u001b]0;title\u0007 \u202e evil";
		const document = `# T\u001b[5m\n\n## Phase 1: 移行 🚀 \u001b[7m\n- [ ] ${hostile}\n- [ ] 配備 🚢 配備 配備 配備 配備 配備 配備 配備 配備 配備 配備 配備 配備\n`;
		const run = status(
			[
				{ keys: "\r" },
				{ wait: "Gate" },
				{ keys: "j" },
				{ wait: "› \\[ \\] 配備" },
				{ look: "shown" },
				{ keys: "c" },
				{ wait: "y/n" },
				{ keys: "n" },
				{ wait: "Nothing was changed" },
				{ keys: "q" },
			],
			{ document, columns: 50 },
		);
		expect(run.end.others).toEqual([]);
		expect(shown(run, "shown")).toContain("Gone \\x1b[2J\\x1b[31m\\x1b]0;title\\x0…");
		expect(shown(run, "shown")).toMatch(/^› \[ \] 配備 🚢 .*… {2}next$/m);
		expect(run.raw).not.toMatch(/\u001b\[(?:31|5|7)m|\u202e/);
		expect(run.looks.shown?.scrolled).toBe(0);
		expectGivenBack(run);
	});
});

describe.runIf(has("python3", "needed"))("a view that ends", () => {
	it.each<[string, Step, number]>([
		["q", { keys: "q" }, 0],
		["Ctrl-C", { keys: "\u0003" }, 130],
		["SIGINT", { signal: "SIGINT" }, 130],
		["SIGTERM", { signal: "SIGTERM" }, 130],
		["SIGHUP", { signal: "SIGHUP" }, -1],
		["the end of the terminal", { hangup: true }, -1],
	])("by %s gives the terminal back", (_name, step, code) => {
		const run = status([step]);
		expect(run.code).toBe(code);
		if ("hangup" in step) return;
		expectGivenBack(run);
		expect(run.end.lines.join("")).toBe("");
	});

	it("by a bug restores the terminal, reports the bug there, and ends with 70", () => {
		const folder = folderWith({
			"PHASE-STATUS.md": text,
			"crash.cjs": 'process.on("SIGUSR2", () => { throw new Error("crashed here"); });',
		});
		const run = status([{ signal: "SIGUSR2" }], { folder, env: { NODE_OPTIONS: "--require ./crash.cjs" } });
		expect(run.code).toBe(70);
		expectGivenBack(run);
		expect(run.end.lines.join("\n")).toContain("this is a bug");
		expect(run.end.lines.join("\n")).toContain("crashed here");
	});

	it("for a while by Ctrl-Z gives the terminal back, and takes it again", () => {
		const folder = folderWith({ "PHASE-STATUS.md": text });
		const shell = [
			"bash",
			"-c",
			'set -m; "$@"; echo "now stopped"; read -r line; fg; echo "ended with $?"',
			"-",
			process.execPath,
		];
		const run = status(
			[
				{ keys: "j" },
				{ wait: "› \\[ \\] SA-2" },
				{ keys: "\u001a" },
				{ wait: "now stopped" },
				{ look: "stopped" },
				{ keys: "go\n" },
				{ wait: "1049h[\\s\\S]*› \\[ \\] SA-2[\\s\\S]*q quit" },
				{ look: "back" },
				{ keys: "q" },
				{ wait: "ended with 0" },
			],
			{ folder, program: [...shell, join(projectFolder, "bin", "boulder-migrate.cjs")] },
		);
		expect(run.looks.stopped).toMatchObject({ isAlternate: false, isCursorShown: true });
		expect(run.looks.back).toMatchObject({ isAlternate: true, isCursorShown: false });
		expectGivenBack(run);
	});
});

describe.runIf(has("python3", "needed"))("--watch without a view", () => {
	it.each([
		[["status", "--watch"], { TERM: "dumb" }, "Service Splitting"],
		[["status", "--watch"], { CI: "true" }, "Service Splitting"],
		[["status", "--watch", "-o", "json"], {}, "Service Splitting"],
		[["verify", "--watch", "-o", "text", "--snapshot", "staging.recording.json"], {}, "items checked off"],
	] as const)("%j with %j is as plain as before", (words, env, shown) => {
		const folder = folderWith({ "PHASE-STATUS.md": text, "probes.yaml": probesText, "staging.recording.json": recording });
		const run = onScreen(words, [{ wait: shown }, { keys: "\u0003" }], { folder, env });
		expect(run.code).toBe(130);
		expect(run.raw).not.toContain("\u001b[?1049h");
	});
});

describe.runIf(has("python3", "needed"))("verify --watch at a terminal", () => {
	const document = "# M\n\n## Phase 2: Services\n- [x] SA\n- [x] VA\n- [ ] Other\n";
	const probes = `schemaVersion: 1
defaults: { namespace: boulder-staging }
probes:
  2/sa: { workload: { kind: Deployment, name: boulder-sa-1, service: boulder-sa-1 } }
  2/va: { workload: { kind: Deployment, name: boulder-va-1 } }
`;
	const files = { "PHASE-STATUS.md": document, "probes.yaml": probes, "staging.recording.json": recording };
	const words = ["verify", "--watch", "--snapshot", "staging.recording.json"];
	let run: OnScreen;
	let folder = "";
	beforeAll(() => {
		folder = folderWith(files);
		run = onScreen(
			words,
			[
				{ wait: "verified \\d\\d:" },
				{ look: "first" },
				{ keys: "/" },
				{ wait: "Esc clears" },
				{ keys: "regressed" },
				{ wait: "› \\[x\\] ✗" },
				{ keys: "\r" },
				{ wait: "filter: regressed" },
				{ keys: "\r" },
				{ wait: "next: kubectl" },
				{ look: "opened" },
				{ keys: "\u001b" },
				{ wait: "Other" },
				{ keys: "\u001b[F" },
				{ wait: "› \\[ \\]" },
				{ keys: "c" },
				{ wait: "Check off 2/other, although its probe does not confirm it\\? y/n" },
				{ keys: "y" },
				{ wait: "› \\[x\\] ! Other" },
				{ keys: "r" },
				{ wait: "verified \\d\\d:|reading" },
				{ keys: "q" },
			],
			{ folder, rows: 24 },
		);
	});

	it("asks again where no cluster is needed, and none is there", () => {
		const where = folderWith({
			"PHASE-STATUS.md": document,
			"probes.yaml": "schemaVersion: 1\nprobes:\n  2/*: { attestation: { ask: Is it done? } }\n",
		});
		const local = onScreen(
			["verify", "--watch"],
			[
				{ wait: "verified \\d\\d:" },
				{ write: ["PHASE-STATUS.md", `${document}- [ ] Later\n`] },
				{ wait: "Later" },
				{ look: "again" },
				{ keys: "q" },
			],
			{ folder: where, rows: 24, env: { KUBECONFIG: join(where, "none") } },
		);
		expect(local.code).toBe(0);
		expect(shown(local, "again")).toContain("Later");
	});

	it("shows phases and verdicts, and names the recording", () => {
		expect(run.code).toBe(0);
		expect(shown(run, "first")).toMatch(/▸ 2 {2}Services +█+░+ +33% {2}1\/3, 1 regressed/);
		expect(run.looks.first?.lines[2]).toMatch(/^recording staging.recording.json of context \S+, observed 2026-/);
		expect(shown(run, "first")).toMatch(/\[x\] ✓ .*confirmed/);
		expect(shown(run, "first")).toMatch(/\[x\] ✗ .*regressed/);
		expectGivenBack(run);
	});

	it("opens a verdict with its message, its evidence and the command to go on with", () => {
		expect(shown(run, "opened")).toMatch(/Deployment boulder-staging\/boulder-va-1: expected rolled out[\s\S]*found has 0 of 1/);
		expect(shown(run, "opened")).toMatch(/next: kubectl/);
	});

	it("checks off as status does, and asks again", () => {
		expect(readFileSync(join(folder, "PHASE-STATUS.md"), "utf8")).toContain("- [x] Other");
	});

	it("reports why it cannot begin, on an unchanged terminal", () => {
		const failed = onScreen([...words, "no such item"], [], { folder: folderWith(files) });
		expect(failed.code).toBe(2);
		expectGivenBack(failed);
		expect(failed.end.lines.join("\n")).toContain("no such item");
	});
});
