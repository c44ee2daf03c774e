import type { HttpRequest } from "../../src/cluster/cluster.ts";
import type { KubeObject } from "../../src/cluster/objects/object.ts";
import { crdProbe } from "../../src/probes/crd/crd-probe.ts";
import { cronJobProbe } from "../../src/probes/cronjob/cronjob-probe.ts";
import { grpcProbe } from "../../src/probes/grpc/grpc-probe.ts";
import { hpaProbe } from "../../src/probes/hpa/hpa-probe.ts";
import { httpProbe } from "../../src/probes/http/http-probe.ts";
import { ingressProbe } from "../../src/probes/ingress/ingress-probe.ts";
import { jobProbe } from "../../src/probes/job/job-probe.ts";
import { networkPolicyProbe } from "../../src/probes/networkpolicy/networkpolicy-probe.ts";
import { pdbProbe } from "../../src/probes/pdb/pdb-probe.ts";
import type { ProbeType } from "../../src/probes/probe.ts";
import { pvcProbe } from "../../src/probes/pvc/pvc-probe.ts";
import { cond, deployment, minutesAgo, now, object, ownedBy, pod, type World } from "./objects.ts";

/** A world in which a probe passes, from which the tests take things away. */
export interface Passing {
	readonly type: ProbeType;
	readonly yaml: string;
	readonly world: World & { readonly objects: readonly KubeObject[] };
	/** Index in `objects` of what is probed. */
	readonly subject: number;
	/** Conditions without which it must not pass. */
	readonly conditions: readonly string[];
	/** Whether its own status is what the verdict rests on. */
	readonly byStatus: boolean;
}

export const completeJob = object({
	apiVersion: "batch/v1",
	kind: "Job",
	name: "database-init",
	metadata: { generation: 1, creationTimestamp: minutesAgo(20) },
	spec: { parallelism: 1, completions: 1, backoffLimit: 2, suspend: false, ttlSecondsAfterFinished: 300 },
	status: {
		conditions: [
			cond("SuccessCriteriaMet", "True", "CompletionsReached", "", minutesAgo(10)),
			cond("Complete", "True", "CompletionsReached", "", minutesAgo(10)),
		],
		startTime: minutesAgo(20),
		completionTime: minutesAgo(10),
		succeeded: 1,
		terminating: 0,
		ready: 0,
		uncountedTerminatedPods: {},
	},
});

export const cronJob = object({
	apiVersion: "batch/v1",
	kind: "CronJob",
	name: "crl-updater",
	metadata: { generation: 1 },
	spec: { schedule: "*/20 * * * *", suspend: false, concurrencyPolicy: "Forbid" },
	status: { lastScheduleTime: minutesAgo(20), lastSuccessfulTime: minutesAgo(10) },
});

export function runOf(cron: KubeObject, name: string, job: KubeObject = completeJob): KubeObject {
	return { ...job, metadata: { ...job.metadata, name, uid: `uid-${name}`, ...ownedBy(cron) } };
}

export const hpa = object({
	apiVersion: "autoscaling/v2",
	kind: "HorizontalPodAutoscaler",
	name: "boulder-wfe2",
	spec: {
		scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "boulder-wfe2" },
		minReplicas: 2,
		maxReplicas: 5,
		metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } }],
	},
	status: {
		currentReplicas: 2,
		desiredReplicas: 2,
		currentMetrics: [{ type: "Resource", resource: { name: "cpu", current: { averageUtilization: 31, averageValue: "62m" } } }],
		conditions: [
			cond("AbleToScale", "True", "ReadyForNewScale", "recommended size matches current size"),
			cond("ScalingActive", "True", "ValidMetricFound", "the HPA was able to successfully calculate a replica count"),
			cond("ScalingLimited", "False", "DesiredWithinRange", "the desired count is within the acceptable range"),
		],
	},
});

export const pdb = object({
	apiVersion: "policy/v1",
	kind: "PodDisruptionBudget",
	name: "boulder-ca",
	metadata: { generation: 1 },
	spec: { minAvailable: 1, selector: { matchLabels: { app: "boulder-ca" } } },
	status: {
		observedGeneration: 1,
		expectedPods: 2,
		currentHealthy: 2,
		desiredHealthy: 1,
		disruptionsAllowed: 1,
		conditions: [cond("DisruptionAllowed", "True", "SufficientPods")],
	},
});

