import type { Manifest } from "../../../cluster/control-plane/api.ts";
import { deployment } from "../../../cluster/control-plane/manifests.ts";
import { inTurn } from "../making.ts";
import { always, cond, status } from "../reached.ts";
import type { Family } from "./index.ts";

const list = (more: string) => `{ resources: { apiVersion: v1, ${more} } }`;
const settings = (namespace: string, data: object, name = "settings"): Manifest => ({
	apiVersion: "v1",
	kind: "ConfigMap",
	metadata: { name, namespace, labels: { of: "matrix" } },
	data,
});
const available = (name: string) => status("Deployment", name, { availableReplicas: 1, conditions: [cond("Available", "True")] });

export const scope: Family = {
	title: "Scope: namespaces, rights, kinds that are not served; nodes",
	rows: [
		{
			id: "K17",
			state: "namespace that does not exist",
			want: "unknown",
			probe: "{ resources: { apiVersion: v1, kind: ConfigMap, namespace: nowhere, exactly: 0 } }",
			reached: always,
		},
		{
			id: "K18",
			state: "workload in a namespace that does not exist",
			want: "unknown",
			probe: "{ workload: { kind: Deployment, name: sa, namespace: nowhere } }",
			reached: always,
		},
		{
			id: "K19",
			state: "a version that the server does not have",
			want: "unknown",
			probe: "{ resources: { apiVersion: apps/v1beta1, kind: Deployment } }",
			make: (namespace) => [deployment(namespace, "sa")],
			reached: available("sa"),
		},
		{
			id: "K20",
			state: "a kind that the server does not have",
			want: "unknown",
			probe: list("kind: Secert, exactly: 0"),
			reached: always,
		},
		{
			id: "K21",
			state: "no right to see the pods",
			want: "unknown",
			probe: "{ workload: { kind: Deployment, name: sa } }",
			mayList: ["deployments.apps", "replicasets.apps"],
			make: (namespace) => [deployment(namespace, "sa")],
			reached: available("sa"),
		},
		{
			id: "K22",
			state: "no right to see any of them, and none wanted",
			want: "unknown",
			probe: list("kind: Secret, selector: of=matrix, exactly: 0"),
			mayList: ["pods"],
			reached: always,
		},
		{
			id: "K23",
			state: "the rights that it takes, and no more",
			want: "pass",
			probe: "{ workload: { kind: Deployment, name: sa } }",
			mayList: ["deployments.apps", "replicasets.apps", "pods"],
			make: (namespace) => [deployment(namespace, "sa")],
			reached: available("sa"),
		},
		{ id: "K30", state: "namespace, active", want: "pass", probe: list("kind: Namespace, name: NS"), reached: always },
		{
			id: "K31",
			state: "namespace that does not come to its end",
			want: "not-green",
			probe: list("kind: Namespace, name: NS"),
			make: (namespace) => [settings(namespace, {})],
			change: inTurn(async ({ api, namespace }) => {
				await api.patch(
					{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings", namespace } },
					{ metadata: { finalizers: ["example.com/hold"] } },
				);
				await api.delete({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
			}),
			reached: async ({ api, namespace }) =>
				(await api.get("v1", "Namespace", undefined, namespace))?.metadata.deletionTimestamp !== undefined,
		},
		{ id: "K32", state: "nodes, all ready", want: "pass", probe: list("kind: Node, atLeast: 2"), reached: always },
	],
};
