import type { KubeObject } from "./objects/object.ts";

/**
 * Everything that a probe may read from a cluster. There is a live one and a recorded one; both return the same responses to the same
 * requests. Every method throws ClusterProblem and nothing else.
 */
export interface Cluster {
	/** The context as the user knows it. */
	readonly context: string;
	/** When a recording was made, ISO 8601; absent for a live cluster, whose responses have a time of their own. */
	readonly recordedAt?: string;
	/** Every object of a kind in a namespace. One request for the whole run, however many ask. */
	list(request: ListRequest): Promise<ObjectList>;
	/** An HTTP request through the proxy of the API server, or to an address of its own. */
	http(request: HttpRequest): Promise<HttpAnswer>;
	/** `grpc.health.v1.Health/Check` through a port-forward to a pod. */
	grpcHealth(request: GrpcHealthRequest): Promise<GrpcHealthAnswer>;
}

/** A time that is fixed, or that may become longer while it is waited for. */
export type Milliseconds = number | (() => number);

export interface ListRequest {
	/** `apps/v1`, `v1`. */
	readonly apiVersion: string;
	readonly kind: string;
	/** Null for kinds that have none; for a kind that has, all namespaces. */
	readonly namespace: string | null;
	/**
	 * How many milliseconds the probe may wait for all pages; if absent, the default for lists. A list that several probes share ends at the
	 * largest of their limits; a function is called again when the time is over.
	 */
	readonly timeout?: Milliseconds;
}

export interface ObjectList {
	/**
	 * Without data that no verdict may depend on: managed fields, last-applied annotations, values of Secrets and of environment variables.
	 */
	readonly objects: readonly KubeObject[];
	/** The server's clock when the last page was sent, ISO 8601. */
	readonly observedAt: string;
	/** False where the list had to be continued from another state than it began with. */
	readonly consistent: boolean;
}

export type HttpTarget =
	| {
			readonly kind: "service" | "pod";
			readonly namespace: string;
			readonly name: string;
			/** Number or name; null for a pod's first port. */
			readonly port: string | null;
			readonly scheme: "http" | "https";
	  }
	| { readonly kind: "url"; readonly origin: string };

export interface HttpRequest {
	readonly target: HttpTarget;
	readonly method: "GET" | "HEAD";
	/** With the leading slash, not encoded. */
	readonly path: string;
	readonly query: readonly (readonly [string, string])[];
	readonly headers: Readonly<Record<string, string>>;
	readonly timeoutMilliseconds: number;
}

/** The response of the target itself, including 4xx and 5xx; a refusal by the API server is a ClusterProblem. */
export interface HttpAnswer {
	readonly status: number;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	readonly observedAt: string;
}

export interface GrpcHealthRequest {
	readonly namespace: string;
	readonly pod: string;
	readonly port: number;
	/** The name asked for; "" for the server as a whole. */
	readonly service: string;
	readonly tls: GrpcTls | null;
	readonly timeoutMilliseconds: number;
}

/** PEM texts. */
export interface GrpcTls {
	readonly authority: string | null;
	readonly certificate: string | null;
	readonly key: string | null;
	/** The name that the server's certificate must have. */
	readonly serverName: string | null;
}

export type GrpcHealthAnswer =
	| {
			readonly kind: "health";
			readonly status: "SERVING" | "NOT_SERVING" | "SERVICE_UNKNOWN" | "UNKNOWN";
			readonly observedAt: string;
	  }
	/** The server answered with an error of its own, such as NOT_FOUND or UNIMPLEMENTED. */
	| { readonly kind: "error"; readonly code: string; readonly message: string; readonly observedAt: string }
	/** The connection to the server could not be made: refused, or TLS failed. */
	| { readonly kind: "no-connection"; readonly message: string; readonly observedAt: string };
