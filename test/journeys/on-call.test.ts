import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { projectFolder, realDocument } from "../command-line.ts";
import { documentPath, Repository } from "../git/repository.ts";
import { recovered } from "./recordings.ts";

const probes = `schemaVersion: 1
defaults: { namespace: boulder-staging }
probes:
  2/sa-1-deployment: { workload: { kind: Deployment, name: boulder-sa-1 } }
  2/va-1-deployment: { workload: { kind: Deployment, name: boulder-va-1 } }
`;

it("the night on call: a claim that broke, why, what it takes, and the day after", () => {
	const one = new Repository();
	one.git("init", "-q");
	one.write(documentPath, readFileSync(realDocument, "utf8"));
	one.write("status/probes.yaml", probes);
	// Recorded this very night: an older recording would update nothing.
	const recorded = JSON.parse(readFileSync(join(projectFolder, "test", "fixtures", "staging.recording.json"), "utf8"));
	const night = JSON.stringify({ ...recorded, recordedAt: new Date().toISOString() });
	one.write("night.json", night);
	expect(one.tool("check-off", "sa-1", "va-1", "--reviewer", "Bo", "--date", "2026-11-20").code).toBe(0);
	one.commit("SA-1 and VA-1");

	// The alarm: exit code 1, and the first line says what it is about.
	const found = one.tool("verify", "--snapshot", "night.json");
	expect([found.code, found.stderr]).toEqual([1, ""]);
	expect(found.stdout).toMatch(/^Phases? .*: 1 of 2 checked items confirmed, 1 regressed: VA-1 Deployment \(port 9392\)\.\n/);
	// One sentence from the workload down to the container, then what to type. What still holds is not in the way.
	const [, sentence = "", next = ""] =
		/✗ VA-1 Deployment \(port 9392\) {2}2\/va-1-deployment\n((?: {4}.*\n)+?) {4}next: (.*)\n/.exec(found.stdout) ?? [];
	// Wrapped at the width of the output.
	expect(sentence.trim().replaceAll(/\n {4}/g, " ")).toMatch(
		/^Deployment boulder-va-1 has 0 of 1 replicas ready: pod (boulder-va-1-\S+) is in CrashLoopBackOff: container boulder-va-1 exited with code 1, restarted 5 times$/,
	);
	expect(next).toMatch(/^kubectl logs -n boulder-staging pod\/boulder-va-1-\S+ -c boulder-va-1 --previous$/);
	expect(found.stdout).not.toContain("✗ SA-1");

	// What is asked at all, and what rights that takes.
	const explained = one.tool("probes", "explain", "va-1");
	expect(explained.code).toBe(0);
	expect(explained.stdout).toContain("Proves that Deployment boulder-va-1 in boulder-staging is rolled out");
	expect(explained.stdout).toContain("status/probes.yaml:5\n");
	expect(explained.stdout).toContain("list deployments.apps in boulder-staging\n");
	const [, ask = ""] = /^Ask it: boulder-migrate (.*)$/m.exec(explained.stdout) ?? [];
	expect(one.tool(...ask.split(" "), "--snapshot", "night.json").code).toBe(1);

	// The document tells the truth again: the box, the percentage, and a row with the reason. What holds stays checked off.
	const demoted = one.tool("verify", "--snapshot", "night.json", "--demote", "--reviewer", "Ana");
	expect(demoted.code).toBe(1);
	expect(`${demoted.stdout}${demoted.stderr}`).toContain("2/va-1-deployment: unchecked");
	const text = one.read(documentPath);
	expect(text).toContain("- [ ] VA-1 Deployment (port 9392)\n");
	expect(text).toContain("- [x] SA-1 Deployment (port 9395)\n");
	expect(text).toMatch(
		/^\| \d{4}-\d\d-\d\d \| Ana \| Phase 2 \| Unchecked VA-1 Deployment: the cluster contradicts it \(3% complete\) \|$/m,
	);
	expect(text).toMatch(/\| \*\*Phase 2\*\* .*\| 3% \|/);

	// A word for the morning. Then nothing is contradicted any more, and the hook would let it pass.
	expect(one.tool("note", "2", "VA-1 starts only after its resolver: see the runbook", "--reviewer", "Ana").code).toBe(0);
	expect(one.read(documentPath)).toMatch(
		/### Phase 2 Notes\n(?:- .*\n)*- .*VA-1 starts only after its resolver: see the runbook\n/,
	);
	expect(one.tool("verify", "--snapshot", "night.json").code).toBe(0);
	one.commit("VA-1 is down");
	expect(one.tool("validate", "--since", "HEAD~1").code).toBe(0);

	// The day after: it is up. It is offered, checked off only after the cluster was asked, and confirmed from then on.
	one.write("morning.json", recovered(night, "boulder-va-1", "boulder-sa-1"));
	const offered = one.tool("verify", "--snapshot", "morning.json");
	expect(offered.code).toBe(0);
	expect(offered.stdout).toContain("next: boulder-migrate check-off 2/va-1-deployment\n");
	const refused = one.tool("check-off", "va-1", "--verify", "--snapshot", "night.json", "--reviewer", "Ana");
	expect([refused.code, refused.stdout]).toEqual([5, ""]);
	expect(refused.stderr).toContain("was not seen to be done: Deployment boulder-va-1 has 0 of 1 replicas ready");
	expect(one.tool("check-off", "va-1", "--verify", "--snapshot", "morning.json", "--reviewer", "Ana").code).toBe(0);
	const confirmed = one.tool("verify", "2", "--snapshot", "morning.json", "-o", "json");
	expect(confirmed.code).toBe(0);
	expect(JSON.parse(confirmed.stdout).summary).toMatchObject({ confirmed: 2, regressed: 0 });
	expect(one.tool("validate").code).toBe(0);
	expect(one.tool("history").stdout).toContain("2/va-1-deployment");
});
