import { podStages } from "./pod-states.ts";

/** From a port of any pod to a port of this machine. */
export interface Forward {
	readonly from: number;
	readonly to: number;
}

/** KWOK's configuration: JSON documents, which are YAML. */
export function kwokConfiguration(forwards: readonly Forward[]): string {
	const clusterPortForward = {
		apiVersion: "kwok.x-k8s.io/v1alpha1",
		kind: "ClusterPortForward",
		metadata: { name: "real-servers" },
		spec: { forwards: forwards.map(({ from, to }) => ({ ports: [from], target: { address: "127.0.0.1", port: to } })) },
	};
	return [...podStages(), clusterPortForward].map((document) => JSON.stringify(document)).join("\n---\n");
}
