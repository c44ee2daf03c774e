import { type Deployment, documentName, labelsOf, logName, type Manifest, reportName } from "./deployment.ts";

/** The document and its probes file, as bytes: a ConfigMap also stores bytes that are not plain text. */
export interface Contents {
	readonly document: FileContent;
	readonly probes: FileContent;
}

export interface FileContent {
	readonly bytes: Uint8Array;
	/** Null if a manifest cannot contain the text as it is: with CRLF, control characters or invisible ones. */
	readonly plain: string | null;
	/** The same in base64. */
	readonly base64: string;
}

/** What the API server takes, keys and values together. */
export const maxConfigMapBytes = 1024 * 1024;

export const documentFile = "PHASE-STATUS.md";
const probesFile = "probes.yaml";

export function sizeOf({ document, probes }: Contents): number {
	return document.bytes.length + probes.bytes.length;
}

export function documentConfigMap(deployment: Deployment, { document, probes }: Contents): Manifest {
	const files = [
		[documentFile, document],
		[probesFile, probes],
	] as const;
	const data = files.flatMap(([file, { plain }]) => (plain === null ? [] : [[file, plain] as const]));
	const binaryData = files.flatMap(([file, { plain, base64 }]) => (plain === null ? [[file, base64] as const] : []));
	return {
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name: documentName(deployment), namespace: deployment.namespace, labels: labelsOf(deployment) },
		...(data.length === 0 ? {} : { data: Object.fromEntries(data) }),
		...(binaryData.length === 0 ? {} : { binaryData: Object.fromEntries(binaryData) }),
	};
}

/** Created empty: the right to create ConfigMaps applies to any name, while the right to patch can be limited to one. */
export function reportConfigMap(deployment: Deployment): Manifest {
	return {
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name: reportName(deployment), namespace: deployment.namespace, labels: labelsOf(deployment) },
	};
}

/** Made empty, as the report is; the first run starts the log. */
export function logConfigMap(deployment: Deployment): Manifest {
	return {
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name: logName(deployment), namespace: deployment.namespace, labels: labelsOf(deployment) },
	};
}
