import { type KubeObject, listAt, stringAt } from "../../cluster/object.ts";
import { commandLine } from "../../text/command-line.ts";
import { define } from "../define.ts";
import { type Backend, backendsOf, portOf, readyAddresses } from "../judging/backends.ts";
import { count, few } from "../judging/findings.ts";
import { ofName } from "../judging/lookup.ts";
import { namespaceOf } from "../judging/namespace.ts";
import { listRight } from "../judging/pods-of.ts";
import { judgeServer, type Server, serverOf, serverRights } from "../judging/server.ts";
import { notFound, type Sought, seek, type Tell, teller, unsettled } from "../judging/sought.ts";
import type { Finding, ReadAndJudge } from "../probe.ts";

export interface IngressSpec {
	readonly namespace: string;
	readonly name: string;
	readonly hosts: readonly string[];
	/** Whether its status must have an address; some controllers never write one. */
	readonly address: boolean;
	/** Whether the Secrets of its certificates must exist. */
	readonly tls: boolean;
	readonly controller: Server | null;
}

export interface IngressEvidence {
	readonly ingress: Sought;
	readonly classes: readonly KubeObject[];
	readonly services: readonly KubeObject[];
	readonly slices: readonly KubeObject[];
	/** Metadata alone; none where they were not read. */
	readonly secrets: readonly KubeObject[];
	readonly controller: Sought | null;
}

