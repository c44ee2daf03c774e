import { type KubeObject, numberAt, stringAt } from "../../cluster/objects/object.ts";
import { describeDuration } from "../../model/duration.ts";
import { few } from "../../text/wording.ts";
import { define } from "../define.ts";
import type { ProbeResult, ReadAndJudge } from "../probe.ts";
import { elapsed } from "../shared/conditions.ts";
import { findObject, type Lookup, notFound, preconditions, type ReportFn, reporterFor } from "../shared/lookup.ts";
import { objectName } from "../shared/names.ts";
import { namespaceOf } from "../shared/namespace.ts";
import { listRight } from "../shared/pods-of.ts";
import { readQuantity } from "../shared/quantity.ts";

export interface PvcSpec {
	readonly namespace: string;
	readonly name: string;
	/** A quantity. */
	readonly minSize: string | null;
}

export interface PvcEvidence {
	readonly pvc: Lookup;
	/** Read only while it waits. */
	readonly classes: readonly KubeObject[];
}

export const pvc: ReadAndJudge<PvcSpec, PvcEvidence> = {
	name: "pvc",
	proves: "a PersistentVolumeClaim is bound, and large enough",
	specify(fields, reading) {
		const minSize = fields.string("minSize");
		const quantity = minSize === null ? null : readQuantity(minSize);
		if (minSize !== null && (quantity === null || quantity <= 0n))
			throw fields.fault('"minSize" of pvc is a quantity such as 10Gi', null, fields.placeOf("minSize"));
		return { namespace: namespaceOf(fields, reading), name: fields.required("name", objectName(fields, "name")), minSize };
	},
	describe: ({ name, minSize }) =>
		`PersistentVolumeClaim ${name} is bound${minSize === null ? "" : `, with at least ${minSize}`}`,
	looksFor: ({ name }) => name,
	rights: ({ namespace }) => [
		listRight("", "persistentvolumeclaims", namespace),
		listRight("storage.k8s.io", "storageclasses", null),
	],
	async read({ namespace, name }, { cluster }) {
		const found = await findObject(cluster, { apiVersion: "v1", kind: "PersistentVolumeClaim", namespace, name });
		const waits = found.object !== null && stringAt(found.object, "status", "phase") === "Pending";
		const classes = waits ? await cluster.list({ apiVersion: "storage.k8s.io/v1", kind: "StorageClass", namespace: null }) : null;
		return { pvc: found, classes: classes?.objects ?? [] };
	},
	judge: judgePvc,
};

function judgePvc({ pvc: lookup, classes }: PvcEvidence, { minSize }: PvcSpec): ProbeResult {
	const { object, observedAt } = lookup;
	if (object === null) return notFound(lookup);
	const report = reporterFor(object, `phase Bound${minSize === null ? "" : `, at least ${minSize}`}`, observedAt);
	const early = preconditions(object, report, { hasStatus: true });
	if (early !== null) return early;
	const phase = stringAt(object, "status", "phase");
	if (phase === "Lost") return report("fail", "Lost", "has lost its volume");
	if (phase !== "Bound") return waiting(object, classes, observedAt, report);
	const volume = stringAt(object, "spec", "volumeName");
	if (volume === null || volume === "") return report("pending", "NoVolume", "is Bound, but has no volume");
	// Integers are sent as such by some servers.
	const size =
		stringAt(object, "status", "capacity", "storage") ?? numberAt(object, "status", "capacity", "storage")?.toString() ?? null;
	const quantity = size === null ? null : readQuantity(size);
	if (quantity === null || quantity <= 0n) return report("pending", "NoCapacity", "is bound, but has not reported its size yet");
	const wanted = minSize === null ? null : readQuantity(minSize);
	if (wanted !== null && quantity < wanted) {
		const asked = readQuantity(stringAt(object, "spec", "resources", "requests", "storage") ?? "");
		if (asked !== null && asked >= wanted)
			return report("pending", "Resizing", `has ${size} of the ${minSize} that it requests: it is being resized`);
		return report("fail", "TooSmall", `has ${size}; at least ${minSize} were expected`);
	}
	return report("pass", "Bound", `is bound to ${volume}, with ${size}`);
}

function waiting(object: KubeObject, classes: readonly KubeObject[], now: string, report: ReportFn): ProbeResult {
	const age = elapsed(object.metadata.creationTimestamp, now);
	const since = age === null ? "" : ` for ${describeDuration(age)}`;
	if (stringAt(object, "status", "phase") !== "Pending")
		return report("pending", "NotObserved", "has not reported yet whether it is bound");
	const names = classes.map(({ metadata }) => metadata.name);
	const known = `kubectl get storageclasses`;
	const wanted = stringAt(object, "spec", "storageClassName");
	if (wanted === "")
		return report("pending", "WaitsForVolume", `has waited${since} for a volume that an administrator must create`);
	if (wanted === null) {
		const isDefault = (entry: KubeObject): boolean =>
			entry.metadata.annotations?.["storageclass.kubernetes.io/is-default-class"] === "true";
		if (!classes.some(isDefault))
			return report("fail", "NoStorageClass", `has waited${since}: it has no storage class, and there is no default`, known);
		return report("pending", "WaitsForVolume", `has waited${since} for a volume`);
	}
	const found = classes.find(({ metadata }) => metadata.name === wanted);
	if (found === undefined)
		return report(
			"fail",
			"NoStorageClass",
			`has waited${since}: its storage class ${wanted} does not exist; existing: ${few(names) || "none"}`,
			known,
		);
	if (stringAt(found, "volumeBindingMode") === "WaitForFirstConsumer")
		return report(
			"pending",
			"WaitsForPod",
			`has waited${since}: its storage class ${wanted} provisions a volume when a pod uses it`,
		);
	return report(
		"pending",
		"WaitsForVolume",
		`has waited${since} for ${stringAt(found, "provisioner") ?? wanted} to provision a volume`,
	);
}

export const pvcProbe = define(pvc);
