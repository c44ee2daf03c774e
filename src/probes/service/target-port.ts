import { type KubeObject, listAt, numberAt, stringAt } from "../../cluster/objects/object.ts";
import { few } from "../../text/wording.ts";
import { sidecarsOf } from "../workload/restarts.ts";
import type { Addresses } from "./ready-addresses.ts";
import type { ServicePort } from "./service-ports.ts";

interface Opened {
	readonly name: string;
	readonly number: number;
	readonly protocol: string;
}

/**
 * Why a port of a Service leads to no port that its pods open, in words; null if it does, or if that is not known: declaring ports is
 * optional, so a port of a container that declares none may still be open.
 * https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
 */
export function unopened(port: ServicePort, pods: readonly KubeObject[]): string | null {
	for (const pod of pods) {
		const containers = [...listAt(pod, "spec", "containers"), ...besides(pod)];
		const declared = containers.map(portsIn);
		const all = declared.flat().filter(({ protocol }) => protocol === port.protocol);
		const isNamed = !/^\d+$/.test(port.target);
		if (all.some(({ name, number }) => (isNamed ? name === port.target : number === Number(port.target)))) continue;
		const has = declared.flat().map(({ number, name }) => `${number}${name === "" ? "" : ` (${name})`}`);
		const words = `its pods have no port ${port.target}: ${pod.metadata.name} opens ${few(has, 6) || "none"}`;
		if (isNamed) return words;
		// A port that the kubelet probes with success is open.
		const probed = containers.flatMap(probedPorts);
		if (probed.includes(Number(port.target))) continue;
		const isSilent = listAt(pod, "spec", "containers").some((container) => listAt(container, "ports").length === 0);
		if (!isSilent) return words;
	}
	return null;
}

/** Addresses alone are not enough: their target port must be one that the pods open, and the expected one. */
export function wrongTarget(
	{ targets }: Addresses,
	port: ServicePort,
	/** Those that it selects and that are ready; none where its slices are made by hand. */
	pods: readonly KubeObject[],
	targetPorts: readonly number[],
): { readonly outcome: "fail" | "pending"; readonly reason: string; readonly words: string } | null {
	const closed = unopened(port, pods);
	if (closed !== null)
		return { outcome: "fail", reason: "TargetPortMissing", words: `sends port ${port.number} to ${port.target}, but ${closed}` };
	const resolved = new Set(pods.flatMap((pod) => resolvedIn(pod, port)));
	const stale = pods.length === 0 ? undefined : targets.find((target) => !resolved.has(target));
	if (stale !== undefined)
		return {
			outcome: "pending",
			reason: "StaleSlice",
			words: `sends port ${port.number} to ${port.target}, and its EndpointSlice still to ${stale}`,
		};
	const other = targetPorts.length === 0 ? undefined : targets.find((target) => !targetPorts.includes(target));
	if (other === undefined) return null;
	return {
		outcome: "fail",
		reason: "WrongTargetPort",
		words: `sends port ${port.number} to port ${other} of its pods, and ${targetPorts.join(" or ")} is expected`,
	};
}

/** The numbers that a port of a Service leads to in a pod. */
function resolvedIn(pod: KubeObject, port: ServicePort): readonly number[] {
	if (/^\d+$/.test(port.target)) return [Number(port.target)];
	return [...listAt(pod, "spec", "containers"), ...besides(pod)]
		.flatMap(portsIn)
		.filter(({ name }) => name === port.target)
		.map(({ number }) => number);
}

function besides(pod: KubeObject): readonly unknown[] {
	const sidecars = sidecarsOf(pod);
	return listAt(pod, "spec", "initContainers").filter((container) => sidecars.has(stringAt(container, "name") ?? ""));
}

function portsIn(container: unknown): Opened[] {
	return listAt(container, "ports").map((port) => ({
		name: stringAt(port, "name") ?? "",
		number: numberAt(port, "containerPort") ?? 0,
		protocol: stringAt(port, "protocol") ?? "TCP",
	}));
}

function probedPorts(container: unknown): number[] {
	return ["readinessProbe", "livenessProbe", "startupProbe"].flatMap((probe) =>
		["httpGet", "tcpSocket", "grpc"].flatMap((how) => numberAt(container, probe, how, "port") ?? []),
	);
}
