import type { Resource } from "./resource.ts";

// Kinds that every cluster has, so that no discovery is paid for them. Those in the first list of a group have a namespace.
const table: readonly (readonly [apiVersion: string, namespaced: string, clusterWide: string])[] = [
	[
		"v1",
		`ConfigMap:configmaps Endpoints:endpoints Event:events LimitRange:limitranges PersistentVolumeClaim:persistentvolumeclaims Pod:pods
		PodTemplate:podtemplates ReplicationController:replicationcontrollers ResourceQuota:resourcequotas Secret:secrets Service:services
		ServiceAccount:serviceaccounts`,
		"Namespace:namespaces Node:nodes PersistentVolume:persistentvolumes",
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
	["storage.k8s.io/v1", "", "CSIDriver:csidrivers StorageClass:storageclasses VolumeAttachment:volumeattachments"],
	["scheduling.k8s.io/v1", "", "PriorityClass:priorityclasses"],
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

function entries(apiVersion: string, list: string, namespaced: boolean): Resource[] {
	const names = list.split(/\s+/).filter((name) => name !== "");
	return names.map((name) => {
		const [kind = "", plural = ""] = name.split(":");
		return { apiVersion, kind, plural, namespaced };
	});
}
