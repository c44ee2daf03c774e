import type { Manifest } from "../../../cluster/control-plane/api.ts";
import { awaiting } from "../making.ts";
import { all, always, cond, fits, present } from "../reached.ts";
import type { Reached, Scene } from "../row.ts";
import type { Family } from "./index.ts";

const definition = (namespace: string, names: object = {}, more: object = {}): Manifest => ({
	apiVersion: "apiextensions.k8s.io/v1",
	kind: "CustomResourceDefinition",
	metadata: { name: `widgets.${namespace}.example.com` },
	spec: {
		group: `${namespace}.example.com`,
		scope: "Namespaced",
		names: { plural: "widgets", singular: "widget", kind: "Widget", ...names },
		versions: [
			{
				name: "v1",
				served: true,
				storage: true,
				subresources: { status: {} },
				schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
			},
		],
		...more,
	},
});
const widget = (namespace: string, metadata: object = {}): Manifest => ({
	apiVersion: `${namespace}.example.com/v1`,
	kind: "Widget",
	metadata: { name: "one", namespace, ...metadata },
	spec: { size: 1 },
});
const crd = "{ crd: { name: widgets.NS.example.com } }";
const resource = "{ resources: { apiVersion: NS.example.com/v1, kind: Widget } }";
const isDefined =
	(wanted: object): Reached =>
	async ({ api, namespace }) =>
		fits(
			await api.get("apiextensions.k8s.io/v1", "CustomResourceDefinition", undefined, `widgets.${namespace}.example.com`),
			wanted,
		);
const established = isDefined({ status: { conditions: [cond("Established", "True"), cond("NamesAccepted", "True")] } });
const isWidget =
	(wanted: object): Reached =>
	async ({ api, namespace }) =>
		fits(await api.get(`${namespace}.example.com/v1`, "Widget", namespace, "one"), wanted);
const said =
	(status: object | null, metadata: object = {}) =>
	async (scene: Scene): Promise<void> => {
		await awaiting(established)(scene);
		await awaiting(async ({ api, namespace }) => {
			await api.apply(widget(namespace, metadata));
			return true;
		})(scene);
		if (status !== null) await scene.api.patchStatus(widget(scene.namespace), status);
	};
const make = (namespace: string) => [definition(namespace)];

