import { type KubeObject, listAt, stringAt } from "../../cluster/objects/object.ts";
import { commandLine } from "../../text/command-line.ts";
import { count, few } from "../../text/wording.ts";
import { define } from "../define.ts";
import type { ProbeResult, ReadAndJudge } from "../probe.ts";
import { addressesOf } from "../service/ready-addresses.ts";
import { servicePorts } from "../service/service-ports.ts";
import { wrongTarget } from "../service/target-port.ts";
import { type Controller, controllerOf, controllerRights, judgeController } from "../shared/controller.ts";
import { findObject, type Lookup, notFound, preconditions, type ReportFn, reporterFor } from "../shared/lookup.ts";
import { objectName } from "../shared/names.ts";
import { ofName, selectedFrom } from "../shared/names-and-labels.ts";
import { namespaceOf } from "../shared/namespace.ts";
import { isReady } from "../shared/pods.ts";
import { listRight } from "../shared/pods-of.ts";
import { equalitySelector } from "../shared/selectors.ts";
import { type Backend, backendsOf, portOf } from "./backends.ts";

export interface IngressSpec {
	readonly namespace: string;
	readonly name: string;
	readonly hosts: readonly string[];
	/** Whether its status must have an address; some controllers never write one. */
	readonly address: boolean;
	/** Whether the Secrets of its certificates must exist. */
	readonly tls: boolean;
	readonly controller: Controller | null;
}

export interface IngressEvidence {
	readonly ingress: Lookup;
	readonly classes: readonly KubeObject[];
	readonly services: readonly KubeObject[];
	readonly slices: readonly KubeObject[];
	/** All of the namespace: an address is as ready as its pod. */
	readonly pods: readonly KubeObject[];
	/** Metadata alone; none where they were not read. */
	readonly secrets: readonly KubeObject[];
	readonly controller: Lookup | null;
}

