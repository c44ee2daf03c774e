import { type KubeObject, listAt, numberAt, stringAt } from "../../cluster/objects/object.ts";
import { few } from "../../text/wording.ts";

export interface ServicePort {
	readonly name: string;
	readonly number: number;
	/** The number or name of the port of its pods. */
	readonly target: string;
	readonly protocol: string;
}

/** The ports that are asked for; in words what is missing. */
export function servicePorts(
	service: KubeObject,
	{ ports }: { readonly ports: readonly string[] },
): readonly ServicePort[] | string {
	const all = listAt(service, "spec", "ports").map((port): ServicePort => {
		const number = numberAt(port, "port") ?? 0;
		const target = stringAt(port, "targetPort") ?? String(numberAt(port, "targetPort") ?? number);
		return { name: stringAt(port, "name") ?? "", number, target, protocol: stringAt(port, "protocol") ?? "TCP" };
	});
	const has =
		all.length === 0
			? "it has none"
			: `it has ${few(
					all.map((port) => `${port.number}${port.name === "" ? "" : ` (${port.name})`}`),
					6,
				)}`;
	if (ports.length === 0) return all.length === 0 ? "has no port" : all;
	const found: ServicePort[] = [];
	for (const wanted of ports) {
		const match = all.find((port) => String(port.number) === wanted || port.name === wanted);
		if (match === undefined) return `has no port ${wanted}: ${has}`;
		found.push(match);
	}
	return found;
}
