import { describe } from "vitest";
import { judgeCases } from "./cases.ts";
import { asks, cond, custom, day, minutesAgo, no, yes } from "./worlds.ts";

const certificates = "cert-manager.io/v1";
const kustomizations = "kustomize.toolkit.fluxcd.io/v1";
const keda = "keda.sh/v1alpha1";
const buckets = "s3.aws.upbound.io/v1beta1";
const clusters = "cluster.x-k8s.io/v1beta2";
const argo = "argoproj.io/v1alpha1";
const widgets = "example.com/v1";
const ready = yes("Ready", "Ready");
const inDays = (days: number): string => minutesAgo(-days * day);

describe("what Ready speaks of is over, or is not all", () => {
	judgeCases([
		{
			state: "a Certificate whose renewal has been due for twenty days, with an hour left",
			wanted: "not-pass",
			probe: asks(certificates, "Certificate"),
			objects: [
				custom(certificates, "Certificate", {
					status: { notAfter: inDays(0.04), renewalTime: inDays(-20), conditions: [ready, yes("Issuing", "Renewing", 20 * day)] },
				}),
			],
		},
		{
			state: "a Certificate whose issuance failed seven times",
			wanted: "not-pass",
			probe: asks(certificates, "Certificate"),
			objects: [
				custom(certificates, "Certificate", {
					status: { notAfter: inDays(5), renewalTime: inDays(-10), failedIssuanceAttempts: 7, conditions: [ready] },
				}),
			],
		},
		{
			state: "an ExternalSecret that was refreshed forty days ago, and should be every hour",
			wanted: "not-pass",
			probe: asks("external-secrets.io/v1", "ExternalSecret"),
			objects: [
				custom("external-secrets.io/v1", "ExternalSecret", {
					spec: { refreshInterval: "1h" },
					status: { refreshTime: inDays(-40), conditions: [yes("Ready", "SecretSynced", 40 * day)] },
				}),
			],
		},
		{
			state: "an unknown kind with an expiry nine days ago",
			wanted: "not-pass",
			probe: asks(widgets, "Widget"),
			objects: [custom(widgets, "Widget", { status: { expirationTime: inDays(-9), conditions: [ready] } })],
		},
		{
			state: "a Certificate that is valid for sixty days more",
			wanted: "pass",
			probe: asks(certificates, "Certificate"),
			objects: [
				custom(certificates, "Certificate", { status: { notAfter: inDays(60), renewalTime: inDays(30), conditions: [ready] } }),
			],
		},
		{
			state: "a Certificate whose renewal began a minute ago",
			wanted: "pass",
			probe: asks(certificates, "Certificate"),
			objects: [
				custom(certificates, "Certificate", {
					status: { notAfter: inDays(30), conditions: [ready, yes("Issuing", "Renewing", 1)] },
				}),
			],
		},
	]);
});

describe("a condition next to Ready contradicts it", () => {
	judgeCases([
		{
			state: "a Crossplane resource that is not synced",
			wanted: "not-pass",
			probe: asks(buckets, "Bucket"),
			objects: [custom(buckets, "Bucket", { status: { conditions: [ready, no("Synced", "ReconcileError")] } })],
		},
		{
			state: "a Crossplane resource whose last operation failed",
			wanted: "not-pass",
			probe: asks(buckets, "Bucket"),
			objects: [
				custom(buckets, "Bucket", {
					status: { conditions: [ready, yes("Synced", "ReconcileSuccess"), no("LastAsyncOperation", "AsyncUpdateFailure")] },
				}),
			],
		},
		{
			state: "a GitRepository that cannot be fetched any more",
			wanted: "not-pass",
			probe: asks("source.toolkit.fluxcd.io/v1", "GitRepository"),
			objects: [
				custom("source.toolkit.fluxcd.io/v1", "GitRepository", {
					status: { observedGeneration: 1, conditions: [ready, yes("FetchFailed", "GitOperationFailed")] },
				}),
			],
		},
		{
			state: "a ScaledObject that falls back since its trigger fails",
			wanted: "not-pass",
			probe: asks(keda, "ScaledObject"),
			objects: [
				custom(keda, "ScaledObject", {
					spec: { scaleTargetRef: { name: "x" }, triggers: [{ type: "prometheus" }] },
					status: {
						conditions: [yes("Ready", "ScaledObjectReady"), yes("Active"), yes("Fallback", "FallbackExists")],
						health: { "s0-prometheus": { numberOfFailures: 40, status: "Failing" } },
					},
				}),
			],
		},
		{
			state: "an unknown kind that is ready and degraded",
			wanted: "not-pass",
			probe: asks(widgets, "Widget"),
			objects: [
				custom(widgets, "Widget", { status: { observedGeneration: 1, conditions: [ready, yes("Degraded", "ReplicasLost")] } }),
			],
		},
		{
			state: "a Kustomization whose attempted revision is not healthy",
			wanted: "not-pass",
			probe: asks(kustomizations, "Kustomization"),
			objects: [
				custom(kustomizations, "Kustomization", {
					status: {
						observedGeneration: 1,
						lastAppliedRevision: "main@sha1:a",
						lastAttemptedRevision: "main@sha1:b",
						conditions: [ready, no("Healthy", "HealthCheckFailed")],
					},
				}),
			],
		},
		{
			state: "an Argo CD Application whose last sync failed",
			wanted: "not-pass",
			probe: asks(argo, "Application"),
			objects: [
				custom(argo, "Application", {
					status: { health: { status: "Healthy" }, sync: { status: "Synced" }, operationState: { phase: "Failed" } },
				}),
			],
		},
		{
			state: "an Argo CD Application that is healthy and synced",
			wanted: "pass",
			probe: asks(argo, "Application"),
			objects: [
				custom(argo, "Application", {
					status: { health: { status: "Healthy" }, sync: { status: "Synced" }, operationState: { phase: "Succeeded" } },
				}),
			],
		},
		{
			state: "a Cluster of Cluster API with all its conditions as they should be",
			wanted: "pass",
			probe: asks(clusters, "Cluster"),
			objects: [
				custom(clusters, "Cluster", {
					status: {
						observedGeneration: 1,
						phase: "Provisioned",
						conditions: [yes("Available"), no("Paused"), yes("RemoteConnectionProbe"), no("RollingOut"), no("Deleting")],
					},
				}),
			],
		},
	]);
});

