import type { IncomingHttpHeaders } from "node:http";
import type { Identity, ResolvedContext } from "../kubeconfig/connection.ts";
import { inWords } from "../objects/resource.ts";
import { type AskedFor, ClusterProblem } from "../problem.ts";
import { isJson, refusal } from "./api-status.ts";
import { Cancellation } from "./cancellation.ts";
import { CircuitBreaker } from "./circuit-breaker.ts";
import { EndpointAgent, endpointOf, hostAndPort } from "./endpoint.ts";
import { parseJson } from "./json.ts";
import { Semaphore } from "./semaphore.ts";
import { type HttpResponse, type OutgoingRequest, sendRequest } from "./send-request.ts";
import type { TimeLimit } from "./time-limit.ts";
import { monotonic } from "./time-limit.ts";

export interface ClientOptions {
	readonly resolved: ResolvedContext;
	/** Ends every request of the run. */
	readonly signal: AbortSignal;
	/** For responses without a date of their own. */
	readonly now: () => Date;
	readonly userAgent: string;
	/** For one request of the API server, with its repetitions. */
	readonly requestMilliseconds: number;
}

export interface ApiRequest {
	readonly asked: AskedFor;
	readonly method: "GET" | "HEAD";
	/** Encoded, with the query, below the address of the server. */
	readonly path: string;
	readonly accept: string;
	readonly headers: readonly (readonly [string, string])[];
	readonly maximumBytes: number;
	readonly timeout: number;
	/** A time that it shares with other requests. */
	readonly limit?: TimeLimit;
	/** Whether a target behind the API server responds; its timeout is no statement about the API server. */
	readonly isOfTarget: boolean;
	/** Which responses are retried. */
	readonly repeat: (answer: HttpResponse) => boolean;
}

export interface OwnConnection {
	readonly headers: readonly (readonly [string, string])[];
	readonly agent: EndpointAgent;
	readonly url: string;
	readonly peer: string;
}

const repetitions = 3;
const connections = 8;

/** Requests to one API server: credentials, repetition, deadlines; and nothing but GET and HEAD. */
export class ApiClient {
	readonly options: ClientOptions;
	readonly cancellation: Cancellation;
	readonly #turns = new Semaphore(connections);
	readonly #silence = new CircuitBreaker();
	/** Since a request was put off in all its tries, until one is not: others are put off at once. */
	#isBusy = false;
	#renewals = 0;
	/** The last one is in use; the others had another client certificate. */
	readonly #agents: { readonly agent: EndpointAgent; readonly certificate: string | null }[] = [];

	constructor(options: ClientOptions) {
		this.options = options;
		this.cancellation = new Cancellation(options.signal);
	}

	/** Opens connections before there is anything to ask, so that the first requests need not wait for them. */
	connectAhead(count: number): void {
		const identity = this.options.resolved.credentials.atHand();
		if (identity !== null) this.#agentFor(identity).connectAhead(count);
	}

	/** JSON of the API server. Throws ClusterProblem for every status except 2xx, after `inspect` has seen it. */
	async json(
		asked: AskedFor,
		path: string,
		accept: string,
		maximumBytes: number,
		limit: TimeLimit,
		inspect?: (answer: HttpResponse) => void,
	): Promise<{ answer: HttpResponse; text: string }> {
		const answer = await this.send({
			asked,
			method: "GET",
			path,
			accept,
			headers: [],
			maximumBytes,
			timeout: this.options.requestMilliseconds,
			limit,
			isOfTarget: false,
			repeat: (got) => got.status === 429 || got.status >= 500,
		});
		inspect?.(answer);
		if (answer.status < 200 || answer.status > 299) throw refusal(answer, asked);
		if (!isJson(answer.headers)) {
			const type = answer.headers["content-type"] ?? "no content type";
			throw new ClusterProblem("bad-answer", `cannot ${inWords(asked)}: the answer is not JSON but ${type}`, asked);
		}
		return { answer, text: answer.body.toString("utf8") };
	}

	parse(asked: AskedFor, text: string): unknown {
		try {
			return parseJson(text);
		} catch {
			throw new ClusterProblem("bad-answer", `cannot ${inWords(asked)}: the answer is not valid JSON`, asked);
		}
	}

