import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/cluster/objects/object.ts";
import { families } from "../../../src/probes/custom-resource/families.ts";
import { judgeCustomResource } from "../../../src/probes/custom-resource/judge-custom-resource.ts";
import { cond, minutesAgo, now, object } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;
const day = 24 * 60;

interface Parts {
	readonly spec?: Fields;
	readonly status?: Fields;
	readonly conditions?: readonly Fields[];
	readonly metadata?: Fields;
}

function made(apiVersion: string, kind: string, { spec = {}, status = {}, conditions, metadata = {} }: Parts): KubeObject {
	const all = conditions === undefined ? status : { ...status, conditions };
	return object({ apiVersion, kind, name: "x", metadata: { generation: 2, ...metadata }, spec, status: all });
}

const yes = (type: string, reason = "", minutes = 30): Fields => cond(type, "True", reason, "", minutesAgo(minutes));
const no = (type: string, reason: string, minutes: number, message = ""): Fields =>
	cond(type, "False", reason, message, minutesAgo(minutes));
const inDays = (days: number): string => minutesAgo(-days * day);

const certificate = (parts: Parts): KubeObject => made("cert-manager.io/v1", "Certificate", parts);
const externalSecret = (parts: Parts): KubeObject => made("external-secrets.io/v1", "ExternalSecret", parts);
const kustomization = (parts: Parts): KubeObject => made("kustomize.toolkit.fluxcd.io/v1", "Kustomization", parts);
const application = (health: string, sync: string, status: Fields = {}, metadata: Fields = {}): KubeObject =>
	made("argoproj.io/v1alpha1", "Application", {
		status: { health: { status: health }, sync: { status: sync }, ...status },
		metadata,
	});
const rollout = (status: Fields, spec: Fields = {}): KubeObject =>
	made("argoproj.io/v1alpha1", "Rollout", { status: { observedGeneration: "2", ...status }, spec });
const scaled = (parts: Parts): KubeObject => made("keda.sh/v1alpha1", "ScaledObject", parts);
const managed = (parts: Parts): KubeObject => made("rds.aws.upbound.io/v1beta1", "Instance", parts);
const route = (parents: readonly unknown[], names = ["in"]): KubeObject =>
	made("gateway.networking.k8s.io/v1", "HTTPRoute", {
		spec: { parentRefs: names.map((name) => ({ name })) },
		status: { parents },
	});
const parent = (name: string, ...conditions: readonly Fields[]): Fields => ({
	parentRef: { name },
	controllerName: "example.com/gateway",
	conditions,
});
const gateway = (conditions: readonly Fields[], listener: readonly Fields[]): KubeObject =>
	made("gateway.networking.k8s.io/v1", "Gateway", {
		spec: { gatewayClassName: "x", listeners: [{ name: "https" }] },
		status: { listeners: [{ name: "https", conditions: listener }] },
		conditions,
	});
const taken = [yes("Accepted", "Accepted"), yes("ResolvedRefs", "ResolvedRefs")];
const served = [yes("Accepted", "Accepted"), yes("Programmed", "Programmed")];