export const policy = object({
	apiVersion: "networking.k8s.io/v1",
	kind: "NetworkPolicy",
	name: "allow-sa",
	metadata: { generation: 1, labels: { part: "isolation" } },
	spec: {
		podSelector: { matchLabels: { app: "boulder-sa" } },
		policyTypes: ["Ingress", "Egress"],
		ingress: [{ from: [{ podSelector: { matchLabels: { app: "boulder-ra" } } }], ports: [{ protocol: "TCP", port: 9395 }] }],
		egress: [
			{
				to: [
					{
						namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
						podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
					},
				],
				ports: [{ protocol: "UDP", port: 53 }],
			},
		],
	},
});

export const plugin = object({
	apiVersion: "apps/v1",
	kind: "DaemonSet",
	name: "cilium",
	namespace: "kube-system",
	metadata: { generation: 3 },
	status: {
		observedGeneration: 3,
		desiredNumberScheduled: 2,
		currentNumberScheduled: 2,
		numberReady: 2,
		numberAvailable: 2,
		updatedNumberScheduled: 2,
	},
});

const kubeSystem = object({
	apiVersion: "v1",
	kind: "Namespace",
	name: "kube-system",
	namespace: null,
	metadata: { labels: { "kubernetes.io/metadata.name": "kube-system" } },
	status: { phase: "Active" },
});

const ingress = object({
	apiVersion: "networking.k8s.io/v1",
	kind: "Ingress",
	name: "wfe",
	metadata: { generation: 1 },
	spec: {
		ingressClassName: "nginx",
		tls: [{ hosts: ["acme.example.org"], secretName: "wfe-tls" }],
		rules: [
			{
				host: "acme.example.org",
				http: {
					paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "boulder-wfe2", port: { number: 4001 } } } }],
				},
			},
		],
	},
	status: { loadBalancer: { ingress: [{ ip: "203.0.113.7" }] } },
});

export const ingressObjects = [
	ingress,
	object({
		apiVersion: "networking.k8s.io/v1",
		kind: "IngressClass",
		name: "nginx",
		namespace: null,
		spec: { controller: "k8s.io/ingress-nginx" },
	}),
	object({
		apiVersion: "v1",
		kind: "Service",
		name: "boulder-wfe2",
		spec: { type: "ClusterIP", selector: { app: "wfe" }, ports: [{ name: "http", port: 4001, targetPort: 4001 }] },
	}),
	object({
		apiVersion: "discovery.k8s.io/v1",
		kind: "EndpointSlice",
		name: "boulder-wfe2-x7k2p",
		metadata: { labels: { "kubernetes.io/service-name": "boulder-wfe2" } },
		addressType: "IPv4",
		endpoints: [{ addresses: ["10.244.0.9"], conditions: { ready: true, serving: true, terminating: false } }],
		ports: [{ name: "http", port: 4001, protocol: "TCP" }],
	}),
	object({ apiVersion: "v1", kind: "Secret", name: "wfe-tls" }),
	object({
		apiVersion: "apps/v1",
		kind: "Deployment",
		name: "ingress-nginx",
		metadata: { generation: 1 },
		spec: { replicas: 1 },
		status: { observedGeneration: 1, readyReplicas: 1, availableReplicas: 1 },
	}),
];

/** What serves it: an address alone stays behind when its controller goes. */
export const ingressController = "controller: { kind: Deployment, namespace: boulder-staging, name: ingress-nginx }";

export const pvc = object({
	apiVersion: "v1",
	kind: "PersistentVolumeClaim",
	name: "softhsm-tokens",
	spec: {
		accessModes: ["ReadWriteOnce"],
		resources: { requests: { storage: "10Gi" } },
		storageClassName: "standard",
		volumeName: "pvc-0b4c",
	},
	status: { phase: "Bound", accessModes: ["ReadWriteOnce"], capacity: { storage: "10Gi" } },
});

export const crd = object({
	apiVersion: "apiextensions.k8s.io/v1",
	kind: "CustomResourceDefinition",
	name: "servicemonitors.monitoring.coreos.com",
	namespace: null,
	metadata: { generation: 1 },
	spec: {
		group: "monitoring.coreos.com",
		versions: [
			{ name: "v1", served: true, storage: true },
			{ name: "v1alpha1", served: false, storage: false },
		],
	},
	status: {
		conditions: [
			cond("NamesAccepted", "True", "NoConflicts", "no conflicts found"),
			cond("Established", "True", "InitialNamesAccepted"),
		],
		storedVersions: ["v1"],
	},
});

