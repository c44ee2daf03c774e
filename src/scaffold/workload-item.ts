import type { Workload } from "./workload.ts";

/** Plain text, and what proves it; null where nothing is bound to it. */
export interface PlannedItem {
	readonly text: string;
	readonly probe: object | null;
}

/** The item of a workload, and the probe that proves it. */
export function workloadItem(workload: Workload, defaultNamespace: string | null): PlannedItem {
	const { kind, name, ports } = workload;
	const portsNote = ports.length === 0 ? "" : ` (${ports.length === 1 ? "port" : "ports"} ${ports.join(", ")})`;
	return { text: `${kind} ${name}${portsNote}`, probe: probeOf(workload, defaultNamespace) };
}

function probeOf({ kind, namespace, name, ports, services }: Workload, defaultNamespace: string | null): object {
	const elsewhere = namespace === defaultNamespace ? {} : { namespace };
	if (kind === "CronJob") return { cronjob: { name, ...elsewhere } };
	if (kind === "Job") return { job: { name, ...elsewhere } };
	const workload = { kind, name, ...elsewhere, ...(ports.length === 0 ? {} : { ports }) };
	const [service, ...others] = services;
	if (service === undefined) return { workload };
	// A workload's own service must have the ports of the containers; one with other ports gets a probe of its own.
	if (others.length === 0 && ports.length > 0 && ports.every((port) => service.ports.includes(port)))
		return { workload: { ...workload, service: service.name } };
	const asked = services.map((one) => ({
		service: { name: one.name, ...elsewhere, ports: one.ports.map(String), workload: `${kind}/${name}` },
	}));
	return { all: [{ workload }, ...asked] };
}
