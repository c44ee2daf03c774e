import { type KubeObject, listAt, numberAt, stringAt } from "../../cluster/objects/object.ts";

/** A port of a Service as others refer to it: by number or name. */
export type PortReference = { readonly number: number } | { readonly name: string };

/** The port that a reference means, as the Service numbers it. */
export function portOf(service: KubeObject, wanted: PortReference): string | null {
	for (const port of listAt(service, "spec", "ports")) {
		const number = numberAt(port, "port");
		if (number === null) continue;
		if ("number" in wanted ? number === wanted.number : stringAt(port, "name") === wanted.name) return String(number);
	}
	return null;
}

export interface Backend {
	/** Null for a backend that is not a Service. */
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
