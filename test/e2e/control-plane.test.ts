import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, expect, it } from "vitest";
import { at, type KubeObject, listAt, numberAt, stringAt } from "../../src/cluster/objects/object.ts";
import { until } from "../cluster/control-plane/api.ts";
import { autoscaler, deployment, job, service } from "../cluster/control-plane/manifests.ts";
import {
	type PodStateName,
	simulate,
	simulateAfter,
	simulateContainer,
	simulateRestarts,
} from "../cluster/control-plane/pod-states.ts";
import { describeWithCluster, describeWithControlPlane, sharedCluster } from "../cluster/control-plane/shared.ts";

const run = promisify(execFile);

import { healthCheck, throughPortForward } from "../cluster/servers/grpc-client.ts";
import { simulateCpu } from "../cluster/servers/metrics-api.ts";

describeWithControlPlane("the shared control plane", () => {
	const cluster = sharedCluster();
	const { api, kubectl } = cluster;
	let namespace = "";
	beforeAll(async () => {
		namespace = await cluster.namespace("bed");
	});

	it("makes 25 Deployments with 2 replicas ready, and their endpoints", async () => {
		const many = await cluster.namespace("many");
		const names = Array.from({ length: 25 }, (_, number) => `service-${number}`);
		await api.apply(...names.flatMap((name) => [deployment(many, name, { replicas: 2 }), service(many, name, 8080)]));
		const ready = (object: KubeObject) => numberAt(object, "status", "availableReplicas") === 2;
		await until("all Deployments", async () => (await api.list("apps/v1", "Deployment", many)).every(ready));
		const slices = await until("all endpoints", async () => {
			const found = await api.list("discovery.k8s.io/v1", "EndpointSlice", many);
			return found.filter((slice) => listAt(slice, "endpoints").length === 2).length === 25 ? found : null;
		});
		for (const slice of slices) expect(at(slice, "endpoints", 0, "conditions", "ready")).toBe(true);
		expect(stringAt(slices[0], "endpoints", 0, "addresses", 0)).toMatch(/^10\.244\./);
	});

	it.each<[string, PodStateName, object, string]>([
		["BackoffLimitExceeded", "fail", { backoffLimit: 0 }, "BackoffLimitExceeded"],
		["DeadlineExceeded", "run", { activeDeadlineSeconds: 2 }, "DeadlineExceeded"],
	])("has a Job fail by its own controller: %s", async (_, state, spec, reason) => {
		const failing = job(namespace, `job-${state}`, { spec, annotations: { [simulate]: state, [simulateAfter]: "1s" } });
		await api.apply(failing);
		const failed = await until("the failure", async () => {
			const object = await api.get("batch/v1", "Job", namespace, failing.metadata.name);
			return listAt(object, "status", "conditions").find((entry) => at(entry, "type") === "Failed");
		});
		expect(failed).toMatchObject({ status: "True", reason });
	});

	it("has a Job without annotations complete", async () => {
		await api.apply(job(namespace, "job-plain"));
		const complete = (entry: unknown) => at(entry, "type") === "Complete" && at(entry, "status") === "True";
		await until("the Job", async () =>
			listAt(await api.get("batch/v1", "Job", namespace, "job-plain"), "status", "conditions").some(complete),
		);
	});

	it.each<[PodStateName, object]>([
		[
			"crash-loop",
			{ phase: "Running", containerStatuses: [{ restartCount: 5, state: { waiting: { reason: "CrashLoopBackOff" } } }] },
		],
		["out-of-memory", { containerStatuses: [{ lastState: { terminated: { reason: "OOMKilled", exitCode: 137 } } }] }],
		["never-ready", { phase: "Running", containerStatuses: [{ ready: false, started: true }] }],
		["image-pull", { phase: "Pending", containerStatuses: [{ state: { waiting: { reason: "ImagePullBackOff" } } }] }],
		["config-error", { containerStatuses: [{ state: { waiting: { reason: "CreateContainerConfigError" } } }] }],
		[
			"init-crash-loop",
			{ phase: "Pending", initContainerStatuses: [{ restartCount: 5, state: { waiting: { reason: "CrashLoopBackOff" } } }] },
		],
		["creating", { phase: "Pending", containerStatuses: [{ state: { waiting: { reason: "ContainerCreating" } } }] }],
		["node-lost", { phase: "Running", containerStatuses: [{ ready: true }] }],
	])("keeps the pods of a Deployment in %s, and the Deployment unavailable", async (state, status) => {
		const name = `state-${state}`;
		await api.apply(deployment(namespace, name, { annotations: { [simulate]: state }, initContainer: true }));
		const pod = await podOf(name);
		expect(pod.status).toMatchObject(status);
		expect(conditionOf(pod, "Ready")).toMatchObject({ status: "False" });
		expect(conditionOf(pod, "PodScheduled")).toMatchObject({ status: "True" });
		const controller = await until("the status", async () => {
			const object = await api.get("apps/v1", "Deployment", namespace, name);
			return numberAt(object, "status", "unavailableReplicas") === 1 ? object : null;
		});
		expect(numberAt(controller, "status", "readyReplicas") ?? 0).toBe(0);
	});

	it.each<[PodStateName, object]>([
		["evicted", { phase: "Failed", reason: "Evicted" }],
		["succeed", { phase: "Succeeded", containerStatuses: [{ state: { terminated: { exitCode: 0 } } }] }],
		["fail", { phase: "Failed", containerStatuses: [{ state: { terminated: { exitCode: 1 } } }] }],
		["invalid-image", { containerStatuses: [{ state: { waiting: { reason: "InvalidImageName" } } }] }],
		["image-pull-then-ready", { phase: "Running", containerStatuses: [{ ready: true }] }],
		["ready-then-crash", { phase: "Running", containerStatuses: [{ ready: false, restartCount: 9 }] }],
	])("ends a pod without a controller in %s", async (state, status) => {
		const annotations = { [simulate]: state, [simulateAfter]: "500ms", [simulateRestarts]: "9" };
		const containers = [{ name: "main", image: "main" }];
		const metadata = { name: `pod-${state}`, namespace, annotations };
		await api.apply({ apiVersion: "v1", kind: "Pod", metadata, spec: { containers } });
		const now = () => api.get("v1", "Pod", namespace, metadata.name);
		const arrived = async () => {
			expect((await now())?.status).toMatchObject(status);
			return true;
		};
		await until(state, arrived, 20_000);
	});

	it("crashes one container of two, and leaves a pod without a kubelet alone", async () => {
		const containers = ["main", "sidecar"].map((name) => ({ name, image: name }));
		const crashing = { [simulate]: "crash-loop", [simulateContainer]: "sidecar" };
		await api.apply(
			deployment(namespace, "half", { podSpec: { containers }, annotations: crashing }),
			deployment(namespace, "ignored", { annotations: { [simulate]: "ignored" } }),
		);
		const [main, sidecar] = listAt(await podOf("half"), "status", "containerStatuses");
		expect(main).toMatchObject({ name: "main", ready: true, restartCount: 0, state: { running: {} } });
		expect(sidecar).toMatchObject({ name: "sidecar", ready: false, state: { waiting: { reason: "CrashLoopBackOff" } } });
		const [ignored] = await api.list("v1", "Pod", namespace, "?labelSelector=app%3Dignored");
		expect(ignored?.status).toMatchObject({ phase: "Pending" });
		expect(at(ignored, "status", "containerStatuses")).toBeUndefined();
	});

	it("makes a slow pod ready in the end", async () => {
		await api.apply(deployment(namespace, "slow", { annotations: { [simulate]: "slow", [simulateAfter]: "2s" } }));
		expect(conditionOf(await podOf("slow"), "Ready")).toMatchObject({ status: "False" });
		await until("readiness", async () => at(conditionOf(await podOf("slow"), "Ready"), "status") === "True");
	});

	it("restarts a container again and again while it looks ready", async () => {
		await api.apply(deployment(namespace, "restarting", { annotations: { [simulate]: "restarting", [simulateAfter]: "1s" } }));
		const restarts = async () => numberAt(await podOf("restarting"), "status", "containerStatuses", 0, "restartCount") ?? 0;
		await until("three restarts", async () => (await restarts()) >= 3);
		expect(conditionOf(await podOf("restarting"), "Ready")).toMatchObject({ status: "True" });
	});

	it("leaves a pod terminating", async () => {
		await api.apply(deployment(namespace, "undeletable", { annotations: { [simulate]: "undeletable" } }));
		const pod = await podOf("undeletable");
		await api.delete({ ...pod, metadata: { ...pod.metadata } });
		const left = await api.get("v1", "Pod", namespace, pod.metadata.name);
		expect(left?.metadata.deletionTimestamp).toBeDefined();
		await api.delete({ ...pod, metadata: { ...pod.metadata } }, { gracePeriodSeconds: 0 });
	});

	it("answers gRPC health checks with mutual TLS behind a port-forward, and no stranger", async () => {
		const { grpc } = cluster.servers ?? expect.fail("no servers");
		await api.apply(deployment(namespace, "sa"));
		const pod = (await podOf("sa", "Running")).metadata.name;
		const check = (port: number, name: string, client: { certificate: string; key: string }) =>
			throughPortForward(cluster, namespace, pod, port, (local) => healthCheck(local, name, grpc, client));
		expect(await check(grpc.mutualTls, "", grpc.client)).toEqual({ grpcStatus: "0", serving: 1 });
		expect(await check(grpc.mutualTls, "down", grpc.client)).toEqual({ grpcStatus: "0", serving: 2 });
		expect(await check(grpc.mutualTls, "unknown", grpc.client)).toEqual({ grpcStatus: "5", serving: null });
		expect(await check(grpc.notServing, "", grpc.client)).toEqual({ grpcStatus: "0", serving: 2 });
		await expect(check(grpc.mutualTls, "", grpc.stranger)).rejects.toThrow();
	});

	it("reaches the HTTP server and Prometheus through the API server's service proxy", async ({ skip }) => {
		const { http, prometheus } = cluster.servers ?? expect.fail("no servers");
		if (prometheus === null) return skip("Prometheus is not installed, or no network namespace can be made");
		await api.apply(deployment(namespace, "web"), service(namespace, "web", http));
		await api.apply(deployment(namespace, "prometheus"), service(namespace, "prometheus", prometheus));
		const proxied = (name: string, port: number, path: string) =>
			api.call(`/api/v1/namespaces/${namespace}/services/${name}:${port}/proxy/${path}`);
		await until("the endpoints", async () => (await proxied("web", http, "healthz")).status === 200);
		expect((await proxied("web", http, "status/500")).status).toBe(500);
		const query = async (text: string) => {
			const answer = await proxied("prometheus", prometheus, `api/v1/query?query=${encodeURIComponent(text)}`);
			return listAt(answer.status === 200 ? JSON.parse(answer.text) : null, "data", "result");
		};
		const up = await until("four scraped jobs", async () => {
			const found = await query("up");
			return found.length === 4 ? found : null;
		});
		const values = Object.fromEntries(up.map((sample) => [stringAt(sample, "metric", "job"), at(sample, "value", 1)]));
		expect(values).toEqual({ prometheus: "1", http: "1", apiserver: "1", down: "0" });
		expect(at(await query("test_requests_total"), 0, "value", 1)).toBe("42");
	});

	it("has an autoscaler read the pods' metrics, and reports if there are none", async ({ skip }) => {
		if (cluster.servers?.metricsApi === null) return skip("no network namespace can be made");
		const podSpec = { containers: [{ name: "main", image: "main", resources: { requests: { cpu: "100m" } } }] };
		await api.apply(
			deployment(namespace, "measured", { podSpec, annotations: { [simulateCpu]: "40m" } }),
			deployment(namespace, "unmeasured", { podSpec }),
			...["measured", "unmeasured"].map((name) => autoscaler(namespace, name)),
		);
		const active = async (name: string) =>
			conditionOf(await api.get("autoscaling/v2", "HorizontalPodAutoscaler", namespace, name), "ScalingActive");
		await until("a measured one", async () => at(await active("measured"), "status") === "True");
		await until("an unmeasured one", async () => at(await active("unmeasured"), "reason") === "FailedGetResourceMetric");
	});

	it("gives a service account what it was allowed and no more, and records who asked what", async () => {
		const accounts = cluster.accounts ?? expect.fail("no accounts");
		await api.apply({ apiVersion: "v1", kind: "Secret", metadata: { name: "s", namespace }, stringData: { key: "hidden" } });
		const allowed = await accounts.kubeconfig(namespace, "reader", [
			{ apiGroups: [""], resources: ["secrets"], verbs: ["list"] },
		]);
		const asReader = (...words: string[]) => run(kubectl, ["--kubeconfig", allowed, ...words]);
		expect((await asReader("get", "secrets")).stdout).toContain("Opaque");
		await expect(asReader("get", "pods")).rejects.toThrow(/forbidden/i);
		const reader = `system:serviceaccount:${namespace}:reader`;
		const asked = cluster.audit().filter((request) => request.user === reader && request.resource !== null);
		expect(asked.map(({ verb, resource, status }) => [verb, resource, status])).toEqual(
			expect.arrayContaining([
				["list", "secrets", 200],
				["list", "pods", 403],
			]),
		);
		const secrets = asked.find((request) => request.resource === "secrets");
		// kubectl asks for a table; the administrator below for the data itself.
		expect(at(secrets?.answered, "kind")).toBe("Table");
		await api.list("v1", "Secret", namespace);
		const read = cluster.audit().filter((request) => request.userAgent === "test-bed" && request.verb === "list");
		const kinds = read.filter((request) => request.resource === "secrets").map((request) => at(request.answered, "kind"));
		expect(kinds).toContain("SecretList");
	});

	async function podOf(app: string, phase?: string): Promise<KubeObject> {
		return until(`the pod of ${app}`, async () => {
			const [pod] = await api.list("v1", "Pod", namespace, `?labelSelector=app%3D${app}`);
			if (stringAt(pod, "status", "podIP") === null) return null;
			return phase === undefined || stringAt(pod, "status", "phase") === phase ? pod : null;
		});
	}
});

describeWithCluster("any cluster", () => {
	const cluster = sharedCluster();

	it("is asked by the tests as kubectl asks it, in a namespace of its own", async () => {
		const namespace = await cluster.namespace();
		const manifest = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "written", namespace }, data: { key: "value" } };
		await cluster.api.apply(manifest);
		const words = [
			"--kubeconfig",
			cluster.kubeconfig,
			"-n",
			namespace,
			"get",
			"configmap",
			"written",
			"-o",
			"jsonpath={.data.key}",
		];
		expect((await run(cluster.kubectl, words)).stdout).toBe("value");
		await cluster.api.delete(manifest);
		expect(await cluster.api.get("v1", "ConfigMap", namespace, "written")).toBeNull();
	});
});

function conditionOf(object: unknown, type: string): unknown {
	return listAt(object, "status", "conditions").find((entry) => at(entry, "type") === type);
}
