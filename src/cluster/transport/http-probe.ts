import type { IncomingHttpHeaders } from "node:http";
import type { HttpAnswer, HttpRequest, HttpTarget } from "../cluster.ts";
import { isCredentialName, redact, redacted } from "../objects/redaction.ts";
import { inWords } from "../objects/resource.ts";
import { type AskedFor, ClusterProblem } from "../problem.ts";
import type { ApiClient } from "./api-client.ts";
import { refusal, statusIn } from "./api-status.ts";
import { EndpointAgent } from "./endpoint.ts";
import { type HttpResponse, sendRequest } from "./send-request.ts";
import { encodedPath, proxyPath } from "./target-path.ts";
import { monotonic } from "./time-limit.ts";

const bodyMaximum = 4 * 1024 * 1024;

type InCluster = Exclude<HttpTarget, { kind: "url" }>;

/** An HTTP request of a probe, and what its target answered. Throws ClusterProblem. */
export async function askHttp(client: ApiClient, request: HttpRequest): Promise<HttpAnswer> {
	const { target } = request;
	refuseHeaders(request);
	const answer =
		target.kind === "url" ? await askUrl(client, request, target.origin) : await askThroughProxy(client, request, target);
	return {
		status: answer.status,
		headers: seenHeaders(answer.headers),
		body: redact(answer.body.toString("utf8")),
		observedAt: client.observedAt(answer.headers),
	};
}

const ofTheConnection =
	/^(?:host|connection|content-length|transfer-encoding|upgrade|te|trailer|keep-alive|accept-encoding|expect)$/i;

function refuseHeaders(request: HttpRequest): void {
	for (const name of Object.keys(request.headers)) {
		if (ofTheConnection.test(name)) throw new ClusterProblem("bad-answer", `a request cannot set the header ${name}`);
		if (request.target.kind !== "url" && /^(?:authorization$|impersonate-)/i.test(name)) {
			throw new ClusterProblem(
				"bad-answer",
				`the header ${name} cannot be sent through the API server, which takes it for itself`,
			);
		}
	}
}

async function askThroughProxy(client: ApiClient, request: HttpRequest, target: InCluster): Promise<HttpResponse> {
	const asked: AskedFor = { verb: "get", resource: `${target.kind}s/proxy`, namespace: target.namespace };
	const send = (method: "GET" | "HEAD"): Promise<HttpResponse> =>
		client.send({
			asked,
			method,
			path: proxyPath(target) + encodedPath(request),
			accept: acceptOf(request),
			headers: Object.entries(request.headers).filter(([name]) => name.toLowerCase() !== "accept"),
			maximumBytes: bodyMaximum,
			timeout: request.timeoutMilliseconds,
			isOfTarget: true,
			repeat: isThrottled,
		});
	const answer = await send(request.method);
	// A refusal of the API server is visible only in the body, which a response to HEAD does not have.
	const informative = request.method === "HEAD" && answer.status >= 400 ? await send("GET") : answer;
	const status = statusIn(informative);
	if (isThrottled(informative)) throw refusal(informative, asked);
	if (status === null) return answer;
	if (informative.status === 401 || informative.status === 403) throw refusal(informative, asked);
	const what = `${target.kind} ${target.name}`;
	const detail = status.message === "" ? `the API server answered ${informative.status}` : status.message;
	const kind = informative.status === 504 ? "timeout" : "unreachable";
	throw new ClusterProblem(kind, `cannot ${inWords(asked)}: ${what} is unreachable: ${detail}`, asked);
}

/** The response of API Priority and Fairness; a target would hardly send the same. */
function isThrottled(answer: HttpResponse): boolean {
	return (
		answer.status === 429 &&
		(statusIn(answer) !== null || answer.body.toString("utf8", 0, 100).startsWith("Too many requests, please"))
	);
}

async function askUrl(client: ApiClient, request: HttpRequest, origin: string): Promise<HttpResponse> {
	const url = URL.canParse(origin) ? new URL(origin) : null;
	if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) {
		throw new ClusterProblem("unreachable", "an address must start with http:// or https://");
	}
	const asked: AskedFor = { verb: "get", resource: url.origin, namespace: null };
	const agent = new EndpointAgent({ server: url, proxy: null, tls: {} }, false);
	try {
		return await sendRequest({
			agent,
			server: url,
			method: request.method,
			path: url.pathname.replace(/\/+$/, "") + encodedPath(request),
			headers: [...Object.entries(request.headers), ["Accept", acceptOf(request)], ["User-Agent", client.options.userAgent]],
			maximumBytes: bodyMaximum,
			startedAt: monotonic(),
			timeout: () => request.timeoutMilliseconds,
			cancellation: client.cancellation,
		});
	} catch (error) {
		if (!(error instanceof ClusterProblem)) throw error;
		throw new ClusterProblem(error.kind, `cannot ${inWords(asked)}: ${error.message}`, asked);
	} finally {
		agent.destroy();
	}
}

function acceptOf(request: HttpRequest): string {
	return Object.entries(request.headers).find(([name]) => name.toLowerCase() === "accept")?.[1] ?? "*/*";
}

function seenHeaders(headers: IncomingHttpHeaders): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).flatMap(([name, value]) => {
			if (value === undefined) return [];
			const text = Array.isArray(value) ? value.join(", ") : value;
			return [[name, isCredentialName(name) ? redacted : redact(text)]];
		}),
	);
}
