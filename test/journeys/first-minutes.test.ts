import { spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folderWith, projectFolder } from "../command-line.ts";
import { Repository } from "../git/repository.ts";

const home = folderWith({});

/** What `npm start` runs, without the build that comes before it. */
function demo(...words: string[]) {
	return spawnSync(process.execPath, ["status/demo/start.cjs", ...words], {
		cwd: projectFolder,
		env: { PATH: process.env.PATH, HOME: home, TZ: "UTC" },
		encoding: "utf8",
	});
}

it("the first five minutes: look, verify without a cluster, check something off, take it back", () => {
	// npm start: a migration half way, and one claim that is not true any more.
	const shown = demo();
	expect([shown.status, shown.stderr]).toEqual([0, ""]);
	expect(shown.stdout).toContain("10 of 83 items done");
	expect(shown.stdout).toContain("1 regressed: Publisher-2 Deployment");

	// It says what to type next, and that runs as it is printed.
	const [, told = ""] = /npm start -- (verify 2\/publisher-2-deployment .*)/.exec(shown.stdout) ?? [];
	const one = demo(...told.split(" "));
	expect([one.status, one.stderr]).toEqual([1, ""]);
	expect(one.stdout).toContain("Deployment boulder-publisher-2 is scaled to zero");
	expect(one.stdout).toContain("next: kubectl scale -n boulder-staging deployment/boulder-publisher-2 --replicas=1");

	// So does what it advises for what is open: a phase, item by item, of this very document and recording.
	const [, ofPhase = ""] = /next: boulder-migrate (verify 2 .*)/.exec(shown.stdout) ?? [];
	const phase = demo(...ofPhase.split(" "));
	expect([phase.status, phase.stderr]).toEqual([1, ""]);
	expect(phase.stdout).toMatch(/^Phase 2: 9 of 10 checked items confirmed, 1 regressed: Publisher-2 Deployment \(port 9491\);/);

	// In a repository of one's own. Nothing is committed, and nothing of git is needed yet.
	const mine = new Repository();
	cpSync(join(projectFolder, "status"), join(mine.folder, "status"), { recursive: true });
	const document = join("status", "PHASE-STATUS.md");
	const untouched = mine.read(document);
	expect(mine.tool().stdout).toMatch(/0 of 83 items done[\s\S]*Next\n {2}Phase 2: Service Splitting\n.* 2\/sa-1-deployment\n/);

	// What comes next, and whether it is proven already.
	const recorded = ["--snapshot", "status/demo/cluster.json"];
	const next = mine.tool("verify", "sa-1", ...recorded);
	const [, checkOff = ""] = /next: boulder-migrate (check-off .*)/.exec(next.stdout) ?? [];
	expect(checkOff).toBe("check-off 2/sa-1-deployment");
	expect(mine.tool("check-off", "sa-3")).toMatchObject({ code: 2, stdout: "" });

	// The first check-off: one line for each thing that changed, and valid.
	const done = mine.tool(...checkOff.split(" "), "--reviewer", "Kim");
	expect([done.code, done.stderr]).toEqual([
		0,
		"wrote status/PHASE-STATUS.md\nstatus/PHASE-STATUS.md: Phase 2: 1 of 33 items done\nnext: boulder-migrate next\n",
	]);
	expect(done.stdout).toContain("2/sa-1-deployment: checked off\n");
	expect(done.stdout).toContain("Phase 2: 0% → 3%\n");
	expect(mine.read(document)).toContain("- [x] SA-1 Deployment (port 9395)\n");
	expect(mine.tool("validate")).toMatchObject({ code: 0 });
	expect(mine.tool("verify", "sa-1", ...recorded)).toMatchObject({ code: 0 });
	expect(mine.tool("check-off", "sa-1").stderr).toContain("nothing to change: 2/sa-1-deployment is checked off already");

	// A phase that must wait says for what, and how to pass.
	const early = mine.tool("check-off", "3/create-bootstrap-job-for-first-time-setup");
	expect([early.code, early.stdout]).toEqual([5, ""]);
	expect(early.stderr).toMatch(/Phase 3 cannot be worked on before Phase 2 is complete[\s\S]*--force --reason TEXT/);

	// Taken back: the boxes and cells are as they were, and the history keeps that it happened.
	expect(mine.tool("uncheck", "sa-1", "--reviewer", "Kim").stdout).toContain("Phase 2: 3% → 0%");
	expect(mine.tool("validate")).toMatchObject({ code: 0 });
	const [before, after] = [untouched, mine.read(document)].map((text) => text.split("\n"));
	const changed = after?.filter((line) => !before?.includes(line)) ?? [];
	expect(changed.map((line) => line.replace(/\d{4}-\d\d-\d\d/, "DAY"))).toEqual([
		"| DAY | Kim | Phase 2 | Checked off SA-1 Deployment (3% complete); now in progress |",
		"| DAY | Kim | Phase 2 | Unchecked SA-1 Deployment (0% complete); not started any more |",
		"*Last Updated: DAY*",
	]);

	// All of that wrote one file.
	expect(readFileSync(join(mine.folder, "status", "probes.yaml"))).toEqual(
		readFileSync(join(projectFolder, "status", "probes.yaml")),
	);
});
