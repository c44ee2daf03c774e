export const inventoryKinds = ["Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job"] as const;
export type InventoryKind = (typeof inventoryKinds)[number];

/** Something that runs, and what leads to it. */
export interface Workload {
	readonly kind: InventoryKind;
	readonly namespace: string;
	readonly name: string;
	/** That its containers name. */
	readonly ports: readonly number[];
	/** The Services that lead to its pods and to no others. */
	readonly services: readonly { readonly name: string; readonly ports: readonly number[] }[];
}

/** What the API server takes as a name; nothing else is written into a document or a probes file. */
export function isName(text: string): boolean {
	return text.length <= 253 && text.split(".").every((part) => label.test(part));
}

/** The same for a Service and for a namespace. */
export function isLabel(text: string): boolean {
	return text.length <= 63 && label.test(text);
}

const label = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
