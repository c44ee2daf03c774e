import type { Manifest } from "../../../cluster/control-plane/api.ts";
import { deployment } from "../../../cluster/control-plane/manifests.ts";
import { deleted, deletedAndHeld, leaving, pods } from "../making.ts";
import { cond, is, number, status } from "../reached.ts";
import type { Family } from "./index.ts";

const list = (more: string) => `{ resources: { apiVersion: v1, ${more} } }`;
const secret = (namespace: string, data: object = {}): Manifest => ({
	apiVersion: "v1",
	kind: "Secret",
	metadata: { name: "keys", namespace },
	stringData: data,
});
const settings = (namespace: string, data: object, name = "settings"): Manifest => ({
	apiVersion: "v1",
	kind: "ConfigMap",
	metadata: { name, namespace, labels: { of: "matrix" } },
	data,
});
const hasSettings = is("ConfigMap", "settings", {});
const two = (namespace: string) => [settings(namespace, { a: "1" }), settings(namespace, {}, "empty")];
const ours = "kind: ConfigMap, selector: of=matrix";
const available = (name: string) => status("Deployment", name, { availableReplicas: 1, conditions: [cond("Available", "True")] });

export const expectationsAndCounts: Family = {
	title: "Expectations and counts, kinds without a rule",
	rows: [
		{
			id: "K01",
			state: "Secret without a key",
			want: "unknown",
			probe: list("kind: Secret, name: keys"),
			make: (namespace) => [secret(namespace)],
			reached: is("Secret", "keys", {}),
		},
		{
			id: "K02",
			state: "ConfigMap, nothing said of it",
			want: "unknown",
			probe: list("kind: ConfigMap, name: settings"),
			make: (namespace) => [settings(namespace, { a: "1" })],
			reached: hasSettings,
		},
		{
			id: "K03",
			state: "ConfigMap with the key that is expected",
			want: "pass",
			probe: list("kind: ConfigMap, name: settings, expect: 'has(object.data.a)'"),
			make: (namespace) => [settings(namespace, { a: "1" })],
			reached: hasSettings,
		},
		{
			id: "K04",
			state: "ConfigMap without the key that is expected",
			want: "fail",
			probe: list("kind: ConfigMap, name: settings, expect: 'has(object.data.b)'"),
			make: (namespace) => [settings(namespace, { a: "1" })],
			reached: hasSettings,
		},
		{
			id: "K05",
			state: "field of the expectation misspelt",
			want: "unknown",
			probe: list("kind: ConfigMap, name: settings, expect: 'has(object.date.a)'"),
			make: (namespace) => [settings(namespace, { a: "1" })],
			reached: hasSettings,
		},
		{
			id: "K06",
			state: "expectation that gives no true or false",
			want: "unknown",
			probe: list("kind: ConfigMap, name: settings, expect: object.data.a"),
			make: (namespace) => [settings(namespace, { a: "true" })],
			reached: hasSettings,
		},
		{
			id: "K07",
			state: "one of two is not as expected",
			want: "fail",
			probe: list(`${ours}, expect: 'has(object.data)'`),
			make: two,
			reached: number("ConfigMap", 2, { metadata: { labels: { of: "matrix" } } }),
		},
		{
			id: "K08",
			state: "two, and two are wanted",
			want: "pass",
			probe: list(`${ours}, exactly: 2, expect: 'true'`),
			make: two,
			reached: number("ConfigMap", 2, { metadata: { labels: { of: "matrix" } } }),
		},
		{
			id: "K09",
			state: "two, and three are wanted",
			want: "fail",
			probe: list(`${ours}, atLeast: 3, expect: 'true'`),
			make: two,
			reached: hasSettings,
		},
		{
			id: "K10",
			state: "two, and one is wanted",
			want: "fail",
			probe: list(`${ours}, exactly: 1, expect: 'true'`),
			make: two,
			reached: hasSettings,
		},
		{
			id: "K11",
			state: "a selector that fits none, its expectation vacuous",
			want: "fail",
			probe: list("kind: ConfigMap, selector: of=nothing, expect: 'true'"),
			make: two,
			reached: hasSettings,
		},
		{
			id: "K12",
			state: "none there, and none wanted",
			want: "pass",
			probe: list("kind: ConfigMap, selector: of=nothing, exactly: 0"),
			make: two,
			reached: hasSettings,
		},
		{
			id: "K13",
			state: "none wanted, and one is still being deleted",
			want: "pending",
			probe: list(`${ours}, exactly: 0`),
			make: (namespace) => [settings(namespace, {})],
			change: deletedAndHeld("ConfigMap", "settings"),
			reached: leaving("ConfigMap", "settings"),
		},
		{
			id: "K14",
			state: "none wanted, and one is there",
			want: "fail",
			probe: list(`${ours}, exactly: 0`),
			make: (namespace) => [settings(namespace, {})],
			reached: hasSettings,
		},
		{
			id: "K15",
			state: "as expected, and being deleted",
			want: "not-green",
			probe: list("kind: ConfigMap, name: settings, expect: 'true'"),
			make: (namespace) => [settings(namespace, {})],
			change: deletedAndHeld("ConfigMap", "settings"),
			reached: leaving("ConfigMap", "settings"),
		},
		{
			id: "K16",
			state: "one of the names that are asked for is missing",
			want: "fail",
			probe: list("kind: ConfigMap, names: [settings, other], expect: 'true'"),
			make: two,
			reached: hasSettings,
		},
		{
			id: "K51",
			state: "Deployment gone, and that it is gone is wanted",
			want: "pass",
			probe: "{ resources: { apiVersion: apps/v1, kind: Deployment, name: boulder, exactly: 0 } }",
			make: (namespace) => [deployment(namespace, "boulder")],
			before: available("boulder"),
			change: deleted("Deployment", "boulder"),
			reached: async ({ api, namespace }) => (await api.get("apps/v1", "Deployment", namespace, "boulder")) === null,
		},
		{
			id: "K53",
			state: "not of a pending verdict is no proof",
			want: "not-green",
			probe: "{ not: { workload: { kind: Deployment, name: sa } } }",
			make: (namespace) => [deployment(namespace, "sa", { annotations: pods("never-ready") })],
			reached: number("Pod", 1),
		},
	],
};
