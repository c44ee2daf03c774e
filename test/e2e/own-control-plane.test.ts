import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { at, numberAt } from "../../src/cluster/objects/object.ts";
import { until } from "../cluster/control-plane/api.ts";
import { deployment } from "../cluster/control-plane/manifests.ts";
import { describeWithControlPlane, sharedCluster } from "../cluster/control-plane/shared.ts";
import { type ControlPlane, startControlPlane } from "../cluster/control-plane/start.ts";

describeWithControlPlane("a control plane of one's own", () => {
	const { binaries } = sharedCluster();
	const planes: ControlPlane[] = [];
	beforeAll(async () => {
		const start = (controllers: boolean) => startControlPlane({ binaries: binaries ?? "", controllers, nodes: 1, audit: true });
		planes.push(...(await Promise.all([start(false), start(true)])));
	});
	afterAll(async () => {
		await Promise.all(planes.map((plane) => plane.stop()));
	});

	it("starts next to another, each with its own content", async () => {
		const [bare, full] = planes;
		await bare?.api.apply({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "here", namespace: "default" } });
		expect(await bare?.api.get("v1", "ConfigMap", "default", "here")).not.toBeNull();
		expect(await full?.api.get("v1", "ConfigMap", "default", "here")).toBeNull();
	});

	it("keeps any status where no controller runs", async () => {
		const api = planes[0]?.api ?? expect.fail();
		const manifest = deployment("default", "frozen", { replicas: 3 });
		await api.apply(manifest);
		const status = { observedGeneration: 1, replicas: 3, readyReplicas: 2 };
		await api.patchStatus(manifest, status);
		await api.patch(manifest, { spec: { paused: true } });
		const kept = await api.get("apps/v1", "Deployment", "default", "frozen");
		expect(kept).toMatchObject({ metadata: { generation: 2 }, status });
	});

	it("stands still where a controller is paused, and goes on", async () => {
		const plane = planes[1] ?? expect.fail();
		await plane.pause("controller-manager");
		await plane.api.apply(deployment("default", "waiting"));
		await new Promise((resolve) => setTimeout(resolve, 1_000));
		const waiting = await plane.api.get("apps/v1", "Deployment", "default", "waiting");
		expect(at(waiting, "status", "observedGeneration")).toBeUndefined();
		await plane.resume("controller-manager");
		const ready = () => plane.api.get("apps/v1", "Deployment", "default", "waiting");
		await until("readiness", async () => numberAt(await ready(), "status", "availableReplicas") === 1);
	});

	it("can be read with kubectl, identifies the caller, and can be killed", async () => {
		const plane = planes[0] ?? expect.fail();
		const words = ["--kubeconfig", plane.kubeconfig, "get", "deployments", "-o", "name"];
		expect(execFileSync(plane.kubectl, words, { encoding: "utf8" })).toBe("deployment.apps/frozen\n");
		const list = plane.audit().find((request) => request.userAgent.startsWith("kubectl") && request.resource === "deployments");
		expect(list).toMatchObject({ user: "admin", verb: "list", namespace: "default", status: 200 });
		await plane.kill("apiserver");
		await expect(plane.api.call("/readyz")).rejects.toThrow(/ECONNREFUSED|ECONNRESET|socket hang up/);
	});

	it("leaves nothing behind", async () => {
		const folders = planes.map((plane) => dirname(plane.kubeconfig));
		for (const folder of folders) expect(commandsNaming(folder).length).toBeGreaterThan(0);
		await Promise.all(planes.map((plane) => plane.stop()));
		for (const folder of folders) {
			expect(commandsNaming(folder)).toEqual([]);
			expect(existsSync(folder)).toBe(false);
		}
	});
});

function commandsNaming(folder: string): string[] {
	const commands = readdirSync("/proc")
		.filter((name) => /^\d+$/.test(name))
		.map((pid) => {
			try {
				return readFileSync(join("/proc", pid, "cmdline"), "utf8").replaceAll("\0", " ");
			} catch {
				return "";
			}
		});
	return commands.filter((command) => command.includes(folder));
}
