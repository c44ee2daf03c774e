import type {
	Cluster,
	GrpcHealthAnswer,
	GrpcHealthRequest,
	HttpAnswer,
	HttpRequest,
	ListRequest,
	Milliseconds,
	ObjectList,
} from "./cluster.ts";
import { Discovery } from "./objects/discovery.ts";
import { stringAt } from "./objects/object.ts";
import { listAll } from "./objects/pages.ts";
import { ClusterProblem } from "./problem.ts";
import { ApiClient, type ClientOptions } from "./transport/api-client.ts";
import { refusal } from "./transport/api-status.ts";
import { askHttp } from "./transport/http-probe.ts";
import { Semaphore } from "./transport/semaphore.ts";
import { MaxTime, monotonic, TimeLimit } from "./transport/time-limit.ts";

const askAgainMilliseconds = 2_000;
/** Most runs ask for so many kinds at least. */
const connectionsAhead = 5;

/** A cluster that is asked over the network. Close it, or its connections keep the process alive for a while. */
export class LiveCluster implements Cluster {
	readonly context: string;
	readonly #client: ApiClient;
	readonly #discovery: Discovery;
	/** Targets that do not respond must not delay responses of the API server. */
	readonly #targets = new Semaphore(6);
	/** Of everything that was listed. */
	readonly #time = new MaxTime();
	readonly #namespaces = new Map<string, { readonly exists: Promise<boolean>; readonly at: number }>();

	constructor(options: ClientOptions) {
		this.context = options.resolved.address.context;
		this.#client = new ApiClient(options);
		this.#discovery = new Discovery(this.#client);
	}

	/** Opens connections while the documents are read. The first request reports what is wrong with them. */
	connectAhead(): void {
		this.#client.connectAhead(connectionsAhead);
	}

	async list(request: ListRequest): Promise<ObjectList> {
		const timeout = request.timeout ?? Number.POSITIVE_INFINITY;
		this.#time.add(timeout);
		const resource = await this.#discovery.resource(request.apiVersion, request.kind, timeout);
		const namespace = resource.namespaced ? request.namespace : null;
		const list = await listAll(this.#client, resource, namespace, timeout);
		// The list of a namespace that does not exist is empty, which must not count as a result.
		if (list.objects.length === 0 && namespace !== null && !(await this.#exists(namespace, timeout))) {
			throw new ClusterProblem("namespace-not-found", `namespace ${namespace} does not exist in the cluster`, {
				verb: "list",
				resource: resource.plural,
				namespace,
			});
		}
		return list;
	}

	http(request: HttpRequest): Promise<HttpAnswer> {
		return this.#targets.run(() => askHttp(this.#client, request));
	}

	grpcHealth(request: GrpcHealthRequest): Promise<GrpcHealthAnswer> {
		return this.#targets.run(async () => {
			// WebSockets and HTTP/2 are loaded where a probe needs them.
			const { askGrpcHealth } = await import("./transport/grpc-health.ts");
			return askGrpcHealth(this.#client, request);
		});
	}

	/** The uid of the namespace kube-system, which identifies the cluster. Waits no longer than the lists of the run, or than `timeout`. */
	async uid(timeout?: Milliseconds): Promise<string> {
		if (timeout !== undefined) this.#time.add(timeout);
		const asked = { verb: "get", resource: "namespaces", namespace: "kube-system" } as const;
		const path = "/api/v1/namespaces/kube-system";
		const limit = new TimeLimit(this.#time.milliseconds);
		const { text } = await this.#client.json(asked, path, "application/json", 1_000_000, limit);
		const uid = stringAt(this.#client.parse(asked, text), "metadata", "uid");
		if (uid === null || uid === "") throw new ClusterProblem("bad-answer", "the namespace kube-system has no uid", asked);
		return uid;
	}

	close(): void {
		this.#client.close();
	}

	#exists(namespace: string, timeout: Milliseconds): Promise<boolean> {
		const known = this.#namespaces.get(namespace);
		if (known !== undefined && monotonic() - known.at < askAgainMilliseconds) return known.exists;
		const exists = this.#readNamespace(namespace, timeout);
		exists.catch(() => this.#namespaces.delete(namespace));
		this.#namespaces.set(namespace, { exists, at: monotonic() });
		return exists;
	}

	async #readNamespace(namespace: string, timeout: Milliseconds): Promise<boolean> {
		const asked = { verb: "get", resource: "namespaces", namespace } as const;
		const answer = await this.#client.send({
			asked,
			method: "GET",
			path: `/api/v1/namespaces/${encodeURIComponent(namespace)}`,
			accept: "application/json",
			headers: [],
			maximumBytes: 1_000_000,
			timeout: this.#client.options.requestMilliseconds,
			limit: new TimeLimit(timeout),
			isOfTarget: false,
			repeat: (got) => got.status === 429 || got.status >= 500,
		});
		if (answer.status === 404) return false;
		// With permission to list in it but not to get it, the list was a valid result.
		if (answer.status === 200 || answer.status === 403) return true;
		throw refusal(answer, asked);
	}
}
