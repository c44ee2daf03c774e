import type { AskedFor } from "../problem.ts";

/** How a kind is addressed. */
export interface Resource {
	/** `apps/v1`, `v1`. */
	readonly apiVersion: string;
	readonly kind: string;
	/** `deployments`. */
	readonly plural: string;
	readonly namespaced: boolean;
}

/** As RBAC and kubectl name it: `deployments.apps`, `pods`. */
export function resourceName(resource: Resource): string {
	const group = groupOf(resource.apiVersion);
	return group === "" ? resource.plural : `${resource.plural}.${group}`;
}

/** Of `apps/v1`, `apps`; empty for the core group. */
export function groupOf(apiVersion: string): string {
	return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}

export function pathOf(resource: Resource, namespace: string | null): string {
	const root = resource.apiVersion.includes("/") ? "/apis" : "/api";
	const version = resource.apiVersion.split("/").map(encodeURIComponent).join("/");
	const scope = namespace === null ? "" : `/namespaces/${encodeURIComponent(namespace)}`;
	return `${root}/${version}${scope}/${encodeURIComponent(resource.plural)}`;
}

/** `list deployments.apps in boulder-staging`. */
export function inWords(asked: AskedFor): string {
	return `${asked.verb} ${asked.resource}${asked.namespace === null ? "" : ` in ${asked.namespace}`}`;
}
