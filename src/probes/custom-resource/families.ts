import type { KubeObject } from "../../cluster/objects/object.ts";
import { applicationFacts, isApplicationHealthy, isRolloutHealthy, rolloutFacts } from "./argo.ts";
import { certificateFacts, isRenewing } from "./cert-manager.ts";
import type { Dialect } from "./condition-facts.ts";
import { externalSecretFacts } from "./external-secrets.ts";
import type { Fact } from "./fact.ts";
import { ancestorFacts, isAttached, listenerFacts, parentFacts } from "./gateway-api.ts";
import { istioFacts } from "./istio.ts";
import { scalerFacts } from "./keda.ts";
import { monitorFacts } from "./prometheus-operator.ts";

/** How the kinds of one project report whether they work. Fields that are left out follow the general rule. */
export interface Family extends Dialect {
	readonly name: string;
	/** Where its conditions and reasons are documented or declared. */
	readonly source: string;
	/** API groups, each with those below it: `fluxcd.io` has `kustomize.toolkit.fluxcd.io`. */
	readonly groups: readonly string[];
	/** Of these kinds alone; without it, of all. */
	readonly kinds?: readonly string[];
	/** Conditions that must all be True; without it, the general rule selects them. */
	readonly summary?: readonly string[];
	/** Whether it works, of kinds that have no such condition. */
	readonly works?: (object: KubeObject, now: string) => boolean;
	/** What else keeps it from being green. */
	readonly facts?: (object: KubeObject, now: string) => readonly Fact[];
	/** For kinds whose status does not show whether they work: what to probe instead. */
	readonly instead?: string;
}