export const customResources: Family = {
	title: "CustomResourceDefinitions and custom resources",
	rows: [
		{ id: "X00", state: "definition established", want: "pass", probe: crd, make, reached: established },
		{
			id: "X01",
			state: "its names are another's (R01)",
			want: "fail",
			probe: crd,
			make: (namespace) => [
				{
					...definition(namespace, { plural: "gadgets", singular: "gadget", kind: "Gadget" }),
					metadata: { name: `gadgets.${namespace}.example.com` },
				},
			],
			change: async ({ api, namespace }) => {
				await awaiting(async () =>
					fits(
						await api.get("apiextensions.k8s.io/v1", "CustomResourceDefinition", undefined, `gadgets.${namespace}.example.com`),
						{ status: { conditions: [cond("Established", "True")] } },
					),
				)({ api, namespace });
				await api.apply(definition(namespace, { kind: "Gadget" }));
			},
			reached: isDefined({ status: { conditions: [cond("NamesAccepted", "False")] } }),
		},
		{
			id: "X02",
			state: "does not serve the version",
			want: "fail",
			probe: "{ crd: { name: widgets.NS.example.com, versions: [v2] } }",
			make,
			reached: established,
		},
		{
			id: "X03",
			state: "serves the version",
			want: "pass",
			probe: "{ crd: { name: widgets.NS.example.com, versions: [v1] } }",
			make,
			reached: established,
		},
		{
			id: "X04",
			state: "being deleted, an object of it is held",
			want: "not-green",
			probe: crd,
			make,
			change: async (scene) => {
				await said(null, { finalizers: ["example.com/hold"] })(scene);
				await scene.api.delete(definition(scene.namespace));
			},
			reached: isDefined({ metadata: { deletionTimestamp: present } }),
		},
		{ id: "X05", state: "does not exist", want: "fail", probe: crd, reached: always },
		{
			id: "X06",
			state: "serves one of the two versions",
			want: "not-green",
			probe: "{ crd: { name: widgets.NS.example.com, versions: [v1, v3] } }",
			make,
			reached: established,
		},
		{
			id: "X10",
			state: "object with Ready True",
			want: "pass",
			probe: resource,
			make,
			change: said({ observedGeneration: 1, conditions: [cond("Ready", "True")] }),
			reached: isWidget({ status: { conditions: [cond("Ready", "True")] } }),
		},
		{
			id: "X11",
			state: "object with Ready False since a moment ago",
			want: "pending",
			probe: resource,
			make,
			change: said({ conditions: [cond("Ready", "False", "Broken")] }),
			reached: isWidget({ status: present }),
		},
		{
			id: "X12",
			state: "object with Ready Unknown",
			want: "not-green",
			probe: resource,
			make,
			change: said({ conditions: [cond("Ready", "Unknown")] }),
			reached: isWidget({ status: present }),
		},
		{
			id: "X13",
			state: "object without a status",
			want: "unknown",
			probe: resource,
			make,
			change: said(null),
			reached: isWidget({}),
		},
		{
			id: "X14",
			state: "object Ready at a generation of before",
			want: "pending",
			probe: resource,
			make,
			change: async (scene) => {
				await said({ observedGeneration: 1, conditions: [cond("Ready", "True")] })(scene);
				await scene.api.patch(widget(scene.namespace), { spec: { size: 2 } });
			},
			reached: isWidget({ metadata: { generation: 2 } }),
		},
		{
			id: "X15",
			state: "object whose condition Ready is of a generation of before",
			want: "not-green",
			probe: resource,
			make,
			change: async (scene) => {
				await said({ conditions: [{ ...cond("Ready", "True"), observedGeneration: 1 }] })(scene);
				await scene.api.patch(widget(scene.namespace), { spec: { size: 2 } });
			},
			reached: isWidget({ metadata: { generation: 2 } }),
		},
		{
			id: "X16",
			state: "object whose observedGeneration is a string",
			want: "not-red",
			probe: resource,
			make,
			change: said({ observedGeneration: "1", conditions: [cond("Ready", "True")] }),
			reached: isWidget({ status: { observedGeneration: "1" } }),
		},
		{
			id: "X17",
			state: "object Ready, and Stalled, too",
			want: "not-green",
			probe: resource,
			make,
			change: said({ observedGeneration: 1, conditions: [cond("Ready", "True"), cond("Stalled", "True", "Broken")] }),
			reached: isWidget({ status: present }),
		},
		{
			id: "X18",
			state: "object Ready, and Reconciling, too",
			want: "not-green",
			probe: resource,
			make,
			change: said({ observedGeneration: 1, conditions: [cond("Ready", "True"), cond("Reconciling", "True")] }),
			reached: isWidget({ status: present }),
		},
		{
			id: "X19",
			state: "object being deleted, still Ready",
			want: "not-green",
			probe: resource,
			make,
			change: async (scene) => {
				await said({ conditions: [cond("Ready", "True")] }, { finalizers: ["example.com/hold"] })(scene);
				await scene.api.delete(widget(scene.namespace));
			},
			reached: isWidget({ metadata: { deletionTimestamp: present } }),
		},
		{ id: "X20", state: "kind that is not installed", want: "unknown", probe: resource, reached: always },
		{
			id: "X21",
			state: "none there, and none wanted",
			want: "pass",
			probe: "{ resources: { apiVersion: NS.example.com/v1, kind: Widget, exactly: 0 } }",
			make,
			reached: established,
		},
		{
			id: "X22",
			state: "kind that is not installed, and none wanted",
			want: "unknown",
			probe: "{ resources: { apiVersion: NS.example.com/v1, kind: Widget, exactly: 0 } }",
			reached: always,
		},
		{
			id: "X23",
			state: "object as expected, its status by an expression",
			want: "pass",
			probe: "{ resources: { apiVersion: NS.example.com/v1, kind: Widget, expect: \"object.status.phase == 'Done'\" } }",
			make,
			change: said({ phase: "Done" }),
			reached: isWidget({ status: present }),
		},
		{
			id: "X24",
			state: "object without the status that an expression reads",
			want: "not-green",
			probe: "{ resources: { apiVersion: NS.example.com/v1, kind: Widget, expect: \"object.status.phase == 'Done'\" } }",
			make,
			change: said(null),
			reached: all(isWidget({})),
		},
		{
			id: "X25",
			state: "object with Ready False for years",
			want: "fail",
			probe: resource,
			make,
			change: said({ conditions: [{ ...cond("Ready", "False", "Broken"), lastTransitionTime: "2020-01-01T00:00:00Z" }] }),
			reached: isWidget({ status: present }),
		},
		{
			id: "X26",
			state: "object with Ready False for a reason that stays",
			want: "fail",
			probe: resource,
			make,
			change: said({ conditions: [cond("Ready", "False", "InvalidSpec")] }),
			reached: isWidget({ status: present }),
		},
		{
			id: "X27",
			state: "object Ready and Degraded",
			want: "not-green",
			probe: resource,
			make,
			change: said({ conditions: [cond("Ready", "True"), cond("Degraded", "True", "LostReplicas")] }),
			reached: isWidget({ status: present }),
		},
		{
			id: "X28",
			state: "object Ready that expired",
			want: "fail",
			probe: resource,
			make,
			change: said({ notAfter: "2020-01-01T00:00:00Z", conditions: [cond("Ready", "True")] }),
			reached: isWidget({ status: present }),
		},
		{
			id: "X29",
			state: "object Ready and paused by an annotation",
			want: "pending",
			probe: resource,
			make,
			change: said({ conditions: [cond("Ready", "True")] }, { annotations: { "example.com/paused": "true" } }),
			reached: isWidget({ status: present }),
		},
		{
			id: "X30",
			state: "object Ready, with all that is usual beside it",
			want: "pass",
			probe: resource,
			make,
			change: said({ conditions: [cond("Ready", "True"), cond("Degraded", "False"), cond("Available", "True")] }),
			reached: isWidget({ status: present }),
		},
	],
};
