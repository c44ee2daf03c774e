import type { ClusterProblem, ProblemKind } from "../cluster/problem.ts";
import { commandLine } from "../text/command-line.ts";
import type { ProbeResult } from "./probe.ts";

const reasons: Readonly<Record<ProblemKind, string>> = {
	forbidden: "Forbidden",
	unauthorized: "Unauthorized",
	"namespace-not-found": "NamespaceNotFound",
	"unknown-kind": "UnknownKind",
	unreachable: "Unreachable",
	tls: "TlsFailed",
	timeout: "TimedOut",
	throttled: "Throttled",
	"server-error": "ServerError",
	"bad-answer": "BadAnswer",
	"too-large": "TooLarge",
	credentials: "CredentialsFailed",
	"not-recorded": "NotRecorded",
	cancelled: "Cancelled",
	stale: "StaleEvidence",
};

const hints: Readonly<Partial<Record<ProblemKind, string>>> = {
	forbidden: "boulder-migrate probes rbac | kubectl apply -f -",
	unauthorized: "kubectl auth whoami",
	"namespace-not-found": "kubectl config current-context # is this the right cluster?",
	"unknown-kind": "kubectl api-resources # install what is missing, or fix apiVersion and kind in probes.yaml",
	unreachable: "kubectl cluster-info",
	timeout: "try again, or set a longer timeout in probes.yaml",
	stale: "record the cluster again: boulder-migrate snapshot -o FILE",
	"not-recorded": "record the cluster again with these probes: boulder-migrate snapshot -o FILE",
};

/** The cluster could not be read. That is no statement about the item, so the outcome is always unknown. */
export function problemResult(problem: ClusterProblem): ProbeResult {
	return {
		outcome: "unknown",
		reason: reasons[problem.kind],
		message: problem.message,
		hint: hints[problem.kind] ?? null,
		evidence: [],
		...lackedBy(problem),
		...missingService(problem),
		// A missing kind is a response of the cluster; only an item that depends on it is unverified.
		unanswered: problem.kind !== "unknown-kind",
	};
}

function lackedBy({ kind, asked }: ClusterProblem): Pick<ProbeResult, "lacks"> {
	if (asked === null) return {};
	if (kind === "namespace-not-found") return { lacks: asked.namespace ?? "" };
	if (kind === "unknown-kind") return { lacks: asked.resource };
	const where = asked.namespace === null ? "in all namespaces" : `in ${asked.namespace}`;
	return kind === "forbidden" ? { lacks: `${asked.verb} ${asked.resource} ${where}` } : {};
}

/** The API server's proxy reports a missing Service as unreachable. */
function missingService({ kind, message, asked }: ClusterProblem): Partial<ProbeResult> {
	const name = /\bservices "([^"]{1,253})" not found/.exec(message)?.[1];
	const namespace = asked?.namespace ?? null;
	if (kind !== "unreachable" || name === undefined || namespace === null) return {};
	return {
		message: `Service ${name} does not exist in ${namespace}`,
		hint: commandLine`kubectl get -n ${namespace} services`,
		missing: { kind: "Service", namespace, name },
	};
}
