import { describe, expect, it } from "vitest";
import { boulderMigrate, folderWith } from "../../command-line.ts";

const names = Array.from({ length: 15 }, (_, index) => `c${index}`);
const kubeconfig = {
	apiVersion: "v1",
	kind: "Config",
	"current-context": "c0",
	contexts: names.map((name) => ({ name, context: { cluster: name, user: "u" } })),
	// Nobody listens on port 1.
	clusters: names.map((name) => ({ name, cluster: { server: "http://127.0.0.1:1" } })),
	users: [{ name: "u", user: { token: "t" } }],
};
const probes = `schemaVersion: 1
probes:
  1/web-deployment:
    workload: { kind: Deployment, name: web, namespace: shop }
`;

describe("many contexts", { timeout: 60_000 }, () => {
	it.each([["verify"], ["snapshot", "-o", "r.json"], ["gate", "1"]])("print no warning of Node: %s", (...words) => {
		const folder = folderWith({
			"PHASE-STATUS.md": "## Phase 1: One\n\n- [ ] Web Deployment\n",
			"probes.yaml": probes,
			config: JSON.stringify(kubeconfig),
		});
		const contexts = names.flatMap((name) => ["--context", name]);
		const { stdout, stderr } = boulderMigrate([...words, "--kubeconfig", "config", ...contexts], { folder });
		expect(stderr).not.toMatch(/warning|listener|leak/i);
		// Each of them was asked.
		expect(stdout + stderr).toMatch(/connection refused|reads of c0, c1, .*c14/);
	});
});
