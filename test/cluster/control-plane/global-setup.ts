import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import type { TestProject } from "vitest/node";
import type { SharedAccess } from "./access.ts";
import { binaries, programPath } from "./binaries.ts";
import { ownNetwork, startControlPlane } from "./start.ts";

/** One control plane for all files of a run; each test makes a namespace of its own. Where it cannot be had, the tests are skipped; with CI=true the run fails. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const { access, stop } = await open();
	if ("missing" in access) {
		if (process.env.CI === "true") throw new Error(`No cluster to test against: ${access.missing}`);
		process.stderr.write(`Tests against a cluster are skipped: ${access.missing}.\n`);
	}
	project.provide("controlPlane", access);
	return stop;
}

async function open(): Promise<{ access: SharedAccess; stop: () => Promise<void> }> {
	const nothing = async () => {};
	const given = process.env.E2E_KUBECONFIG;
	if (given !== undefined && given !== "") {
		const kubectl = programPath("kubectl");
		if (kubectl === null) return { access: { missing: "E2E_KUBECONFIG is set, kubectl not found" }, stop: nothing };
		return { access: { kubeconfig: given, kubectl, own: null }, stop: nothing };
	}
	const found = await binaries();
	if ("missing" in found) return { access: found, stop: nothing };
	const networkNamespace = canHaveNetwork();
	if (process.env.CI === "true" && !(networkNamespace && programPath("prometheus")))
		throw new Error("The tests need Debian's packages prometheus and iproute2, and the right to make a network namespace.");
	const plane = await startControlPlane({ binaries: found.folder, networkNamespace, servers: true, audit: true });
	const folder = dirname(plane.kubeconfig);
	const own = {
		folder,
		server: plane.server,
		authority: join(folder, "pki", "ca.crt"),
		servers: plane.servers,
		binaries: found.folder,
	};
	return { access: { kubeconfig: plane.kubeconfig, kubectl: plane.kubectl, own }, stop: () => plane.stop() };
}

export function canHaveNetwork(): boolean {
	const [program = "", ...words] = ownNetwork;
	return spawnSync(program, [...words, "true"]).status === 0;
}
