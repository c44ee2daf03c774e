import type { KubeObject } from "../../src/cluster/objects/object.ts";
import { cond, deployment, minutesAgo, object } from "../probes/objects.ts";

type Fields = Readonly<Record<string, unknown>>;
export const day = 24 * 60;

/** An object of a custom kind, changed for the last time a month ago. */
export function custom(
	apiVersion: string,
	kind: string,
	{ spec = {}, status = {}, metadata = {} }: { spec?: Fields; status?: Fields; metadata?: Fields },
): KubeObject {
	const common = { generation: 1, creationTimestamp: minutesAgo(30 * day) };
	return object({ apiVersion, kind, name: "x", metadata: { ...common, ...metadata }, spec, status });
}

export const asks = (apiVersion: string, kind: string): string =>
	`{ resources: { apiVersion: ${apiVersion}, kind: ${kind}, name: x } }`;
export const yes = (type: string, reason = "Reason", minutes = 120): Fields =>
	cond(type, "True", reason, "", minutesAgo(minutes));
export const no = (type: string, reason = "Reason", minutes = 120): Fields =>
	cond(type, "False", reason, "", minutesAgo(minutes));

/** A Deployment that serves port 9395, with its pods changed one by one. */
export function app(
	name: string,
	replicas = 2,
	{
		labels = { app: name },
		change = (each) => each,
	}: { labels?: Fields; change?: (pod: KubeObject, index: number) => KubeObject } = {},
): KubeObject[] {
	let index = 0;
	return deployment(name, replicas, labels).map((each) => {
		if (each.kind !== "Pod") return { ...each, ...(each.kind === "Deployment" ? available(each) : {}) };
		const opened = { containers: [{ name: "main", image: "boulder:1", ports: [{ name: "grpc", containerPort: 9395 }] }] };
		return change({ ...each, spec: { nodeName: "node-1", ...opened } }, index++);
	});
}

function available(each: KubeObject): { status: object } {
	return { status: { ...Object(each.status), conditions: [cond("Available", "True")] } };
}

/** A Service on port 80 with a slice of the pods' addresses. */
export function serving(
	name: string,
	objects: readonly KubeObject[],
	{
		port = {},
		slicePort = {},
		spec = {},
		endpoint = {},
	}: { port?: Fields; slicePort?: Fields; spec?: Fields; endpoint?: Fields } = {},
): KubeObject[] {
	const pods = objects.filter(({ kind }) => kind === "Pod");
	const service = object({
		apiVersion: "v1",
		kind: "Service",
		name,
		spec: {
			selector: pods[0]?.metadata.labels ?? {},
			ports: [{ name: "grpc", port: 80, targetPort: 9395, protocol: "TCP", ...port }],
			...spec,
		},
		status: { loadBalancer: {} },
	});
	const slice = object({
		apiVersion: "discovery.k8s.io/v1",
		kind: "EndpointSlice",
		name: `${name}-x`,
		metadata: { labels: { "kubernetes.io/service-name": name } },
		endpoints: pods.map((each) => ({
			addresses: ["10.0.0.1"],
			conditions: { ready: true, serving: true, terminating: false, ...endpoint },
			targetRef: { kind: "Pod", name: each.metadata.name, uid: each.metadata.uid },
		})),
		ports: [{ name: "grpc", port: 9395, protocol: "TCP", ...slicePort }],
	});
	return [service, slice];
}

/** A pod with another state of its one container. */
export function containers(each: KubeObject, field: "containerStatuses" | "initContainerStatuses", state: Fields): KubeObject {
	const status = {
		name: "main",
		ready: true,
		started: true,
		restartCount: 0,
		state: { running: { startedAt: minutesAgo(120) } },
		...state,
	};
	return { ...each, status: { ...Object(each.status), startTime: minutesAgo(120), [field]: [status] } };
}

export type { Fields, KubeObject };
export { cond, minutesAgo, object };
