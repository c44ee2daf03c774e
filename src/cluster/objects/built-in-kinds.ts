import { groupOf, type Resource } from "./resource.ts";

// Kinds that every cluster has, so that no discovery is paid for them. Those in the first list of a group have a namespace.
const table: readonly (readonly [apiVersion: string, namespaced: string, clusterWide: string])[] = [
	[
		"v1",
		`ConfigMap:configmaps Endpoints:endpoints Event:events LimitRange:limitranges PersistentVolumeClaim:persistentvolumeclaims Pod:pods
		PodTemplate:podtemplates ReplicationController:replicationcontrollers ResourceQuota:resourcequotas Secret:secrets Service:services
		ServiceAccount:serviceaccounts`,
		"Namespace:namespaces Node:nodes PersistentVolume:persistentvolumes ComponentStatus:componentstatuses",
	],
	[
		"apps/v1",
		"ControllerRevision:controllerrevisions DaemonSet:daemonsets Deployment:deployments ReplicaSet:replicasets StatefulSet:statefulsets",
		"",
	],
	["batch/v1", "CronJob:cronjobs Job:jobs", ""],
	["autoscaling/v1", "HorizontalPodAutoscaler:horizontalpodautoscalers", ""],
	["autoscaling/v2", "HorizontalPodAutoscaler:horizontalpodautoscalers", ""],
	["policy/v1", "PodDisruptionBudget:poddisruptionbudgets", ""],
	["networking.k8s.io/v1", "Ingress:ingresses NetworkPolicy:networkpolicies", "IngressClass:ingressclasses"],
	["discovery.k8s.io/v1", "EndpointSlice:endpointslices", ""],
	["events.k8s.io/v1", "Event:events", ""],
	["coordination.k8s.io/v1", "Lease:leases", ""],
	["apiextensions.k8s.io/v1", "", "CustomResourceDefinition:customresourcedefinitions"],
	["apiregistration.k8s.io/v1", "", "APIService:apiservices"],
	[
		"rbac.authorization.k8s.io/v1",
		"Role:roles RoleBinding:rolebindings",
		"ClusterRole:clusterroles ClusterRoleBinding:clusterrolebindings",
	],
	[
		"storage.k8s.io/v1",
		"",
		"CSIDriver:csidrivers CSINode:csinodes StorageClass:storageclasses VolumeAttachment:volumeattachments",
	],
	["scheduling.k8s.io/v1", "", "PriorityClass:priorityclasses"],
	["node.k8s.io/v1", "", "RuntimeClass:runtimeclasses"],
	["certificates.k8s.io/v1", "", "CertificateSigningRequest:certificatesigningrequests"],
	[
		"admissionregistration.k8s.io/v1",
		"",
		`MutatingWebhookConfiguration:mutatingwebhookconfigurations ValidatingAdmissionPolicy:validatingadmissionpolicies
		ValidatingAdmissionPolicyBinding:validatingadmissionpolicybindings ValidatingWebhookConfiguration:validatingwebhookconfigurations`,
	],
];

export const builtInResources: readonly Resource[] = table.flatMap(([apiVersion, namespaced, clusterWide]) => [
	...entries(apiVersion, namespaced, true),
	...entries(apiVersion, clusterWide, false),
]);

const byName = new Map(builtInResources.map((resource) => [`${resource.apiVersion} ${resource.kind}`, resource]));

export function builtInResource(apiVersion: string, kind: string): Resource | null {
	return byName.get(`${apiVersion} ${kind}`) ?? null;
}

/**
 * Kinds without a namespace that not every cluster serves: their scope is known, how they are addressed is left to discovery. By group,
 * because a kind keeps its scope from version to version.
 */
const clusterWideElsewhere: Readonly<Record<string, readonly string[]>> = {
	"admissionregistration.k8s.io": ["MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding"],
	"flowcontrol.apiserver.k8s.io": ["FlowSchema", "PriorityLevelConfiguration"],
	"resource.k8s.io": ["DeviceClass", "ResourceSlice"],
	"snapshot.storage.k8s.io": ["VolumeSnapshotClass", "VolumeSnapshotContent"],
	"gateway.networking.k8s.io": ["GatewayClass"],
	"policy.networking.k8s.io": ["AdminNetworkPolicy", "BaselineAdminNetworkPolicy"],
	"metrics.k8s.io": ["NodeMetrics"],
	"cert-manager.io": ["ClusterIssuer"],
	"external-secrets.io": ["ClusterSecretStore", "ClusterExternalSecret"],
	"kyverno.io": ["ClusterPolicy"],
	"cilium.io": ["CiliumClusterwideNetworkPolicy", "CiliumNode"],
	"projectcalico.org": ["GlobalNetworkPolicy", "IPPool"],
	"karpenter.sh": ["NodePool", "NodeClaim"],
	"templates.gatekeeper.sh": ["ConstraintTemplate"],
};

const clusterKinds = new Set([
	...builtInResources.filter(({ namespaced }) => !namespaced).map(({ apiVersion, kind }) => `${groupOf(apiVersion)} ${kind}`),
	...Object.entries(clusterWideElsewhere).flatMap(([group, kinds]) => kinds.map((kind) => `${group} ${kind}`)),
]);

/** Whether a kind is known to have no namespace. */
export function isClusterScoped(apiVersion: string, kind: string): boolean {
	const known = builtInResource(apiVersion, kind);
	if (known !== null) return !known.namespaced;
	return clusterKinds.has(`${groupOf(apiVersion)} ${kind}`);
}

function entries(apiVersion: string, list: string, namespaced: boolean): Resource[] {
	const names = list.split(/\s+/).filter((name) => name !== "");
	return names.map((name) => {
		const [kind = "", plural = ""] = name.split(":");
		return { apiVersion, kind, plural, namespaced };
	});
}
