import { fileURLToPath } from "node:url";
import { at, listAt } from "../../../src/cluster/objects/object.ts";
import { type Api, type Manifest, until } from "../control-plane/api.ts";

/** What a pod is said to use, such as `100m`; without it autoscalers get no metrics. */
export const simulateCpu = "test/cpu";

export const metricsServer = fileURLToPath(new URL("metrics-api.mjs", import.meta.url));

/** Makes the API server pass metrics.k8s.io on to our server, at an address that is this machine's like every pod's. */
export async function registerMetricsApi(api: Api, port: number): Promise<void> {
	const metadata = { name: "metrics", namespace: "kube-system" };
	const apiService: Manifest = {
		apiVersion: "apiregistration.k8s.io/v1",
		kind: "APIService",
		metadata: { name: "v1beta1.metrics.k8s.io" },
		spec: {
			group: "metrics.k8s.io",
			version: "v1beta1",
			service: { ...metadata, port: 443 },
			insecureSkipTLSVerify: true,
			groupPriorityMinimum: 100,
			versionPriority: 100,
		},
	};
	await until("kube-system", () => api.get("v1", "Namespace", undefined, "kube-system"));
	await api.apply(
		{ apiVersion: "v1", kind: "Service", metadata, spec: { ports: [{ name: "https", port: 443, targetPort: port }] } },
		{
			apiVersion: "discovery.k8s.io/v1",
			kind: "EndpointSlice",
			metadata: { ...metadata, labels: { "kubernetes.io/service-name": metadata.name } },
			addressType: "IPv4",
			endpoints: [{ addresses: ["10.244.255.254"], conditions: { ready: true } }],
			ports: [{ name: "https", port, protocol: "TCP" }],
		},
		apiService,
	);
	const available = (entry: unknown) => at(entry, "type") === "Available" && at(entry, "status") === "True";
	await until("the metrics API", async () => {
		const found = await api.get(apiService.apiVersion, apiService.kind, undefined, apiService.metadata.name);
		return listAt(found, "status", "conditions").some(available);
	});
}
