import type {
	Cluster,
	GrpcHealthAnswer,
	GrpcHealthRequest,
	HttpAnswer,
	HttpRequest,
	ListRequest,
	ObjectList,
} from "../cluster.ts";
import { redact } from "../objects/redaction.ts";
import { ClusterProblem } from "../problem.ts";
import { recordedGrpcRequest, recordedHttpRequest, recordedListRequest, requestKey } from "./recorded-request.ts";
import type { RecordedContext, RecordedOutcome, RecordedProblem, RecordedRead } from "./recording.ts";

/** Forwards every request, and keeps the response. Wrap a shared cluster in it, so that it sees the requests of the probes. */
export class RecordingCluster implements Cluster {
	readonly context: string;
	readonly #cluster: Cluster;
	readonly #reads = new Map<string, { readonly exact: string; readonly read: RecordedRead }>();

	constructor(cluster: Cluster) {
		this.#cluster = cluster;
		this.context = cluster.context;
	}

	list(request: ListRequest): Promise<ObjectList> {
		const question = recordedListRequest(request);
		// A list carries no credential: other fields of the request, such as the selector of its probe, do not make it a different request.
		return this.#keep(this.#cluster.list(request), question, question, (outcome) => ({ ask: "list", question, ...outcome }));
	}

	http(request: HttpRequest): Promise<HttpAnswer> {
		const question = recordedHttpRequest(request);
		const { timeoutMilliseconds: _, ...exact } = request;
		return this.#keep(this.#cluster.http(request), question, exact, (outcome) => ({ ask: "http", question, ...outcome }));
	}

	grpcHealth(request: GrpcHealthRequest): Promise<GrpcHealthAnswer> {
		const question = recordedGrpcRequest(request);
		const { timeoutMilliseconds: _, ...exact } = request;
		return this.#keep(this.#cluster.grpcHealth(request), question, exact, (outcome) => ({ ask: "grpc", question, ...outcome }));
	}

	/** What was read so far, in an order that depends only on the requests. */
	recorded(uid: string | null): RecordedContext {
		const reads = [...this.#reads].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { read }]) => read);
		return { name: this.context, uid, reads };
	}

	async #keep<T>(
		answer: Promise<T>,
		question: Parameters<typeof requestKey>[1],
		request: unknown,
		read: (outcome: RecordedOutcome<T>) => RecordedRead,
	): Promise<T> {
		try {
			const found = await answer;
			this.#remember(read({ answer: found }), read({ problem: ambiguous }), question, request);
			return found;
		} catch (error) {
			if (error instanceof ClusterProblem && error.kind !== "cancelled" && error.kind !== "stale") {
				this.#remember(read({ problem: recordable(error) }), read({ problem: ambiguous }), question, request);
			}
			throw error;
		}
	}

	/** Two requests that differ only in what is hidden are the same request in the recording, which then has no response for it. */
	#remember(read: RecordedRead, instead: RecordedRead, question: Parameters<typeof requestKey>[1], request: unknown): void {
		const key = requestKey(read.ask, question);
		const exact = JSON.stringify(request);
		const known = this.#reads.get(key);
		const same = known === undefined || known.exact === exact;
		this.#reads.set(key, same ? { exact, read } : { exact: "", read: instead });
	}
}

const ambiguous: RecordedProblem = {
	kind: "not-recorded",
	message: "several requests that differ only in their credentials were made, and a recording cannot distinguish them",
	asked: null,
};

function recordable(problem: ClusterProblem): RecordedProblem {
	return { kind: problem.kind, message: redact(problem.message), asked: problem.asked };
}
