import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { numberAt } from "../../src/cluster/objects/object.ts";
import { Authority } from "../cluster/certificates.ts";
import { until } from "../cluster/control-plane/api.ts";
import { deployment, service } from "../cluster/control-plane/manifests.ts";
import { simulate } from "../cluster/control-plane/pod-states.ts";
import { describeWithControlPlane, sharedCluster } from "../cluster/control-plane/shared.ts";
import { startControlPlane } from "../cluster/control-plane/start.ts";
import { Adversary, type Behind, type Fault } from "../cluster/servers/adversary.ts";
import { type Case, calm, jsonType, many, quick, slow, status } from "../cluster/servers/faults.ts";
import { folderWith, launcher } from "../command-line.ts";

const document = `# Migration

## Phase 1: Services

- [x] SA Deployment
- [x] Broken thing
- [ ] Secret is there
- [ ] WFE answers
- [ ] Health checks
- [x] Definitions
`;

interface Ran {
	readonly code: number | null;
	readonly seconds: number;
	readonly stdout: string;
	readonly stderr: string;
}

describeWithControlPlane("verify with a fault between it and the API server", () => {
	const cluster = sharedCluster();
	const { api } = cluster;
	const authority = new Authority();
	const signed = authority.sign("IP:127.0.0.1,DNS:localhost");
	const adversaries: Adversary[] = [];
	let behind: Behind;
	let folder = "";
	let namespace = "";
	let honest: Readonly<Record<string, string>> = {};
	const started = new Map<string, Promise<Ran>>();

	afterAll(() => {
		for (const adversary of adversaries) adversary.stop();
	});

	function kubeconfig(server: string, user: object = { token: "canary-of-the-token" }): string {
		const file = join(folder, `kubeconfig-${randomBytes(6).toString("hex")}`);
		const at = { server, "certificate-authority-data": Buffer.from(authority.certificate).toString("base64") };
		const config = {
			apiVersion: "v1",
			kind: "Config",
			clusters: [{ name: "c", cluster: at }],
			users: [{ name: "u", user }],
			contexts: [{ name: "test", context: { cluster: "c", user: "u" } }],
			"current-context": "test",
		};
		writeFileSync(file, JSON.stringify(config));
		return file;
	}

	async function against(fault: Fault): Promise<Adversary> {
		const adversary = await Adversary.start(signed, behind, fault);
		adversaries.push(adversary);
		return adversary;
	}

	/** The whole process, from its start to its end; one that does not end is ended after two minutes. */
	function verify(file: string, where = folder): Promise<Ran> {
		const began = performance.now();
		return new Promise((resolve) => {
			const child = spawn(process.execPath, [launcher, "verify", "-o", "json", "--kubeconfig", file], {
				cwd: where,
				stdio: ["ignore", "pipe", "pipe"],
				env: { PATH: process.env.PATH, HOME: folder, TZ: "UTC" },
			});
			const said = { stdout: "", stderr: "" };
			for (const stream of ["stdout", "stderr"] as const)
				child[stream].setEncoding("utf8").on("data", (part: string) => {
					said[stream] += part;
				});
			const end = setTimeout(() => child.kill("SIGKILL"), 120_000);
			child.on("close", (code) => {
				clearTimeout(end);
				resolve({ code, seconds: (performance.now() - began) / 1000, ...said });
			});
		});
	}

	const outcomes = (stdout: string): Record<string, string> =>
		Object.fromEntries(JSON.parse(stdout).items.map((item: { id: string; outcome: string }) => [item.id, item.outcome]));

	function judge(name: string, { seconds, unknown, reason }: Case, ran: Ran): void {
		const told = `${name}: ${ran.seconds.toFixed(1)} s, exit code ${ran.code}\n${ran.stdout.slice(0, 6_000)}${ran.stderr}`;
		expect(ran.seconds, told).toBeLessThan(seconds);
		expect(ran.stderr, told).toBe("");
		const found = outcomes(ran.stdout);
		expect(Object.keys(found)).toEqual(Object.keys(honest));
		for (const [id, outcome] of Object.entries(found)) {
			// A fault may hide what there is. It may not make a failure look better, nor anything look good that is not.
			const allowed = honest[id] === "pass" ? ["pass", "fail", "pending", "unknown"] : [honest[id], "unknown"];
			expect(allowed, `${id}: ${told}`).toContain(outcome);
		}
		if (unknown === "none") expect(found, told).toEqual(honest);
		else if (unknown !== "by-luck") expect(Object.values(found), told).toContain("unknown");
		if (unknown === "all") expect(new Set(Object.values(found)), told).toEqual(new Set(["unknown"]));
		if (reason !== undefined)
			for (const item of JSON.parse(ran.stdout).items) expect([item.id, item.reason], told).toEqual([item.id, reason]);
		expect(ran.code, told).toBe(found["1/broken-thing"] === "fail" ? 1 : 3);
		expect(ran.stdout + ran.stderr).not.toContain("canary-of-the-token");
	}

	beforeAll(async () => {
		const config = JSON.parse(readFileSync(cluster.kubeconfig, "utf8"));
		const user = config.users[0].user;
		behind = {
			server: new URL(config.clusters[0].cluster.server),
			authority: readFileSync(config.clusters[0].cluster["certificate-authority"], "utf8"),
			certificate: readFileSync(user["client-certificate"], "utf8"),
			key: readFileSync(user["client-key"], "utf8"),
		};
		namespace = await cluster.namespace("faults");
		const { http, grpc } = cluster.servers ?? expect.fail("no servers");
		await api.apply(
			{ apiVersion: "v1", kind: "Secret", metadata: { name: "database", namespace }, stringData: { password: "x" } },
			deployment(namespace, "sa"),
			service(namespace, "sa", http),
			deployment(namespace, "broken", { annotations: { [simulate]: "crash-loop" } }),
		);
		folder = folderWith({
			"PHASE-STATUS.md": document,
			"probes.yaml": `schemaVersion: 1
defaults: { namespace: ${namespace}, timeout: 5s, stableFor: 1s }
probes:
  1/sa-deployment: { workload: { kind: Deployment, name: sa, service: sa } }
  1/broken-thing: { workload: { kind: Deployment, name: broken } }
  1/secret-is-there: { resources: { apiVersion: v1, kind: Secret, name: database, expect: "object.metadata.name == 'database'" } }
  1/wfe-answers: { http: { service: "sa:${http}", path: /directory, expect: has(body.newOrder) } }
  1/health-checks: { grpc: { workload: Deployment/sa, port: ${grpc.plain}, service: up } }
  1/definitions: { resources: { apiVersion: apiregistration.k8s.io/v1, kind: APIService, atLeast: 1, expect: "object.metadata.name != ''" } }
`,
		});
		await until("the Deployment", async () => {
			const found = await api.get("apps/v1", "Deployment", namespace, "sa");
			return numberAt(found, "status", "availableReplicas") === 1;
		});
		await until("the crash", async () => {
			const ran = await verify(cluster.kubeconfig);
			honest = outcomes(ran.stdout);
			return honest["1/broken-thing"] === "fail" && Object.values(honest).filter((one) => one === "pass").length === 5;
		});
	});

	/** Under way while other tests run. */
	async function begun(fault: Fault, where: string): Promise<Ran> {
		const { url } = await against(fault);
		return verify(kubeconfig(url), where);
	}

	function wide(): string {
		const lists = Array.from(
			{ length: 60 },
			(_, i) => `{ resources: { namespace: n-${i}, apiVersion: v1, kind: Pod, expect: "true" } }`,
		);
		return folderWith({
			"PHASE-STATUS.md": "## Phase 1: x\n- [x] Everything\n",
			"probes.yaml": `schemaVersion: 1\nprobes:\n  1/everything: { all: [${lists.join(", ")}] }\n`,
		});
	}

	// Alone: what comes after keeps the machine busy.
	it.each(Object.entries(calm))("stays true without any: %s", async (name, one) => {
		const { url } = await against(one.fault);
		judge(name, one, await verify(kubeconfig(url)));
	});

	it("begins what takes long", () => {
		for (const [name, { fault }] of Object.entries(slow)) started.set(name, begun(fault, folder));
		for (const [name, { fault }] of Object.entries(many)) started.set(name, begun(fault, wide()));
	});

	it.each(Object.entries(quick))("ends soon and reports nothing false: %s", async (name, one) => {
		const { url } = await against(one.fault);
		judge(name, one, await verify(kubeconfig(url)));
	});

	it("keeps the credentials from where it is redirected to", async () => {
		const elsewhere = await against({});
		const { url } = await against({
			answer: ({ request, response }) => void response.writeHead(302, { Location: `${elsewhere.url}${request.url}` }).end(),
			upgrade: (socket) => socket.end(`HTTP/1.1 307 Temporary Redirect\r\nLocation: ${elsewhere.url}/\r\n\r\n`),
		});
		judge("a redirect", { fault: {}, seconds: 20, unknown: "some" }, await verify(kubeconfig(url)));
		expect(elsewhere.asked).toEqual([]);
	});

	it("goes on with fresh credentials where the token ends on the way", async () => {
		const plugin = join(folder, "plugin.sh");
		const credential =
			'{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"canary-of-the-token-%s"}}';
		writeFileSync(plugin, `#!/bin/sh\nprintf x >> "$0.runs"\nprintf '${credential}' "$(wc -c < "$0.runs")"\n`, { mode: 0o755 });
		const shown = new Set<string | undefined>();
		const adversary = await against({
			answer: async ({ request, response, number, pass }) => {
				shown.add(request.headers.authorization);
				if (number <= 2 || request.headers.authorization === "Bearer canary-of-the-token-2") await pass();
				else response.writeHead(401, jsonType).end(status(401, "Unauthorized"));
			},
		});
		const exec = { apiVersion: "client.authentication.k8s.io/v1", command: plugin, interactiveMode: "Never" };
		const ran = await verify(kubeconfig(adversary.url, { exec }));
		judge("a token that ends", { fault: {}, seconds: 20, unknown: "none" }, ran);
		expect(shown).toEqual(new Set(["Bearer canary-of-the-token-1", "Bearer canary-of-the-token-2"]));
		expect(readFileSync(`${plugin}.runs`, "utf8")).toBe("xx");
	});

	it("reports nothing false while the API server restarts, and everything afterwards", async () => {
		const plane = await startControlPlane({ binaries: cluster.binaries ?? "", controllers: false, nodes: 0 });
		try {
			await plane.api.apply({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "here", namespace: "default" } });
			const map = (name: string) =>
				`{ resources: { namespace: default, apiVersion: v1, kind: ConfigMap, name: ${name}, expect: "object.metadata.name == '${name}'" } }`;
			const where = folderWith({
				"PHASE-STATUS.md": "## Phase 1: x\n- [x] Here\n- [x] Missing\n",
				"probes.yaml": `schemaVersion: 1\nprobes:\n  1/here: ${map("here")}\n  1/missing: ${map("missing")}\n`,
			});
			const seen = new Set<string>();
			const once = async (): Promise<string> => {
				const ran = await verify(plane.kubeconfig, where);
				const found = outcomes(ran.stdout);
				const told = `${found["1/here"]} ${found["1/missing"]} ${ran.code}`;
				expect(ran.seconds).toBeLessThan(40);
				seen.add(told);
				return told;
			};
			expect(await once()).toBe("pass fail 1");
			const during: Promise<string>[] = [once()];
			const ended = plane.terminate("apiserver");
			during.push(once());
			await ended;
			expect(await once()).toBe("unknown unknown 3");
			await plane.start("apiserver");
			during.push(once());
			await Promise.all(during);
			await until("the verdicts of before", async () => (await once()) === "pass fail 1", 60_000, 100);
			const honestOnes = ["pass fail 1", "unknown unknown 3", "pass unknown 3", "unknown fail 1"];
			expect([...seen].filter((told) => !honestOnes.includes(told))).toEqual([]);
		} finally {
			await plane.stop();
		}
	});

	it.each(Object.entries(many))("does not wait for each of sixty lists separately: %s", async (name, { seconds }) => {
		const ran = (await started.get(name)) ?? expect.fail();
		expect(ran.seconds).toBeLessThan(seconds);
		expect([ran.code, outcomes(ran.stdout)]).toEqual([3, { "1/everything": "unknown" }]);
	});

	it.each(Object.entries(slow))("ends in time and reports nothing false: %s", async (name, one) => {
		judge(name, one, (await started.get(name)) ?? expect.fail());
	});
});