export const ingress: ReadAndJudge<IngressSpec, IngressEvidence> = {
	name: "ingress",
	proves: "an Ingress has a class and an address, and each of its backends has ready endpoints",
	specify: (fields, reading) => ({
		namespace: namespaceOf(fields, reading),
		name: fields.required("name", objectName(fields, "name")),
		hosts: fields.strings("hosts") ?? [],
		address: fields.boolean("address") ?? true,
		tls: fields.boolean("tls") ?? true,
		controller: controllerOf(fields, "controller"),
	}),
	describe: ({ name }) => `Ingress ${name} is served, and each of its backends has ready endpoints`,
	looksFor: ({ name }) => name,
	rights: ({ namespace, tls, controller }) => [
		listRight("networking.k8s.io", "ingresses", namespace),
		listRight("networking.k8s.io", "ingressclasses", null),
		listRight("", "services", namespace),
		listRight("discovery.k8s.io", "endpointslices", namespace),
		listRight("", "pods", namespace),
		...(tls ? [listRight("", "secrets", namespace)] : []),
		...controllerRights(controller),
	],
	async read({ namespace, name, tls, controller }, { cluster }) {
		const networking = "networking.k8s.io/v1";
		const [found, classes, services, slices, pods, server] = await Promise.all([
			findObject(cluster, { apiVersion: networking, kind: "Ingress", namespace, name }),
			cluster.list({ apiVersion: networking, kind: "IngressClass", namespace: null }),
			cluster.list({ apiVersion: "v1", kind: "Service", namespace }),
			cluster.list({ apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", namespace }),
			cluster.list({ apiVersion: "v1", kind: "Pod", namespace }),
			controller === null ? null : findObject(cluster, { apiVersion: "apps/v1", ...controller }),
		]);
		const named = tls && found.object !== null && secretsOf(found.object).length > 0;
		const secrets = named ? await cluster.list({ apiVersion: "v1", kind: "Secret", namespace }) : null;
		return {
			ingress: found,
			classes: classes.objects,
			services: services.objects,
			slices: slices.objects,
			pods: pods.objects,
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

function judgeIngress(evidence: IngressEvidence, spec: IngressSpec): ProbeResult {
	const { object, observedAt } = evidence.ingress;
	if (object === null) return notFound(evidence.ingress);
	const report = reporterFor(object, "a controller serves it, and each backend has ready endpoints", observedAt);
	const early = preconditions(object, report, { hasStatus: false });
	return (
		early ??
		classless(object, evidence, report) ??
		unrouted(object, evidence, spec, report) ??
		unserved(object, evidence, spec, report)
	);
}

function classless(object: KubeObject, { classes }: IngressEvidence, report: ReportFn): ProbeResult | null {
	const names = classes.map(({ metadata }) => metadata.name);
	const known = names.length === 0 ? "install an ingress controller" : "kubectl get ingressclasses";
	const wanted = stringAt(object, "spec", "ingressClassName");
	if (wanted === null) {
		// Older controllers go by this annotation, and need no class object.
		if (object.metadata.annotations?.["kubernetes.io/ingress.class"] !== undefined) return null;
		return report(
			"fail",
			"NoClass",
			`has no class, so no controller has to serve it; existing classes: ${few(names) || "none"}`,
			known,
		);
	}
	const found = classes.find(({ metadata }) => metadata.name === wanted);
	if (found === undefined)
		return report("fail", "NoClass", `uses the class ${wanted}, which does not exist; existing: ${few(names) || "none"}`, known);
	if (found.metadata.deletionTimestamp !== undefined)
		return report("fail", "NoClass", `uses the class ${wanted}, which is being deleted`, known);
	if (stringAt(found, "spec", "controller") === null)
		return report("fail", "NoClass", `uses the class ${wanted}, which no controller serves`, known);
	return null;
}

function unrouted(
	object: KubeObject,
	evidence: IngressEvidence,
	{ hosts, tls }: IngressSpec,
	report: ReportFn,
): ProbeResult | null {
	const found = listAt(object, "spec", "rules").map((rule) => stringAt(rule, "host") ?? "*");
	const lacking = hosts.filter((host) => !found.includes(host));
	if (lacking.length > 0)
		return report("fail", "HostMissing", `has no rule for ${few(lacking)}, but for ${few(found) || "no host"}`);
	const backends = backendsOf(object);
	if (backends.length === 0) return report("fail", "NoBackend", "has no backend");
	for (const backend of backends) {
		const fault = faultOf(backend, evidence, object.metadata.namespace ?? "default");
		if (fault !== null)
			return report(fault.outcome, fault.reason, `sends traffic to ${backend.words}: ${fault.words}`, fault.hint);
	}
	const foreign = tls ? uncertified(object, hosts, found, evidence.secrets) : null;
	if (foreign !== null) return report("fail", foreign.reason, foreign.words);
	const missing = tls ? secretsOf(object).filter((name) => ofName(evidence.secrets, name).length === 0) : [];
	if (missing.length > 0)
		return report("fail", "CertificateMissing", `uses the certificate of Secret ${few(missing)}, which does not exist`);
	return null;
}

/** Whether each host that is asked for, or any that is served, has a certificate by the Ingress and the metadata of its Secret. */
function uncertified(
	object: KubeObject,
	asked: readonly string[],
	served: readonly string[],
	secrets: readonly KubeObject[],
): { readonly reason: string; readonly words: string } | null {
	const entries = listAt(object, "spec", "tls");
	if (entries.length === 0) return null;
	// An entry without hosts applies to the hosts that the controller chooses.
	const hostsOf = (entry: unknown): readonly string[] => listAt(entry, "hosts").filter((host) => typeof host === "string");
	const all = entries.flatMap(hostsOf);
	const isOpen = entries.some((entry) => hostsOf(entry).length === 0);
	const bare = asked.filter((host) => !all.some((pattern) => covers(pattern, host)));
	const none = served.every((host) => !all.some((pattern) => covers(pattern, host) || covers(host, pattern)));
	const lacking = bare.length > 0 ? bare : none ? served : [];
	if (!isOpen && lacking.length > 0)
		return { reason: "TlsHostMissing", words: `has no certificate for ${few(lacking)}: its tls section is for ${few(all)}` };
	for (const entry of entries) {
		const name = stringAt(entry, "secretName");
		const secret = name === null ? undefined : ofName(secrets, name)[0];
		const names = certified(secret);
		if (names === null) continue;
		const wrong = hostsOf(entry).filter((host) => !names.some((pattern) => covers(pattern, host)));
		if (wrong.length > 0)
			return {
				reason: "CertificateOfOthers",
				words: `uses Secret ${name} for ${few(wrong)}, but its certificate is for ${few(names)}`,
			};
	}
	return null;
}

/** The names that cert-manager wrote on a certificate; null if there are none. https://cert-manager.io/docs/reference/annotations/ */
function certified(secret: KubeObject | undefined): readonly string[] | null {
	const { annotations = {} } = secret?.metadata ?? {};
	const names = [annotations["cert-manager.io/alt-names"], annotations["cert-manager.io/common-name"]]
		.flatMap((text) => (text ?? "").split(","))
		.map((name) => name.trim())
		.filter((name) => name !== "");
	return names.length === 0 ? null : names;
}

/** A wildcard matches one label. */
function covers(pattern: string, host: string): boolean {
	if (pattern === host) return true;
	return pattern.startsWith("*.") && host.split(".").slice(1).join(".") === pattern.slice(2);
}

interface Fault {
	readonly outcome: "fail" | "pending" | "unknown";
	readonly reason: string;
	readonly words: string;
	readonly hint?: string | null;
}

function faultOf(
	{ service: name, port: wanted }: Backend,
	{ services, slices, pods }: IngressEvidence,
	namespace: string,
): Fault | null {
	if (name === null)
		return { outcome: "unknown", reason: "BackendUnknown", words: "it is not a Service, so it is not known whether it serves" };
	const service = ofName(services, name)[0];
	const list = commandLine`kubectl get -n ${namespace} endpointslices -l kubernetes.io/service-name=${name}`;
	if (service === undefined) return { outcome: "fail", reason: "ServiceNotFound", words: `there is no Service ${name}` };
	if (service.metadata.deletionTimestamp !== undefined)
		return { outcome: "fail", reason: "ServiceTerminating", words: `Service ${name} is being deleted` };
	if (stringAt(service, "spec", "type") === "ExternalName")
		return {
			outcome: "unknown",
			reason: "BackendUnknown",
			words: "it is outside the cluster, so it is not known whether it serves",
		};
	const port = wanted === null ? null : portOf(service, wanted);
	if (port === null) return { outcome: "fail", reason: "PortNotFound", words: `Service ${name} has no such port` };
	const all = servicePorts(service, { ports: [port] });
	const resolved = typeof all === "string" ? undefined : all[0];
	if (resolved === undefined) return { outcome: "fail", reason: "PortNotFound", words: `Service ${name} has no such port` };
	const addresses = addressesOf(service, resolved.name, slices, pods);
	if (addresses.ready === 0)
		return { outcome: "fail", reason: "NoEndpoints", words: `Service ${name} has no ready endpoint on that port`, hint: list };
	const selector = equalitySelector(service, "spec", "selector");
	const behind = selector === null ? [] : selectedFrom(pods, selector).filter(isReady);
	const wrong = wrongTarget(addresses, resolved, behind, []);
	return wrong === null ? null : { ...wrong, words: `Service ${name} ${wrong.words}`, hint: list };
}

function unserved(object: KubeObject, evidence: IngressEvidence, { address, tls }: IngressSpec, report: ReportFn): ProbeResult {
	const addresses = listAt(object, "status", "loadBalancer", "ingress")
		.map((entry) => stringAt(entry, "hostname") ?? stringAt(entry, "ip"))
		.filter((found) => found !== null && found !== "");
	const { controller } = evidence;
	const doubt = controller === null ? null : judgeController(controller);
	if (doubt !== null)
		return report(
			doubt.outcome === "fail" ? "fail" : "pending",
			doubt.reason,
			`has a controller that is not ready: ${doubt.message}`,
		);
	if (address && addresses.length === 0)
		return report(
			"pending",
			"NoAddress",
			"has no address: no controller serves its class yet",
			"if its controller never sets one, add address: false and controller: { kind, namespace, name } to the probe",
		);
	if (controller === null)
		return report(
			"unknown",
			"ControllerUnknown",
			address
				? `has the address ${few(addresses.map(String))}, which remains when a controller is removed; it is not known whether one serves it`
				: "may not be served: the probe ignores its address, and names no controller",
			"name the controller in the probe: controller: { kind: Deployment, namespace: …, name: … }",
		);
	const where = addresses.length === 0 ? `by ${controller?.kind} ${controller?.name}` : `at ${few(addresses.map(String))}`;
	const unseen = !tls && secretsOf(object).length > 0 ? "; its certificates were not checked" : "";
	return report(
		"pass",
		"Served",
		`is served ${where}, and its ${count(backendsOf(object).length, "backend")} can be reached${unseen}`,
	);
}

export const ingressProbe = define(ingress);
