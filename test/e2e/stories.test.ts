import { rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { until } from "../cluster/control-plane/api.ts";
import { deployment } from "../cluster/control-plane/manifests.ts";
import { describeWithControlPlane, sharedCluster } from "../cluster/control-plane/shared.ts";
import { folderWith, type Ran } from "../command-line.ts";
import { documentPath, Repository } from "../git/repository.ts";

const document = `# Moving the shop

## Phase Status Summary

| Phase | Description | Status | Start Date | Target Date | Completion |
|-------|-------------|--------|------------|-------------|------------|
| **Phase 1** | Services | 🔴 Not Started | - | TBD | 0% |
| **Phase 2** | Traffic | 🔴 Not Started | - | TBD | 0% |

**Legend**: 🔴 Not Started | 🟡 In Progress | 🟢 Complete | ⚠️ Blocked

## Phase 1: Services

### Goal
Every service runs by itself.

### Status: 🔴 Not Started

### Services
- [ ] Cart Deployment
- [ ] Search Deployment

### Paper
- [ ] Run book

## Phase 2: Traffic

### Goal
Customers use them.

### Status: 🔴 Not Started

### Services
- [ ] Front Deployment

## Dependencies and Blockers

### Current Blockers
None at present.

### Dependencies Between Phases
- Phase 2 depends on Phase 1 (services first)

## Risk Register

| Risk | Impact | Probability | Mitigation |
|------|--------|-------------|------------|
| Slow pages | High | Low | Measure first |

## Validation Checklist

### Phase 1 Validation
- [ ] Drill held

## Notes and Lessons Learned

### Phase 1 Notes
- (To be added)

## Review History

| Date | Reviewer | Phase | Status Update |
|------|----------|-------|---------------|
| (TBD) | - | - | - |

*Last Updated: 2026-01-01*
`;
const probes = (namespace: string): string => `schemaVersion: 1
defaults: { namespace: ${namespace}, stableFor: 0s }
policy: { evidence: required }
probes:
  1/cart-deployment: { workload: { kind: Deployment, name: cart } }
  1/search-deployment: { workload: { kind: Deployment, name: search } }
  1/run-book: { attestation: { ask: Who read it? } }
  1/validation/drill-held: { attestation: { ask: Link the record of the drill, expires: 90d } }
  2/front-deployment: { workload: { kind: Deployment, name: front } }
`;

/** A person at work in a clone of their own. */
class Person {
	readonly name: string;
	readonly repo: Repository;
	readonly #kubeconfig: string;

	constructor(name: string, repo: Repository, kubeconfig: string) {
		this.name = name;
		this.repo = repo;
		this.#kubeconfig = kubeconfig;
	}

	get #env(): Record<string, string> {
		const email = `${this.name.toLowerCase()}@example.org`;
		return {
			KUBECONFIG: this.#kubeconfig,
			GIT_AUTHOR_NAME: this.name,
			GIT_AUTHOR_EMAIL: email,
			GIT_COMMITTER_NAME: this.name,
			GIT_COMMITTER_EMAIL: email,
		};
	}

	run(...words: string[]): Ran {
		return this.repo.run("boulder-migrate", words, { env: this.#env });
	}

	/** Runs what must succeed. */
	does(...words: string[]): string {
		const { code, stdout, stderr } = this.run(...words);
		expect(code, `${words.join(" ")}: ${stdout}${stderr}`).toBe(0);
		return stdout;
	}

	git(words: readonly string[], env: Record<string, string> = {}): Ran {
		return this.repo.run("git", words, { env: { ...this.#env, ...env } });
	}

	commits(message: string, env: Record<string, string> = {}): void {
		this.repo.git("add", "-A");
		const { code, stdout, stderr } = this.git(["commit", "-qm", message], env);
		expect(code, stdout + stderr).toBe(0);
	}
}

describeWithControlPlane("what people do with it", () => {
	const cluster = sharedCluster();
	let namespace = "";
	beforeAll(async () => {
		namespace = await cluster.namespace("story");
		await cluster.api.apply(deployment(namespace, "cart"), deployment(namespace, "search"));
	});

	function team(): Repository {
		const repo = new Repository();
		repo.git("init", "-q");
		repo.write(documentPath, document);
		repo.write("status/probes.yaml", probes(namespace));
		repo.git("add", "-A");
		repo.git("commit", "-qm", "Plan");
		expect(repo.tool("git", "install").code).toBe(0);
		return repo;
	}
	const person = (name: string, repo: Repository): Person => new Person(name, repo, cluster.kubeconfig);
	const running = (who: Person, id: string): Promise<unknown> =>
		until(`${id} to run`, async () => who.run("verify", id, "-o", "json").stdout.includes('"outcome": "pass"'), 60_000, 500);
	/** Phase 1 done, as the commands write it. */
	async function finished(repo: Repository, who: Person, dates: Record<string, string> = {}): Promise<void> {
		for (const id of ["1/cart-deployment", "1/search-deployment"]) await running(who, id);
		who.does("verify", "1", "--update");
		who.does("check-off", "1/run-book", "--evidence", "Read on Monday");
		who.does("check-off", "1/validation/drill-held", "--evidence", "Drill 7");
		who.commits("Phase 1", dates);
		expect(repo.git("status", "--porcelain")).toBe("");
	}

	it("a team of three merges a week of branches, and every check-off is known, proven and reviewed", async () => {
		const repo = team();
		const [ann, bo, cy] = [person("Ann", repo), person("Bo", repo), person("Cy", repo)];
		await running(ann, "1/cart-deployment");
		await running(bo, "1/search-deployment");

		repo.git("switch", "-qc", "cart");
		ann.does("check-off", "cart", "--verify");
		ann.commits("Cart runs");

		repo.git("switch", "-qc", "search", "main");
		bo.does("check-off", "search", "--verify");
		bo.does("risk", "add", "Search index grows", "--impact", "Medium", "--probability", "Low", "--mitigation", "Watch it");
		bo.commits("Search runs");

		repo.git("switch", "-qc", "paper", "main");
		// A box ticked in an editor and a gate that is simply removed do not get past the hook.
		repo.write(documentPath, repo.read(documentPath).replace("- [ ] Run book", "- [x] Run book"));
		repo.git("add", "-A");
		expect(cy.git(["commit", "-qm", "Run book"])).toMatchObject({
			code: 1,
			stderr: expect.stringContaining("tick-without-review"),
		});
		repo.git("checkout", "-q", "HEAD", "--", ".");
		expect(cy.run("check-off", "run-book")).toMatchObject({ code: 5, stderr: expect.stringContaining("has no evidence") });
		cy.does("check-off", "run-book", "--evidence", "Read aloud in the meeting");
		cy.commits("Run book");
		repo.write(documentPath, repo.read(documentPath).replace("- Phase 2 depends on Phase 1 (services first)\n", ""));
		repo.git("add", "-A");
		expect(cy.git(["commit", "-qm", "Hurry"])).toMatchObject({
			code: 1,
			stderr: expect.stringContaining("eased-without-review"),
		});
		repo.git("checkout", "-q", "HEAD", "--", ".");

		repo.git("switch", "-q", "main");
		for (const branch of ["cart", "search", "paper"]) {
			const { code, stdout, stderr } = ann.git(["merge", "--no-ff", "-qm", `Merge ${branch}`, branch]);
			expect(code, stdout + stderr).toBe(0);
		}
		expect(
			JSON.parse(ann.does("validate", "-o", "json")).findings.filter(
				({ severity }: { severity: string }) => severity === "error",
			),
		).toEqual([]);
		const { checkOffs } = JSON.parse(ann.does("history", "-o", "json"));
		const told = checkOffs.map(
			({ id, reviewer, by, verified }: Record<string, unknown>) => `${id} ${reviewer} ${by} ${verified}`,
		);
		expect(told.sort()).toEqual([
			"1/cart-deployment Ann command true",
			"1/run-book Cy command false",
			"1/search-deployment Bo command true",
		]);
		expect(ann.does("verify", "--recheck")).toBe("All 2 proofs still hold.\n");
		expect(repo.read(documentPath)).toContain("| Search index grows | Medium | Low | Watch it |");
		const gate = ann.run("gate", "1", "-o", "json");
		expect(gate.code).toBe(1);
		expect(JSON.parse(gate.stdout).obstacles.map(({ id }: { id: string }) => id)).toEqual(["1/validation/drill-held"]);
	}, 240_000);

	it("a release manager asks the gate each morning, through a flap, an expired drill and a blocker", async () => {
		const repo = team();
		const mia = person("Mia", repo);
		await finished(repo, mia);
		const log = join(repo.folder, "..", `${namespace}.ndjson`);
		rmSync(log, { force: true });
		const morning = (phase: string): { code: number | null; obstacles: string[] } => {
			mia.run("verify", "--record", log);
			const { code, stdout } = mia.run("gate", phase, "-o", "json");
			return { code, obstacles: JSON.parse(stdout).obstacles.map(({ kind, id }: Record<string, unknown>) => `${kind} ${id}`) };
		};
		expect(morning("1")).toEqual({ code: 0, obstacles: [] });

		await cluster.api.delete(deployment(namespace, "cart"));
		await until("the cart to be gone", async () => mia.run("verify", "1/cart-deployment").code === 1, 60_000, 500);
		expect(morning("1")).toEqual({ code: 1, obstacles: ["item 1/cart-deployment"] });
		await cluster.api.apply(deployment(namespace, "cart"));
		await running(mia, "1/cart-deployment");
		expect(morning("1")).toEqual({ code: 0, obstacles: [] });
		const { clusters } = JSON.parse(mia.does("history", "--verdicts", log, "-o", "json"));
		const cart = clusters[0].items.find(({ id }: { id: string }) => id === "1/cart-deployment");
		expect(cart).toMatchObject({ green: true, flaps: 1, runs: 3 });
		// What was confirmed was another Deployment of that name.
		const recheck = mia.run("verify", "--recheck", "-o", "json");
		expect([recheck.code, JSON.parse(recheck.stdout).lost[0]]).toMatchObject([
			1,
			{ id: "1/cart-deployment", reason: "ObjectsReplaced" },
		]);
		mia.does("check-off", "cart", "--verify");
		mia.does("verify", "--recheck");
		mia.commits("The cart was replaced");

		mia.does("uncheck", "drill-held");
		repo.write(documentPath, repo.read(documentPath).replace(/ {2}- Evidence: Drill 7.*\n/, ""));
		mia.does("check-off", "drill-held", "--evidence", "Drill 6", "--date", "2025-01-07");
		mia.commits("An older drill");
		expect(morning("1")).toEqual({ code: 1, obstacles: ["check 1/validation/drill-held"] });
		mia.does("check-off", "drill-held", "--evidence", "Drill 8");
		mia.commits("Drill 8");
		expect(morning("1")).toEqual({ code: 0, obstacles: [] });

		mia.does("block", "2", "--reason", "no certificate");
		mia.commits("Blocked");
		expect(morning("2")).toEqual({ code: 1, obstacles: ["item 2/front-deployment", "blocker null"] });
		await cluster.api.apply(deployment(namespace, "front"));
		await running(mia, "2/front-deployment");
		mia.does("unblock", "2");
		mia.does("verify", "2", "--update");
		mia.commits("Front");
		expect(morning("2")).toEqual({ code: 0, obstacles: [] });
	}, 300_000);

	it("an auditor a year later learns who, when, where and by what, without the cluster", async () => {
		const repo = team();
		const ann = person("Ann", repo);
		const log = join(folderWith({}), "verdicts.ndjson");
		const dates = {
			GIT_AUTHOR_DATE: "2025-11-03T09:00:00Z",
			GIT_COMMITTER_DATE: "2025-11-03T09:00:00Z",
			GIT_COMMITTER_NAME: "Bo",
		};
		await finished(repo, ann, dates);
		ann.run("verify", "--record", log);
		repo.write(
			"status/probes.yaml",
			repo.read("status/probes.yaml").replace("{ workload: { kind: Deployment, name: cart } }", "{ job: { name: cart } }"),
		);
		ann.does("review", "1", "The cart is a Job now");
		ann.commits("A Job");

		const clone = new Repository(folderWith({}), repo.env);
		expect(clone.run("git", ["clone", "-q", repo.folder, "."]).code).toBe(0);
		const auditor = (...words: string[]): Ran => clone.run("boulder-migrate", words, { env: { KUBECONFIG: "/nowhere" } });
		const { code, stdout, stderr } = auditor("explain", "cart", "--history", "--verdicts", log, "-o", "json");
		expect(code, stderr).toBe(0);
		const uid = (await cluster.api.call("/api/v1/namespaces/kube-system")).text.match(/"uid":\s*"([^"]+)"/)?.[1];
		expect(JSON.parse(stdout)).toMatchObject({
			id: "1/cart-deployment",
			checked: true,
			committed: true,
			verified: true,
			checkOff: {
				day: "2025-11-03",
				reviewer: "Ann",
				author: "Ann",
				committer: "Bo",
				by: "command",
				proof: { clusters: [{ uid }], message: expect.stringMatching(/./) },
			},
			since: [],
			probe: { from: "workload", to: "job" },
			verdicts: [{ uids: [uid], green: true, flaps: 0 }],
			isComplete: true,
		});
		const text = auditor("explain", "cart", "--history").stdout;
		expect(text).toMatch(
			/^1\/cart-deployment: Cart Deployment\nChecked off on 2025-11-03 by Ann, committed by Bo \(commit [0-9a-f]{9}\), verified by a probe\.\n/,
		);
		expect(text).toContain(`cluster ${uid}`);
		expect(text).toContain("its probe is another one: workload then, job now");
		// What a person attested is told as such.
		const said = auditor("explain", "run-book", "--history").stdout;
		expect(said).toContain("not verified by a probe.");
		expect(said).toContain("evidence added: Read on Monday (Ann, ");
	}, 240_000);
});
