import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { boulderMigrate, folderWith } from "../command-line.ts";

const clusterWide = [
	["admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations"],
	["admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations"],
	["admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", "validatingadmissionpolicies"],
	["storage.k8s.io/v1", "VolumeAttachment", "volumeattachments"],
	["storage.k8s.io/v1", "StorageClass", "storageclasses"],
	["rbac.authorization.k8s.io/v1", "ClusterRole", "clusterroles"],
	["v1", "Node", "nodes"],
	["gateway.networking.k8s.io/v1", "GatewayClass", "gatewayclasses"],
	["cert-manager.io/v1", "ClusterIssuer", "clusterissuers"],
	["networking.k8s.io/v1beta1", "IngressClass", "ingressclasses"],
] as const;

const image = ["--image", "registry.example/boulder-migrate:0.1.0"];

function documentsOf(
	text: string,
): { kind: string; metadata: { name: string; namespace?: string }; rules?: { resources: string[] }[] }[] {
	return parseAllDocuments(text).map((one) => one.toJS());
}

describe("kinds without a namespace", () => {
	it.each(clusterWide)("%s %s get a ClusterRole, with a namespace named or not", (apiVersion, kind, plural) => {
		for (const namespace of ["", ", namespace: shop"]) {
			const folder = folderWith({
				"PHASE-STATUS.md": "## Phase 1: A\n- [ ] It is there\n",
				"probes.yaml": `schemaVersion: 1\ndefaults: { namespace: shop }\nprobes:\n  1/it-is-there: { resources: { apiVersion: ${apiVersion}, kind: ${kind}, expect: "true"${namespace} } }\n`,
			});
			for (const words of [
				["probes", "rbac"],
				["deploy", ...image],
			]) {
				const { code, stdout } = boulderMigrate(words, { folder });
				expect(code).toBe(0);
				const roles = documentsOf(stdout).filter((one) => one.rules?.some(({ resources }) => resources.includes(plural)));
				expect(roles.map((one) => [one.kind, one.metadata.namespace])).toEqual([["ClusterRole", undefined]]);
			}
		}
	});
});

describe("namespaces that only optional items need", () => {
	const folder = (): string =>
		folderWith({
			"PHASE-STATUS.md":
				"## Phase 1: A\n- [ ] Web\n- [ ] Optional: Mesh\n- [ ] ~~Queue~~ (N/A: bought)\n- [ ] Optional: Sidecar\n",
			"probes.yaml": `schemaVersion: 1
defaults: { namespace: shop }
probes:
  1/web: { workload: { kind: Deployment, name: web } }
  1/optional-mesh: { workload: { kind: Deployment, name: istiod, namespace: istio-system } }
  1/queue: { workload: { kind: Deployment, name: queue, namespace: queues } }
  1/optional-sidecar: { workload: { kind: Deployment, name: sidecar, namespace: shop } }
`,
		});
	const namespaces = (text: string): string[] =>
		[...new Set(documentsOf(text).map((one) => one.metadata.namespace ?? "-"))].sort();

	it("are left out by deploy, which lists those that must exist", () => {
		const { code, stdout, stderr } = boulderMigrate(["deploy", ...image], { folder: folder() });
		expect([code, namespaces(stdout)]).toEqual([0, ["shop"]]);
		expect(stderr).toContain("namespaces that must exist: shop\n");
		expect(stderr).toContain("left out: the roles for istio-system, queues, which only optional items need");
	});

	it("are there on request", () => {
		const { stdout, stderr } = boulderMigrate(["deploy", ...image, "--with-optional"], { folder: folder() });
		expect(namespaces(stdout)).toEqual(["istio-system", "queues", "shop"]);
		expect(stderr).toContain("namespaces that must exist: istio-system, queues, shop\n");
	});

	it("come last in probes rbac, which names them", () => {
		const { stdout, stderr } = boulderMigrate(["probes", "rbac"], { folder: folder() });
		expect(documentsOf(stdout).map((one) => one.metadata.namespace)).toEqual(["shop", "istio-system", "queues"]);
		expect(stderr).toContain("only optional items need the namespace istio-system");
	});
});

describe("workloads that no item mentions", () => {
	const list = (apiVersion: string, kind: string, namespace: string, ...names: string[]) => ({
		ask: "list",
		question: { apiVersion, kind, namespace },
		answer: {
			objects: names.map((name) => ({ apiVersion, kind, metadata: { name, namespace, uid: `${namespace}-${name}` } })),
			observedAt: "2026-11-24T00:00:00Z",
			consistent: true,
		},
	});
	const reads = (namespace: string, jobs: string[], deployments: string[]) => [
		list("apps/v1", "Deployment", namespace, ...deployments),
		list("apps/v1", "StatefulSet", namespace),
		list("apps/v1", "DaemonSet", namespace),
		list("batch/v1", "Job", namespace, ...jobs),
		list("batch/v1", "CronJob", namespace, "nightly"),
	];

	it("are looked for in each namespace that the probes name, and a Job or CronJob is mentioned by its probe", () => {
		const recording = {
			schemaVersion: 1,
			recordedAt: "2026-11-24T00:00:00Z",
			contexts: [
				{
					name: "c",
					uid: "u",
					reads: [...reads("shop", ["seed", "test-1", "stray"], ["web"]), ...reads("pay", ["seed"], ["api", "lost"])],
				},
			],
		};
		const folder = folderWith({
			"r.json": JSON.stringify(recording),
			"PHASE-STATUS.md": "## Phase 1: A\n- [ ] Web\n- [ ] Seed\n- [ ] Tests\n- [ ] Nightly\n- [ ] Api\n",
			"probes.yaml": `schemaVersion: 1
defaults: { namespace: shop }
probes:
  1/web: { workload: { kind: Deployment, name: web } }
  1/seed: { job: { name: seed } }
  1/tests: { job: { namePrefix: test- } }
  1/nightly: { all: [ { cronjob: { name: nightly } }, { cronjob: { name: nightly, namespace: pay } } ] }
  1/api: { workload: { kind: Deployment, name: api, namespace: pay } }
`,
		});
		const { stdout } = boulderMigrate(["probes", "coverage", "--workloads", "--snapshot", "r.json", "-o", "json"], { folder });
		expect(JSON.parse(stdout).undocumented).toEqual(["Job/stray", "pay/Deployment/lost", "pay/Job/seed"]);
	});
});
