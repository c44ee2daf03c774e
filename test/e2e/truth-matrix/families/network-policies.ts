import type { Manifest } from "../../../cluster/control-plane/api.ts";
import { daemonSet, deployment } from "../../../cluster/control-plane/manifests.ts";
import { deletedAndHeld, leaving, pods } from "../making.ts";
import { all, always, number, podReady, podUnready, status } from "../reached.ts";
import type { Family } from "./index.ts";

const asking = (more: string) => `{ networkpolicy: { name: rules, ${more} } }`;
const enforced = asking("enforcedBy: { kind: DaemonSet, namespace: NS, name: plugin }");
const assumed = asking("assumeEnforced: true");
const policy = (namespace: string, spec: object = {}, name = "rules"): Manifest => ({
	apiVersion: "networking.k8s.io/v1",
	kind: "NetworkPolicy",
	metadata: { name, namespace },
	spec: { podSelector: { matchLabels: { app: "sa" } }, policyTypes: ["Ingress"], ...spec },
});
const of =
	(spec: object = {}, more: (namespace: string) => readonly Manifest[] = () => []) =>
	(namespace: string): Manifest[] => [deployment(namespace, "sa"), policy(namespace, spec), ...more(namespace)];
const plugin =
	(workload: Parameters<typeof daemonSet>[2] = {}) =>
	(namespace: string) => [daemonSet(namespace, "plugin", workload)];
const running = number("Pod", 1, podReady);
const everyPod = { podSelector: {} };
const from = (peer: object) => ({ ingress: [{ from: [peer] }] });

export const networkPolicies: Family = {
	title: "NetworkPolicies",
	rows: [
		{
			id: "N00",
			state: "selects pods, and the plug-in that enforces it is ready",
			want: "pass",
			probe: enforced,
			make: of({}, plugin()),
			reached: all(number("Pod", 3, podReady), status("DaemonSet", "plugin", { numberAvailable: 2 })),
		},
		{
			id: "N01",
			state: "selects pods; whether anything enforces it is not known",
			want: "unknown",
			probe: "{ networkpolicy: { name: rules } }",
			make: of(),
			reached: running,
		},
		{
			id: "N02",
			state: "selects no pod",
			want: "fail",
			probe: assumed,
			make: of({ podSelector: { matchLabels: { app: "as" } } }),
			reached: running,
		},
		{ id: "N03", state: "the plug-in does not exist", want: "not-green", probe: enforced, make: of(), reached: running },
		{
			id: "N04",
			state: "the plug-in is not ready",
			want: "not-green",
			probe: enforced,
			make: of({}, plugin({ annotations: pods("never-ready") })),
			reached: all(running, number("Pod", 2, podUnready)),
		},
		{ id: "N05", state: "enforcement is said to be certain", want: "pass", probe: assumed, make: of(), reached: running },
		{
			id: "N06",
			state: "leaves out pods that it should cover",
			want: "fail",
			probe: asking("covers: 'app in (sa,ra)', assumeEnforced: true"),
			make: of({}, (namespace) => [deployment(namespace, "ra")]),
			reached: number("Pod", 2, podReady),
		},
		{
			id: "N07",
			state: "covers the pods that it should",
			want: "pass",
			probe: asking("covers: app=sa, assumeEnforced: true"),
			make: of(),
			reached: running,
		},
		{
			id: "N08",
			state: "nothing denies by default",
			want: "fail",
			probe: asking("defaultDeny: [Ingress], assumeEnforced: true"),
			make: of(),
			reached: running,
		},
		{
			id: "N09",
			state: "denies by default",
			want: "pass",
			probe: asking("defaultDeny: [Ingress], assumeEnforced: true"),
			make: of({}, (namespace) => [policy(namespace, everyPod, "deny")]),
			reached: running,
		},
		{
			id: "N10",
			state: "denies by default, and another allows all",
			want: "not-green",
			probe: asking("defaultDeny: [Ingress], assumeEnforced: true"),
			make: of({}, (namespace) => [
				policy(namespace, everyPod, "deny"),
				policy(namespace, { ...everyPod, ingress: [{}] }, "open"),
			]),
			reached: running,
		},
		{
			id: "N11",
			state: "allows a namespace that does not exist",
			want: "not-green",
			probe: assumed,
			make: of(from({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "nowhere" } } })),
			reached: running,
		},
		{
			id: "N12",
			state: "allows pods that do not exist",
			want: "not-green",
			probe: assumed,
			make: of(from({ podSelector: { matchLabels: { app: "nobody" } } })),
			reached: running,
		},
		{
			id: "N13",
			state: "allows pods that exist",
			want: "pass",
			probe: assumed,
			make: of(from({ podSelector: { matchLabels: { app: "ra" } } }), (namespace) => [deployment(namespace, "ra")]),
			reached: number("Pod", 2, podReady),
		},
		{
			id: "N14",
			state: "selects only pods on their node's network",
			want: "not-green",
			probe: assumed,
			make: (namespace) => [deployment(namespace, "sa", { podSpec: { hostNetwork: true } }), policy(namespace)],
			reached: running,
		},
		{
			id: "N15",
			state: "being deleted",
			want: "not-green",
			probe: assumed,
			make: of(),
			before: running,
			change: deletedAndHeld("NetworkPolicy", "rules"),
			reached: leaving("NetworkPolicy", "rules"),
		},
		{
			id: "N16",
			state: "does not exist",
			want: "fail",
			probe: assumed,
			make: (namespace) => [deployment(namespace, "sa")],
			reached: always,
		},
		{
			id: "N17",
			state: "denies Ingress by default, Egress is asked for",
			want: "not-green",
			probe: asking("defaultDeny: [Egress], assumeEnforced: true"),
			make: of({}, (namespace) => [policy(namespace, everyPod, "deny")]),
			reached: running,
		},
	],
};
