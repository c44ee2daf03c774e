import { type Agent, type IncomingHttpHeaders, type IncomingMessage, request as startRequest } from "node:http";
import { ClusterProblem } from "../problem.ts";
import type { Cancellation } from "./cancellation.ts";
import { codeOf, connectionProblem } from "./connection-failure.ts";
import { hostAndPort, wasIdleSocket } from "./endpoint.ts";
import { monotonic } from "./time-limit.ts";

export interface OutgoingRequest {
	readonly agent: Agent;
	readonly server: URL;
	readonly method: "GET" | "HEAD";
	/** With the query, encoded; sent as it is. */
	readonly path: string;
	readonly headers: readonly (readonly [string, string])[];
	readonly maximumBytes: number;
	/** When the time for all of it started, as `monotonic()` counts. */
	readonly startedAt: number;
	/** The length of that time in milliseconds. It may change while the request is pending. */
	readonly timeout: () => number;
	readonly cancellation: Cancellation;
}

export interface HttpResponse {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
}

/** One request and its whole response. Throws ClusterProblem. Follows no redirect. */
export async function sendRequest(ask: OutgoingRequest): Promise<HttpResponse> {
	for (let attempt = 1; ; attempt += 1) {
		const result = await once(ask);
		if (!(result instanceof ClusterProblem)) return result;
		// The server may close an idle connection at the moment it is reused: that is no statement about the request.
		if (!stale.has(result) || attempt > 9) throw result;
	}
}

/** How often a request looks whether its time has changed. */
const checkMilliseconds = 1_000;

const stale = new WeakSet<ClusterProblem>();

function once(ask: OutgoingRequest): Promise<HttpResponse | ClusterProblem> {
	return new Promise((resolve) => {
		const peer = hostAndPort(ask.server);
		if (ask.cancellation.cancelled) return resolve(cancelled());
		let request: ReturnType<typeof startRequest>;
		let isAnswered = false;
		try {
			request = startRequest({
				agent: ask.agent,
				host: ask.server.hostname,
				port: ask.server.port === "" ? 0 : Number(ask.server.port),
				method: ask.method,
				path: ask.path,
				headers: { ...grouped(ask.headers), Host: ask.server.host, "Accept-Encoding": "gzip" },
			});
		} catch (error) {
			return resolve(connectionProblem(error, peer));
		}
		let timer: NodeJS.Timeout | undefined;
		const checkTime = (): void => {
			const timeout = ask.timeout();
			const left = ask.startedAt + timeout - monotonic();
			if (left > 0) timer = setTimeout(checkTime, Math.min(left, checkMilliseconds));
			else finish(new ClusterProblem("timeout", `${peer} did not answer within ${seconds(timeout)}`));
		};
		const finish = (result: HttpResponse | ClusterProblem): void => {
			clearTimeout(timer);
			forget();
			if (result instanceof ClusterProblem) request.destroy();
			resolve(result);
		};
		const forget = ask.cancellation.onCancel(() => finish(cancelled()));
		request.on("error", (error) => {
			const problem = connectionProblem(error, peer);
			if ((request.reusedSocket || wasIdleSocket(request.socket)) && ["ECONNRESET", "EPIPE"].includes(codeOf(error)))
				stale.add(problem);
			finish(problem);
		});
		request.on("upgrade", (_, socket) => {
			socket.destroy();
			finish(new ClusterProblem("bad-answer", `${peer} changes to another protocol, which was not asked for`));
		});
		request.on("close", () => {
			if (!isAnswered) finish(new ClusterProblem("unreachable", `${peer} closed the connection without an answer`));
		});
		request.on("response", (response) => {
			isAnswered = true;
			readBody(response, ask, peer).then(finish, (error: unknown) => finish(connectionProblem(error, peer)));
		});
		checkTime();
		request.end();
	});
}

function readBody(response: IncomingMessage, ask: OutgoingRequest, peer: string): Promise<HttpResponse> {
	return new Promise((resolve, reject) => {
		const parts: Buffer[] = [];
		let size = 0;
		const broken = (): void => reject(new ClusterProblem("bad-answer", `the answer of ${peer} broke off after ${size} bytes`));
		const tooLarge = (): void => reject(tooLargeFor(ask, peer));
		response.on("data", (part: Buffer) => {
			size += part.length;
			if (size > ask.maximumBytes) {
				response.destroy();
				tooLarge();
			} else parts.push(part);
		});
		response.on("error", broken);
		response.on("close", () => {
			if (!response.complete) broken();
		});
		response.on("end", () => {
			const isZipped = response.headers["content-encoding"]?.toLowerCase() === "gzip" && ask.method !== "HEAD";
			const whole = Buffer.concat(parts, size);
			const finish = (body: Buffer): void => resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
			if (!isZipped) return finish(whole);
			unzipped(whole, ask.maximumBytes).then(finish, (error: unknown) =>
				codeOf(error) === "ERR_BUFFER_TOO_LARGE" ? tooLarge() : broken(),
			);
		});
	});
}

/** A longer one is decompressed in another thread, which takes longer to start than a short one takes to finish. */
const maxAtOnce = 100_000;

/** Rejects data that is not gzip or ends early, and with ERR_BUFFER_TOO_LARGE for more than `most` bytes. */
async function unzipped(body: Buffer, maxBytes: number): Promise<Buffer> {
	const limit = { maxOutputLength: maxBytes };
	// Few responses are compressed.
	const { gunzip, gunzipSync } = await import("node:zlib");
	if (body.length <= maxAtOnce) return gunzipSync(body, limit);
	return new Promise((resolve, reject) => gunzip(body, limit, (error, all) => (error === null ? resolve(all) : reject(error))));
}

function tooLargeFor({ maximumBytes }: OutgoingRequest, peer: string): ClusterProblem {
	return new ClusterProblem("too-large", `the answer of ${peer} is larger than ${megabytes(maximumBytes)}`);
}

/** A name that comes several times keeps all of its values. */
export function grouped(headers: OutgoingRequest["headers"]): Record<string, string | string[]> {
	const groups = new Map<string, string[]>();
	for (const [name, value] of headers) groups.set(name, [...(groups.get(name) ?? []), value]);
	return Object.fromEntries([...groups].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? "") : values]));
}

function cancelled(): ClusterProblem {
	return new ClusterProblem("cancelled", "the run was cancelled");
}

export function seconds(milliseconds: number): string {
	return `${Math.round(milliseconds / 100) / 10} s`;
}

function megabytes(bytes: number): string {
	return `${Math.round(bytes / 100_000) / 10} MB`;
}