/** `parked` in place of the outcome where it is; then the reason. */
const rows: readonly (readonly [what: string, each: KubeObject, verdict: string])[] = [
	// cert-manager
	[
		"a certificate that is valid",
		certificate({ status: { notAfter: inDays(60), renewalTime: inDays(30) }, conditions: [yes("Ready", "Ready")] }),
		"pass Ready",
	],
	[
		"a certificate whose renewal has just begun",
		certificate({ status: { notAfter: inDays(30) }, conditions: [yes("Ready", "Ready"), yes("Issuing", "Renewing", 1)] }),
		"pass Ready",
	],
	[
		"a certificate that expired, and still says Ready",
		certificate({
			status: { notAfter: inDays(-120) },
			conditions: [yes("Ready", "Ready"), yes("Issuing", "Renewing", 150 * day)],
		}),
		"fail Expired",
	],
	[
		"a certificate that is being issued for the first time",
		certificate({ conditions: [no("Ready", "DoesNotExist", 0.1), yes("Issuing", "DoesNotExist", 0.1)] }),
		"pending DoesNotExist",
	],
	[
		"a certificate that has been waited for for days",
		certificate({ conditions: [no("Ready", "DoesNotExist", 3 * day), yes("Issuing", "DoesNotExist", 3 * day)] }),
		"fail DoesNotExist",
	],
	[
		"a certificate whose renewal does not come about",
		certificate({ status: { notAfter: inDays(2) }, conditions: [yes("Ready", "Ready"), yes("Issuing", "Renewing", 20 * day)] }),
		"pending RenewalStuck",
	],
	[
		"a certificate that nothing renews",
		certificate({ status: { notAfter: inDays(2), renewalTime: inDays(-8) }, conditions: [yes("Ready", "Ready")] }),
		"pending RenewalOverdue",
	],
	[
		"a certificate that could not be issued",
		certificate({ status: { failedIssuanceAttempts: 3 }, conditions: [no("Ready", "DoesNotExist", 5)] }),
		"fail IssuanceFailed",
	],
	[
		"a request that was denied",
		made("cert-manager.io/v1", "CertificateRequest", { conditions: [yes("Denied", "Policy"), no("Ready", "Pending", 1)] }),
		"fail Denied",
	],
	[
		"an issuer",
		made("cert-manager.io/v1", "ClusterIssuer", { conditions: [yes("Ready", "ACMEAccountRegistered")] }),
		"pass Ready",
	],
	// external-secrets
	[
		"a secret that is synced",
		externalSecret({
			spec: { refreshInterval: "1h" },
			status: { refreshTime: minutesAgo(10), syncedResourceVersion: "2-x" },
			conditions: [yes("Ready", "SecretSynced")],
		}),
		"pass Ready",
	],
	[
		"a secret that is created once, a year ago",
		externalSecret({
			spec: { refreshInterval: "1h", refreshPolicy: "CreatedOnce" },
			status: { refreshTime: minutesAgo(365 * day) },
			conditions: [yes("Ready", "SecretSynced")],
		}),
		"pass Ready",
	],
	["a secret that is missing", externalSecret({ conditions: [yes("Ready", "SecretMissing")] }), "fail SecretMissing"],
	["a secret that was deleted", externalSecret({ conditions: [yes("Ready", "SecretDeleted")] }), "fail SecretDeleted"],
	[
		"a secret that nothing refreshes",
		externalSecret({
			spec: { refreshInterval: "1h0m0s" },
			status: { refreshTime: minutesAgo(40 * day) },
			conditions: [yes("Ready", "SecretSynced")],
		}),
		"pending NotRefreshed",
	],
	[
		"a secret of an earlier specification",
		externalSecret({ status: { syncedResourceVersion: "1-x" }, conditions: [yes("Ready", "SecretSynced")] }),
		"pending StaleGeneration",
	],
	[
		"a secret that just failed to sync",
		externalSecret({ conditions: [no("Ready", "SecretSyncedError", 2)] }),
		"pending SecretSyncedError",
	],
	// Flux
	[
		"an applied Kustomization",
		kustomization({ status: { observedGeneration: 2 }, conditions: [yes("Ready", "ReconciliationSucceeded")] }),
		"pass Ready",
	],
	[
		"a Kustomization that is suspended",
		kustomization({ spec: { suspend: true }, conditions: [yes("Ready", "ReconciliationSucceeded", 40 * day)] }),
		"parked Suspended",
	],
	[
		"a Kustomization that is suspended after a failure",
		kustomization({ spec: { suspend: true }, conditions: [no("Ready", "BuildFailed", 5 * day)] }),
		"parked Suspended",
	],
	[
		"a Kustomization that waits for another",
		kustomization({ conditions: [no("Ready", "DependencyNotReady", 1)] }),
		"pending DependencyNotReady",
	],
	[
		"a Kustomization that cannot be built",
		kustomization({ conditions: [no("Ready", "BuildFailed", 5 * day)] }),
		"fail BuildFailed",
	],
	[
		"a policy that failed for five days, and was never observed",
		made("image.toolkit.fluxcd.io/v1", "ImagePolicy", {
			status: { observedGeneration: -1 },
			conditions: [{ ...no("Ready", "DependencyNotReady", 5 * day), observedGeneration: 2 }],
		}),
		"fail DependencyNotReady",
	],
	[
		"a release that was rolled back",
		made("helm.toolkit.fluxcd.io/v2", "HelmRelease", { conditions: [yes("Ready"), yes("Remediated", "RollbackSucceeded")] }),
		"fail RollbackSucceeded",
	],
	[
		"a release whose tests failed",
		made("helm.toolkit.fluxcd.io/v2", "HelmRelease", { conditions: [yes("Ready"), no("TestSuccess", "TestFailed", 30)] }),
		"fail TestFailed",
	],
	["an alert, which has no status", made("notification.toolkit.fluxcd.io/v1beta3", "Alert", {}), "unknown NoRule"],
	// Argo CD
	["an application", application("Healthy", "Synced", { operationState: { phase: "Succeeded" } }), "pass Ready"],
	["an application that is not as in git", application("Healthy", "OutOfSync"), "pending OutOfSync"],
	["an application that is degraded", application("Degraded", "Synced"), "fail Degraded"],
	["an application that is suspended", application("Suspended", "Synced"), "parked Suspended"],
	[
		"an application that could not be synced",
		application("Healthy", "Synced", { operationState: { phase: "Failed" } }),
		"fail SyncFailed",
	],
	[
		"an application that cannot be compared",
		application("Healthy", "Synced", { conditions: [{ type: "ComparisonError", message: "no such chart" }] }),
		"fail ComparisonError",
	],
	["an application without a status", made("argoproj.io/v1alpha1", "Application", {}), "pending NotObserved"],
	[
		"an application that is left alone",
		application("Healthy", "Synced", {}, { annotations: { "argocd.argoproj.io/skip-reconcile": "true" } }),
		"parked Paused",
	],
	// Argo Rollouts
	["a rollout", rollout({ phase: "Healthy", readyReplicas: 3, updatedReplicas: 3 }, { replicas: 3 }), "pass Ready"],
	[
		"a rollout that is done, and says Progressing after it",
		rollout({ phase: "Healthy", conditions: [yes("Progressing", "NewReplicaSetAvailable"), yes("Healthy"), yes("Available")] }),
		"pass Ready",
	],
	["a rollout in a step", rollout({ phase: "Paused", conditions: [yes("Paused", "RolloutPaused")] }), "parked RolloutPaused"],
	[
		"a rollout that waits for a person",
		rollout({ phase: "Healthy", pauseConditions: [{ reason: "CanaryPauseStep" }] }),
		"parked Paused",
	],
	[
		"a rollout that is degraded while the old pods serve",
		rollout({ phase: "Degraded", readyReplicas: 3, conditions: [no("Progressing", "ProgressDeadlineExceeded", 60)] }),
		"fail ProgressDeadlineExceeded",
	],
	["a rollout that was aborted", rollout({ phase: "Healthy", abort: true }), "fail Aborted"],
	["a rollout of before", rollout({ phase: "Healthy", observedGeneration: "1" }), "pending StaleGeneration"],
	["a rollout that is not promoted", rollout({ phase: "Healthy", currentPodHash: "b", stableRS: "a" }), "pending NotPromoted"],
	// KEDA
	[
		"a scaler at work",
		scaled({
			status: { health: { s0: { numberOfFailures: 0, status: "Happy" } } },
			conditions: [yes("Ready"), yes("Active"), no("Fallback", "NoFallbackFound", 30), no("Paused", "ScaledObjectUnpaused", 30)],
		}),
		"pass Ready",
	],
	["a scaler that has nothing to do", scaled({ conditions: [yes("Ready"), no("Active", "ScalerNotActive", 500)] }), "pass Ready"],
	[
		"a scaler that is paused",
		scaled({ conditions: [yes("Ready"), yes("Active"), yes("Paused", "ScaledObjectPaused")] }),
		"parked ScaledObjectPaused",
	],
	[
		"a scaler that was just paused by annotation",
		scaled({ metadata: { annotations: { "autoscaling.keda.sh/paused": "true" } }, conditions: [yes("Ready")] }),
		"parked Paused",
	],
	[
		"a scaler that may scale again",
		scaled({ metadata: { annotations: { "autoscaling.keda.sh/paused": "false" } }, conditions: [yes("Ready")] }),
		"pass Ready",
	],
	[
		"a scaler that falls back",
		scaled({ conditions: [yes("Ready"), yes("Fallback", "FallbackExists", 120)] }),
		"fail FallbackExists",
	],
	[
		"a scaler whose trigger fails",
		scaled({ status: { health: { s0: { numberOfFailures: 412, status: "Failing" } } }, conditions: [yes("Ready")] }),
		"fail TriggerFailing",
	],
	[
		"a scaler whose check just failed",
		scaled({ conditions: [no("Ready", "ScaledObjectCheckFailed", 1)] }),
		"pending ScaledObjectCheckFailed",
	],
	// Crossplane
	["a cloud resource", managed({ conditions: [yes("Ready", "Available"), yes("Synced", "ReconcileSuccess")] }), "pass Ready"],
	["a cloud resource in creation", managed({ conditions: [no("Ready", "Creating", 0.4), yes("Synced")] }), "pending Creating"],
	[
		"a cloud resource that refuses a change",
		managed({ conditions: [yes("Ready"), no("Synced", "ReconcileError", 120)] }),
		"fail ReconcileError",
	],
	[
		"a cloud resource whose last operation failed",
		managed({ conditions: [yes("Ready"), yes("Synced"), no("LastAsyncOperation", "AsyncUpdateFailure", 120)] }),
		"fail AsyncUpdateFailure",
	],
	[
		"a cloud resource that is paused",
		managed({ conditions: [yes("Ready"), no("Synced", "ReconcilePaused", 120)] }),
		"parked ReconcilePaused",
	],
	[
		"a composite of a group of one's own",
		made("platform.example.com/v1", "XDatabase", { conditions: [yes("Ready"), no("Synced", "ReconcileError", 60)] }),
		"fail ReconcileError",
	],
	["a provider", made("pkg.crossplane.io/v1", "Provider", { conditions: [yes("Installed"), yes("Healthy")] }), "pass Installed"],
	[
		"a provider that is installed and does not run",
		made("pkg.crossplane.io/v1", "Provider", { conditions: [yes("Installed"), no("Healthy", "UnhealthyPackageRevision", 60)] }),
		"fail UnhealthyPackageRevision",
	],
	// Cluster API
	[
		"a cluster",
		made("cluster.x-k8s.io/v1beta1", "Cluster", { status: { phase: "Provisioned" }, conditions: [yes("Ready")] }),
		"pass Ready",
	],
	[
		"a cluster that is paused",
		made("cluster.x-k8s.io/v1beta1", "Cluster", { spec: { paused: true }, conditions: [yes("Ready")] }),
		"parked Paused",
	],
	[
		"a machine that is paused, by an annotation without a value",
		made("cluster.x-k8s.io/v1beta1", "Machine", {
			metadata: { annotations: { "cluster.x-k8s.io/paused": "" } },
			conditions: [yes("Ready")],
		}),
		"parked Paused",
	],
	[
		"a machine that has failed for good",
		made("cluster.x-k8s.io/v1beta1", "Machine", { status: { failureReason: "CreateError" }, conditions: [yes("Ready")] }),
		"fail Failed",
	],
	[
		"a machine with a condition for information",
		made("cluster.x-k8s.io/v1beta1", "Machine", {
			conditions: [yes("Ready"), { ...no("NodeHealthy", "X", 60), severity: "Info" }],
		}),
		"pass Ready",
	],
	[
		"machines that are being replaced",
		made("cluster.x-k8s.io/v1beta2", "MachineDeployment", { conditions: [yes("Available"), yes("RollingOut", "RollingOut")] }),
		"pending RollingOut",
	],
	// Gateway API
	["a route", route([parent("in", ...taken)]), "pass Ready"],
	["a route of two gateways", route([parent("in", ...taken), parent("out", ...taken)], ["in", "out"]), "pass Ready"],
	[
		"a route without a status",
		made("gateway.networking.k8s.io/v1", "HTTPRoute", { spec: { parentRefs: [{ name: "in" }] } }),
		"pending NotObserved",
	],
	["a route that no gateway took", route([]), "pending NotObserved"],
	["a route that one of two gateways took", route([parent("in", ...taken)], ["in", "out"]), "pending NotObserved"],
	[
		"a route that one of two gateways refuses",
		route(
			[parent("in", ...taken), parent("out", no("Accepted", "NotAllowedByListeners", 120), yes("ResolvedRefs"))],
			["in", "out"],
		),
		"fail NotAllowedByListeners",
	],
	[
		"a route to a Service of another namespace",
		route([parent("in", yes("Accepted"), no("ResolvedRefs", "RefNotPermitted", 60))]),
		"fail RefNotPermitted",
	],
	[
		"a route of before",
		route([parent("in", { ...yes("Accepted"), observedGeneration: 1 }, yes("ResolvedRefs"))]),
		"pending StaleGeneration",
	],
	[
		"a route that is partly invalid",
		route([parent("in", ...taken, yes("PartiallyInvalid", "UnsupportedValue"))]),
		"fail PartiallyInvalid",
	],
	["a gateway", gateway(served, [...served, yes("ResolvedRefs"), no("Conflicted", "NoConflicts", 30)]), "pass Accepted"],
	[
		"a gateway one of whose listeners has no certificate",
		gateway(served, [yes("Accepted"), yes("Programmed"), no("ResolvedRefs", "InvalidCertificateRef", 60)]),
		"fail InvalidCertificateRef",
	],
	[
		"a gateway that is accepted and not programmed",
		gateway([yes("Accepted"), no("Programmed", "AddressNotAssigned", 60)], served),
		"fail AddressNotAssigned",
	],
	[
		"a gateway that nobody looked at",
		gateway([cond("Accepted", "Unknown", "Pending"), cond("Programmed", "Unknown", "Pending")], served),
		"pending Pending",
	],
	// Prometheus operator
	[
		"a Prometheus",
		made("monitoring.coreos.com/v1", "Prometheus", { conditions: [yes("Available"), yes("Reconciled")] }),
		"pass Available",
	],
	[
		"a Prometheus with half of its pods",
		made("monitoring.coreos.com/v1", "Prometheus", {
			conditions: [cond("Available", "Degraded", "SomePodsNotReady"), yes("Reconciled")],
		}),
		"pending SomePodsNotReady",
	],
	[
		"a Prometheus that is paused",
		made("monitoring.coreos.com/v1", "Prometheus", { spec: { paused: true }, conditions: [yes("Available"), yes("Reconciled")] }),
		"parked Paused",
	],
	[
		"a monitor, whose status does not say what is scraped",
		made("monitoring.coreos.com/v1", "ServiceMonitor", {}),
		"unknown NoRule",
	],
	[
		"a monitor that is refused",
		made("monitoring.coreos.com/v1", "ServiceMonitor", {
			status: { bindings: [{ name: "main", conditions: [no("Accepted", "InvalidConfiguration", 5)] }] },
		}),
		"fail NotAccepted",
	],
	// Istio
	["a rule without a status", made("networking.istio.io/v1", "VirtualService", {}), "unknown NoRule"],
	[
		"a rule that all proxies have",
		made("networking.istio.io/v1", "VirtualService", { conditions: [yes("Reconciled")] }),
		"pass Reconciled",
	],
	[
		"a rule that Istio finds fault with",
		made("networking.istio.io/v1", "VirtualService", {
			status: { validationMessages: [{ level: "ERROR", type: { name: "ReferencedResourceNotFound" } }] },
			conditions: [yes("Reconciled")],
		}),
		"fail ValidationError",
	],
	[
		"a rule that not all proxies have",
		made("networking.istio.io/v1", "VirtualService", { conditions: [no("Reconciled", "", 1)] }),
		"pending NotReconciled",
	],
];

describe("custom resources of known families", () => {
	it.each(rows)("%s", (_, each, verdict) => {
		const { outcome, reason, message, parked } = judgeCustomResource(each, now);
		expect(`${parked === true ? "parked" : outcome} ${reason}`, message).toBe(verdict);
		if (parked === true) expect(message).toMatch(/paused|suspended|parked|0 replicas/);
	});

	it("links the documentation of each family's words", () => {
		for (const { name, source } of families) expect(source, name).toMatch(/^https:\/\//);
	});

	it("never suggests undoing what was parked", () => {
		for (const [, each] of rows) {
			const { hint, parked } = judgeCustomResource(each, now);
			if (parked === true) expect(hint).toMatch(/^kubectl describe /);
		}
	});
});