/** The first that fits counts. */
export const families: readonly Family[] = [
	{
		name: "cert-manager",
		source: "https://github.com/cert-manager/cert-manager/blob/master/pkg/apis/certmanager/v1/types_certificate.go",
		groups: ["cert-manager.io"],
		kinds: ["Certificate", "CertificateRequest", "Issuer", "ClusterIssuer"],
		summary: ["Ready"],
		// Issuing means that a renewal is in progress, which every valid certificate goes through.
		fine: isRenewing,
		ignored: ["Issuing"],
		reasons: {
			DoesNotExist: "waiting",
			MissingData: "waiting",
			InvalidKeyPair: "waiting",
			InvalidCertificate: "waiting",
			InvalidManagedFields: "waiting",
			SecretMismatch: "waiting",
			IncorrectIssuer: "waiting",
			IncorrectCertificate: "waiting",
			RequestChanged: "waiting",
			ManuallyTriggered: "waiting",
			Renewing: "waiting",
			Expired: "permanent",
			Failed: "permanent",
			Denied: "permanent",
		},
		facts: certificateFacts,
	},
	{
		name: "external-secrets",
		source: "https://github.com/external-secrets/external-secrets/blob/main/apis/externalsecrets/v1/externalsecret_types.go",
		groups: ["external-secrets.io"],
		kinds: ["ExternalSecret", "ClusterExternalSecret", "SecretStore", "ClusterSecretStore", "PushSecret"],
		summary: ["Ready"],
		facts: externalSecretFacts,
	},
	{
		name: "Flux",
		source: "https://fluxcd.io/flux/components/kustomize/kustomizations/#kustomization-status",
		groups: ["fluxcd.io"],
		// Alert and Provider have no status.
		kinds: [
			"Kustomization",
			"HelmRelease",
			"GitRepository",
			"OCIRepository",
			"HelmRepository",
			"HelmChart",
			"Bucket",
			"ExternalArtifact",
			"ImageRepository",
			"ImagePolicy",
			"ImageUpdateAutomation",
			"Receiver",
		],
		summary: ["Ready"],
		abnormal: ["Remediated", "StorageOperationFailed", "FetchFailed", "IncludeUnavailable", "ArtifactOutdated"],
		normal: ["ArtifactInStorage", "SourceVerified", "TestSuccess", "Released", "Healthy"],
		reasons: {
			DependencyNotReady: "waiting",
			ArtifactFailed: "failing",
			BuildFailed: "permanent",
			HealthCheckFailed: "failing",
			ReconciliationFailed: "failing",
			RetriesExceeded: "permanent",
			RollbackSucceeded: "permanent",
			UninstallSucceeded: "permanent",
		},
	},
	{
		name: "Argo CD applications",
		source: "https://argo-cd.readthedocs.io/en/stable/operator-manual/health/",
		groups: ["argoproj.io"],
		kinds: ["Application"],
		works: isApplicationHealthy,
		facts: applicationFacts,
	},
	{
		name: "Argo CD application sets",
		source: "https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/",
		groups: ["argoproj.io"],
		kinds: ["ApplicationSet"],
		summary: ["ResourcesUpToDate"],
		abnormal: ["ErrorOccurred"],
		normal: ["ParametersGenerated"],
		ignored: ["RolloutProgressing"],
	},
	{
		name: "Argo Rollouts",
		source: "https://github.com/argoproj/argo-rollouts/blob/master/pkg/apis/rollouts/v1alpha1/types.go",
		groups: ["argoproj.io"],
		kinds: ["Rollout"],
		works: isRolloutHealthy,
		facts: rolloutFacts,
		ignored: ["Progressing", "Completed", "Healthy", "Available"],
	},
	{
		name: "KEDA",
		source: "https://keda.sh/docs/latest/concepts/scaling-deployments/",
		groups: ["keda.sh"],
		kinds: ["ScaledObject", "ScaledJob"],
		summary: ["Ready"],
		// Not active is what it is while there is nothing to do.
		ignored: ["Active"],
		abnormal: ["Fallback"],
		facts: scalerFacts,
	},
	{
		name: "Crossplane packages",
		source: "https://docs.crossplane.io/latest/packages/providers/#provider-conditions",
		groups: ["pkg.crossplane.io"],
		kinds: ["Provider", "Configuration", "Function"],
		summary: ["Installed", "Healthy"],
		reasons: { UnhealthyPackageRevision: "failing", UnknownPackageRevisionHealth: "waiting", InactivePackageRevision: "waiting" },
	},
	{
		name: "Crossplane definitions",
		source: "https://docs.crossplane.io/latest/composition/composite-resource-definitions/",
		groups: ["apiextensions.crossplane.io"],
		kinds: ["CompositeResourceDefinition"],
		summary: ["Established"],
		normal: ["Offered"],
		reasons: { WatchingCompositeResource: "waiting" },
	},
	{
		name: "Crossplane resources",
		source: "https://docs.crossplane.io/latest/managed-resources/managed-resources/#conditions",
		groups: ["crossplane.io", "upbound.io"],
		normal: ["Synced", "LastAsyncOperation", "AsyncOperation", "Responsive"],
		reasons: { Unavailable: "failing", Creating: "waiting", Deleting: "waiting", Ongoing: "waiting", ReconcileError: "failing" },
	},
	{
		name: "Cluster API",
		source: "https://cluster-api.sigs.k8s.io/reference/api/metadata-propagation",
		groups: ["cluster.x-k8s.io"],
		reasons: { WaitingForInfrastructure: "waiting", WaitingForControlPlane: "waiting", Deleting: "waiting" },
	},
	{
		name: "Gateway API routes",
		source: "https://gateway-api.sigs.k8s.io/reference/spec/#routeparentstatus",
		groups: ["gateway.networking.k8s.io"],
		kinds: ["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"],
		works: isAttached,
		facts: parentFacts,
	},
	{
		name: "Gateway API gateways",
		source: "https://gateway-api.sigs.k8s.io/reference/spec/#gatewaystatus",
		groups: ["gateway.networking.k8s.io"],
		kinds: ["Gateway", "XListenerSet", "ListenerSet"],
		summary: ["Accepted", "Programmed"],
		facts: listenerFacts,
	},
	{
		name: "Gateway API classes",
		source: "https://gateway-api.sigs.k8s.io/reference/spec/#gatewayclassstatus",
		groups: ["gateway.networking.k8s.io"],
		kinds: ["GatewayClass"],
		summary: ["Accepted"],
		ignored: ["SupportedVersion"],
	},
	{
		name: "Gateway API policies",
		source: "https://gateway-api.sigs.k8s.io/reference/policy-attachment/",
		groups: ["gateway.networking.k8s.io"],
		kinds: ["BackendTLSPolicy", "BackendLBPolicy", "XBackendTrafficPolicy"],
		works: isAttached,
		facts: ancestorFacts,
	},
	{
		name: "Prometheus operator",
		source: "https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.Condition",
		groups: ["monitoring.coreos.com"],
		kinds: ["Prometheus", "PrometheusAgent", "Alertmanager", "ThanosRuler"],
		summary: ["Available", "Reconciled"],
	},
	{
		name: "Prometheus operator monitors",
		source: "https://prometheus-operator.dev/docs/developer/getting-started/",
		groups: ["monitoring.coreos.com"],
		facts: monitorFacts,
		instead: 'use a metrics probe, for example with up{job="…"}: its status does not show what is scraped',
	},
	{
		name: "Istio",
		source: "https://istio.io/latest/docs/reference/config/meta/v1beta1/istio-status/",
		groups: ["istio.io"],
		summary: ["Reconciled"],
		facts: istioFacts,
		instead: "ask a pod with an http probe, or let Istio write a status (PILOT_ENABLE_STATUS)",
	},
];

export function familyOf({ apiVersion, kind }: KubeObject): Family | null {
	const group = groupOf(apiVersion);
	const found = families.find(
		(family) => family.groups.some((own) => group === own || group.endsWith(`.${own}`)) && family.kinds?.includes(kind) !== false,
	);
	return found ?? null;
}

export function groupOf(apiVersion: string): string {
	return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}