	/** Any response. Throws ClusterProblem if there is none. */
	async send(request: ApiRequest): Promise<HttpResponse> {
		try {
			return await this.#turns.run(() =>
				this.#silence.run(request.timeout, !request.isOfTarget, (timeout) => this.#repeated({ ...request, timeout })),
			);
		} catch (error) {
			if (!(error instanceof ClusterProblem)) throw error;
			const { asked } = request;
			throw error.asked === null ? new ClusterProblem(error.kind, `cannot ${inWords(asked)}: ${error.message}`, asked) : error;
		}
	}

	async #repeated(request: ApiRequest): Promise<HttpResponse> {
		const { limit } = request;
		limit?.start();
		const startedAt = monotonic();
		const timeout = (): number => Math.min(request.timeout, (limit?.deadline ?? Number.POSITIVE_INFINITY) - startedAt);
		let renewed = false;
		for (let attempt = 0; ; ) {
			const renewals = this.#renewals;
			const identity = await this.options.resolved.credentials.identity();
			const answer = await this.#heard(request, {
				agent: this.#agentFor(identity),
				server: this.options.resolved.address.server,
				method: request.method,
				path: this.#below(request.path),
				headers: [...identity.headers, ...request.headers, ["Accept", request.accept], ["User-Agent", this.options.userAgent]],
				maximumBytes: request.maximumBytes,
				startedAt,
				timeout,
				cancellation: this.cancellation,
			});
			if (answer.status === 401 && !renewed && this.#renew(renewals)) {
				renewed = true;
				continue;
			}
			const isPutOff = request.repeat(answer);
			if (!isPutOff) this.#isBusy = false;
			if (!isPutOff || this.#isBusy) return answer;
			const wait = waitBefore(attempt, answer.headers["retry-after"], this.options.now());
			if (attempt >= repetitions || monotonic() + wait >= startedAt + timeout()) {
				this.#isBusy = !request.isOfTarget;
				return answer;
			}
			await this.#pause(wait);
			attempt += 1;
		}
	}

	async #heard({ isOfTarget }: ApiRequest, ask: OutgoingRequest): Promise<HttpResponse> {
		const began = monotonic();
		try {
			const answer = await sendRequest(ask);
			this.#silence.answered();
			return answer;
		} catch (error) {
			if (error instanceof ClusterProblem && error.kind === "timeout" && !isOfTarget) this.#silence.unanswered(began, error);
			throw error;
		}
	}

	/** What a connection of its own takes, such as a WebSocket; `renew` is for when the credentials are refused. */
	async connection(path: string): Promise<{ connection: OwnConnection; renew: () => boolean }> {
		const renewals = this.#renewals;
		const { address, credentials } = this.options.resolved;
		const identity = await credentials.identity();
		const connection = {
			headers: [...identity.headers, ["User-Agent", this.options.userAgent] as const],
			agent: new EndpointAgent(endpointOf(address, identity), false),
			// The agent brings TLS with it.
			url: `ws://${hostAndPort(address.server)}${this.#below(path)}`,
			peer: hostAndPort(address.server),
		};
		return { connection, renew: () => this.#renew(renewals) };
	}

	/** The time of the response according to the server, ISO 8601. */
	observedAt(headers: IncomingHttpHeaders): string {
		const sent = headers.date === undefined ? Number.NaN : Date.parse(headers.date);
		return (Number.isNaN(sent) ? this.options.now() : new Date(sent)).toISOString();
	}

	close(): void {
		this.cancellation.close();
		for (const { agent } of this.#agents) agent.destroy();
	}

	/** Several requests may be refused with the same credentials: only the first of them renews. */
	#renew(renewalsThen: number): boolean {
		if (this.#renewals !== renewalsThen) return true;
		if (!this.options.resolved.credentials.renew()) return false;
		this.#renewals += 1;
		return true;
	}

	#agentFor(identity: Identity): EndpointAgent {
		const certificate = identity.clientCertificate?.certificate ?? null;
		const last = this.#agents.at(-1);
		if (last !== undefined && last.certificate === certificate) return last.agent;
		const agent = new EndpointAgent(endpointOf(this.options.resolved.address, identity), true);
		this.#agents.push({ agent, certificate });
		return agent;
	}

	#below(path: string): string {
		return this.options.resolved.address.server.pathname.replace(/\/+$/, "") + path;
	}

	async #pause(milliseconds: number): Promise<void> {
		await new Promise<void>((resolve) => {
			const done = (): void => {
				clearTimeout(timer);
				forget();
				resolve();
			};
			const timer = setTimeout(done, milliseconds);
			const forget = this.cancellation.onCancel(done);
			if (this.cancellation.cancelled) done();
		});
	}
}

/** `Retry-After` where the server gives one, else a growing pause; spread, so that not all come back at once. */
function waitBefore(attempt: number, retryAfter: string | undefined, now: Date): number {
	const spread = Math.random() * 100 * 2 ** attempt;
	const asked = retryAfter?.trim() ?? "";
	if (/^\d{1,6}$/.test(asked)) return Number(asked) * 1_000 + spread;
	const until = asked === "" ? Number.NaN : Date.parse(asked);
	if (!Number.isNaN(until)) return Math.max(0, until - now.getTime()) + spread;
	return 200 * 2 ** attempt + spread;
}
