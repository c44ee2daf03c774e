import type { IncomingMessage } from "node:http";
import { Duplex } from "node:stream";
import WebSocket, { type RawData } from "ws";
import { inWords } from "../objects/resource.ts";
import { type AskedFor, ClusterProblem } from "../problem.ts";
import type { ApiClient, OwnConnection } from "./api-client.ts";
import { refusal, statusIn } from "./api-status.ts";
import { connectionProblem } from "./connection-failure.ts";
import type { EndpointAgent } from "./endpoint.ts";
import { grouped } from "./send-request.ts";

/** Each port has a channel for data and one for errors; both begin with two bytes that repeat the port. */
const protocol = "v4.channel.k8s.io";
const dataChannel = 0;
const errorChannel = 1;
/** The kubelet reports a closed port at once; a client that writes before that gets a broken pipe without the reason. */
const graceMilliseconds = 30;
const largestMessage = 4 * 1024 * 1024;

export interface ForwardRequest {
	readonly namespace: string;
	readonly pod: string;
	readonly port: number;
}

/** The error of the kubelet if it could not reach the port of the pod. */
export class ForwardRefused extends Error {
	override readonly name = "ForwardRefused";
}

/** Bytes to and from a port of a pod. */
export class PortForward extends Duplex {
	/** When the API server opened it, ISO 8601. */
	readonly openedAt: string;
	readonly #socket: WebSocket;
	readonly #agent: EndpointAgent;
	readonly #begun = new Set<number>();
	#mayWrite = false;

	constructor(socket: WebSocket, agent: EndpointAgent, openedAt: string) {
		super();
		this.openedAt = openedAt;
		this.#socket = socket;
		this.#agent = agent;
		socket.on("message", (data) => this.#receive(bytesOf(data)));
		socket.on("error", (error) => this.destroy(error));
		socket.on("close", () => this.push(null));
	}

	#receive(message: Buffer): void {
		const channel = message[0];
		let content = message.subarray(1);
		if (channel !== dataChannel && channel !== errorChannel) return;
		if (!this.#begun.has(channel)) {
			this.#begun.add(channel);
			content = content.subarray(2);
		}
		if (content.length === 0) return;
		if (channel === errorChannel) this.destroy(new ForwardRefused(content.toString("utf8", 0, 2_000).trim()));
		else if (!this.push(content)) this.#socket.pause();
	}

	override _read(): void {
		this.#socket.resume();
	}

	override _write(chunk: Buffer, _: BufferEncoding, done: (error?: Error | null) => void): void {
		if (!this.#mayWrite) {
			setTimeout(() => {
				this.#mayWrite = true;
				if (!this.destroyed) this._write(chunk, _, done);
			}, graceMilliseconds);
		} else if (this.#socket.readyState === WebSocket.OPEN)
			this.#socket.send(Buffer.concat([Buffer.of(dataChannel), chunk]), done);
		else done(new Error("the port-forward was closed"));
	}

	override _final(done: () => void): void {
		this.#socket.close();
		done();
	}

	override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
		this.#socket.terminate();
		this.#agent.destroy();
		done(error);
	}
}

/**
 * Opens a port-forward. Throws ClusterProblem if the API server does not allow it or does not know the pod. `opened` receives what
 * must be destroyed if the caller no longer waits for it: a server that keeps sending would keep the process from ending.
 */
export async function forward(
	client: ApiClient,
	request: ForwardRequest,
	milliseconds: number,
	opened: { destroy(): void }[],
): Promise<PortForward> {
	const asked: AskedFor = { verb: "get", resource: "pods/portforward", namespace: request.namespace };
	for (let renewed = false; ; renewed = true) {
		const { connection, renew } = await client.connection(pathOf(request));
		const tunnel = await open(client, connection, asked, request, milliseconds, opened);
		if (tunnel !== "unauthorized") return tunnel;
		if (renewed || !renew()) {
			throw new ClusterProblem("unauthorized", `cannot ${inWords(asked)}: the API server does not accept the credentials`, asked);
		}
	}
}

function pathOf({ namespace, pod, port }: ForwardRequest): string {
	return `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/portforward?ports=${port}`;
}

function open(
	client: ApiClient,
	{ headers, agent, url, peer }: OwnConnection,
	asked: AskedFor,
	request: ForwardRequest,
	milliseconds: number,
	opened: { destroy(): void }[],
): Promise<PortForward | "unauthorized"> {
	return new Promise((resolve, reject) => {
		const problem = (kind: ClusterProblem["kind"], what: string): void => {
			agent.destroy();
			reject(new ClusterProblem(kind, `cannot ${inWords(asked)}: ${what}`, asked));
		};
		let socket: WebSocket;
		try {
			socket = new WebSocket(url, [protocol], {
				agent,
				headers: grouped(headers),
				handshakeTimeout: milliseconds,
				followRedirects: false,
				perMessageDeflate: false,
				maxPayload: largestMessage,
			});
		} catch (error) {
			const { kind, message } = connectionProblem(error, peer);
			problem(kind, message);
			return;
		}
		opened.push({
			destroy: () => {
				socket.terminate();
				agent.destroy();
			},
		});
		let openedAt = client.observedAt({});
		socket.on("upgrade", (response) => {
			openedAt = client.observedAt(response.headers);
		});
		socket.on("unexpected-response", (_, response) => {
			readAll(response).then((body) => {
				socket.terminate();
				const answer = { status: response.statusCode ?? 0, headers: response.headers, body };
				if (answer.status === 401) {
					agent.destroy();
					resolve("unauthorized");
				} else if (answer.status === 404) problem("unreachable", `there is no pod ${request.pod}`);
				else if (answer.status === 403 || answer.status === 429) {
					agent.destroy();
					reject(refusal(answer, asked));
				} else problem("server-error", statusIn(answer)?.message ?? `the API server answered ${answer.status}`);
			}, reject);
		});
		// Later errors are the stream's own.
		socket.on("error", (error) => {
			if (/handshake has timed out/i.test(error.message)) problem("timeout", `${peer} did not answer in time`);
			else {
				const { kind, message } = connectionProblem(error, peer);
				problem(kind, message);
			}
		});
		socket.on("open", () => resolve(new PortForward(socket, agent, openedAt)));
	});
}

async function readAll(response: IncomingMessage): Promise<Buffer> {
	const parts: Buffer[] = [];
	let size = 0;
	try {
		for await (const part of response) {
			const bytes = Buffer.from(part);
			size += bytes.length;
			if (size > 100_000) break;
			parts.push(bytes);
		}
	} catch {
		// The status is known; the rest of the response is not needed.
	}
	return Buffer.concat(parts);
}

function bytesOf(data: RawData): Buffer {
	if (Array.isArray(data)) return Buffer.concat(data);
	return data instanceof ArrayBuffer ? Buffer.from(data) : data;
}
