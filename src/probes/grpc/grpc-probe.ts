import type { Cluster, GrpcHealthAnswer, GrpcTls } from "../../cluster/cluster.ts";
import type { KubeObject } from "../../cluster/objects/object.ts";
import type { Observation } from "../../model/verdict.ts";
import { commandLine } from "../../text/command-line.ts";
import type { Fields } from "../../yaml/fields.ts";
import { define } from "../define.ts";
import { durationIn } from "../file/probe-fields.ts";
import type { ProbeResult, ReadAndJudge, WorkTree } from "../probe.ts";
import { type Lookup, lookUp, notFound, preconditions, reporterFor } from "../shared/lookup.ts";
import { objectName } from "../shared/names.ts";
import { namespaceOf } from "../shared/namespace.ts";
import { listRight, noneReady, podsOf, podsOfRights, type WorkloadKind, workloadKinds } from "../shared/pods-of.ts";
import { type Reference, referenceOf } from "../shared/reference.ts";
import { observed, probeResult } from "../shared/results.ts";
import { inside } from "../shared/work-tree-path.ts";
import { askEach, podsToAsk } from "../workload/each-pod.ts";

/** Paths of PEM files below the folder of the probes file. */
export interface TlsFiles {
	readonly authority: string | null;
	readonly certificate: string | null;
	readonly key: string | null;
	readonly serverName: string | null;
}

export interface GrpcSpec {
	readonly namespace: string;
	readonly asked:
		| { readonly kind: "pod"; readonly name: string }
		/** `sample`: how many of its ready pods are enough; null: all are asked. */
		| { readonly kind: "workload"; readonly owner: Reference<WorkloadKind>; readonly sample: number | null };
	readonly port: number;
	readonly service: string;
	readonly tls: TlsFiles | null;
	readonly timeoutMilliseconds: number;
}

export interface GrpcEvidence {
	/** The workload or the pod. */
	readonly subject: Lookup;
	/** Those of the workload, or the one. */
	readonly pods: readonly KubeObject[];
	readonly answers: readonly { readonly pod: KubeObject; readonly answer: GrpcHealthAnswer }[];
	/** PEM files that are not there. */
	readonly missing: readonly string[];
}

const grpc: ReadAndJudge<GrpcSpec, GrpcEvidence> = {
	name: "grpc",
	proves: "grpc.health.v1 reports SERVING in each ready pod",
	specify(fields, reading) {
		const pod = objectName(fields, "pod");
		const owner = referenceOf(fields, "workload", workloadKinds);
		const sample = fields.integer("sample", 1, 100_000);
		if (sample !== null && owner === null)
			throw fields.fault(
				"sample is the number of pods of a workload to query, and the probe names no workload",
				"name it in workload",
				fields.placeOf("sample"),
			);
		const asked =
			owner !== null ? { kind: "workload" as const, owner, sample } : pod !== null ? { kind: "pod" as const, name: pod } : null;
		if (asked === null || (owner !== null && pod !== null)) throw fields.fault('grpc needs "workload" or "pod", and not both');
		return {
			namespace: namespaceOf(fields, reading),
			asked,
			port: fields.required("port", fields.integer("port", 1, 65_535)),
			service: nameOrNone(fields),
			tls: tlsOf(fields),
			timeoutMilliseconds: durationIn(fields, "timeout") ?? reading.defaults.timeoutMilliseconds,
		};
	},
	describe: ({ asked, service }) => `${describeAsked(asked)} reports SERVING${service === "" ? "" : ` for ${service}`}`,
	looksFor: ({ asked }) => (asked.kind === "pod" ? asked.name : asked.owner.name),
	rights: ({ namespace, asked }) => [
		...(asked.kind === "workload" ? podsOfRights(namespace, asked.owner.kind) : [listRight("", "pods", namespace)]),
		{ group: "", resource: "pods/portforward", verbs: ["get", "create"], namespace },
	],
	readsFiles: ({ tls }) => tls !== null && [tls.authority, tls.certificate, tls.key].some((file) => file !== null),
	async read(spec, { cluster, workTree }) {
		const { subject, pods } = await podsAsked(cluster, spec);
		const { tls, missing } = readTls(spec.tls, workTree);
		if (missing.length > 0) return { subject, pods, answers: [], missing };
		const { asked, namespace, port, service, timeoutMilliseconds } = spec;
		const answers = await askEach(podsToAsk(pods, asked.kind === "pod" ? null : asked.sample), async (pod) => ({
			pod,
			answer: await cluster.grpcHealth({ namespace, pod: pod.metadata.name, port, service, tls, timeoutMilliseconds }),
		}));
		return { subject, pods, answers, missing };
	},
	judge: judgeGrpc,
};

function describeAsked(asked: GrpcSpec["asked"]): string {
	return asked.kind === "pod" ? `Pod ${asked.name}` : `${asked.owner.kind} ${asked.owner.name}`;
}

/** An empty service name is valid: the server as a whole. */
function nameOrNone(fields: Fields): string {
	const tree = fields.tree("service");
	return tree === null || (tree.kind === "scalar" && tree.value === "") ? "" : (fields.string("service") ?? "");
}

