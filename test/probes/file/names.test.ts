import { describe, expect, it } from "vitest";
import { Failure } from "../../../src/model/failure.ts";
import { loadProbes } from "../../../src/probes/file/read-probes.ts";
import { boulderMigrate, folderWith } from "../../command-line.ts";

/** Each place of a probe where an object or a namespace is named; NAME stands for the name, in quotes. */
const objects = [
	"workload: { kind: Deployment, name: NAME }",
	"resources: { apiVersion: apps/v1, kind: Deployment, name: NAME }",
	"resources: { apiVersion: apps/v1, kind: Deployment, names: [web, NAME] }",
	"job: { name: NAME }",
	"job: { namePrefix: NAME }",
	"cronjob: { name: NAME }",
	"hpa: { name: NAME }",
	"pdb: { name: NAME }",
	"pvc: { name: NAME }",
	"ingress: { name: NAME }",
	"crd: { name: NAME }",
	"networkpolicy: { name: NAME }",
	"networkpolicy: { names: [web, NAME] }",
	"networkpolicy: { name: web, enforcedBy: { kind: DaemonSet, namespace: kube-system, name: NAME } }",
	"http: { pod: NAME, port: 80 }",
	"grpc: { pod: NAME, port: 80 }",
];
const labels = [
	"service: { name: NAME }",
	"workload: { kind: Deployment, name: web, ports: [80], service: NAME }",
	"workload: { kind: Deployment, name: web, namespace: NAME }",
	"service: { name: web, namespace: NAME }",
	"resources: { apiVersion: apps/v1, kind: Deployment, namespace: NAME, name: web }",
	"resources: { apiVersion: v1, kind: Node, namespace: NAME, name: web }",
	"http: { service: web:80, namespace: NAME }",
	"networkpolicy: { name: web, enforcedBy: { kind: DaemonSet, namespace: NAME, name: web } }",
];

async function refusal(probe: string, name: string, defaults = "shop"): Promise<string | null> {
	const written = probe.replace("NAME", JSON.stringify(name));
	const text = `schemaVersion: 1\ndefaults: { namespace: ${JSON.stringify(defaults)} }\nprobes:\n  1/a: { ${written} }\n`;
	try {
		await loadProbes(text, "probes.yaml");
		return null;
	} catch (problem) {
		if (problem instanceof Failure) return problem.message;
		throw problem;
	}
}

describe("names in a probes file", () => {
	it.each([...objects, ...labels])("cannot be what no object is called: %s", async (probe) => {
		for (const name of ["web\u0000", "../web", "a/b", "..", "%2e%2e", "web\n", `a${"b".repeat(253)}`])
			expect([name, await refusal(probe, name)]).toEqual([name, expect.stringMatching(/^probes\.yaml:4:\d+: /)]);
		for (const name of ["web", "web-2", "2-web", "w", "a".repeat(63)])
			expect([name, await refusal(probe, name)]).toEqual([name, null]);
	});

	it.each(objects.filter((probe) => !probe.startsWith("resources")))("are those of objects: %s", async (probe) => {
		for (const name of ["Web", "web_1", "-web", "wéb"]) expect([name, await refusal(probe, name)]).not.toEqual([name, null]);
		for (const name of ["web.example.com", "a".repeat(253)]) expect([name, await refusal(probe, name)]).toEqual([name, null]);
	});

	it.each(labels)("are labels where Kubernetes requires one: %s", async (probe) => {
		for (const name of ["web.example.com", "Web", "web-", "a".repeat(64)])
			expect([name, await refusal(probe, name)]).not.toEqual([name, null]);
	});

	it("may be those of roles, which are freer", async () => {
		const role = "resources: { apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, name: NAME }";
		expect(await refusal(role, "system:controller:Job_x;y")).toBeNull();
		expect(await refusal(role, "a%b")).toMatch(/must be the name of an object, without \/ and %/);
	});

	it("are those of kinds and API versions", async () => {
		for (const [probe, name] of [
			["resources: { apiVersion: NAME, kind: Deployment }", "../v1"],
			["resources: { apiVersion: NAME, kind: Deployment }", "apps/v1/x"],
			["resources: { apiVersion: v1, kind: NAME }", "../Secret"],
			["http: { service: NAME }", "a.b/web:80"],
			["http: { service: NAME }", "../web:80"],
			["http: { workload: NAME, port: 80 }", "Deployment/.."],
			["http: { workload: NAME, port: 80 }", "Deployment/we\u0000b"],
			["metrics: { service: NAME, query: up, expect: 'true' }", `monitoring/${"p".repeat(64)}:80`],
		] as const)
			expect([name, await refusal(probe, name)]).toEqual([name, expect.stringMatching(/^probes\.yaml:4:\d+: /)]);
		expect(await refusal("pvc: { name: NAME }", "a", "../kube-system")).toMatch(/^probes\.yaml:2:\d+: "namespace" of /);
	});

	it("are shown so that a person sees what is wrong", async () => {
		expect(await refusal("workload: { kind: Deployment, name: NAME }", "../web")).toBe(
			'probes.yaml:4:46: "name" of workload must be the name of an object: lowercase letters, digits, - and . between them, not "../web"',
		);
	});
});

describe("probes lint", () => {
	const lint = (probes: string | Uint8Array): readonly [number | null, string] => {
		const folder = folderWith({ "PHASE-STATUS.md": "## Phase 1: One\n\n- [ ] A\n", "probes.yaml": probes });
		const { code, stderr } = boulderMigrate(["probes", "lint"], { folder });
		return [code, stderr];
	};
	const probes = (name: string): string => `schemaVersion: 1\nprobes:\n  1/a: { pvc: { name: ${name}, namespace: a } }\n`;

	it("rejects such names and bytes that are not UTF-8, at their place", () => {
		expect(lint(probes("data"))).toEqual([0, ""]);
		expect(lint(probes('"da\\0ta"'))).toEqual([4, expect.stringMatching(/probes\.yaml:3:\d+: .*U\+0000/)]);
		expect(lint(probes("../data"))).toEqual([4, expect.stringMatching(/probes\.yaml:3:23: .*must be the name of an object/)]);
		expect(lint(Buffer.from(probes("dät"), "latin1"))).toEqual([4, expect.stringMatching(/probes\.yaml:3:24: .*UTF-8/)]);
	});
});
