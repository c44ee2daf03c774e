import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { boulderMigrate, folderWith, projectFolder } from "../command-line.ts";

const document = `# Plan

## Phase 1: Ground
- [ ] Dig
- [ ] Level
- [ ] Sign

## Review History

| Date | Reviewer | Phase | Change |
|------|----------|-------|--------|
`;
const probe = (kind: string): string =>
	`{ resources: { namespace: a, apiVersion: example.org/v1, kind: ${kind}, expect: "object.spec.ok" } }`;
const probes = `schemaVersion: 1
probes:
  1/dig: ${probe("Dig")}
  1/level: ${probe("Level")}
  1/sign: { attestation: { ask: signed? } }
`;

interface Seen {
	readonly uid?: string;
	readonly cluster?: string;
	readonly ok?: boolean;
	readonly hoursAgo?: number;
}

/** A cluster with one object of each kind; `seen` is about the Dig. */
function cluster({ uid = "u1", cluster = "5c0b", ok = true, hoursAgo = 0 }: Seen = {}): string {
	const at = new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
	const read = (kind: string, own: string, isOk: boolean): unknown => ({
		ask: "list",
		question: { apiVersion: "example.org/v1", kind, namespace: "a" },
		answer: {
			objects: [
				{
					apiVersion: "example.org/v1",
					kind,
					metadata: { name: kind.toLowerCase(), namespace: "a", uid: own, resourceVersion: "7" },
					spec: { ok: isOk },
				},
			],
			observedAt: at,
			consistent: true,
		},
	});
	const reads = [read("Dig", uid, ok), read("Level", "u2", true)];
	return JSON.stringify({ schemaVersion: 1, recordedAt: at, contexts: [{ name: "staging", uid: cluster, reads }] });
}

function worksite(policy = "") {
	const folder = folderWith({ "PHASE-STATUS.md": document, "probes.yaml": probes + policy, "cluster.json": cluster() });
	const run = (...words: string[]) => boulderMigrate(words, { folder, env: { GIT_AUTHOR_NAME: "Jo Doe" } });
	const see = (seen: Seen): void => writeFileSync(join(folder, "cluster.json"), cluster(seen));
	const text = (): string => readFileSync(join(folder, "PHASE-STATUS.md"), "utf8");
	const recheck = (...words: string[]) => run("verify", "--recheck", "--snapshot", "cluster.json", ...words);
	return { folder, run, see, text, recheck };
}
const valid = new Ajv2020({ allErrors: true }).compile(
	JSON.parse(readFileSync(join(projectFolder, "schemas", "recheck.schema.json"), "utf8")),
);

describe("a verified check-off", () => {
	it("writes the message, the day, the cluster and the age of the data as evidence", () => {
		const { run, text, see } = worksite();
		expect(run("check-off", "1/dig", "--verify", "--snapshot", "cluster.json").code).toBe(0);
		const line =
			/- \[x\] Dig\n {2}- Evidence: Verified: .+; cluster 5c0b \(staging\), read \d{4}-\d\d-\d\dT[\d:.]+Z, \d s old when verified, from a recording; boulder-migrate \d+\.\d+\.\d+, probes [0-9a-f]{8}, objects [0-9a-f]{8} \(Jo Doe, \d{4}-\d\d-\d\d\)\n/;
		expect(text()).toMatch(line);
		expect(text()).toContain("| Jo Doe | Phase 1 | Checked off Dig (33% complete); now in progress |");
		see({ hoursAgo: 5 });
		expect(run("verify", "--update", "--snapshot", "cluster.json").code).toBe(0);
		expect(text()).toMatch(/- \[x\] Level\n {2}- Evidence: Verified: .* 5 h old when verified, from a recording; /);
		// Nobody attested it, and a proof of another item does not either.
		expect(text()).toContain("- [ ] Sign\n");
		const before = text();
		expect(run("check-off", "1/dig", "--verify", "--snapshot", "cluster.json").code).toBe(0);
		expect(text()).toBe(before);
	});

	it("writes none if the policy disables it, and is the only way if the policy requires it", () => {
		const none = worksite("policy: { evidence: none }\n");
		none.run("check-off", "1/dig", "--verify", "--snapshot", "cluster.json");
		expect(none.text()).toContain("- [x] Dig\n- [ ] Level");
		const required = worksite("policy: { evidence: required }\n");
		expect(required.run("check-off", "1/dig")).toMatchObject({ code: 5, stderr: expect.stringContaining("has no evidence") });
		expect(required.text()).toBe(document);
		expect(required.run("check-off", "1/dig", "--verify", "--snapshot", "cluster.json").code).toBe(0);
		expect(required.run("check-off", "1/sign", "--evidence", "contract 7").code).toBe(0);
	});
});

