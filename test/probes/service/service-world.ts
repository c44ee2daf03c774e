import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { serviceProbe } from "../../../src/probes/service/service-probe.ts";
import { ask, cond, deployment, object } from "../objects.ts";
import { but } from "../workload/rollouts.ts";

export type Fields = Readonly<Record<string, unknown>>;

export function service(spec: Fields = {}, status: Fields = {}): KubeObject {
	const ports = [
		{ name: "main", port: 80, targetPort: 9395 },
		{ port: 81, targetPort: "debug" },
		{ name: "same", port: 82, targetPort: 9395 },
	];
	return object({ apiVersion: "v1", kind: "Service", name: "sa", spec: { selector: { app: "sa" }, ports, ...spec }, status });
}

export function endpoint(name: string, conditions: Fields = { ready: true, serving: true, terminating: false }): Fields {
	return { addresses: ["10.0.0.1"], conditions, targetRef: { kind: "Pod", name, uid: `uid-Pod-${name}` } };
}

export function slice(endpoints: readonly Fields[], ports: readonly string[] = ["main", "", "same"], name = "sa-x"): KubeObject {
	return object({
		apiVersion: "discovery.k8s.io/v1",
		kind: "EndpointSlice",
		name,
		metadata: { labels: { "kubernetes.io/service-name": "sa" } },
		endpoints,
		ports: ports.map((port) => ({ name: port, port: 9395 })),
	});
}

const opened = [{ containerPort: 9395 }, { name: "debug", containerPort: 9395 }];
const workload = but(deployment("sa", 2), [["status", "conditions"], [cond("Available", "True")]]).map((each) =>
	each.kind === "Pod"
		? { ...each, spec: { nodeName: "node-1", containers: [{ name: "main", image: "boulder:1", ports: opened }] } }
		: each,
);
const [first, second] = workload.filter(({ kind }) => kind === "Pod");
export const [one, two] = [first?.metadata.name ?? "", second?.metadata.name ?? ""];
export const world = [service(), slice([endpoint(one), endpoint(two)]), ...workload];

/** `outcome Reason: message > hint`, without the name of the Service. */
export async function verdict(objects: readonly KubeObject[], more = ""): Promise<string> {
	const { outcome, reason, message, hint } = await ask(serviceProbe, `{ name: sa${more} }`, { objects });
	const where = "-n boulder-staging";
	return `${outcome} ${reason}: ${message.replace("Service sa ", "")}${hint === null ? "" : ` > ${hint.replace(where, "…")}`}`;
}

export const swap = (...objects: KubeObject[]): KubeObject[] => {
	const kinds = objects.map(({ kind }) => kind);
	return [...world.filter(({ kind }) => !kinds.includes(kind)), ...objects];
};
export const ofWorkload = ", workload: Deployment/sa";
export const seen = "kubectl describe … service/sa";
