import { execFile, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { at, type KubeObject, listAt, stringAt } from "../../src/cluster/objects/object.ts";
import { isPlain, renderManifests } from "../../src/reporters/manifest-yaml.ts";
import { until } from "../cluster/control-plane/api.ts";
import { deployment, job, service } from "../cluster/control-plane/manifests.ts";
import { simulate } from "../cluster/control-plane/pod-states.ts";
import { describeWithControlPlane, sharedCluster } from "../cluster/control-plane/shared.ts";
import { boulderMigrate, folderWith, launcher } from "../command-line.ts";
import { parsePrometheus } from "../reporters/parsers/prometheus.ts";

const run = promisify(execFile);

/** Files can be put where a pod has them, for one process alone. */
const ownMounts = ["unshare", ...(process.getuid?.() === 0 ? ["-m"] : ["-rm"])];

const document = `# Shop
## Phase 1: Foundation
- [x] Deployment web (port 80)
- [ ] Deployment worker
- [x] Deployment gone
- [ ] Job seed
- [ ] Settings
- [ ] Definitions
- [ ] Run book agreed on
`;

const probesOf = (namespace: string) => `schemaVersion: 1
defaults: { namespace: ${namespace}, stableFor: 0s }
probes:
  1/deployment-web: { workload: { kind: Deployment, name: web, service: web, ports: [80] } }
  1/deployment-worker: { workload: { kind: Deployment, name: worker } }
  1/deployment-gone: { workload: { kind: Deployment, name: gone } }
  1/job-seed: { job: { name: seed } }
  1/settings: { resources: { apiVersion: v1, kind: ConfigMap, name: settings, expect: object.data.mode == 'on' } }
  1/definitions: { crd: { name: nothing.example.org } }
  1/run-book-agreed-on: { attestation: { ask: Link it } }
`;

describeWithControlPlane("a CronJob that verifies", () => {
	const cluster = sharedCluster();
	const { api, kubectl, kubeconfig } = cluster;
	const asAdministrator = (...words: string[]) => run(kubectl, ["--kubeconfig", kubeconfig, ...words]);
	let seen = "";
	let home = "";
	let folder = "";
	let podSpec: unknown = null;

	beforeAll(async () => {
		seen = await cluster.namespace("seen");
		home = await cluster.namespace("home");
		await asAdministrator("label", "namespace", home, "pod-security.kubernetes.io/enforce=restricted");
		const podSpecOfWeb = { containers: [{ name: "main", image: "registry.invalid/main:1", ports: [{ containerPort: 80 }] }] };
		await api.apply(
			deployment(seen, "web", { podSpec: podSpecOfWeb }),
			service(seen, "web", 80),
			deployment(seen, "worker", { annotations: { [simulate]: "crash-loop" } }),
			job(seen, "seed"),
			{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings", namespace: seen }, data: { mode: "on" } },
			{ apiVersion: "v1", kind: "Secret", metadata: { name: "hidden", namespace: seen }, stringData: { key: "hidden" } },
		);
		folder = folderWith({ "PHASE-STATUS.md": document, "probes.yaml": probesOf(seen) });
		const words = ["--image", "registry.invalid/boulder-migrate:1", "--publish"];
		const { stdout } = boulderMigrate(["deploy", "--namespace", home, "--name", "watch", ...words], { folder });
		writeFileSync(join(folder, "manifests.yaml"), stdout);
		await asAdministrator("apply", "--server-side", "-f", join(folder, "manifests.yaml"));
		await until("the workloads", async () => {
			const { items } = verdicts();
			return (
				items.find(([id]) => id === "1/deployment-web")?.[2] === "confirmed" &&
				items.find(([id]) => id === "1/job-seed")?.[2] === "ready"
			);
		});
	});

	function verdictsIn(text: string) {
		const report = JSON.parse(text);
		const items = listAt(report, "items").map((item) => ["id", "outcome", "state", "reason"].map((key) => stringAt(item, key)));
		return { items, contexts: listAt(report, "contexts") };
	}

	function verdicts() {
		return verdictsIn(boulderMigrate(["verify", "-o", "json", "--kubeconfig", kubeconfig], { folder }).stdout);
	}

	it("is applied twice by kubectl, and its pods are admitted where only restricted ones are", async () => {
		await asAdministrator("apply", "--server-side", "-f", join(folder, "manifests.yaml"));
		await asAdministrator("create", "job", "-n", home, "--from=cronjob/watch", "once");
		const pod = await until("its pod", async () => (await api.list("v1", "Pod", home, "?labelSelector=job-name%3Donce"))[0]);
		podSpec = at(pod, "spec");
		expect(stringAt(pod, "spec", "serviceAccountName")).toBe("watch");
		const events = await api.list("v1", "Event", home);
		expect(events.map((event) => stringAt(event, "reason"))).not.toContain("FailedCreate");
		// The namespace does refuse others.
		await api.apply(job(home, "careless"));
		const refused = (event: KubeObject) =>
			stringAt(event, "involvedObject", "name") === "careless" && stringAt(event, "reason") === "FailedCreate";
		await until("the refusal", async () => (await api.list("v1", "Event", home)).some(refused));
	});

	it("says in the cluster what the administrator sees, publishes it, and ends with the exit code", async () => {
		const pod = await podFolder();
		const verify = inPod(pod, listAt(podSpec, "initContainers")[0]);
		expect([verify.code, verify.stderr]).toEqual([0, ""]);
		expect(verify.stdout).toContain("gone");
		const publish = inPod(pod, listAt(podSpec, "containers")[0]);
		expect(publish).toMatchObject({ code: 1, stderr: "" });
		const report = await api.get("v1", "ConfigMap", home, "watch-report");
		expect(Object.keys(at(report, "data") ?? {})).toEqual([
			"exit-code",
			"messages.txt",
			"metrics.prom",
			"report.txt",
			"verify.json",
		]);
		const published = verdictsIn(stringAt(report, "data", "verify.json") ?? "");
		expect(published.contexts).toEqual(["in-cluster"]);
		expect(published.items).toEqual(verdicts().items);
		expect(published.items.map(([id, outcome, state]) => [id, outcome, state])).toEqual([
			["1/deployment-web", "pass", "confirmed"],
			["1/deployment-worker", "fail", "open"],
			["1/deployment-gone", "fail", "regressed"],
			["1/job-seed", "pass", "ready"],
			["1/settings", "pass", "ready"],
			["1/definitions", "fail", "open"],
			["1/run-book-agreed-on", "unbound", "open"],
		]);
		expect(stringAt(report, "data", "exit-code")).toBe("1\n");
		expect(at(report, "metadata", "labels", "app.kubernetes.io/instance")).toBe("watch");
		const regressed = parsePrometheus(stringAt(report, "data", "metrics.prom") ?? "").find(
			({ name, labels }) => name === "boulder_migrate_items" && labels.get("state") === "regressed",
		);
		expect(regressed?.value).toBe(1);
	});

	it("keeps the log of verdicts from run to run, within its limit, where history reads it from kubectl", async () => {
		const jsonpath = "jsonpath={.data.verdicts\\.ndjson}";
		const logged = async () => (await asAdministrator("get", "configmap", "-n", home, "watch-verdicts", "-o", jsonpath)).stdout;
		const runOnce = async (log: string) => {
			const pod = await podFolder();
			// What a kubelet mounts of the ConfigMap.
			writeFileSync(join(pod.folder, "log", "verdicts.ndjson"), log);
			expect(inPod(pod, listAt(podSpec, "initContainers")[0]).code).toBe(0);
			expect(inPod(pod, listAt(podSpec, "containers")[0])).toMatchObject({ code: 1, stderr: "" });
		};
		await runOnce("");
		const first = await logged();
		expect(first.trimEnd().split("\n")).toHaveLength(1);
		await runOnce(first);
		const second = await logged();
		expect(second.startsWith(first)).toBe(true);
		expect(second.trimEnd().split("\n")).toHaveLength(2);
		const history = boulderMigrate(["history", "--verdicts", "-", "-o", "json"], { folder, input: second });
		expect(JSON.parse(history.stdout)).toMatchObject({ leftOut: 0, clusters: [{ runs: 2 }] });
		// Longer than it may get: equal runs become one line, and the run is added all the same.
		await runOnce(second.repeat(Math.ceil(900_000 / second.length)));
		const third = await logged();
		expect(third.length).toBeLessThan(900 * 1024);
		const { clusters } = JSON.parse(
			boulderMigrate(["history", "--verdicts", "-", "-o", "json"], { folder, input: third }).stdout,
		);
		expect(clusters[0].runs).toBe(3);
	});

	it("publishes no old verdict where there is no new one", async () => {
		const pod = await podFolder({ KUBERNETES_SERVICE_PORT: "1" });
		writeFileSync(join(pod.folder, "document", "probes.yaml"), "schemaVersion: 2\n");
		inPod(pod, listAt(podSpec, "initContainers")[0]);
		const working = { ...pod, env: { ...pod.env, ...serverOf(kubeconfig).env } };
		expect(inPod(working, listAt(podSpec, "containers")[0]).code).toBe(4);
		const report = await api.get("v1", "ConfigMap", home, "watch-report");
		expect(at(report, "data")).toMatchObject({ "exit-code": "4\n", "verify.json": "", "metrics.prom": "" });
		expect(stringAt(report, "data", "messages.txt")).toContain("schemaVersion");
	});

	it("may read what its probes ask, patch its report, and nothing else", async () => {
		const account = `--as=system:serviceaccount:${home}:watch`;
		const may = async (...words: string[]) => {
			const { stdout } = await run(kubectl, ["--kubeconfig", kubeconfig, "auth", "can-i", ...words, account]).catch(
				(problem) => problem,
			);
			return stdout.trim();
		};
		const allowed = async (namespace: string) => {
			const { stdout } = await asAdministrator("auth", "can-i", "--list", "-n", namespace, "--no-headers", account);
			const lines = stdout.split("\n").filter((line) => /^[a-z]/.test(line) && !/selfsubject|^clustertrustbundles/.test(line));
			return lines.map((line) => line.trim().replace(/\s+/g, " ")).sort();
		};
		expect(await allowed(seen)).toEqual([
			"configmaps [] [] [list]",
			"customresourcedefinitions.apiextensions.k8s.io [] [] [list]",
			"deployments.apps [] [] [list]",
			"endpointslices.discovery.k8s.io [] [] [list]",
			"events [] [] [list]",
			"horizontalpodautoscalers.autoscaling [] [] [list]",
			"jobs.batch [] [] [list]",
			`namespaces [] [${seen}] [get]`,
			"pods [] [] [list]",
			"replicasets.apps [] [] [list]",
			"rollouts.argoproj.io [] [] [list]",
			"scaledobjects.keda.sh [] [] [list]",
			"services [] [] [list]",
		]);
		expect(await allowed(home)).toEqual([
			"configmaps [] [watch-report] [patch]",
			"configmaps [] [watch-verdicts] [patch]",
			"customresourcedefinitions.apiextensions.k8s.io [] [] [list]",
		]);
		expect(await may("list", "pods", "-n", seen)).toBe("yes");
		expect(await may("get", "secrets", "-n", seen)).toBe("no");
		expect(await may("patch", "configmap/watch-document", "-n", home)).toBe("no");
		const pod = await podFolder();
		const words = ["kubectl", "get", "secrets", "-n", seen, "-o", "yaml"];
		expect(inPod(pod, { command: words })).toMatchObject({ code: 1, stdout: expect.not.stringContaining("hidden") });
	});

	it("keeps plain texts as kubectl also reads them", async () => {
		const line = fc.oneof(
			fc.string({ unit: "grapheme" }),
			fc.constantFrom("", " ", "  a", "# b", "- c", "---", "...", "\ta", "a: b", '"', "null", "🔴 | x |", "%", "a  "),
		);
		const texts = fc.sample(fc.array(line, { maxLength: 8 }), 1000).map((lines) => lines.join("\n"));
		const data = Object.fromEntries(texts.filter(isPlain).map((text, index) => [`k${index}`, text]));
		expect(Object.keys(data).length).toBeGreaterThan(100);
		const file = join(folder, "texts.yaml");
		writeFileSync(
			file,
			renderManifests([{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "texts", namespace: home }, data }]),
		);
		await asAdministrator("apply", "--server-side", "-f", file);
		expect(at(await api.get("v1", "ConfigMap", home, "texts"), "data")).toEqual(data);
	});

	interface Pod {
		readonly folder: string;
		readonly env: Readonly<Record<string, string>>;
	}

	/** What a kubelet would mount: a token of the account, the authority, the namespace, the ConfigMap with the document; and programs on the path. */
	async function podFolder(env: Readonly<Record<string, string>> = {}): Promise<Pod> {
		const root = folderWith({});
		for (const name of ["token", "document", "report", "log", "scratch", "bin"]) mkdirSync(join(root, name));
		const path = `/api/v1/namespaces/${home}/serviceaccounts/watch/token`;
		const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { expirationSeconds: 3600 } };
		const token = stringAt(await api.json(path, { method: "POST", body }), "status", "token") ?? "";
		const server = serverOf(kubeconfig);
		writeFileSync(join(root, "token", "token"), token, { mode: 0o600 });
		writeFileSync(join(root, "token", "ca.crt"), server.authority);
		writeFileSync(join(root, "token", "namespace"), home);
		const given = await api.get("v1", "ConfigMap", home, "watch-document");
		for (const file of ["PHASE-STATUS.md", "probes.yaml"])
			writeFileSync(join(root, "document", file), stringAt(given, "data", file) ?? "");
		const program = (name: string, text: string) => {
			writeFileSync(join(root, "bin", name), `#!/bin/sh\nexec ${text} "$@"\n`);
			chmodSync(join(root, "bin", name), 0o755);
		};
		program("boulder-migrate", `"${process.execPath}" "${launcher}"`);
		program("kubectl", `"${kubectl}"`);
		return { folder: root, env: { ...server.env, ...env } };
	}

	/** Runs what a container would, with the token where a pod has it, and the other folders where the test has them. */
	function inPod(pod: Pod, container: unknown) {
		const words = [...listAt(container, "command"), ...listAt(container, "args")].map(String);
		const moved: Readonly<Record<string, string>> = {
			"/document/": `${pod.folder}/document/`,
			"/report": `${pod.folder}/report`,
			"/log": `${pod.folder}/log`,
			"/tmp": `${pod.folder}/scratch`,
		};
		const env = listAt(container, "env").map((one) => {
			const value = stringAt(one, "value") ?? "";
			const from = Object.keys(moved).find((folderOf) => value.startsWith(folderOf));
			return [stringAt(one, "name"), from === undefined ? value : value.replace(from, moved[from] ?? "")];
		});
		const mounted =
			'mount -t tmpfs none /run && mkdir -p /var/run/secrets/kubernetes.io && cp -r "$0" /var/run/secrets/kubernetes.io/serviceaccount && exec "$@"';
		const [unshare = "", ...how] = ownMounts;
		const { status, stdout, stderr } = spawnSync(unshare, [...how, "sh", "-c", mounted, join(pod.folder, "token"), ...words], {
			cwd: pod.folder,
			encoding: "utf8",
			env: {
				HOME: `${pod.folder}/scratch`,
				...Object.fromEntries(env),
				...pod.env,
				PATH: `${pod.folder}/bin:${process.env.PATH}`,
			},
		});
		return { code: status, stdout, stderr };
	}
});

function serverOf(kubeconfig: string) {
	const config = JSON.parse(readFileSync(kubeconfig, "utf8"));
	const cluster = at(config, "clusters", 0, "cluster");
	const { hostname, port } = new URL(stringAt(cluster, "server") ?? "");
	const authority = readFileSync(stringAt(cluster, "certificate-authority") ?? "", "utf8");
	return { authority, env: { KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port } };
}