/** Answers of a Prometheus: `up` of two targets, sampled 15 s before they were asked for. */
export function prometheus(
	values: readonly string[] = ["1", "1"],
	age = 15,
): (request: HttpRequest) => { status: number; headers: Record<string, string>; body: string; observedAt: string } {
	return ({ query }) => {
		const asked = Date.parse(now) / 1000;
		const isTimes = query[0]?.[1].startsWith("timestamp(") === true;
		const result = values.map((value, index) => ({
			metric: { ...(isTimes ? {} : { __name__: "up" }), instance: `10.244.0.${index}:8003`, job: "boulder" },
			value: [asked, isTimes ? String(asked - age) : value],
		}));
		const body = JSON.stringify({ status: "success", data: { resultType: "vector", result } });
		return { status: 200, headers: { "content-type": "application/json" }, body, observedAt: now };
	};
}

const ca = [pod("ca-1", { labels: { app: "boulder-ca" } }), pod("ca-2", { labels: { app: "boulder-ca" } })];
const policed = [
	policy,
	pod("sa-1", { labels: { app: "boulder-sa" } }),
	pod("ra-1", { labels: { app: "boulder-ra" } }),
	kubeSystem,
	pod("coredns-1", { labels: { "k8s-app": "kube-dns" }, namespace: "kube-system" }),
	plugin,
];

export const passing: Readonly<Record<string, Passing>> = {
	job: {
		type: jobProbe,
		yaml: "{ name: database-init }",
		world: { objects: [completeJob] },
		subject: 0,
		conditions: ["Complete"],
		byStatus: true,
	},
	"job by prefix": {
		type: jobProbe,
		yaml: "{ namePrefix: database- }",
		world: { objects: [completeJob] },
		subject: 0,
		conditions: ["Complete"],
		byStatus: true,
	},
	cronjob: {
		type: cronJobProbe,
		yaml: "{ name: crl-updater, within: 1h }",
		world: { objects: [cronJob, runOf(cronJob, "crl-updater-1")] },
		subject: 0,
		conditions: [],
		byStatus: false,
	},
	hpa: {
		type: hpaProbe,
		yaml: "{ name: boulder-wfe2, target: Deployment/boulder-wfe2, metrics: [cpu] }",
		world: { objects: [hpa, ...deployment("boulder-wfe2", 2)] },
		subject: 0,
		conditions: ["AbleToScale", "ScalingActive"],
		byStatus: true,
	},
	pdb: {
		type: pdbProbe,
		yaml: "{ name: boulder-ca, minPods: 2 }",
		world: { objects: [pdb, ...ca] },
		subject: 0,
		conditions: [],
		byStatus: true,
	},
	"pdb of a workload": {
		type: pdbProbe,
		yaml: "{ name: boulder-ca, selects: Deployment/boulder-ca }",
		world: { objects: [pdb, ...deployment("boulder-ca", 2)] },
		subject: 0,
		conditions: [],
		byStatus: true,
	},
	networkpolicy: {
		type: networkPolicyProbe,
		yaml: "{ names: [allow-sa], covers: app=boulder-sa, enforcedBy: { kind: DaemonSet, namespace: kube-system, name: cilium } }",
		world: { objects: policed },
		subject: 0,
		conditions: [],
		byStatus: false,
	},
	ingress: {
		type: ingressProbe,
		yaml: `{ name: wfe, hosts: [acme.example.org], ${ingressController} }`,
		world: { objects: ingressObjects },
		subject: 0,
		conditions: [],
		byStatus: true,
	},
	pvc: {
		type: pvcProbe,
		yaml: "{ name: softhsm-tokens, minSize: 10Gi }",
		world: { objects: [pvc] },
		subject: 0,
		conditions: [],
		byStatus: true,
	},
	crd: {
		type: crdProbe,
		yaml: "{ name: servicemonitors.monitoring.coreos.com, versions: [v1] }",
		world: { objects: [crd] },
		subject: 0,
		conditions: ["NamesAccepted", "Established"],
		byStatus: true,
	},
	"grpc of a workload": {
		type: grpcProbe,
		yaml: "{ workload: Deployment/boulder-sa-1, port: 9395 }",
		world: { objects: deployment("boulder-sa-1", 2), grpc: () => ({ kind: "health", status: "SERVING", observedAt: now }) },
		subject: 0,
		conditions: [],
		byStatus: true,
	},
	"http of a workload": {
		type: httpProbe,
		yaml: "{ workload: Deployment/boulder-wfe2, port: 4001, path: /directory, expect: has(body.newNonce) }",
		world: {
			objects: deployment("boulder-wfe2", 2),
			http: () => ({ status: 200, headers: {}, body: '{"newNonce":"x"}', observedAt: now }),
		},
		subject: 0,
		conditions: [],
		byStatus: true,
	},
};
