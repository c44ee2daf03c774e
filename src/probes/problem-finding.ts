import type { ClusterProblem, ProblemKind } from "../cluster/problem.ts";
import type { Finding } from "./probe.ts";

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
	forbidden: "boulder-migrate probes rbac prints the role that it takes",
	unauthorized: "log in again, then: kubectl auth whoami",
	"namespace-not-found":
		"check the namespace in probes.yaml, and that the context is the right one: kubectl config current-context",
	"unknown-kind": "install the CustomResourceDefinition, or correct apiVersion and kind in probes.yaml",
	unreachable: "see whether the cluster and the network to it are up: kubectl version",
	timeout: "try again, or with a longer timeout in probes.yaml",
	stale: "record the cluster again: boulder-migrate snapshot -o FILE",
	"not-recorded": "make the recording anew with these probes: boulder-migrate snapshot -o FILE",
};

/** That the cluster could not be asked. It says nothing about the item, so it is unknown and never anything else. */
export function problemFinding(problem: ClusterProblem): Finding {
	return {
		outcome: "unknown",
		reason: reasons[problem.kind],
		message: problem.message,
		hint: hints[problem.kind] ?? null,
		evidence: [],
		// That a kind is not installed is an answer; only a claim that rests on it is unverified.
		unanswered: problem.kind !== "unknown-kind",
	};
}
