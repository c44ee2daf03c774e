import { deployment, service } from "../../../cluster/control-plane/manifests.ts";
import { simulateAfter } from "../../../cluster/control-plane/pod-states.ts";
import { pods } from "../making.ts";
import { after, all, cond, number, podReady, status } from "../reached.ts";
import type { Family } from "./index.ts";

const asking = (more: string) => `{ workload: { kind: Deployment, name: sa, ${more} } }`;
const of =
	(workload: Parameters<typeof deployment>[2] = {}) =>
	(namespace: string) => [deployment(namespace, "sa", workload)];
const done = (n: number) =>
	status("Deployment", "sa", { availableReplicas: n, updatedReplicas: n, replicas: n, conditions: [cond("Available", "True")] });
const container = { name: "main", image: "registry.invalid/boulder:v1.2", ports: [{ containerPort: 9395 }] };
const withPort = of({ podSpec: { containers: [container] } });

export const deploymentDemands: Family = {
	title: "Deployments: what else is asked of them",
	rows: [
		{
			id: "D30",
			state: "looks ready, restarts every second",
			want: "pending",
			probe: asking("stableFor: 20s"),
			make: of({ annotations: pods("restarting", { [simulateAfter]: "1s" }) }),
			reached: all(done(1), after(3, number("Pod", 1, podReady))),
		},
		{
			id: "D31",
			state: "ready for a shorter time than stableFor",
			want: "pending",
			probe: asking("stableFor: 10m"),
			make: of(),
			reached: done(1),
		},
		{ id: "D37", state: "opens the port", want: "pass", probe: asking("ports: [9395]"), make: withPort, reached: done(1) },
		{ id: "D38", state: "opens another port", want: "fail", probe: asking("ports: [9396]"), make: withPort, reached: done(1) },
		{
			id: "D39",
			state: "runs another image",
			want: "fail",
			probe: asking("image: registry.invalid/boulder:v2"),
			make: withPort,
			reached: done(1),
		},
		{
			id: "D40",
			state: "runs an image of the pattern",
			want: "pass",
			probe: asking("image: '*/boulder:v1.*'"),
			make: withPort,
			reached: done(1),
		},
		{
			id: "D41",
			state: "has fewer replicas than are asked for",
			want: "fail",
			probe: asking("minReplicas: 3"),
			make: of({ replicas: 2 }),
			reached: done(2),
		},
		{
			id: "D42",
			state: "is not as expected",
			want: "fail",
			probe: asking("expect: object.spec.replicas == 5"),
			make: of(),
			reached: done(1),
		},
		{
			id: "D43",
			state: "ready, but the field of the expectation is misspelt",
			want: "unknown",
			probe: asking("expect: object.spec.replica >= 1"),
			make: of(),
			reached: done(1),
		},
		{
			id: "D44",
			state: "ready, and its Service leads to it",
			want: "pass",
			probe: asking("ports: [9395], service: sa"),
			make: (namespace) => [...withPort(namespace), service(namespace, "sa", 9395)],
			reached: all(done(1), number("EndpointSlice", 1, { endpoints: [{ conditions: { ready: true } }] })),
		},
		{
			id: "D45",
			state: "ready, but the selector of its Service is misspelt",
			want: "fail",
			probe: asking("service: sa"),
			make: (namespace) => [...withPort(namespace), service(namespace, "sa", 9395, { selector: { app: "as" } })],
			reached: all(done(1), number("EndpointSlice", 1)),
		},
	],
};
