import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { listAt, stringAt } from "../../src/cluster/objects/object.ts";
import { until } from "../cluster/control-plane/api.ts";
import { daemonSet, deployment, job, service, statefulSet } from "../cluster/control-plane/manifests.ts";
import { simulate } from "../cluster/control-plane/pod-states.ts";
import { describeWithControlPlane, sharedCluster } from "../cluster/control-plane/shared.ts";
import { boulderMigrate, folderWith } from "../command-line.ts";

describeWithControlPlane("a new document of a namespace that is there", () => {
	const cluster = sharedCluster();
	const { api, kubeconfig } = cluster;
	let namespace = "";
	let folder = "";

	beforeAll(async () => {
		namespace = await cluster.namespace("moved");
		const withPort = (containerPort: number) => ({
			podSpec: { containers: [{ name: "main", image: "registry.invalid/main:1", ports: [{ containerPort }] }] },
		});
		await api.apply(
			deployment(namespace, "web", { ...withPort(8080), replicas: 2 }),
			service(namespace, "web", 80, { ports: [{ name: "main", port: 80, targetPort: 8080 }] }),
			deployment(namespace, "api", withPort(9090)),
			service(namespace, "api", 9090),
			deployment(namespace, "broken", { ...withPort(9091), annotations: { [simulate]: "crash-loop" } }),
			service(namespace, "broken", 9091),
			statefulSet(namespace, "db", withPort(5432)),
			service(namespace, "db", 5432, { clusterIP: "None" }),
			daemonSet(namespace, "log"),
			job(namespace, "seed"),
		);
		folder = folderWith({});
	});

	function states() {
		const { stdout } = boulderMigrate(["verify", "-o", "json", "--kubeconfig", kubeconfig], { folder });
		return Object.fromEntries(
			listAt(JSON.parse(stdout), "items").map((item) => [stringAt(item, "id") ?? "", stringAt(item, "state")]),
		);
	}

	it("has an item for each of its workloads, validates, and is verified: healthy ones are ready, no other is", async () => {
		const words = [
			"init",
			"--title",
			"Shop",
			"--phase",
			"1: Workloads",
			"--phase",
			"2: Cutover",
			"-n",
			namespace,
			"--kubeconfig",
			kubeconfig,
		];
		expect(boulderMigrate(words, { folder })).toMatchObject({
			code: 0,
			stdout: "status/PHASE-STATUS.md: 2 phases, 6 workloads\nstatus/probes.yaml: 16 probes\n",
		});
		const text = readFileSync(join(folder, "status", "PHASE-STATUS.md"), "utf8");
		expect(text).toContain(`### Namespace ${namespace}
- [ ] Deployment api (port 9090)
- [ ] Deployment broken (port 9091)
- [ ] Deployment web (port 8080)
- [ ] StatefulSet db (port 5432)
- [ ] DaemonSet log
- [ ] Job seed
`);
		expect(boulderMigrate(["validate", "--strict"], { folder })).toMatchObject({ code: 0, stderr: "" });
		expect(boulderMigrate(["probes", "lint"], { folder }).code).toBe(0);
		const ready = ["1/deployment-api", "1/deployment-web", "1/statefulset-db", "1/daemonset-log", "1/job-seed"];
		await until(
			"the healthy ones",
			() => {
				const now = states();
				return ready.every((id) => now[id] === "ready");
			},
			90_000,
			1000,
		);
		expect(
			Object.entries(states())
				.filter(([, state]) => state !== "open")
				.map(([id]) => id)
				.sort(),
		).toEqual([...ready].sort());
		const { stdout } = boulderMigrate(
			["verify", "-o", "json", "--kubeconfig", kubeconfig, "1/criteria/every-workload-of-this-phase-is-rolled-out-and-stable"],
			{ folder },
		);
		expect(stdout).toContain("every-workload-of-this-phase-is-rolled-out-and-stable");
		expect(stdout).not.toMatch(/"outcome":\s*"pass"/);
		expect(boulderMigrate(["status"], { folder }).stdout).toContain(
			"0 of 9 items done (0%), 0 of 6 checks. Phase 1 can start; Phase 2 waits for Phase 1.",
		);
	});

	it("is about that cluster and no other", async () => {
		const kubeSystem = await api.get("v1", "Namespace", undefined, "kube-system");
		expect(readFileSync(join(folder, "status", "probes.yaml"), "utf8")).toContain(`uid: ${kubeSystem?.metadata.uid}\n`);
	});

	it("is deployed and checked off as it is", () => {
		expect(boulderMigrate(["deploy", "--image", "x:1"], { folder })).toMatchObject({ code: 0 });
		const updated = boulderMigrate(["verify", "--update", "--reviewer", "Jo", "--kubeconfig", kubeconfig], { folder });
		expect(updated.stdout).toContain("1/deployment-web");
		const text = readFileSync(join(folder, "status", "PHASE-STATUS.md"), "utf8");
		expect(text).toContain("- [x] Deployment web (port 8080)");
		expect(text).toContain("- [ ] Deployment broken (port 9091)");
		expect(boulderMigrate(["validate", "--strict"], { folder })).toMatchObject({ code: 0, stderr: "" });
	});
});
