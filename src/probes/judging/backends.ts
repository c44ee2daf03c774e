import { at, isRecord, type KubeObject, listAt, numberAt, stringAt } from "../../cluster/object.ts";
import { labelled } from "./lookup.ts";

/** A port of a Service as others refer to it: by number or name. */
export type PortReference = { readonly number: number } | { readonly name: string };

export interface ServicePort {
	/** "" where it has none, as its EndpointSlices say, too. */
	readonly name: string;
	readonly number: number;
}

export function portOf(service: KubeObject, wanted: PortReference): ServicePort | null {
	for (const port of listAt(service, "spec", "ports")) {
		const number = numberAt(port, "port");
		const name = stringAt(port, "name") ?? "";
		if (number === null) continue;
		if ("number" in wanted ? number === wanted.number : name === wanted.name) return { name, number };
	}
	return null;
}

/** Addresses that take traffic for a port, over all slices of the Service: a slice holds a hundred, and one IP family. */
export function readyAddresses(service: KubeObject, port: ServicePort, slices: readonly KubeObject[]): number {
	let ready = 0;
	for (const slice of labelled(slices, "kubernetes.io/service-name", service.metadata.name)) {
		if (!listAt(slice, "ports").some((entry) => (stringAt(entry, "name") ?? "") === port.name)) continue;
		for (const endpoint of listAt(slice, "endpoints"))
			if (isReadyEndpoint(endpoint)) ready += listAt(endpoint, "addresses").length;
	}
	return ready;
}

/** Whether an endpoint takes traffic. By the API, one that does not say whether it is ready is to be taken as ready; terminating ones never are. */
export function isReadyEndpoint(endpoint: unknown): boolean {
	const conditions = at(endpoint, "conditions") ?? {};
	if (!isRecord(conditions)) return false;
	// A Service that publishes addresses that are not ready calls them ready all the same; serving tells.
	if (conditions.serving === false || conditions.terminating === true) return false;
	return conditions.ready === undefined || conditions.ready === null || conditions.ready === true;
}

export interface Backend {
	/** Null for a backend that is no Service. */
	readonly service: string | null;
	readonly port: PortReference | null;
	readonly words: string;
}

/** Where an Ingress sends its traffic, its default backend included. */
export function backendsOf(ingress: KubeObject): Backend[] {
	const paths = listAt(ingress, "spec", "rules").flatMap((rule) => listAt(rule, "http", "paths"));
	const found = [
		...listOf(backendAt(ingress, "spec", "defaultBackend")),
		...paths.map((path) => backendAt(path, "backend") ?? { service: null, port: null, words: "nothing" }),
	];
	return [...new Map(found.map((backend) => [backend.words, backend])).values()];
}

function listOf(backend: Backend | null): Backend[] {
	return backend === null ? [] : [backend];
}

function backendAt(object: unknown, ...path: readonly string[]): Backend | null {
	const service = stringAt(object, ...path, "service", "name");
	if (service !== null) {
		const number = numberAt(object, ...path, "service", "port", "number");
		const name = stringAt(object, ...path, "service", "port", "name");
		const port = number !== null ? { number } : name !== null ? { name } : null;
		return { service, port, words: `${service}:${number ?? name ?? "?"}` };
	}
	const kind = stringAt(object, ...path, "resource", "kind");
	return kind === null
		? null
		: { service: null, port: null, words: `${kind} ${stringAt(object, ...path, "resource", "name") ?? ""}` };
}