describe("a parked or pending object is neither green nor red", () => {
	judgeCases([
		{
			state: "a HelmRelease that is suspended",
			wanted: "parked",
			probe: asks("helm.toolkit.fluxcd.io/v2", "HelmRelease"),
			objects: [
				custom("helm.toolkit.fluxcd.io/v2", "HelmRelease", {
					spec: { suspend: true },
					status: { observedGeneration: 1, conditions: [ready] },
				}),
			],
		},
		{
			state: "a Cluster of Cluster API that is paused",
			wanted: "parked",
			probe: asks("cluster.x-k8s.io/v1beta1", "Cluster"),
			objects: [
				custom("cluster.x-k8s.io/v1beta1", "Cluster", {
					spec: { paused: true },
					status: { phase: "Provisioned", conditions: [ready] },
				}),
			],
		},
		{
			state: "a Crossplane resource with the pause annotation",
			wanted: "parked",
			probe: asks(buckets, "Bucket"),
			objects: [
				custom(buckets, "Bucket", {
					metadata: { annotations: { "crossplane.io/paused": "true" } },
					status: { conditions: [ready, no("Synced", "ReconcilePaused")] },
				}),
			],
		},
		{
			state: "a ScaledObject that is paused by annotation",
			wanted: "parked",
			probe: asks(keda, "ScaledObject"),
			objects: [
				custom(keda, "ScaledObject", {
					metadata: { annotations: { "autoscaling.keda.sh/paused": "true" } },
					spec: { scaleTargetRef: { name: "x" }, triggers: [{ type: "cpu" }] },
					status: {
						conditions: [yes("Ready", "ScaledObjectReady"), no("Active"), yes("Paused", "ScaledObjectPaused"), no("Fallback")],
					},
				}),
			],
		},
		{
			state: "a Kustomization that has waited for another for twenty seconds",
			wanted: "waits",
			probe: asks(kustomizations, "Kustomization"),
			objects: [
				custom(kustomizations, "Kustomization", {
					metadata: { creationTimestamp: minutesAgo(1) },
					status: { observedGeneration: 1, conditions: [no("Ready", "DependencyNotReady", 0.3)] },
				}),
			],
		},
		{
			state: "a ScaledObject that was made seconds ago",
			wanted: "waits",
			probe: asks(keda, "ScaledObject"),
			objects: [
				custom(keda, "ScaledObject", {
					metadata: { creationTimestamp: minutesAgo(0.1) },
					spec: { scaleTargetRef: { name: "x" }, triggers: [{ type: "cpu" }] },
					status: { conditions: [cond("Ready", "Unknown", "Initializing", "", minutesAgo(0.1))] },
				}),
			],
		},
		{
			state: "a Kustomization that has been ready for a month",
			wanted: "pass",
			probe: asks(kustomizations, "Kustomization"),
			objects: [
				custom(kustomizations, "Kustomization", {
					status: {
						observedGeneration: 1,
						conditions: [yes("Ready", "ReconciliationSucceeded", 30 * day), yes("Healthy", "Succeeded")],
					},
				}),
			],
		},
	]);
});
