import { describe, expect, it } from "vitest";
import { suggestProbe } from "../../src/scaffold/suggest-probe.ts";
import { boulderMigrate, folderWith } from "../command-line.ts";

describe("suggestProbe", () => {
	it.each<[string, object]>([
		["SA-1 Deployment (port 9395)", { workload: { kind: "Deployment", name: "sa-1", ports: [9395] } }],
		[
			"Redis StatefulSet (ports 6379, 6380 and 16379)",
			{ workload: { kind: "StatefulSet", name: "redis", ports: [6379, 6380, 16_379] } },
		],
		["node exporter daemonset", { workload: { kind: "DaemonSet", name: "node-exporter" } }],
	])("reads the workload that %s names", (text, expected) => {
		expect(suggestProbe(text)).toEqual(expected);
	});

	it.each([
		"Create deployment manifests for each service",
		"Deployment",
		"Configure Deployment (port 80)",
		"The new database primary Deployment",
		"Rollback tested",
	])("asks a person about %s", (text) => {
		expect(suggestProbe(text)).toEqual({ attestation: { ask: `What shows that this is done: ${text}` } });
	});
});

describe("probes init", () => {
	const text =
		"# T\n\n## Phase 1: A\n\n- [ ] Web Deployment (port 80)\n- [ ] Plan: approved \u009b#1\n\n### Success Criteria\n\n- Users see it\n";

	it("prints a probes file in which each item is bound, and that lint accepts", () => {
		const folder = folderWith({ "PHASE-STATUS.md": text });
		const { code, stdout, stderr } = boulderMigrate(["probes", "init", "-n", "shop"], { folder });
		expect(code).toBe(0);
		expect(stderr).toContain("save the output as probes.yaml");
		expect(stdout).toContain("  namespace: shop\n");
		expect(stdout).toContain(
			"  # Web Deployment (port 80)\n  1/web-deployment:\n    workload:\n      kind: Deployment\n      name: web\n",
		);
		expect(stdout).not.toContain("\u009b");
		const bound = folderWith({ "PHASE-STATUS.md": text, "probes.yaml": stdout });
		expect(boulderMigrate(["probes", "lint"], { folder: bound }).code).toBe(0);
		expect(boulderMigrate(["probes", "coverage"], { folder: bound }).stdout).toMatch(/^(\d+) of \1 items are bound/);
	});
});
