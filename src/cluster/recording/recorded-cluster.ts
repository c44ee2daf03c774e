import type {
	Cluster,
	GrpcHealthAnswer,
	GrpcHealthRequest,
	HttpAnswer,
	HttpRequest,
	ListRequest,
	ObjectList,
} from "../cluster.ts";
import { isClusterScoped } from "../objects/built-in-kinds.ts";
import { inWords } from "../objects/resource.ts";
import { ClusterProblem } from "../problem.ts";
import { within } from "../shared-cluster.ts";
import { recordedGrpcRequest, recordedHttpRequest, recordedListRequest, requestKey } from "./recorded-request.ts";
import type { RecordedContext, RecordedOutcome, Recording } from "./recording.ts";

/** The cluster of a context in a recording; null takes the only one. Throws ClusterProblem "not-recorded". */
export function recordedCluster({ contexts, recordedAt }: Recording, context: string | null): RecordedCluster {
	const found = context === null && contexts.length === 1 ? contexts[0] : contexts.find(({ name }) => name === context);
	if (found !== undefined) return new RecordedCluster(found, recordedAt);
	const names = contexts.map(({ name }) => name).join(", ");
	const which = context === null ? "several contexts" : `no context ${context}`;
	throw new ClusterProblem("not-recorded", `the recording holds ${which}: ${names}`);
}

/** Responses from a recording: the same response, or the same problem, for the same request. */
export class RecordedCluster implements Cluster {
	readonly context: string;
	readonly recordedAt: string;
	readonly #uid: string | null;
	readonly #lists = new Map<string, RecordedOutcome<ObjectList>>();
	readonly #clusterWide = new Map<string, RecordedOutcome<ObjectList>>();
	readonly #answers = new Map<string, RecordedOutcome<HttpAnswer>>();
	readonly #health = new Map<string, RecordedOutcome<GrpcHealthAnswer>>();

	constructor(recorded: RecordedContext, recordedAt: string) {
		this.context = recorded.name;
		this.recordedAt = recordedAt;
		this.#uid = recorded.uid;
		for (const read of recorded.reads) {
			if (read.ask === "list") {
				this.#lists.set(requestKey("list", read.question), read);
				const { apiVersion, kind } = read.question;
				if (isClusterScoped(apiVersion, kind))
					this.#clusterWide.set(requestKey("list", { ...read.question, namespace: null }), read);
			} else if (read.ask === "http") this.#answers.set(requestKey("http", read.question), read);
			else this.#health.set(requestKey("grpc", read.question), read);
		}
	}

	async list(request: ListRequest): Promise<ObjectList> {
		const found = this.#lists.get(requestKey("list", recordedListRequest(request)));
		if (found === undefined && request.namespace !== null) {
			const wide = this.#lists.get(requestKey("list", recordedListRequest({ ...request, namespace: null })));
			const part = wide !== undefined && "answer" in wide ? within(wide.answer, request.namespace) : null;
			if (part !== null) return part;
		}
		// Earlier versions recorded kinds without a namespace under the one that the probes file names.
		const anywhere = isClusterScoped(request.apiVersion, request.kind)
			? this.#clusterWide.get(requestKey("list", recordedListRequest({ ...request, namespace: null })))
			: undefined;
		if (found === undefined && anywhere !== undefined) return replay(anywhere, "");
		const words = inWords({ verb: "list", resource: `${request.apiVersion} ${request.kind}`, namespace: request.namespace });
		return replay(found, words);
	}

	async http(request: HttpRequest): Promise<HttpAnswer> {
		const question = recordedHttpRequest(request);
		const { target } = question;
		const name = target.kind === "url" ? target.origin : `${target.kind} ${target.namespace}/${target.name}`;
		return replay(this.#answers.get(requestKey("http", question)), `${request.method} ${question.path} of ${name}`);
	}

	async grpcHealth(request: GrpcHealthRequest): Promise<GrpcHealthAnswer> {
		const found = this.#health.get(requestKey("grpc", recordedGrpcRequest(request)));
		return replay(found, `gRPC health of pod ${request.namespace}/${request.pod}`);
	}

	async uid(): Promise<string> {
		if (this.#uid === null) throw new ClusterProblem("not-recorded", "the recording does not contain the uid of its cluster");
		return this.#uid;
	}
}

function replay<T>(outcome: RecordedOutcome<T> | undefined, question: string): T {
	if (outcome === undefined) throw new ClusterProblem("not-recorded", `the recording does not hold: ${question}`);
	if ("answer" in outcome) return outcome.answer;
	const { kind, message, asked } = outcome.problem;
	throw new ClusterProblem(kind, message, asked);
}
