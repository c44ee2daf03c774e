import { nearest } from "../../model/did-you-mean.ts";

/**
 * The paths that the API server can select by, per kind, besides metadata.name and metadata.namespace, with the values that can occur
 * where these are few. Any other path is refused: "field label not supported".
 * https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/core/v1/conversion.go, and each group's conversion.go
 */
const supported: Readonly<Record<string, Readonly<Record<string, readonly string[] | "number" | null>>>> = {
	"v1/Pod": {
		"spec.nodeName": null,
		"spec.restartPolicy": ["Always", "OnFailure", "Never"],
		"spec.schedulerName": null,
		"spec.serviceAccountName": null,
		"spec.hostNetwork": ["true", "false"],
		"status.phase": ["Pending", "Running", "Succeeded", "Failed", "Unknown"],
		"status.podIP": null,
		"status.podIPs": null,
		"status.nominatedNodeName": null,
	},
	"v1/Event": {
		"involvedObject.kind": null,
		"involvedObject.namespace": null,
		"involvedObject.name": null,
		"involvedObject.uid": null,
		"involvedObject.apiVersion": null,
		"involvedObject.resourceVersion": null,
		"involvedObject.fieldPath": null,
		reason: null,
		reportingComponent: null,
		source: null,
		type: ["Normal", "Warning"],
	},
	"events.k8s.io/v1/Event": {
		"regarding.kind": null,
		"regarding.namespace": null,
		"regarding.name": null,
		"regarding.uid": null,
		"regarding.apiVersion": null,
		"regarding.resourceVersion": null,
		"regarding.fieldPath": null,
		reason: null,
		reportingController: null,
		type: ["Normal", "Warning"],
	},
	"v1/Secret": { type: null },
	"v1/Namespace": { "status.phase": ["Active", "Terminating"] },
	"v1/Node": { "spec.unschedulable": ["true", "false"] },
	"v1/ReplicationController": { "status.replicas": "number" },
	"apps/v1/ReplicaSet": { "status.replicas": "number" },
	"batch/v1/Job": { "status.successful": "number" },
	"certificates.k8s.io/v1/CertificateSigningRequest": { "spec.signerName": null },
};

/** Fields that the server selects by under another name than the object has, or that are left out where they are false or 0. */
const elsewhere: Readonly<Record<string, string>> = { "status.successful": "status.succeeded", source: "source.component" };
const zero: Readonly<Record<string, string>> = {
	"status.successful": "0",
	"status.replicas": "0",
	"spec.unschedulable": "false",
	"spec.hostNetwork": "false",
};

export interface FieldTrap {
	readonly message: string;
	readonly better: string;
}

/** The part of a field selector that can never select anything; null if all parts can. */
export function impossibleField(apiVersion: string, kind: string, fields: ReadonlyMap<string, string>): FieldTrap | null {
	const known = supported[`${apiVersion}/${kind}`] ?? {};
	// A CustomResourceDefinition may make fields of its kind selectable; only the cluster knows which.
	const isOpen = isCustomGroup(apiVersion);
	for (const [path, value] of fields) {
		if (path === "metadata.name" || path === "metadata.namespace" || isOpen) continue;
		const values = Object.hasOwn(known, path) ? known[path] : undefined;
		if (values === undefined) {
			const paths = ["metadata.name", "metadata.namespace", ...Object.keys(known)];
			const like = paths.find((other) => other.split(".").at(-1) === path.split(".").at(-1)) ?? nearest(path, paths);
			return {
				message: `the API server cannot select ${kind}s by ${path}${like === null ? "" : `; did you mean ${like}?`}`,
				better:
					like === null
						? `leave it out, and compare the field in expect: object.${path} == '${value}'`
						: `fieldSelector: ${like}=${value}`,
			};
		}
		const message = `${path} of a ${kind} is never "${value}"`;
		if (values === "number" && !/^\d+$/.test(value)) return { message, better: `fieldSelector: ${path}=0` };
		if (Array.isArray(values) && !values.includes(value)) {
			const suggestion = values.find((one) => one.toLowerCase() === value.toLowerCase()) ?? nearest(value, values) ?? values[0];
			return { message: `${message}, only ${values.join(", ")}`, better: `fieldSelector: ${path}=${suggestion}` };
		}
	}
	return null;
}

/** The path of the value that the server compares, and its default. */
export function selectable(path: string): { readonly path: string; readonly absent: string } {
	return { path: elsewhere[path] ?? path, absent: zero[path] ?? "" };
}

/** Kubernetes' own groups have no dot or end in k8s.io; a CustomResourceDefinition's group may also end in k8s.io, with fixed kinds. */
export function isCustomGroup(apiVersion: string): boolean {
	const [group = "", version] = apiVersion.split("/");
	if (version === undefined || !group.includes(".")) return false;
	return !builtInGroups.has(group);
}

const builtInGroups = new Set([
	"admissionregistration.k8s.io",
	"apiextensions.k8s.io",
	"apiregistration.k8s.io",
	"authentication.k8s.io",
	"authorization.k8s.io",
	"certificates.k8s.io",
	"coordination.k8s.io",
	"discovery.k8s.io",
	"events.k8s.io",
	"flowcontrol.apiserver.k8s.io",
	"networking.k8s.io",
	"node.k8s.io",
	"rbac.authorization.k8s.io",
	"resource.k8s.io",
	"scheduling.k8s.io",
	"storage.k8s.io",
]);
