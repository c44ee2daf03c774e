import { execFileSync, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { beforeAll, expect, it } from "vitest";
import { at, numberAt, stringAt } from "../../src/cluster/objects/object.ts";
import { verdictReporters } from "../../src/reporters/verdicts/index.ts";
import { until } from "../cluster/control-plane/api.ts";
import { deployment, job, service } from "../cluster/control-plane/manifests.ts";
import { simulate, simulateAfter } from "../cluster/control-plane/pod-states.ts";
import { describeWithControlPlane, sharedCluster } from "../cluster/control-plane/shared.ts";
import { boulderMigrate, folderWith, launcher } from "../command-line.ts";

const document = `# Migration

## Phase Status Summary

| Phase | Description | Status | Start Date | Completion |
|-------|-------------|--------|------------|------------|
| **Phase 1** | Ground | 🟡 In Progress | 2026-11-01 | 50% |
| **Phase 2** | Services | 🟡 In Progress | 2026-11-01 | 25% |

## Phase 1: Ground

### Status: 🟡 In Progress

- [x] Secrets exist
- [ ] Database job

## Phase 2: Services

### Status: 🟡 In Progress

#### Group 1: Core
- [x] SA Deployment
- [ ] WFE answers

#### Group 2: Rest
- [ ] Metrics are scraped
- [ ] Health checks

## Phase 3: Later

### Status: 🔴 Not Started

- [ ] Broken thing
- [ ] Slow thing

## Dependencies and Blockers

- Phase 2 can proceed partially in parallel with Phase 1
`;

/** Without ages, which tell seconds: two runs are never at the same time. */
function ageless(value: unknown): unknown {
	return typeof value === "string" ? value.replace(/\d+ (?:s|min)\b/g, "a while") : value;
}

const canaries = ["canary-secret-data", "canary-env-value", "canary-applied", "canary-annotation-token"];

describeWithControlPlane("verify, as it is used", () => {
	const cluster = sharedCluster();
	const { api } = cluster;
	let namespace = "";
	let folder = "";
	let probes = "";

	const run = (words: readonly string[], kubeconfig = cluster.kubeconfig, where = folder) =>
		boulderMigrate([...words, ...(words.includes("--snapshot") ? [] : ["--kubeconfig", kubeconfig])], { folder: where });
	const items = (stdout: string): Record<string, { outcome: string; state: string; message: string; reason: string }> =>
		Object.fromEntries(
			JSON.parse(stdout)
				.items.concat(JSON.parse(stdout).criteria)
				.map((item: { id: string }) => [item.id, item]),
		);
	const states = (stdout: string) => Object.fromEntries(Object.entries(items(stdout)).map(([id, { state }]) => [id, state]));

	beforeAll(async () => {
		namespace = await cluster.namespace("verify");
		const { http, grpc, prometheus } = cluster.servers ?? expect.fail("no servers");
		const env = [{ name: "TOKEN", value: "canary-env-value" }];
		await api.apply(
			{
				apiVersion: "v1",
				kind: "Secret",
				metadata: {
					name: "database",
					namespace,
					annotations: { "kubectl.kubernetes.io/last-applied-configuration": '{"data":"canary-applied"}' },
				},
				stringData: { password: "canary-secret-data" },
			},
			deployment(namespace, "sa", { replicas: 2, podSpec: { containers: [{ name: "main", image: "main", env }] } }),
			service(namespace, "sa", http),
			deployment(namespace, "broken", { annotations: { [simulate]: "crash-loop" } }),
			job(namespace, "database-init"),
			service(namespace, "prometheus", prometheus ?? 1, { selector: { app: "sa" } }),
		);
		await until("the Deployment", async () => {
			const found = await api.get("apps/v1", "Deployment", namespace, "sa");
			return numberAt(found, "status", "availableReplicas") === 2;
		});
		await until("the proxy", async () => {
			const answer = await api.call(`/api/v1/namespaces/${namespace}/services/sa:${http}/proxy/healthz`);
			return answer.status === 200;
		});
		await until("the Job", async () => {
			const found = await api.get("batch/v1", "Job", namespace, "database-init");
			return numberAt(found, "status", "succeeded") === 1;
		});
		await until("Prometheus", async () => {
			const path = `/api/v1/namespaces/${namespace}/services/prometheus:${prometheus}/proxy/api/v1/query?query=up%3D%3D1`;
			const answer = await api.call(path);
			return answer.status === 200 && answer.text.includes('"instance"');
		});
		probes = `schemaVersion: 1
defaults: { namespace: ${namespace}, timeout: 10s, stableFor: 1s }
probes:
  1/secrets-exist: { resources: { apiVersion: v1, kind: Secret, name: database, expect: "object.metadata.name == 'database'" } }
  1/database-job: { job: { name: database-init } }
  2/sa-deployment: { workload: { kind: Deployment, name: sa, minReplicas: 2, service: sa } }
  2/wfe-answers: { http: { service: "sa:${http}", path: /directory, expect: has(body.newOrder) } }
  2/metrics-are-scraped: { metrics: { service: "prometheus:${prometheus}", query: 'up{job="http"}', expect: "samples.size() == 1 && samples[0].value == 1.0" } }
  2/health-checks:
    grpc:
      workload: Deployment/sa
      port: ${grpc.mutualTls}
      service: up
      tls: { authority: ca.pem, certificate: client.pem, key: client-key.pem, serverName: ${grpc.serverName} }
  3/broken-thing: { workload: { kind: Deployment, name: broken } }
  3/slow-thing: { workload: { kind: Deployment, name: slow } }
`;
		folder = folderWith({
			"PHASE-STATUS.md": document,
			"probes.yaml": probes,
			"ca.pem": grpc.authority,
			"client.pem": grpc.client.certificate,
			"client-key.pem": grpc.client.key,
		});
	});

	it("gives the verdicts of real servers behind proxy, port-forward and Prometheus", () => {
		const { code, stdout, stderr } = run(["verify", "-o", "json"]);
		expect(stderr).toBe("");
		expect(states(stdout), stdout).toEqual({
			"1/secrets-exist": "confirmed",
			"1/database-job": "ready",
			"2/sa-deployment": "confirmed",
			"2/wfe-answers": "ready",
			"2/metrics-are-scraped": "ready",
			"2/health-checks": "ready",
			"3/broken-thing": "open",
			"3/slow-thing": "open",
		});
		expect(items(stdout)["3/broken-thing"]).toMatchObject({ outcome: "fail" });
		expect(code).toBe(0);
	});

	it.each([
		[
			["phase", "2"],
			["2/health-checks", "2/metrics-are-scraped", "2/sa-deployment", "2/wfe-answers"],
		],
		[["1"], ["1/database-job", "1/secrets-exist"]],
		[["1-2", "-n", "elsewhere"], null],
		[["2/group-1-core/*"], ["2/sa-deployment", "2/wfe-answers"]],
		[["2/sa-deployment"], ["2/sa-deployment"]],
		[["wfe", "answers"], ["2/wfe-answers"]],
	])("is asked about %j", (words, expected) => {
		const { code, stdout } = run(["verify", ...words, "-o", "json"]);
		if (expected === null) return expect([code, items(stdout)["2/sa-deployment"]?.reason]).toEqual([3, "NamespaceNotFound"]);
		expect(Object.keys(items(stdout)).sort()).toEqual(expected);
	});

	it("has the same exit code in every format, and writes files in addition to the text", () => {
		for (const format of Object.keys(verdictReporters)) {
			const { code, stdout } = run(["verify", "3", "--require", "complete", "-o", format]);
			expect([format, code]).toEqual([format, 1]);
			expect(stdout).not.toBe("");
		}
		const { code, stdout } = run(["verify", "2", "-o", "junit=out.xml", "-o", "json=out.json"]);
		expect(code).toBe(0);
		expect(stdout).toContain("SA Deployment");
		expect(readFileSync(join(folder, "out.xml"), "utf8")).toMatch(/^<\?xml[\s\S]*<\/testsuites>/);
		expect(Object.keys(items(readFileSync(join(folder, "out.json"), "utf8")))).toHaveLength(4);
	});

	it("waits for what is pending, and not for what is permanent", async () => {
		const began = performance.now();
		expect(run(["verify", "3/broken-thing", "--wait", "60s"]).stdout).toContain("broken");
		expect(performance.now() - began).toBeLessThan(40_000);
		await api.apply(deployment(namespace, "slow", { annotations: { [simulate]: "slow", [simulateAfter]: "4s" } }));
		expect(items(run(["verify", "3/slow-thing", "-o", "json"]).stdout)["3/slow-thing"]?.outcome).toBe("pending");
		const { stdout, stderr } = run(["verify", "3/slow-thing", "--wait", "25s", "-o", "json"]);
		expect(stderr).toBe("");
		expect(items(stdout)["3/slow-thing"]).toMatchObject({ outcome: "pass", state: "ready" });
	});

	it("shows it again and again, until Ctrl-C", async () => {
		const words = [launcher, "verify", "1", "--watch", "--kubeconfig", cluster.kubeconfig];
		const child = spawn(process.execPath, words, {
			cwd: folder,
			stdio: ["ignore", "pipe", "pipe"],
			env: { PATH: process.env.PATH },
		});
		let shown = "";
		child.stdout.setEncoding("utf8").on("data", (part: string) => {
			shown += part;
		});
		const ended = new Promise((resolve) => child.on("close", resolve));
		await until("two rounds", () => shown.split("Secrets exist").length > 2, 30_000);
		child.kill("SIGINT");
		expect(await ended).toBe(130);
	});

	it("ends with 130 and reports nothing false when it is interrupted while it waits", async () => {
		const words = [launcher, "verify", "3/never-thing", "--wait", "60s", "--kubeconfig", cluster.kubeconfig];
		const waiting = folderWith({
			"PHASE-STATUS.md": "## Phase 3: x\n- [ ] Never thing\n",
			"probes.yaml": `schemaVersion: 1\nprobes:\n  3/never-thing: { workload: { namespace: ${namespace}, kind: Deployment, name: never } }\n`,
		});
		await api.apply(deployment(namespace, "never", { annotations: { [simulate]: "never-ready" } }));
		const child = spawn(process.execPath, words, {
			cwd: waiting,
			stdio: ["ignore", "pipe", "pipe"],
			env: { PATH: process.env.PATH },
		});
		const ended = new Promise((resolve) => child.on("close", resolve));
		await new Promise((resolve) => setTimeout(resolve, 3_000));
		child.kill("SIGINT");
		expect(await ended).toBe(130);
	});

	it("checks off what is ready, and unchecks what regressed", async () => {
		const copy = folderWith({
			"PHASE-STATUS.md": document.replace("- [ ] Broken thing", "- [x] Broken thing"),
			"probes.yaml": probes,
			...Object.fromEntries(["ca.pem", "client.pem", "client-key.pem"].map((name) => [name, readFileSync(join(folder, name))])),
		});
		expect(run(["verify", "3"], cluster.kubeconfig, copy).code).toBe(1);
		const { code, stderr } = run(["verify", "--update", "--demote", "--reviewer", "Ana"], cluster.kubeconfig, copy);
		expect(code, stderr).toBe(1);
		const text = readFileSync(join(copy, "PHASE-STATUS.md"), "utf8");
		for (const done of ["Database job", "WFE answers", "Metrics are scraped", "Health checks"])
			expect(text).toContain(`- [x] ${done}`);
		expect(text).toContain("- [ ] Broken thing");
		expect(text).toContain("| **Phase 2** | Services | 🟢 Complete | 2026-11-01 | 100% |");
		expect(run(["verify", "1-2", "--require", "complete"], cluster.kubeconfig, copy).code).toBe(0);
		const again = run(["verify", "--update", "--demote", "--reviewer", "Ana", "1-2"], cluster.kubeconfig, copy);
		expect(again.stderr).toContain("nothing to write");
		expect(readFileSync(join(copy, "PHASE-STATUS.md"), "utf8")).toBe(text);
	});

	it("asks before it checks off", () => {
		const copy = folderWith({ "PHASE-STATUS.md": document, "probes.yaml": probes });
		const before = readFileSync(join(copy, "PHASE-STATUS.md"), "utf8");
		const words = ["--verify", "--reviewer", "Ana"];
		const refused = run(["check-off", "3/broken-thing", "--force", "--reason", "x", ...words], cluster.kubeconfig, copy);
		expect([refused.code, refused.stdout]).toEqual([5, ""]);
		expect(refused.stderr).toContain("3/broken-thing was not seen to be done");
		const unseen = run(["check-off", "1/database-job", "-n", "elsewhere", ...words], cluster.kubeconfig, copy);
		expect(unseen.code).toBe(3);
		expect(readFileSync(join(copy, "PHASE-STATUS.md"), "utf8")).toBe(before);
		expect(run(["check-off", "1/database-job", ...words], cluster.kubeconfig, copy).code).toBe(0);
		expect(readFileSync(join(copy, "PHASE-STATUS.md"), "utf8")).toContain("- [x] Database job");
	});

	it("says of two contexts what each says, where one is out of reach", () => {
		const both = JSON.parse(readFileSync(cluster.kubeconfig, "utf8"));
		both.clusters.push({ name: "gone", cluster: { server: "https://127.0.0.1:1" } });
		both.contexts.push({ name: "gone", context: { cluster: "gone", user: both.users[0].name } });
		both.contexts.push({ name: "broken", context: { cluster: "nowhere", user: both.users[0].name } });
		const file = join(folder, "both.json");
		writeFileSync(file, JSON.stringify(both));
		const first = both["current-context"];
		for (const [other, reason] of [
			["gone", "Unreachable"],
			["broken", "CredentialsFailed"],
		] as const) {
			const { code, stdout } = run(["verify", "2", "-o", "json", "--context", first, "--context", other], file);
			expect(code).toBe(3);
			const item = items(stdout)["2/sa-deployment"];
			expect(item).toMatchObject({ outcome: "unknown", state: "unverified" });
			expect(at(item, "contexts", 0)).toMatchObject({ context: first, outcome: "pass" });
			expect(at(item, "contexts", 1)).toMatchObject({ context: other, outcome: "unknown", reason });
		}
		const unknown = run(["verify", "--context", "nosuch"], file);
		expect([unknown.code, unknown.stdout]).toEqual([3, ""]);
		expect(unknown.stderr).toContain(`has no context "nosuch"; it has broken, gone, ${first}`);
	});

	it("reports that there is no kubeconfig, and that there are no probes", () => {
		const { code, stdout, stderr } = boulderMigrate(["verify"], { folder, env: { HOME: "/nonexistent" } });
		expect([code, stdout]).toEqual([3, ""]);
		expect(stderr).toMatch(/^boulder-migrate: no kubeconfig found: looked at .*\n {2}name another with .*--snapshot FILE\n$/);
		const bare = folderWith({ "PHASE-STATUS.md": document });
		const without = run(["verify"], cluster.kubeconfig, bare);
		expect(without.stderr).toMatch(
			/^there is no probes\.yaml next to .*; to create one: boulder-migrate probes init --file .* > .*probes\.yaml\nnothing that was asked for has a probe: /,
		);
		expect(without.code).toBe(4);
		// What is wrong with the words comes first: it can be told without any cluster.
		expect(boulderMigrate(["verify", "no such thing"], { folder, env: { HOME: "/nonexistent" } }).code).toBe(2);
	});

	it("refuses another cluster than the one that the probes are about", async () => {
		const uid = stringAt(await api.get("v1", "Namespace", undefined, "kube-system"), "metadata", "uid") ?? "";
		const pinned = (to: string) => {
			const where = folderWith({ "PHASE-STATUS.md": document, "probes.yaml": `cluster: { uid: ${to} }\n${probes}` });
			return run(["verify", "1"], cluster.kubeconfig, where);
		};
		expect(pinned(uid).code).toBe(0);
		const other = pinned("00000000-0000-0000-0000-000000000000");
		expect([other.code, other.stdout]).toEqual([5, ""]);
		expect(other.stderr).toContain("is another cluster than the one that");
	});

	it("shows no secret to assistants either", async () => {
		const client = new Client({ name: "test", version: "1.0.0" });
		const env = { PATH: process.env.PATH ?? "", HOME: folder, TZ: "UTC", KUBECONFIG: cluster.kubeconfig };
		await client.connect(new StdioClientTransport({ command: process.execPath, args: [launcher, "mcp"], cwd: folder, env }));
		try {
			const { tools } = await client.listTools();
			const given = (name: string): Record<string, unknown> => (name === "explain" ? { item: "1/secrets-exist" } : {});
			const answers = await Promise.all(tools.map(({ name }) => client.callTool({ name, arguments: given(name) })));
			const told = JSON.stringify(answers);
			expect(told).toContain("1/secrets-exist");
			expect(told).toContain("database");
			for (const canary of canaries) expect(told).not.toContain(canary);
		} finally {
			await client.close();
		}
	});

	it("judges a recording as it judged the cluster, and the recording holds no secret", () => {
		const live = run(["verify", "-o", "json"]);
		const taken = run(["snapshot", "-o", "recording.json"]);
		expect([taken.code, taken.stderr]).toEqual([0, expect.stringContaining("recording.json: ")]);
		const offline = boulderMigrate(["verify", "-o", "json", "--snapshot", "recording.json"], {
			folder,
			env: { HOME: "/nonexistent", KUBECONFIG: "/nonexistent" },
		});
		expect(offline.code).toBe(live.code);
		const verdicts = ({ stdout }: { stdout: string }) =>
			JSON.parse(stdout, (key, value) =>
				["observedAt", "readAt", "age", "ageHours", "recording", "resourceVersion"].includes(key) ? undefined : ageless(value),
			);
		expect(verdicts(offline)).toEqual(verdicts(live));
		const recording = readFileSync(join(folder, "recording.json"), "utf8");
		expect(recording).toContain('"database"');
		const outputs = Object.keys(verdictReporters).map((format) => run(["verify", "-o", format]).stdout);
		for (const text of [recording, ...outputs])
			for (const canary of [...canaries, ...canaries.map((word) => Buffer.from(word).toString("base64").slice(0, 16))])
				expect(text).not.toContain(canary);
		const token = /PRIVATE KEY-----\n([\w+/]{40})/.exec(readFileSync(join(folder, "client-key.pem"), "utf8"))?.[1] ?? "none";
		expect(recording).not.toContain(token);
	});

	it("takes no more rights than probes rbac prints, asks for nothing else, and each list once", async () => {
		const accounts = cluster.accounts ?? expect.fail("no accounts");
		const kubeconfig = await accounts.kubeconfig(namespace, "verifier");
		const roles = boulderMigrate(["probes", "rbac", "--name", "verifier"], { folder }).stdout;
		const apply = (text: string) =>
			execFileSync(cluster.kubectl, ["--kubeconfig", cluster.kubeconfig, "apply", "-f", "-"], { input: text, encoding: "utf8" });
		apply(roles);
		const bind = (names: readonly string[]) => {
			for (const name of names)
				execFileSync(cluster.kubectl, [
					...["--kubeconfig", cluster.kubeconfig, "-n", name, "create", "rolebinding", "verifier", "--role=verifier"],
					`--serviceaccount=${namespace}:verifier`,
				]);
		};
		bind([...new Set([...roles.matchAll(/^ {2}namespace: (\S+)$/gm)].map((match) => match[1] ?? ""))]);
		expect(roles).not.toContain("ClusterRole");
		expect(roles).not.toMatch(/(?:watch|update|patch|delete|\*)/);
		const user = `system:serviceaccount:${namespace}:verifier`;
		const asked = () => cluster.audit().filter((request) => request.user === user);
		const limited = await until("the rights", () => {
			const found = run(["verify", "-o", "json"], kubeconfig);
			return found.stdout.includes("Forbidden") ? null : found;
		});
		const before = asked().length;
		const last = run(["verify", "-o", "json"], kubeconfig);
		const admin = run(["verify", "-o", "json"]);
		expect(states(limited.stdout)).toEqual(states(admin.stdout));
		const words = (stdout: string) =>
			Object.entries(items(stdout)).map(([id, { reason, message }]) => [id, reason, ageless(message)]);
		expect(words(last.stdout)).toEqual(words(admin.stdout));
		expect(last.code).toBe(admin.code);
		const requests = asked().slice(before);
		for (const { verb, resource, subresource } of requests)
			expect([verb, resource, subresource]).toEqual(
				subresource === "portforward"
					? [expect.stringMatching(/^(?:get|create)$/), "pods", "portforward"]
					: subresource === "proxy"
						? ["get", "services", "proxy"]
						: [expect.stringMatching(/^(?:get|list)$/), expect.any(String), null],
			);
		const lists = requests
			.filter(({ verb }) => verb === "list")
			.map(({ namespace: where, resource }) => `${resource} in ${where}`);
		expect(lists.length).toBeGreaterThan(4);
		expect([...new Set(lists)]).toEqual(lists);
		const secrets = requests.filter(({ resource }) => resource === "secrets");
		expect(secrets.map(({ answered }) => at(answered, "kind"))).toEqual(["PartialObjectMetadataList"]);

		// One right less.
		const { rules, ...role } = JSON.parse(
			execFileSync(
				cluster.kubectl,
				["--kubeconfig", cluster.kubeconfig, "-n", namespace, "get", "role", "verifier", "-o", "json"],
				{ encoding: "utf8" },
			),
		);
		const less = rules.map((rule: { resources: string[] }) => ({
			...rule,
			resources: rule.resources.map((name) => (name === "jobs" ? "cronjobs" : name)),
		}));
		await api.patch({ apiVersion: role.apiVersion, kind: role.kind, metadata: { name: "verifier", namespace } }, { rules: less });
		const missing = await until("one right less", () => {
			const found = run(["verify", "1", "-o", "json"], kubeconfig);
			return found.stdout.includes("Forbidden") ? found : null;
		});
		expect(missing.code).toBe(3);
		expect(items(missing.stdout)["1/database-job"]).toMatchObject({
			outcome: "unknown",
			state: "unverified",
			reason: "Forbidden",
			message: expect.stringMatching(new RegExp(`cannot list jobs\\.batch in ${namespace}`)),
		});
		expect(items(missing.stdout)["1/secrets-exist"]).toMatchObject({ state: "confirmed" });
	});
});