function tlsOf(fields: Fields): TlsFiles | null {
	const map = fields.map("tls");
	if (map === null) return null;
	const path = (name: string): string | null => {
		const written = map.string(name);
		return written === null ? null : inside(map, name, written);
	};
	const tls = {
		authority: path("authority"),
		certificate: path("certificate"),
		key: path("key"),
		serverName: map.string("serverName"),
	};
	map.done();
	if ((tls.certificate === null) !== (tls.key === null)) throw map.fault('"tls" needs "certificate" and "key" together');
	return tls;
}

function readTls(
	files: TlsFiles | null,
	workTree: WorkTree,
): { readonly tls: GrpcTls | null; readonly missing: readonly string[] } {
	if (files === null) return { tls: null, missing: [] };
	const missing: string[] = [];
	const text = (path: string | null): string | null => {
		if (path === null) return null;
		const found = workTree.readText(path);
		if (found === null) missing.push(path);
		return found;
	};
	const tls = {
		authority: text(files.authority),
		certificate: text(files.certificate),
		key: text(files.key),
		serverName: files.serverName,
	};
	return { tls, missing };
}

async function podsAsked(
	cluster: Cluster,
	{ namespace, asked }: GrpcSpec,
): Promise<{ readonly subject: Lookup; readonly pods: readonly KubeObject[] }> {
	if (asked.kind === "workload") {
		const { owner, pods } = await podsOf(cluster, namespace, asked.owner);
		return { subject: owner, pods };
	}
	const subject = lookUp(await cluster.list({ apiVersion: "v1", kind: "Pod", namespace }), "Pod", namespace, asked.name);
	return { subject, pods: subject.object === null ? [] : [subject.object] };
}

function judgeGrpc({ subject, pods, answers, missing }: GrpcEvidence, spec: GrpcSpec): ProbeResult {
	const { object, observedAt } = subject;
	if (object === null) return notFound(subject);
	const name = `${subject.kind} ${subject.name}`;
	const [file] = missing;
	if (file !== undefined)
		return probeResult(
			"unknown",
			"TlsFileMissing",
			`${file}, needed to ask ${name}, does not exist`,
			[],
			"paths in tls: are below the folder of the probes file",
		);
	const report = reporterFor(object, "ready pods that report SERVING", observedAt);
	const early = preconditions(object, report, { hasStatus: true, observes: spec.asked.kind === "workload" });
	if (early !== null) return early;
	if (answers.length === 0) return noneReady(report, pods, observedAt);
	const found = answers.map(({ pod, answer }) => judgeAnswer(pod, answer, spec));
	const evidence: Observation[] = found.flatMap((each) => each.evidence);
	const bad = found.find(({ outcome }) => outcome !== "pass");
	if (bad !== undefined) return { ...bad, evidence };
	const who = answers.length === 1 ? `pod ${answers[0]?.pod.metadata.name} reports` : `${answers.length} pods of ${name} report`;
	const ready = podsToAsk(pods, null).length;
	const left = ready > answers.length ? ` (${answers.length} of ${ready} were asked)` : "";
	const whole =
		spec.service === ""
			? "; this is the status of the server as a whole, which may not include its dependencies"
			: ` for ${spec.service}`;
	return probeResult("pass", "Serving", `${who} SERVING${whole}${left}`, evidence);
}

function judgeAnswer(pod: KubeObject, answer: GrpcHealthAnswer, { port, service }: GrpcSpec): ProbeResult {
	const { name, namespace = "default" } = pod.metadata;
	const asked = service === "" ? "the server as a whole" : `the service ${service}`;
	const report = (outcome: "pass" | "fail", reason: string, words: string, hint: string | null = null): ProbeResult => {
		const seen = observed(pod, `SERVING on port ${port} for ${asked}`, words, answer.observedAt);
		return probeResult(outcome, reason, `pod ${name} ${words}`, [seen], hint);
	};
	const logs = commandLine`kubectl logs -n ${namespace} pod/${name}`;
	const unknownName = (): ProbeResult =>
		report(
			"fail",
			"ServiceUnknown",
			`has no health status for ${asked}`,
			'most servers register the empty name alone: service: ""',
		);
	switch (answer.kind) {
		case "health":
			if (answer.status === "SERVING") return report("pass", "Serving", "reports SERVING");
			if (answer.status === "SERVICE_UNKNOWN") return unknownName();
			if (answer.status === "UNKNOWN")
				return report("fail", "HealthUnknown", `reports that the health of ${asked} is unknown`, logs);
			return report("fail", "NotServing", `reports ${answer.status} for ${asked}`, logs);
		case "error":
			if (answer.code === "NOT_FOUND") return unknownName();
			if (answer.code === "UNIMPLEMENTED")
				return report(
					"fail",
					"NoHealthService",
					`serves gRPC on port ${port}, but not grpc.health.v1`,
					"register the health service in the server",
				);
			return report(
				"fail",
				"HealthCheckFailed",
				`answered the health check with ${answer.code}${answer.message === "" ? "" : `: ${answer.message}`}`,
				logs,
			);
		case "no-connection":
			return report(
				"fail",
				"NoConnection",
				`does not accept connections on port ${port}: ${answer.message}`,
				"check the port, and whether the server requires TLS or a client certificate: see tls:",
			);
	}
}

export const grpcProbe = define(grpc);
