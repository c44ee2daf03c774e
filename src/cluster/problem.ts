/** Why a cluster could not be read. None of these is a statement about its content. */
export const problemKinds = [
	"forbidden",
	"unauthorized",
	"namespace-not-found",
	"unknown-kind",
	"unreachable",
	"tls",
	"timeout",
	"throttled",
	"server-error",
	"bad-answer",
	"too-large",
	"credentials",
	"not-recorded",
	"cancelled",
] as const;
/** `stale`: there is a response, but it is older than the user allows. No recording contains it. */
export type ProblemKind = (typeof problemKinds)[number] | "stale";

/** The request that failed, in the terms of RBAC: `list deployments.apps in boulder-staging`. */
export interface AskedFor {
	readonly verb: string;
	/** Plural, with its group where there is one: `deployments.apps`, `pods/portforward`. */
	readonly resource: string;
	readonly namespace: string | null;
}

/** The only error that reading a cluster may throw. An absent object is a result, not an error. */
export class ClusterProblem extends Error {
	override readonly name = "ClusterProblem";
	readonly kind: ProblemKind;
	readonly asked: AskedFor | null;

	/** `message` is a whole sentence without a full stop; text of the server in it is not escaped. */
	constructor(kind: ProblemKind, message: string, asked: AskedFor | null = null) {
		super(message);
		this.kind = kind;
		this.asked = asked;
	}
}
