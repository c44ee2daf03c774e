import { expect, it } from "vitest";
import { parseProbesFile } from "../../src/probes/file/probes-yaml.ts";
import { probeTypes } from "../../src/probes/index.ts";
import { reading } from "./objects.ts";

/** What a probe proves, in the words that `probes list` shows, and the rights that it takes. */
function said(type: string, yaml: string): { readonly proves: string; readonly rights: string } {
	const found = probeTypes.find(({ name }) => name === type);
	if (found === undefined) throw new Error(`no ${type}`);
	const probe = found.read(parseProbesFile(yaml, "probes.yaml"), reading);
	const rights = probe.rights.map(({ group, resource, verbs, namespace, optional }) => {
		const what = typeof resource === "string" ? resource : `${resource.apiVersion} ${resource.kind}`;
		return `${verbs.join("+")} ${group === "" ? "" : `${group}/`}${what}${namespace === null ? " everywhere" : ""}${optional === true ? ", or not" : ""}`;
	});
	return { proves: probe.proves, rights: rights.join("; ") };
}

it.each<[type: string, yaml: string, proves: string, rights: string]>([
	[
		"workload",
		"{ kind: DaemonSet, name: a }",
		"DaemonSet a in boulder-staging is rolled out with at least 1 ready",
		"list apps/daemonsets; list pods; list events, or not",
	],
	[
		"workload",
		"{ kind: Deployment, name: a, minReplicas: 3 }",
		"Deployment a in boulder-staging is rolled out with at least 3 ready",
		"list apps/deployments; list apps/replicasets; list pods; list events, or not; list keda.sh/scaledobjects, or not; list autoscaling/horizontalpodautoscalers, or not; list argoproj.io/rollouts, or not",
	],
	[
		"service",
		"{ name: a }",
		"Service a in boulder-staging has ready addresses",
		"list services; list discovery.k8s.io/endpointslices; list pods",
	],
	[
		"service",
		"{ name: a, ports: [80, web] }",
		"Service a in boulder-staging has ready addresses on port 80, web",
		"list services; list discovery.k8s.io/endpointslices; list pods",
	],
	["job", "{ name: a }", "Job a has completed", "list batch/jobs; list pods; list events, or not"],
	["job", "{ namePrefix: a- }", "the newest Job a-… has completed", "list batch/jobs; list pods; list events, or not"],
	[
		"cronjob",
		"{ name: a }",
		"the last run of CronJob a has completed",
		"list batch/cronjobs; list batch/jobs; list pods, or not",
	],
	[
		"cronjob",
		"{ name: a, within: 36h }",
		"the last run of CronJob a has completed, not more than 36 h ago",
		"list batch/cronjobs; list batch/jobs; list pods, or not",
	],
	[
		"hpa",
		"{ name: a }",
		"HorizontalPodAutoscaler a can scale",
		"list autoscaling/horizontalpodautoscalers; list apps/deployments; list apps/statefulsets; list apps/replicasets",
	],
	[
		"hpa",
		"{ name: a, target: StatefulSet/b, metrics: [cpu, memory] }",
		"HorizontalPodAutoscaler a can scale StatefulSet b by cpu, memory",
		"list autoscaling/horizontalpodautoscalers; list apps/statefulsets",
	],
	[
		"pdb",
		"{ name: a }",
		"PodDisruptionBudget a protects 1 pod and lets nodes be drained",
		"list policy/poddisruptionbudgets; list pods",
	],
	[
		"pdb",
		"{ name: a, selects: Deployment/b }",
		"PodDisruptionBudget a protects Deployment b and lets nodes be drained",
		"list policy/poddisruptionbudgets; list apps/deployments; list apps/replicasets; list pods",
	],
	[
		"networkpolicy",
		"{ names: [a] }",
		"NetworkPolicy a selects pods, and something enforces them",
		"list networking.k8s.io/networkpolicies; list pods; list namespaces everywhere; list pods everywhere",
	],
	[
		"networkpolicy",
		"{ covers: app=b, peers: false }",
		"the NetworkPolicies of boulder-staging select app=b, and something enforces them",
		"list networking.k8s.io/networkpolicies; list pods",
	],
	[
		"networkpolicy",
		"{ names: [a, b], peers: false, enforcedBy: { kind: DaemonSet, namespace: kube-system, name: c } }",
		"NetworkPolicy a, b select pods, and something enforces them",
		"list networking.k8s.io/networkpolicies; list pods; list apps/daemonsets",
	],
	[
		"ingress",
		"{ name: a, tls: false, controller: { kind: Deployment, namespace: c, name: d } }",
		"Ingress a is served, and each of its backends has ready endpoints",
		"list networking.k8s.io/ingresses; list networking.k8s.io/ingressclasses everywhere; list services; list discovery.k8s.io/endpointslices; list pods; list apps/deployments",
	],
	[
		"pvc",
		"{ name: a }",
		"PersistentVolumeClaim a is bound",
		"list persistentvolumeclaims; list storage.k8s.io/storageclasses everywhere",
	],
	[
		"pvc",
		"{ name: a, minSize: 10Gi }",
		"PersistentVolumeClaim a is bound, with at least 10Gi",
		"list persistentvolumeclaims; list storage.k8s.io/storageclasses everywhere",
	],
	["crd", "{ name: a.b }", "a.b can be used", "list apiextensions.k8s.io/customresourcedefinitions everywhere"],
	[
		"crd",
		"{ name: a.b, versions: [v1, v2] }",
		"a.b can be used, in v1, v2",
		"list apiextensions.k8s.io/customresourcedefinitions everywhere",
	],
	[
		"metrics",
		'{ service: "a:1", query: "sum(\n  up)", expect: "true" }',
		"the samples of sum( up) meet true",
		"get services/proxy",
	],
	[
		"http",
		"{ workload: Deployment/a, port: 80, path: /x, status: [200, 204] }",
		"GET /x of Deployment a answers 200, 204",
		"list apps/deployments; list apps/replicasets; list pods; get pods/proxy",
	],
	[
		"http",
		'{ service: "a:80", expect: "true", with: { x: { apiVersion: v1, kind: Pod } } }',
		"GET / of Service a:80 answers 200",
		"get services/proxy; list v1 Pod",
	],
	["grpc", "{ pod: a, port: 1 }", "Pod a reports SERVING", "list pods; get+create pods/portforward"],
	[
		"grpc",
		"{ workload: StatefulSet/a, port: 1, service: sa.SA }",
		"StatefulSet a reports SERVING for sa.SA",
		"list apps/statefulsets; list pods; get+create pods/portforward",
	],
	["repository", "{ files: [a, b] }", "a, b exist", ""],
	[
		"repository",
		"{ files: [a], kustomize: [b, c], contains: { file: d, text: e } }",
		"a exist, and b, c can be built, and d holds what it should",
		"",
	],
	["exec", "{ command: [make, check] }", "make check ends with exit code 0", ""],
	["exec", "{ command: [make], expect: 'code == 1' }", "make meets code == 1", ""],
	["attestation", "{ ask: Sign it }", "a person signs off: Sign it", ""],
	["attestation", "{ ask: Sign it, by: [Ana, Bo] }", "Ana, Bo signs off: Sign it", ""],
	["resources", "{ apiVersion: v1, kind: Node, expect: 'true' }", "at least 1 Node, each with true", "list v1 Node everywhere"],
	["resources", "{ apiVersion: v1, kind: Secret, exactly: 2 }", "exactly 2 Secrets in boulder-staging", "list v1 Secret"],
])("%s %s", (type, yaml, proves, rights) => expect(said(type, yaml)).toEqual({ proves, rights }));

it("a long query or expression is cut short, where it proves something", () => {
	const long = (length: number): string =>
		said("metrics", `{ service: "a:1", query: "${"x".repeat(length)}", expect: "${"true && ".repeat(13)}true" }`).proves;
	expect(long(60)).toBe(`the samples of ${"x".repeat(60)} meet ${"true && ".repeat(13)}true`);
	expect(long(61)).toContain(`the samples of ${"x".repeat(59)}… meet`);
	const expects = (length: number): string => said("exec", `{ command: [a], expect: 'code  ==  ${"1".repeat(length)}' }`).proves;
	expect(expects(15)).toBe(`a meets code == ${"1".repeat(15)}`);
	expect(said("exec", `{ command: [a], expect: 'stdout == "${"x".repeat(109)}"' }`).proves).toBe(
		`a meets stdout == "${"x".repeat(108)}…`,
	);
});
