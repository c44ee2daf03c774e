import { type ClientHttp2Session, connect as connectHttp2, type IncomingHttpHeaders } from "node:http2";
import type { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import type { GrpcHealthAnswer, GrpcHealthRequest, GrpcTls } from "../cluster.ts";
import { ClusterProblem } from "../problem.ts";
import type { ApiClient } from "./api-client.ts";
import { codeOf, connectionProblem } from "./connection-failure.ts";
import { decodeHealthResponse, encodeHealthRequest, grpcCode, grpcMessage } from "./grpc-message.ts";
import { ForwardRefused, forward } from "./port-forward.ts";
import { seconds } from "./send-request.ts";

type Head = IncomingHttpHeaders & { ":status"?: number | undefined };

/** Node ends a longer timer at once. */
const maxTimer = 2 ** 31 - 1;

const largestAnswer = 64 * 1024;

/** Requests the health of a pod. Throws ClusterProblem if the pod cannot be reached; a failure in the pod is a result. */
export async function askGrpcHealth(client: ApiClient, request: GrpcHealthRequest): Promise<GrpcHealthAnswer> {
	const { timeoutMilliseconds: limit, pod, port, namespace } = request;
	const opened: { destroy(): void }[] = [];
	let timer: ReturnType<typeof setTimeout> | undefined;
	let forget = (): void => {};
	const ended = new Promise<never>((_, reject) => {
		const asked = { verb: "get", resource: "pods/portforward", namespace } as const;
		timer = setTimeout(
			() => {
				reject(new ClusterProblem("timeout", `pod ${pod} did not answer on port ${port} within ${seconds(limit)}`, asked));
			},
			Math.min(limit, maxTimer),
		);
		const cancel = (): void => reject(new ClusterProblem("cancelled", "the run was cancelled", asked));
		forget = client.cancellation.onCancel(cancel);
		if (client.cancellation.cancelled) cancel();
	});
	try {
		return await Promise.race([ask(client, request, opened), ended]);
	} finally {
		clearTimeout(timer);
		forget();
		for (const thing of opened.reverse()) thing.destroy();
	}
}

async function ask(client: ApiClient, request: GrpcHealthRequest, opened: { destroy(): void }[]): Promise<GrpcHealthAnswer> {
	const tunnel = await forward(client, request, request.timeoutMilliseconds, opened);
	opened.push(tunnel);
	const observedAt = tunnel.openedAt;
	const peer = `port ${request.port} of pod ${request.pod}`;
	try {
		// The kubelet reports on the tunnel why the pod cannot be reached; the gRPC connection only sees it end.
		const refused = new Promise<never>((_, reject) => tunnel.on("error", reject));
		const talk = async (): Promise<GrpcHealthAnswer> => {
			const stream = request.tls === null ? tunnel : await secure(tunnel, request.tls, opened);
			const session = connectHttp2(request.tls === null ? "http://localhost" : "https://localhost", {
				createConnection: () => stream,
			});
			opened.push(session);
			return await check(session, request, observedAt);
		};
		return await Promise.race([talk(), refused]);
	} catch (error) {
		// A certificate that cannot be read is no statement about the pod.
		if (/^ERR_(?:OSSL|CRYPTO)_/.test(codeOf(error))) throw connectionProblem(error, peer);
		return { kind: "no-connection", message: explained(error, peer, request.tls !== null), observedAt };
	}
}

function secure(tunnel: Duplex, tls: GrpcTls, opened: { destroy(): void }[]): Promise<Duplex> {
	return new Promise((resolve, reject) => {
		const socket = connectTls({
			socket: tunnel,
			ALPNProtocols: ["h2"],
			...(tls.authority === null ? {} : { ca: tls.authority }),
			...(tls.certificate === null ? {} : { cert: tls.certificate }),
			...(tls.key === null ? {} : { key: tls.key }),
			// Without a name the chain alone is checked: that this is the pod, the API server vouches for.
			...(tls.serverName === null ? { checkServerIdentity: () => undefined } : { servername: tls.serverName }),
		});
		opened.push(socket);
		socket.on("error", reject);
		socket.once("close", () => reject(new Error("the connection was closed during the TLS handshake")));
		socket.once("secureConnect", () => resolve(socket));
	});
}

function check(session: ClientHttp2Session, request: GrpcHealthRequest, observedAt: string): Promise<GrpcHealthAnswer> {
	return new Promise((resolve, reject) => {
		session.on("error", reject);
		const stream = session.request({
			":method": "POST",
			":path": "/grpc.health.v1.Health/Check",
			":authority": request.tls?.serverName ?? "localhost",
			"content-type": "application/grpc",
			te: "trailers",
			"grpc-timeout": `${Math.min(request.timeoutMilliseconds, 99_999_999)}m`,
		});
		let head: Head = {};
		let trailers: IncomingHttpHeaders = {};
		const parts: Buffer[] = [];
		let size = 0;
		stream.on("response", (headers) => {
			head = headers;
		});
		stream.on("trailers", (headers) => {
			trailers = headers;
		});
		stream.on("data", (part: Buffer) => {
			size += part.length;
			if (size > largestAnswer) stream.close();
			else parts.push(part);
		});
		stream.on("error", reject);
		stream.on("close", () => {
			if (head[":status"] === undefined) reject(new Error("the connection was closed without an answer"));
			else resolve(answerOf(head, trailers, Buffer.concat(parts), observedAt));
		});
		stream.end(encodeHealthRequest(request.service));
	});
}

function answerOf(head: Head, trailers: IncomingHttpHeaders, body: Buffer, observedAt: string): GrpcHealthAnswer {
	const error = (code: string, message: string): GrpcHealthAnswer => ({ kind: "error", code, message, observedAt });
	// An error without a body has its status among the headers.
	const status = first(trailers["grpc-status"]) ?? first(head["grpc-status"]);
	const detail = grpcMessage(first(trailers["grpc-message"]) ?? first(head["grpc-message"]) ?? "");
	if (head[":status"] !== 200) return error("UNKNOWN", `the server answered HTTP ${head[":status"]}, which is not gRPC`);
	if (!(head["content-type"] ?? "").startsWith("application/grpc")) return error("UNKNOWN", "the server does not answer gRPC");
	if (status === undefined) return error("UNKNOWN", "the answer broke off before its status");
	if (status !== "0") return error(grpcCode(status), detail);
	const serving = decodeHealthResponse(body);
	return serving === null
		? error("INTERNAL", "the answer is not a health status")
		: { kind: "health", status: serving, observedAt };
}

function explained(error: unknown, peer: string, withTls: boolean): string {
	if (error instanceof ClusterProblem) return error.message;
	if (error instanceof ForwardRefused) return `${peer} cannot be reached: ${error.message}`;
	const text = error instanceof Error ? error.message : String(error);
	if (/protocol error|NGHTTP2/i.test(text)) return `${peer} does not speak HTTP/2${withTls ? "" : " without TLS"}: ${text}`;
	return connectionProblem(error, peer).message;
}

function first(value: string | string[] | undefined): string | undefined {
	return Array.isArray(value) ? value[0] : value;
}