describe("verify --recheck", () => {
	it("reports that no item carries a proof, and does not look as if all were well", () => {
		const { run, recheck } = worksite();
		expect(run("check-off", "1/dig").code).toBe(0);
		expect(recheck()).toMatchObject({
			code: 4,
			stderr: expect.stringContaining("no checked item in PHASE-STATUS.md carries a proof"),
		});
	});

	it.each<[string, Seen, number, string]>([
		["regressed", { ok: false }, 1, "ConditionNotMet"],
		["seen in another cluster", { cluster: "other" }, 1, "OtherCluster"],
		["replaced by another object", { uid: "u9" }, 1, "ObjectsReplaced"],
	])("lists what is %s", (_what, seen, code, reason) => {
		const { run, see, recheck } = worksite();
		run("check-off", "1/dig", "1/level", "--verify", "--snapshot", "cluster.json");
		const holds = recheck();
		expect(holds).toMatchObject({ code: 0, stdout: "All 2 proofs still hold.\n" });
		see(seen);
		const found = recheck("-o", "json");
		const report = JSON.parse(found.stdout);
		expect(valid(report), JSON.stringify(valid.errors)).toBe(true);
		expect(found.code).toBe(code);
		expect(report.exitCode).toBe(code);
		const ids = reason === "OtherCluster" ? ["1/dig", "1/level"] : ["1/dig"];
		expect(report.lost.map(({ id }: { id: string }) => id)).toEqual(ids);
		if (reason !== "ConditionNotMet") expect(report.lost[0].reason).toBe(reason);
		const { stdout } = recheck();
		expect(stdout.split("\n")[0]).toBe(`${ids.length} of 2 proofs no longer ${ids.length === 1 ? "holds" : "hold"}.`);
		expect(stdout).toContain("1/dig  ");
		expect(recheck("-o", "markdown").stdout).toContain("- 1/dig: ");
		// Verified again, it is proven again.
		if (reason !== "ObjectsReplaced") return;
		expect(run("check-off", "1/dig", "--verify", "--snapshot", "cluster.json").code).toBe(0);
		expect(recheck().code).toBe(0);
	});

	it("does not take the word of a person for what a probe saw", () => {
		const { run, recheck, folder } = worksite();
		run("check-off", "1/dig", "--verify", "--snapshot", "cluster.json");
		writeFileSync(join(folder, "probes.yaml"), probes.replace(/1\/dig: .*/, "1/dig: { attestation: { ask: ok? } }"));
		const { code, stdout } = recheck("-o", "json");
		expect([code, JSON.parse(stdout).lost[0].reason]).toEqual([1, "NoProbe"]);
	});

	it("counts what carries no proof, and refuses to write or to print what has no form for it", () => {
		const { run, recheck } = worksite();
		run("check-off", "1/dig", "--verify", "--snapshot", "cluster.json");
		run("check-off", "1/level");
		expect(recheck().stdout).toBe("The proof still holds.\n\n1 checked item carries no proof and no evidence.\n");
		expect(recheck("--update").code).toBe(2);
		expect(recheck("-o", "junit").code).toBe(2);
	});
});
