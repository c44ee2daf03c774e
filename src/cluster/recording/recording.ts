import type { GrpcHealthAnswer, HttpAnswer, ObjectList } from "../cluster.ts";
import type { AskedFor, ProblemKind } from "../problem.ts";
import type { RecordedGrpcRequest, RecordedHttpRequest, RecordedListRequest } from "./recorded-request.ts";

/** What was read from clusters in one run, to be judged again elsewhere. Its schema is `schemas/recording.schema.json`. */
export interface Recording {
	readonly schemaVersion: 1;
	/** ISO 8601. */
	readonly recordedAt: string;
	readonly contexts: readonly RecordedContext[];
}

export interface RecordedContext {
	/** As the user knows it; a recording has no server address. */
	readonly name: string;
	/** Of the namespace kube-system; null where it could not be read. */
	readonly uid: string | null;
	readonly reads: readonly RecordedRead[];
}

export type RecordedRead =
	| ({ readonly ask: "list"; readonly question: RecordedListRequest } & RecordedOutcome<ObjectList>)
	| ({ readonly ask: "http"; readonly question: RecordedHttpRequest } & RecordedOutcome<HttpAnswer>)
	| ({ readonly ask: "grpc"; readonly question: RecordedGrpcRequest } & RecordedOutcome<GrpcHealthAnswer>);

export type RecordedOutcome<Answer> = { readonly answer: Answer } | { readonly problem: RecordedProblem };

export interface RecordedProblem {
	readonly kind: ProblemKind;
	readonly message: string;
	readonly asked: AskedFor | null;
}
