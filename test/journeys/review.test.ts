import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { projectFolder, realDocument } from "../command-line.ts";
import { documentPath, Repository } from "../git/repository.ts";

const probes = `schemaVersion: 1
defaults: { namespace: boulder-staging }
probes:
  2/sa-1-deployment: { workload: { kind: Deployment, name: boulder-sa-1 } }
  2/va-1-deployment: { workload: { kind: Deployment, name: boulder-va-1 } }
`;

it("the review of a pull request: what changed, whether it may, whether it is true, and the merge", () => {
	const one = new Repository();
	one.git("init", "-q");
	one.write(documentPath, readFileSync(realDocument, "utf8"));
	one.write("status/probes.yaml", probes);
	one.write("staging.recording.json", readFileSync(join(projectFolder, "test", "fixtures", "staging.recording.json"), "utf8"));
	expect(one.tool("git", "install", "--merge-driver").code).toBe(0);
	one.commit("start");

	// A colleague's branch ticks two boxes as the program does it, a third by hand.
	one.git("checkout", "-q", "-b", "services");
	expect(one.tool("check-off", "sa-1", "va-1", "--reviewer", "Bo", "--date", "2026-11-20").code).toBe(0);
	one.commit("SA-1 and VA-1");

	// The diff names items and cells, not lines.
	const diff = one.tool("diff", "main");
	expect([diff.code, diff.stderr]).toEqual([0, ""]);
	expect(diff.stdout).toContain("  checked: SA-1 Deployment (port 9395)\n");
	expect(diff.stdout).toContain("  completion: 0% → 6%\n");
	expect(diff.stdout).not.toContain("@@");

	// It may be so.
	expect(one.tool("validate", "--since", "main").code).toBe(0);

	// As a comment: which of the ticked boxes the cluster bears out.
	const comment = one.tool("verify", "--snapshot", "staging.recording.json", "-o", "markdown");
	expect([comment.code, comment.stderr]).toEqual([1, ""]);
	expect(comment.stdout).toContain("2/va-1-deployment");
	expect(comment.stdout).toContain("CrashLoopBackOff");
	expect(comment.stdout).toMatch(/next: `kubectl logs -n boulder-staging pod\/boulder-va-1-\S+ -c boulder-va-1 --previous`/);

	// A percentage that was made up is caught, on its line, with what it should be.
	const honest = one.read(documentPath);
	one.write(documentPath, honest.replace("| 2026-11-20 | TBD | 6% |", "| 2026-11-20 | TBD | 60% |"));
	expect(one.read(documentPath)).not.toBe(honest);
	one.commit("looks better");
	const caught = one.tool("validate", "--since", "main", "-o", "github");
	expect(caught.code).toBe(1);
	expect(caught.stdout).toMatch(/^::error file=status\/PHASE-STATUS\.md,line=11,.*60%/m);
	expect(one.tool("validate", "--since", "main").stdout).toContain("[hand-edited-completion]");

	// So is a box without a word in the history.
	one.write(documentPath, honest.replace("- [ ] SA-2 ", "- [x] SA-2 ").replace("| 6% |", "| 9% |"));
	one.commit("SA-2, too", "--amend");
	// The review row of the two others is there, so that this one is looked for by the commit alone.
	const quiet = one.tool("validate", "--since", "HEAD~1");
	expect(quiet.code).toBe(1);
	expect(quiet.stdout).toContain("[tick-without-review]");
	expect(quiet.stdout).toContain("boulder-migrate review 2 TEXT");

	// The author mends it with what was advised.
	expect(one.tool("review", "2", "SA-2 seen to be ready", "--reviewer", "Bo", "--date", "2026-11-21").code).toBe(0);
	one.commit("say so", "--amend");
	expect(one.tool("validate", "--since", "main").code).toBe(0);

	// Meanwhile main went on. Git alone has a conflict in the table and in the history; the driver has none.
	one.git("checkout", "-q", "main");
	expect(one.tool("check-off", "publisher-1", "--reviewer", "Ana", "--date", "2026-11-22").code).toBe(0);
	one.commit("Publisher-1");
	one.git("merge", "-q", "--no-edit", "services");
	const merged = one.read(documentPath);
	expect(merged).not.toContain("<<<<<<<");
	for (const item of ["SA-1", "SA-2", "VA-1", "Publisher-1"]) expect(merged).toContain(`- [x] ${item} Deployment`);
	expect(merged).toContain("| 2026-11-20 | TBD | 12% |");
	expect(merged.indexOf("| 2026-11-21 | Bo |")).toBeLessThan(merged.indexOf("| 2026-11-22 | Ana |"));
	expect(one.tool("validate", "--since", "main~1").code).toBe(0);

	// Who did what, to be asked later.
	const history = one.tool("history").stdout;
	expect(history).toMatch(/\[x\] 2\/publisher-1-deployment {2}Ana, committed by Ana Lee/);
	expect(history).toContain("4 of 104 items and checks are done.");
});