export const ingress: ReadAndJudge<IngressSpec, IngressEvidence> = {
	name: "ingress",
	proves: "an Ingress has a class and an address, and each of its backends has ready endpoints",
	specify: (fields, reading) => ({
		namespace: namespaceOf(fields, reading),
		name: fields.required("name", fields.string("name")),
		hosts: fields.strings("hosts") ?? [],
		address: fields.boolean("address") ?? true,
		tls: fields.boolean("tls") ?? true,
		controller: serverOf(fields, "controller"),
	}),
	say: ({ name }) => `Ingress ${name} is served, and each of its backends has ready endpoints`,
	rights: ({ namespace, tls, controller }) => [
		listRight("networking.k8s.io", "ingresses", namespace),
		listRight("networking.k8s.io", "ingressclasses", null),
		listRight("", "services", namespace),
		listRight("discovery.k8s.io", "endpointslices", namespace),
		...(tls ? [listRight("", "secrets", namespace)] : []),
		...serverRights(controller),
	],
	async read({ namespace, name, tls, controller }, { cluster }) {
		const networking = "networking.k8s.io/v1";
		const [found, classes, services, slices, server] = await Promise.all([
			seek(cluster, { apiVersion: networking, kind: "Ingress", namespace, name }),
			cluster.list({ apiVersion: networking, kind: "IngressClass", namespace: null }),
			cluster.list({ apiVersion: "v1", kind: "Service", namespace }),
			cluster.list({ apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", namespace }),
			controller === null ? null : seek(cluster, { apiVersion: "apps/v1", ...controller }),
		]);
		const named = tls && found.object !== null && secretsOf(found.object).length > 0;
		const secrets = named ? await cluster.list({ apiVersion: "v1", kind: "Secret", namespace }) : null;
		return {
			ingress: found,
			classes: classes.objects,
			services: services.objects,
			slices: slices.objects,
			secrets: secrets?.objects ?? [],
			controller: server,
		};
	},
	judge: judgeIngress,
};

function secretsOf(object: KubeObject): string[] {
	return listAt(object, "spec", "tls")
		.map((entry) => stringAt(entry, "secretName"))
		.filter((name) => name !== null);
}

function judgeIngress(evidence: IngressEvidence, spec: IngressSpec): Finding {
	const { object, observedAt } = evidence.ingress;
	if (object === null) return notFound(evidence.ingress);
	const tell = teller(object, "a controller serves it, and each backend has ready endpoints", observedAt);
	const early = unsettled(object, tell, { hasStatus: false });
	return (
		early ?? classless(object, evidence, tell) ?? unrouted(object, evidence, spec, tell) ?? unserved(object, evidence, spec, tell)
	);
}

function classless(object: KubeObject, { classes }: IngressEvidence, tell: Tell): Finding | null {
	const names = classes.map(({ metadata }) => metadata.name);
	const known = names.length === 0 ? "install an ingress controller" : "kubectl get ingressclasses";
	const wanted = stringAt(object, "spec", "ingressClassName");
	if (wanted === null) {
		// Older controllers go by this annotation, and need no class object.
		if (object.metadata.annotations?.["kubernetes.io/ingress.class"] !== undefined) return null;
		return tell(
			"fail",
			"NoClass",
			`names no class, so that no controller is bound to serve it; there are ${few(names) || "none"}`,
			known,
		);
	}
	const found = classes.find(({ metadata }) => metadata.name === wanted);
	if (found === undefined)
		return tell("fail", "NoClass", `wants the class ${wanted}, which does not exist; there are ${few(names) || "none"}`, known);
	if (found.metadata.deletionTimestamp !== undefined)
		return tell("fail", "NoClass", `wants the class ${wanted}, which is being deleted`, known);
	if (stringAt(found, "spec", "controller") === null)
		return tell("fail", "NoClass", `wants the class ${wanted}, which no controller serves`, known);
	return null;
}

function unrouted(object: KubeObject, evidence: IngressEvidence, { hosts, tls }: IngressSpec, tell: Tell): Finding | null {
	const found = listAt(object, "spec", "rules").map((rule) => stringAt(rule, "host") ?? "*");
	const lacking = hosts.filter((host) => !found.includes(host));
	if (lacking.length > 0)
		return tell("fail", "HostMissing", `has no rule for ${few(lacking)}, but for ${few(found) || "no host"}`);
	const backends = backendsOf(object);
	if (backends.length === 0) return tell("fail", "NoBackend", "sends its traffic nowhere: it has no backend");
	for (const backend of backends) {
		const fault = faultOf(backend, evidence, object.metadata.namespace ?? "default");
		if (fault !== null) return tell(fault.outcome, fault.reason, `sends traffic to ${backend.words}: ${fault.words}`, fault.hint);
	}
	const missing = tls ? secretsOf(object).filter((name) => ofName(evidence.secrets, name).length === 0) : [];
	if (missing.length > 0)
		return tell("fail", "CertificateMissing", `wants the certificate of Secret ${few(missing)}, which does not exist`);
	return null;
}

interface Fault {
	readonly outcome: "fail" | "unknown";
	readonly reason: string;
	readonly words: string;
	readonly hint?: string | null;
}

function faultOf(
	{ service: name, port: wanted }: Backend,
	{ services, slices }: IngressEvidence,
	namespace: string,
): Fault | null {
	if (name === null)
		return { outcome: "unknown", reason: "BackendUnknown", words: "it is no Service, and whether it serves cannot be told" };
	const service = ofName(services, name)[0];
	const list = commandLine`kubectl get -n ${namespace} endpointslices -l kubernetes.io/service-name=${name}`;
	if (service === undefined) return { outcome: "fail", reason: "ServiceNotFound", words: `there is no Service ${name}` };
	if (service.metadata.deletionTimestamp !== undefined)
		return { outcome: "fail", reason: "ServiceTerminating", words: `Service ${name} is being deleted` };
	if (stringAt(service, "spec", "type") === "ExternalName")
		return {
			outcome: "unknown",
			reason: "BackendUnknown",
			words: "it is a name outside the cluster, and whether it serves cannot be told",
		};
	const port = wanted === null ? null : portOf(service, wanted);
	if (port === null) return { outcome: "fail", reason: "PortNotFound", words: `Service ${name} has no such port` };
	if (readyAddresses(service, port, slices) > 0) return null;
	return { outcome: "fail", reason: "NoEndpoints", words: `Service ${name} has no ready endpoint on that port`, hint: list };
}

function unserved(object: KubeObject, evidence: IngressEvidence, { address, tls }: IngressSpec, tell: Tell): Finding {
	const addresses = listAt(object, "status", "loadBalancer", "ingress")
		.map((entry) => stringAt(entry, "hostname") ?? stringAt(entry, "ip"))
		.filter((found) => found !== null && found !== "");
	const { controller } = evidence;
	const doubt = controller === null ? null : judgeServer(controller);
	if (doubt !== null)
		return tell(
			doubt.outcome === "fail" ? "fail" : "pending",
			doubt.reason,
			`has a controller that does not serve: ${doubt.message}`,
		);
	if (address && addresses.length === 0)
		return tell(
			"pending",
			"NoAddress",
			"has no address: no controller serves its class yet",
			"if its controller never writes one, say address: false and name the controller: { kind, namespace, name }",
		);
	if (!address && controller === null)
		return tell(
			"unknown",
			"ControllerUnknown",
			"is not known to be served: its address is not looked at, and no controller is named",
			"name it, controller: { kind: Deployment, namespace: …, name: … }",
		);
	const where = addresses.length === 0 ? `by ${controller?.kind} ${controller?.name}` : `at ${few(addresses.map(String))}`;
	const unseen = !tls && secretsOf(object).length > 0 ? "; its certificates were not looked at" : "";
	return tell(
		"pass",
		"Served",
		`is served ${where}, and its ${count(backendsOf(object).length, "backend")} can be reached${unseen}`,
	);
}

export const ingressProbe = define(ingress);
